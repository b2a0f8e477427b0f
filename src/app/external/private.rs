//! Recognises addresses outside the public network.
//!
//! A book is untrusted input, for example if a CI server checks a pull request. Its links must not make that server
//! send requests to machines that only it can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether the host of an address is private by its name or IP address. A name can still resolve to a private IP
/// address; callers that resolve it must check the result with [`is_private`].
pub(super) fn names_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(number)) => is_private(IpAddr::V4(number)),
        Some(Host::Ipv6(number)) => is_private(IpAddr::V6(number)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let private = ["localhost", "local", "internal", "home.arpa"];
            private.iter().any(|one| {
                name.strip_suffix(one).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        }
        None => true,
    }
}

/// Whether an IP address is not routed on the public network.
pub(super) fn is_private(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(number) => is_private_v4(number),
        IpAddr::V6(number) => match embedded(number) {
            Some(inner) => is_private_v4(inner),
            None => is_private_v6(number),
        },
    }
}

fn is_private_v4(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    number.is_private()
        || number.is_loopback()
        || number.is_link_local()
        || number.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_private_v6(number: Ipv6Addr) -> bool {
    let [first, second, ..] = number.segments();
    // Only 2000::/3 is assigned to the public network; 2001:db8::/32 is for examples.
    first & 0xe000 != 0x2000 || (first == 0x2001 && second == 0x0db8)
}

/// The IPv4 address embedded in an IPv6 address: mapped, translated, or by 6to4.
fn embedded(number: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = number.segments();
    let joined = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0xffff) | (0x0064, 0xff9b, 0, 0, 0, 0) => Some(joined(g, h)),
        (0x2002, ..) => Some(joined(b, c)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_this_machine_can_reach_is_private() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f000001/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.0.1:8080/",
            "http://169.254.169.254/latest/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://224.0.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:a00:1::]/",
            "http://localhost/",
            "http://a.LOCALHOST./",
            "http://printer.local/",
            "http://metadata.google.internal/",
        ] {
            assert!(names_private(&Url::parse(url).unwrap()), "{url}");
        }
    }

    #[test]
    fn the_public_network_is_not() {
        for url in [
            "http://93.184.215.14/",
            "http://172.32.0.1/",
            "http://[2606:2800:21f::1]/",
            "https://local.example/",
            "https://mylocalhost/",
        ] {
            assert!(!names_private(&Url::parse(url).unwrap()), "{url}");
        }
    }
}
