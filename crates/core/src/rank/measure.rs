//! The measures by which collaborators are ranked.

use super::{Accumulated, Collaborators, Shared, common, settings::Settings};
use crate::{Graph, PersonId, id::DenseId, scratch::Scratch, years::Decay};

/// A measure of how close two people are through the works they share.
///
/// In every formula the sum runs over shared works, `n` is the number of distinct people on a work and `age` the
/// years from the work to the reference year, at least 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Measure {
    /// `[Σ 2^(−age/0.75)/(n−1)^0.75] · (1 + Σ_{works of j} 2^(−age/2))^0.15 · (1 + common collaborators)^0.2`:
    /// who somebody is working with at present. At least 0, no upper bound.
    ///
    /// Among the measures compared in back-tests on the ACL Anthology it predicts best who publishes together
    /// again within three years.
    #[default]
    Close,
    /// `Σ 1/(n−1)`: closest of all time. In 0 … number of shared works.
    ///
    /// M. E. J. Newman, *Scientific collaboration networks. II*, Phys. Rev. E 64, 016132 (2001),
    /// <https://doi.org/10.1103/PhysRevE.64.016132>.
    Newman,
    /// The number of shared works.
    Count,
    /// `c/(wᵢ+wⱼ−c)`: shared works as a part of all works of the two. In 0 … 1.
    Jaccard,
    /// `c/√(wᵢ·wⱼ)`: shared works over the geometric mean of their numbers of works. In 0 … 1.
    ///
    /// G. Salton, M. J. McGill, *Introduction to Modern Information Retrieval* (1983).
    Salton,
    /// `Σ 2^(−age/half_life)/(n−1)^size_exponent`: tunable.
    Recent {
        /// Years after which a work counts half; above 0. Default 3.
        half_life: f64,
        /// How much large author lists count against a work, 0 for not at all. Default 1.
        size_exponent: f64,
    },
}

impl Measure {
    /// The names of all measures.
    pub const NAMES: [&'static str; 6] = ["close", "newman", "count", "jaccard", "salton", "recent"];

    /// The measure called `name`, with its default parameters.
    ///
    /// ```
    /// use scholargraph::Measure;
    /// assert_eq!(Measure::from_name("newman"), Some(Measure::Newman));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "close" => Self::Close,
            "newman" => Self::Newman,
            "count" => Self::Count,
            "jaccard" => Self::Jaccard,
            "salton" => Self::Salton,
            "recent" => Self::Recent { half_life: 3.0, size_exponent: 1.0 },
            _ => return None,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Newman => "newman",
            Self::Count => "count",
            Self::Jaccard => "jaccard",
            Self::Salton => "salton",
            Self::Recent { .. } => "recent",
        }
    }

    /// What is summed over the shared works: all there is to `newman`, `count` and `recent`, what the others begin with.
    pub(super) fn sum<T>(self, shared: &Shared<T>) -> f64 {
        match self {
            Self::Newman => shared.strength,
            Self::Recent { .. } | Self::Close => shared.sum,
            Self::Count | Self::Jaccard | Self::Salton => f64::from(shared.works),
        }
    }

    /// `salton`, else `jaccard`, of so many works that two share of those that each has. Falls as `other` grows.
    pub(super) fn overlap(self, shared: u32, own: usize, other: usize) -> f64 {
        let (shared, own, other) = (f64::from(shared), own as f64, other as f64);
        match self {
            Self::Salton => shared / (own * other).sqrt(),
            _ => shared / (own + other - shared),
        }
    }
}

/// Half-life of shared works in [`Measure::Close`], in years.
const CLOSE_HALF_LIFE: f64 = 0.75;
/// How much long author lists count against a work in [`Measure::Close`].
const CLOSE_SIZE_EXPONENT: f64 = 0.75;
/// Half-life of the other's own works in [`Measure::Close`], in years.
const ACTIVITY_HALF_LIFE: f64 = 2.0;
const ACTIVITY_EXPONENT: f64 = 0.15;
const COMMON_EXPONENT: f64 = 0.2;

/// What works weigh in a measure, whoever the person is.
#[derive(Debug)]
pub(super) enum Weights {
    /// The measure counts works; none weighs more than another.
    None,
    /// Shared works decay by age and by a power of the number of other authors.
    Recent(Decay, f64),
    /// As `Recent`; and the other's own works decay, too.
    Close(Decay, f64, Decay),
}

impl Weights {
    pub(super) fn new(graph: &Graph, settings: &Settings) -> Self {
        let reference = settings.years.reference_year(graph, settings.reference_year);
        let decay = |half_life| Decay::new(graph, reference, half_life);
        match settings.measure {
            Measure::Close => Self::Close(decay(CLOSE_HALF_LIFE), CLOSE_SIZE_EXPONENT, decay(ACTIVITY_HALF_LIFE)),
            Measure::Recent { half_life, size_exponent } => Self::Recent(decay(half_life), size_exponent),
            Measure::Newman | Measure::Count | Measure::Jaccard | Measure::Salton => Self::None,
        }
    }

    /// What a work shared with so many others adds to the sum of the measure.
    pub(super) fn share(&self, others: usize, year: Option<i16>) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Recent(decay, exponent) | Self::Close(decay, exponent, _) => {
                decay.at(year) / (others as f64).powf(*exponent)
            }
        }
    }

    /// What a work of the other's own adds to how active they are.
    fn activity(&self, year: Option<i16>) -> f64 {
        match self {
            Self::None | Self::Recent(..) => 0.0,
            Self::Close(_, _, decay) => decay.at(year),
        }
    }
}

/// The score of everybody found, by slot.
pub(super) fn scores(
    graph: &Graph,
    question: &Collaborators,
    weights: &Weights,
    found: &Accumulated<PersonId>,
    scratch: &mut Scratch,
) -> Vec<f64> {
    let (measure, settings) = (question.settings.measure, &question.settings);
    let people = found.nodes.iter();
    match measure {
        Measure::Close => close(graph, question, weights, found, scratch),
        Measure::Jaccard | Measure::Salton => {
            let works = |person| settings.in_years(graph, graph.works_of(person));
            let own = works(question.person);
            people.map(|shared| measure.overlap(shared.works, own, works(shared.node))).collect()
        }
        Measure::Newman | Measure::Count | Measure::Recent { .. } => people.map(|one| measure.sum(one)).collect(),
    }
}

fn close(
    graph: &Graph,
    question: &Collaborators,
    weights: &Weights,
    found: &Accumulated<PersonId>,
    scratch: &mut Scratch,
) -> Vec<f64> {
    let activity = |person| -> f64 {
        let years = graph.works_of(person).iter().map(|&work| graph.year(work));
        years.filter(|&year| question.settings.years.contain(year)).map(|year| weights.activity(year)).sum()
    };
    let common = common::common_collaborators(graph, question, found, scratch);
    let score = |(shared, common): (&Shared<PersonId>, u32)| {
        let active = (1.0 + activity(shared.node)).powf(ACTIVITY_EXPONENT);
        shared.sum * active * (1.0 + f64::from(common)).powf(COMMON_EXPONENT)
    };
    debug_assert!(found.nodes.iter().all(|shared| scratch.first.contains(shared.node.index())));
    found.nodes.iter().zip(common).map(score).collect()
}
