//! Pages for people.

use std::collections::BTreeSet;

use crate::common::{HOSTILE, Server};

const PAGES: [&str; 22] = [
    "/",
    "/search",
    "/search?q=engine",
    "/search?q=engine&kind=work",
    "/search?q=nothing+like+this",
    "/people/A1",
    "/people/A1?offset=1",
    "/people/A1/slice",
    "/people/A5",
    "/works/W1",
    "/works/W4",
    "/works/10.5555/a/b/slice",
    "/topics/T1",
    "/topics/T-hostile",
    "/institutions/I1",
    "/explore?focus=person:A1",
    "/explore?focus=work:W4&hide=topic&min_shared=2&selected=person:A5&other=person:A1&view=table&nodes=9",
    "/explore?focus=A1&embed=1",
    "/paths",
    "/paths?from=A1",
    "/paths?from=A1&to=A4",
    "/paths?from=A5&to=ada",
];

/// What stands between the quotes of every attribute called `name`.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn pages_lead_only_to_what_there_is() {
    check_links(&Server::new(), "").await;
}

#[tokio::test]
async fn pages_lead_on_below_any_place() {
    check_links(&Server::new().nested("/graph"), "/graph").await;
}

async fn check_links(server: &Server, base: &str) {
    for uri in PAGES {
        let uri = if uri == "/" && !base.is_empty() { base.to_owned() } else { format!("{base}{uri}") };
        let reply = server.get(&uri).await;
        assert_eq!(reply.status, 200, "{uri}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        let links = attributes(reply.text(), "href").into_iter().chain(attributes(reply.text(), "action"));
        let links = links.chain(attributes(reply.text(), "src"));
        for link in links.filter(|link| !link.starts_with("https://") && !link.starts_with('#')) {
            assert!(link.starts_with(base), "{uri} leads to {link}");
            let link = link.replace("&amp;", "&");
            let target = link.split('#').next().unwrap();
            assert_eq!(server.get(target).await.status, 200, "{uri} leads to {target}");
        }
    }
}

/// The names of all tags, and of all their attributes, as a browser reads them.
fn markup(html: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let name = rest.find(['>', ' ']).unwrap();
        names.insert(&rest[..name]);
        rest = &rest[name..];
        while let Some(inside) = rest.strip_prefix(' ') {
            let end = inside.find(['=', ' ', '>']).unwrap();
            names.insert(&inside[..end]);
            rest = &inside[end..];
            if let Some(value) = rest.strip_prefix("=\"") {
                rest = &value[value.find('"').unwrap() + 1..];
            }
        }
        assert!(rest.starts_with('>'), "{rest}");
    }
    names
}

/// Every tag and attribute that pages are made of; closing tags aside.
const MARKUP: &str = "!DOCTYPE a action alt aria-current aria-label article bdi body br button caption charset class code \
    content data-base data-element data-focus data-scholargraph-explorer data-scholargraph-full data-years dd details \
    div dl dt footer form h1 h2 h3 head header height href html id img input label lang li link loading main maxlength \
    meta name nav noscript ol p placeholder rel required role scope script section span src summary table target tbody \
    td th thead title tr type ul value for width";

#[tokio::test]
async fn hostile_texts_are_texts() {
    let server = Server::new();
    let query: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let own = PAGES.into_iter().chain(["/people/A5/slice", "/works/W4/slice", "/search?q=alert", "/nothing"]);
    let typed = [format!("/search?q={query}"), format!("/people/{query}"), format!("/search?{query}=1")];
    let known: BTreeSet<&str> = MARKUP.split_whitespace().collect();
    for uri in own.map(str::to_owned).chain(typed) {
        let html = server.get(&uri).await.text().to_owned();
        let names = markup(&html);
        let strange: Vec<_> = names.iter().filter(|name| !known.contains(name.trim_start_matches('/'))).collect();
        assert!(strange.is_empty(), "{strange:?} in {uri}");
        assert!(!html.contains("javascript:"), "{uri}");
        assert_eq!(html.matches("</title>").count(), 1, "{uri}");
        let title = html.split("</title>").next().unwrap();
        assert!(!title.contains('\u{202e}'), "{uri}");
    }
}

#[tokio::test]
async fn titles_are_clean_and_isolated() {
    let server = Server::new();
    let html = server.get("/works/W1").await.text().to_owned();
    assert!(html.contains("<h1><bdi>Notes on the Analytical Engine</bdi></h1>"), "{html}");
    assert!(html.contains("<title>Notes on the Analytical Engine · scholargraph</title>"), "{html}");
    assert!(html.contains("The engine weaves algebraic patterns."), "{html}");
    let html = server.get("/works/W4").await.text().to_owned();
    assert!(html.contains("<h1><bdi>alert(1)\u{202e}&quot;'&gt;</bdi></h1>"), "{html}");
}

#[tokio::test]
async fn a_profile_says_what_is_known() {
    let html = Server::new().get("/people/A1").await.text().to_owned();
    for text in [
        "<bdi>Ada Lovelace</bdi>",
        "<bdi>Department of Engines</bdi>",
        "https://orcid.org/0000-0002-1825-0097",
        "Trust snapshot",
        "Unclaimed",
        "<dt>followers</dt><dd>0</dd>",
        "What would raise them",
        "<bdi>Charles Babbage</bdi>",
        "<bdi>Computing</bdi>",
        "Published work",
        "<bdi>Sketch of the engine</bdi>",
    ] {
        assert!(html.contains(text), "{text} is not in\n{html}");
    }
    assert!(!html.contains("<button") || html.matches("<button").count() == 1, "no button but that of the search box");
}

#[tokio::test]
async fn what_is_not_known_is_said() {
    let html = Server::new().get("/people/A4").await.text().to_owned();
    assert!(html.contains("Affiliation not imported"), "{html}");
    let html = Server::new().get("/search?q=nothing+like+this").await.text().to_owned();
    assert!(html.contains("Nothing in this corpus"), "{html}");
}

#[tokio::test]
async fn paths_are_told_with_their_works() {
    let server = Server::new();
    let html = server.get("/paths?from=A1&to=Joseph+Jacquard").await.text().to_owned();
    for text in [
        "<a href=\"/people/A1\"><bdi>Ada Lovelace</bdi></a> → <a href=\"/people/A4\"><bdi>Joseph Jacquard</bdi></a>",
        "2 steps",
        "<bdi>Loom</bdi>",
    ] {
        assert!(html.contains(text), "{text} is not in\n{html}");
    }
    let html = server.get("/paths?from=A1&to=A5").await.text().to_owned();
    assert!(html.contains("Nothing connects them"), "{html}");
    let moved = server.get("/paths?from=A9&to=A4").await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (301, "/paths?from=person%3AA1&to=A4"));
    assert_eq!(server.get("/paths?from=nobody+like+this&to=A4").await.status, 404);
}

#[tokio::test]
async fn a_name_that_several_have_is_asked_about() {
    let server = Server::new();
    let html = server.get("/paths?from=a&to=A4").await.text().to_owned();
    assert!(html.contains("Whom does “<bdi>a</bdi>” mean?"), "{html}");
    assert!(html.contains("<a href=\"/paths?from=A1&amp;to=A4\"><bdi>Ada Lovelace</bdi></a>"), "{html}");
    let html = server.get("/paths?from=A4&to=a").await.text().to_owned();
    assert!(html.contains("<a href=\"/paths?to=A1&amp;from=A4\"><bdi>Ada Lovelace</bdi></a>"), "{html}");
}

#[tokio::test]
async fn ids_are_found_by_the_search_box() {
    let html = Server::new().get("/search?q=https://doi.org/10.5555/notes").await.text().to_owned();
    assert!(html.contains("href=\"/works/W1\""), "{html}");
}

#[tokio::test]
async fn what_went_wrong_is_a_page_too() {
    let server = Server::new();
    for (uri, status, text) in [
        ("/nothing", 404, "There is no such address"),
        ("/people/A12", 404, "person:A1"),
        ("/people/A1?x=1", 400, "unknown parameter"),
        ("/works/W1/slice?nodes=1&expand=person:A1", 400, "keys of nodes that are shown"),
        ("/search?q=a&kind=x", 400, "one of work, person, topic, institution"),
    ] {
        let reply = server.get(uri).await;
        assert_eq!(reply.status, status, "{uri}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{uri}");
        assert!(reply.text().contains(text), "{uri}: {}", reply.text());
    }
}
