//! Values as PostgreSQL holds them, whatever they are: an instant may be infinite or of a year
//! with six digits, and JSON of any depth. Reading one never fails.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Decode, Encode, Postgres, Type};

/// Days from 1970-01-01 to 2000-01-01, from which PostgreSQL counts.
const EPOCH: i64 = 10_957;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// A `timestamptz`: microseconds since 2000-01-01T00:00:00Z, or one of the infinities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    /// From what [`Instant::micros`] gave.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From microseconds since 1970-01-01T00:00:00Z.
    pub const fn from_unix_micros(micros: i64) -> Self {
        Self(micros.saturating_sub(EPOCH * DAY))
    }

    /// Now, by this machine's clock, in milliseconds as the columns have it.
    pub fn now() -> Self {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX / 1000);
        Self(millis.saturating_mul(1000).saturating_sub(EPOCH * DAY))
    }

    /// Microseconds since 2000-01-01T00:00:00Z; the least and the greatest number are the infinities.
    pub const fn micros(self) -> i64 {
        self.0
    }
}

/// As JavaScript's `toISOString` writes it, with a sign and six digits where four do not hold the
/// year, and with microseconds where there are any; `infinity` and `-infinity` as PostgreSQL does.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            i64::MAX => return f.write_str("infinity"),
            i64::MIN => return f.write_str("-infinity"),
            _ => {}
        }
        let (day, time) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        write_day(f, day)?;
        let seconds = time / SECOND;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "T{hours:02}:{minutes:02}:{:02}.", seconds % 60)?;
        match time % SECOND {
            micros if micros % 1000 == 0 => write!(f, "{:03}Z", micros / 1000),
            micros => write!(f, "{micros:06}Z"),
        }
    }
}

/// A `date`: days since 2000-01-01, or one of the infinities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i32);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            i32::MAX => f.write_str("infinity"),
            i32::MIN => f.write_str("-infinity"),
            days => write_day(f, days.into()),
        }
    }
}

/// Writes the day that lies so many days after 2000-01-01.
fn write_day(f: &mut fmt::Formatter<'_>, days: i64) -> fmt::Result {
    let (year, month, day) = civil(days + EPOCH);
    if (0..=9999).contains(&year) {
        write!(f, "{year:04}-{month:02}-{day:02}")
    } else {
        write!(f, "{year:+07}-{month:02}-{day:02}")
    }
}

/// Year, month and day of the proleptic Gregorian calendar, from days since 1970-01-01.
///
/// Years are counted from March, so that the leap day is a year's last
/// (<https://howardhinnant.github.io/date_algorithms.html#civil_from_days>).
fn civil(days: i64) -> (i64, i64, i64) {
    const DAYS_OF_400_YEARS: i64 = 146_097;
    let from_march = days + 719_468;
    let era = from_march.div_euclid(DAYS_OF_400_YEARS);
    let of_era = from_march.rem_euclid(DAYS_OF_400_YEARS);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_first = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_first + 2) / 5 + 1;
    let month = if march_first < 10 {
        march_first + 3
    } else {
        march_first - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// JSON as the database writes it: neither its numbers nor its depth are looked at.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The text.
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// The texts of a list; nothing of what is no list of texts.
    pub fn texts(&self) -> Option<Vec<Option<String>>> {
        serde_json::from_str(self.text()).ok()
    }
}

macro_rules! shown_as_text {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

shown_as_text!(Instant, Date);

impl Type<Postgres> for Instant {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("timestamptz")
    }
}

impl Type<Postgres> for Date {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("date")
    }
}

/// JSON is asked for as text: `column::text`.
impl Type<Postgres> for Json {
    fn type_info() -> PgTypeInfo {
        <String as Type<Postgres>>::type_info()
    }
}

impl PgHasArrayType for Instant {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("_timestamptz")
    }
}

impl<'r> Decode<'r, Postgres> for Instant {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(i64::from_be_bytes(binary(&value)?.try_into()?)))
    }
}

impl<'r> Decode<'r, Postgres> for Date {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(i32::from_be_bytes(binary(&value)?.try_into()?)))
    }
}

impl<'r> Decode<'r, Postgres> for Json {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <String as Decode<Postgres>>::decode(value)?;
        Ok(Self(RawValue::from_string(text)?))
    }
}

impl Encode<'_, Postgres> for Instant {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(&self.0.to_be_bytes());
        Ok(IsNull::No)
    }
}

/// The bytes of a value that was asked for by a prepared statement.
fn binary<'v>(value: &'v PgValueRef<'_>) -> Result<&'v [u8], BoxDynError> {
    match value.format() {
        PgValueFormat::Binary => Ok(value.as_bytes()?),
        PgValueFormat::Text => Err("the value came as text".into()),
    }
}
