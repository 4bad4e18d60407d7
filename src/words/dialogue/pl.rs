//! Polish dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Polish.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Dzień dobry, dziś rano na światłach ktoś wjechał w tył mojego auta. Nikomu nic się nie stało, ale bagażnik się nie zamyka. Numer polisy to {policy}. Jak zgłosić szkodę?",
                "Dzień dobry, w drodze do pracy doszło do kolizji. Drugi kierowca przyznał się do winy a oświadczenie zostało podpisane przez obie strony. Auto jest ubezpieczone w ramach polisy {policy}.",
            ]),
            admin(&[
                "Najważniejsze, że wszyscy są cali. Proszę o przesłanie oświadczenia oraz zdjęć obu samochodów z widocznymi tablicami rejestracyjnymi.",
                "Dobrze, że nikt nie ucierpiał. Do zgłoszenia potrzebne jest podpisane oświadczenie sprawcy i kilka zdjęć uszkodzeń.",
            ]),
            admin(&[
                "Założyliśmy już szkodę {claim}, tam można dodać wszystkie dokumenty.",
                "Numer szkody to {claim}, za chwilę pojawi się na Państwa koncie.",
            ]),
            customer(&[
                "Gotowe. Czy mogę wybrać warsztat, czy musi to być któryś z Państwa sieci?",
                "Wszystko dodane. Czy przy naprawie w moim stałym warsztacie obowiązuje udział własny?",
            ]),
            admin(&[
                "Wybór należy do Państwa. W warsztatach partnerskich nie ma udziału własnego, w pozostałych wynosi on {amount}.",
                "Można skorzystać z dowolnego warsztatu, ale poza naszą siecią udział własny wynosi {amount}. W sieci go nie pobieramy, a na czas naprawy zapewniamy auto zastępcze.",
            ]),
            customer(&[
                "W takim razie warsztat partnerski. Dziękuję za szybką odpowiedź!",
                "To poproszę warsztat z sieci. Bardzo dziękuję 👍",
            ]),
        ],
    },
    // A document that is still missing.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Dzień dobry, sprawa {claim} jest prawie zakończona, brakuje tylko faktury. Prosimy o jej dodanie w ciągu {days} dni.",
                "Szanowni Państwo, do wypłaty odszkodowania w sprawie {claim} potrzebujemy jeszcze oryginału faktury. Można ją dodać w zakładce Dokumenty, najlepiej w ciągu {days} dni.",
            ]),
            customer(&[
                "Przecież faktura poszła w zeszłym tygodniu razem ze zdjęciami. Nie widać jej u Państwa?",
                "Dziwne, w poniedziałek wszystko zostało wysłane naraz, aplikacja pokazała nawet zielony znaczek.",
            ]),
            admin(&[
                "Zdjęcia dotarły, ale plik z fakturą jest pusty. Prawdopodobnie przesyłanie zostało przerwane.",
                "Zdjęcia widzimy. Faktura jest na liście, lecz po otwarciu nic się nie wyświetla.",
            ]),
            customer(&[
                "Rozumiem, skan był dość duży. Spróbuję jeszcze raz.",
                "To by wyjaśniało sprawę. Chwileczkę.",
            ]),
            customer(&[
                "Teraz jest mniejszy plik PDF. Otwiera się?",
                "Faktura dodana ponownie. Czy tym razem jest czytelna?",
            ]),
            admin(&[
                "Tak, wszystko czytelne. Szkoda jest zaakceptowana, a kwota {amount} trafi na podane konto.",
                "Tak, dziękujemy. Zleciliśmy wypłatę odszkodowania w wysokości {amount}.",
            ]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Dzień dobry, przed zakupem mieszkania doradca chce obejrzeć wszystkie moje ubezpieczenia. Czy da się dać mu dostęp bez podawania hasła?",
                "Dzień dobry, chcę pokazać swój profil ubezpieczeniowy niezależnemu doradcy. Jak to zrobić najbezpieczniej?",
            ]),
            admin(&[
                "Hasła proszę nikomu nie podawać. W zakładce Udostępnianie tworzy się link tylko do odczytu i wybiera, co będzie widoczne: wszystkie polisy albo na przykład tylko {policy}.",
                "Służy do tego Udostępnianie: wystarczy zaznaczyć polisy, choćby {policy}, i zaprosić doradcę. Niczego nie będzie mógł zmienić.",
            ]),
            customer(&[
                "A jak długo ten dostęp działa? Potrzebuję go na jedno spotkanie.",
                "Czy to się samo wyłączy? Boję się, że zapomnę.",
            ]),
            admin(&[
                "Dostęp wygasa automatycznie po {days} dniach, a wycofać go można w każdej chwili jednym kliknięciem.",
                "Domyślnie dostęp trwa {days} dni. Potem link nie pokazuje już niczego, można go też zamknąć wcześniej.",
            ]),
            customer(&[
                "Świetnie. Czy doradca zobaczy też szkody i dane o zdrowiu?",
                "Dobrze wiedzieć. A ankieta medyczna i dawne szkody będą widoczne?",
            ]),
            admin(&[
                "Nie. Danych o zdrowiu nigdy nie udostępniamy, a szkody widać tylko po wyraźnym zaznaczeniu.",
                "Szkody są domyślnie ukryte. Informacji o zdrowiu w ogóle nie da się udostępnić.",
            ]),
        ],
    },
    // Cancelling after the sale of a car.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Dzień dobry, w sobotę auto zostało sprzedane i chcę zakończyć polisę {policy}. Co trzeba zrobić?",
                "Dzień dobry, samochód ubezpieczony w polisie {policy} nie należy już do mnie. Proszę o rozwiązanie umowy.",
            ]),
            admin(&[
                "Oczywiście. Proszę dodać umowę sprzedaży, a ochrona zakończy się z dniem, który jest w niej podany.",
                "Pomożemy. Gdy tylko otrzymamy kopię umowy sprzedaży, zamkniemy polisę z dniem sprzedaży.",
            ]),
            customer(&[
                "Umowa jest w dokumentach. Składka była opłacona za cały rok. Czy dostanę zwrot?",
                "Już dodana. A co z opłaconą składką?",
            ]),
            admin(&[
                "Tak, niewykorzystana część, czyli {amount}, wróci na konto, z którego zapłacono składkę. Zajmie to najwyżej {days} dni.",
                "Zwracamy ją bez potrąceń. Kwota zwrotu to {amount}, a pieniądze powinny dotrzeć w ciągu {days} dni.",
            ]),
            customer(&[
                "Super. A zniżki za bezszkodową jazdę przepadną?",
                "Dobra wiadomość. Czy zniżki można przenieść na kolejne auto?",
            ]),
            admin(&[
                "Zniżki pozostają ważne przez kilka lat. Zaświadczenie o przebiegu ubezpieczenia jest już w dokumentach, inni ubezpieczyciele też je uznają.",
                "Zachowują Państwo wszystkie zniżki. Zaświadczenie czeka w zakładce Dokumenty i można je wykorzystać także w innej firmie.",
            ]),
        ],
    },
];
