//! Domains that lead nowhere (RFC 2606, RFC 6761).

/// Domains of customers' addresses, all under the reserved names.
///
/// Mostly `.example` and `.test`: example.com and its sisters have live DNS.
pub const CUSTOMER_DOMAINS: &[(&str, u32)] = &[
    ("mail.example", 30),
    ("post.example", 20),
    ("inbox.test", 20),
    ("family.example", 10),
    ("work.test", 10),
    ("example.com", 4),
    ("example.net", 3),
    ("example.org", 3),
];

/// The domain of admins' addresses.
pub const STAFF_DOMAIN: &str = "connsura.example";

/// Whether mail to this domain can reach nobody.
pub fn is_reserved_domain(domain: &str) -> bool {
    let domain = domain.as_bytes();
    let within = |name: &str| {
        let front = domain.len().checked_sub(name.len());
        front.is_some_and(|front| {
            domain[front..].eq_ignore_ascii_case(name.as_bytes())
                && (front == 0 || domain[front - 1] == b'.')
        })
    };
    [
        "example.com",
        "example.net",
        "example.org",
        "test",
        "example",
        "invalid",
    ]
    .into_iter()
    .any(within)
}
