//! Pages in the words of schema.org, for machines that read pages.

use scholargraph::{Graph, Profile};
use serde_json::{Map, Value, json};

use super::links::on_the_web;
use crate::{
    text::plain,
    wire::{Attributes, Ids, InstitutionAttributes, Named, Node, WorkAttributes},
};

/// A researcher: `Person`.
pub(super) fn person(graph: &Graph, profile: &Profile<'_>) -> Value {
    let mut about = thing("Person", profile.names.first().copied().unwrap_or_default());
    put(&mut about, "alternateName", profile.names.iter().skip(1).map(|name| plain(name)).collect::<Vec<_>>());
    if let Some(latest) = profile.affiliations.first() {
        let label = Named::new(graph, latest.institution).label;
        put(&mut about, "affiliation", thing("Organization", label));
    }
    put(&mut about, "sameAs", profile.orcid.map(|orcid| format!("https://orcid.org/{orcid}")));
    Value::Object(about)
}

/// A work, a topic or an institution.
pub(super) fn node(node: &Node<'_>) -> Value {
    Value::Object(match &node.attributes {
        Attributes::Work(about) => work(node.label, about),
        Attributes::Topic(about) => {
            let mut topic = thing("DefinedTerm", node.label);
            put(&mut topic, "description", about.description.map(plain));
            topic
        }
        Attributes::Institution(about) => institution(node.label, about),
        Attributes::Person(_) => thing("Person", node.label),
    })
}

fn work(title: &str, work: &WorkAttributes<'_>) -> Map<String, Value> {
    let mut about = thing("ScholarlyArticle", title);
    let authors: Vec<Value> = work.byline.iter().map(|place| Value::Object(thing("Person", place.label))).collect();
    put(&mut about, "headline", plain(title));
    put(&mut about, "author", authors);
    put(&mut about, "datePublished", work.date.clone().or_else(|| work.year.map(|year| year.to_string())));
    put(&mut about, "inLanguage", work.language);
    let source = work.source.as_ref().and_then(|source| source.label);
    put(&mut about, "isPartOf", source.map(|label| Value::Object(thing("Periodical", label))));
    put(&mut about, "sameAs", addresses(&work.ids));
    about
}

fn addresses(ids: &Ids<'_>) -> Vec<String> {
    let at =
        [("https://doi.org/", ids.doi), ("https://arxiv.org/abs/", ids.arxiv), ("https://aclanthology.org/", ids.acl)];
    at.into_iter().filter_map(|(start, id)| Some(format!("{start}{}", id?))).collect()
}

fn institution(name: &str, institution: &InstitutionAttributes<'_>) -> Map<String, Value> {
    let mut about = thing("Organization", name);
    put(&mut about, "url", institution.homepage.and_then(on_the_web));
    put(&mut about, "sameAs", institution.ror.map(|ror| format!("https://ror.org/{ror}")));
    about
}

fn thing(r#type: &str, name: &str) -> Map<String, Value> {
    let mut about = Map::new();
    about.insert("@context".to_owned(), json!("https://schema.org"));
    about.insert("@type".to_owned(), json!(r#type));
    about.insert("name".to_owned(), json!(plain(name)));
    about
}

/// Says something more, unless there is nothing to say.
fn put(about: &mut Map<String, Value>, name: &str, value: impl serde::Serialize) {
    match json!(value) {
        Value::Null => {}
        Value::Array(list) if list.is_empty() => {}
        value => drop(about.insert(name.to_owned(), value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text() {
        let about = Value::Object(thing("Person", "<b>Ada</b>\u{202e}"));
        assert_eq!(about["name"], "Ada");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut about = thing("Person", "Ada");
        put(&mut about, "sameAs", None::<&str>);
        put(&mut about, "alternateName", Vec::<String>::new());
        put(&mut about, "description", "of engines");
        assert_eq!(about.keys().collect::<Vec<_>>(), ["@context", "@type", "description", "name"]);
    }
}
