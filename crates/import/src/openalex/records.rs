//! One record after the other.

use super::{
    ids,
    institution::institution,
    kind::{Kind, Probe, at_a_glance},
    person::person,
    raw,
    source::source,
    topic::topic,
    work::work,
};
use crate::{
    batch::Batch,
    format::Parser,
    json,
    quarantine::{Reason, Rejection},
};

pub(super) struct Records;

impl Parser for Records {
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        json::mended(record, |text| read(text, batch))
    }
}

/// Reads a record, or a page of them.
fn read(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    if let Some(kind) = at_a_glance(text) {
        return take(kind, text, batch);
    }
    let probe: Probe<'_> = json::object_of(text)?;
    match &probe.results {
        Some(results) if !probe.has_id() => {
            for result in &results.0 {
                if let Err(rejection) = json::mended(result.get(), |text| one(text, batch)) {
                    batch.reject(rejection, result.get().as_bytes());
                }
            }
            Ok(())
        }
        _ => probed(&probe, text, batch),
    }
}

/// Reads a record on a page.
fn one(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match at_a_glance(text) {
        Some(kind) => take(kind, text, batch),
        None => probed(&json::object_of(text)?, text, batch),
    }
}

fn probed(probe: &Probe<'_>, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match probe.kind() {
        Some(kind) => take(kind, text, batch),
        None if probe.has_id() => {
            let detail = "neither the id nor the fields are those of a work, author, institution, topic or source";
            Err(Rejection::new(Reason::UnknownKind, detail))
        }
        None => Err(no_id()),
    }
}

/// Reads a record of a known kind.
fn take(kind: Kind, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match kind {
        Kind::Work => batch.work(&work(json::object_of::<raw::Work<'_>>(text)?).ok_or_else(no_id)?),
        Kind::Person => take_person(json::object_of(text)?, batch)?,
        Kind::Institution => batch.institution(&institution(json::object_of(text)?).ok_or_else(no_id)?),
        Kind::Topic => batch.topic(&topic(json::object_of(text)?).ok_or_else(no_id)?),
        Kind::Source => batch.source(&source(json::object_of(text)?, None).ok_or_else(no_id)?),
        Kind::Other(what) => {
            json::object_of::<serde::de::IgnoredAny>(text)?;
            batch.skip(what);
        }
    }
    Ok(())
}

fn take_person(raw: raw::Author<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    if ids::short(raw.id.clone()).is_some_and(|id| ids::is_nobody(&id)) {
        batch.skip("nobody");
        return Ok(());
    }
    batch.person(&person(raw).ok_or_else(no_id)?);
    Ok(())
}

fn no_id() -> Rejection {
    Rejection::new(Reason::NoId, "no `id`, or an empty one")
}
