//! What somebody may do, whether by the API or by a page: each checks who asks and what is asked,
//! and writes its audit row in the transaction of the change.

pub mod log_in;
pub mod messages;
pub mod shares;
