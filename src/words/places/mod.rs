//! Addresses by country: real cities, invented streets, postcodes of a real format.

/// What an address in one country is made of.
#[derive(Debug, Clone, Copy)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub code: &'static str,
    /// Cities, each with what goes with it.
    pub cities: &'static [City],
    /// First address lines, in the country's order; `{n}` stands for the house number.
    pub streets: &'static [&'static str],
    /// Second address lines; `{n}` stands for a small number.
    pub second_lines: &'static [&'static str],
}

/// One city.
#[derive(Debug, Clone, Copy)]
pub struct City {
    /// The city's name in the country's own language and script.
    pub name: &'static str,
    /// State, province, county or prefecture, where addresses name one.
    pub region: Option<&'static str>,
    /// Postcode pattern: `#` is a digit, `@` a capital letter, all else stands for itself.
    pub postcode: &'static str,
    /// IANA time zone.
    pub time_zone: &'static str,
}

pub(in crate::words) mod au;
pub(in crate::words) mod br;
pub(in crate::words) mod ca;
pub(in crate::words) mod cn;
pub(in crate::words) mod de;
pub(in crate::words) mod eg;
pub(in crate::words) mod es;
pub(in crate::words) mod fr;
pub(in crate::words) mod gb;
pub(in crate::words) mod gr;
pub(in crate::words) mod hu;
pub(in crate::words) mod il;
pub(in crate::words) mod india;
pub(in crate::words) mod ir;
pub(in crate::words) mod it;
pub(in crate::words) mod jp;
pub(in crate::words) mod kr;
pub(in crate::words) mod mx;
pub(in crate::words) mod nl;
pub(in crate::words) mod pl;
pub(in crate::words) mod pt;
pub(in crate::words) mod ru;
pub(in crate::words) mod sa;
pub(in crate::words) mod se;
pub(in crate::words) mod th;
pub(in crate::words) mod tr;
pub(in crate::words) mod tw;
pub(in crate::words) mod us;
pub(in crate::words) mod vn;
