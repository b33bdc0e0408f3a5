//! Two servers that share one store.

use std::time::Duration;

use scholargraph_community::Address;
use sqlx::{AssertSqlSafe, Connection};

use crate::{
    common::Server,
    site::{Site, leads_to, own},
};

/// Asks again and again until `holds`.
async fn soon(server: &Server, uri: &str, holds: impl Fn(&serde_json::Value) -> bool) {
    for _ in 0..500 {
        if holds(&server.get(uri).await.json()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{uri} never was so");
}

#[tokio::test]
async fn what_one_is_told_the_other_shows() {
    let mut stores = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    stores.push(folder.path().join("community.sqlite").to_str().unwrap().to_owned());
    if let Some(server) = scholargraph_testkit::postgres("two servers") {
        sqlx::any::install_default_drivers();
        let name = format!("servers_{}", std::process::id());
        let mut connection = sqlx::AnyConnection::connect(&server).await.unwrap();
        let made = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(made).execute(&mut connection).await.unwrap();
        stores.push(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    }
    for store in stores {
        let address = Address::parse(&store).unwrap();
        let one = Site::with_store(Server::new(), &address, tempfile::tempdir().unwrap()).await;
        let two = Site::with_store(Server::new(), &address, tempfile::tempdir().unwrap()).await;
        let tending = tokio::spawn(scholargraph_server::tend(two.server.state.clone()));
        let ada = one.member("Ada").await;
        own(&one, &ada, "person:A1").await;
        soon(&two.server, "/v1/people/A1", |person| person["claimed"] == true).await;
        let off = [("person", "person:A1"), ("works", "work:W1"), ("verdict", "not-mine"), ("next", "/people/A1")];
        leads_to(&ada.post("/review", &off).await, "/people/A1");
        soon(&two.server, "/v1/people/A1", |person| person["summary"]["works"] == 1).await;
        assert!(!two.server.get("/v1/works/W1").await.text().contains("\"A1\""));
        // A session that one began is known to the other, and ended there it is ended here.
        let elsewhere = two.browser();
        elsewhere.cookie.borrow_mut().clone_from(&ada.cookie.borrow());
        leads_to(&elsewhere.follow("topic:T1", "yes").await, "/people/A1");
        leads_to(&elsewhere.post("/sign-out", &[]).await, "/");
        assert_eq!(ada.get("/account").await.status.as_u16(), 303);
        tending.abort();
    }
}
