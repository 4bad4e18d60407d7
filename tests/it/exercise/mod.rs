//! The product, used as people use it.

mod browser;
