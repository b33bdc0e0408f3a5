//! The two cookies: the secret of a session, and that of a browser on its way to a provider and back.
//!
//! No page of another site sends them along with a form (`SameSite=Lax`), no script reads them (`HttpOnly`), and where
//! the server is reached through HTTPS no other server can set them (`__Host-`, RFC 6265bis, 4.1.3.2).

use axum::http::{HeaderMap, HeaderValue, header};
use scholargraph_community::Secret;

/// A cookie, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cookie(&'static str);

/// The secret of a session.
pub(crate) const SESSION: Cookie = Cookie("scholargraph");
/// The secret of a browser that is on its way.
pub(crate) const DEPARTURE: Cookie = Cookie("scholargraph-departure");

impl Cookie {
    /// The secret that a browser shows; `public_url` says under which name it has it.
    pub(crate) fn shown(self, headers: &HeaderMap, public_url: &str) -> Option<String> {
        named(headers, &self.name(public_url))
    }

    /// What makes a browser keep a secret for so many seconds.
    pub(crate) fn kept(self, secret: &Secret, lifetime: i64, public_url: &str) -> Option<HeaderValue> {
        self.written(secret.reveal(), lifetime, public_url)
    }

    /// What makes a browser forget it.
    pub(crate) fn forgotten(self, public_url: &str) -> Option<HeaderValue> {
        self.written("", 0, public_url)
    }

    fn written(self, secret: &str, lifetime: i64, public_url: &str) -> Option<HeaderValue> {
        let secure = if is_secure(public_url) { "; Secure" } else { "" };
        let name = self.name(public_url);
        format!("{name}={secret}; Path=/; Max-Age={lifetime}; HttpOnly; SameSite=Lax{secure}").try_into().ok()
    }

    fn name(self, public_url: &str) -> String {
        format!("{}{}", if is_secure(public_url) { "__Host-" } else { "" }, self.0)
    }
}

/// What a browser shows under this name.
pub(crate) fn named(headers: &HeaderMap, name: &str) -> Option<String> {
    let given = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = given.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|&(given, _)| given == name).map(|(_, value)| value.to_owned())
}

fn is_secure(public_url: &str) -> bool {
    public_url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTPS: &str = "https://graph.example.org";

    #[test]
    fn the_name_says_who_may_set_it() {
        let headers = HeaderMap::from_iter([(
            header::COOKIE,
            HeaderValue::from_static("a=b; scholargraph=1; __Host-scholargraph=2"),
        )]);
        assert_eq!(SESSION.shown(&headers, HTTPS).as_deref(), Some("2"));
        assert_eq!(SESSION.shown(&headers, "http://127.0.0.1:7474").as_deref(), Some("1"));
        assert_eq!(SESSION.shown(&HeaderMap::new(), HTTPS), None);
    }

    #[test]
    fn browsers_keep_it_to_themselves() {
        let text = SESSION.forgotten(HTTPS).unwrap();
        assert_eq!(text, "__Host-scholargraph=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
        assert!(!SESSION.forgotten("http://127.0.0.1:7474").unwrap().to_str().unwrap().contains("Secure"));
    }
}
