//! Welsh dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Welsh.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe in the kitchen.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Bore da. Fe dorrodd pibell yn y gegin ddydd Sul ac mae'r llawr yn wlyb diferol hyd at y cyntedd. Rwyf wedi cofnodi'r hawliad, rhif {claim}. Beth ddylwn i ei wneud nawr?",
                "Helo, rwy'n ysgrifennu ynglŷn â hawliad {claim}. Daeth pibell y peiriant golchi'n rhydd tra oedden ni i ffwrdd ac mae dwy ystafell wedi cael difrod. Beth yw'r cam nesaf?",
            ]),
            admin(&[
                "Mae'n ddrwg gennym glywed hynny. Tynnwch luniau o bopeth cyn symud neu daflu dim, a chadwch dderbynebau unrhyw waith brys. Bydd aseswr yn cysylltu â chi ymhen {days} o ddyddiau.",
                "Am brofiad diflas. Tynnwch luniau o bob ystafell a pheidiwch â dechrau'r gwaith trwsio eto. Bydd ein haseswr yn trefnu ymweliad o fewn {days} o ddyddiau.",
            ]),
            customer(&[
                "Diolch. Mae'r plymwr eisoes wedi anfon bil am yr alwad frys. Ydy hynny wedi'i yswirio hefyd?",
                "Iawn. A beth am fil y plymwr? Roedd rhaid iddo agor y wal i ddod o hyd i'r gollyngiad.",
            ]),
            admin(&[
                "Ydy, mae dod o hyd i'r gollyngiad a'r gwaith brys wedi'u hyswirio hyd at {amount}. Dim ond y bibell ei hun sydd heb ei chynnwys, os oedd wedi treulio.",
                "Mae cost canfod y gollyngiad yn rhan o'ch polisi, hyd at {amount}. Chi sy'n talu am y darn oedd wedi treulio, mae arnaf ofn.",
            ]),
            customer(&[
                "Mae hynny'n llawer cliriach. Fe lanlwythaf y bil a'r lluniau heno.",
                "Dyna ryddhad. Fe anfonaf y bil a'r lluniau heno.",
            ]),
            admin(&[
                "Perffaith. Ychwanegwch nhw at hawliad {claim} er mwyn i'r aseswr eu gweld cyn yr ymweliad.",
                "Diolch yn fawr. Rhowch nhw yn eich dogfennau o dan {claim} ac fe wnawn ni'r gweddill.",
            ]),
        ],
    },
    // Consent and language.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Prynhawn da. Nid yw eich dewisiadau cydsyniad ar gyfer polisi {policy} yn gyflawn. Allech chi edrych arnynt pan gewch gyfle?",
                "Helo! Rydym wedi diweddaru ein gosodiadau preifatrwydd. Allech chi wirio eich cydsyniad ar gyfer {policy}? Mae'n cymryd llai na munud.",
            ]),
            customer(&[
                "Wedi gwneud. Rwy'n fodlon derbyn llythyrau digidol, ond dim deunydd marchnata, os gwelwch yn dda.",
                "Iawn, rwyf wedi dewis: dogfennau drwy'r ap, ie; hysbysebion, na. Alla i newid hynny yn nes ymlaen?",
            ]),
            customer(&[
                "Un peth arall: a gaf i fy llythyrau yn Gymraeg? Maen nhw bob amser yn cyrraedd yn Saesneg.",
                "Gyda llaw, Cymraeg yw iaith ein cartref ni, ond mae'r dogfennau i gyd yn Saesneg. Oes modd newid hynny?",
            ]),
            admin(&[
                "Wrth gwrs. Mae eich dewisiadau wedi'u cadw a gallwch eu newid unrhyw bryd. Rwyf hefyd wedi gosod y Gymraeg fel eich dewis iaith.",
                "Oes, yn sicr. Dewiswch Gymraeg yn eich proffil a bydd llythyrau a negeseuon newydd yn dilyn. Gallwch newid neu dynnu eich cydsyniad yn ôl ar unrhyw adeg.",
            ]),
            customer(&[
                "Gwych! Fydd yr hen ddogfennau'n cael eu cyfieithu hefyd?",
                "Diolch o galon. Beth am y llythyrau rwyf wedi'u cael yn barod?",
            ]),
            admin(&[
                "Ddim yn awtomatig, ond rwyf wedi gofyn am fersiwn Gymraeg o'r polisi. Bydd yn eich dogfennau o fewn {days} o ddyddiau.",
                "Bydd yr hen rai'n aros fel y maen nhw. Rwyf wedi archebu crynodeb Cymraeg o {policy}, a fydd yn barod o fewn {days} o ddyddiau.",
            ]),
        ],
    },
    // Adding a driver.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Prynhawn da, mae fy merch newydd basio ei phrawf gyrru ac fe hoffwn ei hychwanegu at bolisi {policy}. Beth sydd ei angen arnoch?",
                "Helo, hoffwn ychwanegu fy merch fel ail yrrwr ar {policy}. Mae ganddi drwydded ers pythefnos.",
            ]),
            admin(&[
                "Llongyfarchiadau iddi! Mae angen copi o'i thrwydded arnaf, ac amcangyfrif o ba mor aml y bydd hi'n gyrru.",
                "Newyddion da! Lanlwythwch ddwy ochr ei thrwydded, a rhowch wybod faint o filltiroedd y bydd hi'n eu gyrru mewn blwyddyn.",
            ]),
            customer(&[
                "Dim ond ar benwythnosau, tua mil o filltiroedd y flwyddyn. Mae'r drwydded yn fy nogfennau nawr.",
                "Ddim yn aml, llai na mil o filltiroedd y flwyddyn. Rwyf newydd lanlwytho'r drwydded.",
            ]),
            admin(&[
                "Diolch, mae popeth gennyf. Gan ei bod yn yrrwr newydd, bydd y premiwm blynyddol yn codi {amount}, ac mae'r tâl dros ben yn uwch pan fydd hi'n gyrru.",
                "Wedi'i derbyn, diolch. Y tâl ychwanegol am yrrwr newydd yw {amount} y flwyddyn, ac mae'n gostwng bob blwyddyn heb hawliad.",
            ]),
            customer(&[
                "Mae'n fwy nag roeddwn i'n ei ddisgwyl, ond dyna ni. Pryd caiff hi ddechrau gyrru?",
                "Iawn, roeddwn i'n disgwyl hynny. O ba bryd mae hi wedi'i hyswirio?",
            ]),
            admin(&[
                "O'r eiliad y byddwch yn cadarnhau'r newid i {policy}. Peidiwch â gadael iddi yrru cyn hynny, os gwelwch yn dda.",
                "Cyn gynted ag y byddwch yn derbyn y newid i {policy} ar-lein. Bydd y cadarnhad yn ymddangos yn eich dogfennau'n syth.",
            ]),
        ],
    },
    // Still no answer.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Helo, anfonais hawliad {claim} dros dair wythnos yn ôl a chlywais i ddim byd. All rhywun ddweud wrthyf beth sy'n digwydd?",
                "Bore da, beth yw hynt hawliad {claim}? Cefais addewid o ateb o fewn pythefnos, ac mae hynny wedi hen fynd heibio.",
            ]),
            customer(&[
                "Ceisiais ffonio ddwywaith hefyd, ond rhoddais y gorau iddi ar ôl hanner awr.",
                "Mae tarpolin dros y to ar hyn o bryd, felly allwn ni ddim aros llawer hirach.",
            ]),
            admin(&[
                "Rydych chi'n iawn, ac rwy'n ymddiheuro. Ar ôl y storm cawsom lawer mwy o hawliadau nag arfer, ac roedd eich un chi'n aros am arbenigwr.",
                "Mae'n wir ddrwg gennyf am y tawelwch. Newydd gyrraedd mae adroddiad yr arbenigwr, ond dylem fod wedi rhoi gwybod i chi.",
            ]),
            customer(&[
                "Rwy'n deall eich bod yn brysur, ond byddai neges fer wedi helpu. Beth sy'n digwydd nesaf?",
                "Diolch am fod yn onest. Pryd caf i benderfyniad?",
            ]),
            admin(&[
                "Fi sy'n gofalu am eich hawliad bellach. Cewch benderfyniad o fewn {days} o ddyddiau, a byddwn yn talu {amount} ymlaen llaw ar gyfer y gwaith brys.",
                "Mae'r ffeil ar fy nesg i nawr. Mae blaendal o {amount} wedi'i gymeradwyo, a daw'r penderfyniad terfynol o fewn {days} o ddyddiau.",
            ]),
            customer(&[
                "Diolch, mae hynny'n help mawr.",
                "Rwy'n gwerthfawrogi hynny. Rhowch wybod i mi beth sy'n digwydd y tro hwn, os gwelwch yn dda.",
            ]),
        ],
    },
];
