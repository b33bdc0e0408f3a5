//! Moderators in the browser, and people who ask to be hidden.

use crate::{
    common::HOSTILE,
    site::{Browser, Site, leads_to, store},
};

const REASON: &str = "The page is about me, and I am threatened for my work.";

/// A browser in which a moderator is signed in.
async fn moderator(site: &Site) -> Browser<'_> {
    let browser = site.member("Moderator").await;
    store(&site.server.state).set_moderator("9@example.org", true).await.unwrap();
    browser
}

/// The first id in the forms of a page.
fn id(page: &str) -> String {
    let (_, behind) = page.split_once("name=\"id\" value=\"").unwrap_or_else(|| panic!("no form in {page}"));
    behind.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn somebody_without_an_account_is_hidden_everywhere() {
    let site = Site::new().await;
    let (stranger, mo) = (site.browser(), moderator(&site).await);
    assert!(stranger.get("/people/A1").await.text().contains("Ask for it to be hidden"));
    assert!(stranger.get("/hide?person=person%3AA9").await.text().contains("Ada Lovelace"));
    let wish = |reason| [("person", "person:A9"), ("email", "ada@example.com"), ("reason", reason)];
    assert_eq!(stranger.post("/hide", &wish("please")).await.status.as_u16(), 422);
    let asked = stranger.post("/hide", &wish(&format!("{REASON} {HOSTILE}"))).await;
    assert!(asked.status.is_success() && asked.text().contains("Moderators read it."), "{}", asked.text());
    assert_eq!(site.server.get("/v1/people/A1").await.status.as_u16(), 200, "asking hides nobody");
    let page = mo.get("/moderation").await;
    assert!(page.text().contains("ada@example.com") && !page.text().contains("<script>alert"), "{}", page.text());
    let wish_id = id(page.text());
    leads_to(&mo.post("/moderation", &[("act", "hide"), ("id", &wish_id)]).await, "/moderation");
    for gone in ["/v1/people/A1", "/people/A1", "/v1/people/A1/slice", "/v1/people/A9"] {
        assert_eq!(site.server.get(gone).await.status.as_u16(), 404, "{gone}");
    }
    for question in ["/v1/works/W1", "/v1/people/A2", "/v1/people/A2/slice", "/v1/search?q=lovelace", "/works/W1"] {
        let answer = site.server.get(question).await;
        assert!(answer.status.is_success() && !answer.text().contains("Ada Lovelace"), "{question}: {}", answer.text());
    }
    leads_to(&mo.post("/moderation", &[("act", "show"), ("id", &wish_id)]).await, "/moderation");
    assert_eq!(site.server.get("/v1/people/A1").await.status.as_u16(), 200);
}

#[tokio::test]
async fn moderators_decide_and_nobody_else() {
    let site = Site::new().await;
    let (mo, eve) = (moderator(&site).await, site.member("Eve").await);
    eve.post("/claim", &[("person", "person:A1"), ("reason", "I wrote the <b>notes</b> that they list.")]).await;
    assert!(mo.get("/account").await.text().contains("href=\"/moderation\""));
    assert!(!eve.get("/account").await.text().contains("href=\"/moderation\""));
    let page = mo.get("/moderation").await;
    assert!(page.text().contains("I wrote the &lt;b&gt;notes&lt;/b&gt; that they list."), "{}", page.text());
    let accept = [("act", "accept"), ("id", &id(page.text())), ("note", "Welcome!")];
    assert_eq!(eve.post("/moderation", &accept).await.status.as_u16(), 404);
    assert_eq!(eve.get("/moderation").await.status.as_u16(), 404);
    leads_to(&site.browser().post("/moderation", &accept).await, "/sign-in?next=%2Fmoderation");
    assert_eq!(mo.post_from("cross-site", "/moderation", &accept).await.status.as_u16(), 403);
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], false);
    leads_to(&mo.post("/moderation", &accept).await, "/moderation");
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], true);
    assert_eq!(mo.post("/moderation", &accept).await.status.as_u16(), 422, "it is decided");
}
