//! What was acknowledged is there, whatever happens to the process.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::common::Place;

/// How the writer learns which store to write to, and for whom.
const STORE: &str = "SCHOLARGRAPH_TEST_STORE";
const ACCOUNT: &str = "SCHOLARGRAPH_TEST_ACCOUNT";

/// Writes a thousand times at once, and tells what was acknowledged. Does nothing as a test of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writer() {
    let (Ok(store), Ok(account)) = (std::env::var(STORE), std::env::var(ACCOUNT)) else { return };
    let folder = tempfile::tempdir().unwrap();
    let mailer = scholargraph_community::Mailer::folder(folder.path(), "graph@example.org").unwrap();
    let address = scholargraph_community::Address::parse(&store).unwrap();
    let community = scholargraph_community::Community::open(&address, mailer, Default::default()).await.unwrap();
    let writes = (0..1000).map(|number| {
        let (community, account) = (community.clone(), account.clone());
        tokio::spawn(async move {
            let node = format!("topic:T{number}");
            if community.follow(&account, &node).await.is_ok() {
                println!("acknowledged {node}");
            }
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap();
    }
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    for place in Place::all("kill").await {
        let community = place.open().await;
        let session = place.join(&community, "ada").await;
        let account = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account.id;
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["durable::writer", "--exact", "--nocapture"])
            .env(STORE, &place.written)
            .env(ACCOUNT, &account)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let mut acknowledged = BTreeSet::new();
        for line in lines.map_while(Result::ok) {
            if let Some((_, node)) = line.split_once("acknowledged ") {
                acknowledged.insert(node.to_owned());
            }
            if acknowledged.len() == 200 {
                writer.kill().unwrap();
            }
        }
        writer.wait().unwrap();
        let kept: BTreeSet<String> =
            place.open().await.follows(&account).await.unwrap().into_iter().map(|follow| follow.node).collect();
        assert!((200..1000).contains(&acknowledged.len()), "it was killed while it wrote: {}", acknowledged.len());
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "{lost:?}");
        let counted = place.open().await;
        assert!(kept.iter().all(|node| counted.followers(node) == 1));
    }
}
