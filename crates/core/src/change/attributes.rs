//! What people are told to be called, and their ORCID iDs.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeError, draft::Draft};
use crate::{
    column::{Text, Texts},
    graph::{Changed, Lookup, Tables},
    id::{DenseId, Node, PersonId},
    identifier,
    model::MAX_NAMES,
};

/// Names and iDs that people are given.
pub(super) struct Told<'c> {
    names: BTreeMap<PersonId, BTreeSet<&'c str>>,
    orcids: BTreeMap<PersonId, &'c str>,
}

impl<'c> Told<'c> {
    pub(super) fn of(
        draft: &Draft<'_>,
        called: &'c [(PersonId, String)],
        identified: &'c [(PersonId, String)],
    ) -> Result<Self, ChangeError> {
        let mut told = Self { names: BTreeMap::new(), orcids: BTreeMap::new() };
        for (person, name) in called {
            draft.expect((*person).into())?;
            told.names.entry(*person).or_default().insert(name);
        }
        for (person, orcid) in identified {
            draft.expect((*person).into())?;
            if identifier::orcid(orcid).as_ref() != Some(orcid) {
                return Err(ChangeError::BadOrcid { orcid: orcid.clone() });
            }
            let stored = draft.graph.people().orcid.at(person.index());
            let own = told.orcids.get(person).copied().unwrap_or(stored);
            if !own.is_empty() && own != orcid {
                let (person, orcid) = (draft.graph.key(Node::from(*person)), own.to_owned());
                return Err(ChangeError::HasOrcid { person, orcid });
            }
            if stored.is_empty() {
                told.orcids.insert(*person, orcid);
            }
        }
        Ok(told)
    }

    /// Lets the people of `tables` have what they are given, and notes in `changed` how they are found by it.
    pub(super) fn write(&self, tables: &mut Tables, changed: &mut Changed) {
        self.write_names(tables, changed);
        let rows: Vec<usize> = self.orcids.keys().map(|person| person.index()).collect();
        let orcids: Text = self.orcids.values().collect();
        tables.people.orcid.replace(&rows, orcids);
        for (person, orcid) in &self.orcids {
            let holders = changed.identifiers.entry((Lookup::Orcid as u8, (*orcid).to_owned())).or_default();
            holders.push(person.0);
            holders.sort_unstable();
        }
    }

    fn write_names(&self, tables: &mut Tables, changed: &mut Changed) {
        let mut rows = Vec::new();
        let mut names = Vec::new();
        for (&person, told) in &self.names {
            let (label, known) = (tables.people.name.at(person.index()), tables.people.other_names.at(person.index()));
            let is_new = |name: &&str| !name.is_empty() && *name != label && !known.clone().any(|known| known == *name);
            let new: Vec<&str> = told.iter().copied().filter(is_new).collect();
            if !new.is_empty() {
                rows.push(person.index());
                names.push(new.into_iter().chain(known).take(MAX_NAMES).collect::<Vec<_>>());
                changed.renamed.push(person);
            }
        }
        changed.renamed.sort_unstable();
        changed.renamed.dedup();
        let names: Texts = names.into_iter().collect();
        tables.people.other_names.replace(&rows, names);
    }
}
