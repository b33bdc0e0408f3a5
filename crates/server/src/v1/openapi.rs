//! What can be asked, for programs: OpenAPI 3.1, <https://spec.openapis.org/oas/v3.1.1.html>.

use serde_json::{Map, Value, json};

use crate::{
    Code, Loaded,
    asked::Asked,
    route::{Answer, Understood, understood},
    wire::to_json,
};

/// `GET /v1/openapi.json`
pub(crate) fn openapi(_: &mut Asked, _: &Loaded) -> Understood {
    understood(|_| Answer::json(to_json(&document())))
}

/// A question about the graph: its address, what it answers, the parameters it takes.
type Question = (&'static str, &'static str, &'static [&'static str]);

const RANKING: &[&str] = &[
    "kind",
    "measure",
    "half_life",
    "size_exponent",
    "from",
    "to",
    "limit",
    "evidence",
    "max_authors",
    "reference_year",
];
const SLICE: &[&str] = &[
    "from",
    "to",
    "select",
    "nodes",
    "depth",
    "works",
    "people",
    "topics",
    "institutions",
    "within",
    "max_authors",
    "reference_year",
    "layout",
    "expand",
    "format",
    "table",
];

/// All of them. `{id}` may hold slashes: what stands last decides.
const QUESTIONS: &[Question] = &[
    ("/v1", "What is being served", &[]),
    ("/v1/openapi.json", "This description", &[]),
    ("/v1/search", "Nodes by their names, works also by their abstracts", &["q", "kind", "limit"]),
    ("/v1/autocomplete", "What somebody may be about to type", &["q", "kind", "limit"]),
    ("/v1/resolve", "The node that an id means", &["id", "kind"]),
    ("/v1/paths", "How two people are connected, with the works", &["from", "to", "limit", "max_authors"]),
    ("/v1/citation-paths", "How one work is connected to another by references", &["from", "to", "limit"]),
    ("/v1/people/{id}", "A person's page as data", &[]),
    ("/v1/people/{id}/works", "A person's works", &["sort", "offset", "limit", "institution"]),
    ("/v1/people/{id}/collaborators", "Who somebody works with, the closest first", RANKING),
    (
        "/v1/people/{id}/suggestions",
        "With whom somebody might work, and why",
        &["measure", "from", "to", "limit", "reasons", "reference_year"],
    ),
    ("/v1/people/{id}/similar", "People with similar works", &["limit", "reasons", "collaborators"]),
    ("/v1/people/{id}/timeline", "Somebody's years", &[]),
    ("/v1/people/{id}/slice", "What surrounds a person", SLICE),
    ("/v1/works/{id}", "A work and its neighbours", &["limit"]),
    ("/v1/works/{id}/similar", "Similar works", &["limit", "reasons"]),
    ("/v1/works/{id}/slice", "What surrounds a work", SLICE),
    ("/v1/topics/{id}", "A topic and its neighbours", &["limit"]),
    ("/v1/topics/{id}/collaborators", "Who works together on a topic, the closest first", RANKING),
    ("/v1/topics/{id}/similar", "Topics with the same works and people", &["limit", "reasons"]),
    ("/v1/topics/{id}/slice", "What surrounds a topic", SLICE),
    ("/v1/institutions/{id}", "An institution and its neighbours", &["limit"]),
    ("/v1/institutions/{id}/collaborators", "Who works together at an institution, the closest first", RANKING),
    ("/v1/institutions/{id}/similar", "Institutions with the same topics and people", &["limit", "reasons"]),
    ("/v1/institutions/{id}/slice", "What surrounds an institution", SLICE),
    ("/v1/communities/{id}", "People who work with each other more than with all others", &["limit"]),
];

/// What owners of accounts do: method, address, what it does, the fields of the body.
#[cfg(feature = "community")]
const ACTIONS: &[(&str, &str, &str, &[&str])] = &[
    ("get", "/v1/account", "Everything that is known of the account", &[]),
    ("get", "/v1/account/news", "What is new at what it follows", &[]),
    ("get", "/v1/account/sessions", "Where its owner is signed in", &[]),
    ("delete", "/v1/account/sessions/{id}", "Sign out there", &[]),
    ("get", "/v1/account/tokens", "What programs show for it", &[]),
    ("delete", "/v1/account/tokens/{id}", "Take a token back", &[]),
    ("post", "/v1/account/hidings", "Ask that a record be shown to nobody", &["person", "email", "reason"]),
    ("get", "/v1/account/moderation", "What waits for moderators", &[]),
    ("post", "/v1/account/moderation/{id}", "Decide about a claim or a wish to be hidden", &["decision", "note"]),
    ("get", "/v1/account/follows", "What it follows", &[]),
    ("put", "/v1/account/follows/{key}", "Follow a person, topic or institution", &[]),
    ("delete", "/v1/account/follows/{key}", "Follow it no longer", &[]),
    ("get", "/v1/account/claims", "Whom it claims, and claimed", &[]),
    ("post", "/v1/account/claims", "Claim a person", &["person", "reason"]),
    (
        "put",
        "/v1/account/claims/{key}",
        "Say what the owner is open to collaborate on, where they are, and what they are called",
        &["open_to", "affiliation", "names", "show_orcid"],
    ),
    ("delete", "/v1/account/claims/{key}", "Take a claim back", &[]),
    ("get", "/v1/account/reviews", "What it says of works", &[]),
    ("post", "/v1/account/reviews", "Say of works whether they are the owner's", &["person", "works", "verdict"]),
    ("put", "/v1/account/confirmations/{key}", "Confirm a co-author's page", &[]),
    ("delete", "/v1/account/confirmations/{key}", "Confirm it no longer", &[]),
    ("get", "/v1/account/conversations", "Conversations and invitations", &[]),
    ("post", "/v1/account/conversations", "Invite the owner of a page", &["person", "topic", "message", "works"]),
    ("get", "/v1/account/conversations/{id}", "A conversation, which is read from then on", &[]),
    ("post", "/v1/account/conversations/{id}", "Accept, decline, close, block or report", &["act", "reason"]),
    ("post", "/v1/account/conversations/{id}/messages", "Say something", &["text"]),
];
#[cfg(not(feature = "community"))]
const ACTIONS: &[(&str, &str, &str, &[&str])] = &[];

/// What parameters mean.
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("id", "string", "An id in any source, or an identifier such as a DOI, an ORCID iD or a ROR id"),
    ("key", "string", "A key, such as `person:A5023888391`, or an id"),
    ("q", "string", "What is searched for"),
    ("kind", "string", "Works, people, topics or institutions alone"),
    ("limit", "integer", "How many entries"),
    ("offset", "integer", "How many entries to skip"),
    ("sort", "string", "`newest`, `oldest` or `cited`"),
    ("institution", "string", "Works whose byline gives this institution alone"),
    ("from", "string", "The first year; of paths, where they start"),
    ("to", "string", "The last year; of paths, where they end"),
    ("measure", "string", "By what it is ranked"),
    ("half_life", "number", "Years after which a work counts half, for the measure `recent`"),
    ("size_exponent", "number", "How much long bylines count against a work"),
    ("evidence", "integer", "How many works prove each"),
    ("reasons", "integer", "How many reasons of each sort"),
    ("collaborators", "boolean", "Those who work together already, too"),
    ("max_authors", "string", "Works of more people count for nothing; `none`: all count"),
    ("reference_year", "integer", "The year from which ages are counted"),
    ("select", "string", "How nodes are chosen: `walk` or `nearest`"),
    ("nodes", "integer", "How many nodes"),
    ("works", "integer", "How many works among them"),
    ("people", "integer", "How many people among them"),
    ("topics", "integer", "How many topics among them"),
    ("institutions", "integer", "How many institutions among them"),
    ("depth", "integer", "How many steps from the focus"),
    ("within", "string", "Only what lies in there"),
    ("layout", "string", "`map`: with places; `none`: without"),
    ("expand", "string", "Keys of nodes to expand, commas between them"),
    ("format", "string", "`json`, or a format of other programs"),
    ("table", "string", "Which table of a format that has several"),
];

fn document() -> Value {
    let mut paths = Map::new();
    for (path, summary, parameters) in QUESTIONS {
        insert(&mut paths, "get", path, question(path, summary, parameters));
    }
    for (method, path, summary, fields) in ACTIONS {
        insert(&mut paths, method, path, action(path, summary, fields));
    }
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "scholargraph",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Slices, rankings and paths of a research graph. Equal snapshots get equal bytes.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Problem": problem() },
        },
    })
}

fn insert(paths: &mut Map<String, Value>, method: &str, path: &str, operation: Value) {
    paths.entry(path).or_insert_with(|| json!({}))[method] = operation;
}

fn question(path: &str, summary: &str, names: &[&str]) -> Value {
    let in_query = names.iter().map(|name| parameter(name, "query", is_required(path, name)));
    json!({
        "summary": summary,
        "parameters": in_path(path).chain(in_query).collect::<Vec<_>>(),
        "responses": responses("200"),
    })
}

/// What a question makes no sense without.
fn is_required(path: &str, name: &str) -> bool {
    matches!(name, "q" | "id") || (path.ends_with("paths") && matches!(name, "from" | "to"))
}

fn action(path: &str, summary: &str, fields: &[&str]) -> Value {
    let mut operation = json!({
        "summary": summary,
        "security": [{ "token": [] }],
        "parameters": in_path(path).collect::<Vec<_>>(),
        "responses": responses("2XX"),
    });
    if !fields.is_empty() {
        let field = |name: &&str| {
            let schema = match *name {
                "names" | "works" => json!({ "type": "array", "items": { "type": "string" } }),
                "show_orcid" => json!({ "type": "boolean" }),
                "verdict" => json!({ "enum": ["mine", "not-mine", null] }),
                "decision" => json!({ "enum": ["accept", "refuse", "hide", "show"] }),
                "act" => json!({ "enum": ["accept", "decline", "close", "block", "report"] }),
                _ => json!({ "type": "string" }),
            };
            ((*name).to_owned(), schema)
        };
        let properties: Map<String, Value> = fields.iter().map(field).collect();
        let schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    operation
}

fn in_path(path: &str) -> impl Iterator<Item = Value> + use<> {
    let names = ["id", "key"].map(|name| (name, path.contains(&format!("{{{name}}}"))));
    names.into_iter().filter(|&(_, is_there)| is_there).map(|(name, _)| parameter(name, "path", true))
}

fn parameter(name: &str, place: &str, required: bool) -> Value {
    let known = PARAMETERS.iter().find(|(known, ..)| *known == name);
    let (kind, description) = known.map_or(("string", ""), |&(_, kind, description)| (kind, description));
    json!({ "name": name, "in": place, "required": required, "description": description, "schema": { "type": kind } })
}

fn responses(done: &str) -> Value {
    json!({
        done: { "description": "The answer", "content": { "application/json": { "schema": {} } } },
        "default": {
            "description": "What went wrong (RFC 9457)",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        },
    })
}

fn problem() -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "help"],
        "properties": {
            "type": text(), "title": text(), "detail": text(), "help": text(), "parameter": text(), "accepts": text(),
            "status": { "type": "integer" },
            "code": { "enum": Code::ALL.map(Code::name) },
            "closest": { "type": "array", "items": text() },
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::v1::{SINGLES, VIEWS};

    #[test]
    fn every_address_is_described_and_no_other() {
        let views = VIEWS.iter().flat_map(|views| {
            let further = views.further.iter().map(|(suffix, _)| *suffix);
            [""].into_iter().chain(further).map(|suffix| format!("{}{{id}}{suffix}", views.prefix))
        });
        let served: BTreeSet<String> = SINGLES.iter().map(|single| single.path.to_owned()).chain(views).collect();
        let described: BTreeSet<String> = QUESTIONS.iter().map(|(path, ..)| (*path).to_owned()).collect();
        assert_eq!(described, served);
        let fields = QUESTIONS.iter().flat_map(|(_, _, parameters)| parameters.iter());
        fields.for_each(|name| assert!(PARAMETERS.iter().any(|(known, ..)| known == name), "{name}"));
    }
}
