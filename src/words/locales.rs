//! The locales that customers come from.

use super::dialogue::{self as said, Dialogue};
use super::names::{self, Pool};
use super::places::{self as at, Country};

/// In which order the parts of a name are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOrder {
    /// Given name, space, family name.
    GivenFirst,
    /// Family name, space, given name.
    FamilyFirst,
    /// Family name and given name without a space.
    FamilyFirstJoined,
}

/// A language as it is used somewhere, with all that a customer of it needs.
#[derive(Debug, Clone, Copy)]
pub struct Locale {
    /// The name that scenarios use: a BCP 47 tag.
    pub tag: &'static str,
    /// The language's name in itself.
    pub endonym: &'static str,
    /// The script that it is written in (ISO 15924).
    pub script: &'static str,
    /// Names.
    pub names: &'static [Pool],
    /// How the parts of a name stand together.
    pub order: NameOrder,
    /// Where its customers live, by weight.
    pub countries: &'static [(&'static Country, u32)],
    /// What is said in it.
    pub dialogues: &'static [Dialogue],
}

impl Locale {
    /// The locale with this tag.
    pub fn find(tag: &str) -> Option<&'static Self> {
        LOCALES.iter().find(|locale| locale.tag == tag)
    }

    /// The BCP 47 tag of this language in a country: `en` in Canada is `en-CA`.
    pub fn write_regional_tag(&self, country: &Country, out: &mut String) {
        out.push_str(self.tag);
        if !self.tag.contains('-') {
            out.push('-');
            out.push_str(country.code);
        }
    }
}

use NameOrder::{FamilyFirst, FamilyFirstJoined, GivenFirst};

macro_rules! locale {
    ($tag:literal $endonym:literal $script:literal, $names:path, $order:ident,
     [$($country:ident $weight:literal),+], $dialogue:ident) => {
        Locale {
            tag: $tag,
            endonym: $endonym,
            script: $script,
            names: $names,
            order: $order,
            countries: &[$((&at::$country::COUNTRY, $weight)),+],
            dialogues: said::$dialogue::DIALOGUES,
        }
    };
}

/// All locales, by tag.
pub static LOCALES: &[Locale] = &[
    locale!("ar" "العربية" "Arab", names::fake::AR, GivenFirst, [sa 3, eg 2], ar),
    locale!("cy" "Cymraeg" "Latn", names::fake::CY, GivenFirst, [gb 1], cy),
    locale!("de" "Deutsch" "Latn", names::fake::DE, GivenFirst, [de 1], de),
    locale!("el" "Ελληνικά" "Grek", names::el::POOLS, GivenFirst, [gr 1], el),
    locale!("en" "English" "Latn", names::fake::EN, GivenFirst, [gb 4, us 4, au 2, ca 2], en),
    locale!("es" "Español" "Latn", names::es::POOLS, GivenFirst, [es 3, mx 2, us 1], es),
    locale!("fa" "فارسی" "Arab", names::fake::FA, GivenFirst, [ir 1], fa),
    locale!("fr" "Français" "Latn", names::fake::FR, GivenFirst, [fr 4, ca 1], fr),
    locale!("he" "עברית" "Hebr", names::he::POOLS, GivenFirst, [il 1], he),
    locale!("hi" "हिन्दी" "Deva", names::hi::POOLS, GivenFirst, [india 1], hi),
    locale!("hu" "Magyar" "Latn", names::hu::POOLS, FamilyFirst, [hu 1], hu),
    locale!("it" "Italiano" "Latn", names::fake::IT, GivenFirst, [it 1], it),
    locale!("ja" "日本語" "Jpan", names::fake::JA, FamilyFirst, [jp 1], ja),
    locale!("ko" "한국어" "Kore", names::ko::POOLS, FamilyFirstJoined, [kr 1], ko),
    locale!("nl" "Nederlands" "Latn", names::fake::NL, GivenFirst, [nl 1], nl),
    locale!("pl" "Polski" "Latn", names::pl::POOLS, GivenFirst, [pl 1], pl),
    locale!("pt-BR" "Português (Brasil)" "Latn", names::fake::PT_BR, GivenFirst, [br 1], pt),
    locale!("pt-PT" "Português" "Latn", names::fake::PT_PT, GivenFirst, [pt 1], pt),
    locale!("ru" "Русский" "Cyrl", names::ru::POOLS, GivenFirst, [ru 1], ru),
    locale!("sv" "Svenska" "Latn", names::sv::POOLS, GivenFirst, [se 1], sv),
    locale!("th" "ไทย" "Thai", names::th::POOLS, GivenFirst, [th 1], th),
    locale!("tr" "Türkçe" "Latn", names::fake::TR, GivenFirst, [tr 1], tr),
    locale!("vi" "Tiếng Việt" "Latn", names::vi::POOLS, FamilyFirst, [vn 1], vi),
    locale!("zh-CN" "简体中文" "Hans", names::fake::ZH_CN, FamilyFirstJoined, [cn 1], zh_hans),
    locale!("zh-TW" "繁體中文" "Hant", names::fake::ZH_TW, FamilyFirstJoined, [tw 1], zh_hant),
];
