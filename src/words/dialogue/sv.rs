//! Swedish dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Swedish.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe in the kitchen.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Hej! I söndags sprack ett rör under diskbänken och parketten i hallen har rest sig. Jag har anmält skadan, nummer {claim}. Vad gör jag nu?",
                "God morgon, det gäller skada {claim}. Slangen till tvättmaskinen lossnade när vi var bortresta och två rum har fått vatten. Hur går vi vidare?",
            ]),
            admin(&[
                "Så tråkigt att höra. Fotografera allt innan du flyttar eller slänger något och spara kvitton på akuta åtgärder. En skadereglerare hör av sig inom {days} dagar.",
                "Vilken otur! Ta bilder på alla rum och vänta med reparationerna. Vår besiktningsman bokar en tid med dig inom {days} dagar.",
            ]),
            customer(&[
                "Tack. Rörmokaren har redan fakturerat oss för jourutryckningen. Täcks den också?",
                "Okej. Och rörmokarens räkning då? Han fick öppna väggen för att hitta läckan.",
            ]),
            admin(&[
                "Ja, läcksökning och akut reparation ersätts med upp till {amount} sammanlagt. Däremot ersätts inte själva röret om det var utslitet.",
                "Kostnaden för att hitta läckan ingår i din hemförsäkring, med ett tak på {amount}. Den slitna delen får du stå för själv.",
            ]),
            customer(&[
                "Då förstår jag. Jag laddar upp fakturan och bilderna i kväll.",
                "Vad skönt. Jag skickar in fakturan och bilderna i kväll.",
            ]),
            admin(&[
                "Perfekt. Lägg dem i ärende {claim}, så hinner besiktningsmannen titta på dem före besöket.",
                "Tack! Lägg dem under {claim} bland dina dokument, så tar vi hand om resten.",
            ]),
        ],
    },
    // The price at renewal.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            admin(&[
                "Hej! Din försäkring {policy} förnyas snart. Den nya årspremien är {amount}, och specifikationen finns bland dina dokument.",
                "Vi har förberett förnyelsen av {policy}. Premien blir {amount} per år. Kontrollera gärna att dina uppgifter fortfarande stämmer.",
            ]),
            customer(&[
                "Det var en rejäl höjning. Jag har inte haft en enda skada på sex år, så varför ska jag betala mer?",
                "Ärligt talat blev jag förvånad. Ingenting har ändrats hos mig och jag har aldrig anmält någon skada. Kan ni förklara?",
            ]),
            admin(&[
                "Jag förstår att det känns tråkigt. Höjningen beror inte på dig: reparationer har blivit betydligt dyrare och alla försäkringar i ditt område har justerats. Din bonus för skadefria år är kvar.",
                "Det är en rimlig fråga. Material och arbete kostar mer än tidigare och det märks på skadorna. Du har fortfarande högsta möjliga bonus.",
            ]),
            customer(&[
                "Finns det något sätt att få ner priset? Högre självrisk, till exempel?",
                "Jag förstår. Skulle det hjälpa att betala helår eller att höja självrisken?",
            ]),
            admin(&[
                "Ja, båda delarna gör skillnad. Jag kan ta fram ett förslag som gäller i {days} dagar, helt utan förbindelser.",
                "Absolut. Vill du att jag skickar ett förslag? Du har {days} dagar på dig att bestämma dig.",
            ]),
            customer(&["Ja tack!", "Gärna, det vore toppen."]),
        ],
    },
    // An operation for the dog.
    Dialogue {
        line: Some(Line::Pet),
        turns: [
            customer(&[
                "Hej, vår hund har slitit av korsbandet och behöver opereras i veckan. Kostnadsförslaget ligger på {amount}. Täcker {policy} det?",
                "God dag! Vår hund ska operera knäet och veterinären räknar med {amount}. Är det något som försäkringen {policy} ersätter?",
            ]),
            admin(&[
                "Stackars liten! Operationer ingår så länge karenstiden har gått ut. Kan du ladda upp journalen från veterinären?",
                "Jag hoppas att det går bra. I grunden ja, men vi behöver journalen för att utesluta att besvären fanns sedan tidigare.",
            ]),
            customer(&[
                "Hela journalen är uppladdad nu. Inga problem med knäna tidigare.",
                "Jag har lagt in allt sedan valptiden. Det står ingenting om hälta där.",
            ]),
            admin(&[
                "Tack, jag har gått igenom den. Operationen är godkänd under {claim}. Vi ersätter åttio procent.",
                "Allt ser bra ut. Vi betalar åttio procent; uppge {claim} när ni är på kliniken.",
            ]),
            customer(&[
                "Vilka fina nyheter! Ingår rehabiliteringen efteråt också?",
                "Tusen tack 🐶 Hur är det med vattenträning och sjukgymnastik?",
            ]),
            admin(&[
                "Ja, upp till tio tillfällen på remiss från veterinären. Skicka in kvittona, så betalar vi ut inom {days} dagar.",
                "Tio besök om veterinären ordinerar det. Pengarna kommer inom {days} dagar efter att vi fått kvittona. Krya på!",
            ]),
        ],
    },
    // Deleting the account.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Hej, jag vill att ni tar bort mitt konto och alla mina personuppgifter.",
                "Jag vill avsluta mitt konto. Jag har flyttat mina försäkringar och vill inte att ni sparar uppgifter om mig.",
            ]),
            admin(&[
                "Det ordnar jag. Men {policy} är fortfarande aktiv och måste avslutas först. Ska jag göra det?",
                "Självklart, det har du rätt till. Jag ser dock att {policy} fortfarande gäller, och så länge går det inte att ta bort kontot. Vill du att jag avslutar den?",
            ]),
            customer(&[
                "Jag trodde att den redan var uppsagd. Ja, avsluta den. Kan jag ladda ner mina dokument först?",
                "Oj, det hade jag missat. Gör det. Hur får jag en kopia av mina dokument?",
            ]),
            admin(&[
                "Under Integritet kan du ladda ner allt i ett enda arkiv. När du har bekräftat har du {days} dagar på dig att ångra dig, sedan är det slutgiltigt.",
                "Välj Exportera under Integritet. Kontot stängs {days} dagar efter din bekräftelse och kan inte återställas.",
            ]),
            customer(&[
                "Nedladdat och bekräftat. Försvinner verkligen allt då?",
                "Jag har min kopia och har bekräftat. Så ingenting sparas?",
            ]),
            admin(&[
                "Nästan. Fakturor och reglerade skador måste vi enligt lag spara i några år, men de är spärrade. Du får också tillbaka {amount} i outnyttjad premie.",
                "Profil, meddelanden och delningar raderas. Bara det som lagen kräver sparas, i låst form. Den outnyttjade premien, {amount}, betalas tillbaka.",
            ]),
        ],
    },
];
