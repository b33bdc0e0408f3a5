//! The explorer's page, what it loads, and what stands there without it.

use serde_json::Value;

use crate::common::Server;

/// What stands between `start` and `end`, for the first time.
fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    let rest = html.split_once(start).unwrap_or_else(|| panic!("{start} is not in {html}")).1;
    rest.split_once(end).unwrap().0
}

#[tokio::test]
async fn what_it_loads_may_be_kept_for_good() {
    let server = Server::new().nested("/graph");
    let html = server.get("/graph/explore?focus=A1").await.text().to_owned();
    for (start, media_type) in [
        ("<script type=\"module\" src=\"", "text/javascript; charset=utf-8"),
        ("<link rel=\"stylesheet\" href=\"/graph/assets", "text/css; charset=utf-8"),
    ] {
        let address = between(&html, start, "\"");
        let address =
            if address.starts_with("/graph") { address.to_owned() } else { format!("/graph/assets{address}") };
        let reply = server.get(&address).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, media_type), "{address}");
        assert!(reply.header("cache-control").contains("immutable"), "{address}");
    }
    let element = server.get("/graph/assets/scholargraph-slice.js").await;
    assert!(!element.header("cache-control").contains("immutable"));
    assert_eq!(element.header("access-control-allow-origin"), "*");
    assert_eq!(server.get("/graph/assets/nothing.js").await.status, 404);
}

#[tokio::test]
async fn the_focus_is_named_by_its_key() {
    let server = Server::new();
    for focus in ["A1", "person:A1", "0000-0002-1825-0097"] {
        let html = server.get(&format!("/explore?focus={focus}")).await.text().to_owned();
        assert!(html.contains("data-focus=\"person:A1\" data-years=\"2019-2021\""), "{html}");
    }
    let moved = server.get("/explore?focus=person:A9&nodes=5").await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (301, "/explore?focus=person%3AA1&nodes=5"));
}

#[tokio::test]
async fn without_a_script_there_is_a_picture_of_the_same() {
    let server = Server::new();
    let html = server.get("/explore?focus=A1&nodes=4&from=2020&hide=topic").await.text().to_owned();
    let fallback = between(&html, "<noscript>", "</noscript>");
    let picture = between(fallback, "src=\"", "\"").replace("&amp;", "&");
    assert_eq!(picture, "/v1/people/A1/slice?format=svg&nodes=4&from=2020");
    assert_eq!(server.get(&picture).await.header("content-type"), "image/svg+xml");
    let list = between(fallback, "href=\"", "\"").replace("&amp;", "&");
    assert_eq!(list, "/people/A1/slice?nodes=4&from=2020");
}

#[tokio::test]
async fn pages_lead_to_larger_maps() {
    let server = Server::new();
    for (uri, texts) in [
        ("/people/A1", &["The whole community", "Everybody at their institution"][..]),
        ("/institutions/I2", &["Everybody here"][..]),
        ("/people/A5", &[]),
        ("/works/W1", &[]),
    ] {
        let html = server.get(uri).await.text().to_owned();
        assert_eq!(html.matches("nodes=5000").count(), texts.len(), "{uri}");
        for text in texts {
            let start = html.split_once(&format!("\">{text}</a>")).unwrap().0;
            let address = start.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&");
            assert_eq!(server.get(&address).await.status, 200, "{address}");
        }
    }
}

#[tokio::test]
async fn only_frames_may_be_framed() {
    let server = Server::new();
    let policy = |reply: &crate::common::Reply| reply.header("content-security-policy").to_owned();
    let framed = server.get("/explore?focus=A1&embed=1").await;
    assert!(policy(&framed).ends_with("frame-ancestors *"), "{}", policy(&framed));
    assert!(!framed.text().contains("<form"), "nothing but the graph");
    for uri in ["/explore?focus=A1", "/explore?focus=A1&embed=0", "/explore?focus=none&embed=1", "/people/A1"] {
        let reply = server.get(uri).await;
        assert!(policy(&reply).ends_with("frame-ancestors 'none'"), "{uri}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let server = Server::new();
    for (query, text) in [
        ("", "`focus` is missing"),
        ("focus=A1&hide=people", "kinds with commas"),
        ("focus=A1&view=map", "one of graph, table"),
        ("focus=A1&min_shared=1001", "0 to 1000"),
        ("focus=A1&nodes=0", "1 to 5000"),
        ("focus=A1&way=0", "1 to 100"),
        ("focus=A5&within=community", "only around somebody who belongs to one"),
        ("focus=A1&x=1", "`x` is not a parameter"),
    ] {
        let reply = server.get(&format!("/explore?{query}")).await;
        assert_eq!(reply.status, 400, "{query}");
        assert!(reply.text().contains(text), "{query}: {}", reply.text());
    }
}

#[tokio::test]
async fn pages_tell_machines_what_they_are_about() {
    let server = Server::new();
    for (uri, r#type, name) in [
        ("/people/A1", "Person", "Ada Lovelace"),
        ("/works/W1", "ScholarlyArticle", "Notes on the Analytical Engine"),
        ("/works/W4", "ScholarlyArticle", "alert(1)\"'>"),
        ("/topics/T1", "DefinedTerm", "Computing"),
        ("/institutions/I1", "Organization", "University of Example"),
    ] {
        let html = server.get(uri).await.text().to_owned();
        let data = between(&html, "<script type=\"application/ld+json\">", "</script>");
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!((&data["@type"], &data["name"]), (&r#type.into(), &name.into()), "{uri}");
    }
}
