//! Sums of money: of a likely size, written as people do, and never like a phone number.

use connsura_seed::reserved::contacts;
use connsura_seed::words::{LOCALES, Voice, write_money, write_template};

use super::own_ranges::strangers;

/// The least and the greatest sum that a message speaks of, and one between: excesses,
/// premiums, refunds.
const SUMS: [(&str, [&str; 3]); 30] = [
    ("AU", ["$45", "$1,845", "$4,500"]),
    ("BR", ["R$ 120", "R$ 4.920", "R$ 12.000"]),
    ("CA", ["$45", "$1,845", "$4,500"]),
    ("CN", ["¥180", "¥7,380", "¥18,000"]),
    ("DE", ["30 €", "1.230 €", "3.000 €"]),
    ("EG", ["900 ج.م", "36,900 ج.م", "90,000 ج.م"]),
    ("ES", ["30 €", "1.230 €", "3.000 €"]),
    ("FR", ["30 €", "1\u{202f}230 €", "3\u{202f}000 €"]),
    ("GB", ["£30", "£1,230", "£3,000"]),
    ("GR", ["30 €", "1.230 €", "3.000 €"]),
    (
        "HU",
        ["9\u{a0}000 Ft", "369\u{a0}000 Ft", "900\u{a0}000 Ft"],
    ),
    ("IL", ["₪120", "₪4,920", "₪12,000"]),
    ("IN", ["₹900", "₹36,900", "₹90,000"]),
    (
        "IR",
        ["300 هزار تومان", "12.3 میلیون تومان", "30 میلیون تومان"],
    ),
    ("IT", ["30 €", "1.230 €", "3.000 €"]),
    ("JP", ["3,000円", "123,000円", "300,000円"]),
    ("KR", ["3만 원", "123만 원", "300만 원"]),
    ("MX", ["$600", "$24,600", "$60,000"]),
    ("NL", ["€ 30", "€ 1.230", "€ 3.000"]),
    ("PL", ["120 zł", "4\u{a0}920 zł", "12\u{a0}000 zł"]),
    ("PT", ["30 €", "1.230 €", "3.000 €"]),
    ("RU", ["2\u{a0}100 ₽", "86\u{a0}100 ₽", "210\u{a0}000 ₽"]),
    ("SA", ["120 ر.س", "4,920 ر.س", "12,000 ر.س"]),
    ("SE", ["300 kr", "12\u{a0}300 kr", "30\u{a0}000 kr"]),
    ("TH", ["฿900", "฿36,900", "฿90,000"]),
    ("TR", ["₺900", "₺36.900", "₺90.000"]),
    ("TW", ["NT$900", "NT$36,900", "NT$90,000"]),
    ("US", ["$30", "$1,230", "$3,000"]),
    ("VN", ["300 nghìn đồng", "12,3 triệu đồng", "30 triệu đồng"]),
    // A country without a currency of its own here.
    ("ZZ", ["30", "1,230", "3,000"]),
];

fn sum(country: &str, tens: u64) -> String {
    let mut sum = String::new();
    write_money(country, tens, &mut sum);
    sum
}

#[test]
fn sums_are_of_a_likely_size_and_written_as_the_country_writes_them() {
    for (country, expected) in SUMS {
        assert_eq!([3, 123, 300].map(|tens| sum(country, tens)), expected);
    }
    for (country, _) in LOCALES.iter().flat_map(|locale| locale.countries) {
        let listed = SUMS.iter().any(|(code, _)| *code == country.code);
        assert!(listed, "say in this test what sums are in {}", country.code);
    }
}

#[test]
fn no_sum_looks_like_a_phone_number() {
    for (country, _) in SUMS {
        for tens in 3..=300 {
            let sum = sum(country, tens);
            assert!(contacts(&sum).is_empty(), "{sum}");
            assert_eq!(strangers(&sum), Vec::<String>::new(), "{sum}");
        }
    }
}

#[test]
fn no_text_looks_like_a_phone_number_with_the_longest_of_all_slots() {
    let mut count = 0;
    for locale in LOCALES {
        let turns = locale.dialogues.iter().flat_map(|dialogue| &dialogue.turns);
        for template in turns.flat_map(|turn| turn.texts) {
            for (country, _) in locale.countries {
                for tens in [3, 99, 100, 123, 299, 300] {
                    let mut body = String::new();
                    write_template(template, &mut body, |slot, out| match slot {
                        "policy" => *out += "MV-999999",
                        "claim" => *out += "C-99999",
                        "amount" => write_money(country.code, tens, out),
                        "days" => *out += "14",
                        other => *out += Voice::Woman.slot(other).unwrap(),
                    });
                    assert!(contacts(&body).is_empty(), "{body}");
                    assert_eq!(strangers(&body), Vec::<String>::new(), "{body}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 5_000, "{count} texts");
}
