//! Two steps away: people who share collaborators, but no works.

use crate::{
    Graph, PersonId,
    id::DenseId,
    scratch::{Slots, with_scratch},
    top::top_scores,
};

/// How many rows are asked for in advance.
const AHEAD: usize = 8;

/// The people that most connects somebody to without a shared work, over the stored `collaborates` relation: its
/// author limit, all years. Each comes with its score, the highest first.
///
/// The score is the Adamic–Adar index, `Σ 1/ln d(c)` over the common collaborators `c`, `d(c)` being the number of
/// collaborators of `c`: somebody who works with few people says more about those than somebody who works with
/// everybody. Above 0; no more than `n/ln 2` for `n` common collaborators, each of whom has at least the two. The
/// person and their collaborators are left out. Ties: the smaller id first.
///
/// O(Σ over collaborators of their collaborators), summed in ascending order of `c`. One scan per row and one dense
/// counter per person met; nothing that is allocated grows with the graph.
///
/// L. A. Adamic, E. Adar, *Friends and neighbors on the Web*, Social Networks 25 (2003) 211–230,
/// <https://doi.org/10.1016/S0378-8733(03)00009-1>.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, authors) in [("v", ["ada", "bo"]), ("w", ["bo", "cy"])] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.authorships = authors.map(|id| Authorship {
/// #         person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// #     }).into();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, rank::two_step};
///
/// let [ada, cy] = [PersonId(0), PersonId(2)];
/// assert_eq!(two_step(&graph, ada, 20), [(cy, 1.0 / 2_f64.ln())]);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[must_use]
pub fn two_step(graph: &Graph, person: PersonId, limit: usize) -> Vec<(PersonId, f64)> {
    with_scratch(graph.people().len(), |scratch| {
        let slots = &mut scratch.first;
        let mut scores = add_up(graph, person, slots);
        for near in graph.collaborators_of(person).iter().chain([&person]) {
            if let Some(slot) = slots.get(near.index()) {
                scores[slot] = 0.0;
            }
        }
        let met = slots.met().iter().zip(&scores);
        let further = met.filter(|&(_, &score)| score > 0.0);
        let best = top_scores(further.map(|(&position, &score)| (score, position)), limit);
        let found = best.into_iter().filter_map(|(_, position)| {
            Some((PersonId::from_index(position as usize), scores[slots.get(position as usize)?]))
        });
        found.collect()
    })
}

/// The sums over everybody's collaborators' collaborators, by slot.
fn add_up(graph: &Graph, person: PersonId, slots: &mut Slots) -> Vec<f64> {
    let stored = &graph.person_relations().collaborators;
    let direct = graph.collaborators_of(person);
    let mut scores = Vec::new();
    for (at, &common) in direct.iter().enumerate() {
        if let Some(ahead) = direct.get(at + AHEAD) {
            stored.prefetch_row(ahead.index());
        }
        let theirs = graph.collaborators_of(common);
        if theirs.len() < 2 {
            continue;
        }
        let share = 1.0 / (theirs.len() as f64).ln();
        for other in theirs {
            let slot = slots.slot(other.index());
            if slot == scores.len() {
                scores.push(0.0);
            }
            scores[slot] += share;
        }
    }
    scores
}
