//! How alike two bylines are, as far as it tells who stands on them.

use std::collections::{BTreeMap, HashMap};

use super::{bylines::Bylines, clusters::Clusters};

/// A name in its place on a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) byline: u32,
    /// The place of the name among all people.
    pub(super) place: u32,
}

/// Two mentions by their positions, the first before the second, and how alike they are: between 0 and 1.
pub(super) type Alike = ((u32, u32), f64);

/// Of the mentions that share a trait, each is compared with this many behind it. They stand in the order of their
/// works, so that a name on ten thousand bylines costs ten thousand times this and not its square.
const COMPARED: usize = 100;

/// What is known of all bylines together.
pub(super) struct Evidence<'o> {
    bylines: &'o Bylines,
    clusters: &'o Clusters,
    titles_with: HashMap<u32, u32>,
}

/// A co-author, or a word of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Coauthor(usize),
    Word(u32),
}

impl<'o> Evidence<'o> {
    pub(super) fn new(bylines: &'o Bylines, clusters: &'o Clusters) -> Self {
        Self { bylines, clusters, titles_with: bylines.titles_with() }
    }

    /// How alike every two mentions of different items are that have anything in common, ascending; each mention stands
    /// beside the number of its item.
    ///
    /// Each common co-author counts `1/ln(2 + their works)`: one with few works says more. To this is added the cosine
    /// of the titles, words weighted by `ln(titles / titles with the word)`. The sum of both is cut off at 1.
    pub(super) fn likeness(&self, mentions: &[(Mention, usize)]) -> Vec<Alike> {
        let mut sharing: BTreeMap<Trait, Vec<(u32, f64)>> = BTreeMap::new();
        for (at, &(mention, _)) in (0..).zip(mentions) {
            for (shared, weight) in self.traits(mention) {
                sharing.entry(shared).or_default().push((at, weight));
            }
        }
        let mut alike: HashMap<(u32, u32), f64> = HashMap::new();
        for sharing in sharing.values() {
            for (at, &(one, weight)) in sharing.iter().enumerate() {
                let item = mentions[one as usize].1;
                let others = sharing[at + 1..].iter().take(COMPARED);
                for &(other, beside) in others.filter(|&&(other, _)| mentions[other as usize].1 != item) {
                    *alike.entry((one, other)).or_default() += weight * beside;
                }
            }
        }
        let mut alike: Vec<_> = alike.into_iter().map(|(pair, likeness)| (pair, likeness.min(1.0))).collect();
        alike.sort_unstable_by_key(|&(pair, _)| pair);
        alike
    }

    /// What a mention may share with others. The likeness of two is the sum over what they share of the product of the
    /// weights.
    fn traits(&self, mention: Mention) -> Vec<(Trait, f64)> {
        let beside = self.bylines.beside(mention.byline, mention.place);
        let mut coauthors: Vec<usize> = beside.map(|other| self.clusters.of(other as usize)).collect();
        coauthors.sort_unstable();
        coauthors.dedup();
        let weight = |of: usize| (1.0 / (2.0 + self.clusters.works(of) as f64).ln()).sqrt();
        let coauthors = coauthors.into_iter().map(|of| (Trait::Coauthor(of), weight(of)));
        coauthors.chain(self.words(mention.byline)).collect()
    }

    fn words(&self, byline: u32) -> Vec<(Trait, f64)> {
        let titles = self.bylines.len() as f64;
        let rarity = |word: u32| (titles / f64::from(self.titles_with.get(&word).copied().unwrap_or(1))).ln();
        let words: Vec<(u32, f64)> = self
            .bylines
            .words(byline)
            .iter()
            .map(|&word| (word, rarity(word)))
            .filter(|&(_, rarity)| rarity > 0.0)
            .collect();
        let length = words.iter().map(|(_, rarity)| rarity * rarity).sum::<f64>().sqrt();
        words.into_iter().map(|(word, rarity)| (Trait::Word(word), rarity / length)).collect()
    }
}
