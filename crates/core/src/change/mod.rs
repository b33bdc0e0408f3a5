//! Changes between builds: nodes hidden, authorships moved, works added, people called by further names.
//!
//! A [`Graph`] never changes. [`Graph::with_changes`] makes another one, which shares everything that the changes do
//! not touch with the first: its answers are those of a graph that was built again from corrected records.
//!
//! * A **hidden work** takes part in nothing, as though it had no record.
//! * A **hidden person** stands on no byline. Their places stay, empty, so that the positions of the others and
//!   the institutions of the works are what they were.
//! * A **hidden topic** or **institution** is named by nothing. What belonged to a hidden institution belongs to
//!   what else it is said to belong to.
//! * A **moved authorship** is another person's, with its place, its institutions and its affiliations as printed;
//!   a **detached** one is nobody's, a bare name.
//! * A person who is **also called** something has that name before the others that they have, and one who is
//!   **identified** has an ORCID iD.
//! * An **added work** is read as the builder reads it. Everybody and everything it names must be there, but for
//!   works it refers to, which may be anywhere.
//!
//! Hidden nodes keep their dense ids, and whoever holds one can still read the node's attributes; but it is not
//! found by any id, not counted, not listed by [`Graph::nodes`], and stands in no row of any relation. Added works
//! are numbered behind all others; all answers still break ties by id.
//!
//! # What a rebuild would know and the graph does not
//!
//! * Names as printed are not kept by byline: [other names](crate::model::People::other_names) stay whose they are.
//! * Nor are ORCID iDs as printed. A place that confirmed the iD of the person it is taken from speaks against that
//!   of the person it is given to, if it is another; one that spoke against an iD speaks no more.
//!   A byline with an iD whose person had none neither confirms the one that they are given nor speaks against it.
//! * Where several records of one person list names, and one of them is heard, the others stay unheard when the person is
//!   given a name; a build with a correction hears them all.
//! * An affiliation that a person's own record lists is told apart from one that bylines give only where its years
//!   go beyond theirs, or where no byline gives it.
//! * References to works outside the graph are not kept: works that were there do not refer to one that is added.
//! * What terms there are is decided when a graph is built. Added works have those of their titles' words and pairs of
//!   words that others had before; how many titles a term stands in is counted anew.
//! * What records of added works say of people, topics, institutions and sources beside their keys is left out.

mod added;
mod attributes;
mod collaborations;
mod draft;
mod error;
mod relations;

pub use error::ChangeError;

use self::{added::Added, draft::Draft};
use crate::{
    graph::{Changed, Graph, Overlay},
    id::{Node, PersonId, WorkId},
    model::WorkRecord,
};

/// Changes to one graph: dense ids mean nothing in another.
///
/// Authorships are moved first, in the order in which they are given; then people get names and iDs; then nodes are
/// hidden; then works are added.
/// So one set of changes can give a person's authorships to somebody else and hide them, or hide a work and
/// add another with its id in its place.
///
/// ```
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let by = |people: &[u8]| Paper { authors: people.iter().map(|&a| (a, vec![])).collect(), ..Paper::default() };
/// # let graph = graph_of(&[by(&[0, 1]), by(&[0, 2]), by(&[2])], Default::default());
/// use scholargraph::{Changes, PersonId, WorkId};
///
/// let [ada, bo, cy] = [PersonId(0), PersonId(1), PersonId(2)];
/// let mut changes = Changes::new();
/// changes.move_authorship(WorkId(0), bo, cy).hide(bo);
/// let changed = graph.with_changes(&changes)?;
///
/// assert_eq!(changed.authors(WorkId(0)), [ada, cy]);
/// assert_eq!(changed.collaborators_of(ada), [cy]);
/// assert!(changed.resolve(None, graph.id(bo)).is_err());
/// assert_eq!(graph.authors(WorkId(0)), [ada, bo]);
/// # Ok::<(), scholargraph::ChangeError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Changes<'a> {
    moves: Vec<Move>,
    called: Vec<(PersonId, String)>,
    identified: Vec<(PersonId, String)>,
    hidden: Vec<Node>,
    works: Vec<WorkRecord<'a>>,
}

/// An authorship that is somebody else's.
#[derive(Clone, Debug)]
struct Move {
    work: WorkId,
    from: PersonId,
    to: Holder,
}

/// Whose an authorship is.
#[derive(Clone, Debug)]
enum Holder {
    Person(PersonId),
    Nobody(String),
}

impl<'a> Changes<'a> {
    /// No changes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { moves, called, identified, hidden, works } = self;
        moves.is_empty() && called.is_empty() && identified.is_empty() && hidden.is_empty() && works.is_empty()
    }

    /// Hides a node. One that is hidden already stays so.
    pub fn hide(&mut self, node: impl Into<Node>) -> &mut Self {
        self.hidden.push(node.into());
        self
    }

    /// Gives the authorship of `from` on `work` to `to`. Where `to` stands on the byline too, their places become
    /// one, as for anybody who stands on a byline twice; all places of `from` move together.
    pub fn move_authorship(&mut self, work: WorkId, from: PersonId, to: PersonId) -> &mut Self {
        self.moves.push(Move { work, from, to: Holder::Person(to) });
        self
    }

    /// Takes the authorship of `from` on `work` away from them and leaves a bare `name` in its place; an empty one
    /// leaves the place empty.
    pub fn detach_authorship(&mut self, work: WorkId, from: PersonId, name: impl Into<String>) -> &mut Self {
        self.moves.push(Move { work, from, to: Holder::Nobody(name.into()) });
        self
    }

    /// Gives a person another name. One that they have already changes nothing.
    pub fn add_name(&mut self, person: PersonId, name: impl Into<String>) -> &mut Self {
        self.called.push((person, name.into()));
        self
    }

    /// Gives a person who has none an ORCID iD, with its hyphens and without a resolver in front.
    pub fn set_orcid(&mut self, person: PersonId, orcid: impl Into<String>) -> &mut Self {
        self.identified.push((person, orcid.into()));
        self
    }

    /// Adds a work. Its people, topics, institutions and source must be in the graph and not hidden; places on its
    /// byline may be bare names. References to works that are neither in the graph nor added are left out, as
    /// they are when a graph is built.
    pub fn add_work(&mut self, record: WorkRecord<'a>) -> &mut Self {
        self.works.push(record);
        self
    }
}

impl Graph {
    /// The graph with `changes`: everything they do not touch is shared between the two.
    ///
    /// Answers are those of a graph built from records with the same corrections; see the list in
    /// [`change`](crate::change) of what the graph does not know. The result can be changed again.
    ///
    /// Time and memory grow with the rows that are touched: those of the nodes named, of the works they stand on, and
    /// of whoever else stands there. Changes that were made before cost a copy of their directory, some
    /// hundred bytes a work. Where bylines connect people anew, or no longer, components are found anew:
    /// O(people + authorships), as when the graph was built; where a hidden work is of the oldest or newest year,
    /// O(works).
    ///
    /// # Errors
    ///
    /// [`ChangeError`] where changes name what is not there, or contradict each other. Nothing is done then.
    pub fn with_changes(&self, changes: &Changes<'_>) -> Result<Self, ChangeError> {
        if changes.is_empty() {
            return Ok(self.clone());
        }
        let mut draft = Draft::new(self);
        draft.make_moves(&changes.moves)?;
        let told = attributes::Told::of(&draft, &changes.called, &changes.identified)?;
        draft.hide(&changes.hidden)?;
        let added = Added::read(self, &draft, &changes.works)?;
        let mut tables = self.tables().clone();
        let mut changed = self.tables().overlay.changed().cloned().unwrap_or_else(|| Changed::of(self));
        changed.hidden = draft.hidden.clone();
        told.write(&mut tables, &mut changed);
        added.append(&mut tables, &mut changed, &mut draft);
        draft.sweep();
        let order = changed.order.clone();
        tables.overlay = Overlay::new(changed);
        relations::write(&draft, &mut tables, &order);
        collaborations::write(&draft, &mut tables);
        tables.meta.id = id(self, changes);
        Ok(Self::new(tables))
    }
}

/// An id for a graph with `changes`: equal for equal changes to graphs with one id.
fn id(graph: &Graph, changes: &Changes<'_>) -> String {
    let text = format!("{} {changes:?}", graph.meta().id);
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}
