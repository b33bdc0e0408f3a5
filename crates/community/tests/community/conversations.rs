//! Invitations and conversations, and those who abuse them.

use scholargraph_community::{Account, Community, ConversationState as State, Invitation, Refusal};

use crate::common::{DOMAIN, PASSWORD, Place, pass, refusal, whom};

const PERSON: &str = "person:A1";
const DAY: i64 = 24 * 60 * 60;

async fn account(community: &Community, place: &Place, name: &str) -> Account {
    let session = place.join(community, name).await;
    community.visitor(session.secret.reveal()).await.unwrap().unwrap().account
}

/// Ada, who owns a record, and Bo, who does not.
async fn two(community: &Community, place: &Place) -> (Account, Account) {
    let (ada, bo) = (account(community, place, "ada").await, account(community, place, "bo").await);
    community.claim(&ada, PERSON, DOMAIN, "").await.unwrap();
    (ada, bo)
}

fn invitation() -> Invitation {
    Invitation {
        person: PERSON.to_owned(),
        topic: "Looms\nand engines".to_owned(),
        message: "<b>Shall</b> we\nweave? https://evil.example".to_owned(),
        works: vec!["work:W1".to_owned()],
    }
}

#[tokio::test]
async fn an_invitation_that_is_accepted_is_a_conversation() {
    for place in Place::all("conversations").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        let id = community.invite(&bo, &invitation()).await.unwrap();
        let letter = place.letter().await;
        assert!(letter.contains("To: ada@example.org") && letter.contains("bo invites you"), "{letter}");
        let to_ada = community.talk(&ada.id, &id).await.unwrap();
        assert_eq!(
            (to_ada.conversation.state, to_ada.conversation.topic.as_str()),
            (State::Invited, "Looms and engines")
        );
        assert_eq!((to_ada.messages[0].mine, to_ada.messages[0].text.as_str()), (false, invitation().message.as_str()));
        assert_eq!(
            (to_ada.conversation.works.as_slice(), to_ada.conversation.with.as_str()),
            (["work:W1".to_owned()].as_slice(), "bo")
        );
        assert_eq!((community.news(&ada.id).await.unwrap(), community.news(&bo.id).await.unwrap()), (1, 0));
        // Until it is accepted nothing more is said, and only the invited can accept.
        assert_eq!(refusal(community.say(&bo, &id, "Hello?").await), Refusal::NoConversation);
        assert_eq!(refusal(community.answer(&bo.id, &id, true).await), Refusal::NoConversation);
        community.answer(&ada.id, &id, true).await.unwrap();
        assert_eq!(refusal(community.answer(&ada.id, &id, false).await), Refusal::NoConversation, "answered");
        community.read(&ada.id, &id).await.unwrap();
        assert_eq!(community.news(&ada.id).await.unwrap(), 0);
        community.say(&ada, &id, "Gladly.").await.unwrap();
        assert!(place.letter().await.contains("To: bo@example.org"));
        community.say(&ada, &id, "Tomorrow?").await.unwrap();
        assert_eq!(community.conversations(&bo.id).await.unwrap()[0].unread, 2);
        community.read(&bo.id, &id).await.unwrap();
        community.say(&bo, &id, "Yes.").await.unwrap();
        assert!(place.letter().await.contains("To: ada@example.org"), "one letter for two messages that were not read");
        let texts: Vec<_> =
            community.talk(&bo.id, &id).await.unwrap().messages.into_iter().map(|m| (m.mine, m.text)).collect();
        assert_eq!(texts[1..], [(false, "Gladly.".into()), (false, "Tomorrow?".into()), (true, "Yes.".to_owned())]);
        community.close(&bo.id, &id).await.unwrap();
        assert_eq!(refusal(community.say(&ada, &id, "Wait!").await), Refusal::NoConversation);
    }
}

#[tokio::test]
async fn declining_and_blocking_are_quiet() {
    for place in Place::all("quiet").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        let id = community.invite(&bo, &invitation()).await.unwrap();
        place.letter().await;
        community.answer(&ada.id, &id, false).await.unwrap();
        assert_eq!(community.conversations(&bo.id).await.unwrap()[0].state, State::Waiting);
        assert_eq!(community.conversations(&ada.id).await.unwrap(), []);
        assert_eq!(refusal(community.invite(&bo, &invitation()).await), Refusal::InvitedAlready, "not on the same day");
        pass(DAY + 1);
        let again = community.invite(&bo, &invitation()).await.unwrap();
        place.letter().await;
        community.block(&ada.id, &again).await.unwrap();
        assert_eq!(community.talk(&bo.id, &again).await.unwrap().conversation.state, State::Waiting);
        pass(DAY + 1);
        let unheard = community.invite(&bo, &invitation()).await.unwrap();
        assert_eq!(community.talk(&bo.id, &unheard).await.unwrap().conversation.state, State::Waiting);
        assert_eq!(community.conversations(&ada.id).await.unwrap(), []);
        assert_eq!(community.news(&ada.id).await.unwrap(), 0);
        place.letters(0).await;
        // Whoever takes back what was not heard, or leaves, is not heard by that either, and learns nothing.
        for (id, state) in [(&unheard, State::Closed), (&id, State::Closed)] {
            community.close(&bo.id, id).await.unwrap();
            assert_eq!(community.talk(&bo.id, id).await.unwrap().conversation.state, state);
        }
        assert_eq!(
            (community.conversations(&ada.id).await.unwrap(), community.news(&ada.id).await.unwrap()),
            (vec![], 0)
        );
        community.delete(&whom(&bo), PASSWORD).await.unwrap();
        assert_eq!(community.conversations(&ada.id).await.unwrap(), []);
        // What is open ends with a block.
        let cy = account(&community, &place, "cy").await;
        let open = community.invite(&cy, &invitation()).await.unwrap();
        place.letter().await;
        community.answer(&ada.id, &open, true).await.unwrap();
        community.block(&ada.id, &open).await.unwrap();
        assert_eq!(refusal(community.say(&cy, &open, "Hello?").await), Refusal::NoConversation);
    }
}

#[tokio::test]
async fn nobody_reads_or_acts_in_conversations_of_others() {
    for place in Place::all("strangers").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        let eve = account(&community, &place, "eve").await;
        let id = community.invite(&bo, &invitation()).await.unwrap();
        place.letter().await;
        community.answer(&ada.id, &id, true).await.unwrap();
        assert_eq!(refusal(community.talk(&eve.id, &id).await), Refusal::NoConversation);
        assert_eq!(refusal(community.say(&eve, &id, "Hello").await), Refusal::NoConversation);
        assert_eq!(refusal(community.read(&eve.id, &id).await), Refusal::NoConversation);
        assert_eq!(refusal(community.close(&eve.id, &id).await), Refusal::NoConversation);
        assert_eq!(refusal(community.block(&eve.id, &id).await), Refusal::NoConversation);
        assert_eq!(refusal(community.report(&eve.id, &id, "Spam").await), Refusal::NoConversation);
        assert_eq!(community.conversations(&eve.id).await.unwrap(), []);
        assert_eq!(community.talk(&ada.id, &id).await.unwrap().messages.len(), 1);
        community.report(&ada.id, &id, "Spam").await.unwrap();
        let reports = community.reports().await.unwrap();
        assert_eq!((reports.len(), reports[0].reason.as_str(), reports[0].talk.messages.len()), (1, "Spam", 1));
    }
}

#[tokio::test]
async fn invitations_have_limits() {
    for place in Place::all("limits").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        assert_eq!(refusal(community.invite(&ada, &invitation()).await), Refusal::Yourself);
        let unclaimed = Invitation { person: "person:A2".to_owned(), ..invitation() };
        assert_eq!(refusal(community.invite(&bo, &unclaimed).await), Refusal::NotClaimed);
        for wrong in [
            Invitation { topic: " ".to_owned(), ..invitation() },
            Invitation { topic: "t".repeat(201), ..invitation() },
            Invitation { message: String::new(), ..invitation() },
            Invitation { message: "m".repeat(4001), ..invitation() },
            Invitation { works: vec!["person:A1".to_owned()], ..invitation() },
            Invitation { works: vec!["work:W1".to_owned(); 11], ..invitation() },
        ] {
            assert_eq!(refusal(community.invite(&bo, &wrong).await), Refusal::BadMessage);
        }
        for number in 0..4 {
            let owner = account(&community, &place, &format!("owner{number}")).await;
            community.claim(&owner, &format!("person:B{number}"), DOMAIN, "").await.unwrap();
            let invited =
                community.invite(&bo, &Invitation { person: format!("person:B{number}"), ..invitation() }).await;
            match number {
                3 => assert_eq!(refusal(invited), Refusal::TooManyInvitations),
                _ => {
                    invited.unwrap();
                    place.letter().await;
                }
            }
        }
        pass(8 * DAY);
        community.invite(&bo, &Invitation { person: "person:B3".to_owned(), ..invitation() }).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_leaves_takes_their_words_and_leaves_the_others() {
    for place in Place::all("words").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        let id = community.invite(&bo, &invitation()).await.unwrap();
        place.letter().await;
        community.answer(&ada.id, &id, true).await.unwrap();
        community.say(&ada, &id, "Gladly.").await.unwrap();
        place.letter().await;
        let export = serde_json::to_value(community.export(&bo).await.unwrap()).unwrap();
        assert_eq!(export["conversations"][0]["messages"][1]["text"], "Gladly.");
        community.report(&bo.id, &id, "Rude").await.unwrap();
        community.report(&ada.id, &id, "Rude as well").await.unwrap();
        community.delete(&whom(&bo), PASSWORD).await.unwrap();
        let reasons = community.reports().await.unwrap().into_iter().map(|report| report.reason);
        assert_eq!(reasons.collect::<Vec<_>>(), ["Rude as well"]);
        community.block(&ada.id, &id).await.unwrap();
        let talk = community.talk(&ada.id, &id).await.unwrap();
        assert_eq!((talk.conversation.with.as_str(), talk.conversation.state), ("", State::Closed));
        assert_eq!(talk.messages.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["Gladly."]);
        community.delete(&whom(&ada), PASSWORD).await.unwrap();
        assert_eq!(community.reports().await.unwrap(), []);
    }
}

#[tokio::test]
async fn owners_say_what_they_are_open_to() {
    for place in Place::all("open").await {
        let community = place.open().await;
        let (ada, bo) = two(&community, &place).await;
        assert_eq!(refusal(community.open_to(&bo.id, PERSON, "Anything").await), Refusal::NoClaim);
        assert_eq!(refusal(community.open_to(&ada.id, PERSON, &"x".repeat(201)).await), Refusal::BadMessage);
        community.open_to(&ada.id, PERSON, " Looms\nof all kinds ").await.unwrap();
        assert_eq!(community.ownership(PERSON).open_to, "Looms of all kinds");
        community.open_to(&ada.id, PERSON, "").await.unwrap();
        assert_eq!(community.ownership(PERSON).open_to, "");
    }
}
