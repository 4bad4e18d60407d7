//! D, E, P, F, R and W: what dates, addresses, numbers, files, states and places are.

use connsura_seed::edge::case::State;
use connsura_seed::reserved::{contacts, is_documentation_address};
use jiff::civil::{Date, date};

use super::claims::Claim;
use super::sample::{Made, Sample, points, u};

/// 2026-03-01, the day of [`super::sample::NOW`].
const TODAY: Date = date(2026, 3, 1);

fn local(s: &Sample) -> &str {
    s.text().rsplit_once('@').unwrap().0
}

fn domain(s: &Sample) -> &str {
    s.text().rsplit_once('@').unwrap().1
}

/// Whether the address keeps what makes the ordinary one its own.
fn own(s: &Sample) -> bool {
    local(s).contains("ilse.marwitz.k4f7")
}

/// The digits of a number, of any script.
fn digits(text: &str) -> String {
    let ascii = text.chars().filter_map(|sign| match sign {
        '0'..='9' => Some(sign),
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(sign) - 0x660, 10),
        _ => None,
    });
    ascii.collect()
}

/// Whether all that can be dialled in the text is one number, and a reserved one.
fn one_number(s: &Sample) -> bool {
    matches!(contacts(s.text()).as_slice(), [number] if number.reserved)
}

/// A reserved name of Windows, whatever the extension.
fn device(s: &Sample, name: &str) -> bool {
    s.text()
        .split('.')
        .next()
        .is_some_and(|stem| stem.eq_ignore_ascii_case(name))
}

fn extension(s: &Sample) -> &str {
    s.text().rsplit_once('.').unwrap_or_default().1
}

fn network(s: &Sample) -> (String, u8) {
    match s.made {
        Made::Network(network) => {
            assert!(is_documentation_address(network.address));
            (network.address.to_string(), network.prefix)
        }
        ref other => panic!("{other:?} is no network"),
    }
}

pub(super) static CLAIMS: &[(&str, Claim)] = &[
    ("D01", |s| {
        s.date() == date(2000, 2, 29) && s.date().in_leap_year()
    }),
    ("D04", |s| s.instant() == "2026-03-29T01:30:00Z"),
    ("D04.midnight", |s| s.date() == date(2018, 11, 4)),
    ("D05", |s| s.instant() == "2026-10-25T01:30:00Z"),
    ("D05.summer", |s| s.instant() == "2026-10-25T00:30:00Z"),
    ("D06", |s| s.date() == date(2011, 12, 30)),
    // What the zones are is for PostgreSQL to say.
    ("D06.zone", |s| s.text() == "Pacific/Apia"),
    ("D07", |s| s.text() == "Pacific/Kiritimati"),
    ("D07.behind", |s| s.text() == "Etc/GMT+12"),
    ("D07.quarter", |s| s.text() == "Asia/Kathmandu"),
    ("D07.eucla", |s| s.text() == "Australia/Eucla"),
    ("D07.chatham", |s| s.text() == "Pacific/Chatham"),
    ("D07.st-johns", |s| s.text() == "America/St_Johns"),
    ("D07.half-hour-summer", |s| {
        s.text() == "Australia/Lord_Howe"
    }),
    ("D07.renamed", |s| s.text() == "Asia/Calcutta"),
    ("D07.unknown", |s| s.text().starts_with("Mars/")),
    ("D08", |s| {
        s.instant() == "2038-01-19T03:14:07Z" && s.number() / 1_000 == i64::from(i32::MAX)
    }),
    ("D08.overflow", |s| s.instant() == "2038-01-19T03:14:08Z"),
    ("D08.unsigned", |s| s.instant() == "2106-02-07T06:28:16Z"),
    ("D08.last-year", |s| {
        s.instant() == "9999-12-31T23:59:59.999Z"
    }),
    ("D08.epoch", |s| s.instant() == "1970-01-01T00:00:00Z"),
    ("D08.epoch-less-a-second", |s| {
        s.instant() == "1969-12-31T23:59:59Z"
    }),
    ("D08.epoch-and-a-second", |s| {
        s.instant() == "1970-01-01T00:00:01Z"
    }),
    ("D08.epoch-less-a-millisecond", |s| {
        s.instant() == "1969-12-31T23:59:59.999Z"
    }),
    ("D08.epoch-day", |s| s.date() == date(1970, 1, 1)),
    ("D08.day-before-epoch", |s| s.date() == date(1969, 12, 31)),
    ("D09", |s| s.made == Made::Infinity(true)),
    ("D09.negative", |s| s.made == Made::Infinity(false)),
    // Years that jiff does not know; PostgreSQL does.
    ("D09.greatest", |s| s.number() > 8_640_000_000_000_001),
    ("D09.javascript", |s| {
        s.number() - 1 == 100_000_000 * 86_400_000
    }),
    ("D09.before-christ", |s| s.date() == date(-4712, 1, 1)),
    ("D11", |s| s.instant() == "2026-12-31T23:59:59.999Z"),
    ("D11.week", |s| {
        s.date().iso_week_date().week() == 53 && s.date().day() == 1 && s.date().month() == 1
    }),
    ("D12", |s| s.is(State::SameInstant)),
    ("D13", |s| s.date() == date(TODAY.year() - 40, 3, 1)),
    ("D14", |s| s.date() == date(TODAY.year() - 18, 3, 1)),
    ("D14.minor", |s| s.date() == date(TODAY.year() - 18, 3, 2)),
    ("D15", |s| s.date() == TODAY),
    ("D16", |s| s.date() == date(TODAY.year() - 105, 3, 1)),
    ("D17", |s| s.date() == TODAY.tomorrow().unwrap()),
    ("D18", |s| s.date() == date(1, 1, 1)),
    ("D20", |s| s.made == Made::AfterCreation(0)),
    ("D20.before", |s| matches!(s.made, Made::AfterCreation(..0))),
    ("D21", |s| s.instant() == "2026-03-01T00:00:00Z"),
    ("E01", |s| own(s) && local(s).ends_with("+tag")),
    ("E02", |s| {
        own(s) && local(s).starts_with('"') && local(s).ends_with('"') && local(s).contains(' ')
    }),
    ("E03", |s| own(s) && local(s).contains('\'')),
    ("E04", |s| own(s) && local(s).len() == 64),
    ("E04.over", |s| own(s) && local(s).len() == 65),
    ("E05", |s| {
        own(s)
            && local(s).len() == 64
            && s.text().len() == 254
            && domain(s).split('.').map(str::len).eq([63, 63, 53, 7])
    }),
    ("E05.under", |s| {
        own(s) && s.text().len() == 253 && domain(s).split('.').all(|label| label.len() <= 63)
    }),
    ("E06", |s| {
        s.text().to_lowercase() == s.ordinary && !s.text().contains(char::is_lowercase)
    }),
    ("E07", |s| {
        own(s) && domain(s) == u("62 FC 63 68 65 72") + ".example"
    }),
    ("E07.ascii", |s| {
        own(s) && domain(s).starts_with("xn--") && domain(s).is_ascii()
    }),
    ("E08", |s| {
        own(s) && !local(s).is_ascii() && domain(s).is_ascii()
    }),
    ("E09", |s| own(s) && domain(s) == "[192.0.2.1]"),
    ("P01", |s| {
        one_number(s) && s.text().starts_with('+') && digits(s.text()).len() == 13
    }),
    ("P02", |s| {
        one_number(s) && s.text().matches(' ').count() == 3
    }),
    ("P02.no-break", |s| {
        one_number(s) && s.text().matches(&u("A0")).count() == 3
    }),
    ("P02.trunk", |s| {
        one_number(s) && s.text().starts_with("+44") && s.text().contains("(0)")
    }),
    ("P02.extension", |s| {
        one_number(s) && s.text().ends_with(" x123")
    }),
    ("P03", |s| one_number(s) && s.text().starts_with("00")),
    ("P04", |s| s.text().is_empty()),
    ("P05", |s| {
        one_number(s)
            && digits(s.text()).len() == 12
            && !s.text().contains(|sign: char| sign.is_ascii_digit())
    }),
    ("P06", |s| {
        one_number(s) && s.text().starts_with(&u("202A 200E 2B"))
    }),
    ("P07", |s| {
        one_number(s) && s.text().starts_with("+447700900")
    }),
    ("P08", |s| one_number(s) && points(s.text()) == s.limit()),
    ("P08.under", |s| {
        one_number(s) && points(s.text()) == s.limit() - 1
    }),
    ("P08.bytes-over", |s| {
        one_number(s) && points(s.text()) < s.limit() && s.text().len() > s.limit()
    }),
    ("F01.bytes", |s| {
        s.text().len() == 255 && points(s.text()) < 255 && extension(s) == "pdf"
    }),
    ("F01.code-points", |s| {
        points(s.text()) == 255 && s.text().len() == 506 && extension(s) == "pdf"
    }),
    ("F02", |s| device(s, "con")),
    ("F02.nul", |s| device(s, "nul") && s.text().contains('.')),
    ("F02.com", |s| device(s, "com1")),
    ("F02.lpt", |s| device(s, "lpt1")),
    ("F03", |s| s.text().ends_with('.')),
    ("F03.space", |s| s.text().ends_with(' ')),
    ("F04", |s| {
        s.text().starts_with('.') && s.text().chars().skip(1).all(char::is_alphabetic)
    }),
    ("F04.dots", |s| s.text() == u("2E 2E")),
    ("F04.dash", |s| s.text().starts_with('-')),
    ("F05", |s| !s.text().contains('.')),
    ("F05.double", |s| s.text().split('.').count() == 3),
    ("F05.case", |s| {
        s.text()
            .rsplit('.')
            .next()
            .is_some_and(|end| end.eq_ignore_ascii_case("pdf") && end != "pdf" && end != "PDF")
    }),
    ("F06", |s| s.text() == format!("r{0}sum{0}.pdf", u("E9"))),
    ("F06.nfd", |s| {
        s.text() == format!("r{0}sum{0}.pdf", u("65 301"))
    }),
    ("F07", |s| {
        s.text()
            .split_once(&u("202E"))
            .is_some_and(|(_, shown)| shown == "gnp.exe")
    }),
    ("F08", |s| s.text().contains('/')),
    ("F08.backslash", |s| s.text().contains('\\')),
    ("F08.colon", |s| s.text().contains(':')),
    ("F09", |s| s.number() == 0),
    // Whoever carries it: the text does not hang on the row.
    ("F10", |s| {
        !s.text().contains(s.ordinary) && extension(s) == "pdf"
    }),
    ("F11", |s| {
        ['?', '<', '>', '"', '|', '*']
            .iter()
            .all(|sign| s.text().contains(*sign))
    }),
    ("F12", |s| {
        s.text()
            .split_once("; ")
            .is_some_and(|(media, parameter)| media == "text/html" && parameter.contains('='))
    }),
    ("F12.case", |s| {
        s.text() == s.text().to_uppercase() && s.text().contains('/')
    }),
    ("F12.longest", |s| {
        points(s.text()) == s.limit() && s.text().split('/').count() == 2
    }),
    ("F12.active", |s| s.text() == "image/svg+xml"),
    ("F12.generic", |s| s.text() == "application/octet-stream"),
    ("F12.bare", |s| {
        !s.text().contains('/') && !s.text().is_empty()
    }),
    ("F13", |s| s.text() == super::sha256_of_nothing()),
    ("F13.upper", |s| {
        s.text() == super::sha256_of_nothing().to_uppercase()
    }),
    ("F13.zeros", |s| s.text() == "0".repeat(64)),
    ("R01", |s| s.is(State::Messages(0))),
    ("R01.one", |s| s.is(State::Messages(1))),
    ("R01.page-under", |s| s.is(State::Messages(49))),
    ("R01.page", |s| s.is(State::Messages(50))),
    ("R01.page-over", |s| s.is(State::Messages(51))),
    ("R01.ten-thousand", |s| s.is(State::Messages(10_000))),
    ("R02", |s| s.is(State::ToSelf)),
    ("R03", |s| s.is(State::NoReadState)),
    ("R03.never-opened", |s| s.is(State::NeverOpened)),
    ("R03.at-newest", |s| s.is(State::ReadAtNewest)),
    ("R03.in-future", |s| s.is(State::ReadInFuture)),
    ("R04", |s| s.is(State::UnreadTooMany)),
    ("R04.negative", |s| s.is(State::UnreadNegative)),
    ("R05", |s| s.is(State::BothDirections)),
    ("R06", |s| s.is(State::DeletionRequested)),
    ("R07", |s| s.is(State::Pending)),
    ("R07.active", |s| s.is(State::Active)),
    ("R07.closed", |s| s.is(State::Closed)),
    ("R07.revoked", |s| s.is(State::Revoked)),
    ("R07.reopened", |s| s.is(State::Reopened)),
    ("R07.closed-without-date", |s| {
        s.is(State::ClosedWithoutDate)
    }),
    ("R07.closed-before-created", |s| {
        s.is(State::ClosedBeforeCreated)
    }),
    ("R08", |s| s.is(State::Unlogged)),
    ("R09", |s| s.is(State::SameInstant)),
    ("R10", |s| s.is(State::DeletionRequested)),
    ("R10.unverified", |s| s.is(State::Unverified)),
    ("R10.never-came", |s| s.is(State::NeverCame)),
    ("R11", |s| s.is(State::PartyGone)),
    ("R12", |s| s.is(State::AllRead)),
    ("R12.one", |s| s.is(State::UnreadCount(1))),
    ("R12.ninety-nine", |s| s.is(State::UnreadCount(99))),
    ("R12.hundred", |s| s.is(State::UnreadCount(100))),
    ("R13", |s| s.is(State::ToAddress)),
    ("R13.nobody", |s| s.is(State::ToNobody)),
    ("R14", |s| s.is(State::Draft)),
    ("R14.submitted", |s| s.is(State::Submitted)),
    ("R14.archived", |s| s.is(State::Archived)),
    ("R15", |s| s.is(State::Deleted)),
    ("W01", |s| {
        points(s.text()) == s.limit() && s.text().split('-').all(|subtag| subtag.len() <= 8)
    }),
    ("W02", |s| s.text().split('-').nth(1) == Some("Latn")),
    ("W02.underscore", |s| s.text().contains('_')),
    ("W02.case", |s| {
        s.text() != "en-GB" && s.text().eq_ignore_ascii_case("en-GB")
    }),
    ("W03", |s| s.text() == "iw"),
    ("W03.grandfathered", |s| s.text() == "i-klingon"),
    ("W04", |s| s.text() == "und"),
    ("W05", |s| s.text().contains("-u-nu-")),
    ("W06", |s| points(s.text()) == 1),
    ("W07", |s| {
        s.text().starts_with('0')
            && s.text()
                .parse::<u32>()
                .is_ok_and(|number| number.to_string() != s.text())
    }),
    ("W08", |s| s.text() == "ZZ"),
    ("W08.kosovo", |s| ("XA".."XZ").contains(&s.text())),
    ("W09", |s| s.text() == "UK"),
    ("W09.former", |s| s.text() == "SU"),
    ("W10", |s| s.text() == "gb"),
    ("W11", |s| s.text() == "NA"),
    ("W11.norway", |s| s.text() == "NO"),
    ("W12", |s| network(s) == ("192.0.2.1".to_owned(), 32)),
    ("W13", |s| network(s).0.contains("::") && network(s).1 == 48),
    ("W13.longest", |s| {
        network(s).0.len() == 38 && network(s).1 == 128
    }),
    ("W13.new", |s| network(s) == ("3fff::".to_owned(), 48)),
];
