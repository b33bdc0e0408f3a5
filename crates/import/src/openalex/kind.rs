//! What an OpenAlex record is about.

use serde_json::value::RawValue;

use super::ids::Id;
use crate::json::{List, Present, Text, object};

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Work,
    Person,
    Institution,
    Topic,
    Source,
    /// Something a graph does not hold.
    Other(&'static str),
}

object! {
    /// Enough of a record to tell what it is about.
    pub(super) struct Probe<'a> {
        id: Text<'a>,
        ids: ProbeIds<'a>,
        results: Option<List<&'a RawValue>>,
        authorships: Present,
        title: Present,
        referenced_works: Present,
        abstract_inverted_index: Present,
        publication_year: Present,
        associated_institutions: Present,
        display_name_acronyms: Present,
        geo: Present,
        orcid: Present,
        last_known_institution: Present,
        last_known_institutions: Present,
        affiliations: Present,
        subfield: Present,
        issn: Present,
        issn_l: Present,
        host_organization: Present,
    }

    /// The identifiers of any record.
    pub(super) struct ProbeIds<'a> {
        openalex: Text<'a>,
    }
}

impl Probe<'_> {
    /// The kind by the id, else by the fields. `None` where neither shows it.
    pub(super) fn kind(&self) -> Option<Kind> {
        let id = Id::of(if self.id.is_empty() { self.ids.openalex.as_str() } else { self.id.as_str() });
        match by_id(id) {
            // `C18` may be a concept, or a paper of another corpus.
            Some(Kind::Other(what)) if !id.named => self.by_fields().or(Some(Kind::Other(what))),
            Some(kind) => Some(kind),
            None => self.by_fields(),
        }
    }

    fn by_fields(&self) -> Option<Kind> {
        let any = |fields: &[Present]| fields.iter().any(|field| field.0);
        let work =
            [self.authorships, self.title, self.referenced_works, self.abstract_inverted_index, self.publication_year];
        let institution = [self.associated_institutions, self.display_name_acronyms, self.geo];
        let person = [self.orcid, self.last_known_institution, self.last_known_institutions, self.affiliations];
        let source = [self.issn, self.issn_l, self.host_organization];
        if any(&work) {
            Some(Kind::Work)
        } else if any(&institution) {
            Some(Kind::Institution)
        } else if any(&person) {
            Some(Kind::Person)
        } else if any(&[self.subfield]) {
            Some(Kind::Topic)
        } else if any(&source) {
            Some(Kind::Source)
        } else {
            None
        }
    }

    pub(super) fn has_id(&self) -> bool {
        !self.id.is_empty() || !self.ids.openalex.is_empty()
    }
}

/// The kind that an id says.
fn by_id(id: Id<'_>) -> Option<Kind> {
    Some(match (id.letter(), id.collection) {
        (Some(letter), _) => return by_letter(letter),
        (None, "keywords") => Kind::Other("keyword"),
        (None, "subfields") => Kind::Other("subfield"),
        (None, "fields") => Kind::Other("field"),
        (None, "domains") => Kind::Other("domain"),
        (None, "sdgs") => Kind::Other("sustainable development goal"),
        (None, "countries" | "continents") => Kind::Other("region"),
        (None, "languages") => Kind::Other("language"),
        (None, "licenses") => Kind::Other("licence"),
        (None, "types" | "work-types" | "source-types" | "institution-types") => Kind::Other("type"),
        _ => return None,
    })
}

fn by_letter(letter: u8) -> Option<Kind> {
    Some(match letter {
        b'W' => Kind::Work,
        b'A' => Kind::Person,
        b'I' => Kind::Institution,
        b'T' => Kind::Topic,
        // Sources were called venues until 2023.
        b'S' | b'V' => Kind::Source,
        b'C' => Kind::Other("concept"),
        b'P' => Kind::Other("publisher"),
        b'F' => Kind::Other("funder"),
        b'G' => Kind::Other("award"),
        _ => return None,
    })
}

/// The kind of a record that begins the way nearly all do, without looking at the rest of it.
pub(super) fn at_a_glance(record: &str) -> Option<Kind> {
    let rest = record.strip_prefix(r#"{"id":"https://openalex.org/"#)?;
    let (id, _) = rest.get(..rest.len().min(24))?.split_once('"')?;
    by_id(Id { named: true, collection: "", last: id })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(record: &str) -> Option<Kind> {
        let probed = serde_json::from_str::<Probe<'_>>(record).unwrap().kind();
        if let Some(kind) = at_a_glance(record) {
            assert_eq!(Some(kind), probed, "{record}");
        }
        probed
    }

    #[test]
    fn ids_decide() {
        let cases = [
            (r#"{"id":"https://openalex.org/W1"}"#, Some(Kind::Work)),
            (r#"{"id":"https://openalex.org/A1","title":"x"}"#, Some(Kind::Person)),
            (r#"{"id":"I1"}"#, Some(Kind::Institution)),
            (r#"{"ids":{"openalex":"https://openalex.org/T1"}}"#, Some(Kind::Topic)),
            (r#"{"id":"https://openalex.org/V1"}"#, Some(Kind::Source)),
            (r#"{"id":"https://openalex.org/C1"}"#, Some(Kind::Other("concept"))),
            (r#"{"id":"https://openalex.org/subfields/1705"}"#, Some(Kind::Other("subfield"))),
            (r#"{"id":"https://openalex.org/X1"}"#, None),
            (r#"{"id":"https://openalex.org/"}"#, None),
        ];
        for (record, expected) in cases {
            assert_eq!(kind(record), expected, "{record}");
        }
    }

    #[test]
    fn fields_decide_where_ids_do_not() {
        let cases = [
            (r#"{"id":"1952.earlymt-1.1","authorships":[]}"#, Some(Kind::Work)),
            (r#"{"id":"C1","title":"a paper of another corpus"}"#, Some(Kind::Work)),
            (r#"{"id":"warren weaver","orcid":null}"#, Some(Kind::Person)),
            (r#"{"id":"mit","geo":{}}"#, Some(Kind::Institution)),
            (r#"{"id":"nlp","subfield":{}}"#, Some(Kind::Topic)),
            (r#"{"id":"acl","issn_l":null}"#, Some(Kind::Source)),
            (r#"{"id":"C1"}"#, Some(Kind::Other("concept"))),
            (r#"{"id":"who knows"}"#, None),
            ("{}", None),
        ];
        for (record, expected) in cases {
            assert_eq!(kind(record), expected, "{record}");
        }
    }
}
