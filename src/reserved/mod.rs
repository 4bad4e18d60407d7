//! The only e-mail addresses, phone numbers and networks that may be generated, and the
//! judge of whether a text holds any other.
//!
//! The same tables serve both, so a value that the generator makes is one that the judge
//! lets pass; tests hold both to a list written apart.

mod domains;
mod escapes;
mod judge;
mod mask;
mod networks;
mod phones;
mod strangers;

pub use domains::{CUSTOMER_DOMAINS, STAFF_DOMAIN, is_reserved_domain};
pub use judge::{Contact, ContactKind, contacts, offences};
pub use networks::{documentation_network, is_documentation_address};
pub use phones::{PhoneRange, is_reserved_phone, ranges_of};
pub use strangers::{Seen, Strangers};
