//! Sums of money, as people write them in their country.

/// How a country writes money.
struct Currency {
    country: &'static str,
    before: &'static str,
    after: &'static str,
    /// Between thousands.
    separator: char,
    /// What 10 units of value are in this currency, so that sums are of a likely size.
    ten: u64,
}

const fn money(
    country: &'static str,
    before: &'static str,
    after: &'static str,
    separator: char,
    ten: u64,
) -> Currency {
    Currency {
        country,
        before,
        after,
        separator,
        ten,
    }
}

static CURRENCIES: &[Currency] = &[
    money("AU", "$", "", ',', 10),
    money("BR", "R$ ", "", '.', 40),
    money("CA", "$", "", ',', 10),
    money("CN", "¥", "", ',', 60),
    money("DE", "", " €", '.', 10),
    money("EG", "", " ج.م", ',', 300),
    money("ES", "", " €", '.', 10),
    money("FR", "", " €", '\u{202f}', 10),
    money("GB", "£", "", ',', 10),
    money("GR", "", " €", '.', 10),
    money("HU", "", " Ft", '\u{a0}', 300),
    money("IL", "₪", "", ',', 30),
    money("IN", "₹", "", ',', 300),
    money("IR", "", " تومان", ',', 300),
    money("IT", "", " €", '.', 10),
    money("JP", "", "円", ',', 300),
    money("KR", "", "원", ',', 300),
    money("MX", "$", "", ',', 100),
    money("NL", "€ ", "", '.', 10),
    money("PL", "", " zł", '\u{a0}', 30),
    money("PT", "", " €", '.', 10),
    money("RU", "", " ₽", '\u{a0}', 300),
    money("SA", "", " ر.س", ',', 30),
    money("SE", "", " kr", '\u{a0}', 100),
    money("TH", "฿", "", ',', 300),
    money("TR", "₺", "", '.', 300),
    money("TW", "NT$", "", ',', 300),
    money("US", "$", "", ',', 10),
    money("VN", "", " ₫", '.', 300),
];

/// Appends `tens` times ten units of value in the country's currency, rounded to whole units.
///
/// With `tens` up to 300 a sum has at most five digits, too few for a phone number.
pub fn write_money(country: &str, tens: u64, out: &mut String) {
    let currency = CURRENCIES
        .iter()
        .find(|currency| currency.country == country);
    let (before, after, separator, ten) = currency.map_or(("", "", ',', 10), |c| {
        (c.before, c.after, c.separator, c.ten)
    });
    let sum = tens * ten;
    out.push_str(before);
    if sum >= 1_000 {
        out.push_str(&(sum / 1_000).to_string());
        out.push(separator);
        out.push_str(&format!("{:03}", sum % 1_000));
    } else {
        out.push_str(&sum.to_string());
    }
    out.push_str(after);
}
