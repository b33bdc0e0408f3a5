//! People who ask to be shown to nobody, and who decides.

use scholargraph_community::{Community, HidingState, Refusal};

use crate::common::{PLACE, Place, email, refusal};

const PERSON: &str = "person:A1";
const REASON: &str = "The page is about me, and I am threatened for my work.";

async fn asked(community: &Community, state: HidingState) -> Vec<String> {
    community.hidings(state).await.unwrap().into_iter().map(|hiding| hiding.id).collect()
}

#[tokio::test]
async fn a_record_is_hidden_by_moderators_and_shown_again() {
    for place in Place::all("hidings").await {
        let (one, two) = (place.open().await, place.open().await);
        for (person, address, reason, wrong) in [
            ("topic:T1", "a@example.org", REASON, Refusal::BadNode),
            (PERSON, "nobody", REASON, Refusal::BadEmail),
            (PERSON, "a@example.org", "please", Refusal::BadReason),
        ] {
            assert_eq!(refusal(one.ask_to_hide(person, address, reason, PLACE).await), wrong);
        }
        one.ask_to_hide(PERSON, "a@example.org", REASON, PLACE).await.unwrap();
        assert!(one.curated().hidden.is_empty(), "asking hides nobody");
        let id = asked(&two, HidingState::Asked).await.remove(0);
        two.decide_hiding(&id, true, "mo", "Of course.").await.unwrap();
        let letter = place.letter().await;
        assert!(letter.contains("To: a@example.org") && letter.contains("Of course."), "{letter}");
        assert_eq!(two.curated().hidden, [PERSON]);
        assert_eq!(place.open().await.curated().hidden, [PERSON]);
        assert_eq!(refusal(two.decide_hiding(&id, true, "mo", "").await), Refusal::NoHiding);
        assert_eq!(asked(&two, HidingState::Hidden).await, std::slice::from_ref(&id));
        two.go_along(|key| (key == PERSON).then(|| "person:new".to_owned())).await.unwrap();
        assert_eq!(two.curated().hidden, ["person:new"]);
        let revision = two.curated().revision;
        two.decide_hiding(&id, false, "mo", "").await.unwrap();
        assert!(two.curated().hidden.is_empty() && two.curated().revision != revision);
        let log: Vec<String> =
            two.claim_events("person:new").await.unwrap().into_iter().map(|event| event.event).collect();
        assert_eq!(log, ["shown"], "the log keeps what things were called then");
        assert_eq!(two.claim_events(PERSON).await.unwrap()[0].actor, "mo");
        assert_eq!(refusal(two.decide_hiding("none", true, "mo", "").await), Refusal::NoHiding);
    }
}

#[tokio::test]
async fn wishes_cannot_be_made_without_end() {
    for place in Place::all("many hidings").await {
        let community = place.open().await;
        for _ in 0..10 {
            community.ask_to_hide(PERSON, "a@example.org", REASON, PLACE).await.unwrap();
        }
        let more = refusal(community.ask_to_hide(PERSON, "a@example.org", REASON, PLACE).await);
        assert!(matches!(more, Refusal::TooManyTries { .. }), "{more:?}");
    }
}

#[tokio::test]
async fn moderators_are_named_by_whoever_runs_the_server() {
    for place in Place::all("moderators").await {
        let community = place.open().await;
        let session = place.join(&community, "mo").await;
        let mo = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account.id;
        assert!(!community.is_moderator(&mo).await.unwrap());
        assert_eq!(refusal(community.set_moderator("nobody@example.org", true).await), Refusal::BadEmail);
        community.set_moderator(&email("mo"), true).await.unwrap();
        community.set_moderator(&email("mo"), true).await.unwrap();
        assert!(community.is_moderator(&mo).await.unwrap());
        community.set_moderator(&email("mo"), false).await.unwrap();
        assert!(!community.is_moderator(&mo).await.unwrap());
    }
}
