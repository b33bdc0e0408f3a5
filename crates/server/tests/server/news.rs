//! What is new at what somebody follows, once another snapshot is served.

use std::time::Duration;

use scholargraph::{Graph, snapshot::BuildInfo};
use scholargraph_community::Address;
use scholargraph_server::Loaded;
use tempfile::TempDir;

use crate::{
    common::{HOSTILE, Server, corrected, loaded, work},
    site::{Browser, Site, leads_to},
};

/// Asks again and again until the page says so.
async fn soon(browser: &Browser<'_>, uri: &str, says: &str) {
    for _ in 0..600 {
        if browser.get(uri).await.text().contains(says) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{uri} never said {says}");
}

#[tokio::test]
async fn new_works_are_told_on_a_page_and_in_a_feed() {
    let site = Site::new().await;
    let ada = site.member("Ada").await;
    let tending = tokio::spawn(scholargraph_server::tend(site.server.state.clone()));
    leads_to(&ada.follow("person:A2", "yes").await, "/people/A1");
    assert!(ada.get("/news").await.text().contains("Nothing yet."));
    let made = ada.post("/feed", &[]).await;
    let (_, behind) = made.text().split_once("https://graph.example.org").unwrap();
    let feed = behind.split_once('"').unwrap().0.to_owned();
    assert!(!site.server.get(&feed).await.text().contains("<entry>"));
    // The one before has to be known before another takes its place.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let further = [work("W8", "Carriages & Cams", 2024, &["A2"]), work("W9x", HOSTILE, 2023, &["A2", "A4"])];
    site.server.state.replace(loaded(corrected("a later corpus", Vec::new(), &further)));
    soon(&site.browser(), &feed, "Carriages &amp; Cams").await;
    let page = ada.get("/news").await.text().to_owned();
    assert!(page.contains("<span class=\"mark\">new</span>") && page.contains("Charles Babbage"), "{page}");
    assert!(!page.contains("<script>alert") && !page.contains("Sketch of the engine"), "what was there is not new");
    let again = ada.get("/news").await;
    assert!(again.text().contains("Carriages") && !again.text().contains(">new</span>"), "it was looked at");

    let reply = site.server.get(&feed).await;
    assert_eq!(reply.header("content-type"), "application/atom+xml; charset=utf-8");
    let document = roxmltree::Document::parse(reply.text()).unwrap();
    let named = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let titles: Vec<_> = named("entry")
        .filter_map(|entry| {
            entry.children().find(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "title")))?.text()
        })
        .collect();
    assert_eq!((titles.len(), titles[0]), (2, "Carriages & Cams"));
    let ids: std::collections::HashSet<_> = named("id").filter_map(|id| id.text()).collect();
    assert_eq!(ids.len(), 3, "each entry has an id of its own");
    let links: Vec<_> = named("link").filter_map(|link| link.attribute("href")).collect();
    assert!(links.contains(&"https://graph.example.org/works/W8"), "{links:?}");
    let wrong = format!("{feed}0");
    assert_eq!(site.server.get(&wrong).await.status.as_u16(), 404);
    assert_eq!(ada.post_from("cross-site", "/feed", &[]).await.status.as_u16(), 403);
    leads_to(&site.browser().get("/news").await, "/sign-in?next=%2Fnews");
    tending.abort();
}

/// A server of what is in force in `snapshots`, with the store in that folder.
async fn started(snapshots: &TempDir) -> Site {
    let server = Server::starting(scholargraph_server::Options::default());
    server.state.replace(Loaded::open(snapshots).unwrap());
    let address = Address::file(&snapshots.path().join("community.sqlite"));
    Site::with_store(server, &address, tempfile::tempdir().unwrap()).await
}

fn save(graph: &Graph, snapshots: &TempDir) {
    graph.save(snapshots, &BuildInfo::now()).unwrap();
}

#[tokio::test]
async fn what_came_while_no_server_ran_is_new() {
    let snapshots = tempfile::tempdir().unwrap();
    let corpus = |further: &[_]| corrected("a small corpus", Vec::new(), further);
    save(&corpus(&[]), &snapshots);
    let site = started(&snapshots).await;
    let ada = site.member("Ada").await;
    let served = async |site: &Site| {
        let tending = tokio::spawn(scholargraph_server::tend(site.server.state.clone()));
        let id = site.server.state.loaded().unwrap().graph().base_id().to_owned();
        let community = site.server.state.community().unwrap();
        for _ in 0..600 {
            if community.served().await.unwrap().is_some_and(|(served, _)| served == id) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tending.abort();
    };
    leads_to(&ada.follow("person:A2", "yes").await, "/people/A1");
    served(&site).await;
    save(&corpus(&[work("W8", "Carriages & Cams", 2024, &["A2"])]), &snapshots);
    let later = started(&snapshots).await;
    served(&later).await;
    assert!(ada.get("/news").await.text().contains("W8"));
}
