//! Sums of money, as people write them in their country.

/// How a country writes money.
struct Currency {
    country: &'static str,
    /// What 10 units of value are in this currency, so that sums are of a likely size.
    ten: u64,
    form: Form,
}

/// In digits, or in digits and a word where everyday sums are so large that people write
/// "4.2 million".
enum Form {
    /// What stands before the digits, between thousands, and behind the digits.
    Digits(&'static str, char, &'static str),
    /// The mark of the fraction, and what is counted: the greatest first.
    Words(char, &'static [(u64, &'static str)]),
}

use Form::{Digits, Words};

const fn money(country: &'static str, ten: u64, form: Form) -> Currency {
    Currency { country, ten, form }
}

static CURRENCIES: &[Currency] = &[
    money("AU", 15, Digits("$", ',', "")),
    money("BR", 40, Digits("R$ ", '.', "")),
    money("CA", 15, Digits("$", ',', "")),
    money("CN", 60, Digits("¥", ',', "")),
    money("DE", 10, Digits("", '.', " €")),
    money("EG", 300, Digits("", ',', " ج.م")),
    money("ES", 10, Digits("", '.', " €")),
    money("FR", 10, Digits("", '\u{202f}', " €")),
    money("GB", 10, Digits("£", ',', "")),
    money("GR", 10, Digits("", '.', " €")),
    money("HU", 3_000, Digits("", '\u{a0}', " Ft")),
    money("IL", 40, Digits("₪", ',', "")),
    money("IN", 300, Digits("₹", ',', "")),
    money("IR", 100_000, Words('.', TOMANS)),
    money("IT", 10, Digits("", '.', " €")),
    money("JP", 1_000, Digits("", ',', "円")),
    money("KR", 10_000, Words('.', &[(10_000, "만 원")])),
    money("MX", 200, Digits("$", ',', "")),
    money("NL", 10, Digits("€ ", '.', "")),
    money("PL", 40, Digits("", '\u{a0}', " zł")),
    money("PT", 10, Digits("", '.', " €")),
    money("RU", 700, Digits("", '\u{a0}', " ₽")),
    money("SA", 40, Digits("", ',', " ر.س")),
    money("SE", 100, Digits("", '\u{a0}', " kr")),
    money("TH", 300, Digits("฿", ',', "")),
    money("TR", 300, Digits("₺", '.', "")),
    money("TW", 300, Digits("NT$", ',', "")),
    money("US", 10, Digits("$", ',', "")),
    money("VN", 100_000, Words(',', DONG)),
];

static TOMANS: &[(u64, &str)] = &[(1_000_000, " میلیون تومان"), (1_000, " هزار تومان")];
static DONG: &[(u64, &str)] = &[(1_000_000, " triệu đồng"), (1_000, " nghìn đồng")];

/// Appends `tens` times ten units of value in the country's currency.
///
/// With `tens` up to 300 a sum has at most six digits, too few for a phone number.
pub fn write_money(country: &str, tens: u64, out: &mut String) {
    let currency = CURRENCIES
        .iter()
        .find(|currency| currency.country == country);
    let (ten, form) = currency.map_or((10, &Digits("", ',', "")), |c| (c.ten, &c.form));
    let sum = tens * ten;
    match form {
        Digits(before, separator, after) => {
            out.push_str(before);
            if sum >= 1_000 {
                out.push_str(&format!("{}{separator}{:03}", sum / 1_000, sum % 1_000));
            } else {
                out.push_str(&sum.to_string());
            }
            out.push_str(after);
        }
        Words(mark, words) => {
            let fitting = words.iter().find(|(unit, _)| *unit <= sum);
            let (unit, word) = fitting.unwrap_or(&(1, ""));
            out.push_str(&(sum / unit).to_string());
            // One decimal: ten units of value are a tenth of the greatest word, or whole ones.
            let tenth = sum % unit * 10 / unit;
            if tenth > 0 {
                out.push_str(&format!("{mark}{tenth}"));
            }
            out.push_str(word);
        }
    }
}
