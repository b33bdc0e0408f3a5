//! A researcher's page.

use maud::{Markup, html};
use scholargraph::{Graph, Kind, PersonId, Profile, profile::ProfileLimits, trust::assess_owned};

use super::{
    claim,
    explorer::{self, Wider},
    follow,
    frame::{Page, named},
    links::Links,
    parts::{also, dotted, link, outward, span},
    schema, trust,
};
use crate::{
    Loaded,
    asked::Asked,
    bounds,
    listing::Order,
    route::{Understood, understood},
    text::{clean, counted, so_many},
    visit::Colleague,
    wire::{Named, Work},
};

/// How many works stand on one page.
const WORKS: usize = 20;

/// `GET /people/{id}`
pub(super) fn person(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let offset = asked.params.whole(&bounds::OFFSET)?.unwrap_or(0);
    let person: PersonId = asked.node(loaded.graph())?;
    let links = Links::of(asked);
    understood(move |loaded| {
        let graph = loaded.graph();
        let limits = ProfileLimits { works: 0, topics: 30, collaborators: 20 };
        let mut profile = Profile::within(graph, person, limits);
        let Named { id, label } = Named::new(graph, person);
        let key = graph.key(person);
        if let Some(owner) = links.visit.owner(graph, person) {
            profile.trust = assess_owned(graph, person, Some(&owner));
        }
        let standing = links.visit.standing(&key);
        standing.arrange(graph, &mut profile.affiliations);
        let body = html! {
            (head(graph, &links, &profile, &standing.open_to))
            (trust::snapshot(graph, &links, &profile.trust, &profile.summary, &key))
            (actions(&links, &profile, (&key, id), links.visit.colleague(graph, person)))
            (explorer::section(graph, &links, person.into(), &wider(graph, &profile)))
            (collaborators(graph, &links, &profile))
            (topics(graph, &links, &profile))
            (affiliations(graph, &links, &profile))
            (works(graph, &links, person, offset))
        };
        let works = so_many(profile.summary.works, "work", "works");
        Page {
            description: format!("{}: {works} in this research graph", clean(label)),
            canonical: Some(links.node(Kind::Person, id)),
            data: Some(links.data(Kind::Person, id, "")),
            schema: Some(schema::person(graph, &profile)),
            has_explorer: true,
            ..Page::new(if label.is_empty() { id } else { label }, body)
        }
        .answer(&links)
    })
}

fn head(graph: &Graph, links: &Links, profile: &Profile<'_>, open_to: &str) -> Markup {
    let Named { id, label } = Named::new(graph, profile.person);
    html! {
        h1 { (named(label, id)) }
        p {
            "Researcher · "
            @match profile.affiliations.first() {
                Some(latest) => (link(links, Kind::Institution, Named::new(graph, latest.institution))),
                None => "Affiliation not imported",
            }
            @if let Some(orcid) = profile.orcid { " · ORCID " (outward(&format!("https://orcid.org/{orcid}"), orcid)) }
        }
        @if !open_to.is_empty() { p { span.mark { "Open to collaborate" } ": " bdi { (open_to) } } }
        (also(profile.names.iter().copied().skip(1)))
    }
}

/// Everybody of their community, and everybody where they are.
fn wider<'g>(graph: &'g Graph, profile: &Profile<'_>) -> Vec<Wider<'g>> {
    let latest = profile
        .affiliations
        .first()
        .and_then(|latest| Wider::institution(graph, latest.institution, "Everybody at their institution"));
    Wider::community(graph, profile.person).into_iter().chain(latest).collect()
}

/// What one can do, truly.
fn actions(links: &Links, profile: &Profile<'_>, (key, id): (&str, &str), colleague: Option<Colleague>) -> Markup {
    let page = links.node(Kind::Person, id);
    html! {
        section {
            h2 { "How to connect" }
            dl.actions {
                div { dt { "Follow" } dd { (follow::button(links, key, &page)) } }
                div { dt { "Claim" } dd { (claim::standing(links, key, &page, profile.summary.works)) } }
                div { dt { "Direct collaboration" } dd { (claim::collaboration(links, key, &page)) } }
                @if let Some(colleague) = colleague { div { dt { "You are co-authors" } dd { (claim::colleague(links, key, &page, colleague)) } } }
            }
        }
    }
}

fn collaborators(graph: &Graph, links: &Links, profile: &Profile<'_>) -> Markup {
    let ranking = &profile.collaborators;
    html! {
        section {
            h2 { "Collaborators " span.faint { (counted(ranking.total as u64)) } }
            @if ranking.collaborators.is_empty() { p { "No collaborators in this corpus." } }
            @else {
                div.wide { table {
                    caption { "The closest at present first. “Close” looks at all years." }
                    thead { tr { th scope="col" { "Name" } th.number scope="col" { "Shared works" } th scope="col" { "Years" } th scope="col" { "Close" } } }
                    tbody {
                        @for with in &ranking.collaborators {
                            tr {
                                th scope="row" { (link(links, Kind::Person, Named::new(graph, with.person))) }
                                td.number { (counted(with.shared_works)) }
                                td { (span(with.first_year, with.last_year)) }
                                td { (if with.close { "close" } else { "–" }) }
                            }
                        }
                    }
                } }
            }
            p { a href=(links.asking("/paths", &[("from", graph.id(profile.person))])) { "How are they connected to somebody else?" } }
            @if ranking.works_over_author_limit > 0 {
                p.faint {
                    (so_many(ranking.works_over_author_limit, "work", "works"))
                    " with very many authors left out."
                }
            }
        }
    }
}

fn topics(graph: &Graph, links: &Links, profile: &Profile<'_>) -> Markup {
    html! {
        section {
            h2 { "Topics " span.faint { (counted(profile.summary.topics as u64)) } }
            @if profile.topics.is_empty() { p { "No topics in this corpus." } }
            ul.words {
                @for &(topic, works) in &profile.topics {
                    li { (link(links, Kind::Topic, Named::new(graph, topic))) " " span.faint { (counted(works)) } }
                }
            }
        }
    }
}

/// The longest list of affiliations.
const AFFILIATIONS: usize = 30;

fn affiliations(graph: &Graph, links: &Links, profile: &Profile<'_>) -> Markup {
    html! {
        section {
            h2 { "Affiliations " span.faint { (counted(profile.affiliations.len() as u64)) } }
            @if profile.affiliations.is_empty() { p { "Affiliation not imported." } }
            ul.plain {
                @for at in profile.affiliations.iter().take(AFFILIATIONS) {
                    li {
                        (link(links, Kind::Institution, Named::new(graph, at.institution))) " "
                        span.faint { (span(at.first_year, at.last_year)) " · " (so_many(at.works as usize, "byline", "bylines")) }
                    }
                }
            }
            @if profile.affiliations.len() > AFFILIATIONS { p.faint { "The latest " (AFFILIATIONS) "." } }
        }
    }
}

fn works(graph: &Graph, links: &Links, person: PersonId, offset: usize) -> Markup {
    let all = Order::Newest.works_of(graph, person);
    let page = links.node(Kind::Person, graph.id(person));
    let listed = all.iter().skip(offset).take(WORKS);
    html! {
        section {
            h2 #works { "Published work " span.faint { (counted(all.len() as u64)) } }
            @if all.is_empty() { p { "No works in this corpus." } }
            @for &id in listed {
                (work(links, &Work::new(graph, id)))
            }
            @if offset > 0 || all.len() > offset + WORKS {
                nav aria-label="Further works" { p {
                    @if offset > 0 { a rel="prev" href=(format!("{page}?offset={}#works", offset.saturating_sub(WORKS))) { "Newer works" } " " }
                    @if all.len() > offset.saturating_add(WORKS) { a rel="next" href=(format!("{page}?offset={}#works", offset + WORKS)) { "Older works" } }
                } }
            }
        }
    }
}

fn work(links: &Links, work: &Work<'_>) -> Markup {
    let facts = [
        work.r#type.map(str::to_owned),
        work.year.map(|year| year.to_string()),
        work.source.map(|source| clean(source).into_owned()),
        (work.cited_by > 0).then(|| format!("cited {} ×", counted(work.cited_by))),
    ];
    html! {
        article {
            h3 { (link(links, Kind::Work, Named { id: work.id, label: work.title })) }
            p.faint { (dotted(&facts)) @if work.retracted { " " span.mark { "Retracted" } } }
            @if let Some(text) = &work.r#abstract { details { summary { "Abstract" } p { bdi { (clean(text)) } } } }
        }
    }
}
