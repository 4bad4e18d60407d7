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
    let domain = domain.to_ascii_lowercase();
    let within = |name: &str| {
        domain
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
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
