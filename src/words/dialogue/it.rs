//! Italian dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Italian.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Buongiorno, stamattina mi hanno tamponato al semaforo. Nessuno si è fatto male, ma il bagagliaio non si chiude più. La mia polizza è la {policy}. Come faccio la denuncia?",
                "Salve, ho avuto un incidente andando al lavoro. L'altro conducente ha ammesso la colpa e abbiamo firmato entrambi la constatazione amichevole. Ho con voi la polizza {policy}.",
            ]),
            admin(&[
                "Meno male che nessuno si è fatto male. Carichi per favore la constatazione amichevole e le foto di entrambi i veicoli, con le targhe ben visibili.",
                "L'importante è che stiate tutti bene. Per aprire la pratica ci servono il modulo firmato, fronte e retro, e qualche foto dei danni.",
            ]),
            admin(&[
                "Nel frattempo ho aperto il sinistro {claim}: può allegare tutto lì.",
                "Il numero del suo sinistro è {claim}; tra poco lo vedrà nella sua area personale.",
            ]),
            customer(&[
                "Fatto. Posso scegliere io la carrozzeria o devo rivolgermi a una delle vostre?",
                "Caricato tutto. Se vado dal mio carrozziere di fiducia, c'è una franchigia?",
            ]),
            admin(&[
                "La scelta è libera. Con una carrozzeria convenzionata non c'è franchigia; con un'altra la franchigia è di {amount}.",
                "Può andare dove preferisce, ma fuori dalla nostra rete si applica una franchigia di {amount}. In rete invece è azzerata e ha anche l'auto sostitutiva.",
            ]),
            customer(&[
                "Allora scelgo una carrozzeria convenzionata. Grazie mille!",
                "Va bene, vada per una convenzionata. Grazie dell'aiuto 👍",
            ]),
        ],
    },
    // The price at renewal.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            admin(&[
                "Gentile cliente, la polizza {policy} è prossima al rinnovo. Il nuovo premio annuo è di {amount}; trova il dettaglio nei suoi documenti.",
                "Buongiorno, abbiamo preparato il rinnovo della polizza {policy}: il premio sarà di {amount} all'anno. Le chiediamo di verificare che i suoi dati siano ancora corretti.",
            ]),
            customer(&[
                "È un bell'aumento! In sei anni non ho denunciato nemmeno un sinistro. Perché devo pagare di più?",
                "Sinceramente non me l'aspettavo. Da parte mia non è cambiato nulla e sinistri non ne ho mai avuti. Mi può spiegare?",
            ]),
            admin(&[
                "Capisco il suo disappunto. L'aumento non dipende da lei: il costo delle riparazioni è salito molto e tutte le polizze della sua zona sono state adeguate. La sua classe di merito resta invariata.",
                "È una domanda legittima. I prezzi dei materiali sono cresciuti parecchio e con loro il costo dei sinistri. La sua classe di merito, però, non cambia.",
            ]),
            customer(&[
                "C'è un modo per risparmiare? Magari con una franchigia più alta?",
                "Capisco. E se pagassi in un'unica soluzione o scegliessi una franchigia più alta?",
            ]),
            admin(&[
                "Sì, entrambe le cose aiutano. Posso prepararle un preventivo senza impegno, valido {days} giorni.",
                "Certo, si risparmia in tutti e due i casi. Se vuole le mando un preventivo; avrà {days} giorni per decidere.",
            ]),
            customer(&["Sì, grazie.", "Volentieri, lo aspetto. Grazie!"]),
        ],
    },
    // Cover before a long journey.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Buonasera, stiamo organizzando un viaggio di quattro mesi in Sud America. La nostra assicurazione viaggio {policy} copre un periodo così lungo?",
                "Salve, prima di prenotare vorrei un chiarimento: con la polizza {policy} sarei in copertura per quattro mesi all'estero?",
            ]),
            admin(&[
                "Che bel progetto! La polizza copre viaggi fino a novanta giorni consecutivi. Per periodi più lunghi esiste un'estensione, da attivare prima della partenza.",
                "Il limite è di novanta giorni di fila, quindi servirebbe l'estensione per soggiorni lunghi. Attenzione: una volta partiti non si può più aggiungere.",
            ]),
            customer(&[
                "Ho fatto bene a chiedere. Quanto costa? E il trekking in quota è compreso?",
                "D'accordo. Qual è il prezzo, e sono incluse le escursioni in montagna?",
            ]),
            admin(&[
                "L'estensione costa {amount} a persona. Il trekking sui sentieri segnati è sempre compreso; per l'alpinismo serve invece il modulo sport.\n\nLe spese mediche sono coperte, a condizione di chiamare la centrale operativa prima di qualsiasi cura programmata.",
                "Sono {amount} a persona per l'intero viaggio. Le normali escursioni sono incluse, l'arrampicata no.",
            ]),
            customer(&[
                "Perfetto, la aggiunga pure. Prendo anche un farmaco per la pressione: devo dichiararlo?",
                "Benissimo, la attivi. Un'ultima cosa: ho un'asma lieve. Cambia qualcosa?",
            ]),
            admin(&[
                "No, purché la terapia sia stabile da almeno sei mesi. L'estensione è attiva sulla {policy}. Buon viaggio! ✈️",
                "Se la situazione è stabile, è tutto coperto. Riceverà il certificato aggiornato della polizza {policy} entro {days} giorni.",
            ]),
        ],
    },
    // Deleting the account.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Buongiorno, vorrei cancellare il mio account e tutti i miei dati personali.",
                "Vi chiedo di chiudere il mio account. Ho spostato le assicurazioni altrove e non desidero che conserviate i miei dati.",
            ]),
            admin(&[
                "Posso avviare subito la procedura, ma vedo che la polizza {policy} è ancora attiva. Bisogna prima chiudere quella: procedo?",
                "È un suo diritto, certo. Risulta però ancora in vigore la {policy}, e finché c'è una polizza attiva l'account non si può cancellare. Vuole che la chiuda?",
            ]),
            customer(&[
                "Pensavo fosse già disdetta. Sì, la chiuda pure. Posso scaricare i documenti prima che spariscano?",
                "Ah, non lo sapevo. Proceda. E come faccio ad avere una copia dei miei documenti?",
            ]),
            admin(&[
                "Nella sezione Privacy può scaricare tutto in un unico archivio. Dopo la conferma ha {days} giorni per ripensarci, poi la cancellazione è definitiva.",
                "Li trova in Privacy, con il pulsante per l'esportazione. L'account viene chiuso {days} giorni dopo la conferma e non si può ripristinare.",
            ]),
            customer(&[
                "Scaricato e confermato. Quindi non resterà proprio niente?",
                "Ho la mia copia e ho confermato. Verrà eliminato davvero tutto?",
            ]),
            admin(&[
                "Quasi tutto. Per legge dobbiamo conservare per alcuni anni le fatture e i sinistri liquidati, ma restano bloccati e non accessibili nel lavoro quotidiano. Il rimborso di {amount} per il premio non goduto arriverà sul suo conto.",
                "Profilo, messaggi e condivisioni sì. Restano solo fatture e sinistri che la legge ci impone di conservare. Le rimborsiamo inoltre {amount} di premio non goduto.",
            ]),
        ],
    },
];
