//! Addresses for documentation: RFC 5737 (IPv4), RFC 3849 and RFC 9637 (IPv6).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::rng::Cell;
use crate::schema::Network;

/// A documentation network, as an audit row keeps it: masked to /24 or /48.
pub fn documentation_network(cell: &mut Cell) -> Network {
    const V4: [[u8; 2]; 3] = [[192, 0], [198, 51], [203, 0]];
    const THIRD: [u8; 3] = [2, 100, 113];
    let choice = cell.below(10) as usize;
    if choice < 9 {
        let [a, b] = V4[choice % 3];
        let address = Ipv4Addr::new(a, b, THIRD[choice % 3], 0);
        return Network {
            address: IpAddr::V4(address),
            prefix: 24,
        };
    }
    let site = cell.below(1 << 16) as u16;
    let address = Ipv6Addr::new(0x2001, 0xdb8, site, 0, 0, 0, 0, 0);
    Network {
        address: IpAddr::V6(address),
        prefix: 48,
    }
}

/// Whether the address lies in a documentation range.
pub fn is_documentation_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            matches!(
                v4.octets(),
                [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
            )
        }
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000)
        }
    }
}
