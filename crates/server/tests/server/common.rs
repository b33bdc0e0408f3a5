//! A small corpus that holds everything once, and a way to ask about it.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, Correction, Graph, InstitutionRecord, Key, Kind, PersonRecord, Related,
    SourceRecord, TopicRecord, WorkRecord, community::Communities, model::flag,
};
use scholargraph_search::SearchIndex;
use scholargraph_server::{AppState, Loaded, Options, app};
use serde_json::Value;
use tower::ServiceExt;

/// What a hostile source puts wherever it can.
pub(crate) const HOSTILE: &str = "</title><script>alert(1)</script>\u{202e}\"'><img src=x onerror=alert(2)>&lt;b&gt;";

/// Three works of four people and a name, in two years, with everything that a source can say, and an id with
/// slashes; a person who was merged; a work whose every text is hostile.
pub(crate) fn graph() -> Graph {
    graph_called("a small corpus")
}

/// The same, called differently: another snapshot to the eye, not to the id.
fn graph_called(corpus: &str) -> Graph {
    let graph = corrected(corpus, Vec::new(), &[]);
    graph.with_communities(&Communities::new().find(&graph))
}

/// What a build makes of the small corpus, `further` works and `corrections`, without communities.
pub(crate) fn corrected(corpus: &str, corrections: Vec<Correction>, further: &[WorkRecord<'_>]) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    shard.add_institution(&InstitutionRecord {
        related: vec![(Related::Parent, Key::id("I1"))],
        ..institution("I2", "Department of Engines")
    });
    shard.add_institution(&institution("I1", "University of Example"));
    let mut first = work("W1", "Notes on the <i>Analytical</i> Engine", 2019, &["A1", "A2", "A3"]);
    first.attributes.doi = "10.5555/notes".into();
    first.attributes.date = 20_190_301;
    first.attributes.cited_by_count = 7;
    first.attributes.flags = flag::OPEN_ACCESS;
    first.attributes.open_access_url = "https://example.org/notes".into();
    first.abstract_text = "The engine weaves <b>algebraic</b> patterns.".into();
    first.authorships[0].corresponding = true;
    first.authorships[0].raw_affiliations = vec!["Dept. of Engines, Example".into()];
    shard.work(&first);
    let mut second = work("10.5555/a/b", "Sketch of the engine", 2021, &["A2", "A1"]);
    second.references = vec![Key::id("W1"), Key::id("W-elsewhere")];
    second.authorships.push(Authorship { raw_name: "A. Nonymous".into(), ..Authorship::default() });
    shard.work(&second);
    shard.work(&work("W3", "Loom", 2021, &["A3", "A4"]));
    let mut hostile = work("W4", HOSTILE, 0, &["A5"]);
    hostile.attributes.open_access_url = "javascript:alert(3)".into();
    hostile.abstract_text = HOSTILE.into();
    hostile.topics = vec![(TopicRecord::named(Key::id("T-hostile"), HOSTILE), 1.0)];
    hostile.authorships[0].person = Some(PersonRecord::named(Key::id("A5"), HOSTILE));
    shard.work(&hostile);
    further.iter().for_each(|work| shard.work(work));
    shard.close();
    builder.merge(Kind::Person, &Key::id("A9"), &Key::id("A1"), "source");
    builder.merge(Kind::Work, &Key::id("W9"), &Key::id("10.5555/a/b"), "source");
    let sources = vec!["by hand".into()];
    let options = BuildOptions { corpus: corpus.into(), sources, corrections, ..BuildOptions::default() };
    builder.finish(options).unwrap().0
}

pub(crate) fn institution(id: &'static str, name: &'static str) -> InstitutionRecord<'static> {
    let mut record = InstitutionRecord::named(Key::id(id), name);
    record.attributes.ror = format!("0{}example", id.to_lowercase()).into();
    record.attributes.country = "GB".into();
    record.attributes.homepage = "https://example.org/".into();
    record
}

const NAMES: [(&str, &str); 5] = [
    ("A1", "Ada Lovelace"),
    ("A2", "Charles Babbage"),
    ("A3", "Luigi Menabrea"),
    ("A4", "Joseph Jacquard"),
    ("A5", ""),
];

pub(crate) fn work(id: &'static str, title: &'static str, year: i16, people: &[&'static str]) -> WorkRecord<'static> {
    let mut record = WorkRecord::new(Key::id(id));
    record.attributes.title = title.into();
    record.attributes.year = year;
    record.attributes.work_type = "article".into();
    record.source = Some(SourceRecord::named(Key::id("S1"), "Taylor's Scientific Memoirs"));
    let mut topic = TopicRecord::named(Key::id("T1"), "Computing");
    topic.attributes.field = "Computer Science".into();
    record.topics = vec![(topic, 0.75)];
    record.authorships = people.iter().map(|&id| authorship(id)).collect();
    record
}

fn authorship(id: &'static str) -> Authorship<'static> {
    let name = NAMES.iter().find(|(known, _)| *known == id).map_or(id, |&(_, name)| name);
    let mut person = PersonRecord::named(Key::id(id), name);
    if id == "A1" {
        person.attributes.orcid = "0000-0002-1825-0097".into();
        person.attributes.other_names = vec!["A. A. L.".into()];
    }
    let at = if id == "A1" || id == "A2" { vec![institution("I2", "Department of Engines")] } else { vec![] };
    Authorship { person: Some(person), raw_name: name.into(), institutions: at, ..Authorship::default() }
}

/// A graph ready to be served.
pub(crate) fn loaded(graph: Graph) -> Loaded {
    let index = SearchIndex::build(&graph).unwrap();
    Loaded::new(graph, index)
}

/// A server of the small corpus.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) state: AppState,
    router: Router,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let server = Self::starting(options);
        server.state.replace(loaded(graph()));
        server
    }

    /// A server of another graph.
    #[cfg(feature = "community")]
    pub(crate) fn of(graph: Graph) -> Self {
        let server = Self::starting(Options::default());
        server.state.replace(loaded(graph));
        server
    }

    /// A server without a snapshot.
    pub(crate) fn starting(options: Options) -> Self {
        let state = AppState::new(options).unwrap();
        Self { router: app(state.clone()), state }
    }

    /// The same server, mounted below `place` in another program.
    pub(crate) fn nested(self, place: &str) -> Self {
        Self { router: Router::new().nest(place, self.router), ..self }
    }

    pub(crate) async fn get(&self, uri: &str) -> Reply {
        self.send(Request::get(uri).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_with(&self, uri: &str, header: &str, value: &str) -> Reply {
        self.send(Request::get(uri).header(header, value).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// Status and code of a problem.
    #[track_caller]
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["detail"].is_string() && problem["title"].is_string() && problem["help"].is_string());
        (self.status.as_u16(), problem["code"].as_str().unwrap().to_owned())
    }
}
