//! Reviews of works by owners, and confirmations by colleagues.

use std::time::Duration;

use scholargraph_community::{Account, Community, Proof, Refusal, Verdict};

use crate::common::{DOMAIN, PASSWORD, Place, refusal, whom};

const PERSON: &str = "person:A1";
const REASON: &str = "My page at the university lists all of these works.";

async fn owner(community: &Community, place: &Place, name: &str, person: &str) -> Account {
    let session = place.join(community, name).await;
    let account = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account;
    community.claim(&account, person, DOMAIN, "").await.unwrap();
    account
}

fn off(community: &Community) -> Vec<String> {
    community.curated().places.into_iter().map(|(person, work)| format!("{person} {work}")).collect()
}

#[tokio::test]
async fn owners_say_which_works_are_theirs() {
    for place in Place::all("reviews").await {
        let community = place.open().await;
        let ada = owner(&community, &place, "ada", PERSON).await;
        let revision = community.curated().revision;
        community.review(&ada.id, PERSON, &["work:W1", "work:W2"], Some(Verdict::Mine)).await.unwrap();
        assert_eq!(community.curated().revision, revision, "nothing left the record");
        community.review(&ada.id, PERSON, &["work:W2", "work:W3"], Some(Verdict::NotMine)).await.unwrap();
        let reviewed = community.reviewed(PERSON);
        assert!(reviewed.mine.iter().eq(["work:W1"]) && reviewed.not_mine.iter().eq(["work:W2", "work:W3"]));
        assert_eq!(off(&community), ["person:A1 work:W2", "person:A1 work:W3"]);
        assert_ne!(community.curated().revision, revision);
        assert_eq!(off(&place.open().await), off(&community), "whoever opens the store later knows");
        community.review(&ada.id, PERSON, &["work:W3"], None).await.unwrap();
        assert_eq!(off(&community), ["person:A1 work:W2"]);
        let log: Vec<(String, String)> = community
            .claim_events(PERSON)
            .await
            .unwrap()
            .into_iter()
            .skip(2)
            .map(|event| (event.event, event.note))
            .collect();
        let event = |what: &str, work: &str| (what.to_owned(), work.to_owned());
        assert_eq!(log, [event("took off", "work:W2"), event("took off", "work:W3"), event("put back", "work:W3")]);
        let export = community.export(&ada).await.unwrap();
        assert_eq!(export.reviews.len(), 2);
        // What an owner said holds no longer than they own the record.
        community.withdraw(&ada.id, PERSON).await.unwrap();
        assert!(off(&community).is_empty() && community.reviewed(PERSON).mine.is_empty());
        community.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
        assert_eq!(off(&community), ["person:A1 work:W2"]);
        community.delete(&whom(&ada), PASSWORD).await.unwrap();
        assert!(off(&community).is_empty());
    }
}

#[tokio::test]
async fn nobody_reviews_what_is_anothers() {
    for place in Place::all("reviews of others").await {
        let community = place.open().await;
        let ada = owner(&community, &place, "ada", PERSON).await;
        let eve = owner(&community, &place, "eve", "person:A2").await;
        community.claim(&eve, PERSON, Proof::default(), REASON).await.unwrap();
        let said = community.review(&eve.id, PERSON, &["work:W1"], Some(Verdict::NotMine)).await;
        assert_eq!(refusal(said), Refusal::NoClaim);
        for works in [&["topic:T1"][..], &["W1"], &["work:W1"; 501], &[&format!("work:{}", "x".repeat(1000))]] {
            let said = community.review(&ada.id, PERSON, works, Some(Verdict::NotMine)).await;
            assert_eq!(refusal(said), Refusal::BadWork);
        }
        assert!(off(&community).is_empty());
    }
}

#[tokio::test]
async fn processes_learn_what_was_taken_off() {
    for place in Place::all("reviews, two processes").await {
        let (one, two) = (place.open().await, place.open().await);
        let ada = owner(&one, &place, "ada", PERSON).await;
        let following = tokio::spawn({
            let two = two.clone();
            async move { two.follow_others().await }
        });
        let revision = two.curated().revision;
        one.review(&ada.id, PERSON, &["work:W1"], Some(Verdict::NotMine)).await.unwrap();
        tokio::time::timeout(Duration::from_secs(5), two.curated_changed(revision)).await.unwrap();
        following.abort();
        assert_eq!(off(&two), ["person:A1 work:W1"]);
    }
}

#[tokio::test]
async fn reviews_go_along_with_merged_ids() {
    for place in Place::all("reviews, merged").await {
        let community = place.open().await;
        let ada = owner(&community, &place, "ada", PERSON).await;
        let bo = owner(&community, &place, "bo", "person:B1").await;
        community.review(&ada.id, PERSON, &["work:old", "work:W1"], Some(Verdict::NotMine)).await.unwrap();
        community.confirm_record(&bo.id, PERSON).await.unwrap();
        let merged = |key: &str| match key {
            "work:old" => Some("work:new".to_owned()),
            PERSON => Some("person:new".to_owned()),
            _ => None,
        };
        assert_eq!(community.go_along(merged).await.unwrap(), 2);
        assert_eq!(off(&community), ["person:new work:W1", "person:new work:new"]);
        assert_eq!(community.confirmed_by("person:new"), std::slice::from_ref(&bo.id));
        let merged = |key: &str| (key == "work:new").then(|| "work:newer".to_owned());
        community.go_along(merged).await.unwrap();
        assert_eq!(off(&community), ["person:new work:W1", "person:new work:newer"]);
    }
}

#[tokio::test]
async fn owners_confirm_each_other() {
    for place in Place::all("confirmations").await {
        let community = place.open().await;
        let session = place.join(&community, "cy").await;
        let cy = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account;
        assert_eq!(refusal(community.confirm_record(&cy.id, PERSON).await), Refusal::NotClaimed);
        let ada = owner(&community, &place, "ada", PERSON).await;
        let bo = owner(&community, &place, "bo", "person:B1").await;
        assert_eq!(refusal(community.confirm_record(&cy.id, PERSON).await), Refusal::NoRecord);
        assert_eq!(refusal(community.confirm_record(&ada.id, PERSON).await), Refusal::Yourself);
        community.confirm_record(&bo.id, PERSON).await.unwrap();
        community.confirm_record(&bo.id, PERSON).await.unwrap();
        assert_eq!(community.confirmed_by(PERSON), std::slice::from_ref(&bo.id));
        assert_eq!(community.records_of(&bo.id), ["person:B1"]);
        // Their word counts as long as they own a record.
        community.withdraw(&bo.id, "person:B1").await.unwrap();
        assert!(community.confirmed_by(PERSON).is_empty() && community.records_of(&bo.id).is_empty());
        community.claim(&bo, "person:B1", DOMAIN, "").await.unwrap();
        assert_eq!(community.confirmed_by(PERSON).len(), 1);
        community.take_confirmation_back(&bo.id, PERSON).await.unwrap();
        assert!(community.confirmed_by(PERSON).is_empty());
        community.confirm_record(&bo.id, PERSON).await.unwrap();
        community.delete(&whom(&bo), PASSWORD).await.unwrap();
        assert!(community.confirmed_by(PERSON).is_empty() && place.open().await.confirmed_by(PERSON).is_empty());
    }
}

#[tokio::test]
async fn owners_say_what_they_are_called() {
    for place in Place::all("names").await {
        let community = place.open().await;
        let ada = owner(&community, &place, "ada", PERSON).await;
        let eve = owner(&community, &place, "eve", "person:A2").await;
        let revision = community.curated().revision;
        community.set_names(&ada.id, PERSON, &["Zoë  Lark", "", "A. Moss", " A. Moss\n"]).await.unwrap();
        let name = |name: &str| (PERSON.to_owned(), name.to_owned());
        let expected = [name("A. Moss"), name("Zoë Lark")];
        assert!(community.curated().names == expected && community.curated().revision != revision);
        assert_eq!(place.open().await.curated().names, expected, "whoever opens the store later knows");
        community.set_names(&ada.id, PERSON, &["A. Moss", "B. Moss"]).await.unwrap();
        let log = community.claim_events(PERSON).await.unwrap();
        let log: Vec<(&str, &str)> = log.iter().skip(2).map(|event| (&*event.event, &*event.note)).collect();
        let called =
            [("called", "A. Moss"), ("called", "Zoë Lark"), ("called", "B. Moss"), ("no longer called", "Zoë Lark")];
        assert_eq!(log, called);
        assert_eq!(refusal(community.set_names(&eve.id, PERSON, &["Eve"]).await), Refusal::NoClaim);
        assert_eq!(refusal(community.show_orcid(&eve.id, PERSON, true).await), Refusal::NoClaim);
        let many: Vec<String> = (0..21).map(|at| format!("Ada {at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for names in [&many[..], &["x".repeat(201).as_str()]] {
            assert_eq!(refusal(community.set_names(&ada.id, PERSON, names).await), Refusal::BadForms);
        }
        assert_eq!(community.curated().names.len(), 2);
        // An account that signs in without an iD shows none.
        community.show_orcid(&ada.id, PERSON, true).await.unwrap();
        assert!(community.curated().orcids.is_empty() && community.ownership(PERSON).shows_orcid);
        // What an owner said holds no longer than they own the record.
        community.withdraw(&ada.id, PERSON).await.unwrap();
        assert!(community.curated().names.is_empty());
    }
}
