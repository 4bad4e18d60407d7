//! `connsura-seed retention`, as it is typed.
