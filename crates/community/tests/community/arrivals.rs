//! What is new at the nodes that somebody follows.

use crate::common::{Place, pass};

#[tokio::test]
async fn what_is_new_is_told_to_those_who_follow() {
    for place in Place::all("arrivals").await {
        let (one, two) = (place.open().await, place.open().await);
        let mut accounts = Vec::new();
        for name in ["ada", "bo"] {
            let session = place.join(&one, name).await;
            accounts.push(one.visitor(session.secret.reveal()).await.unwrap().unwrap().account.id);
        }
        let [ada, bo] = &accounts[..] else { panic!("two joined") };
        one.follow(ada, "person:A1").await.unwrap();
        one.follow(ada, "topic:T1").await.unwrap();
        assert_eq!(one.followed(), ["person:A1", "topic:T1"]);
        pass(10);
        let works = |range: std::ops::Range<u32>| range.map(|number| format!("work:W{number:03}")).collect::<Vec<_>>();
        let came = vec![("person:A1".to_owned(), works(0..2)), ("topic:T1".to_owned(), works(0..150))];
        one.note_newcomers(&came).await.unwrap();
        pass(10);
        two.note_newcomers(&came).await.unwrap();
        let news = two.whats_new(ada).await.unwrap();
        assert_eq!((news.looked, news.newcomers.len()), (0, 102), "each once, and a hundred of a flood");
        assert_eq!((news.newcomers[0].node.as_str(), news.newcomers[0].work.as_str()), ("person:A1", "work:W000"));
        two.look(ada).await.unwrap();
        let looked = two.whats_new(ada).await.unwrap().looked;
        assert!(news.newcomers.iter().all(|one| one.at < looked), "nothing is new any more");
        // Whoever follows later has not missed anything.
        one.follow(bo, "person:A1").await.unwrap();
        assert!(one.whats_new(bo).await.unwrap().newcomers.is_empty());
        pass(10);
        one.note_newcomers(&[("person:A1".to_owned(), works(7..8))]).await.unwrap();
        assert_eq!(one.whats_new(bo).await.unwrap().newcomers[0].work, "work:W007");
        assert!(one.whats_new(ada).await.unwrap().newcomers[0].at > looked);

        let feed = one.new_feed(ada).await.unwrap();
        assert_eq!(two.feed(feed.reveal()).await.unwrap(), Some(one.whats_new(ada).await.unwrap()));
        let another = one.new_feed(ada).await.unwrap();
        assert_eq!(one.feed(feed.reveal()).await.unwrap(), None, "the address before is of no use");
        assert!(one.feed(another.reveal()).await.unwrap().is_some() && one.feed("").await.unwrap().is_none());
        pass(181 * 24 * 60 * 60);
        one.note_newcomers(&[]).await.unwrap();
        assert!(one.whats_new(ada).await.unwrap().newcomers.is_empty(), "old news is none");
    }
}
