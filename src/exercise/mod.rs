//! The product, used as people use it, over rows of which it is known what they should show.

pub mod browser;
