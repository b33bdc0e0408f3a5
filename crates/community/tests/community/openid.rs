//! Signing in with a provider: a real one over HTTP, which can be made to lie.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::State, routing::get};
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, EmptyAdditionalClaims, EndUserEmail, EndUserName, IdToken, IdTokenClaims,
    IssuerUrl, JsonWebKeyId, Nonce, PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{
        CoreEdDsaPrivateSigningKey, CoreGenderClaim, CoreHmacKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    },
    url::Url,
};
use scholargraph_community::{
    Account, Arrival, Arrived, ClaimState, Community, Error, Ownership, Proof, ProviderOptions, Refusal, Secret, Shown,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::common::{AGENT, PASSWORD, PLACE, Place, email, new, pass, refusal, token, whom};

const CLIENT: &str = "scholargraph";
const CLIENT_SECRET: &str = "what only the two know, and long enough";
const ORCID: &str = "0000-0002-1825-0097";
const PERSON: &str = "person:A1";

/// What a provider says next.
#[derive(Clone, Debug)]
struct Says {
    issuer: String,
    audience: String,
    subject: String,
    nonce: String,
    name: String,
    email: Option<(String, bool)>,
    /// Seconds from now.
    expires: i64,
    signed_by: SignedBy,
    /// Does the token endpoint accept the code?
    accepts: bool,
}

/// What somebody makes a provider say instead.
type Lie = fn(&mut Says);

#[derive(Clone, Copy, Debug)]
enum SignedBy {
    Itself,
    Another,
    ClientSecret,
    Nobody,
}

/// A provider of OpenID Connect on this machine.
#[derive(Clone)]
struct Provider {
    issuer: String,
    says: Arc<Mutex<Says>>,
    /// The last proof of a code that it was shown (RFC 7636).
    proof: Arc<Mutex<String>>,
}

fn key(of: SignedBy) -> CoreEdDsaPrivateSigningKey {
    let seed = match of {
        SignedBy::Itself => "MC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB",
        _ => "MC4CAQAwBQYDK2VwBCIEIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC",
    };
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{seed}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("key".to_owned()))).unwrap()
}

impl Provider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let says = Says {
            issuer: issuer.clone(),
            audience: CLIENT.to_owned(),
            subject: ORCID.to_owned(),
            nonce: String::new(),
            name: "Josiah Carberry".to_owned(),
            email: None,
            expires: 300,
            signed_by: SignedBy::Itself,
            accepts: true,
        };
        let provider = Self { issuer, says: Arc::new(Mutex::new(says)), proof: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(described))
            .route("/keys", get(keys))
            .route("/token", axum::routing::post(answered))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn options(&self, name: &str, orcid: bool) -> ProviderOptions {
        let described = json!({
            "name": name, "issuer": self.issuer, "client_id": CLIENT, "client_secret": CLIENT_SECRET,
            "subjects_are_orcids": orcid,
        });
        serde_json::from_value(described).unwrap()
    }

    fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }
}

async fn described(State(provider): State<Provider>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", provider.issuer);
    Json(json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn keys() -> Json<Value> {
    Json(json!({ "keys": [key(SignedBy::Itself).as_verification_key()] }))
}

async fn answered(State(provider): State<Provider>, body: String) -> (axum::http::StatusCode, Json<Value>) {
    let fields: Vec<(String, String)> =
        Url::parse(&format!("http://x/?{body}")).unwrap().query_pairs().into_owned().collect();
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    *provider.proof.lock().unwrap() = field("code_verifier").unwrap_or_default();
    let says = provider.says.lock().unwrap().clone();
    if !says.accepts {
        return (axum::http::StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })));
    }
    let token = id_token(&says);
    let answer = json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": token });
    (axum::http::StatusCode::OK, Json(answer))
}

/// What tokens of a platform say beside what all do.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Further {
    orcid: Option<String>,
}

impl AdditionalClaims for Further {}

fn id_token(says: &Says) -> String {
    signed(says, EmptyAdditionalClaims {})
}

/// A token of the platform that somebody is signed in to.
fn host_token(provider: &Provider, orcid: Option<&str>, change: impl FnOnce(&mut Says)) -> String {
    let mut says = provider.says.lock().unwrap().clone();
    change(&mut says);
    signed(&says, Further { orcid: orcid.map(str::to_owned) })
}

type Token<A> = IdToken<A, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

fn signed<A: AdditionalClaims>(says: &Says, further: A) -> String {
    let mut who = StandardClaims::new(SubjectIdentifier::new(says.subject.clone()))
        .set_name(Some(EndUserName::new(says.name.clone()).into()));
    if let Some((address, verified)) = &says.email {
        who = who.set_email(Some(EndUserEmail::new(address.clone()))).set_email_verified(Some(*verified));
    }
    let now = std::time::SystemTime::now();
    let until =
        now + std::time::Duration::from_secs(1000) - std::time::Duration::from_secs((1000 - says.expires) as u64);
    let claims = IdTokenClaims::new(
        IssuerUrl::new(says.issuer.clone()).unwrap(),
        vec![Audience::new(says.audience.clone())],
        until.into(),
        now.into(),
        who,
        further,
    )
    .set_nonce(Some(Nonce::new(says.nonce.clone())));
    let access = AccessToken::new("access".to_owned());
    let signed = match says.signed_by {
        SignedBy::ClientSecret => {
            // Without a hash of the access token, which takes another key.
            let key = CoreHmacKey::new(CLIENT_SECRET);
            Token::new(claims, &key, CoreJwsSigningAlgorithm::HmacSha256, None, None).unwrap().to_string()
        }
        by => {
            let alg = CoreJwsSigningAlgorithm::EdDsa;
            Token::new(claims, &key(by), alg, Some(&access), None).unwrap().to_string()
        }
    };
    match says.signed_by {
        SignedBy::Nobody => {
            let (_, rest) = signed.split_once('.').unwrap();
            let (claims, _) = rest.split_once('.').unwrap();
            // {"alg":"none"}
            format!("eyJhbGciOiJub25lIn0.{claims}.")
        }
        _ => signed,
    }
}

/// A browser that has departed.
#[derive(Clone)]
struct Browser {
    state: String,
    nonce: String,
    challenge: String,
    secret: Secret,
}

impl Browser {
    async fn departs(community: &Community, provider: &str, account: Option<&str>) -> Self {
        let departure = community.depart(provider, account, "/people/A1", PLACE).await.unwrap();
        let url = Url::parse(&departure.url).unwrap();
        let field = |name: &str| url.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
        assert_eq!((field("response_type"), field("code_challenge_method")), ("code".to_owned(), "S256".to_owned()));
        assert_eq!(field("redirect_uri"), format!("https://graph.example.org/sign-in/back/{provider}"));
        let (state, nonce, challenge) = (field("state"), field("nonce"), field("code_challenge"));
        Self { state, nonce, challenge, secret: departure.browser }
    }

    fn arrival(&self) -> Arrival<'_> {
        Arrival { state: &self.state, code: "code", browser: Some(self.secret.reveal()), ..Arrival::default() }
    }

    /// Comes back from a provider that says what it must of this departure, but for what `change` does to it.
    async fn arrives(
        &self,
        community: &Community,
        provider: &Provider,
        change: impl FnOnce(&mut Says),
    ) -> Result<Arrived, Error> {
        provider.says(|says| says.nonce.clone_from(&self.nonce));
        provider.says(change);
        community.arrive("orcid", self.arrival(), AGENT, None).await
    }
}

async fn account(community: &Community, arrived: &Arrived) -> Account {
    community.visitor(arrived.session.secret.reveal()).await.unwrap().unwrap().account
}

/// Stores of either kind, with a provider that tells ORCID iDs.
async fn places(test: &str) -> (Provider, Vec<Place>) {
    let provider = Provider::start().await;
    let mut places = Place::all(test).await;
    for place in &mut places {
        place.providers = vec![provider.options("ORCID", true), provider.options("The University", false)];
    }
    (provider, places)
}

#[tokio::test]
async fn somebody_signs_in_with_orcid_and_owns_their_record() {
    let (provider, places) = places("openid").await;
    for place in places {
        let community = place.open().await;
        assert_eq!(
            community.providers().collect::<Vec<_>>(),
            [("orcid", "ORCID"), ("the-university", "The University")]
        );
        let browser = Browser::departs(&community, "orcid", None).await;
        let arrived = browser.arrives(&community, &provider, |_| ()).await.unwrap();
        assert_eq!(arrived.next, "/people/A1");
        let proof = openidconnect::PkceCodeVerifier::new(provider.proof.lock().unwrap().clone());
        let challenge = openidconnect::PkceCodeChallenge::from_code_verifier_sha256(&proof);
        assert_eq!(challenge.as_str(), browser.challenge, "the code is of use to this server alone");
        let carberry = account(&community, &arrived).await;
        assert_eq!((carberry.name.as_str(), carberry.email.as_str()), ("Josiah Carberry", ""));
        let proof = Proof { orcid: Some(ORCID), ..Proof::default() };
        assert_eq!(community.claim(&carberry, PERSON, proof, "").await.unwrap(), ClaimState::Accepted);
        let owner = Ownership { owner: Some(carberry.id.clone()), orcid: ORCID.to_owned(), ..Ownership::default() };
        assert_eq!(community.ownership(PERSON), owner);
        assert_eq!(community.claim_events(PERSON).await.unwrap()[1].note, format!("ORCID {ORCID}"));

        // The next time it is the same account, and an account without a password is entered with none.
        let again = Browser::departs(&community, "orcid", None).await;
        let former = arrived.session.secret.reveal();
        provider.says(|says| says.nonce.clone_from(&again.nonce));
        let again = community.arrive("orcid", again.arrival(), AGENT, Some(former)).await.unwrap();
        assert_eq!(account(&community, &again).await.id, carberry.id);
        assert!(community.visitor(former).await.unwrap().is_none(), "the session before ended");
        assert_eq!(refusal(community.sign_in(&carberry.id, "", AGENT, PLACE, None).await), Refusal::WrongSignIn);
        let identities = community.identities(&carberry.id).await.unwrap();
        let only = refusal(community.disconnect(&carberry.id, &provider.issuer, ORCID).await);
        assert_eq!((identities.len(), only), (1, Refusal::LastIdentity));

        // An address of mail, by letter, to whoever asked for it.
        let stranger = Browser::departs(&community, "the-university", None).await;
        provider.says(|says| (says.nonce, says.subject) = (stranger.nonce.clone(), "7".to_owned()));
        let stranger = community.arrive("the-university", stranger.arrival(), AGENT, None).await.unwrap();
        let eve = account(&community, &stranger).await;
        provider.says(|says| says.subject = ORCID.to_owned());
        assert!(eve.id != carberry.id && eve.email.is_empty());
        community.give_address(&whom(&carberry), "Josiah@Example.org", "", PLACE).await.unwrap();
        let token = token(&place.letter().await);
        assert_eq!(refusal(community.confirm_address(&eve, &token).await), Refusal::DeadLink);
        community.confirm_address(&carberry, &token).await.unwrap();
        assert_eq!(community.ownership(PERSON).domain, "example.org");
        assert_eq!(refusal(community.confirm_address(&carberry, &token).await), Refusal::DeadLink);

        // Deleting asks for a session that began just now.
        let visitor = community.visitor(again.session.secret.reveal()).await.unwrap().unwrap();
        pass(16 * 60);
        assert_eq!(refusal(community.delete(&visitor, "").await), Refusal::SignInAgain);
        pass(-16 * 60);
        community.delete(&visitor, "").await.unwrap();
        assert_eq!(community.ownership(PERSON), Ownership::default());
    }
}

#[tokio::test]
async fn what_a_provider_is_made_to_say_is_not_believed() {
    let (provider, places) = places("forged").await;
    for place in places {
        let community = place.open().await;
        let honest = provider.says.lock().unwrap().clone();
        let lies: [(&str, Lie); 9] = [
            ("another issuer", |says| says.issuer = "https://orcid.org".to_owned()),
            ("another audience", |says| says.audience = "another".to_owned()),
            ("another nonce", |says| says.nonce = "0".repeat(64)),
            ("no nonce", |says| says.nonce.clear()),
            ("too late", |says| says.expires = -1),
            ("another key", |says| says.signed_by = SignedBy::Another),
            ("the client's secret as a key", |says| says.signed_by = SignedBy::ClientSecret),
            ("no signature", |says| says.signed_by = SignedBy::Nobody),
            ("no ORCID iD", |says| says.subject = "0000-0002-1825-0098".to_owned()),
        ];
        for (lie, change) in lies {
            let browser = Browser::departs(&community, "orcid", None).await;
            let arrived = browser.arrives(&community, &provider, change).await;
            assert_eq!(refusal(arrived), Refusal::BadArrival, "{lie}");
            provider.says(|says| *says = honest.clone());
        }
        let browser = Browser::departs(&community, "orcid", None).await;
        let refused = browser.arrives(&community, &provider, |says| says.accepts = false).await;
        assert_eq!(refusal(refused), Refusal::BadArrival, "a code that the provider does not know");
        provider.says(|says| *says = honest.clone());
        let browser = Browser::departs(&community, "orcid", None).await;
        browser.arrives(&community, &provider, |_| ()).await.unwrap();
    }
}

#[tokio::test]
async fn only_the_browser_that_departed_arrives_and_once() {
    let (provider, places) = places("mixed up").await;
    for place in places {
        let community = place.open().await;
        let (ada, eve) =
            (Browser::departs(&community, "orcid", None).await, Browser::departs(&community, "orcid", None).await);
        let arrive = async |arrival: Arrival<'_>, at: &str| {
            provider.says(|says| says.nonce.clone_from(&ada.nonce));
            community.arrive(at, arrival, AGENT, None).await
        };
        // Each try spends the state, so each has a departure of its own but for what cannot be found.
        assert_eq!(refusal(arrive(Arrival { state: "0", ..ada.arrival() }, "orcid").await), Refusal::BadArrival);
        assert_eq!(refusal(arrive(Arrival { browser: None, ..ada.arrival() }, "orcid").await), Refusal::BadArrival);
        assert_eq!(refusal(arrive(ada.arrival(), "nobody").await), Refusal::NoProvider);
        let foreign = Arrival { browser: Some(eve.secret.reveal()), ..ada.arrival() };
        assert_eq!(refusal(arrive(foreign, "orcid").await), Refusal::BadArrival);
        assert_eq!(refusal(arrive(ada.arrival(), "orcid").await), Refusal::BadArrival, "the state is spent");

        let browser = Browser::departs(&community, "orcid", None).await;
        provider.says(|says| says.nonce.clone_from(&browser.nonce));
        let elsewhere = community.arrive("the-university", browser.arrival(), AGENT, None).await;
        assert_eq!(refusal(elsewhere), Refusal::BadArrival, "the answer came to the address of another provider");
        let browser = Browser::departs(&community, "orcid", None).await;
        provider.says(|says| says.nonce.clone_from(&browser.nonce));
        let mixed = Arrival { issuer: Some("https://evil.example"), ..browser.arrival() };
        assert_eq!(refusal(community.arrive("orcid", mixed, AGENT, None).await), Refusal::BadArrival);

        let browser = Browser::departs(&community, "orcid", None).await;
        pass(601);
        assert_eq!(refusal(browser.arrives(&community, &provider, |_| ()).await), Refusal::BadArrival, "too late");
        let browser = Browser::departs(&community, "orcid", None).await;
        let named = Arrival { issuer: Some(&provider.issuer), ..browser.arrival() };
        provider.says(|says| says.nonce.clone_from(&browser.nonce));
        community.arrive("orcid", named, AGENT, None).await.unwrap();
        assert_eq!(refusal(community.arrive("orcid", named, AGENT, None).await), Refusal::BadArrival, "replayed");
        assert_eq!(refusal(community.depart("nobody", None, "/", PLACE).await), Refusal::NoProvider);
    }
}

#[tokio::test]
async fn an_identity_is_connected_by_its_owner() {
    let (provider, places) = places("connected").await;
    for place in places {
        let community = place.open().await;
        let mut accounts = Vec::new();
        for name in ["ada", "eve"] {
            let session = place.join(&community, name).await;
            accounts.push(community.visitor(session.secret.reveal()).await.unwrap().unwrap().account);
        }
        let [ada, eve] = &accounts[..] else { panic!("two joined") };
        // Whoever is signed in at arrival must be whom it departed for.
        for signed_in in [None, Some(eve.id.as_str())] {
            let browser = Browser::departs(&community, "orcid", Some(&ada.id)).await;
            provider.says(|says| says.nonce.clone_from(&browser.nonce));
            let arrival = Arrival { signed_in, ..browser.arrival() };
            assert_eq!(refusal(community.arrive("orcid", arrival, AGENT, None).await), Refusal::BadArrival);
        }
        let connect = async |account: &Account| {
            let browser = Browser::departs(&community, "orcid", Some(&account.id)).await;
            provider.says(|says| says.nonce.clone_from(&browser.nonce));
            let arrival = Arrival { signed_in: Some(&account.id), ..browser.arrival() };
            community.arrive("orcid", arrival, AGENT, None).await
        };
        community.claim(ada, PERSON, Proof { domain: Some("example.org"), ..Proof::default() }, "").await.unwrap();
        assert_eq!(community.ownership(PERSON).orcid, "");
        connect(ada).await.unwrap();
        assert_eq!(community.ownership(PERSON).orcid, ORCID);
        assert_eq!(refusal(connect(eve).await), Refusal::IdentityTaken);
        // It is another way into the same account.
        let browser = Browser::departs(&community, "orcid", None).await;
        let arrived = browser.arrives(&community, &provider, |_| ()).await.unwrap();
        assert_eq!(account(&community, &arrived).await.id, ada.id);
        assert_eq!(community.export(ada).await.unwrap().identities[0].subject, ORCID);
        community.disconnect(&ada.id, &provider.issuer, ORCID).await.unwrap();
        assert_eq!(community.ownership(PERSON).orcid, "");
        community.sign_in(&email("ada"), PASSWORD, AGENT, PLACE, None).await.unwrap();
    }
}

#[tokio::test]
async fn an_address_that_somebody_has_is_not_taken() {
    let (provider, places) = places("addresses").await;
    for place in places {
        let community = place.open().await;
        place.join(&community, "ada").await;
        let sign_in = async |subject: &str, address: &str, verified: bool| {
            let browser = Browser::departs(&community, "the-university", None).await;
            provider.says(|says| {
                says.nonce.clone_from(&browser.nonce);
                says.subject = subject.to_owned();
                says.email = Some((address.to_owned(), verified));
            });
            let arrived = community.arrive("the-university", browser.arrival(), AGENT, None).await.unwrap();
            account(&community, &arrived).await
        };
        assert_eq!(sign_in("1", "ada@example.org", true).await.email, "", "it is another account's");
        assert_eq!(sign_in("2", "bo@example.org", false).await.email, "", "nobody verified it");
        let cy = sign_in("3", "Cy@Example.org", true).await;
        assert_eq!(cy.email, "cy@example.org");
        assert!(community.identities(&cy.id).await.unwrap()[0].orcid.is_empty());
        // Whoever wants that address gets a letter that says there is an account.
        community.sign_up(new("Cy"), PLACE).await.unwrap();
        assert!(place.letter().await.contains("You have an account already"));
        provider.says(|says| says.email = None);
    }
}

#[tokio::test]
async fn providers_are_described_as_they_must_be() {
    let provider = Provider::start().await;
    let mut place = Place::all("described").await.remove(0);
    let described = |name: &str, issuer: &str| ProviderOptions {
        name: name.to_owned(),
        issuer: issuer.to_owned(),
        ..provider.options("x", false)
    };
    let wrong = [
        vec![described("–", "https://a.example")],
        vec![described("a", "http://a.example")],
        vec![described("a", "a.example")],
        vec![described("a", "https://a.example"), described("A!", "https://b.example")],
    ];
    for providers in wrong {
        place.providers = providers;
        assert!(matches!(place.try_open().await, Err(Error::Provider(_))));
    }
    // One that cannot be reached stops nobody but those who sign in with it.
    place.providers = vec![described("gone", "http://127.0.0.1:9")];
    let community = place.open().await;
    assert_eq!(refusal(community.depart("gone", None, "/", PLACE).await), Refusal::ProviderFailed);
}

#[tokio::test]
async fn whoever_is_signed_in_to_the_platform_is_signed_in_here() {
    let (provider, places) = places("host").await;
    for mut place in places {
        let described = json!({
            "issuer": provider.issuer, "audience": CLIENT, "keys": format!("{}/keys", provider.issuer), "cookie": "host",
        });
        place.host = Some(serde_json::from_value(described).unwrap());
        let community = place.open().await;
        let token = |change: Lie| host_token(&provider, Some(ORCID), change);
        let ada = community.visitor_by_host(&token(|_| ())).await.unwrap().unwrap();
        assert_eq!((ada.account.name.as_str(), &ada.by), ("Josiah Carberry", &Shown::Host));
        let again = community.visitor_by_host(&token(|says| says.name = "Another".to_owned())).await.unwrap();
        assert_eq!(again, Some(ada.clone()), "the same account, as its owner calls themself here");
        let identity = community.identities(&ada.account.id).await.unwrap().remove(0);
        assert_eq!((identity.issuer, identity.orcid.as_str()), (provider.issuer.clone(), ORCID));
        let other = community.visitor_by_host(&token(|says| says.subject = "7".to_owned())).await.unwrap().unwrap();
        assert_ne!(other.account.id, ada.account.id);
        let many = (0..8).map(|_| {
            let (community, token) = (community.clone(), token(|says| says.subject = "at once".to_owned()));
            tokio::spawn(async move { community.visitor_by_host(&token).await.unwrap().unwrap().account.id })
        });
        let mut ids = std::collections::BTreeSet::new();
        for id in many.collect::<Vec<_>>() {
            ids.insert(id.await.unwrap());
        }
        assert_eq!(ids.len(), 1, "one account, however many pages a browser opens first");
        let lies: [(&str, Lie); 6] = [
            ("another issuer", |says| says.issuer = "https://evil.example".to_owned()),
            ("another audience", |says| says.audience = "another".to_owned()),
            ("too late", |says| says.expires = -1),
            ("another key", |says| says.signed_by = SignedBy::Another),
            ("the audience's secret as a key", |says| says.signed_by = SignedBy::ClientSecret),
            ("no signature", |says| says.signed_by = SignedBy::Nobody),
        ];
        for (lie, change) in lies {
            assert_eq!(community.visitor_by_host(&token(change)).await.unwrap(), None, "{lie}");
        }
        for text in ["", "a.b.c", "x", &"a".repeat(100_000)] {
            assert_eq!(community.visitor_by_host(text).await.unwrap(), None);
        }
        // The iD stands on a record as long as it is the account's.
        let proof = Proof { domain: None, orcid: Some(ORCID) };
        community.claim(&ada.account, "person:A1", proof, "").await.unwrap();
        assert!(community.curated().orcids.is_empty(), "unless asked for");
        community.show_orcid(&ada.account.id, "person:A1", true).await.unwrap();
        assert_eq!(community.curated().orcids, [("person:A1".to_owned(), ORCID.to_owned())]);
        // A program's token deletes nothing; the platform's word does.
        assert_eq!(refusal(community.delete(&whom(&ada.account), "").await), Refusal::SignInAgain);
        community.delete(&ada, "").await.unwrap();
        assert!(community.curated().orcids.is_empty());
        assert!(community.identities(&ada.account.id).await.unwrap().is_empty());
    }
}
