//! Works that one snapshot has at a node and the one before had not.

use std::{cmp::Reverse, collections::HashSet};

use scholargraph::{DenseId, Graph, InstitutionId, Node, WorkId};

/// The keys of the works that `now` has at each of the nodes `followed` and `before` had not, the newest first. Nodes
/// without any are left out, and so are those that `before` did not have: everything would be new there.
///
/// O(works of these nodes).
pub(crate) fn newcomers(before: &Graph, now: &Graph, followed: &[String]) -> Vec<(String, Vec<String>)> {
    let at = |key: &String| {
        let then = works(before, before.resolve(None, key).ok()?.node);
        let known: HashSet<&str> = then.iter().map(|&work| before.id(work)).collect();
        let mut new = works(now, now.resolve(None, key).ok()?.node);
        // A work that was merged into another is known by its former id.
        new.retain(|&work| {
            !known.contains(now.id(work)) && !now.merged_into(work).any(|alias| known.contains(alias.id))
        });
        new.sort_by_key(|&work| Reverse((now.year(work), now.works().date.at(work.index()))));
        let keys: Vec<String> = new.into_iter().map(|work| now.key(work)).collect();
        (!keys.is_empty()).then(|| (key.clone(), keys))
    };
    followed.iter().filter_map(at).collect()
}

fn works(graph: &Graph, node: Node) -> Vec<WorkId> {
    match node {
        Node::Person(person) => graph.works_of(person).to_vec(),
        Node::Topic(topic) => graph.topic_relations().works.row(topic.index()).to_vec(),
        Node::Institution(InstitutionId(at)) => graph.institution_relations().works.row(at as usize).to_vec(),
        Node::Work(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use scholargraph::BuildOptions;
    use scholargraph_testkit::{Paper, graph_of};

    use super::*;

    #[test]
    fn only_what_was_not_there_is_new() {
        let paper = |year, author| Paper { year, authors: vec![(author, vec![])], ..Paper::default() };
        let papers = [paper(2001, 0), paper(2002, 1), paper(2003, 0), paper(2004, 0)];
        let before = graph_of(&papers[..2], BuildOptions::default());
        let now = graph_of(&papers, BuildOptions::default());
        let followed: Vec<String> = now.nodes::<scholargraph::PersonId>().map(|person| now.key(person)).collect();
        let [mine] = &newcomers(&before, &now, &followed)[..] else { panic!("one has new works") };
        assert_eq!((&mine.0, mine.1.len()), (&followed[0], 2));
        assert!(mine.1[0] > mine.1[1], "the newest first");
        assert!(newcomers(&now, &before, &followed).is_empty() && newcomers(&now, &now, &followed).is_empty());
    }
}
