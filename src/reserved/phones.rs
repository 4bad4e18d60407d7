//! Phone numbers that are set aside for fiction.

use std::sync::LazyLock;

use crate::rng::Cell;

/// Consecutive numbers, `first` to `last`, behind a prefix in international spelling.
#[derive(Debug, Clone, Copy)]
pub struct PhoneRange {
    /// ISO 3166-1 alpha-2 codes of the countries whose customers may have such a number;
    /// none for numbers that are no person's (freephone, premium rate).
    countries: &'static [&'static str],
    /// `+`, country code and the leading digits, grouped by spaces.
    prefix: &'static str,
    first: u32,
    last: u32,
    /// Digits behind the prefix.
    width: u32,
}

impl PhoneRange {
    /// A number of this range: `+44 7700 900123`, or without spaces when `compact`.
    pub fn number(&self, cell: &mut Cell, compact: bool, out: &mut String) {
        let number = cell.between(u64::from(self.first), u64::from(self.last));
        out.extend(
            self.prefix
                .chars()
                .filter(|character| !(compact && *character == ' ')),
        );
        let digits = number.to_string();
        out.extend(std::iter::repeat_n(
            '0',
            (self.width as usize).saturating_sub(digits.len()),
        ));
        out.push_str(&digits);
    }

    /// The first and the last number as integers: no country code begins with a nought.
    fn bounds(&self) -> (u64, u64) {
        let prefix = self.prefix.bytes().filter(u8::is_ascii_digit);
        let behind = (0..self.width).fold(1, |power, _| power * 10);
        let base = prefix.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')) * behind;
        (base + u64::from(self.first), base + u64::from(self.last))
    }
}

/// The ranges that a customer of this country may have a number from; empty when the country
/// has published none.
pub fn ranges_of(country: &str) -> impl Iterator<Item = &'static PhoneRange> {
    RANGES
        .iter()
        .filter(move |range| range.countries.contains(&country))
}

/// Whether a number, as its digits with the country code in front, is set aside.
pub fn is_reserved_phone(digits: &str) -> bool {
    is_reserved_digits(digits.as_bytes())
}

/// The same for digits in ASCII.
pub(super) fn is_reserved_digits(digits: &[u8]) -> bool {
    static BOUNDS: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
        let mut bounds: Vec<_> = RANGES.iter().map(PhoneRange::bounds).collect();
        bounds.sort_unstable();
        bounds
    });
    // An integer tells neither noughts in front nor more digits than it has room for.
    if digits.len() > 18 || !matches!(digits, [b'1'..=b'9', ..]) {
        return false;
    }
    let number = digits.iter().try_fold(0, |number: u64, digit| {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        Some(number * 10 + u64::from(digit))
    });
    let Some(number) = number else { return false };
    let behind = BOUNDS.partition_point(|(first, _)| *first <= number);
    let holds = |(_, last): &(u64, u64)| number <= *last;
    is_fictional_in_north_america(number) || BOUNDS[..behind].last().is_some_and(holds)
}

/// 555-0100 to 555-0199 of any geographic area code, beyond the few that are generated
/// (ATIS-0300115). Codes of the North American plan are 2 to 9, then 0 to 8, then any digit;
/// N11 are services, 5XX of these kinds, 600, 700, 710 and 900 are no places, 8YY are free of
/// charge.
fn is_fictional_in_north_america(number: u64) -> bool {
    const NO_PLACES: &[u64] = &[
        500, 521, 522, 523, 524, 525, 526, 527, 528, 529, 533, 544, 566, 577, 588, 600, 622, 633,
        644, 655, 677, 688, 700, 710, 800, 811, 822, 833, 844, 855, 866, 877, 880, 881, 882, 883,
        884, 885, 886, 887, 888, 889, 900,
    ];
    // 1 NPA 555 01XX
    let (country, area) = (number / 10_000_000_000, number / 10_000_000 % 1_000);
    let shaped = area >= 200 && area / 10 % 10 < 9 && area % 100 != 11;
    country == 1 && number / 100 % 100_000 == 55_501 && shaped && !NO_PLACES.contains(&area)
}

const fn range(
    countries: &'static [&'static str],
    prefix: &'static str,
    first: u32,
    last: u32,
    width: u32,
) -> PhoneRange {
    PhoneRange {
        countries,
        prefix,
        first,
        last,
        width,
    }
}

const US: &[&str] = &["US"];
const CA: &[&str] = &["CA"];
const GB: &[&str] = &["GB"];
const AU: &[&str] = &["AU"];
const FR: &[&str] = &["FR"];
const DE: &[&str] = &["DE"];
const SE: &[&str] = &["SE"];
const NOBODY: &[&str] = &[];

static RANGES: &[PhoneRange] = &[
    // ATIS-0300115: 555-0100 to 555-0199 in geographic area codes.
    range(US, "+1 205 555 01", 0, 99, 2),
    range(US, "+1 206 555 01", 0, 99, 2),
    range(US, "+1 212 555 01", 0, 99, 2),
    range(US, "+1 303 555 01", 0, 99, 2),
    range(US, "+1 305 555 01", 0, 99, 2),
    range(US, "+1 312 555 01", 0, 99, 2),
    range(US, "+1 404 555 01", 0, 99, 2),
    range(US, "+1 415 555 01", 0, 99, 2),
    range(US, "+1 503 555 01", 0, 99, 2),
    range(US, "+1 512 555 01", 0, 99, 2),
    range(US, "+1 602 555 01", 0, 99, 2),
    range(US, "+1 612 555 01", 0, 99, 2),
    range(US, "+1 617 555 01", 0, 99, 2),
    range(US, "+1 702 555 01", 0, 99, 2),
    range(CA, "+1 403 555 01", 0, 99, 2),
    range(CA, "+1 416 555 01", 0, 99, 2),
    range(CA, "+1 514 555 01", 0, 99, 2),
    range(CA, "+1 604 555 01", 0, 99, 2),
    range(CA, "+1 613 555 01", 0, 99, 2),
    range(CA, "+1 902 555 01", 0, 99, 2),
    // Ofcom, numbers for drama use.
    range(GB, "+44 7700 900", 0, 999, 3),
    range(GB, "+44 1632 960", 0, 999, 3),
    range(GB, "+44 20 7946 0", 0, 999, 3),
    range(GB, "+44 113 496 0", 0, 999, 3),
    range(GB, "+44 114 496 0", 0, 999, 3),
    range(GB, "+44 115 496 0", 0, 999, 3),
    range(GB, "+44 116 496 0", 0, 999, 3),
    range(GB, "+44 117 496 0", 0, 999, 3),
    range(GB, "+44 118 496 0", 0, 999, 3),
    range(GB, "+44 121 496 0", 0, 999, 3),
    range(GB, "+44 131 496 0", 0, 999, 3),
    range(GB, "+44 141 496 0", 0, 999, 3),
    range(GB, "+44 151 496 0", 0, 999, 3),
    range(GB, "+44 161 496 0", 0, 999, 3),
    range(GB, "+44 191 498 0", 0, 999, 3),
    range(GB, "+44 29 2018 0", 0, 999, 3),
    range(NOBODY, "+44 808 157 0", 0, 999, 3),
    range(NOBODY, "+44 909 879 0", 0, 999, 3),
    range(NOBODY, "+44 3069 990", 0, 999, 3),
    // ACMA, numbers for use in radio, film and television. The mobile ones are single numbers.
    range(AU, "+61 2 5550 ", 0, 9999, 4),
    range(AU, "+61 3 5550 ", 0, 9999, 4),
    range(AU, "+61 7 5550 ", 0, 9999, 4),
    range(AU, "+61 8 5550 ", 0, 9999, 4),
    range(AU, "+61 2 7010 ", 0, 9999, 4),
    range(AU, "+61 3 7010 ", 0, 9999, 4),
    range(AU, "+61 7 7010 ", 0, 9999, 4),
    range(AU, "+61 8 7010 ", 0, 9999, 4),
    range(AU, "+61 491 570 ", 6, 6, 3),
    range(AU, "+61 491 570 ", 110, 110, 3),
    range(AU, "+61 491 570 ", 156, 159, 3),
    range(AU, "+61 491 570 ", 313, 313, 3),
    range(AU, "+61 491 570 ", 737, 737, 3),
    range(AU, "+61 491 571 ", 266, 266, 3),
    range(AU, "+61 491 571 ", 491, 491, 3),
    range(AU, "+61 491 571 ", 804, 804, 3),
    range(AU, "+61 491 572 ", 549, 549, 3),
    range(AU, "+61 491 572 ", 665, 665, 3),
    range(AU, "+61 491 572 ", 983, 983, 3),
    range(AU, "+61 491 573 ", 87, 87, 3),
    range(AU, "+61 491 573 ", 770, 770, 3),
    range(AU, "+61 491 574 ", 118, 118, 3),
    range(AU, "+61 491 574 ", 632, 632, 3),
    range(AU, "+61 491 575 ", 254, 254, 3),
    range(AU, "+61 491 575 ", 789, 789, 3),
    range(AU, "+61 491 576 ", 398, 398, 3),
    range(AU, "+61 491 576 ", 801, 801, 3),
    range(AU, "+61 491 577 ", 426, 426, 3),
    range(AU, "+61 491 577 ", 644, 644, 3),
    range(AU, "+61 491 578 ", 148, 148, 3),
    range(AU, "+61 491 578 ", 888, 888, 3),
    range(AU, "+61 491 578 ", 957, 957, 3),
    range(AU, "+61 491 579 ", 212, 212, 3),
    range(AU, "+61 491 579 ", 455, 455, 3),
    range(AU, "+61 491 579 ", 760, 760, 3),
    // Arcep, decision 2018-0881.
    range(FR, "+33 1 99 00 ", 0, 9999, 4),
    range(FR, "+33 2 61 91 ", 0, 9999, 4),
    range(FR, "+33 3 53 01 ", 0, 9999, 4),
    range(FR, "+33 4 65 71 ", 0, 9999, 4),
    range(FR, "+33 5 36 49 ", 0, 9999, 4),
    range(FR, "+33 6 39 98 ", 0, 9999, 4),
    // BNetzA, Mitteilung 148/2021.
    range(DE, "+49 30 23125 ", 0, 999, 3),
    range(DE, "+49 69 90009 ", 0, 999, 3),
    range(DE, "+49 40 66969 ", 0, 999, 3),
    range(DE, "+49 221 4710 ", 0, 999, 3),
    range(DE, "+49 89 99998 ", 0, 999, 3),
    range(DE, "+49 171 39200 ", 0, 99, 2),
    range(DE, "+49 176 040690 ", 0, 99, 2),
    // PTS, numbers for use in fiction.
    range(SE, "+46 70 174 06 ", 5, 99, 2),
    range(SE, "+46 31 390 06 ", 0, 99, 2),
    range(SE, "+46 40 628 04 ", 0, 99, 2),
    range(SE, "+46 8 465 004 ", 0, 99, 2),
    range(SE, "+46 980 319 2", 0, 99, 2),
];
