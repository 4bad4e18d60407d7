//! Hungarian dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Hungarian.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe in the kitchen.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Jó napot kívánok! Vasárnap eltört egy cső a konyhában, és a folyosón is felpúposodott a parketta. A kárbejelentésem száma {claim}. Mi most a teendőm?",
                "Üdvözlöm! A következő kárügyben írok: {claim}. Amíg nem voltunk otthon, lecsúszott a mosógép tömlője, és két szoba is beázott. Hogyan tovább?",
            ]),
            admin(&[
                "Sajnálattal hallom. Kérem, mindent fényképezzen le, mielőtt bármit elmozdítana vagy kidobna, és őrizze meg a sürgős munkák számláit. A kárszakértő {days} napon belül keresni fogja.",
                "Nagyon sajnálom, ami történt. Készítsen képeket minden helyiségről, és a felújítást még ne kezdje el. Szakértőnk {days} munkanapon belül időpontot egyeztet Önnel.",
            ]),
            customer(&[
                "Köszönöm. A vízszerelő már kiszámlázta a sürgősségi kiszállást. Ezt is fizeti a biztosító?",
                "Rendben. És mi a helyzet a vízszerelő számlájával? Ki kellett bontania a falat, hogy megtalálja a szivárgást.",
            ]),
            admin(&[
                "Igen, a hibakeresést és a gyorsjavítást együtt legfeljebb {amount} összegig térítjük. Csak maga a cső nem tartozik ide, ha elhasználódás miatt ment tönkre.",
                "A hibafeltárás benne van a biztosításában, a felső határ {amount}. Az elkopott alkatrész cseréje viszont az ügyfelet terheli.",
            ]),
            customer(&[
                "Így már érthető. Este feltöltöm a számlát és a fotókat.",
                "Megnyugodtam. A számlát és a képeket még ma este küldöm.",
            ]),
            admin(&[
                "Nagyszerű. Kérem, csatolja őket a kárügyhöz ({claim}), hogy a szakértő a szemle előtt láthassa.",
                "Köszönjük! A Dokumentumok között válassza ki a kárszámot ({claim}), a többit mi intézzük.",
            ]),
        ],
    },
    // A premium that could not be collected.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Tisztelt Ügyfelünk! Nem sikerült beszedni az esedékes díjat ({amount}) a következő szerződésre: {policy}. Kérjük, ellenőrizze a bankszámlája adatait.",
                "Jó napot! A bankja visszautasította a díj levonását ({amount}, szerződésszám: {policy}). Ennek többnyire megszűnt számla vagy fedezethiány az oka.",
            ]),
            customer(&[
                "Jaj, bankot váltottam, és elfelejtettem szólni. Érvényes még a biztosításom?",
                "Elnézést, azt a számlát megszüntettem, és a biztosítás teljesen kiment a fejemből. Most akkor nincs fedezetem?",
            ]),
            admin(&[
                "Ne aggódjon, a biztosítása továbbra is érvényes. Ha {days} napon belül rendezi a díjat, többletköltsége sem lesz.",
                "A fedezet változatlanul él. A díj pótlására {days} nap áll a rendelkezésére.",
            ]),
            customer(&[
                "Hála az égnek. Az új számlaszámot beírtam a profilomba. Kell még valamit tennem?",
                "Huh, ez jó hír. Az imént frissítettem a banki adatokat. Ennyi elég?",
            ]),
            admin(&[
                "Már csak az új csoportos beszedési megbízást kell aláírnia, ott van a dokumentumai között.",
                "Majdnem: kérem, írja alá az új felhatalmazást a Dokumentumok menüpontban, onnantól minden automatikus.",
            ]),
            customer(&["Aláírtam. Köszönöm a türelmüket!", "Kész, köszönöm szépen."]),
        ],
    },
    // A suitcase that never arrived.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Jó napot! Hazafelé elveszett a bőröndünk, és a légitársaság szerint már nem is kerül elő. Téríti ezt az utasbiztosítás? A szerződés száma {policy}.",
                "Üdvözlöm! A légitársaság elhagyta az egyik bőröndünket, szinte az összes ruhánk benne volt. Utasbiztosításom van Önöknél ({policy}). Kaphatok kártérítést?",
            ]),
            admin(&[
                "Sajnálom, hogy így ért véget a nyaralás. Az elveszett poggyászra személyenként legfeljebb {amount} jár. Kérem a légitársaság jegyzőkönyvét és a tartalom listáját.",
                "Igen, a poggyászra személyenként {amount} a felső határ. Szükségünk lesz a légitársaság jegyzőkönyvére, a beszállókártyákra és a bőrönd tartalmának listájára.",
            ]),
            customer(&[
                "A jegyzőkönyv megvan, de blokkom alig maradt. Ki teszi el egy öt éve vett túracipő számláját?",
                "A jegyzőkönyvvel nincs gond. Számlám viszont csak a fényképezőgépről van. A többire elég a bankszámlakivonat meg néhány fotó?",
            ]),
            admin(&[
                "A ruhákra elfogadunk egy reális listát. Számlát csak a nagyobb értékű tárgyakról kérünk, ezeket azonban kézipoggyászban kell szállítani.",
                "Ruhára, cipőre elég. Arra azért felhívom a figyelmét, hogy a feladott poggyászban lévő értéktárgyakra a biztosítás nem terjed ki.",
            ]),
            customer(&[
                "Értem. Az űrlapot már be is küldtem.",
                "Tanultam belőle. Kitöltöttem és elküldtem a bejelentőt.",
            ]),
            admin(&[
                "Köszönöm, megérkezett. A kárszám {claim}, és {days} napon belül választ kap.",
                "Rögzítettük, a kárszám: {claim}. Poggyászkárról általában {days} napon belül döntünk.",
            ]),
        ],
    },
    // A name spelled wrongly, and an old address.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Jó napot! A kötvényen ({policy}) hibásan szerepel a vezetéknevem, két betűt felcseréltek. A profilomban helyesen van.",
                "Üdvözlöm! Elírták a nevemet a következő szerződés papírjain: {policy}. Kérem, javítsák ki.",
            ]),
            admin(&[
                "Elnézést kérünk a hibáért. Feltöltene egy másolatot a személyi igazolványáról? A fényképet és az okmányszámot kitakarhatja.",
                "Bocsánatot kérünk. A pontos íráshoz kérjük az igazolványa vagy az útlevele másolatát; elég, ha a név olvasható.",
            ]),
            customer(&[
                "Feltöltöttem. Még valami: elköltöztünk, és a kötvényen a régi cím áll.",
                "Elküldtem. Most látom, hogy a címünk sem jó, már nem ott lakunk.",
            ]),
            customer(&[
                "A profilomban egyébként már az új lakcím van.",
                "Azt hittem, ez magától átíródik, mert a profilban már módosítottam.",
            ]),
            admin(&[
                "Mindkettőt javítottam. Az új cím miatt újra kellett számolni a díjat, amely évente {amount} lesz.",
                "A név és a cím is rendben van. Mivel a kockázat környékenként eltér, az új éves díj {amount}.",
            ]),
            admin(&[
                "A javított kötvény {days} napon belül megjelenik a dokumentumai között.",
                "Az új kötvényt legkésőbb {days} nap múlva megtalálja a Dokumentumok között.",
            ]),
        ],
    },
];
