//! Names that several people may have, and whose each of their bylines is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;
use scholargraph::Key;

use super::{
    clusters::Clusters,
    groups::{Doubt, Item, groups},
    likeness::{Evidence, Mention},
    mentions::Ordered,
    name::{folded, given_and_family, has_initials_only, numbered},
};

/// A name is in doubt where chance would give it to more people than this beside the first: the other names with its
/// given name times the other names with its family name, by all names.
const EXPECTED_NAMESAKES: f64 = 0.02;

/// How alike bylines must be to be one person's, where chance gives the name to [`MANY_NAMESAKES`] and more; where it gives
/// it to fewer, the less the smaller the root of their number.
const ENOUGH: f64 = 0.2;
const MANY_NAMESAKES: f64 = 0.2;

/// Fewer names than this do not show which are frequent.
const FEWEST_NAMES: usize = 1000;

/// Whom the bylines under one name belong to.
#[derive(Debug)]
pub(super) struct ToldApart {
    /// The folded name.
    pub(super) name: String,
    /// The clusters whose bylines are dealt out: their keys mean several people.
    pub(super) clusters: Vec<usize>,
    pub(super) people: Vec<Namesake>,
}

/// One of those who share a name.
#[derive(Debug)]
pub(super) struct Namesake {
    /// The cluster of the person, where the source knows them.
    pub(super) settled: Option<usize>,
    /// Mentions that were dealt out.
    pub(super) mentions: Vec<Mention>,
    pub(super) orcids: BTreeSet<String>,
}

/// Finds the names that are in doubt and tells the people apart who share one, in the order of the names.
///
/// Bylines are dealt out by what they have in common ([`groups`]), but never those that the source itself knows the
/// people of.
pub(super) fn tell_apart(ordered: &Ordered, clusters: &Clusters) -> Vec<ToldApart> {
    let names = Names::of(ordered);
    let evidence = Evidence::new(&ordered.bylines, clusters);
    let blocks: Vec<Block> =
        Block::all(ordered, clusters).into_iter().filter(|block| block.is_in_doubt(&names)).collect();
    blocks.into_par_iter().map(|block| block.deal_out(&names, &evidence)).collect()
}

/// How many names have each given and each family name.
struct Names {
    given: HashMap<String, u32>,
    family: HashMap<String, u32>,
    all: usize,
}

impl Names {
    fn of(ordered: &Ordered) -> Self {
        let distinct: BTreeSet<String> = (0..ordered.people.len()).flat_map(|place| names(ordered, place)).collect();
        let mut names = Self { given: HashMap::new(), family: HashMap::new(), all: distinct.len() };
        for name in &distinct {
            let (given, family) = given_and_family(name);
            *names.given.entry(given.to_owned()).or_default() += 1;
            *names.family.entry(family.to_owned()).or_default() += 1;
        }
        names
    }

    /// How much it takes for bylines under a name to be one person's. Initials say nothing about how many have them.
    fn doubt(&self, name: &str) -> Doubt {
        if has_initials_only(name) {
            return Doubt { enough: ENOUGH, leftovers: false };
        }
        let share = (self.expected(name).max(EXPECTED_NAMESAKES) / MANY_NAMESAKES).min(1.0).sqrt();
        Doubt { enough: ENOUGH * share, leftovers: true }
    }

    /// To how many other people chance would give a name.
    fn expected(&self, name: &str) -> f64 {
        let (given, family) = given_and_family(name);
        let others =
            |counts: &HashMap<String, u32>, part: &str| counts.get(part).map_or(0.0, |&count| f64::from(count - 1));
        let both = others(&self.given, given) * others(&self.family, family);
        if given.is_empty() { 0.0 } else { both / self.all.max(FEWEST_NAMES) as f64 }
    }
}

/// The folded names of a key: itself, or what it is printed as.
fn names(ordered: &Ordered, place: usize) -> Vec<String> {
    let (key, mentioned) = &ordered.people[place];
    match key {
        Key::Name(name) => folded(numbered(name).0).into_iter().collect(),
        Key::Id(_) => mentioned.names.keys().filter_map(|name| folded(name)).collect(),
    }
}

/// Everybody who is called the same.
struct Block {
    name: String,
    items: Vec<Item>,
    /// The clusters whose bylines are to be dealt out.
    open: Vec<usize>,
}

impl Block {
    /// The blocks of all names that somebody has of whom the source does not say which bylines are theirs.
    fn all(ordered: &Ordered, clusters: &Clusters) -> Vec<Self> {
        let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut main_name: HashMap<usize, (u32, String)> = HashMap::new();
        for (place, (_, mentioned)) in ordered.people.iter().enumerate().filter(|(_, (_, known))| known.works > 0) {
            let of = clusters.of(place);
            for name in names(ordered, place) {
                let main = main_name.entry(of).or_insert_with(|| (mentioned.works, name.clone()));
                if mentioned.works > main.0 {
                    *main = (mentioned.works, name.clone());
                }
                by_name.entry(name).or_default().insert(of);
            }
        }
        let blocks = by_name.into_iter().map(|(name, of)| {
            let (settled, others): (Vec<usize>, Vec<usize>) = of.into_iter().partition(|&of| clusters.is_settled(of));
            // Somebody with several names is dealt out under the most frequent one.
            let open: Vec<usize> = others.into_iter().filter(|of| main_name[of].1 == name).collect();
            (name, settled, open)
        });
        let blocks = blocks.filter(|(_, _, open)| !open.is_empty());
        blocks.map(|(name, settled, open)| Self::new(ordered, clusters, name, &settled, open)).collect()
    }

    fn new(ordered: &Ordered, clusters: &Clusters, name: String, settled: &[usize], open: Vec<usize>) -> Self {
        let known = settled.iter().map(|&of| Item {
            mentions: mentions(ordered, clusters, of),
            settled: Some(of),
            orcids: clusters.orcids_of(of).clone(),
        });
        let mut items: Vec<Item> = known.collect();
        let mut known: BTreeMap<(Option<String>, u32), usize> = BTreeMap::new();
        for mention in open.iter().flat_map(|&of| mentions(ordered, clusters, of)) {
            let orcid = ordered.bylines.orcid(mention.byline, mention.place).map(str::to_owned);
            // A source that tells namesakes apart means one person by one name; so does everybody by one ORCID iD.
            let one = match &orcid {
                Some(orcid) => Some((Some(orcid.clone()), 0)),
                None => ordered.bylines.work(mention.byline).tells_namesakes_apart.then_some((None, mention.place)),
            };
            let at = match one {
                Some(one) => *known.entry(one).or_insert(items.len()),
                None => items.len(),
            };
            if at == items.len() {
                items.push(Item::default());
            }
            items[at].mentions.push(mention);
            items[at].orcids.extend(orcid);
        }
        Self { name, items, open }
    }

    /// May several people be called so, and is there anything to deal out?
    fn is_in_doubt(&self, names: &Names) -> bool {
        let known: BTreeSet<&String> = self.items.iter().flat_map(|item| &item.orcids).collect();
        let settled = self.items.iter().filter(|item| item.settled.is_some()).count();
        let named_alike = has_initials_only(&self.name) || names.expected(&self.name) > EXPECTED_NAMESAKES;
        self.items.len() > 1 && (named_alike || known.len() > 1 || settled > 1)
    }

    fn deal_out(self, names: &Names, evidence: &Evidence<'_>) -> ToldApart {
        let doubt = names.doubt(&self.name);
        let groups = groups(self.items.clone(), doubt, |mentions| evidence.likeness(mentions));
        let people = groups.into_iter().map(|members| {
            let items = || members.iter().map(|&at| &self.items[at]);
            let dealt_out = items().filter(|item| item.settled.is_none());
            Namesake {
                settled: items().find_map(|item| item.settled),
                mentions: dealt_out.flat_map(|item| item.mentions.iter().copied()).collect(),
                orcids: items().flat_map(|item| item.orcids.iter().cloned()).collect(),
            }
        });
        ToldApart { people: people.collect(), name: self.name, clusters: self.open }
    }
}

/// Every place of a cluster on a byline.
fn mentions(ordered: &Ordered, clusters: &Clusters, of: usize) -> Vec<Mention> {
    let members = clusters.members(of);
    let on = |byline| {
        let people = ordered.bylines.people(byline);
        let place = people.iter().copied().find(|&place| members.binary_search(&(place as usize)).is_ok());
        place.map(|place| Mention { byline, place })
    };
    clusters.bylines_of(of).filter_map(on).collect()
}
