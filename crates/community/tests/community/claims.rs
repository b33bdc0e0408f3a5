//! Claims: proven, asked for, disputed, decided; by one process and by several.

use scholargraph_community::{Account, ClaimState, Community, Ownership, Proof, Refusal};

use crate::common::{DOMAIN, PASSWORD, Place, refusal, whom};

const PERSON: &str = "person:A1";
const REASON: &str = "My page at the university lists all of these works.";

async fn account(community: &Community, place: &Place, name: &str) -> Account {
    let session = place.join(community, name).await;
    community.visitor(session.secret.reveal()).await.unwrap().unwrap().account
}

fn owner(community: &Community) -> Option<String> {
    community.ownership(PERSON).owner
}

async fn events(community: &Community, person: &str) -> Vec<String> {
    community.claim_events(person).await.unwrap().into_iter().map(|event| event.event).collect()
}

#[tokio::test]
async fn an_address_of_the_institution_is_proof_enough() {
    for place in Place::all("proof by mail").await {
        let community = place.open().await;
        let ada = account(&community, &place, "ada").await;
        let state = community.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
        assert_eq!(state, ClaimState::Accepted);
        let ownership =
            Ownership { owner: Some(ada.id.clone()), domain: "example.org".to_owned(), ..Ownership::default() };
        assert_eq!(community.ownership(PERSON), ownership);
        assert_eq!(place.open().await.ownership(PERSON), ownership);
        assert_eq!(refusal(community.claim(&ada, PERSON, DOMAIN, "").await), Refusal::ClaimedAlready);
        community.withdraw(&ada.id, PERSON).await.unwrap();
        assert_eq!(community.ownership(PERSON), Ownership::default());
        assert_eq!(events(&community, PERSON).await, ["asked", "accepted", "withdrawn"]);
    }
}

#[tokio::test]
async fn what_nothing_proves_moderators_decide() {
    for place in Place::all("moderation").await {
        let community = place.open().await;
        let ada = account(&community, &place, "ada").await;
        assert_eq!(refusal(community.claim(&ada, PERSON, Proof::default(), "It is me").await), Refusal::BadReason);
        assert_eq!(
            refusal(community.claim(&ada, PERSON, Proof::default(), &"me ".repeat(1000)).await),
            Refusal::BadReason
        );
        for node in ["topic:T1", "person:", "A1"] {
            assert_eq!(
                refusal(community.claim(&ada, node, Proof::default(), REASON).await),
                Refusal::BadNode,
                "{node}"
            );
        }
        assert_eq!(community.claim(&ada, PERSON, Proof::default(), REASON).await.unwrap(), ClaimState::Asked);
        assert_eq!((owner(&community), community.ownership(PERSON).asked), (None, 1));
        let claims = community.claims(ClaimState::Asked).await.unwrap();
        assert_eq!(
            (claims.len(), claims[0].email.as_str(), claims[0].claim.reason.as_str()),
            (1, "ada@example.org", REASON)
        );
        assert_eq!(refusal(community.accept("no such claim", "mo", "").await), Refusal::NoClaim);
        community.accept(&claims[0].claim.id, "mo", "Welcome!").await.unwrap();
        assert_eq!(owner(&community), Some(ada.id.clone()));
        let letter = place.letter().await;
        assert!(letter.contains("Your claim to person:A1 was accepted") && letter.contains("Welcome!"), "{letter}");
        assert_eq!(refusal(community.accept(&claims[0].claim.id, "mo", "").await), Refusal::NoClaim);
        let log = community.claim_events(PERSON).await.unwrap();
        assert_eq!(
            (log[1].event.as_str(), log[1].actor.as_str(), log[1].note.as_str()),
            ("accepted", "mo", "Welcome!")
        );
        assert_eq!(log.iter().map(|event| event.number).collect::<Vec<_>>(), [1, 2]);
    }
}

#[tokio::test]
async fn a_record_has_one_owner_and_disputes_are_seen() {
    for place in Place::all("disputes").await {
        let (one, two) = (place.open().await, place.open().await);
        let ada = account(&one, &place, "ada").await;
        let eve = account(&one, &place, "eve").await;
        one.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
        // Whoever comes second has to say something, whatever the address.
        assert_eq!(refusal(two.claim(&eve, PERSON, DOMAIN, "").await), Refusal::BadReason);
        assert_eq!(two.claim(&eve, PERSON, DOMAIN, REASON).await.unwrap(), ClaimState::Asked);
        assert_eq!((owner(&two), two.ownership(PERSON).asked), (Some(ada.id.clone()), 1));
        let disputed = two.claims(ClaimState::Asked).await.unwrap().remove(0);
        assert!(disputed.is_disputed);
        assert_eq!(refusal(two.accept(&disputed.claim.id, "mo", "").await), Refusal::HasOwner);
        let first = two.claims(ClaimState::Accepted).await.unwrap().remove(0);
        two.refuse(&first.claim.id, "mo", "").await.unwrap();
        two.accept(&disputed.claim.id, "mo", "").await.unwrap();
        assert_eq!((owner(&two), two.ownership(PERSON).asked), (Some(eve.id.clone()), 0));
        assert_eq!(events(&two, PERSON).await, ["asked", "accepted", "asked", "refused", "accepted"]);
        // Nobody takes back what is another's.
        two.withdraw(&ada.id, PERSON).await.unwrap();
        assert_eq!(owner(&two), Some(eve.id.clone()));
    }
}

#[tokio::test]
async fn of_many_who_claim_at_once_one_owns() {
    for place in Place::all("race").await {
        let community = place.open().await;
        let mut accounts = Vec::new();
        for name in ["ada", "bo", "cy", "di", "eve"] {
            accounts.push(account(&community, &place, name).await);
        }
        let claims = accounts.into_iter().map(|account| {
            let community = community.clone();
            tokio::spawn(async move { community.claim(&account, PERSON, DOMAIN, REASON).await.unwrap() })
        });
        let mut accepted = 0;
        for claim in claims.collect::<Vec<_>>() {
            accepted += usize::from(claim.await.unwrap() == ClaimState::Accepted);
        }
        assert_eq!((accepted, community.ownership(PERSON).asked), (1, 4));
    }
}

#[tokio::test]
async fn claims_cannot_be_made_without_end() {
    for place in Place::all("many claims").await {
        let community = place.open().await;
        let ada = account(&community, &place, "ada").await;
        for number in 0..5 {
            community.claim(&ada, &format!("person:A{number}"), Proof::default(), REASON).await.unwrap();
        }
        assert_eq!(refusal(community.claim(&ada, "person:A5", Proof::default(), REASON).await), Refusal::TooManyClaims);
        assert_eq!(community.claims_of(&ada.id).await.unwrap().len(), 5);
        // Nor by taking them back again and again.
        for _ in 0..14 {
            community.withdraw(&ada.id, "person:A0").await.unwrap();
            community.claim(&ada, "person:A0", Proof::default(), REASON).await.unwrap();
        }
        community.withdraw(&ada.id, "person:A0").await.unwrap();
        let more = refusal(community.claim(&ada, "person:A0", Proof::default(), REASON).await);
        assert!(matches!(more, Refusal::TooManyTries { .. }), "{more:?}");
    }
}

#[tokio::test]
async fn claims_go_along_with_merged_ids() {
    for place in Place::all("merged claims").await {
        let community = place.open().await;
        let ada = account(&community, &place, "ada").await;
        let bo = account(&community, &place, "bo").await;
        community.claim(&ada, "person:old", DOMAIN, "").await.unwrap();
        community.claim(&bo, "person:new", DOMAIN, "").await.unwrap();
        community.claim(&ada, "person:former", DOMAIN, "").await.unwrap();
        let merged = |key: &str| match key {
            "person:old" => Some("person:new".to_owned()),
            "person:former" => Some("person:present".to_owned()),
            _ => None,
        };
        assert_eq!(community.go_along(merged).await.unwrap(), 2);
        let new = community.ownership("person:new");
        assert_eq!((new.owner.as_ref(), new.asked), (Some(&bo.id), 1), "both had an owner");
        assert_eq!(community.ownership("person:present").owner, Some(ada.id.clone()));
        assert_eq!(community.ownership("person:old"), Ownership::default());
        assert_eq!(events(&community, "person:old").await, ["asked", "accepted", "asked"]);
    }
}

#[tokio::test]
async fn whoever_leaves_owns_nothing_and_the_log_stays() {
    for place in Place::all("leaving").await {
        let community = place.open().await;
        let ada = account(&community, &place, "ada").await;
        community.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
        let export = serde_json::to_value(community.export(&ada).await.unwrap()).unwrap();
        assert_eq!(export["claims"][0]["state"], "accepted");
        community.delete(&whom(&ada), PASSWORD).await.unwrap();
        assert_eq!(community.ownership(PERSON), Ownership::default());
        assert_eq!(events(&community, PERSON).await, ["asked", "accepted", "left"]);
    }
}

#[tokio::test]
async fn owners_choose_where_they_are_shown_to_be() {
    for place in Place::all("affiliations").await {
        let community = place.open().await;
        let (ada, eve) = (account(&community, &place, "ada").await, account(&community, &place, "eve").await);
        assert_eq!(refusal(community.show_affiliation(&ada.id, PERSON, "institution:I1").await), Refusal::NoClaim);
        community.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
        for wrong in ["topic:T1", "I1", &format!("institution:{}", "x".repeat(1000))] {
            assert_eq!(refusal(community.show_affiliation(&ada.id, PERSON, wrong).await), Refusal::BadNode);
        }
        community.show_affiliation(&ada.id, PERSON, "institution:I1").await.unwrap();
        assert_eq!(community.ownership(PERSON).affiliation, "institution:I1");
        assert_eq!(place.open().await.ownership(PERSON).affiliation, "institution:I1");
        assert_eq!(refusal(community.show_affiliation(&eve.id, PERSON, "").await), Refusal::NoClaim);
        community.show_affiliation(&ada.id, PERSON, "").await.unwrap();
        assert_eq!(community.ownership(PERSON).affiliation, "");
    }
}
