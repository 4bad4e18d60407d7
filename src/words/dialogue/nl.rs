//! Dutch dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Dutch.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe, and what the insurer pays.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Goedemorgen, zondag is er onder het aanrecht een leiding gesprongen en de vloer is tot in de gang doorweekt. Ik heb het gemeld onder {claim}. Wat moet ik nu doen?",
                "Hallo, ik schrijf over schade {claim}. De slang van de wasmachine is losgeschoten toen we weg waren en in twee kamers staat het parket bol. Hoe gaat het nu verder?",
            ]),
            admin(&[
                "Wat vervelend voor u. Maak overal foto's van voordat u iets verplaatst of weggooit, en bewaar de bonnen van het noodherstel. De schade-expert neemt binnen {days} dagen contact met u op.",
                "Dat is schrikken! Fotografeert u alstublieft elke kamer en begin nog niet met herstellen. Onze expert maakt binnen {days} dagen een afspraak met u.",
            ]),
            customer(&[
                "Dank u. De loodgieter heeft al een rekening gestuurd voor de spoedreparatie. Wordt die ook vergoed?",
                "Doe ik. En de rekening van de loodgieter? Hij moest de muur openbreken om het lek te vinden.",
            ]),
            admin(&[
                "Ja, lekdetectie en noodreparatie zijn samen verzekerd tot {amount}. Alleen de leiding zelf niet, als die door slijtage kapot is gegaan.",
                "Het opsporen van het lek valt onder uw polis, met een maximum van {amount}. Het versleten onderdeel betaalt u zelf.",
            ]),
            customer(&[
                "Dat is duidelijk. Vanavond upload ik de factuur en de foto's.",
                "Gelukkig maar. Ik stuur de rekening en de foto's vanavond in.",
            ]),
            admin(&[
                "Prima. Voeg ze toe aan {claim}, dan kan de expert ze voor het bezoek bekijken.",
                "Dank u wel. Zet ze bij uw documenten onder {claim}, dan pakken wij het verder op.",
            ]),
        ],
    },
    // A premium that could not be collected.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Goedemiddag, het is niet gelukt om de premie van {amount} voor polis {policy} af te schrijven. Wilt u nagaan of uw rekeningnummer nog klopt?",
                "Hallo, de incasso van {amount} voor {policy} is door uw bank teruggeboekt. Meestal komt dat doordat de rekening is opgeheven of het saldo te laag is.",
            ]),
            customer(&[
                "O jee, ik ben overgestapt naar een andere bank en was dit helemaal vergeten. Ben ik nog wel verzekerd?",
                "Sorry, die oude rekening heb ik opgezegd. Betekent dit dat ik nu geen dekking heb?",
            ]),
            admin(&[
                "Maakt u zich geen zorgen, u bent gewoon verzekerd. Als u binnen {days} dagen betaalt, zijn er ook geen extra kosten.",
                "Uw dekking loopt gewoon door. We proberen het over {days} dagen nog eens; pas als dat mislukt, krijgt u een aanmaning.",
            ]),
            customer(&[
                "Gelukkig. Mijn nieuwe rekeningnummer staat nu in mijn profiel. Moet ik verder nog iets doen?",
                "Pfff, fijn. Ik heb de nieuwe rekening net ingevuld. Is dat genoeg?",
            ]),
            admin(&[
                "Alleen nog even de nieuwe machtiging ondertekenen die bij uw documenten klaarstaat.",
                "Bijna: er staat nog een machtiging voor u klaar om te ondertekenen.",
            ]),
            customer(&["Getekend. Bedankt voor uw geduld!", "Gedaan, dank u wel."]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Mijn hypotheekadviseur wil graag een overzicht van al mijn verzekeringen. Kan ik dat laten zien zonder mijn wachtwoord te geven?",
                "Goedendag, ik wil mijn verzekeringsprofiel delen met een onafhankelijk adviseur. Wat is de veiligste manier?",
            ]),
            admin(&[
                "Geef uw wachtwoord inderdaad aan niemand. Onder Delen maakt u een leeslink voor uw adviseur en kiest u wat er zichtbaar is: alle polissen, of bijvoorbeeld alleen {policy}.",
                "Daar hebben we Delen voor. U vinkt de polissen aan die u wilt laten zien, zoals {policy}, en nodigt de adviseur uit. Wijzigen kan die niets.",
            ]),
            customer(&[
                "En hoelang blijft dat openstaan? Ik heb het maar voor één gesprek nodig.",
                "Stopt het vanzelf een keer? Ik ben bang dat ik het anders vergeet.",
            ]),
            admin(&[
                "De toegang verloopt automatisch na {days} dagen. Eerder intrekken kan altijd, met één klik.",
                "Standaard is dat na {days} dagen. Daarna laat de link niets meer zien, en u kunt de toegang ook zelf eerder intrekken.",
            ]),
            customer(&[
                "Mooi. Ziet de adviseur ook mijn schades en medische gegevens?",
                "Duidelijk. Zijn schades en gezondheidsvragen dan ook te zien?",
            ]),
            admin(&[
                "Nee. Medische gegevens worden nooit gedeeld en schades alleen als u dat zelf aanvinkt.",
                "Schades staan uit, tenzij u ze zelf aanzet. Gegevens over uw gezondheid kunt u helemaal niet delen.",
            ]),
        ],
    },
    // An operation for the cat.
    Dialogue {
        line: Some(Line::Pet),
        turns: [
            customer(&[
                "Onze kat is aangereden en moet deze week nog geopereerd worden. De dierenarts rekent {amount}. Valt dat onder {policy}?",
                "Hallo, onze kat heeft haar poot gebroken en de operatie gaat {amount} kosten. Is dat gedekt op polis {policy}?",
            ]),
            admin(&[
                "Ach, wat naar! Operaties na een ongeval zijn verzekerd. Kunt u het behandelplan van de dierenarts uploaden?",
                "Arm beest! In principe wel. Ik heb alleen nog het verslag en de begroting van de dierenarts nodig.",
            ]),
            customer(&[
                "Staat erbij. Ik hoop dat u snel kunt kijken, want donderdag is er plek.",
                "Net geüpload. Kunt u er vandaag nog naar kijken? De kliniek wil weten of het doorgaat.",
            ]),
            admin(&[
                "Akkoord, onder nummer {claim}. Wij vergoeden tachtig procent; de rest rekent u af met de kliniek.",
                "Het is goedgekeurd onder {claim}. U krijgt tachtig procent vergoed, ook van de nacontroles.",
            ]),
            customer(&[
                "Wat een opluchting, dank u wel! 🐱 Hoe snel wordt het uitbetaald?",
                "Super, bedankt. En wanneer heb ik het geld ongeveer terug?",
            ]),
            admin(&[
                "Binnen {days} dagen nadat u de factuur hebt ingestuurd. Veel beterschap voor de kat!",
                "Reken op maximaal {days} dagen na ontvangst van de factuur. Sterkte met uw patiënt!",
            ]),
        ],
    },
    // A name spelled wrongly, and an old address.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Op polis {policy} staat mijn achternaam verkeerd: er zijn twee letters omgewisseld. In mijn profiel klopt het wel.",
                "Goedemorgen, er zit een tikfout in mijn achternaam op de papieren van {policy}. Kunt u dat verbeteren?",
            ]),
            admin(&[
                "Excuses daarvoor. Wilt u een kopie van uw identiteitsbewijs uploaden? Uw foto en burgerservicenummer mag u afschermen.",
                "Dat spijt me. Met een kopie van uw paspoort of identiteitskaart nemen we de spelling precies over; de rest mag u zwart maken.",
            ]),
            customer(&[
                "Staat erop. O ja, we zijn ook verhuisd en de polis vermeldt nog ons oude adres.",
                "Gedaan. Ik zie nu dat ook het adres niet meer klopt: we wonen daar al een tijdje niet meer.",
            ]),
            customer(&[
                "In mijn profiel staat het nieuwe adres overigens al.",
                "Ik dacht dat dat vanzelf zou gaan, want in mijn profiel had ik het al aangepast.",
            ]),
            admin(&[
                "Beide zijn nu goed. Door de verhuizing is de premie opnieuw berekend: die wordt {amount} per jaar.",
                "Naam en adres zijn aangepast. Omdat het risico per wijk verschilt, komt de premie nu uit op {amount} per jaar.",
            ]),
            customer(&[
                "Prima, bedankt voor de snelle hulp.",
                "Akkoord. Dank u wel!",
            ]),
        ],
    },
];
