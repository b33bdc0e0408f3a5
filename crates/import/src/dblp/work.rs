//! Publications.

use scholargraph::{
    Key, SourceRecord, Standing, WorkRecord,
    model::{SourceAttributes, WorkAttributes, flag},
};

use super::{key, links::Links, person::author};
use crate::{
    byline, date,
    quarantine::Rejection,
    xml::{Element, Xml, collapsed},
};

/// Stands in a `<cite>` for a work that has no record in DBLP.
const NOT_IN_DBLP: &str = "...";

/// The record of the publication that was begun in `xml`.
pub(super) fn work(tag: &Element<'_>, xml: &mut Xml<'_>) -> Result<WorkRecord<'static>, Rejection> {
    let mut work = WorkRecord::new(Key::id(key(tag)?));
    work.updated = date::iso(&tag.attribute("mdate")?).unwrap_or(0);
    work.attributes.work_type = tag.name().to_owned().into();
    publication_type(&tag.attribute("publtype")?, &mut work.attributes);
    let (mut venue, mut links) = (Venue::default(), Links::default());
    while let Some(element) = xml.child()? {
        part(&mut work, &mut venue, &mut links, &element, xml)?;
    }
    work.source = venue.source(tag.name());
    links.settle(&mut work.attributes);
    Ok(work)
}

/// Takes in an element of a publication. What no column has room for is passed over: editors, pages, volumes, publishers,
/// schools, and the `<crossref>` to the volume it is in.
fn part(
    work: &mut WorkRecord<'static>,
    venue: &mut Venue,
    links: &mut Links,
    element: &Element<'_>,
    xml: &mut Xml<'_>,
) -> Result<(), Rejection> {
    match element.name() {
        "author" => byline::push(&mut work.authorships, author(element, xml)?)?,
        "title" => work.attributes.title = without_full_stop(&collapsed(&xml.text()?)).to_owned().into(),
        "year" => work.attributes.year = date::year(&xml.text()?),
        "journal" => venue.journal = collapsed(&xml.text()?).into_owned(),
        "booktitle" => venue.book = collapsed(&xml.text()?).into_owned(),
        "ee" => {
            let open = element.attribute("type")?.split_whitespace().any(|word| word == "oa");
            links.take(&xml.text()?, open);
        }
        "cite" => {
            work.attributes.reference_count += 1;
            let cited = xml.text()?;
            let cited = collapsed(&cited);
            if !cited.is_empty() && cited != NOT_IN_DBLP {
                work.references.push(Key::id(cited.into_owned()));
            }
        }
        _ => xml.skip()?,
    }
    Ok(())
}

/// A title without the full stop that DBLP puts behind every title which ends in no other mark. Behind an ellipsis, and
/// behind a word with another stop such as `U.S.`, it is the title's own.
fn without_full_stop(title: &str) -> &str {
    let last = title.rsplit(' ').next().unwrap_or_default();
    match title.strip_suffix('.') {
        Some(bare) if last.matches('.').count() == 1 => bare,
        _ => title,
    }
}

/// What `publtype` says beside the element: several words, of which two matter. A survey or an encyclopedia's entry is a
/// work like others.
fn publication_type(types: &str, attributes: &mut WorkAttributes<'_>) {
    for word in types.split_whitespace() {
        match word {
            "informal" => attributes.work_type = "informal".into(),
            "withdrawn" => attributes.flags |= flag::RETRACTED,
            _ => {}
        }
    }
}

/// Where a publication appeared.
#[derive(Debug, Default)]
struct Venue {
    journal: String,
    book: String,
}

impl Venue {
    /// The journal, else the conference or book; `None` where the record names neither, as those of books and theses.
    fn source(self, element: &str) -> Option<SourceRecord<'static>> {
        let (name, source_type) = match (self.journal, self.book) {
            (journal, _) if !journal.is_empty() => (journal, "journal"),
            (_, book) if book.is_empty() => return None,
            (_, book) if element == "inproceedings" => (book, "conference"),
            (_, book) => (book, "book"),
        };
        let attributes = SourceAttributes {
            name: name.clone().into(),
            source_type: source_type.into(),
            ..SourceAttributes::default()
        };
        Some(SourceRecord { key: Key::name(name), standing: Standing::default(), attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_behind_titles_are_dblps() {
        let titles = [
            ("Dust on the moon.", "Dust on the moon"),
            ("Dust?", "Dust?"),
            ("Made in the U.S.", "Made in the U.S."),
            ("And so on...", "And so on..."),
            ("Version 2.0.", "Version 2.0."),
            (".", ""),
            ("", ""),
        ];
        for (title, expected) in titles {
            assert_eq!(without_full_stop(title), expected);
        }
    }
}
