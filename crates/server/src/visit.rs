//! Who asks, and what the community says of the nodes of a graph.

use std::{collections::HashSet, sync::Arc};

#[cfg(feature = "community")]
use axum::http::HeaderMap;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
#[cfg(feature = "community")]
use scholargraph::{DenseId, Kind, WorkId};
use scholargraph::{Graph, PersonId, profile::Affiliation, trust};
#[cfg(feature = "community")]
use scholargraph_community::{ClaimState, Community, Error, Visitor};

use crate::AppState;

/// One request's view of the community; without a community there is nobody, and nobody is followed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visit {
    #[cfg(feature = "community")]
    community: Option<Community>,
    /// Who is signed in.
    pub(crate) member: Option<Arc<Member>>,
}

/// How a person of the graph stands with the community.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Has an owner claimed them?
    pub(crate) is_claimed: bool,
    /// What the owner is open to collaborate on; empty where they do not say so.
    pub(crate) open_to: String,
    /// The key of the institution that the owner shows first; empty where they leave it to the years.
    pub(crate) affiliation: String,
    /// How many other claims wait for moderators.
    pub(crate) asked: u64,
    /// What whoever asks has to do with it.
    pub(crate) mine: Option<Mine>,
    /// How many works the owner said are theirs.
    pub(crate) confirmed: usize,
}

impl Standing {
    /// Puts the institution that the owner shows first before the others of theirs, if it is one.
    pub(crate) fn arrange(&self, graph: &Graph, affiliations: &mut [Affiliation]) {
        let is_chosen =
            |at: &Affiliation| !self.affiliation.is_empty() && graph.key(at.institution) == self.affiliation;
        if let Some(chosen) = affiliations.iter().position(is_chosen) {
            affiliations[..=chosen].rotate_right(1);
        }
    }
}

/// What whoever asks can say of a colleague's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colleague {
    /// They may confirm it.
    May,
    /// They did.
    Did,
}

/// A claim of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mine {
    /// They own the record.
    Owner,
    /// They say so, and moderators have not decided.
    Asked,
}

/// Somebody who is signed in.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Keys of the nodes that they follow.
    pub(crate) follows: HashSet<String>,
    /// How many conversations have something new for them.
    pub(crate) news: usize,
    /// Keys of the people whom they claim and moderators have not decided about.
    asked: HashSet<String>,
    #[cfg(feature = "community")]
    pub(crate) visitor: Visitor,
}

#[cfg(feature = "community")]
impl Visit {
    /// Whoever asks without saying who they are.
    pub(crate) fn stranger(state: &AppState) -> Self {
        Self { community: state.community().cloned(), member: None }
    }

    /// Can people sign in here?
    pub(crate) fn is_open(&self) -> bool {
        self.community.is_some()
    }

    /// How many follow the node with this key.
    pub(crate) fn followers(&self, key: &str) -> u64 {
        self.community.as_ref().map_or(0, |community| community.followers(key))
    }

    /// How the person with this key stands.
    pub(crate) fn standing(&self, key: &str) -> Standing {
        let Some(community) = &self.community else { return Standing::default() };
        let ownership = community.ownership(key);
        let member = self.member.as_deref();
        let owns = member.is_some_and(|member| ownership.owner.as_ref() == Some(&member.visitor.account.id));
        let asks = member.is_some_and(|member| member.asked.contains(key));
        let mine = if owns { Some(Mine::Owner) } else { asks.then_some(Mine::Asked) };
        Standing {
            is_claimed: ownership.owner.is_some(),
            open_to: ownership.open_to,
            affiliation: ownership.affiliation,
            asked: ownership.asked,
            mine,
            confirmed: community.reviewed(key).mine.len(),
        }
    }

    /// What the owner of a person proved; `None` where nobody owns them.
    pub(crate) fn owner(&self, graph: &Graph, person: PersonId) -> Option<trust::Ownership> {
        let community = self.community.as_ref()?;
        let key = graph.key(person);
        let mut owner = proven(community, &key)?;
        let work = |key: &String| Some(WorkId::from_index(graph.resolve(Some(Kind::Work), key).ok()?.node.index()));
        owner.confirmed = community.reviewed(&key).mine.iter().filter_map(work).collect();
        owner.confirmed_by = confirming(community, graph, &key);
        Some(owner)
    }

    /// What whoever asks can say of the record of `person`: only owners of records of co-authors can say anything.
    pub(crate) fn colleague(&self, graph: &Graph, person: PersonId) -> Option<Colleague> {
        let (community, member) = (self.community.as_ref()?, self.member.as_deref()?);
        let (key, account) = (graph.key(person), &member.visitor.account.id);
        let is_others = community.ownership(&key).owner.is_some_and(|owner| owner != *account);
        if !is_others {
            return None;
        }
        let works: HashSet<WorkId> = graph.works_of(person).iter().copied().collect();
        let mut own = community.records_of(account).into_iter().filter_map(|key| resolved(graph, &key));
        let shares = own.any(|own| graph.works_of(own).iter().any(|work| works.contains(work)));
        let did = || community.confirmed_by(&key).contains(account);
        shares.then(|| if did() { Colleague::Did } else { Colleague::May })
    }

    /// The tag of an answer that has `etag` of the snapshot alone; `None` where it is for one person's eyes.
    pub(crate) fn etag(&self, etag: &str) -> Option<String> {
        match &self.community {
            _ if self.member.is_some() => None,
            None => Some(etag.to_owned()),
            Some(community) => Some(format!("{}-{}\"", etag.trim_end_matches('"'), community.revision())),
        }
    }
}

#[cfg(not(feature = "community"))]
impl Visit {
    pub(crate) fn stranger(_: &AppState) -> Self {
        Self::default()
    }

    pub(crate) fn is_open(&self) -> bool {
        false
    }

    pub(crate) fn followers(&self, _: &str) -> u64 {
        0
    }

    pub(crate) fn standing(&self, _: &str) -> Standing {
        Standing::default()
    }

    pub(crate) fn owner(&self, _: &Graph, _: PersonId) -> Option<trust::Ownership> {
        None
    }

    pub(crate) fn colleague(&self, _: &Graph, _: PersonId) -> Option<Colleague> {
        None
    }

    pub(crate) fn etag(&self, etag: &str) -> Option<String> {
        Some(etag.to_owned())
    }
}

/// So many accounts that confirm a record are looked at.
#[cfg(feature = "community")]
const CONFIRMING: usize = 50;

/// What the owner of the person with this key proved of themself; `None` where nobody owns them.
#[cfg(feature = "community")]
fn proven(community: &Community, key: &str) -> Option<trust::Ownership> {
    let ownership = community.ownership(key);
    ownership.owner.map(|_| trust::Ownership {
        email_domain: ownership.domain,
        orcid: ownership.orcid,
        ..trust::Ownership::default()
    })
}

/// The people of level L3 or above whose owners confirm the record of the person with this key.
#[cfg(feature = "community")]
fn confirming(community: &Community, graph: &Graph, key: &str) -> Vec<PersonId> {
    let accounts = community.confirmed_by(key).into_iter().take(CONFIRMING);
    let records = accounts.flat_map(|account| community.records_of(&account));
    let is_claimed = |key: &String| {
        let person = resolved(graph, key)?;
        let trust = trust::assess_owned(graph, person, proven(community, key).as_ref());
        (trust.level >= trust::Level::L3).then_some(person)
    };
    records.filter_map(|key| is_claimed(&key)).collect()
}

#[cfg(feature = "community")]
fn resolved(graph: &Graph, key: &str) -> Option<PersonId> {
    Some(PersonId::from_index(graph.resolve(Some(Kind::Person), key).ok()?.node.index()))
}

/// Finds out who asks, for the pages behind it.
#[cfg(feature = "community")]
pub(crate) async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    use axum::http::{HeaderValue, header};
    let mut visit = Visit::stranger(&state);
    if let Some(community) = &visit.community {
        visit.member = member(community, request.headers()).await.map(Arc::new);
    }
    let is_open = visit.is_open();
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if is_open {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("cookie"));
    }
    response
}

#[cfg(not(feature = "community"))]
pub(crate) async fn recognise(_: State<AppState>, request: Request, next: Next) -> Response {
    next.run(request).await
}

/// Who asks. Where the store does not answer, pages are shown as to a stranger.
#[cfg(feature = "community")]
async fn member(community: &Community, headers: &HeaderMap) -> Option<Member> {
    let found = async {
        let Some(visitor) = visitor(community, headers).await? else { return Ok(None) };
        let follows = community.follows(&visitor.account.id).await?;
        let follows = follows.into_iter().map(|follow| follow.node).collect();
        let claims = community.claims_of(&visitor.account.id).await?;
        let asked = claims.into_iter().filter(|claim| claim.state == ClaimState::Asked).map(|claim| claim.person);
        let news = community.news(&visitor.account.id).await?;
        let (name, asked) = (visitor.account.name.clone(), asked.collect());
        Ok::<_, Error>(Some(Member { name, follows, news, asked, visitor }))
    };
    found.await.unwrap_or_else(|error| {
        let reason: &dyn std::error::Error = &error;
        tracing::error!(error = reason, "who asks could not be found out");
        None
    })
}

/// Whose session, or whose token of the platform around this.
#[cfg(feature = "community")]
async fn visitor(community: &Community, headers: &HeaderMap) -> Result<Option<Visitor>, Error> {
    if let Some(secret) = crate::cookie::SESSION.shown(headers, community.public_url())
        && let Some(visitor) = community.visitor(&secret).await?
    {
        return Ok(Some(visitor));
    }
    match community.host_cookie().and_then(|name| crate::cookie::named(headers, name)) {
        Some(token) => community.visitor_by_host(&token).await,
        None => Ok(None),
    }
}

/// Whose token a program shows, be it one that was made here or one of the platform around this.
#[cfg(feature = "community")]
pub(crate) async fn by_bearer(community: &Community, token: &str) -> Result<Option<Visitor>, Error> {
    match community.visitor_by_token(token).await? {
        Some(visitor) => Ok(Some(visitor)),
        None => community.visitor_by_host(token).await,
    }
}

/// Keeps the community of `state` up with other processes that share its store, and with the snapshot being served:
/// whoever follows a node that was merged into another follows that one.
///
/// Does not end; returns at once where there is no community.
#[cfg(feature = "community")]
pub async fn tend(state: AppState) {
    if let Some(community) = state.community().cloned() {
        tokio::join!(
            community.follow_others(),
            crate::succession::keep_up(&state, &community),
            curate(&state, &community)
        );
    }
}

/// Brings into the graph what owners say of their records, as soon as anybody does.
#[cfg(feature = "community")]
async fn curate(state: &AppState, community: &Community) {
    loop {
        let revision = community.curated().revision;
        let state = state.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || state.curate()).await {
            tracing::error!(%error, "what owners say of their records could not be brought into the graph");
        }
        community.curated_changed(revision).await;
    }
}
