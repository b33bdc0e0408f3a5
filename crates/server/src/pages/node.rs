//! Pages of works, topics and institutions.

use maud::{Markup, html};
use scholargraph::{Graph, InstitutionId, Kind, TopicId, WorkId};

use super::{
    explorer::{self, Wider},
    follow,
    frame::{Page, named},
    links::{Links, on_the_web},
    parts::{also, cited, dotted, in_works, link, outward, ranked},
    schema,
};
use crate::{
    Loaded,
    asked::Asked,
    route::{Answer, Understood, understood},
    text::{clean, so_many},
    wire::{
        Attributes, Ids, InstitutionAttributes, Level, Named, Neighbours, Node, Place, TopicAttributes, WorkAttributes,
    },
};

/// How many neighbours of each sort a page lists, and how many names of a byline.
const LISTED: usize = 30;

/// `GET /works/{id}`
pub(super) fn work(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let work: WorkId = asked.node(loaded.graph())?;
    page(asked, work.into())
}

/// `GET /topics/{id}`
pub(super) fn topic(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let topic: TopicId = asked.node(loaded.graph())?;
    page(asked, topic.into())
}

/// `GET /institutions/{id}`
pub(super) fn institution(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let institution: InstitutionId = asked.node(loaded.graph())?;
    page(asked, institution.into())
}

fn page(asked: &Asked, id: scholargraph::Node) -> Understood {
    let links = Links::of(asked);
    understood(move |loaded| answer(loaded.graph(), &links, id, &Node::new(loaded.graph(), id, LISTED)))
}

fn answer(graph: &Graph, links: &Links, id: scholargraph::Node, node: &Node<'_>) -> Answer {
    let kind = id.kind();
    let body = html! {
        h1 { (named(node.label, node.id)) }
        @match &node.attributes {
            Attributes::Work(work) => (about_work(links, work)),
            Attributes::Topic(topic) => (about_topic(topic)),
            Attributes::Institution(institution) => (about_institution(institution)),
            // People have a page of their own.
            Attributes::Person(_) => {}
        }
        @if kind != Kind::Work && links.visit.is_open() {
            p { (follow::button(links, &graph.key(id), &links.node(kind, node.id))) }
        }
        (explorer::section(graph, links, id, &wider(graph, id)))
        (neighbours(links, kind, &node.neighbours))
    };
    let label = clean(node.label);
    Page {
        description: format!("{label}: {} of a research graph", kind.name()),
        canonical: Some(links.node(kind, node.id)),
        data: Some(links.data(kind, node.id, "")),
        schema: Some(schema::node(node)),
        has_explorer: true,
        ..Page::new(if label.is_empty() { node.id } else { node.label }, body)
    }
    .answer(links)
}

/// Everybody at an institution.
fn wider(graph: &Graph, id: scholargraph::Node) -> Vec<Wider<'static>> {
    let scholargraph::Node::Institution(institution) = id else { return Vec::new() };
    Wider::institution(graph, institution, "Everybody here").into_iter().collect()
}

fn about_work(links: &Links, work: &WorkAttributes<'_>) -> Markup {
    let source = work.source.as_ref().and_then(|source| source.label);
    let facts = [
        work.r#type.map(str::to_owned),
        work.date.clone().or_else(|| work.year.map(|year| year.to_string())),
        source.map(|source| clean(source).into_owned()),
        work.language.map(str::to_owned),
        Some(format!("cited {}", so_many(work.cited_by as usize, "time", "times"))),
    ];
    html! {
        p.faint { (dotted(&facts)) }
        @if work.retracted { p { span.mark { "This work was retracted." } } }
        (byline(links, &work.byline, work.authors_count))
        (elsewhere(&work.ids))
        @if let Some(url) = work.open_access.url.and_then(on_the_web) { p { "Free to read: " (outward(url, url)) } }
        @if let Some(text) = &work.r#abstract { section { h2 { "Abstract" } p { bdi { (clean(text)) } } } }
    }
}

fn byline(links: &Links, places: &[Place<'_>], total: usize) -> Markup {
    html! {
        @if places.is_empty() { p { "No authors are known." } }
        ul.words aria-label="Authors" {
            @for place in places {
                li {
                    @match place.id {
                        Some(id) => (link(links, Kind::Person, Named { id, label: place.label })),
                        None => (named(place.label, "unnamed")),
                    }
                    @if place.corresponding { span.faint { " (corresponding)" } }
                }
            }
            @if total > places.len() { li.faint { "and " (so_many(total - places.len(), "other", "others")) } }
        }
    }
}

fn elsewhere(ids: &Ids<'_>) -> Markup {
    let known = [
        ("DOI", ids.doi, "https://doi.org/"),
        ("arXiv", ids.arxiv, "https://arxiv.org/abs/"),
        ("PubMed", ids.pmid, "https://pubmed.ncbi.nlm.nih.gov/"),
        ("PubMed Central", ids.pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
        ("ACL Anthology", ids.acl, "https://aclanthology.org/"),
    ];
    let known: Vec<_> = known.into_iter().filter_map(|(name, id, at)| Some((name, id?, at))).collect();
    html! {
        @if !known.is_empty() {
            ul.words aria-label="Elsewhere" { @for (name, id, at) in known { li { (name) " " (outward(&format!("{at}{id}"), id)) } } }
        }
    }
}

fn about_topic(topic: &TopicAttributes<'_>) -> Markup {
    let name = |level: &Option<Level<'_>>| level.as_ref().map(|level| clean(level.label).into_owned());
    let keywords: Vec<_> = topic.keywords.iter().map(|word| Some(clean(word).into_owned())).collect();
    let facts = [name(&topic.domain), name(&topic.field), name(&topic.subfield), Some(works(topic.works_count))];
    html! {
        p.faint { "Topic · " (dotted(&facts)) }
        @if let Some(text) = topic.description { p { bdi { (clean(text)) } } }
        @if !topic.keywords.is_empty() { p.faint { "Keywords: " (dotted(&keywords)) } }
        @if let Some(source) = topic.derived_from { p { "A phrase of " (source.replace('-', " ")) ": no record names topics." } }
        @if let Some(url) = topic.wikipedia.and_then(on_the_web) { p { (outward(url, url)) } }
    }
}

fn about_institution(institution: &InstitutionAttributes<'_>) -> Markup {
    let text = |text: Option<&str>| text.map(|text| clean(text).into_owned());
    let types = institution.r#type.into_iter().chain(institution.other_types.iter().copied());
    let types: Vec<_> = types.map(|name| clean(name).into_owned()).collect();
    let facts = [
        Some(types.join(", ")).filter(|types| !types.is_empty()),
        text(institution.city),
        text(institution.country),
        institution.established.map(|year| format!("founded {year}")),
        text(institution.status).filter(|status| status != "active"),
        Some(works(institution.works_count)),
    ];
    html! {
        p.faint { "Institution · " (dotted(&facts)) }
        ul.words {
            @if let Some(ror) = institution.ror { li { "ROR " (outward(&format!("https://ror.org/{ror}"), ror)) } }
            @if let Some(url) = institution.homepage.and_then(on_the_web) { li { (outward(url, url)) } }
        }
        (also(institution.other_names.iter().copied()))
    }
}

fn works(count: usize) -> String {
    so_many(count, "work", "works")
}

fn neighbours(links: &Links, kind: Kind, found: &Neighbours<'_>) -> Markup {
    // On a work, people stand in its byline already, and what else is counted says little about it.
    let is_work = kind == Kind::Work;
    let people = found.people.as_ref().filter(|_| !is_work);
    html! {
        (ranked(links, "Works", Kind::Work, found.works.as_ref(), cited))
        (ranked(links, "People", Kind::Person, people, in_works))
        (ranked(links, "Topics", Kind::Topic, found.topics.as_ref(), in_works))
        (ranked(links, "Institutions", Kind::Institution, found.institutions.as_ref(), |node| if is_work { String::new() } else { in_works(node) }))
        (ranked(links, "Part of", Kind::Institution, found.parents.as_ref(), in_works))
        (ranked(links, "Institutions in it", Kind::Institution, found.children.as_ref(), in_works))
        (ranked(links, "References", Kind::Work, found.references.as_ref(), cited))
        (ranked(links, "Cited by", Kind::Work, found.cited_by.as_ref(), cited))
    }
}
