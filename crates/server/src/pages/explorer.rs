//! The explorer in pages: as one of its own, as a part of a node's, in a frame elsewhere. Without a script there is
//! the server's picture of the same slice.

use maud::{Markup, html};
use scholargraph::{DenseId, Graph, InstitutionId, Kind, Node, PersonId};

use super::{
    files,
    frame::{Look, Page},
    links::Links,
    parts::{files_of, link},
};
use crate::{
    Loaded,
    asked::Asked,
    bounds,
    params::{Params, invalid},
    route::{Answer, Understood, understood},
    text::clean,
    v1::slice::{belongs, slice_params},
    wire::Named,
};

/// Where an explorer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On a page of its own.
    Page,
    /// On the page of a node.
    Panel,
    /// In a frame on somebody else's page.
    Embed,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Panel => "panel",
            Self::Embed => "embed",
        }
    }
}

/// `GET /explore`
pub(super) fn explore(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let slice = slice_params(&mut asked.params, loaded.graph())?;
    // Everything that is read from here on is the explorer's own.
    let query = asked.query_of(asked.params.accepted());
    let place = of_the_explorer(&mut asked.params)?;
    let focus = asked.params.required_text(&bounds::FOCUS)?;
    let focus = asked.resolved(bounds::FOCUS.name, loaded.graph().resolve(None, &focus), loaded.graph())?;
    belongs(&slice, focus, loaded.graph())?;
    let links = Links::of(asked);
    understood(move |loaded| answer(loaded.graph(), &links, focus, place, &query))
}

/// Sees that what only the explorer reads makes sense, and says where it is to stand.
fn of_the_explorer(params: &mut Params) -> Result<Place, crate::Problem> {
    let hidden = params.text_or_empty(&bounds::HIDE)?;
    if let Some(unknown) = hidden.split(',').find(|kind| !kind.is_empty() && Kind::from_name(kind).is_none()) {
        return Err(invalid(bounds::HIDE.name, unknown, "kinds with commas between them"));
    }
    params.whole::<u32>(&bounds::MIN_SHARED)?;
    params.whole::<u32>(&bounds::WAY)?;
    params.text_or_empty(&bounds::SELECTED)?;
    params.text_or_empty(&bounds::OTHER)?;
    params.word("view", &["graph", "table"], |view| ["graph", "table"].contains(&view).then_some(()))?;
    let embed = params.word("embed", &["1", "0"], |word| match word {
        "1" => Some(Place::Embed),
        "0" => Some(Place::Page),
        _ => None,
    })?;
    Ok(embed.unwrap_or(Place::Page))
}

fn answer(graph: &Graph, links: &Links, focus: Node, place: Place, query: &str) -> Answer {
    let named = Named::new(graph, focus);
    let name = if named.label.is_empty() { named.id } else { named.label };
    let is_embedded = place == Place::Embed;
    let body = html! {
        div.around {
            h1 { "Around " (link(links, focus.kind(), named)) }
            @if is_embedded { (full(links, &graph.key(focus), query, "Open in scholargraph")) }
            @else { a href=(list(links, focus.kind(), named.id, query)) { "As lists" } }
        }
        (mount(graph, links, focus, place, query))
    };
    let title = format!("Around {}", clean(name));
    let page = Page {
        description: format!("What surrounds {}: works, people, topics and institutions", clean(name)),
        canonical: Some(address(links, &graph.key(focus), "")),
        data: Some(links.data(focus.kind(), named.id, "/slice")),
        look: if is_embedded { Look::Frame } else { Look::Full },
        has_explorer: true,
        ..Page::new(&title, body)
    };
    page.answer(links)
}

/// A larger map than that on the page.
pub(super) struct Wider<'a> {
    node: Node,
    query: &'static str,
    text: &'a str,
}

impl<'a> Wider<'a> {
    /// Everybody of the community that somebody belongs to, as far as a map goes; `None` where they belong to none.
    pub(super) fn community(graph: &Graph, person: PersonId) -> Option<Self> {
        graph.community_of(person)?;
        Some(Self { node: person.into(), query: "nodes=5000&within=community", text: "The whole community" })
    }

    /// Everybody at an institution, as far as a map goes; `None` where nobody is.
    pub(super) fn institution(graph: &Graph, institution: InstitutionId, text: &'a str) -> Option<Self> {
        let people = graph.institution_relations().people.degree(institution.index());
        let query = "nodes=5000&depth=1&works=0&topics=0&institutions=0";
        (people > 0).then_some(Self { node: institution.into(), query, text })
    }

    fn link(&self, graph: &Graph, links: &Links) -> Markup {
        html! { a href=(address(links, &graph.key(self.node), self.query)) { (self.text) } }
    }
}

/// The research graph as a section of a node's page, with ways to larger ones.
pub(super) fn section(graph: &Graph, links: &Links, node: Node, wider: &[Wider<'_>]) -> Markup {
    let id = graph.id(node);
    let has_wider = scholargraph_explorer::page().is_some() && !wider.is_empty();
    html! {
        section.graph {
            div.beside {
                h2 { "Research graph" }
                (full(links, &graph.key(node), "", "Open full explorer"))
            }
            p.faint { "See it in context: adjacent works, topics, institutions and collaborators, without leaving the page." }
            (mount(graph, links, node, Place::Panel, ""))
            @if has_wider {
                p { "Larger maps: " @for (at, map) in wider.iter().enumerate() { @if at > 0 { " · " } (map.link(graph, links)) } }
            }
            p.faint {
                a href=(list(links, node.kind(), id, "")) { "The same as lists" } ". " (files_of(links, node.kind(), id))
            }
        }
    }
}

/// What the script fills. Without one, a picture.
fn mount(graph: &Graph, links: &Links, focus: Node, place: Place, query: &str) -> Markup {
    let years = graph.meta().years.map(|(first, last)| format!("{first}-{last}"));
    let picture = picture(graph, links, focus, query);
    html! {
        @if scholargraph_explorer::page().is_some() {
            div data-scholargraph-explorer=(place.name()) data-base=(links.to("")) data-focus=(graph.key(focus))
                data-years=[years] data-element=(links.to(&format!("/assets/{}", scholargraph_explorer::ELEMENT))) {
                noscript { (picture) }
            }
        } @else { (picture) }
    }
}

fn picture(graph: &Graph, links: &Links, focus: Node, query: &str) -> Markup {
    let named = Named::new(graph, focus);
    let separator = if query.is_empty() { "" } else { "&" };
    let source = links.data(focus.kind(), named.id, &format!("/slice?format=svg{separator}{query}"));
    let list = list(links, focus.kind(), named.id, query);
    html! {
        a.picture href=(list) {
            img src=(source) width="1600" height="1000" loading="lazy" alt="The closest works, people, topics and institutions, on a map; the same as lists";
        }
    }
}

/// What the explorer's pages load.
pub(super) fn head(links: &Links) -> Markup {
    html! {
        @if let Some(page) = scholargraph_explorer::page() {
            link rel="stylesheet" href=(links.to(&files::address(page.style)));
            script type="module" src=(links.to(&files::address(page.script))) {}
        }
    }
}

/// A link to the explorer's own page, which the script keeps at what is seen.
fn full(links: &Links, key: &str, query: &str, text: &str) -> Markup {
    html! {
        @if scholargraph_explorer::page().is_some() {
            a.open href=(address(links, key, query)) target="_top" data-scholargraph-full { (text) }
        }
    }
}

fn address(links: &Links, key: &str, query: &str) -> String {
    let mut focus = form_urlencoded::Serializer::new(String::new());
    focus.append_pair("focus", key);
    let separator = if query.is_empty() { "" } else { "&" };
    links.to(&format!("/explore?{}{separator}{query}", focus.finish()))
}

fn list(links: &Links, kind: Kind, id: &str, query: &str) -> String {
    let separator = if query.is_empty() { "" } else { "?" };
    format!("{}/slice{separator}{query}", links.node(kind, id))
}
