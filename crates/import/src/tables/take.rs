//! What the rows of every table say.

use std::borrow::Cow;

use scholargraph::{
    Authorship, InstitutionRecord, Key, Kind, PersonRecord, Related, SourceRecord, Standing, TopicRecord, WorkRecord,
    column::Cells as _,
    model::{InstitutionAttributes, PersonAttributes, SourceAttributes, TopicAttributes, WorkAttributes},
};

use super::{
    key::key,
    row::{Row, malformed},
    table::Table,
};
use crate::{batch::Batch, quarantine::Rejection};

/// Takes a row in.
pub(super) fn take(table: Table, row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match table {
        Table::Works => work(row, batch),
        Table::People => person(row, batch),
        Table::Topics => topic(row, batch),
        Table::Institutions => institution(row, batch),
        Table::Sources => source(row, batch),
        Table::Authorships => authorship(row, batch),
        Table::About => about(row, batch),
        Table::Citations => citation(row, batch),
        Table::Affiliations => affiliation(row, batch),
        Table::PartOf => part_of(row, batch),
        Table::Merged => merged(row, batch),
    }
}

/// A record of the node's own.
const OWN: Standing = Standing { own_record: true, updated: 0 };

fn work(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let key = key(row.required("id")?);
    let attributes = WorkAttributes::from_cells(row)?;
    let source = named(row.text("source")?, SourceRecord::named);
    let abstract_text = row.text("abstract")?;
    row.finish()?;
    batch.work(&WorkRecord { attributes, source, abstract_text, ..WorkRecord::new(key) });
    Ok(())
}

fn person(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let key = key(row.required("id")?);
    let attributes = PersonAttributes::from_cells(row)?;
    row.finish()?;
    batch.person(&PersonRecord { key, standing: OWN, attributes, affiliations: Vec::new() });
    Ok(())
}

fn topic(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let key = key(row.required("id")?);
    let attributes = TopicAttributes::from_cells(row)?;
    row.finish()?;
    batch.topic(&TopicRecord { key, standing: OWN, attributes });
    Ok(())
}

fn institution(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let key = key(row.required("id")?);
    let attributes = InstitutionAttributes::from_cells(row)?;
    row.finish()?;
    batch.institution(&InstitutionRecord { key, standing: OWN, attributes, related: Vec::new() });
    Ok(())
}

fn source(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let key = key(row.required("id")?);
    let attributes = SourceAttributes::from_cells(row)?;
    row.finish()?;
    batch.source(&SourceRecord { key, standing: OWN, attributes });
    Ok(())
}

fn authorship(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let work = key(row.required("work")?);
    let position = row.optional("position")?;
    let person = row.text("person")?;
    let raw_name = row.text("raw_name")?;
    let (raw_orcid, orcid_conflict) = (row.text("raw_orcid")?, row.flag("orcid_conflict")?);
    let corresponding = row.flag("corresponding")?;
    let institutions = row.texts("institutions")?.into_iter().filter_map(|id| named(id, InstitutionRecord::named));
    let institutions = institutions.collect();
    let raw_affiliations = row.texts("raw_affiliations")?;
    row.finish()?;
    let named_so = |key, id| PersonRecord::named(key, if raw_name.is_empty() { id } else { raw_name.clone() });
    let person = named(person, named_so);
    let place = Authorship {
        person,
        position,
        corresponding,
        raw_orcid,
        orcid_conflict,
        institutions,
        raw_affiliations,
        raw_name: raw_name.clone(),
    };
    batch.authorship_of(&work, &place);
    Ok(())
}

fn about(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let work = key(row.required("work")?);
    let topic = row.required("topic")?;
    let score = row.number("score")?;
    row.finish()?;
    if let Some(topic) = named(topic, TopicRecord::named) {
        batch.topic_of(&work, &topic, score);
    }
    Ok(())
}

fn citation(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let (citing, cited) = (key(row.required("citing")?), key(row.required("cited")?));
    row.finish()?;
    batch.reference(&citing, &cited);
    Ok(())
}

fn affiliation(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let person = key(row.required("person")?);
    let institution = row.required("institution")?;
    let years = (row.number("first_year")?, row.number("last_year")?);
    row.finish()?;
    if let Some(institution) = named(institution, InstitutionRecord::named) {
        batch.affiliation_of(&person, &institution, years.0, years.1);
    }
    Ok(())
}

fn part_of(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let (institution, parent) = (key(row.required("institution")?), key(row.required("parent")?));
    row.finish()?;
    batch.relation_of(&institution, Related::Parent, &parent);
    Ok(())
}

fn merged(row: &mut Row<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let kind = row.required("kind")?;
    let (from, into) = (key(row.required("id")?), key(row.required("into")?));
    let reason = row.text("reason")?.into_owned();
    row.finish()?;
    let known = Kind::ALL.into_iter().find(|known| known.name() == kind);
    let kind = known.ok_or_else(|| malformed(format!("`merged.kind` is no kind of node: {kind:.40}")))?;
    batch.merge_for(kind, &from, &into, reason.into());
    Ok(())
}

/// A mention of the node that a cell names, should no table say more of it; `None` where it names none.
fn named<'a, T>(cell: Cow<'a, str>, mention: impl FnOnce(Key<'a>, Cow<'a, str>) -> T) -> Option<T> {
    if cell.is_empty() {
        return None;
    }
    let key = key(cell);
    let (Key::Id(name) | Key::Name(name)) = key.clone();
    Some(mention(key, name))
}
