//! German dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in German.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Guten Tag, heute Morgen ist mir an der Ampel jemand hinten aufgefahren. Verletzt ist niemand, aber der Kofferraum schließt nicht mehr. Meine Vertragsnummer ist {policy}. Wie melde ich das?",
                "Hallo, ich hatte auf dem Weg zur Arbeit einen Unfall. Der andere Fahrer hat seine Schuld eingeräumt, den Unfallbericht haben wir beide unterschrieben. Versichert bin ich unter {policy}.",
            ]),
            admin(&[
                "Gut, dass niemand zu Schaden gekommen ist. Bitte laden Sie den Unfallbericht und Fotos beider Fahrzeuge hoch, auf denen auch die Kennzeichen zu sehen sind.",
                "Hauptsache, es geht allen gut! Für die Meldung brauchen wir beide Seiten des Unfallberichts und einige Fotos vom Schaden.",
            ]),
            admin(&[
                "Ich habe inzwischen den Schaden {claim} für Sie angelegt, dort können Sie alles hinterlegen.",
                "Ihre Schadennummer lautet {claim}. Sie finden sie gleich in Ihrer Übersicht.",
            ]),
            customer(&[
                "Ist hochgeladen. Kann ich die Werkstatt selbst aussuchen oder muss ich zu einer von Ihren?",
                "Erledigt. Fällt eine Selbstbeteiligung an, wenn ich in meine eigene Werkstatt gehe?",
            ]),
            admin(&[
                "Sie haben die freie Wahl. In einer Partnerwerkstatt entfällt die Selbstbeteiligung, in Ihrer eigenen Werkstatt liegt sie bei {amount}.",
                "Jede Fachwerkstatt ist möglich. Dort gilt allerdings eine Selbstbeteiligung von {amount}; bei unseren Partnern entfällt sie, und Sie bekommen für die Dauer der Reparatur einen Ersatzwagen.",
            ]),
            customer(&[
                "Dann bitte eine Partnerwerkstatt. Danke für die schnelle Hilfe!",
                "Dann nehme ich eine Partnerwerkstatt. Vielen Dank 👍",
            ]),
        ],
    },
    // A document that is still missing.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Guten Tag, den Schaden {claim} können wir fast abschließen, es fehlt nur noch die Rechnung. Könnten Sie diese bitte innerhalb von {days} Tagen hochladen?",
                "Hallo, für die Bearbeitung von {claim} benötigen wir noch die Originalrechnung. Bitte reichen Sie sie binnen {days} Tagen unter „Dokumente“ ein.",
            ]),
            customer(&[
                "Die habe ich doch letzte Woche zusammen mit den Fotos geschickt. Sehen Sie sie nicht?",
                "Das wundert mich. Am Montag habe ich alles auf einmal hochgeladen, und die App hat sogar einen grünen Haken angezeigt.",
            ]),
            admin(&[
                "Die Fotos sind da. Die Rechnung wird zwar angezeigt, die Datei ist aber leer; vermutlich wurde der Upload unterbrochen.",
                "Die Bilder sehe ich, aber die andere Datei hat null Byte. Wahrscheinlich ist die Verbindung abgebrochen.",
            ]),
            customer(&[
                "Ach so. Der Scan war ziemlich groß. Ich probiere es gleich noch einmal.",
                "Das erklärt einiges, die Datei war riesig. Moment bitte.",
            ]),
            customer(&[
                "So, jetzt als kleineres PDF. Können Sie es öffnen?",
                "Neuer Versuch ist durch. Ist die Rechnung jetzt lesbar?",
            ]),
            admin(&[
                "Ja, einwandfrei. Ich habe {claim} freigegeben; {amount} wird auf das hinterlegte Konto überwiesen.",
                "Alles gut lesbar, vielen Dank. Die Auszahlung in Höhe von {amount} ist veranlasst.",
            ]),
        ],
    },
    // Cancelling after the sale of a car.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Ich habe am Samstag mein Auto verkauft und möchte den Vertrag {policy} kündigen. Was muss ich tun?",
                "Guten Tag, das unter {policy} versicherte Auto gehört mir nicht mehr. Bitte beenden Sie die Versicherung.",
            ]),
            admin(&[
                "Gern. Bitte laden Sie den Kaufvertrag oder die Abmeldebescheinigung hoch. Der Vertrag endet dann zu dem dort genannten Datum.",
                "Das ist kein Problem. Sobald mir der Kaufvertrag vorliegt, beende ich den Vertrag rückwirkend zum Tag des Verkaufs.",
            ]),
            customer(&[
                "Habe ich gemacht. Ich hatte für das ganze Jahr im Voraus bezahlt. Bekomme ich den Rest zurück?",
                "Liegt unter den Dokumenten. Was passiert denn mit dem Beitrag, den ich schon bezahlt habe?",
            ]),
            admin(&[
                "Ja, der nicht verbrauchte Beitrag in Höhe von {amount} wird erstattet. Das dauert höchstens {days} Tage.",
                "Sie erhalten den Rest ohne Abzug zurück. In Ihrem Fall ist das ein Betrag von {amount}, den wir innerhalb von {days} Tagen überweisen.",
            ]),
            customer(&[
                "Prima. Und mein Schadenfreiheitsrabatt, verfällt der?",
                "Sehr gut. Kann ich meine schadenfreien Jahre zum nächsten Auto mitnehmen?",
            ]),
            admin(&[
                "Der bleibt Ihnen mehrere Jahre erhalten. Eine Bescheinigung liegt in Ihren Dokumenten; die erkennen auch andere Versicherer an.",
                "Den Rabatt können Sie später weiterverwenden, bei uns oder anderswo. Die Bescheinigung dazu habe ich Ihnen gerade eingestellt.",
            ]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Guten Tag, mein Finanzberater möchte sich vor dem Hauskauf einen Überblick über alle meine Versicherungen verschaffen. Wie gebe ich ihm Zugriff, ohne mein Passwort zu verraten?",
                "Hallo, ich würde mein Versicherungsprofil gern einem unabhängigen Berater zeigen. Wie geht das am sichersten?",
            ]),
            admin(&[
                "Ihr Passwort sollten Sie wirklich niemandem geben. Unter „Freigaben“ erstellen Sie einen reinen Lesezugriff und bestimmen selbst, was sichtbar ist: alle Verträge oder zum Beispiel nur {policy}.",
                "Dafür gibt es die Freigabe: Sie wählen die Verträge aus, etwa {policy}, und laden den Berater ein. Ändern kann er nichts.",
            ]),
            customer(&[
                "Und wie lange gilt das? Ich brauche es eigentlich nur für ein einziges Gespräch.",
                "Endet der Zugriff irgendwann von selbst? Ich möchte das nicht vergessen.",
            ]),
            admin(&[
                "Die Freigabe läuft nach {days} Tagen automatisch ab. Widerrufen können Sie sie jederzeit mit einem Klick.",
                "Ja, voreingestellt sind {days} Tage. Danach zeigt der Link nichts mehr an, und Sie können ihn auch vorher sperren.",
            ]),
            customer(&[
                "Sieht der Berater auch meine Schäden und die Gesundheitsfragen?",
                "Klingt gut. Sind Gesundheitsangaben und frühere Schäden dann auch sichtbar?",
            ]),
            admin(&[
                "Nein. Gesundheitsdaten werden grundsätzlich nicht geteilt, und Schäden nur, wenn Sie das ausdrücklich ankreuzen.\n\nIn einem Protokoll sehen Sie außerdem, wann das Profil geöffnet wurde.",
                "Schäden sind ausgeblendet, solange Sie sie nicht selbst einschalten. Angaben zur Gesundheit lassen sich gar nicht freigeben.",
            ]),
        ],
    },
    // An operation for the dog.
    Dialogue {
        line: Some(Line::Pet),
        turns: [
            customer(&[
                "Unser Hund hat sich das Kreuzband gerissen und soll noch diese Woche operiert werden. Der Kostenvoranschlag liegt bei {amount}. Ist das über {policy} abgedeckt?",
                "Guten Tag, unsere Hündin braucht eine Knieoperation, die laut Tierarzt {amount} kosten soll. Übernimmt die Versicherung {policy} das?",
            ]),
            admin(&[
                "Das tut mir leid für Ihren Vierbeiner! Grundsätzlich ja, sofern die Wartezeit abgelaufen ist. Könnten Sie die Krankenakte des Tierarztes hochladen?",
                "Gute Besserung! Operationen sind versichert. Wir müssen nur eine Vorerkrankung ausschließen und brauchen dafür die Unterlagen des Tierarztes.",
            ]),
            customer(&[
                "Die komplette Akte ist jetzt hochgeladen. Von Knieproblemen steht dort nichts.",
                "Ich habe alles hochgeladen, seit dem Welpenalter. Bisher gab es nie Beschwerden beim Laufen.",
            ]),
            admin(&[
                "Danke, ich habe alles geprüft. Die Operation ist unter {claim} genehmigt; wir übernehmen achtzig Prozent der Kosten.",
                "Vielen Dank, das passt. Wir erstatten achtzig Prozent. Bitte nennen Sie der Klinik die Nummer {claim}.",
            ]),
            customer(&[
                "Das sind tolle Nachrichten! Wird die Physiotherapie danach auch bezahlt?",
                "Vielen Dank 🐶 Und wie sieht es mit der Nachbehandlung aus?",
            ]),
            admin(&[
                "Ja, bis zu zehn Sitzungen auf tierärztliche Verordnung. Rechnungen erstatten wir in der Regel innerhalb von {days} Tagen.",
                "Die ist mit Verordnung für zehn Termine mitversichert. Reichen Sie die Rechnungen einfach ein, nach spätestens {days} Tagen haben Sie Ihr Geld.",
            ]),
        ],
    },
];
