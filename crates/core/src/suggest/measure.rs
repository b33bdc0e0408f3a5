//! The measures by which people are suggested.

/// A measure of how likely two people are to work together though they have not.
///
/// In every formula `n` is the number of distinct people on a work and `age` the years from the work to the
/// reference year, at least 0. `N(i)` is everybody who shares a work of 2 to [`MAX_AUTHORS`](super::MAX_AUTHORS)
/// people with i, and `W_ij = Σ 2^(−age/3)/(n−1)` over these works. All are at least 0; nobody of score 0 is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// [`Walk`](Self::Walk) times `0.05 + cosine` of the two people's title words. In 0 … 1.05.
    ///
    /// A title is a vector of its [terms](crate::Graph::terms_of), each weighted by `1 + ln((1 + titles)/(1 + titles
    /// with the term))`, and of length 1; a person is the sum of their titles, each times `2^(−age/3)`. Without a word
    /// in common the walk still counts a little: titles say too little to rule anybody out. Of the measures here, it
    /// suggests most of those who do work together within three years in back-tests on the ACL Anthology.
    #[default]
    WalkText,
    /// How often a random walk that starts over at the person is at somebody. In 0 … 1.
    ///
    /// A step leads from a person to one of their works with a probability in proportion to `2^(−age/3)`, and from
    /// there to anybody on it, `1/n` each; with probability 0.3 it leads back to the person instead. Eight steps from
    /// the person, over works of any number of authors.
    ///
    /// Random walk with restart: H. Tong, C. Faloutsos, J.-Y. Pan, *Fast random walk with restart and its
    /// applications*, ICDM 2006, <https://doi.org/10.1109/ICDM.2006.70>.
    Walk,
    /// `|N(i) ∩ N(j)|`: common collaborators.
    ///
    /// M. E. J. Newman, *Clustering and preferential attachment in growing networks*, Phys. Rev. E 64, 025102 (2001),
    /// <https://doi.org/10.1103/PhysRevE.64.025102>.
    CommonNeighbours,
    /// `Σ 1/ln max(|N(k)|, 2)` over common collaborators k: those who work with few people say more.
    ///
    /// L. A. Adamic, E. Adar, *Friends and neighbors on the Web*, Social Networks 25 (2003) 211–230,
    /// <https://doi.org/10.1016/S0378-8733(03)00009-1>.
    AdamicAdar,
    /// `Σ W_ik·W_kj/W_k` over common collaborators k, `W_k` being the sum of `W_kl` over everybody l.
    ///
    /// Resource allocation, weighted: T. Zhou, L. Lü, Y.-C. Zhang, *Predicting missing links via local information*,
    /// Eur. Phys. J. B 71 (2009) 623–630, <https://doi.org/10.1140/epjb/e2009-00335-8>.
    WeightedRa,
    /// A walk from person to person with probability `W_kj/W_k`, starting over with probability 0.4, eight steps. In
    /// 0 … 1. For comparison: it costs more than [`Walk`](Self::Walk) and is no better.
    WeightedWalk,
}

impl Measure {
    /// The names of the measures that [`from_name`](Self::from_name) knows.
    pub const NAMES: [&'static str; 5] = ["walk-text", "walk", "common-neighbours", "adamic-adar", "weighted-ra"];

    /// The measure called `name`.
    ///
    /// ```
    /// use scholargraph::suggest::Measure;
    /// assert_eq!(Measure::from_name("adamic-adar"), Some(Measure::AdamicAdar));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "walk-text" => Self::WalkText,
            "walk" => Self::Walk,
            "common-neighbours" => Self::CommonNeighbours,
            "adamic-adar" => Self::AdamicAdar,
            "weighted-ra" => Self::WeightedRa,
            _ => return None,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WalkText => "walk-text",
            Self::Walk => "walk",
            Self::CommonNeighbours => "common-neighbours",
            Self::AdamicAdar => "adamic-adar",
            Self::WeightedRa => "weighted-ra",
            Self::WeightedWalk => "weighted-walk",
        }
    }
}
