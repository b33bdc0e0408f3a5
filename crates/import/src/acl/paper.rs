//! Papers.

use scholargraph::{
    Key, SourceRecord, Standing, WorkRecord,
    model::{SourceAttributes, WorkAttributes, flag},
};

use super::{ids, person::author, volume::Volume};
use crate::{
    byline,
    quarantine::{Reason, Rejection},
    xml::{Element, Xml, collapsed},
};

/// The record of the `<paper>` that was begun in `xml`.
pub(super) fn paper(
    collection: &str,
    volume: &Volume,
    tag: &Element<'_>,
    xml: &mut Xml<'_>,
) -> Result<WorkRecord<'static>, Rejection> {
    let number = tag.attribute("id")?;
    if number.is_empty() {
        return Err(Rejection::new(Reason::NoId, "a <paper> without `id`"));
    }
    let id = ids::paper_id(collection, &volume.id, &number);
    let mut work = WorkRecord::new(Key::id(id.clone()));
    work.attributes = WorkAttributes {
        acl: id.into(),
        year: volume.year,
        work_type: work_type(volume).into(),
        ..WorkAttributes::default()
    };
    if tag.attribute("type")? == "backmatter" {
        work.attributes.flags |= flag::PARATEXT;
    }
    work.source = source(volume);
    while let Some(element) = xml.child()? {
        part(&mut work, &element, xml)?;
    }
    Ok(work)
}

/// Takes in an element of a paper. What no column has room for is passed over: pages, awards, videos, revisions.
fn part(work: &mut WorkRecord<'static>, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Rejection> {
    let attributes = &mut work.attributes;
    match element.name() {
        "title" => attributes.title = collapsed(&xml.text()?).into_owned().into(),
        "abstract" => work.abstract_text = collapsed(&xml.text()?).into_owned().into(),
        "author" => byline::push(&mut work.authorships, author(element, xml)?)?,
        "doi" => attributes.doi = ids::doi(&xml.text()?).into(),
        "language" => attributes.language = ids::language(xml.text()?.trim()).to_owned().into(),
        "url" => {
            if let Some(url) = hosted(&xml.text()?) {
                attributes.open_access_url = url.into();
                attributes.flags |= flag::OPEN_ACCESS;
            }
        }
        "retracted" | "removed" => {
            attributes.flags |= flag::RETRACTED;
            xml.skip()?;
        }
        _ => xml.skip()?,
    }
    Ok(())
}

/// What BibTeX calls it, as the Anthology does.
fn work_type(volume: &Volume) -> &'static str {
    if volume.volume_type == "journal" { "article" } else { "inproceedings" }
}

/// The Anthology names the files that it hosts itself without a place; they are free to read.
fn hosted(file: &str) -> Option<String> {
    let file = file.trim();
    let local = !file.is_empty() && !file.contains(['/', ':']) && !file.contains(char::is_whitespace);
    local.then(|| format!("https://aclanthology.org/{file}.pdf"))
}

/// The venue, or the volume itself where it names none.
fn source(volume: &Volume) -> Option<SourceRecord<'static>> {
    let key = match (volume.venue.as_str(), volume.title.as_str()) {
        ("", "") => return None,
        ("", title) => Key::name(title.to_owned()),
        (venue, _) => Key::id(venue.to_owned()),
    };
    let name = if volume.venue.is_empty() { &volume.title } else { &volume.venue };
    let attributes = SourceAttributes {
        name: name.clone().into(),
        source_type: volume.volume_type.clone().into(),
        publisher: volume.publisher.clone().into(),
        ..SourceAttributes::default()
    };
    Some(SourceRecord { key, standing: Standing::default(), attributes })
}
