//! A server with accounts, and browsers that look at it.

use std::{cell::RefCell, fs, path::PathBuf, time::Duration};

use axum::{body::Body, http::Request};
use scholargraph_community::{Address, Community, Mailer, Options};

use crate::common::{Reply, Server};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// A server with accounts.
pub(crate) struct Site {
    pub(crate) server: Server,
    pub(crate) mail: PathBuf,
    _folder: tempfile::TempDir,
}

impl Site {
    pub(crate) async fn new() -> Self {
        Self::at(Server::new()).await
    }

    /// With a store of its own.
    pub(crate) async fn at(server: Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::file(&folder.path().join("community.sqlite"));
        Self::with_store(server, &address, folder).await
    }

    /// With the store at `address`, and `folder` for its letters.
    pub(crate) async fn with_store(server: Server, address: &Address, folder: tempfile::TempDir) -> Self {
        let mail = folder.path().join("mail");
        let mailer = Mailer::folder(&mail, "graph@example.org").unwrap();
        let options = Options { public_url: "https://graph.example.org".to_owned(), ..Options::default() };
        server.state.set_community(Community::open(address, mailer, options).await.unwrap());
        Self { server, mail, _folder: folder }
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookie: RefCell::default() }
    }

    /// The link in the letter that arrives next.
    pub(crate) async fn link(&self) -> String {
        for _ in 0..500 {
            for file in fs::read_dir(&self.mail).unwrap() {
                let file = file.unwrap().path();
                let letter = fs::read_to_string(&file).unwrap().replace("=\r\n", "").replace("=3D", "=");
                if let Some((_, link)) = letter.split_once("\r\nhttps://graph.example.org/confirm?") {
                    fs::remove_file(file).unwrap();
                    return link.split_whitespace().next().unwrap().to_owned();
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no letter arrived");
    }

    /// A browser in which somebody is signed in.
    pub(crate) async fn member(&self, name: &str) -> Browser<'_> {
        let browser = self.browser();
        let email = format!("{}@example.org", name.len());
        browser.post("/sign-up", &[("email", &email), ("name", name), ("new", PASSWORD)]).await;
        let link = self.link().await;
        let (_, token) = link.split_once("token=").unwrap();
        browser.post("/confirm", &[("token", token), ("password", PASSWORD)]).await;
        browser
    }
}

/// What a browser does: it keeps cookies, and says which page a form is of.
pub(crate) struct Browser<'s> {
    pub(crate) site: &'s Site,
    pub(crate) cookie: RefCell<String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&self, uri: &str) -> Reply {
        let cookie = self.cookie.borrow().clone();
        self.site.server.get_with(uri, "cookie", &cookie).await
    }

    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_from("same-origin", uri, fields).await
    }

    pub(crate) async fn post_from(&self, site: &str, uri: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", self.cookie.borrow().clone())
            .header("sec-fetch-site", site)
            .header("user-agent", "Test/1.0");
        let reply = self.site.server.send(request.body(Body::from(body)).unwrap()).await;
        if let Some((pair, _)) = reply.header("set-cookie").split_once(';') {
            *self.cookie.borrow_mut() = pair.to_owned();
        }
        reply
    }

    pub(crate) async fn follow(&self, node: &str, follow: &str) -> Reply {
        self.post("/follow", &[("node", node), ("follow", follow), ("next", "/people/A1")]).await
    }
}

#[track_caller]
pub(crate) fn leads_to(reply: &Reply, place: &str) {
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, place), "{}", reply.text());
}

pub(crate) fn store(state: &scholargraph_server::AppState) -> &Community {
    state.community().unwrap()
}

pub(crate) async fn claim_of(browser: &Browser<'_>) -> String {
    browser.get("/account/export").await.json()["claims"][0]["id"].as_str().unwrap().to_owned()
}

/// Lets somebody own the page of a person.
pub(crate) async fn own(site: &Site, browser: &Browser<'_>, person: &str) {
    let reason = "My page at the university lists all of these works.";
    browser.post("/claim", &[("person", person), ("reason", reason)]).await;
    let claims = browser.get("/account/export").await.json()["claims"].clone();
    let claim = claims.as_array().unwrap().iter().find(|claim| claim["person"] == person).unwrap();
    store(&site.server.state).accept(claim["id"].as_str().unwrap(), "mo", "").await.unwrap();
}
