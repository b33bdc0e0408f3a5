//! What tells nodes of one name apart.

use std::fmt;

use scholargraph::{Graph, Node, PersonId, TopicId, WorkId};

/// A few words about a node, to stand beside its name in a list.
///
/// ```
/// use scholargraph_search::Hint;
/// let hint = Hint::Person { institution: Some("Luna University"), topic: None, years: Some((2021, 2022)), works: 3 };
/// assert_eq!(hint.to_string(), "Luna University · 2021–2022 · 3 works");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint<'g> {
    /// Of a work.
    Work {
        /// The first name on its byline.
        first_author: Option<&'g str>,
        /// How many names are on its byline.
        authors: usize,
        /// When it was published.
        year: Option<i16>,
    },
    /// Of a person.
    Person {
        /// Where most of their works were made; of several, where they were last.
        institution: Option<&'g str>,
        /// What most of their works are about, as far as they are looked at.
        topic: Option<&'g str>,
        /// The years of the first and the last of them.
        years: Option<(i16, i16)>,
        /// How many works they have.
        works: usize,
    },
    /// Of a topic.
    Topic {
        /// The field it belongs to.
        field: Option<&'g str>,
        /// How many works are about it.
        works: usize,
    },
    /// Of an institution.
    Institution {
        /// The city it is in.
        city: Option<&'g str>,
        /// The country it is in, as two letters.
        country: Option<&'g str>,
        /// How many works were made there.
        works: usize,
    },
}

impl<'g> Hint<'g> {
    /// The hint of a node. O(names on the byline) for works, O(institutions + works) for people.
    #[must_use]
    pub fn of(graph: &'g Graph, node: Node) -> Self {
        let row = node.index();
        match node {
            Node::Work(id) => Self::of_work(graph, id),
            Node::Person(id) => Self::Person {
                institution: main_institution(graph, id),
                topic: main_topic(graph, id),
                years: years(graph, id),
                works: graph.person_relations().works.degree(row),
            },
            Node::Topic(_) => Self::Topic {
                field: stated(graph.topics().field.at(row)),
                works: graph.topic_relations().works.degree(row),
            },
            Node::Institution(_) => Self::Institution {
                city: stated(graph.institutions().city.at(row)),
                country: stated(graph.institutions().country.at(row)),
                works: graph.institution_relations().works.degree(row),
            },
        }
    }

    fn of_work(graph: &'g Graph, work: WorkId) -> Self {
        let row = work.0 as usize;
        let authors = &graph.work_relations().authors;
        let unnamed = &graph.work_relations().unnamed_authors;
        let positions = authors.edges.position.slice(authors.edges_of(row));
        let people = authors.row(row).iter().map(|&person| graph.label(person));
        let byline = positions.iter().copied().zip(people).chain(unnamed.at(row));
        let first_author = byline.min_by_key(|&(position, _)| position).and_then(|(_, name)| stated(name));
        Self::Work { first_author, authors: authors.degree(row) + unnamed.count(row), year: graph.year(work) }
    }
}

fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn main_institution(graph: &Graph, person: PersonId) -> Option<&str> {
    let institutions = &graph.person_relations().institutions;
    let row = person.0 as usize;
    let range = institutions.edges_of(row);
    let works = institutions.edges.works.slice(range.clone());
    let last_years = institutions.edges.last_year.slice(range);
    let edges = works.iter().zip(last_years).zip(institutions.row(row));
    let (_, &main) = edges.max_by_key(|&(edge, institution)| (edge, std::cmp::Reverse(institution)))?;
    stated(graph.label(main))
}

/// The topics of so many works tell what somebody works on.
const WORKS_WITH_TOPICS: usize = 200;

/// The topic that most of a person's works are about; of several, that with the smallest id.
fn main_topic(graph: &Graph, person: PersonId) -> Option<&str> {
    let works = graph.works_of(person).iter().rev().take(WORKS_WITH_TOPICS);
    let mut topics: Vec<TopicId> = works.flat_map(|&work| graph.topics_of(work)).copied().collect();
    topics.sort_unstable();
    let main = topics.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), std::cmp::Reverse(same[0])))?;
    stated(graph.label(main[0]))
}

fn years(graph: &Graph, person: PersonId) -> Option<(i16, i16)> {
    let years = || graph.works_of(person).iter().filter_map(|&work| graph.year(work));
    years().min().zip(years().max())
}

fn span((first, last): (i16, i16)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

impl fmt::Display for Hint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match *self {
            Self::Work { first_author, authors, year } => vec![
                first_author.map(|name| if authors > 1 { format!("{name} et al.") } else { name.to_owned() }),
                year.map(|year| year.to_string()),
            ],
            Self::Person { institution, topic, years, works } => {
                let words = [institution, topic].map(|text| text.map(str::to_owned));
                words.into_iter().chain([years.map(span), Some(counted(works))]).collect()
            }
            Self::Topic { field, works } => vec![field.map(str::to_owned), Some(counted(works))],
            Self::Institution { city, country, works } => {
                let place: Vec<&str> = [city, country].into_iter().flatten().collect();
                vec![Some(place.join(", ")).filter(|place| !place.is_empty()), Some(counted(works))]
            }
        };
        let shown: Vec<String> = shown.into_iter().flatten().collect();
        f.write_str(&shown.join(" · "))
    }
}

fn counted(works: usize) -> String {
    if works == 1 { "1 work".to_owned() } else { format!("{works} works") }
}
