//! People, on bylines and in records of their own.

use scholargraph::{Authorship, Key, Kind, PersonRecord, identifier};

use super::key;
use crate::{
    batch::Batch,
    byline,
    people::{
        Listed,
        name::{exact, shown},
    },
    quarantine::Rejection,
    xml::{Element, Xml, collapsed},
};

/// Where the records of people are; other `<www>` are pages of the web.
const PEOPLE: &str = "homepages/";

/// The place on the byline that the `<author>` begun in `xml` has.
pub(super) fn author(tag: &Element<'_>, xml: &mut Xml<'_>) -> Result<Authorship<'static>, Rejection> {
    let raw_orcid = identifier::orcid(&tag.attribute("orcid")?).unwrap_or_default().into();
    let name = name(xml)?;
    let printed = shown(&name).to_owned();
    let person = (!name.is_empty()).then(|| PersonRecord::named(Key::name(name), printed.clone()));
    Ok(Authorship { person, raw_name: printed.into(), raw_orcid, ..Authorship::default() })
}

/// The name in the `<author>` that was begun, with the number that tells namesakes apart.
fn name(xml: &mut Xml<'_>) -> Result<String, Rejection> {
    let text = xml.text()?;
    byline::check_name("author", &text)?;
    Ok(exact(&text).into_owned())
}

/// Takes in the record of a person: the names of one, or another record that took its place.
pub(super) fn take(tag: &Element<'_>, xml: &mut Xml<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let id = key(tag)?;
    if !id.starts_with(PEOPLE) {
        batch.skip("web pages");
        return Ok(());
    }
    let (mut person, mut orcids, mut instead) = (Listed::default(), Vec::new(), String::new());
    while let Some(element) = xml.child()? {
        match element.name() {
            "author" => byline::push(&mut person.names, name(xml)?)?,
            "note" if element.attribute("type")? == "affiliation" => {
                let text = xml.text()?;
                byline::check_name("note", &text)?;
                person.affiliations.push(collapsed(&text).into_owned());
            }
            "url" | "note" => orcids.extend(identifier::orcid(&xml.text()?)),
            "crossref" => instead = collapsed(&xml.text()?).into_owned(),
            _ => xml.skip()?,
        }
    }
    person.names.retain(|name| !name.is_empty());
    person.affiliations.retain(|name| !name.is_empty());
    orcids.dedup();
    // Of several, which are mistakes is not known.
    person.orcid = orcids.pop().filter(|_| orcids.is_empty()).unwrap_or_default();
    if !person.names.is_empty() {
        batch.list_person(&Listed { id, ..person });
    } else if instead.is_empty() {
        batch.skip("people without a name");
    } else {
        batch.merge(Kind::Person, &Key::id(id), &Key::id(instead));
    }
    Ok(())
}
