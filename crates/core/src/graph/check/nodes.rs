//! Ids, look-ups, aliases, abstracts: what finds nodes, and what hangs on them one by one.

use super::{Column, Defect, Flaw, columns::ascending};
use crate::{
    graph::{Aliases, Lookup, Tables},
    id::Kind,
    model::Target,
};

pub(super) fn defects(tables: &Tables) -> Vec<Defect> {
    let ids = [
        ("works", &tables.works.id),
        ("people", &tables.people.id),
        ("topics", &tables.topics.id),
        ("institutions", &tables.institutions.id),
        ("sources", &tables.sources.id),
    ];
    let mut defects: Vec<Defect> =
        ids.into_iter().filter_map(|(table, id)| ascending(Column { table, name: "id" }, id)).collect();
    let printed = Column { table: "raw_affiliations", name: "text" };
    defects.extend(ascending(printed, &tables.raw_affiliations.text));
    defects.extend(ascending(Column { table: "terms", name: "text" }, &tables.terms.text));
    defects.extend(sources(tables));
    defects.extend(abstracts(tables));
    defects.extend(aliases(tables));
    defects.extend(lookups(tables));
    defects.extend(provenance(tables));
    defects
}

fn sources(tables: &Tables) -> Option<Defect> {
    let source = &tables.work_relations.source;
    let outside = |row| source.at(row).row().is_some_and(|source| source >= tables.sources.len());
    Column { table: "work_relations", name: "source" }.each(Flaw::Range, source.len(), outside)
}

fn abstracts(tables: &Tables) -> impl Iterator<Item = Defect> {
    let at = Column { table: "abstracts", name: "block" };
    let abstracts = &tables.abstracts;
    let broken = |block| !abstracts.is_sound(block);
    let rows = at.rows(
        abstracts.blocks(),
        tables.overlay.stored(Kind::Work, tables.works.len()).div_ceil(crate::column::Abstracts::WORKS_PER_BLOCK),
    );
    rows.into_iter().chain(at.each(Flaw::Compression, abstracts.blocks(), broken))
}

fn aliases(tables: &Tables) -> impl Iterator<Item = Defect> {
    let aliases = &tables.aliases;
    let key = |row| (aliases.kind.at(row), aliases.id.bytes_at(row));
    let descends = move |row| row > 0 && key(row - 1) >= key(row);
    let outside = |row| {
        let kind = Kind::ALL.get(usize::from(aliases.kind.at(row)));
        kind.is_none_or(|&kind| aliases.target.at(row) as usize >= tables.bound(kind))
    };
    let at = |name| Column { table: "aliases", name };
    let order = at("id").each(Flaw::Order, aliases.len(), descends);
    let targets = at("target").each(Flaw::Range, aliases.len(), outside);
    order.into_iter().chain(targets).chain(by_target(aliases))
}

/// Every row once, in the order of kind and target.
fn by_target(aliases: &Aliases) -> impl Iterator<Item = Defect> {
    let at = Column { table: "aliases", name: "by_target" };
    let key = |at: usize| {
        let row = aliases.by_target.at(at);
        (aliases.kind.at(row as usize), aliases.target.at(row as usize), row)
    };
    let outside = |row| aliases.by_target.at(row) as usize >= aliases.len();
    let length = at.rows(aliases.by_target.len(), aliases.len());
    let range = at.each(Flaw::Range, aliases.by_target.len(), outside);
    let order = at.each(Flaw::Order, aliases.by_target.len(), |row| row > 0 && key(row - 1) >= key(row));
    length.into_iter().chain(range).chain(order)
}

fn provenance(tables: &Tables) -> impl Iterator<Item = Defect> {
    let provenance = &tables.provenance;
    let outside = |row| {
        let kind = Kind::ALL.get(usize::from(provenance.kind.at(row)));
        kind.is_none_or(|&kind| provenance.node.at(row) as usize >= tables.bound(kind))
    };
    let at = Column { table: "provenance", name: "node" };
    let order = at.each(Flaw::Order, provenance.len(), |row| row > 0 && provenance.key(row - 1) > provenance.key(row));
    order.into_iter().chain(at.each(Flaw::Range, provenance.len(), outside))
}

fn lookups(tables: &Tables) -> Vec<Defect> {
    let at = Column { table: "lookups", name: "rows" };
    let mut defects: Vec<Defect> = at.rows(tables.lookups.rows.rows(), Lookup::ALL.len()).into_iter().collect();
    for lookup in Lookup::ALL {
        let rows = tables.lookups.rows.row(lookup as usize);
        let nodes = tables.overlay.stored(lookup.kind(), tables.bound(lookup.kind()));
        defects.extend(at.each(Flaw::Range, rows.len(), |row| rows[row].position() >= nodes));
        let key = |row: usize| (lookup.value(tables, rows[row].position()), rows[row]);
        defects.extend(at.each(Flaw::Order, rows.len(), |row| row > 0 && key(row - 1) >= key(row)));
        // What was given later stands beside the rows.
        let is_given = |value: &str, node: usize| tables.overlay.identified(lookup, value).contains(&(node as u32));
        let is_named = |&node: &usize| {
            let value = lookup.value(tables, node);
            !value.is_empty() && !is_given(&value, node)
        };
        let named = (0..nodes).filter(is_named).count();
        defects.extend(at.rows(rows.len(), named));
    }
    defects
}
