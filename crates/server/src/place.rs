//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Where a request comes from: the other end of the connection, or, behind a proxy, where that one says. An embedding
/// program that tells neither has everybody come from one place.
pub(crate) fn place(extensions: &Extensions, headers: &HeaderMap, behind_proxy: bool) -> IpAddr {
    let forwarded = || {
        let said = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        said.flat_map(|value| value.split(',')).last()?.trim().parse().ok()
    };
    let told = if behind_proxy { forwarded() } else { None };
    let peer = || extensions.get::<Peer>().map(|peer| peer.0.ip());
    told.or_else(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_proxy_is_believed() {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(([10, 0, 0, 1], 80).into()));
        // The first was sent by the client itself.
        let headers = HeaderMap::from_iter([(
            "x-forwarded-for".parse().unwrap(),
            HeaderValue::from_static("1.1.1.1, 192.0.2.7"),
        )]);
        let place = |behind_proxy| place(&extensions, &headers, behind_proxy).to_string();
        assert_eq!((place(true).as_str(), place(false).as_str()), ("192.0.2.7", "10.0.0.1"));
    }
}
