//! The platform around a server: its cookie and its tokens.

use std::time::{Duration, SystemTime};

use axum::{Json, Router, body::Body, http::Request, routing::get};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserName, IssuerUrl, JsonWebKeyId, PrivateSigningKey, StandardClaims,
    SubjectIdentifier,
    core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm},
};
use scholargraph_community::{Address, Community, Mailer, Options};
use serde_json::json;

use crate::common::{Reply, Server};

/// A platform, and a server that believes it.
struct Platform {
    issuer: String,
    server: Server,
    _folder: tempfile::TempDir,
}

fn key() -> CoreEdDsaPrivateSigningKey {
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n-----END PRIVATE KEY-----\n";
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new("key".to_owned()))).unwrap()
}

impl Platform {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let keys = get(async || Json(json!({ "keys": [key().as_verification_key()] })));
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/keys", keys)).await });
        let host =
            json!({"issuer": issuer, "audience": "graph", "keys": format!("{issuer}/keys"), "cookie": "platform"});
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            public_url: "https://graph.example.org".to_owned(),
            passwords: false,
            host: Some(serde_json::from_value(host).unwrap()),
            ..Options::default()
        };
        let mailer = Mailer::folder(&folder.path().join("mail"), "graph@example.org").unwrap();
        let address = Address::file(&folder.path().join("community.sqlite"));
        let server = Server::new();
        server.state.set_community(Community::open(&address, mailer, options).await.unwrap());
        Self { issuer, server, _folder: folder }
    }

    fn token(&self, name: &str) -> String {
        let now = SystemTime::now();
        let who = StandardClaims::new(SubjectIdentifier::new(name.to_owned()))
            .set_name(Some(EndUserName::new(name.to_owned()).into()));
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(self.issuer.clone()).unwrap(),
            vec![Audience::new("graph".to_owned())],
            (now + Duration::from_secs(60)).into(),
            now.into(),
            who,
            EmptyAdditionalClaims {},
        );
        CoreIdToken::new(claims, &key(), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap().to_string()
    }

    async fn follow(&self, token: &str, site: &str) -> Reply {
        let request = Request::post("/follow")
            .header("cookie", format!("other=1; platform={token}"))
            .header("sec-fetch-site", site)
            .header("content-type", "application/x-www-form-urlencoded");
        let form = "node=person%3AA1&follow=yes&next=%2Fpeople%2FA1";
        self.server.send(request.body(Body::from(form)).unwrap()).await
    }
}

#[tokio::test]
async fn its_cookie_and_its_tokens_say_who_asks() {
    let platform = Platform::start().await;
    let token = platform.token("Ada");
    let page = platform.server.get_with("/people/A1", "cookie", &format!("platform={token}")).await;
    assert!(page.text().contains("Ada") && page.text().contains(">Follow</button>"), "{}", page.text());
    assert_eq!((page.header("cache-control"), page.header("etag")), ("private, no-store", ""));
    assert_eq!(platform.follow(&token, "same-origin").await.status.as_u16(), 303);
    assert_eq!(platform.server.get("/v1/people/A1").await.json()["summary"]["followers"], 1);
    assert_eq!(platform.follow(&platform.token("Eve"), "cross-site").await.status.as_u16(), 403);
    let program = platform.server.get_with("/v1/account", "authorization", &format!("Bearer {token}")).await;
    assert_eq!(program.json()["follows"][0]["node"], "person:A1");
    let forged = format!("{token}x");
    assert_eq!(platform.server.get_with("/v1/account", "authorization", &format!("Bearer {forged}")).await.status, 401);
    let page = platform.server.get_with("/account", "cookie", &format!("platform={forged}")).await;
    assert_eq!(page.header("location"), "/sign-in?next=%2Faccount");
    // There are no passwords here, so there is nothing to open an account with.
    for path in ["/sign-up", "/forgotten", "/confirm", "/new-password"] {
        assert_eq!(platform.server.get(path).await.status, 404, "{path}");
    }
    assert!(!platform.server.get("/sign-in").await.text().contains("Password"));
}
