//! Who and what stands beside an institution or a topic: institutions and people by the works they share with it.

use super::{
    Evidence, Measure,
    accumulate::{Accumulated, Around, Shared, accumulate},
    measure::Weights,
    settings::Settings,
};
use crate::{
    Graph, InstitutionId, Kind, Node, PersonId, WorkId, Years,
    holder::Holder,
    id::DenseId,
    scratch::{Scratch, Slots, with_scratch},
    top::{Best, top_bounded, top_scores},
};

/// A question for the institutions or people that share most works with an institution or a topic.
///
/// What [`Collaborators`](super::Collaborators) asks about a person. To share a work means to stand on it: an
/// institution's people are all who are on its works, whether or not they say that they belong to it.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, InstitutionRecord, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # let mut work = WorkRecord::new(Key::id("w"));
/// # work.authorships = [("ada", "i1"), ("bo", "i2"), ("cy", "i3")].map(|(id, at)| Authorship {
/// #     person: Some(PersonRecord::named(Key::id(id), id)),
/// #     institutions: vec![InstitutionRecord::named(Key::id(at), at)],
/// #     ..Default::default()
/// # }).into();
/// # shard.work(&work);
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{Closest, InstitutionId, Kind, Measure, Node, PersonId};
///
/// let question = Closest::to(InstitutionId(0))?.measure(Measure::Newman)?.limit(10);
/// let institutions = question.clone().run(&graph);
/// assert_eq!((institutions.total, institutions.nodes[0].score), (2, 1.0 / 2.0));
/// let people = question.kind(Kind::Person)?.run(&graph);
/// assert_eq!((people.nodes[0].node, people.nodes[0].score), (Node::Person(PersonId(0)), 1.0 / 3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Closest {
    focus: Node,
    kind: Kind,
    settings: Settings,
}

/// Why something is not ranked by shared works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClosestError {
    /// The focus is neither an institution nor a topic. People have [`Collaborators`](super::Collaborators).
    #[error("what is closest by shared works is told of institutions and topics, not of a {0}")]
    Focus(Kind),
    /// What is asked for is neither institutions nor people.
    #[error("by the works they share with it, institutions and people are ranked, not nodes of kind {0}")]
    Kind(Kind),
    /// [`Measure::Close`], whose parameters were found by back-tests on people.
    #[error("`close` is for people alone, on whom it was tested; here the measures are {}", Closest::MEASURES.join(", "))]
    Measure,
}

/// What shares works with an institution or a topic, the closest first.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosestNodes {
    /// With what.
    pub focus: Node,
    /// The kind of what is ranked.
    pub kind: Kind,
    /// By which measure.
    pub measure: Measure,
    /// How many share a work with the focus, listed or not.
    pub total: usize,
    /// The best of them.
    pub nodes: Vec<ClosestNode>,
    /// Works of the focus that were left out for their number of authors.
    pub works_over_author_limit: usize,
}

/// Something that shares works with an institution or a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosestNode {
    /// What; of the kind that was asked for.
    pub node: Node,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the chosen measure.
    pub score: f64,
    /// Shared works by fractional counting, as [`Closest::run`] says; in 0 … number of shared works.
    pub strength: f64,
    /// Number of shared works.
    pub shared_works: u32,
    /// Year of the first shared work, where known.
    pub first_year: Option<i16>,
    /// Year of the last shared work, where known.
    pub last_year: Option<i16>,
    /// The latest shared works, each with what it adds to the strength.
    pub evidence: Vec<Evidence>,
}

impl Closest {
    /// The kinds that are ranked.
    pub const KINDS: [Kind; 2] = [Kind::Institution, Kind::Person];

    /// The names of the measures by which they are: all but `close`.
    pub const MEASURES: [&'static str; 5] = ["newman", "count", "jaccard", "salton", "recent"];

    /// The measure unless another is named: `recent` as [`Measure::from_name`] has it.
    pub const MEASURE: Measure = Measure::Recent { half_life: 3.0, size_exponent: 1.0 };

    /// Asks what is closest to an institution, other institutions, or to a topic, people: at present, the 20 best,
    /// three works of evidence each, works above [`MAX_AUTHORS`](super::MAX_AUTHORS) left out.
    ///
    /// # Errors
    ///
    /// [`ClosestError::Focus`] for works, which share nothing, and people, who have
    /// [`Collaborators`](super::Collaborators).
    pub fn to(focus: impl Into<Node>) -> Result<Self, ClosestError> {
        let focus = focus.into();
        let kind = match focus {
            Node::Institution(_) => Kind::Institution,
            Node::Topic(_) => Kind::Person,
            Node::Work(_) | Node::Person(_) => return Err(ClosestError::Focus(focus.kind())),
        };
        Ok(Self { focus, kind, settings: Settings::new(Self::MEASURE) })
    }

    /// Ranks nodes of this kind. Default: of an institution, institutions; of a topic, people.
    ///
    /// # Errors
    ///
    /// [`ClosestError::Kind`] for any but [`KINDS`](Self::KINDS).
    pub fn kind(mut self, kind: Kind) -> Result<Self, ClosestError> {
        if !Self::KINDS.contains(&kind) {
            return Err(ClosestError::Kind(kind));
        }
        self.kind = kind;
        Ok(self)
    }

    /// Ranks by this measure. Default: [`MEASURE`](Self::MEASURE), as the
    /// parameters of [`Measure::Close`] are back-tested for people only.
    ///
    /// # Errors
    ///
    /// [`ClosestError::Measure`] for [`Measure::Close`].
    pub fn measure(mut self, measure: Measure) -> Result<Self, ClosestError> {
        if measure == Measure::Close {
            return Err(ClosestError::Measure);
        }
        self.settings.measure = measure;
        Ok(self)
    }

    /// Lists at most this many. Default: 20.
    pub fn limit(mut self, limit: usize) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Proves each with at most this many works. Default: 3.
    pub fn evidence(mut self, evidence: usize) -> Self {
        self.settings.evidence = evidence;
        self
    }

    /// Counts only works of these years, everywhere. Default: all.
    pub fn years(mut self, years: Years) -> Self {
        self.settings.years = years;
        self
    }

    /// Counts ages from this year. Default: the end of the range of years, else the newest year of the corpus.
    pub fn reference_year(mut self, year: Option<i16>) -> Self {
        self.settings.reference_year = year;
        self
    }

    /// Leaves out works with more authors, whichever kind is ranked; `None` for no limit. Default:
    /// [`MAX_AUTHORS`](super::MAX_AUTHORS).
    pub fn max_authors(mut self, limit: Option<u32>) -> Self {
        self.settings.max_authors = limit;
        self
    }

    /// Answers the question. Ties: the smaller id first.
    ///
    /// A shared work is shared out among the `m` others of the asked kind on it: `m = n − 1` for `n` distinct
    /// institutions on a work of an institution, `m = n` for `n` people, or for the institutions on a work about a
    /// topic. The sums run over shared works, `c` is their number, `w` that of all works of either in the years:
    ///
    /// * `newman`: `Σ 1/m`, in 0 … c;
    /// * `recent`: `Σ 2^(−age/half_life)/m^size_exponent`, `age` being the years from the work to the reference year,
    ///   at least 0; in 0 … c. A work without a year is as old as the oldest;
    /// * `count`: `c`;
    /// * `jaccard`: `c/(wᵢ+wⱼ−c)`, in 0 … 1;
    /// * `salton`: `c/√(wᵢ·wⱼ)`, in 0 … 1.
    ///
    /// So every work weighs the same, however many stand on it: fractional counting, as A. Perianes-Rodriguez,
    /// L. Waltman, N. J. van Eck, *Constructing bibliometric networks: A comparison between full and fractional
    /// counting*, Journal of Informetrics 10 (2016) 1178–1195, <https://doi.org/10.1016/j.joi.2016.10.006>, recommend;
    /// between nodes of one kind it is Newman's weight ([`Measure::Newman`]).
    ///
    /// O(p) for the `p` places of the asked kind on the works of the focus, and as much again for evidence; `jaccard`
    /// and `salton` within years also read the works of those that may be among the best. No allocation grows with
    /// the graph.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> ClosestNodes {
        match (self.focus, self.kind) {
            (Node::Institution(focus), Kind::Institution) => {
                self.ranking(graph, Around { works: focus.works(graph), focus: Some(focus) })
            }
            (_, Kind::Institution) => {
                self.ranking::<InstitutionId>(graph, Around { works: self.works(graph), focus: None })
            }
            _ => self.ranking::<PersonId>(graph, Around { works: self.works(graph), focus: None }),
        }
    }

    fn works<'g>(&self, graph: &'g Graph) -> &'g [WorkId] {
        match self.focus {
            Node::Institution(focus) => focus.works(graph),
            focus => graph.topic_relations().works.row(focus.index()),
        }
    }

    fn ranking<T: Holder>(&self, graph: &Graph, around: Around<'_, T>) -> ClosestNodes {
        let weights = Weights::new(graph, &self.settings);
        with_scratch(graph.bound(T::KIND), |scratch| {
            let Scratch { first: slots, second: places, .. } = scratch;
            let found = accumulate(graph, &around, &self.settings, &weights, slots);
            let best = self.best(graph, &around, &found, slots).into_iter().zip(1..);
            let mut nodes: Vec<ClosestNode> = best.map(|((score, shared), rank)| node(shared, rank, score)).collect();
            self.prove(graph, &around, &mut nodes, places);
            ClosestNodes {
                focus: self.focus,
                kind: self.kind,
                measure: self.settings.measure,
                total: found.nodes.len(),
                nodes,
                works_over_author_limit: found.works_over_author_limit,
            }
        })
    }

    /// The best with their scores.
    fn best<'f, T: Holder>(
        &self,
        graph: &Graph,
        around: &Around<'_, T>,
        found: &'f Accumulated<T>,
        slots: &Slots,
    ) -> Vec<(f64, &'f Shared<T>)> {
        let Settings { measure, limit, .. } = self.settings;
        let with = |node: T| found.nodes.get(slots.get(node.index())?);
        if !matches!(measure, Measure::Jaccard | Measure::Salton) {
            let best = top_scores(found.nodes.iter().map(|shared| (measure.sum(shared), shared.node)), limit);
            return best.into_iter().filter_map(|(_, node)| with(node)).map(|one| (measure.sum(one), one)).collect();
        }
        // Within years, counting the works of a node is dear; it has no fewer than are shared.
        let own = self.settings.in_years(graph, around.works);
        let bound = |shared: &Shared<T>| measure.overlap(shared.works, own, shared.works as usize);
        let bounds = found.nodes.iter().map(|shared| (bound(shared), shared.node));
        let score = |node: T| {
            let works = self.settings.in_years(graph, node.works(graph));
            Some(measure.overlap(with(node)?.works, own, works))
        };
        let (best, _) = top_bounded(bounds, limit, score);
        best.into_iter().filter_map(|(node, score)| Some((score, with(node)?))).collect()
    }

    /// Gives each of `nodes` the latest shared works, in one more pass: an institution shares a hundred thousand works
    /// with people of whom one has as many.
    fn prove<T: Holder>(&self, graph: &Graph, around: &Around<'_, T>, nodes: &mut [ClosestNode], places: &mut Slots) {
        if self.settings.evidence == 0 {
            return;
        }
        let mut newest: Vec<Best<i16, (u64, WorkId)>> = Vec::with_capacity(nodes.len());
        for one in nodes.iter() {
            places.slot(one.node.index());
            newest.push(Best::new(self.settings.evidence));
        }
        around.each_work(graph, &self.settings, |counted| {
            for other in around.listed(counted.row) {
                if let Some(newest) = places.get(other.index()).and_then(|place| newest.get_mut(place)) {
                    let work = (graph.order_of(counted.work.into()), counted.work);
                    newest.offer(graph.works().year.at(counted.work.index()), work);
                }
            }
        });
        for (one, newest) in nodes.iter_mut().zip(newest) {
            let works = newest.into_sorted().into_iter().map(|(_, (_, work))| work);
            one.evidence = works.map(|work| around.evidence(graph, work)).collect();
        }
    }
}

fn node<T: DenseId>(shared: &Shared<T>, rank: usize, score: f64) -> ClosestNode {
    ClosestNode {
        node: shared.node.into(),
        rank,
        score,
        strength: shared.strength,
        shared_works: shared.works,
        first_year: shared.first_year(),
        last_year: shared.last_year(),
        evidence: Vec::new(),
    }
}
