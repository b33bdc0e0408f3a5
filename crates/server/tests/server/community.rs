//! Accounts and follows on pages, and those who try to get at others'.

use std::{cell::RefCell, fs};

use crate::{
    common::{HOSTILE, Server},
    site::{Browser, PASSWORD, Site, claim_of, leads_to, store},
};

#[tokio::test]
async fn without_a_community_nothing_is_offered() {
    let server = Server::new();
    assert_eq!(server.get("/sign-in").await.status.as_u16(), 404);
    let page = server.get("/people/A1").await;
    assert!(page.text().contains("0 followers") && !page.text().contains("Sign in"));
    assert_eq!(page.header("vary"), "accept-encoding");
    assert!(!server.get("/topics/T1").await.text().contains("follower"));
}

#[tokio::test]
async fn somebody_joins_and_follows() {
    let site = Site::new().await;
    let stranger = site.browser();
    let page = stranger.get("/people/A1").await;
    assert!(page.text().contains("href=\"/sign-in?next=%2Fpeople%2FA1\">Sign in to follow"), "{}", page.text());
    let ada = site.member("Ada <b>King</b>").await;
    leads_to(&ada.follow("person:A9", "yes").await, "/people/A1");
    ada.follow("topic:T1", "yes").await;
    ada.follow("topic:T1", "yes").await;
    let page = ada.get("/people/A1").await;
    assert!(page.text().contains("1 follower") && page.text().contains("Unfollow</button>"), "{}", page.text());
    assert!(page.text().contains("Ada &lt;b&gt;King&lt;/b&gt;") && !page.text().contains("<b>King"));
    let account = ada.get("/account").await;
    assert!(account.text().contains("Ada Lovelace") && account.text().contains("Computing"), "a merged id is followed");
    assert!(stranger.get("/topics/T1").await.text().contains("1 follower"));
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["followers"], 1);
    ada.follow("person:A1", "no").await;
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["followers"], 0);
    leads_to(&ada.post("/sign-out", &[]).await, "/");
    leads_to(&ada.follow("person:A1", "yes").await, "/sign-in?next=%2Fpeople%2FA1");
    leads_to(&ada.get("/account").await, "/sign-in?next=%2Faccount");
    let email = [("email", "15@example.org"), ("password", PASSWORD), ("next", "/topics/T1")];
    leads_to(&ada.post("/sign-in", &email).await, "/topics/T1");
    assert!(ada.get("/topics/T1").await.text().contains("Unfollow"));
}

#[tokio::test]
async fn forms_of_other_sites_change_nothing() {
    let site = Site::new().await;
    let ada = site.member("Ada").await;
    let forms: [(&str, &[(&str, &str)]); 9] = [
        ("/sign-in", &[("email", "3@example.org"), ("password", PASSWORD)]),
        ("/sign-up", &[("email", "new@example.org"), ("name", "New"), ("new", PASSWORD)]),
        ("/forgotten", &[("email", "3@example.org")]),
        ("/follow", &[("node", "person:A1"), ("follow", "yes")]),
        ("/account/name", &[("name", "Mallory")]),
        ("/account/password", &[("password", PASSWORD), ("new", "what Mallory chose")]),
        ("/account/sessions", &[("session", "all")]),
        ("/account/delete", &[("password", PASSWORD)]),
        ("/sign-out", &[]),
    ];
    for from in ["cross-site", "same-site"] {
        for (uri, fields) in forms {
            let reply = ada.post_from(from, uri, fields).await;
            assert_eq!(reply.status.as_u16(), 403, "{uri}");
            assert!(
                reply.text().contains("not sent by a page of this server") && reply.header("set-cookie").is_empty()
            );
        }
    }
    assert!(ada.get("/account").await.text().contains("<h1>Ada</h1>"));
    assert_eq!(site.server.get("/v1/people/A1").await.json()["summary"]["followers"], 0);
    assert_eq!(fs::read_dir(&site.mail).unwrap().count(), 0);
}

#[tokio::test]
async fn what_is_for_one_persons_eyes_is_kept_by_nobody() {
    let site = Site::new().await;
    let stranger = site.browser().get("/people/A1").await;
    assert_eq!((stranger.header("cache-control"), stranger.header("etag").is_empty()), ("no-cache", false));
    let varies: Vec<_> = stranger.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(varies.contains(&"cookie"), "{varies:?}");
    let tag = stranger.header("etag").to_owned();
    assert_eq!(site.server.get_with("/people/A1", "if-none-match", &tag).await.status.as_u16(), 304);
    let ada = site.member("Ada").await;
    for uri in ["/people/A1", "/account", "/account/export", "/sign-up"] {
        let reply = ada.get(uri).await;
        assert_eq!((reply.header("cache-control"), reply.header("etag")), ("private, no-store", ""), "{uri}");
    }
    ada.follow("person:A1", "yes").await;
    assert_eq!(site.server.get_with("/people/A1", "if-none-match", &tag).await.status.as_u16(), 200);
    // Files and data are the same for everybody, whoever asks.
    let style = ada.get("/style.css").await;
    assert!(style.header("cache-control").starts_with("public") && style.header("vary") != "cookie");
    assert_eq!(ada.get("/v1/people/A1").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn cookies_stay_where_they_belong() {
    let site = Site::new().await;
    let ada = site.member("Ada").await;
    let first = ada.cookie.borrow().clone();
    let reply = ada.post("/sign-in", &[("email", "3@example.org"), ("password", PASSWORD)]).await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("__Host-scholargraph="), "{cookie}");
    assert!(["Path=/", "HttpOnly", "SameSite=Lax", "Secure"].iter().all(|word| cookie.contains(word)), "{cookie}");
    // The secret is another one now, and the first has ended.
    assert_ne!(*ada.cookie.borrow(), first);
    let former = Browser { site: &site, cookie: RefCell::new(first) };
    leads_to(&former.get("/account").await, "/sign-in?next=%2Faccount");
    let planted = Browser { site: &site, cookie: RefCell::new(format!("__Host-scholargraph={}", "ab".repeat(32))) };
    planted.post("/sign-in", &[("email", "3@example.org"), ("password", PASSWORD)]).await;
    assert!(!planted.cookie.borrow().contains("abab"));
}

#[tokio::test]
async fn nobody_reads_or_changes_what_is_anothers() {
    let site = Site::new().await;
    let (ada, bo) = (site.member("Ada").await, site.member("Bo").await);
    ada.follow("person:A1", "yes").await;
    let export = bo.get("/account/export").await.json();
    assert_eq!((export["account"]["name"].as_str(), export["follows"].as_array().map(Vec::len)), (Some("Bo"), Some(0)));
    let session = ada.get("/account/export").await.json()["sessions"][0]["id"].as_str().unwrap().to_owned();
    bo.post("/account/sessions", &[("session", &session)]).await;
    assert!(ada.get("/account").await.text().contains("<h1>Ada</h1>"));
    let pages = [bo.get("/account").await, bo.get("/people/A1").await, site.server.get("/people/A1").await];
    assert!(pages.iter().all(|page| !page.text().contains("3@example.org")));
    ada.post("/account/sessions", &[("session", &session)]).await;
    leads_to(&ada.get("/account").await, "/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn forms_say_what_is_wrong_and_repeat_nothing_dangerous() {
    let site = Site::new().await;
    let browser = site.browser();
    let reply = browser.post("/sign-up", &[("email", HOSTILE), ("name", HOSTILE), ("new", PASSWORD)]).await;
    assert_eq!(reply.status.as_u16(), 422);
    assert!(reply.text().contains("role=\"alert\"") && !reply.text().contains("<script>alert"), "{}", reply.text());
    let wrong =
        browser.post("/sign-in", &[("email", "a@b.org"), ("password", "wrong"), ("next", "//evil.example")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(wrong.text().contains("do not belong together") && !wrong.text().contains("evil.example"));
    let ada = site.member("Ada").await;
    let elsewhere = [("node", "person:A1"), ("follow", "yes"), ("next", "https://evil.example")];
    leads_to(&ada.post("/follow", &elsewhere).await, "/account");
    for node in ["work:W1", "person:nobody", "", HOSTILE] {
        let reply = ada.follow(node, "yes").await;
        assert!(matches!(reply.status.as_u16(), 404 | 422), "{node}: {}", reply.status);
    }
    let long = "x".repeat(20_000);
    assert_eq!(browser.post("/sign-up", &[("email", &long)]).await.status.as_u16(), 413);
    assert_eq!(browser.post("/sign-up", &[("email", "a@b.org")]).await.status.as_u16(), 400);
    assert_eq!(browser.get("/follow").await.status.as_u16(), 405);
    assert_eq!(browser.get("/confirm?token=%00&token=x").await.status.as_u16(), 200);
    for _ in 0..9 {
        browser.post("/sign-in", &[("email", "a@b.org"), ("password", "wrong")]).await;
    }
    let last = browser.post("/sign-in", &[("email", "a@b.org"), ("password", "wrong")]).await;
    assert_eq!(last.status.as_u16(), 429);
    assert!(last.text().contains("Too many tries"));
}

#[tokio::test]
async fn accounts_are_deleted_by_their_owners() {
    let site = Site::new().await;
    let ada = site.member("Ada").await;
    ada.follow("institution:I1", "yes").await;
    assert!(site.server.get("/institutions/I1").await.text().contains("1 follower"));
    assert_eq!(ada.post("/account/delete", &[("password", "wrong")]).await.status.as_u16(), 422);
    leads_to(&ada.post("/account/delete", &[("password", PASSWORD)]).await, "/");
    assert!(site.server.get("/institutions/I1").await.text().contains("0 followers"));
    assert_eq!(
        site.browser().post("/sign-in", &[("email", "3@example.org"), ("password", PASSWORD)]).await.status.as_u16(),
        422
    );
}

#[tokio::test]
async fn a_claim_by_reason_waits_for_moderators_and_raises_trust() {
    let site = Site::new().await;
    let before = site.server.get("/v1/people/A3").await.json();
    assert_eq!((&before["claimed"], &before["trust"]["level"]), (&false.into(), &"L1".into()));
    let page = site.browser().get("/people/A3").await;
    assert!(
        page.text().contains("Nobody has claimed this page yet. <a href=\"/sign-in?next=%2Fpeople%2FA3\">"),
        "{}",
        page.text()
    );
    let luigi = site.member("Luigi").await;
    assert!(luigi.get("/people/A3").await.text().contains("href=\"/claim?person=person%3AA3\">This is me"));
    let form = luigi.get("/claim?person=person%3AA3").await;
    assert!(form.text().contains("Luigi Menabrea") && form.text().contains("Ask the moderators"), "{}", form.text());
    let short = luigi.post("/claim", &[("person", "person:A3"), ("reason", "It is me")]).await;
    assert_eq!(short.status.as_u16(), 422);
    let reason = "I wrote the notes that were translated: <script>";
    leads_to(&luigi.post("/claim", &[("person", "person:A3"), ("reason", reason)]).await, "/account");
    assert!(luigi.get("/account").await.text().contains("waits for moderators"));
    assert!(site.browser().get("/people/A3").await.text().contains("1 claim waits for moderators."));
    assert_eq!(site.server.get("/v1/people/A3").await.json()["claimed"], false);
    let claim = claim_of(&luigi).await;
    store(&site.server.state).accept(&claim, "mo", "").await.unwrap();
    let after = site.server.get("/v1/people/A3").await.json();
    assert_eq!((&after["claimed"], &after["trust"]["level"]), (&true.into(), &"L3".into()));
    assert_eq!(after["trust"]["score"].as_u64(), before["trust"]["score"].as_u64().map(|score| score + 10));
    assert!(luigi.get("/people/A3").await.text().contains("This is you."));
    let page = site.browser().get("/people/A3").await;
    assert!(page.text().contains("Its owner has claimed this page.") && page.text().contains("· Claimed"));
    leads_to(&luigi.post("/claim/withdraw", &[("person", "person:A3")]).await, "/account");
    assert_eq!(site.server.get("/v1/people/A3").await.json()["claimed"], false);
}

#[tokio::test]
async fn nobody_claims_for_another_or_what_is_no_person() {
    let site = Site::new().await;
    let (ada, eve) = (site.member("Ada").await, site.member("Evelyn").await);
    let reason = "My page at the university lists all of these works.";
    let claim = [("person", "person:A1"), ("reason", reason)];
    leads_to(&ada.post("/claim", &claim).await, "/account");
    let id = claim_of(&ada).await;
    store(&site.server.state).accept(&id, "mo", "").await.unwrap();
    leads_to(&eve.post("/claim/withdraw", &[("person", "person:A1")]).await, "/account");
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], true);
    assert!(eve.get("/claim?person=person%3AA9").await.text().contains("Somebody has claimed this page."));
    leads_to(&eve.post("/claim", &claim).await, "/account");
    assert!(site.browser().get("/people/A1").await.text().contains("· Disputed"));
    assert_eq!(ada.post_from("cross-site", "/claim/withdraw", &[("person", "person:A1")]).await.status.as_u16(), 403);
    assert_eq!(site.server.get("/v1/people/A1").await.json()["claimed"], true);
    for person in ["topic:T1", "person:nobody", "", HOSTILE] {
        let reply = eve.post("/claim", &[("person", person), ("reason", reason)]).await;
        assert_eq!(reply.status.as_u16(), 404, "{person}");
        assert!(!reply.text().contains("<script>alert"));
    }
    leads_to(&site.browser().post("/claim", &claim).await, "/sign-in?next=%2Fclaim%3Fperson%3Dperson%253AA1");
    // Only moderators read reasons.
    let pages =
        [site.browser().get("/people/A1").await, eve.get("/people/A1").await, site.server.get("/v1/people/A1").await];
    assert!(pages.iter().all(|page| !page.text().contains(reason)));
}

#[tokio::test]
async fn an_owner_is_invited_and_two_talk() {
    let site = Site::new().await;
    let (ada, bo) = (site.member("Ada").await, site.member("Bo").await);
    assert!(bo.get("/people/A1").await.text().contains("Open once the page is claimed."));
    assert!(bo.get("/invite?person=person%3AA1").await.text().contains("there is nobody to invite"));
    let reason = "My page at the university lists all of these works.";
    ada.post("/claim", &[("person", "person:A1"), ("reason", reason)]).await;
    store(&site.server.state).accept(&claim_of(&ada).await, "mo", "").await.unwrap();
    ada.post("/claim/open", &[("person", "person:A1"), ("line", "Looms <i>and</i> engines")]).await;
    assert_eq!(site.server.get("/v1/people/A1").await.json()["open_to_collaborate"], true);
    assert!(
        site.browser()
            .get("/people/A1")
            .await
            .text()
            .contains("</span>: <bdi>Looms &lt;i&gt;and&lt;/i&gt; engines</bdi>")
    );
    let invite = "/invite?person=person%3AA1";
    assert!(bo.get("/people/A1").await.text().contains(&format!("href=\"{invite}\">Invite to a conversation")));
    assert!(bo.get(invite).await.text().contains("value=\"work:W1\""));
    leads_to(&site.browser().get(invite).await, "/sign-in?next=%2Finvite%3Fperson%3Dperson%253AA1");
    let wish = [("person", "person:A1"), ("topic", HOSTILE), ("message", HOSTILE), ("work", "work:W1")];
    let sent = bo.post("/invite", &wish).await;
    let talk = sent.header("location").to_owned();
    assert!(talk.starts_with("/conversations/"), "{}", sent.text());
    assert!(ada.get("/people/A1").await.text().contains(">1 new</a>"));
    let read = ada.get(&talk).await;
    assert!(
        read.text().contains("Accept</button>")
            && !read.text().contains("<script>alert")
            && !read.text().contains("<img")
    );
    leads_to(&ada.post(&talk, &[("act", "accept")]).await, &talk);
    leads_to(&ada.post(&talk, &[("act", "say"), ("text", "https://evil.example is <b>text</b>")]).await, &talk);
    let read = bo.get(&talk).await;
    assert!(
        read.text().contains("https://evil.example is &lt;b&gt;text&lt;/b&gt;")
            && !read.text().contains("href=\"https://evil")
    );
    // Nobody else gets in, whichever way.
    let eve = site.member("Evelyn").await;
    assert_eq!(eve.get(&talk).await.status.as_u16(), 404);
    for act in ["say", "accept", "decline", "close", "block", "report", "burn"] {
        assert_eq!(eve.post(&talk, &[("act", act), ("text", "Hello")]).await.status.as_u16(), 404, "{act}");
    }
    leads_to(&site.browser().get("/conversations").await, "/sign-in?next=%2Fconversations");
    for form in ["/invite", &talk, "/claim/open"] {
        assert_eq!(
            ada.post_from("cross-site", form, &[("act", "close"), ("person", "person:A1")]).await.status.as_u16(),
            403
        );
    }
    leads_to(&ada.post(&talk, &[("act", "block")]).await, "/conversations");
    assert_eq!(bo.post(&talk, &[("act", "say"), ("text", "Why?")]).await.status.as_u16(), 422);
    assert!(bo.get(&talk).await.text().contains("ended"));
}
