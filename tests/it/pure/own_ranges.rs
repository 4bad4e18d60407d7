//! A second judge of contact data, from a list of its own.
//!
//! The ranges are transcribed from the design's table of reserved identifiers as patterns
//! over whole numbers, and the scanner is a few regular expressions: nothing here is shared
//! with the generator.

use std::net::IpAddr;
use std::sync::LazyLock;

use regex::Regex;

/// Digits of an E.164 number, country code first, that are set aside.
const PHONES: &[&str] = &[
    // ATIS-0300115: 555-0100 to 555-0199 behind any area code that names a place.
    r"1[2-9]\d\d55501\d\d",
    // Ofcom, numbers for drama use.
    r"447700900\d{3}",
    r"441632960\d{3}",
    r"442079460\d{3}",
    r"44(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}",
    r"441914980\d{3}",
    r"442920180\d{3}",
    r"448081570\d{3}",
    r"449098790\d{3}",
    r"443069990\d{3}",
    // ACMA.
    r"61[2378]5550\d{4}",
    r"61[2378]7010\d{4}",
    r"61491570(006|110|156|157|158|159|313|737)",
    r"61491571(266|491|804)",
    r"61491572(549|665|983)",
    r"61491573(087|770)",
    r"61491574(118|632)",
    r"61491575(254|789)",
    r"61491576(398|801)",
    r"61491577(426|644)",
    r"61491578(148|888|957)",
    r"61491579(212|455|760)",
    // Arcep.
    r"33(19900|26191|35301|46571|53649|63998)\d{4}",
    // BNetzA.
    r"493023125\d{3}",
    r"496990009\d{3}",
    r"494066969\d{3}",
    r"492214710\d{3}",
    r"498999998\d{3}",
    r"4917139200\d{2}",
    r"49176040690\d{2}",
    // PTS: 70 174 06 05 to 06 99 and four blocks of a hundred.
    r"467017406(0[5-9]|[1-9]\d)",
    r"463139006\d\d",
    r"464062804\d\d",
    r"468465004\d\d",
    r"469803192\d\d",
];

/// Area codes of North America that name no place: N11, personal numbers, toll-free and
/// premium rate.
const NOT_A_PLACE: &str =
    r"^1(\d11|456|5(00|21|22|33|44|66|77|88)|600|700|710|8(00|22|33|44|55|66|77|88)|900)";

static RESERVED_PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^({})$", PHONES.join("|"))));
static NO_PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(NOT_A_PLACE));
static RESERVED_DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(([a-z0-9-]+\.)*example\.(com|net|org)|([\p{L}\p{M}\p{N}-]+\.)+(test|example|invalid))$",
    )
});

static UUID: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\b"));
static INSTANT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b\d{4}-[01]\d-[0-3]\d(T\d\d:\d\d:\d\d\.\d{3}Z)?\b"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"("[^"]*"|[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+)@([\p{L}\p{M}\p{N}.-]+|\[[^\]]*\])"#)
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[+\x{ff0b}]?\(?\p{Nd}(?:[\t .()/·\p{Zs}\p{Pd}\x{2212}\x{30fc}\p{Cf}]{0,3}\p{Nd})*")
});
static IPV4: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{1,3}(\.\d{1,3}){3}\b"));
static IPV6: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b([0-9a-f]{1,4}:){2,}[0-9a-f:]*|[0-9a-f]{1,4}::[0-9a-f:]*"));
static MAC: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b([0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b"));
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    // Names under the generic and the served countries' top-level domains, reserved ones too.
    let generic = "com|net|org|io|dev|app|info|eu|example|test|invalid|local";
    let countries =
        "au|br|ca|cn|de|eg|es|fr|gr|hu|il|in|ir|it|jp|kr|mx|nl|pl|pt|ru|sa|se|th|tr|tw|uk|us|vn";
    pattern(&format!(r"(?i)\b([a-z0-9-]+\.)+({generic}|{countries})\b"))
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// Whether a number, as its digits with the country code in front, is set aside.
pub(crate) fn is_reserved_number(digits: &str) -> bool {
    RESERVED_PHONE.is_match(digits) && !NO_PLACE.is_match(digits)
}

/// Whether a domain leads nowhere.
pub(crate) fn is_reserved_host(domain: &str) -> bool {
    RESERVED_DOMAIN.is_match(domain.trim_end_matches('.'))
}

/// Whether an address is one for documentation.
pub(crate) fn is_reserved_address(address: &str) -> bool {
    match address.parse() {
        Ok(IpAddr::V4(v4)) => {
            let text = v4.to_string();
            ["192.0.2.", "198.51.100.", "203.0.113."]
                .iter()
                .any(|net| text.starts_with(net))
        }
        Ok(IpAddr::V6(v6)) => {
            let bits = u128::from(v6);
            bits >> 96 == 0x2001_0db8 || bits >> 108 == 0x0003_fff0
        }
        Err(_) => false,
    }
}

/// Whether what was found is set aside.
type Judge = fn(&str) -> bool;

/// All that looks like contact data in a text and is not set aside.
pub(crate) fn strangers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = UUID.replace_all(text, "·").into_owned();
    rest = INSTANT.replace_all(&rest, "·").into_owned();
    let kinds: [(&Regex, Judge); 5] = [
        (&EMAIL, is_reserved_email),
        (&HOST, is_reserved_host),
        (&IPV4, is_reserved_address),
        (&IPV6, is_reserved_address),
        (&MAC, is_reserved_mac),
    ];
    for (shape, is_reserved) in kinds {
        let hits = shape.find_iter(&rest).map(|hit| hit.as_str());
        found.extend(hits.filter(|hit| !is_reserved(hit)).map(str::to_owned));
        // What was judged is not judged again as something else.
        rest = shape.replace_all(&rest, "·").into_owned();
    }
    // Nobody is reached by what begins with the sign, such as a formula.
    let has_front =
        |(at, _): (usize, &str)| rest[..at].ends_with(|front: char| !front.is_whitespace());
    if rest.match_indices(['@', '\u{ff20}']).any(has_front) {
        found.push(format!("an at sign in {rest}"));
    }
    found.extend(phones(&rest).filter(|digits| !is_reserved_number(digits)));
    found
}

fn is_reserved_email(address: &str) -> bool {
    let domain = address.rsplit('@').next().unwrap_or_default();
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    is_reserved_host(domain) || literal.is_some_and(is_reserved_address)
}

fn is_reserved_mac(address: &str) -> bool {
    address
        .to_lowercase()
        .replace(':', "-")
        .starts_with("00-00-5e-00-53-")
}

/// The digits of whatever could be dialled, a national number with its country code in front
/// where that makes it a reserved one.
fn phones(text: &str) -> impl Iterator<Item = String> {
    PHONE.find_iter(text).filter_map(|hit| {
        // A national prefix in brackets is not dialled from abroad.
        let dialled = hit.as_str().replace("(0)", "");
        let digits: String = dialled.chars().filter_map(digit).collect();
        let decimals = hit
            .as_str()
            .chars()
            .filter(|character| character.is_numeric())
            .count();
        let before = text[..hit.start()].chars().next_back();
        let after = text[hit.end()..].chars().next();
        // Digits within a word, as of a checksum, are no number that one could dial.
        let in_word = |neighbour: Option<char>| {
            neighbour.is_some_and(|character| character.is_ascii_alphabetic() || character == '_')
        };
        let plus = hit.as_str().starts_with(['+', '\u{ff0b}']);
        if !plus && (in_word(before) || in_word(after)) {
            return None;
        }
        let enough = if plus { 7 } else { 9 };
        (decimals >= enough).then(|| with_country(&digits, plus))
    })
}

/// The digit that a character stands for, in ASCII.
fn digit(character: char) -> Option<char> {
    const ZEROS: [char; 6] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{e50}', '\u{ff10}'];
    ZEROS.into_iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(zero))?;
        char::from_digit(value, 10)
    })
}

fn with_country(digits: &str, plus: bool) -> String {
    if plus {
        return digits.to_owned();
    }
    let bare = digits.trim_start_matches('0');
    let spelled = ["", "1", "44", "61", "33", "49", "46"].map(|code| format!("{code}{bare}"));
    let reserved = spelled
        .into_iter()
        .find(|number| is_reserved_number(number));
    reserved.unwrap_or_else(|| digits.to_owned())
}
