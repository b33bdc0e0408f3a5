//! What owners of pages say of their works, and co-authors of each other's pages.

use crate::{
    common::{Server, corrected, institution, loaded, work},
    site::{Site, leads_to, own, store},
};

/// Are the answers those of a build with the corrections that the store exports?
async fn is_as_rebuilt(site: &Site, base: &scholargraph::Graph, exported: usize) {
    let corrections = scholargraph_server::corrections(base, &store(&site.server.state).curated());
    assert_eq!(corrections.len(), exported);
    let rebuilt = Server::of(corrected("a small corpus", corrections, &[]));
    for question in QUESTIONS {
        let (now, then) = (site.server.get(question).await, rebuilt.get(question).await);
        assert_eq!((now.status, now.text()), (then.status, then.text()), "{question}");
    }
}

/// Every answer about the small corpus that knows of authorships.
const QUESTIONS: [&str; 19] = [
    "/v1/people/A1/works",
    "/v1/people/A1/timeline",
    "/v1/people/A1/collaborators",
    "/v1/people/A2/collaborators",
    "/v1/people/A3/collaborators",
    "/v1/people/A1/slice",
    "/v1/people/A2/slice?layout=true",
    "/v1/works/W1",
    "/v1/works/W1/slice",
    "/v1/topics/T1/slice",
    "/v1/institutions/I2",
    "/v1/institutions/I2/slice",
    "/v1/people/A2",
    "/v1/paths?from=A1&to=A3",
    "/v1/search?q=ada",
    "/v1/search?q=engine",
    "/v1/search?q=augusta+byr",
    "/v1/search?q=byron",
    "/v1/people/A3",
];

#[tokio::test]
async fn what_an_owner_takes_off_leaves_every_answer_at_once() {
    let base = corrected("a small corpus", Vec::new(), &[]);
    let site = Site::at(Server::of(base.clone())).await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    own(&site, &ada, "person:A1").await;
    let before = site.server.get("/v1/people/A1").await;
    assert_eq!(before.json()["summary"]["works"], 2);
    let page = ada.get("/review?person=person%3AA1").await;
    assert!(
        page.text().contains("Notes on the Analytical Engine") && page.text().contains("All on this page are mine")
    );
    let said =
        |works, verdict| [("person", "person:A1"), ("works", works), ("verdict", verdict), ("next", "/people/A1")];
    leads_to(&ada.post("/review", &said("work:W1", "not-mine")).await, "/people/A1");

    // The same as a build with the corrections that the store exports.
    is_as_rebuilt(&site, &base, 1).await;
    assert_ne!(site.server.get("/v1/people/A1").await.header("etag"), before.header("etag"));
    let works = site.server.get("/v1/people/A1").await.json();
    assert_eq!((&works["summary"]["works"], &works["works"][0]["id"]), (&1.into(), &"10.5555/a/b".into()));
    let page = site.browser().get("/works/W1").await;
    assert!(page.text().contains("Ada Lovelace") && !page.text().contains("href=\"/people/A1\""), "a bare name stays");
    assert!(ada.get("/review?person=person%3AA1").await.text().contains("It is mine after all"));

    // Another snapshot is served without it from its first answer on.
    site.server.state.replace(loaded(base));
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["works"], 1);

    // A merged id means the work that it was merged into.
    leads_to(&ada.post("/review", &said("work:W9", "mine")).await, "/people/A1");
    let trust = site.server.get("/v1/people/A1").await.json()["trust"].clone();
    assert!(trust["evidence"].as_array().unwrap().iter().any(|found| found["code"] == "C2"), "{trust}");
    leads_to(&ada.post("/review", &said("work:W1", "")).await, "/people/A1");
    assert_eq!(site.server.get("/v1/people/A1").await.header("etag").len(), before.header("etag").len());
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"], before.json()["summary"]);

    // Nobody else does it.
    assert_eq!(eve.post("/review", &said("work:W1", "not-mine")).await.status.as_u16(), 422);
    assert_eq!(eve.get("/review?person=person%3AA1").await.status.as_u16(), 404);
    assert_eq!(ada.post_from("cross-site", "/review", &said("work:W1", "not-mine")).await.status.as_u16(), 403);
    leads_to(&site.browser().post("/review", &said("work:W1", "not-mine")).await, "/sign-in?next=%2Fpeople%2FA1");
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["works"], 2);
}

#[tokio::test]
async fn co_authors_confirm_each_others_pages() {
    let site = Site::new().await;
    let (ada, charles, luigi, joseph) =
        (site.member("A").await, site.member("Ch").await, site.member("Lui").await, site.member("Jose").await);
    for (browser, person) in
        [(&ada, "person:A1"), (&charles, "person:A2"), (&luigi, "person:A3"), (&joseph, "person:A4")]
    {
        own(&site, browser, person).await;
    }
    let confirm = [("person", "person:A1"), ("confirm", "yes"), ("next", "/people/A1")];
    assert!(charles.get("/people/A1").await.text().contains("Confirm that this page is theirs"));
    assert!(!joseph.get("/people/A1").await.text().contains("Confirm that this page"), "they share no work");
    assert!(!ada.get("/people/A1").await.text().contains("Confirm that this page"));
    leads_to(&charles.post("/confirmation", &confirm).await, "/people/A1");
    leads_to(&joseph.post("/confirmation", &confirm).await, "/people/A1");
    let score = || async {
        let trust = site.server.get("/v1/people/A1").await.json()["trust"].clone();
        trust["evidence"].as_array().unwrap().iter().any(|found| found["code"] == "C3")
    };
    assert!(!score().await, "one co-author, and one who shares no work");
    luigi.post("/confirmation", &confirm).await;
    assert!(score().await && luigi.get("/people/A1").await.text().contains("You confirm that this page is theirs."));
    luigi.post("/confirmation", &[("person", "person:A1"), ("confirm", "no"), ("next", "/people/A1")]).await;
    assert!(!score().await);
    assert_eq!(luigi.post_from("cross-site", "/confirmation", &confirm).await.status.as_u16(), 403);
    assert_eq!(ada.post("/confirmation", &confirm).await.status.as_u16(), 422);
    leads_to(&site.browser().post("/confirmation", &confirm).await, "/sign-in?next=%2Fpeople%2FA1");
}

#[tokio::test]
async fn owners_show_where_they_are() {
    let mut earlier = work("W0", "Earlier", 2001, &["A1"]);
    earlier.authorships[0].institutions = vec![institution("I1", "University of Example")];
    let site = Site::at(Server::of(corrected("a small corpus", Vec::new(), &[earlier]))).await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    own(&site, &ada, "person:A1").await;
    let first = async || site.server.get("/v1/people/A1").await.json()["affiliations"][0]["id"].clone();
    assert_eq!(first().await, "I2");
    assert!(ada.get("/account").await.text().contains("Where you are, shown first"));
    let choice = [("person", "person:A1"), ("institution", "institution:I1")];
    assert_eq!(eve.post("/claim/affiliation", &choice).await.status.as_u16(), 422);
    assert_eq!(ada.post_from("cross-site", "/claim/affiliation", &choice).await.status.as_u16(), 403);
    assert_eq!(first().await, "I2");
    leads_to(&ada.post("/claim/affiliation", &choice).await, "/account");
    assert_eq!(first().await, "I1");
    let page = site.browser().get("/people/A1").await;
    let (_, head) = page.text().split_once("Researcher · ").unwrap();
    assert!(head.starts_with("<a href=\"/institutions/I1\">"), "{}", &head[..100]);
    // One that is not on the record is not shown.
    ada.post("/claim/affiliation", &[("person", "person:A1"), ("institution", "institution:I9")]).await;
    assert_eq!(first().await, "I2");
}

#[tokio::test]
async fn owners_are_found_by_what_they_are_called() {
    let base = corrected("a small corpus", Vec::new(), &[]);
    let site = Site::at(Server::of(base.clone())).await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    own(&site, &ada, "person:A1").await;
    let found = async |text: &str| {
        let hits = site.server.get(&format!("/v1/search?q={text}")).await.json()["hits"].clone();
        hits.as_array().unwrap().iter().any(|hit| hit["id"] == "A1")
    };
    assert!(!found("augusta").await);
    let names = [("person", "person:A1"), ("names", "Augusta  Byron\r\n\r\nZoë <b>Byron</b>\r\nAda Lovelace")];
    assert_eq!(eve.post("/claim/names", &names).await.status.as_u16(), 422);
    assert_eq!(ada.post_from("cross-site", "/claim/names", &names).await.status.as_u16(), 403);
    assert!(!found("augusta").await);
    leads_to(&ada.post("/claim/names", &names).await, "/account");
    assert!(found("augusta+byron").await && found("zoe").await && found("lovelace").await);
    is_as_rebuilt(&site, &base, 3).await;
    let page = site.browser().get("/people/A1").await;
    assert!(page.text().contains("Augusta Byron") && !page.text().contains("<b>Byron"));
    assert!(ada.get("/account").await.text().contains("Augusta Byron\nZo"));
    // Another snapshot is served with them from its first answer on.
    site.server.state.replace(loaded(base));
    assert!(found("augusta").await);
    leads_to(&ada.post("/claim/names", &[("person", "person:A1"), ("names", "")]).await, "/account");
    assert!(!found("augusta").await && found("lovelace").await);
    let long = "x".repeat(201);
    let said = ada.post("/claim/names", &[("person", "person:A1"), ("names", &long)]).await;
    assert!(said.status.as_u16() == 422 && said.text().contains("at most 20 further names"));
}

#[tokio::test]
async fn the_records_of_one_owner_become_one_person_in_the_next_build() {
    let base = corrected("a small corpus", Vec::new(), &[]);
    let site = Site::at(Server::of(base.clone())).await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    for person in ["person:A1", "person:A4"] {
        own(&site, &ada, person).await;
    }
    own(&site, &eve, "person:A2").await;
    let owned = store(&site.server.state).records_of_one();
    assert_eq!(owned, [["person:A1", "person:A4"]]);
    let united = corrected("a small corpus", scholargraph_server::unions(&base, &owned), &[]);
    let found = |id: &str| united.resolve(None, id).unwrap().node;
    assert!(found("A1") == found("A4") && found("A1") != found("A2"));
    assert!(scholargraph_server::unions(&united, &owned).is_empty(), "they are one already");
    site.server.state.replace(loaded(united));
    let tending = tokio::spawn(scholargraph_server::tend(site.server.state.clone()));
    for _ in 0..600 {
        if store(&site.server.state).records_of_one().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    tending.abort();
    assert!(
        ada.get("/people/A1").await.text().contains("Review your works")
            && store(&site.server.state).records_of_one().is_empty()
    );
}
