//! Where a request comes from: the connection's other end, or what a trusted proxy says of it.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;

use super::App;

/// The address that limits count. Of IPv6 the first 64 bits: the rest is the customer's to choose.
pub(crate) struct Address(pub(crate) String);

impl FromRequestParts<App> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = peer.map(|peer| origin(peer, &parts.headers, &site.trusted_proxies));
        Ok(Self(address.map_or_else(String::new, counted)))
    }
}

/// The nearest address that is no trusted proxy's. Each proxy appends the one it was asked by, so what stands
/// further left may be invented.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted =
        |address: &IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
    let lists = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let forwarded: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in forwarded.iter().rev() {
        if !is_trusted(&nearest) {
            break;
        }
        let Ok(address) = hop.parse() else { break };
        nearest = address;
    }
    nearest.to_canonical()
}

fn counted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for list in forwarded {
            headers.append("x-forwarded-for", list.parse().expect("a header"));
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|text| text.parse().expect("a network")).collect();
        counted(origin(peer.parse().expect("an address"), &headers, &trusted))
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_what_it_saw_itself() {
        let proxy = ["10.0.0.0/8"];
        let cases: [(&str, &[&str], &[&str], &str); 8] = [
            ("192.0.2.1", &[], &[], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.9"], &proxy, "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.9"], &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.9"], &proxy, "198.51.100.9"),
            ("10.0.0.1", &["6.6.6.6, 198.51.100.9"], &proxy, "198.51.100.9"),
            ("10.0.0.1", &["6.6.6.6", "198.51.100.9, 10.0.0.2"], &proxy, "198.51.100.9"),
            ("10.0.0.1", &["nonsense"], &proxy, "10.0.0.1"),
            ("::ffff:10.0.0.1", &["198.51.100.9"], &proxy, "198.51.100.9"),
        ];
        for (peer, forwarded, trusted, expected) in cases {
            assert_eq!(from(peer, forwarded, trusted), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_customer_s_many_addresses_count_as_one() {
        assert_eq!(from("2001:db8:1:2:3:4:5:6", &[], &[]), "2001:db8:1:2::/64");
        assert_eq!(from("::ffff:192.0.2.1", &[], &[]), "192.0.2.1");
    }
}
