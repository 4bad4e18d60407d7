//! The command `connsura-seed`.

fn main() {}
