//! The lists of the `fake` crate, for the locales that it has.
//!
//! Only lists that a locale itself declares are taken: where it declares none, the crate
//! silently hands out the English one.

use fake::locales::{
    AR_SA, CY_GB, DE_DE, Data, EN as EN_US, FA_IR, FR_FR, IT_IT, JA_JP, NL_NL, PT_BR as BR,
    PT_PT as PT, TR_TR, ZH_CN as CN, ZH_TW as TW,
};

use super::Pool;

const fn pool<L: Data>() -> Pool {
    Pool {
        given: L::NAME_FIRST_NAME,
        family: L::NAME_LAST_NAME,
    }
}

/// A name as it is meant: fake 5.1.0's lists hold four slips of the keyboard.
pub fn mended(name: &'static str) -> &'static str {
    match name {
        "D\"ávila" => "D'Ávila",
        "Floris," => "Floris",
        "Ricci\t" => "Ricci",
        "Özm\u{302}en" => "Özmen",
        fine => fine,
    }
}

/// English.
pub(in crate::words) static EN: &[Pool] = &[pool::<EN_US>()];
/// French.
pub(in crate::words) static FR: &[Pool] = &[pool::<FR_FR>()];
/// Chinese, simplified.
pub(in crate::words) static ZH_CN: &[Pool] = &[pool::<CN>()];
/// Chinese, traditional.
pub(in crate::words) static ZH_TW: &[Pool] = &[pool::<TW>()];
/// Japanese.
pub(in crate::words) static JA: &[Pool] = &[pool::<JA_JP>()];
/// Arabic.
pub(in crate::words) static AR: &[Pool] = &[pool::<AR_SA>()];
/// Persian.
pub(in crate::words) static FA: &[Pool] = &[pool::<FA_IR>()];
/// Portuguese of Brazil.
pub(in crate::words) static PT_BR: &[Pool] = &[pool::<BR>()];
/// Portuguese of Portugal.
pub(in crate::words) static PT_PT: &[Pool] = &[pool::<PT>()];
/// German.
pub(in crate::words) static DE: &[Pool] = &[pool::<DE_DE>()];
/// Italian.
pub(in crate::words) static IT: &[Pool] = &[pool::<IT_IT>()];
/// Dutch.
pub(in crate::words) static NL: &[Pool] = &[pool::<NL_NL>()];
/// Turkish.
pub(in crate::words) static TR: &[Pool] = &[pool::<TR_TR>()];
/// Welsh.
pub(in crate::words) static CY: &[Pool] = &[pool::<CY_GB>()];
