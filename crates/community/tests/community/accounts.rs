//! Accounts, sessions, and those who try to get into them.

use scholargraph_community::{NewAccount, Refusal};

use crate::common::{AGENT, DOMAIN, PASSWORD, PLACE, Place, email, new, pass, refusal, token, whom};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn an_account_begins_with_a_letter() {
    for place in Place::all("accounts").await {
        let community = place.open().await;
        community.sign_up(new("ada"), PLACE).await.unwrap();
        assert_eq!(refusal(community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, None).await), Refusal::WrongSignIn);
        let letter = place.letter().await;
        assert!(
            letter.contains("To: ada@example.org") && letter.contains("https://graph.example.org/confirm?"),
            "{letter}"
        );
        let token = token(&letter);
        // Whoever opens the letter without knowing the password did not write for the account.
        assert_eq!(refusal(community.confirm(&token, "another password", AGENT).await), Refusal::WrongSignIn);
        let session = community.confirm(&token, PASSWORD, AGENT).await.unwrap();
        let visitor = community.visitor(session.secret.reveal()).await.unwrap().unwrap();
        assert_eq!((visitor.account.name.as_str(), visitor.account.email.as_str()), ("ada", "ada@example.org"));
        assert_eq!(refusal(community.confirm(&token, PASSWORD, AGENT).await), Refusal::DeadLink);
        community.sign_out(session.secret.reveal()).await.unwrap();
        assert_eq!(community.visitor(session.secret.reveal()).await.unwrap(), None);
        community.sign_in(" ADA@example.org ", PASSWORD, AGENT, PLACE, None).await.unwrap();
    }
}

#[tokio::test]
async fn nobody_is_told_who_has_an_account() {
    for place in Place::all("enumeration").await {
        let community = place.open().await;
        place.join(&community, "ada").await;
        community
            .sign_up(NewAccount { password: "what a stranger chose".to_owned(), ..new("ada") }, PLACE)
            .await
            .unwrap();
        let letter = place.letter().await;
        assert!(letter.contains("has one already") && !letter.contains("token="), "{letter}");
        community.forgotten(&email("nobody"), PLACE).await.unwrap();
        community.forgotten(&email("ada"), PLACE).await.unwrap();
        assert!(place.letter().await.contains("/new-password?token="));
        let unknown = refusal(community.sign_in(&email("nobody"), PASSWORD, AGENT, PLACE, None).await);
        let wrong = refusal(community.sign_in(&email("ada"), "what a stranger chose", AGENT, PLACE, None).await);
        assert_eq!(unknown, wrong);
        community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, None).await.unwrap();
    }
}

#[tokio::test]
async fn passwords_cannot_be_tried_without_end() {
    for place in Place::all("brute force").await {
        let community = place.open().await;
        place.join(&community, "ada").await;
        let sign_in = async |password| community.sign_in(&email("ada"), password, AGENT, PLACE, None).await;
        // Not at the end of a stretch of time.
        pass(15 * 60 - 1_700_000_000_i64.rem_euclid(15 * 60));
        for _ in 0..9 {
            assert_eq!(refusal(sign_in("what a stranger guesses").await), Refusal::WrongSignIn);
        }
        sign_in(PASSWORD).await.unwrap();
        for _ in 0..10 {
            assert_eq!(refusal(sign_in("what a stranger guesses").await), Refusal::WrongSignIn);
        }
        assert!(matches!(refusal(sign_in(PASSWORD).await), Refusal::TooManyTries { seconds: 1..=900 }));
        let other = community.sign_in(&email("bo"), PASSWORD, AGENT, PLACE, None).await;
        assert_eq!(refusal(other), Refusal::WrongSignIn, "others can still try");
        pass(15 * 60);
        sign_in(PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn letters_cannot_be_asked_for_without_end() {
    for place in Place::all("letters").await {
        let community = place.open().await;
        for _ in 0..5 {
            community.sign_up(new("ada"), PLACE).await.unwrap();
        }
        assert!(matches!(refusal(community.sign_up(new("ada"), PLACE).await), Refusal::TooManyTries { .. }));
        assert!(matches!(refusal(community.forgotten(&email("ada"), PLACE).await), Refusal::TooManyTries { .. }));
        place.letters(5).await;
        // What opens nothing is not counted, so nobody fills the store with it.
        for _ in 0..11 {
            assert_eq!(refusal(community.confirm("ab", PASSWORD, AGENT).await), Refusal::DeadLink);
        }
        // Nor does a letter let passwords be tried.
        let token = token(&place.letters(5).await[0]);
        for _ in 0..10 {
            assert_eq!(
                refusal(community.confirm(&token, "what a stranger guesses", AGENT).await),
                Refusal::WrongSignIn
            );
        }
        assert!(matches!(refusal(community.confirm(&token, PASSWORD, AGENT).await), Refusal::TooManyTries { .. }));
    }
}

#[tokio::test]
async fn a_session_that_was_planted_ends_at_sign_in() {
    for place in Place::all("fixation").await {
        let community = place.open().await;
        let planted = place.join(&community, "mallory").await;
        place.join(&community, "ada").await;
        let former = Some(planted.secret.reveal());
        let session = community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, former).await.unwrap();
        assert_ne!(session.secret, planted.secret);
        assert_eq!(community.visitor(planted.secret.reveal()).await.unwrap(), None);
        // A secret that nobody gave out is nobody's, before and after.
        let invented = "ab".repeat(32);
        community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, Some(&invented)).await.unwrap();
        assert_eq!(community.visitor(&invented).await.unwrap(), None);
    }
}

#[tokio::test]
async fn owners_see_and_end_their_sessions() {
    for place in Place::all("sessions").await {
        let community = place.open().await;
        let ada = place.join(&community, "ada").await;
        let bo = place.join(&community, "bo").await;
        let phone = community.sign_in(&email("ada"), PASSWORD, "Phone\r\n1", PLACE, None).await.unwrap();
        let visitor = community.visitor(ada.secret.reveal()).await.unwrap().unwrap();
        let sessions = community.sessions(&visitor.account.id).await.unwrap();
        let agents: Vec<&str> = sessions.iter().map(|session| session.agent.as_str()).collect();
        assert_eq!(sessions.len(), 2);
        assert!(agents.contains(&AGENT) && agents.contains(&"Phone1"), "{agents:?}");
        let bos = community.visitor(bo.secret.reveal()).await.unwrap().unwrap();
        community.revoke(&visitor.account.id, bos.session().unwrap()).await.unwrap();
        assert!(community.visitor(bo.secret.reveal()).await.unwrap().is_some(), "another's session stays");
        let phones = sessions.iter().find(|session| session.agent == "Phone1").unwrap();
        community.revoke(&visitor.account.id, &phones.id).await.unwrap();
        assert_eq!(community.visitor(phone.secret.reveal()).await.unwrap(), None);
        // Used every now and then, a session lives for half a year; unused, for a month.
        for _ in 0..8 {
            pass(20 * DAY);
            assert!(community.visitor(ada.secret.reveal()).await.unwrap().is_some());
        }
        pass(20 * DAY);
        assert_eq!(community.visitor(ada.secret.reveal()).await.unwrap(), None);
        assert_eq!(community.visitor(bo.secret.reveal()).await.unwrap(), None);
        assert_eq!(community.sessions(&visitor.account.id).await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_letter() {
    for place in Place::all("forgotten").await {
        let community = place.open().await;
        let before = place.join(&community, "ada").await;
        community.forgotten(&email("ada"), PLACE).await.unwrap();
        let first = token(&place.letter().await);
        assert_eq!(refusal(community.new_password(&first, "short", AGENT).await), Refusal::WeakPassword);
        let after = community.new_password(&first, "quite another one", AGENT).await.unwrap();
        assert!(community.visitor(after.secret.reveal()).await.unwrap().is_some());
        assert_eq!(community.visitor(before.secret.reveal()).await.unwrap(), None, "all sessions end");
        assert_eq!(refusal(community.new_password(&first, "quite another one", AGENT).await), Refusal::DeadLink);
        assert_eq!(refusal(community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, None).await), Refusal::WrongSignIn);
        community.sign_in(&email("ada"), "quite another one", AGENT, PLACE, None).await.unwrap();
        community.forgotten(&email("ada"), PLACE).await.unwrap();
        let late = token(&place.letter().await);
        assert_eq!(refusal(community.confirm(&late, PASSWORD, AGENT).await), Refusal::DeadLink, "for another purpose");
        pass(DAY + 1);
        assert_eq!(refusal(community.new_password(&late, "a third password", AGENT).await), Refusal::DeadLink);
    }
}

#[tokio::test]
async fn an_address_becomes_another_by_proof_and_letter() {
    for place in Place::all("another address").await {
        let community = place.open().await;
        let session = place.join(&community, "ada").await;
        let other = place.join(&community, "eve").await;
        let visitor = async |session: &scholargraph_community::Session| {
            community.visitor(session.secret.reveal()).await.unwrap().unwrap()
        };
        let (ada, eve) = (visitor(&session).await, visitor(&other).await);
        community.claim(&ada.account, "person:A1", DOMAIN, "").await.unwrap();
        let give = async |email: &str, password: &str| community.give_address(&ada, email, password, PLACE).await;
        assert_eq!(refusal(give("ada@example.net", "what a stranger guesses").await), Refusal::WrongSignIn);
        assert_eq!(refusal(give("nothing", PASSWORD).await), Refusal::BadEmail);
        community.forgotten(&email("ada"), PLACE).await.unwrap();
        let reset = token(&place.letter().await);
        give("ada@example.net", PASSWORD).await.unwrap();
        let link = token(&place.letter().await);
        assert_eq!(visitor(&session).await.account.email, email("ada"), "until the letter is opened");
        assert_eq!(refusal(community.confirm_address(&eve.account, &link).await), Refusal::DeadLink);
        community.confirm_address(&ada.account, &link).await.unwrap();
        assert!(place.letter().await.contains("Your e-mail address has changed"));
        assert_eq!(visitor(&session).await.account.email, "ada@example.net");
        assert_eq!(community.ownership("person:A1").domain, "example.net");
        assert_eq!(refusal(community.confirm_address(&ada.account, &link).await), Refusal::DeadLink);
        let reset = community.new_password(&reset, "quite another one", AGENT).await;
        assert_eq!(refusal(reset), Refusal::DeadLink, "whoever reads the former address has nothing of it");
        let former = community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, None).await;
        assert_eq!(refusal(former), Refusal::WrongSignIn);
        community.sign_in("ada@example.net", PASSWORD, AGENT, PLACE, None).await.unwrap();
        // An address that has an account is told nobody who asks.
        let ada = visitor(&session).await;
        community.give_address(&ada, &email("eve"), PASSWORD, PLACE).await.unwrap();
        assert!(place.letter().await.contains("which has one already"));
        assert_eq!(visitor(&session).await.account.email, "ada@example.net");
    }
}

#[tokio::test]
async fn owners_change_and_delete_what_is_theirs() {
    for place in Place::all("deletion").await {
        let community = place.open().await;
        let session = place.join(&community, "ada").await;
        let ada = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account;
        community.rename(&ada.id, " Ada\u{0} King ").await.unwrap();
        assert_eq!(refusal(community.rename(&ada.id, " ").await), Refusal::BadName);
        let refused =
            community.change_password(&whom(&ada), "what a stranger guesses", "a longer password", AGENT).await;
        assert_eq!(refusal(refused), Refusal::WrongSignIn);
        let session = community.change_password(&whom(&ada), PASSWORD, "a longer password", AGENT).await.unwrap();
        let ada = community.visitor(session.secret.reveal()).await.unwrap().unwrap().account;
        assert_eq!(ada.name, "Ada King");
        community.follow(&ada.id, "person:A1").await.unwrap();
        let export = serde_json::to_value(community.export(&ada).await.unwrap()).unwrap();
        assert_eq!(export["account"]["email"], "ada@example.org");
        assert_eq!(
            (export["follows"][0]["node"].as_str(), export["sessions"][0]["agent"].as_str()),
            (Some("person:A1"), Some(AGENT))
        );
        assert!(!export.to_string().contains("argon2"));
        assert_eq!(refusal(community.delete(&whom(&ada), PASSWORD).await), Refusal::WrongSignIn);
        community.delete(&whom(&ada), "a longer password").await.unwrap();
        assert_eq!(community.visitor(session.secret.reveal()).await.unwrap(), None);
        assert_eq!(community.followers("person:A1"), 0);
        place.join(&community, "ada").await;
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let place = Place::all("refusals").await.remove(0);
    let community = place.open().await;
    let sign_up = async |change: fn(&mut NewAccount)| {
        let mut account = new("ada");
        change(&mut account);
        refusal(community.sign_up(account, PLACE).await)
    };
    assert_eq!(sign_up(|new| new.email = "ada@example.org\nBcc: all@example.org".into()).await, Refusal::BadEmail);
    assert_eq!(sign_up(|new| new.name = "\u{1}".into()).await, Refusal::BadName);
    assert_eq!(sign_up(|new| new.name = "a".repeat(201)).await, Refusal::BadName);
    assert_eq!(sign_up(|new| new.password = "short".into()).await, Refusal::WeakPassword);
    assert_eq!(sign_up(|new| new.password = "long".repeat(51)).await, Refusal::LongPassword);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::all("files").await.remove(0);
    let community = place.open().await;
    place.join(&community, "ada").await;
    let store = std::path::Path::new(&place.written);
    let beside = store.parent().unwrap().read_dir().unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> = beside.filter(|path| path.to_string_lossy().contains("community.sqlite")).collect();
    assert!(files.len() > 1, "{files:?}");
    for path in files.iter().chain([&place.mail]) {
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
    }
}
