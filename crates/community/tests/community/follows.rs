//! Following, by one process and by several.

use std::time::Duration;

use scholargraph_community::{Community, Refusal, Session};

use crate::common::{Place, pass, refusal};

async fn account(community: &Community, session: &Session) -> String {
    community.visitor(session.secret.reveal()).await.unwrap().unwrap().account.id
}

#[tokio::test]
async fn follows_are_counted_once() {
    for place in Place::all("follows").await {
        let community = place.open().await;
        let ada = account(&community, &place.join(&community, "ada").await).await;
        let bo = account(&community, &place.join(&community, "bo").await).await;
        for (who, node) in [(&ada, "person:A1"), (&ada, "person:A1"), (&bo, "person:A1"), (&bo, "topic:T1")] {
            pass(1);
            community.follow(who, node).await.unwrap();
        }
        assert_eq!((community.followers("person:A1"), community.followers("topic:T1")), (2, 1));
        assert!(
            community.is_following(&bo, "topic:T1").await.unwrap()
                && !community.is_following(&ada, "topic:T1").await.unwrap()
        );
        let follows: Vec<String> =
            community.follows(&bo).await.unwrap().into_iter().map(|follow| follow.node).collect();
        assert_eq!(follows, ["topic:T1", "person:A1"]);
        community.unfollow(&ada, "person:A1").await.unwrap();
        community.unfollow(&ada, "person:A1").await.unwrap();
        assert_eq!(community.followers("person:A1"), 1);
        for node in ["work:W1", "person:", "A1", "", "place:P1", &format!("person:{}", "x".repeat(1000))] {
            assert_eq!(refusal(community.follow(&ada, node).await), Refusal::BadNode, "{node}");
        }
        // Undoing what was never done changes nothing for anybody.
        let revision = community.revision();
        community.unfollow(&ada, "anything at all").await.unwrap();
        community.follow(&bo, "person:A1").await.unwrap();
        community.withdraw(&ada, "anything at all").await.unwrap();
        assert_eq!(community.revision(), revision);
        // What was told is there when the next process begins.
        assert_eq!(place.open().await.followers("person:A1"), 1);
    }
}

#[tokio::test]
async fn processes_on_one_store_see_each_other() {
    for place in Place::all("two processes").await {
        let (one, two) = (place.open().await, place.open().await);
        let ada = account(&one, &place.join(&one, "ada").await).await;
        let following = tokio::spawn({
            let two = two.clone();
            async move { two.follow_others().await }
        });
        one.follow(&ada, "institution:I1").await.unwrap();
        assert!(two.is_following(&ada, "institution:I1").await.unwrap());
        for _ in 0..200 {
            if two.followers("institution:I1") == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        following.abort();
        assert_eq!((two.followers("institution:I1"), two.revision()), (1, one.revision()));
    }
}

#[tokio::test]
async fn follows_go_along_with_merged_ids() {
    for place in Place::all("merged ids").await {
        let community = place.open().await;
        let ada = account(&community, &place.join(&community, "ada").await).await;
        let bo = account(&community, &place.join(&community, "bo").await).await;
        for (who, node) in [(&ada, "person:old"), (&ada, "person:new"), (&bo, "person:old"), (&bo, "person:gone")] {
            community.follow(who, node).await.unwrap();
        }
        let merged = |node: &str| (node == "person:old").then(|| "person:new".to_owned());
        assert_eq!(community.go_along(merged).await.unwrap(), 1);
        assert_eq!(community.go_along(merged).await.unwrap(), 0);
        let followers = ["person:old", "person:new", "person:gone"].map(|node| community.followers(node));
        assert_eq!(followers, [0, 2, 1]);
    }
}
