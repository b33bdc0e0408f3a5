//! What all pages share: head, search box, foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{FRAMED_POLICY, explorer, links::Links};
use crate::{
    route::Answer,
    text::{clean, plain},
};

/// The style sheet, by a name that changes with it, as browsers keep it for a while.
const STYLE: &str = concat!("/style.css?v=", env!("CARGO_PKG_VERSION"));

/// How a page uses the room that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As wide as a text should be.
    Text,
    /// All of it.
    Full,
    /// All of it, without what pages share: for a frame on another page.
    Frame,
}

/// A page before it gets its frame.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// What the page is about.
    pub(super) title: &'a str,
    /// The same in a sentence.
    pub(super) description: String,
    /// The one address of what the page is about, where it has several.
    pub(super) canonical: Option<String>,
    /// The same as data.
    pub(super) data: Option<String>,
    /// What was searched for.
    pub(super) query: &'a str,
    /// What it tells machines, after schema.org.
    pub(super) schema: Option<serde_json::Value>,
    pub(super) look: Look,
    /// Is there an explorer on it?
    pub(super) has_explorer: bool,
    pub(super) body: Markup,
}

impl<'a> Page<'a> {
    pub(super) fn new(title: &'a str, body: Markup) -> Self {
        Self {
            title,
            description: String::new(),
            canonical: None,
            data: None,
            query: "",
            schema: None,
            look: Look::Text,
            has_explorer: false,
            body,
        }
    }

    pub(super) fn answer(&self, links: &Links) -> Answer {
        let policy = (self.look == Look::Frame).then_some(FRAMED_POLICY);
        Answer { policy, ..Answer::html(self.framed(links).into_string()) }
    }

    pub(super) fn framed(&self, links: &Links) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (plain(self.title)) " · scholargraph" }
                    @if !self.description.is_empty() { meta name="description" content=(plain(&self.description)); }
                    link rel="stylesheet" href=(links.to(STYLE));
                    link rel="icon" type="image/svg+xml" href=(links.to("/icon.svg"));
                    @if let Some(address) = &self.canonical { link rel="canonical" href=(address); }
                    @if let Some(address) = &self.data { link rel="alternate" type="application/json" href=(address); }
                    @if let Some(schema) = &self.schema { (data_block(schema)) }
                    @if self.has_explorer { (explorer::head(links)) }
                }
                @match self.look {
                    Look::Text => body { (self.around(links)) },
                    Look::Full => body.full { (self.around(links)) },
                    Look::Frame => body.full { main { (self.body) } },
                }
            }
        }
    }

    fn around(&self, links: &Links) -> Markup {
        html! {
            a.skip href="#main" { "Skip to content" }
            header.top {
                a.brand href=(links.home()) { "scholargraph" }
                (search_box(links, self.query))
                (account(links))
            }
            main #main { (self.body) }
            footer {
                p { a href=(links.to("/v1")) { "What is loaded, as data" } }
            }
        }
    }
}

/// Data for machines that read pages. Nothing in it ends the element: `<` is written as an escape.
fn data_block(data: &serde_json::Value) -> Markup {
    let text = data.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

/// The longest text the box takes, in the 16-bit units of HTML, of which none takes more than three bytes.
const LONGEST_QUERY: usize = scholargraph_search::Query::MAX_BYTES / 3;

fn search_box(links: &Links, query: &str) -> Markup {
    html! {
        form.search role="search" action=(links.to("/search")) {
            label for="q" { "Search" }
            input #q type="search" name="q" value=(query) required
                maxlength=(LONGEST_QUERY) placeholder="A name, a title, a DOI …";
            button { "Search" }
        }
    }
}

/// The way to one's account, where there are accounts.
fn account(links: &Links) -> Markup {
    html! {
        @if let Some(member) = &links.visit.member {
            @if member.news > 0 { a.account href=(links.to("/conversations")) { (member.news) " new" } }
            a.account href=(links.to("/account")) { bdi { (member.name) } }
        } @else if links.visit.is_open() {
            a.account href=(links.to("/sign-in")) { "Sign in" }
        }
    }
}

/// A name or a title from a stranger: text, whatever it holds, that does not change the direction of what follows.
pub(super) fn named(label: &str, id: &str) -> Markup {
    let label = clean(label);
    html! { bdi { @if label.is_empty() { (id) } @else { (label) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_ends_no_element() {
        let name = "a </script x <!-- \u{2028} & \"b\"";
        let html = data_block(&serde_json::json!({ "name": name })).into_string();
        let text =
            html.strip_prefix("<script type=\"application/ld+json\">").unwrap().strip_suffix("</script>").unwrap();
        assert!(!text.contains('<'), "{text}");
        let data: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(data["name"], name);
    }
}
