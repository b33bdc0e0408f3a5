//! What programs do for owners of accounts.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::{
    common::{HOSTILE, Reply, Server},
    site::{Browser, Site, own, store},
};

/// A program that shows a token.
struct Program<'s> {
    site: &'s Site,
    token: String,
}

impl<'s> Program<'s> {
    /// With a token that `browser` makes for it.
    async fn of(site: &'s Site, browser: &Browser<'_>) -> Self {
        let page = browser.post("/account/tokens", &[("name", "a <b>program</b>")]).await;
        let (_, behind) = page.text().split_once("<code>").unwrap();
        Self { site, token: behind.split_once('<').unwrap().0.to_owned() }
    }

    async fn send(&self, method: &str, path: &str, body: &Value) -> Reply {
        let request =
            Request::builder().method(method).uri(path).header("authorization", format!("Bearer {}", self.token));
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.site.server.send(request.header("content-type", "application/json").body(body).unwrap()).await
    }

    async fn get(&self, path: &str) -> Value {
        self.send("GET", path, &Value::Null).await.json()
    }

    #[track_caller]
    fn did(reply: &Reply) {
        assert_eq!(reply.status.as_u16(), 204, "{}", reply.text());
    }
}

const REASON: &str = "My page at the university lists all of these works.";

#[tokio::test]
async fn programs_do_what_owners_do() {
    let site = Site::new().await;
    let (ada, charles) = (site.member("Ada").await, site.member("Charles").await);
    let program = Program::of(&site, &ada).await;
    Program::did(&program.send("PUT", "/v1/account/follows/topic:T1", &Value::Null).await);
    Program::did(&program.send("PUT", "/v1/account/follows/A9", &Value::Null).await);
    let follows = program.get("/v1/account/follows").await;
    let nodes: Vec<&str> = follows.as_array().unwrap().iter().map(|follow| follow["node"].as_str().unwrap()).collect();
    assert_eq!(nodes.len(), 2);
    assert!(nodes.contains(&"person:A1"), "a merged id leads on: {nodes:?}");
    Program::did(&program.send("DELETE", "/v1/account/follows/topic:T1", &Value::Null).await);
    let claimed = program.send("POST", "/v1/account/claims", &json!({"person": "A1", "reason": REASON})).await.json();
    assert_eq!(claimed, json!({"person": "person:A1", "state": "asked"}));
    let id = program.get("/v1/account/claims").await[0]["id"].as_str().unwrap().to_owned();
    site.server.state.community().unwrap().accept(&id, "mo", "").await.unwrap();
    Program::did(
        &program
            .send(
                "PUT",
                "/v1/account/claims/A1",
                &json!({"open_to": "Looms", "names": ["A. A. Byron"], "show_orcid": true}),
            )
            .await,
    );
    assert_eq!(site.server.get("/v1/people/A1").await.json()["open_to_collaborate"], true);

    let review = json!({"person": "A1", "works": ["W1"], "verdict": "not-mine"});
    Program::did(&program.send("POST", "/v1/account/reviews", &review).await);
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["works"], 1);
    assert_eq!(program.get("/v1/account/reviews").await[0]["work"], "work:W1");
    let back = json!({"person": "A1", "works": ["W1"], "verdict": null});
    Program::did(&program.send("POST", "/v1/account/reviews", &back).await);

    own(&site, &charles, "person:A2").await;
    let other = Program::of(&site, &charles).await;
    Program::did(&other.send("PUT", "/v1/account/confirmations/A1", &Value::Null).await);
    assert_eq!(other.get("/v1/account").await["confirmations"], json!(["person:A1"]));
    Program::did(&other.send("DELETE", "/v1/account/confirmations/A1", &Value::Null).await);

    let wish = json!({"person": "A1", "topic": "Engines", "message": "Shall we?", "works": ["W1"]});
    let begun = other.send("POST", "/v1/account/conversations", &wish).await.json();
    let talk = format!("/v1/account/conversations/{}", begun["id"].as_str().unwrap());
    Program::did(&program.send("POST", &talk, &json!({"act": "accept"})).await);
    Program::did(&program.send("POST", &format!("{talk}/messages"), &json!({"text": "Gladly <b>"})).await);
    assert_eq!(other.get("/v1/account/conversations").await[0]["unread"], 1);
    assert_eq!(other.get(&talk).await["messages"][1]["text"], "Gladly <b>");
    Program::did(&other.send("POST", &talk, &json!({"act": "close"})).await);
    Program::did(&program.send("DELETE", "/v1/account/claims/A1", &Value::Null).await);
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], false);
    let known = program.get("/v1/account").await;
    assert_eq!((&known["account"]["name"], &known["tokens"][0]["name"]), (&json!("Ada"), &json!("a <b>program</b>")));
    assert!(!known.to_string().contains(&program.token), "nobody finds a token out again");
}

#[tokio::test]
async fn tokens_open_their_own_account_and_no_more() {
    let site = Site::new().await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    let (program, other) = (Program::of(&site, &ada).await, Program::of(&site, &eve).await);
    own(&site, &ada, "person:A1").await;
    let wish = json!({"person": "A1", "works": ["W1"], "verdict": "not-mine"});
    let refused = other.send("POST", "/v1/account/reviews", &wish).await;
    assert_eq!(refused.problem(), (422, "refused".to_owned()));
    Program::did(&other.send("DELETE", "/v1/account/claims/A1", &Value::Null).await);
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], true, "hers stays");
    let own = program.get("/v1/account").await["tokens"][0]["id"].as_str().unwrap().to_owned();
    eve.post("/account/tokens/revoke", &[("token", &own)]).await;
    assert_eq!(program.send("GET", "/v1/account", &Value::Null).await.status.as_u16(), 200);
    assert_eq!(ada.post_from("cross-site", "/account/tokens", &[("name", "x")]).await.status.as_u16(), 403);
    ada.post("/account/tokens/revoke", &[("token", &own)]).await;
    for token in [program.token.as_str(), "", "sgk_", "sgk_0", HOSTILE, &"x".repeat(5000)] {
        let nobody = Program { site: &site, token: token.escape_default().to_string() };
        let reply = nobody.send("GET", "/v1/account", &Value::Null).await;
        assert_eq!(reply.problem(), (401, "not_signed_in".to_owned()), "{token}");
        assert_eq!((reply.header("www-authenticate"), reply.header("cache-control")), ("Bearer", "private, no-store"));
    }
    // Sessions are listed and ended, one's own alone.
    let session = Program::of(&site, &ada).await;
    let listed = session.get("/v1/account/sessions").await;
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    Program::did(&other.send("DELETE", &format!("/v1/account/sessions/{id}"), &Value::Null).await);
    assert_eq!(ada.get("/account").await.status.as_u16(), 200);
    Program::did(&session.send("DELETE", &format!("/v1/account/sessions/{id}"), &Value::Null).await);
    assert_eq!(ada.get("/account").await.status.as_u16(), 303);
    let news = session.get("/v1/account/news").await;
    assert_eq!(news, json!({"looked": 0, "newcomers": []}));
    // A cookie is nothing here, so no page of another site can make a browser do anything.
    assert_eq!(ada.get("/v1/account").await.status.as_u16(), 401);
    assert_eq!(Server::new().get("/v1/account").await.problem(), (404, "unknown_route".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_read_or_done_is_said() {
    let site = Site::new().await;
    let program = Program::of(&site, &site.member("Ada").await).await;
    let wrong = [
        ("POST", "/v1/account/claims", json!({"who": "A1"}), (400, "invalid_parameter")),
        ("POST", "/v1/account/claims", json!([]), (400, "invalid_parameter")),
        ("POST", "/v1/account/claims", json!({"person": "A1", "reason": "me"}), (422, "refused")),
        ("POST", "/v1/account/claims", json!({"person": "nobody", "reason": REASON}), (404, "unknown_id")),
        ("POST", "/v1/account/claims", json!({"person": "A1", "reason": "x".repeat(600_000)}), (413, "body_too_large")),
        ("PUT", "/v1/account/follows/nobody", Value::Null, (404, "unknown_id")),
        ("PUT", "/v1/account/follows/W1", Value::Null, (422, "refused")),
        (
            "POST",
            "/v1/account/reviews",
            json!({"person": "A1", "works": ["W1"], "verdict": "ours"}),
            (400, "invalid_parameter"),
        ),
        ("GET", "/v1/account/conversations/none", Value::Null, (422, "refused")),
        ("POST", "/v1/account/conversations/none", json!({"act": "dance"}), (400, "invalid_parameter")),
    ];
    for (method, path, body, (status, code)) in wrong {
        let reply = program.send(method, path, &body).await;
        assert_eq!(reply.problem(), (status, code.to_owned()), "{method} {path} {body}");
    }
    let (post, put) = ("POST /v1/account/news", "PUT /v1/account/sessions/x");
    for (asked, allowed) in [(post, "GET,HEAD"), (put, "DELETE")] {
        let (method, path) = asked.split_once(' ').unwrap();
        let reply = program.send(method, path, &Value::Null).await;
        assert_eq!(reply.problem(), (405, "method_not_allowed".to_owned()), "{asked}");
        assert_eq!(reply.header("allow"), allowed, "{asked}");
    }
    for number in 0..20 {
        program.send("POST", "/v1/account/claims", &json!({"person": "A1", "reason": REASON})).await;
        program.send("DELETE", "/v1/account/claims/A1", &Value::Null).await;
        let _ = number;
    }
    let reply = program.send("POST", "/v1/account/claims", &json!({"person": "A1", "reason": REASON})).await;
    assert_eq!(reply.problem(), (429, "too_many_tries".to_owned()));
    assert!(reply.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
}

#[tokio::test]
async fn moderators_decide_by_program_and_nobody_else() {
    let site = Site::new().await;
    let (mo, eve) = (site.member("Moderator").await, site.member("Eve").await);
    store(&site.server.state).set_moderator("9@example.org", true).await.unwrap();
    let (program, other) = (Program::of(&site, &mo).await, Program::of(&site, &eve).await);
    let wish = json!({"person": "A1", "email": "ada@example.com", "reason": REASON});
    Program::did(&other.send("POST", "/v1/account/hidings", &wish).await);
    other.send("POST", "/v1/account/claims", &json!({"person": "A2", "reason": REASON})).await;
    let waiting = program.get("/v1/account/moderation").await;
    let id = |what: &str| format!("/v1/account/moderation/{}", waiting[what][0]["id"].as_str().unwrap());
    let claim = id("claims");
    let (hide, accept) = (json!({"decision": "hide"}), json!({"decision": "accept", "note": "Welcome!"}));
    for (path, decision) in [(id("hidings"), &hide), (claim.clone(), &accept)] {
        let refused = other.send("POST", &path, decision).await;
        assert_eq!(refused.problem(), (404, "unknown_route".to_owned()));
    }
    assert_eq!(other.send("GET", "/v1/account/moderation", &Value::Null).await.status.as_u16(), 404);
    assert_eq!(site.server.get("/v1/people/A1").await.status.as_u16(), 200);
    Program::did(&program.send("POST", &id("hidings"), &hide).await);
    assert_eq!(site.server.get("/v1/people/A1").await.status.as_u16(), 404);
    Program::did(&program.send("POST", &claim, &accept).await);
    assert_eq!(site.server.get("/v1/people/A2").await.json()["claimed"], true);
    let unknown = program.send("POST", &claim, &json!({"decision": "dance"})).await;
    assert_eq!(unknown.problem(), (400, "invalid_parameter".to_owned()));
    // Tokens are listed without what they are, and taken back, one's own alone.
    let tokens = program.get("/v1/account/tokens").await;
    assert!(!tokens.to_string().contains(&program.token));
    let own = format!("/v1/account/tokens/{}", tokens[0]["id"].as_str().unwrap());
    Program::did(&other.send("DELETE", &own, &Value::Null).await);
    Program::did(&program.send("DELETE", &own, &Value::Null).await);
    assert_eq!(program.send("GET", "/v1/account", &Value::Null).await.status.as_u16(), 401);
}
