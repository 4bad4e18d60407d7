//! The census's judge, held to examples and to a judge written apart.

use connsura_seed::reserved::{
    ContactKind, Strangers, contacts, is_documentation_address, is_reserved_domain,
    is_reserved_phone, offences,
};
use proptest::prelude::*;

use super::own_ranges::{is_reserved_host, is_reserved_number};
use super::plain_judge;

/// What the judge makes of a text: `reserved e-mail`, `phone` and so on, in order.
fn verdict(text: &str) -> String {
    let mut found = contacts(text);
    found.sort_by_key(|contact| contact.span.start);
    let words = found.iter().map(|contact| {
        let kind = match contact.kind {
            ContactKind::Email => "e-mail",
            ContactKind::Phone => "phone",
        };
        let place = &text[contact.span.clone()];
        let reserved = if contact.reserved { "reserved " } else { "" };
        format!("{reserved}{kind} <{place}>")
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Texts and what must be seen in them.
///
/// Numbers that are not reserved are of real shape and were never given out, as far as that
/// can be known: no test should hold somebody's number either.
const VERDICTS: &[(&str, &str)] = &[
    ("", ""),
    ("nothing to see", ""),
    // Domains.
    ("u@gmail.com", "e-mail <u@gmail.com>"),
    ("a@b.example", "reserved e-mail <a@b.example>"),
    ("a@example.com", "reserved e-mail <a@example.com>"),
    (
        "a@deep.down.example.org",
        "reserved e-mail <a@deep.down.example.org>",
    ),
    ("A@MAIL.EXAMPLE", "reserved e-mail <A@MAIL.EXAMPLE>"),
    (
        "a@x.test, b@x.invalid",
        "reserved e-mail <a@x.test>, reserved e-mail <b@x.invalid>",
    ),
    ("a@example.hu", "e-mail <a@example.hu>"),
    ("a@test.com", "e-mail <a@test.com>"),
    ("a@foo.dev", "e-mail <a@foo.dev>"),
    ("a@notexample.com", "e-mail <a@notexample.com>"),
    ("a@b.notexample", "e-mail <a@b.notexample>"),
    ("a@example.com.evil.org", "e-mail <a@example.com.evil.org>"),
    ("a@example.cymru", "e-mail <a@example.cymru>"),
    // Places in a text.
    (
        "Write to <o'neil+tag@mail.example>.",
        "reserved e-mail <o'neil+tag@mail.example>",
    ),
    ("the end is a@b.example.", "reserved e-mail <a@b.example>"),
    ("(mail: x@gmail.com)", "e-mail <x@gmail.com>"),
    ("名前＠gmail.com", "e-mail <名前＠gmail.com>"),
    ("u@bücher.example", "reserved e-mail <u@bücher.example>"),
    // Domains without a dot, and with the full stops of other scripts.
    ("root@localhost", "e-mail <root@localhost>"),
    ("admin@intranet, then", "e-mail <admin@intranet>"),
    ("a@test", "reserved e-mail <a@test>"),
    (
        "a@localhost.example.",
        "reserved e-mail <a@localhost.example>",
    ),
    ("u@gmail\u{3002}com", "e-mail <u@gmail\u{3002}com>"),
    ("u＠gmail\u{ff0e}com", "e-mail <u＠gmail\u{ff0e}com>"),
    ("u@gmail\u{ff61}com", "e-mail <u@gmail\u{ff61}com>"),
    ("u@例子\u{3002}中国", "e-mail <u@例子\u{3002}中国>"),
    ("a@b\u{3002}example", "reserved e-mail <a@b\u{3002}example>"),
    (
        "请写信给 a@mail\u{ff0e}example\u{3002}",
        "reserved e-mail <a@mail\u{ff0e}example>",
    ),
    (
        "a@example\u{3002}com\u{3002}evil",
        "e-mail <a@example\u{3002}com\u{3002}evil>",
    ),
    // Address literals.
    ("u@[192.0.2.1]", "reserved e-mail <u@[192.0.2.1]>"),
    (
        "u@[IPv6:2001:db8::1]",
        "reserved e-mail <u@[IPv6:2001:db8::1]>",
    ),
    ("u@[8.8.8.8]", "e-mail <u@[8.8.8.8]>"),
    // No addresses.
    ("at 5 @ 3", ""),
    ("@handle", ""),
    // Phones with a country code.
    ("+36 30 123 4567", "phone <+36 30 123 4567>"),
    ("+1 212 555 0147", "reserved phone <+1 212 555 0147>"),
    ("+12125550147", "reserved phone <+12125550147>"),
    ("+1 212 555 0200", "phone <+1 212 555 0200>"),
    ("+1 212 555 0099", "phone <+1 212 555 0099>"),
    ("+1 800 555 0100", "phone <+1 800 555 0100>"),
    ("+1 900 555 0100", "phone <+1 900 555 0100>"),
    ("+44 7700 900123", "reserved phone <+44 7700 900123>"),
    ("+44 7700 901000", "phone <+44 7700 901000>"),
    ("+44 20 7946 0999", "reserved phone <+44 20 7946 0999>"),
    ("+44 20 7946 1000", "phone <+44 20 7946 1000>"),
    ("+61 491 570 156", "reserved phone <+61 491 570 156>"),
    ("+61 491 570 160", "phone <+61 491 570 160>"),
    ("+33 1 99 00 12 34", "reserved phone <+33 1 99 00 12 34>"),
    ("+49 30 23125 007", "reserved phone <+49 30 23125 007>"),
    ("+46 70 174 06 05", "reserved phone <+46 70 174 06 05>"),
    ("+46 70 174 06 04", "phone <+46 70 174 06 04>"),
    ("x+3612345678", "phone <+3612345678>"),
    // A nought in brackets, which is left out behind a country code.
    (
        "+44 (0)20 7946 0000",
        "reserved phone <+44 (0)20 7946 0000>",
    ),
    ("+44(0)2079460123", "reserved phone <+44(0)2079460123>"),
    (
        "+44（0）20 7946 0123",
        "reserved phone <+44（0）20 7946 0123>",
    ),
    (
        "0044 (0) 20 7946 0123",
        "reserved phone <0044 (0) 20 7946 0123>",
    ),
    (
        "+49 (0)30 23125-007",
        "reserved phone <+49 (0)30 23125-007>",
    ),
    ("+44 (0)20 7946 1000", "phone <+44 (0)20 7946 1000>"),
    ("+36 (0)30 000 0000", "phone <+36 (0)30 000 0000>"),
    ("+44 (1)20 7946 0000", "phone <+44 (1)20 7946 0000>"),
    ("+44 (00)20 7946 0000", "phone <+44 (00)20 7946 0000>"),
    ("+44 0 20 7946 0000", "phone <+44 0 20 7946 0000>"),
    ("20 (0)7946 0000 00", "phone <20 (0)7946 0000 00>"),
    // National spellings.
    ("020 7946 0123", "reserved phone <020 7946 0123>"),
    ("(212) 555-0147", "reserved phone <(212) 555-0147>"),
    ("(212) 555-0247", "phone <(212) 555-0247>"),
    ("0044 20 7946 0123", "reserved phone <0044 20 7946 0123>"),
    ("06 30 123 4567", "phone <06 30 123 4567>"),
    (
        "call 01632 960001 or 01632 970001",
        "reserved phone <01632 960001>, phone <01632 970001>",
    ),
    // Other digits and what is pasted with numbers.
    ("+٣٦ ٣٠ ١٢٣ ٤٥٦٧", "phone <+٣٦ ٣٠ ١٢٣ ٤٥٦٧>"),
    (
        "\u{200e}+36\u{a0}30\u{a0}123\u{a0}4567",
        "phone <+36\u{a0}30\u{a0}123\u{a0}4567>",
    ),
    (
        "＋３６３０１２３４５６７",
        "phone <＋３６３０１２３４５６７>",
    ),
    // Digits that cannot be dialled.
    ("5eed0402-0000-8000-8005-000100000011", ""),
    ("12345678-1234-4234-8234-123456789012", ""),
    ("2026-03-01", ""),
    ("2026-03-01T09:30:00.250Z", ""),
    ("HX-123456, C-12345", ""),
    (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "",
    ),
    ("abc1234567890def", ""),
    ("12345678", ""),
    ("€ 1.234,50", ""),
    ("Chrome/138.0 Safari/537.36", ""),
];

#[test]
fn texts_are_judged_as_a_person_would() {
    let wrong = VERDICTS
        .iter()
        .filter(|(text, expected)| verdict(text) != *expected);
    let wrong: Vec<_> = wrong
        .map(|(text, expected)| (text, expected, verdict(text)))
        .collect();
    assert!(wrong.is_empty(), "text, expected, found: {wrong:#?}");
}

#[test]
fn offences_are_the_contacts_that_are_not_reserved() {
    let text = "a@b.example, u@gmail.com, 020 7946 0123, +36 30 123 4567";
    let found: Vec<&str> = offences(text).map(|offence| &text[offence.span]).collect();
    assert_eq!(found, ["u@gmail.com", "+36 30 123 4567"]);
}

#[test]
fn any_area_code_that_names_a_place_has_its_hundred_numbers() {
    // The table says "NPA 555 0100-0199, geographic area codes only" and lists none.
    for area in ["212", "416", "646", "808", "919"] {
        assert_eq!(
            verdict(&format!("+1 {area} 555 0123")),
            format!("reserved phone <+1 {area} 555 0123>")
        );
    }
}

#[test]
fn numbers_are_seen_in_scripts_that_put_no_spaces_between_words() {
    for text in [
        "電話は090-0000-0000までお願いします",
        "โทร090-000-0000ครับ",
        "010-0000-0000로 전화 주세요",
    ] {
        assert!(verdict(text).starts_with("phone"), "nothing seen in {text}");
    }
}

#[test]
fn numbers_are_seen_whatever_parts_their_groups() {
    // Typographers' spaces, the full-width signs of Japanese forms, and dashes of all lengths.
    let spaces = " \t\u{a0}\u{2003}\u{2007}\u{2009}\u{202f}\u{3000}";
    let dashes = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{30fc}\u{ff0d}";
    let signs = format!("{spaces}{dashes}./\u{b7}");
    let number = |sign: char| format!("+36{sign}30{sign}000{sign}0000");
    let unseen = signs
        .chars()
        .filter(|sign| contacts(&number(*sign)).len() != 1);
    let unseen: Vec<String> = unseen
        .map(|sign| format!("U+{:04X}", u32::from(sign)))
        .collect();
    assert!(unseen.is_empty(), "not seen when parted by {unseen:?}");
}

#[test]
fn numbers_are_seen_side_by_side() {
    for text in [
        "06301234567 06307654321",
        "06301234567（06307654321）",
        "06301234567/06307654321/06301234567",
        "06 30 123 4567 06 30 765 4321",
        "+36 30 123 4567 / 06 30 765 4321",
    ] {
        assert!(offences(text).count() > 0, "nothing seen in {text}");
    }
    assert_eq!(
        verdict("02079460123 02079460124"),
        "reserved phone <02079460123>, reserved phone <02079460124>"
    );
    // One number with more digits than any has, and nowhere to part it.
    assert_eq!(verdict("12345678901234567890"), "");
}

#[test]
fn a_number_that_begins_like_a_date_is_seen() {
    // Area code of four digits, then two and four: usual in Japan.
    for text in ["0120-00-0000", "0990-12-3456", "1234-56-789012"] {
        assert!(verdict(text).starts_with("phone"), "nothing seen in {text}");
    }
}

#[test]
fn documentation_addresses_are_not_taken_for_phones() {
    for text in [
        "198.51.100.255",
        "u@[198.51.100.255]",
        "203.0.113.100 and 203.0.113.200",
    ] {
        assert_eq!(offences(text).count(), 0, "{}", verdict(text));
    }
}

#[test]
fn addresses_for_documentation_end_where_the_standards_say() {
    for (address, reserved) in [
        ("192.0.2.0", true),
        ("192.0.2.255", true),
        ("192.0.1.255", false),
        ("192.0.3.0", false),
        ("198.51.100.7", true),
        ("198.51.101.7", false),
        ("203.0.113.7", true),
        ("203.0.114.7", false),
        ("10.0.0.1", false),
        ("127.0.0.1", false),
        ("2001:db8::", true),
        ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true),
        ("2001:db7:ffff::", false),
        ("2001:db9::", false),
        ("3fff::1", true),
        ("3fff:fff:ffff::", true),
        ("3fff:1000::", false),
        ("::1", false),
    ] {
        assert_eq!(
            is_documentation_address(address.parse().unwrap()),
            reserved,
            "{address}"
        );
    }
}

/// Digits near the edges of the ranges: a reserved prefix, and as many digits as may follow.
fn near_a_range() -> impl Strategy<Value = String> {
    const PREFIXES: &[&str] = &[
        "447700900",
        "4477009",
        "441632960",
        "44163296",
        "442079460",
        "4420794",
        "441134960",
        "441184960",
        "441194960",
        "441214960",
        "441614960",
        "441714960",
        "441914980",
        "441914960",
        "442920180",
        "448081570",
        "449098790",
        "443069990",
        "44306999",
        "6125550",
        "6127010",
        "6145550",
        "61491570",
        "61491571",
        "61491572",
        "61491573",
        "61491574",
        "61491575",
        "61491576",
        "61491577",
        "61491578",
        "61491579",
        "61491580",
        "3319900",
        "3326191",
        "3335301",
        "3346571",
        "3353649",
        "3363998",
        "3319901",
        "493023125",
        "496990009",
        "494066969",
        "492214710",
        "498999998",
        "4917139200",
        "49176040690",
        "4917139201",
        "467017406",
        "463139006",
        "464062804",
        "468465004",
        "46980319",
        "469803192",
        "469803193",
    ];
    (proptest::sample::select(PREFIXES), "[0-9]{0,6}")
        .prop_map(|(prefix, rest)| format!("{prefix}{rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn both_judges_agree_about_numbers(digits in near_a_range()) {
        prop_assert_eq!(is_reserved_phone(&digits), is_reserved_number(&digits), "{}", digits);
    }

    #[test]
    fn both_judges_agree_about_the_numbers_of_north_america(rest in "(0[0-9]{3}|[0-9]{4})") {
        for area in ["212", "416"] {
            let digits = format!("1{area}555{rest}");
            prop_assert_eq!(is_reserved_phone(&digits), is_reserved_number(&digits), "{}", digits);
        }
    }

    #[test]
    fn both_judges_agree_about_domains(
        front in "([a-z]{1,4}\\.){0,2}",
        name in "(x?example|test|invalid|localhost)(\\.(com|net|org|hu|test))?",
    ) {
        let domain = front + &name;
        // A top-level name on its own is nobody's, and no mail has it.
        if domain.contains('.') {
            prop_assert_eq!(is_reserved_domain(&domain), is_reserved_host(&domain), "{}", domain);
        }
    }

    #[test]
    fn no_text_makes_the_judge_panic(text in "\\PC{0,40}|[-+() 0-9@.٣０\\[\\]a＠＋（）。]{0,40}") {
        for contact in contacts(&text) {
            // A span that cuts a character would panic here.
            prop_assert!(!text[contact.span.clone()].is_empty());
        }
    }

    #[test]
    fn the_quick_judge_finds_what_the_plain_one_finds(
        text in "(\\PC{0,12}|[-+() 0-9a-f@.٣۷०๓０𝟗\\[\\]a＠＋（）。:_/\u{200d}\u{a0}\n]{0,24}\
                 |[0-9]{1,20}|\\+?4[49] ?\\(0\\) ?[0-9 ]{6,18}|[（(]0[)）]|192\\.0\\.2\\.[0-9]{1,3}\\.{0,2}\
                 |203\\.0\\.11[34]\\.[0-9]{1,4}|[0-9]{4}-[0-3][0-9]-[0-3][0-9]|\
                 |[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|a@[a-zA-Z.。]{1,9}|x@mail.EXAMPLE|\
                 |\\+1 ?[2-9][0-9]{2}[ -]?555[ -]?0[0-9]{3}|ж|я1|é1|0[0-9]{8,17}|00[0-9]{8,17}){1,5}"
    ) {
        prop_assert_eq!(contacts(&text), plain_judge::contacts(&text));
    }

    #[test]
    fn a_masked_sample_tells_the_shape_alone(
        local in "[b-zB-Z1-8é名.!_%+\"-]{1,20}",
        domain in "[b-z1-8]{1,12}\\.[b-z]{2,6}",
        digits in proptest::collection::vec(1_u32..9, 9..15),
        separator in "[ ./-]?",
    ) {
        let number = digits.iter().map(ToString::to_string).collect::<Vec<_>>().join(&separator);
        for value in [format!("{local}@{domain}"), number, format!("+{domain}@{local}.com")] {
            for (_, seen) in Strangers::of(&value).seen() {
                let of_value = |character: char| character.is_alphanumeric() && value.contains(character);
                prop_assert!(!seen.sample.contains(of_value), "{} of {}", seen.sample, value);
                let characters: Vec<char> = seen.sample.chars().collect();
                for part in characters.windows(3) {
                    let part: String = part.iter().collect();
                    prop_assert!(part.contains(['a', '9', '·']), "{} of {}", seen.sample, value);
                }
                prop_assert!(characters.len() <= 41);
            }
        }
    }
}

/// Texts, and how many addresses and numbers outside the reserved ranges must be seen in them,
/// whatever they are hidden behind.
const READINGS: &[(&str, [u64; 2])] = &[
    ("u@gmail.com", [1, 0]),
    (r"u\u0040gmail.com", [1, 0]),
    (r"u\u0040mail.example", [0, 0]),
    (r"u\u004", [0, 0]),
    (r"u@gmail.com\", [1, 0]),
    (r"\ud800\u0040 u\uff20gmail.com", [1, 0]),
    (r"\nu@gmail.com \u002b36301234567", [1, 1]),
    (r"C:\users\0630123456789", [0, 1]),
    (r#"{"u@gmail.com": "+36 30 123 4567"}"#, [1, 1]),
    (r#"{"a": "@handle", "b": ["@other"]}"#, [0, 0]),
    (r#"{"a": "x\n06301234567"}"#, [0, 1]),
    (r#"[4915112345678, "4915112345678"]"#, [0, 2]),
    (r#"{not json "u\u0040gmail.com"#, [1, 0]),
    ("u%40gmail.com", [1, 0]),
    ("u%40mail.example and %2B447700900123", [0, 0]),
    ("%2b36301234567", [0, 1]),
    ("100%4 %zz %", [0, 0]),
    ("%C3%A9 50%40", [0, 0]),
];

#[test]
fn texts_are_read_with_and_without_their_escapes() {
    let count = |text: &str| {
        let mut counts = [0, 0];
        for (kind, seen) in Strangers::of(text).seen() {
            counts[kind as usize] = seen.count;
        }
        counts
    };
    let wrong = READINGS
        .iter()
        .filter(|(text, expected)| count(text) != *expected);
    let wrong: Vec<_> = wrong
        .map(|(text, expected)| (text, expected, count(text)))
        .collect();
    assert!(wrong.is_empty(), "text, expected, found: {wrong:#?}");
}

#[test]
fn layers_upon_layers_end() {
    // Each layer of escapes hides the next: a few are read, and no megabyte of them is.
    let deep = format!(
        "{}0040gmail.com",
        "\\u005c".to_owned() + &"u005c".repeat(200_000) + "u"
    );
    assert!(Strangers::of(&deep).is_empty());
    let deep = "[".repeat(1_000_000);
    assert!(Strangers::of(&deep).is_empty());
}

#[test]
fn the_sample_is_the_first_one_s_shape() {
    let found: Vec<_> = Strangers::of("me: Jo-9.x@gmail.com, u@foo.dev, ＋36 30\u{200b}1234567")
        .seen()
        .collect();
    let shapes: Vec<_> = found
        .iter()
        .map(|(_, seen)| (seen.count, seen.sample.as_str()))
        .collect();
    assert_eq!(shapes, [(2, "aa-9.a@aaaaa.aaa"), (1, "+99 99·9999999")]);
    let long = format!("{}@gmail.com", "x".repeat(60));
    let (_, seen) = Strangers::of(&long).seen().next().unwrap();
    assert_eq!(seen.sample, "a".repeat(40) + "…");
}
