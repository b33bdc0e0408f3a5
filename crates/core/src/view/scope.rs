//! What a view shows: which relations, under which ids, with which weights.

use std::{fmt, hash::Hash, marker::PhantomData};

use petgraph::{Directed, EdgeType, Undirected};

use crate::{
    id::{DenseId, InstitutionId, Kind, Node, PersonId, WorkId},
    model::Relation,
};

/// What stands on an edge of a view: the relation it belongs to, and how much it weighs.
///
/// | relation | weight |
/// |---|---|
/// | `about` | how well the topic fits, 0 to 1 |
/// | `affiliated` | on how many of the person's bylines the institution stands; 0 where only the person's record names it |
/// | `collaborates` | Newman's strength: the sum over shared works of 1/(n−1), n being the people on the work |
/// | all others | 1 |
///
/// A weight says how close two nodes are, not how far apart: a shortest path wants its reciprocal or 1.
///
/// ```
/// use scholargraph::{Relation, view::Link};
/// let link = Link { relation: Relation::About, weight: 0.5 };
/// assert_eq!(link.to_string(), "about 0.5");
/// assert_eq!(f32::from(link), 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Link {
    /// The relation.
    pub relation: Relation,
    /// The weight.
    pub weight: f32,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.relation.name(), self.weight)
    }
}

impl From<Link> for f32 {
    #[inline]
    fn from(link: Link) -> Self {
        link.weight
    }
}

/// What a view calls its nodes: the dense ids of one kind, or [`Node`] for nodes of several.
pub trait Handle: Copy + Ord + Hash + fmt::Debug + Into<Node> + sealed::Sealed + 'static {
    /// The kinds that it can stand for.
    const KINDS: &'static [Kind];

    /// The node of `kind` at position `index`.
    fn of(kind: Kind, index: usize) -> Self;
}

impl<T: DenseId> Handle for T {
    const KINDS: &'static [Kind] = &[T::KIND];

    #[inline]
    fn of(_kind: Kind, index: usize) -> Self {
        Self::from_index(index)
    }
}

impl Handle for Node {
    const KINDS: &'static [Kind] = &Kind::ALL;

    #[inline]
    fn of(kind: Kind, index: usize) -> Self {
        Self::new(kind, index)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Node {}
    impl<T: super::DenseId> Sealed for T {}
}

/// What a [`View`](super::View) shows.
///
/// The scopes of this module cover each relation and the whole graph. Another choice of relations is
/// another scope:
///
/// ```
/// use petgraph::{Undirected, algo::connected_components};
/// use scholargraph::{Node, Relation, view::{Link, Scope}};
///
/// /// Bylines: who wrote what, and where.
/// #[derive(Clone, Copy)]
/// struct Bylines;
///
/// impl Scope for Bylines {
///     type NodeId = Node;
///     type Weight = Link;
///     type Direction = Undirected;
///     const RELATIONS: &'static [Relation] = &[Relation::Authored, Relation::Affiliated, Relation::Produced];
/// }
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let paper = |person| Paper { authors: vec![(person, vec![3])], topics: vec![person], ..Paper::default() };
/// # let graph = graph_of(&[paper(0), paper(1)], Default::default());
///
/// // Two works by two people of one institution; topics are out of scope.
/// assert_eq!(connected_components(graph.view::<Bylines>()), 1);
/// ```
///
/// A scope whose relations are out of order, or have ends that its node id cannot stand for, does not compile:
///
/// ```compile_fail
/// # use petgraph::Directed;
/// # use scholargraph::{Relation, WorkId, view::Scope};
/// #[derive(Clone, Copy)]
/// struct Wrong;
///
/// impl Scope for Wrong {
///     type NodeId = WorkId;
///     type Weight = f32;
///     type Direction = Directed;
///     const RELATIONS: &'static [Relation] = &[Relation::Authored];
/// }
/// # let graph = scholargraph_testkit::graph_of(&[], Default::default());
/// graph.view::<Wrong>();
/// ```
pub trait Scope: Copy + 'static {
    /// What it calls nodes.
    type NodeId: Handle;
    /// What stands on edges: `f32`, [`Link`], or whatever else can be told from a link.
    type Weight: From<Link> + Copy + PartialOrd + fmt::Debug;
    /// [`Directed`] shows every edge from its first end; [`Undirected`] shows it from both.
    type Direction: EdgeType;
    /// The relations it shows, each once, in the order of [`Relation::ALL`]. Its nodes are all nodes of the
    /// kinds at their ends.
    const RELATIONS: &'static [Relation];
}

/// Are the relations in order, and can `kinds` stand for all of their ends?
pub(super) const fn is_sound(relations: &[Relation], kinds: &[Kind]) -> bool {
    let mut at = 0;
    while at < relations.len() {
        let (from, to) = relations[at].ends();
        let in_order = at == 0 || (relations[at - 1] as u8) < relations[at] as u8;
        if !in_order || !contains(kinds, from) || !contains(kinds, to) {
            return false;
        }
        at += 1;
    }
    true
}

const fn contains(kinds: &[Kind], kind: Kind) -> bool {
    let mut at = 0;
    while at < kinds.len() {
        if kinds[at] as u8 == kind as u8 {
            return true;
        }
        at += 1;
    }
    false
}

/// Does `S` show nodes of `kind`?
pub(super) fn shows<S: Scope>(kind: Kind) -> bool {
    S::RELATIONS.iter().any(|relation| relation.ends().0 == kind || relation.ends().1 == kind)
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident: $id:ty, $weight:ty, $direction:ty, $relations:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Scope for $name {
            type NodeId = $id;
            type Weight = $weight;
            type Direction = $direction;
            const RELATIONS: &'static [Relation] = $relations;
        }
    )*};
}

scopes! {
    /// Scope of [`Graph::authored`](crate::Graph::authored).
    Authored: Node, f32, Undirected, &[Relation::Authored];
    /// Scope of [`Graph::about`](crate::Graph::about).
    About: Node, f32, Undirected, &[Relation::About];
    /// Scope of [`Graph::affiliated`](crate::Graph::affiliated).
    Affiliated: Node, f32, Undirected, &[Relation::Affiliated];
    /// Scope of [`Graph::produced`](crate::Graph::produced).
    Produced: Node, f32, Undirected, &[Relation::Produced];
    /// Scope of [`Graph::cites`](crate::Graph::cites).
    Cites: WorkId, f32, Directed, &[Relation::Cites];
    /// Scope of [`Graph::part_of`](crate::Graph::part_of).
    PartOf: InstitutionId, f32, Directed, &[Relation::PartOf];
    /// Scope of [`Graph::collaborates`](crate::Graph::collaborates).
    Collaborates: PersonId, f32, Undirected, &[Relation::Collaborates];
    /// Scope of [`Graph::whole`](crate::Graph::whole).
    Whole: Node, Link, Directed, &Relation::ALL;
}

/// Another scope with every edge seen from both ends: that of [`View::undirected`](super::View::undirected).
#[derive(Clone, Copy, Debug)]
pub struct BothWays<S>(PhantomData<S>);

impl<S: Scope> Scope for BothWays<S> {
    type NodeId = S::NodeId;
    type Weight = S::Weight;
    type Direction = Undirected;
    const RELATIONS: &'static [Relation] = S::RELATIONS;
}
