//! The ACL Anthology: collections of volumes of papers, as its XML has them, and what lies beside it in YAML: the
//! names of venues, and who goes by which names.
//!
//! The form is described by the Anthology's `schema.rnc` (<https://github.com/acl-org/acl-anthology>). A work is
//! every `<paper>` of a volume, back matter included and marked; front matter is none, and editors are not authors.
//! A person is the `id` of an `<author>`, else the exact name.

mod ids;
mod names;
mod paper;
mod papers;
mod person;
mod venue;
mod volume;

use self::{names::Names, papers::Papers, venue::Venue};
use crate::{
    format::{Plan, Reader},
    xml::from_first_element,
};

pub(crate) struct Acl;

/// What no record is ever in, though it may lie beside them.
const NO_RECORDS: &[(&str, &str)] = &[
    (".rnc", "a schema"),
    (".rng", "a schema"),
    (".xsd", "a schema"),
    (".yaml", "neither a list of name variants nor a venue"),
    (".yml", "neither a list of name variants nor a venue"),
    (".md", "text"),
    (".txt", "text"),
    (".html", "text"),
    (".pdf", "text"),
    (".bib", "BibTeX is not read: take the XML"),
    (".json", "the Anthology's records are XML"),
    (".py", "a program"),
    (".sh", "a program"),
    (".toml", "settings"),
];

impl Reader for Acl {
    /// An element `<collection>` with an id, the first one there is.
    fn recognises(&self, start: &[u8]) -> bool {
        let tag = from_first_element(start).and_then(|rest| rest.strip_prefix(b"<collection"));
        tag.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"id="))
    }

    fn plan(&self, name: &str) -> Plan {
        let lower = name.to_ascii_lowercase();
        let mut parts = lower.rsplit('/');
        let (file, folder) = (parts.next().unwrap_or_default(), parts.next());
        match file.rsplit_once('.') {
            _ if file == "name_variants.yaml" => Plan::Read(Box::new(Names)),
            Some((venue, "yaml")) if folder == Some("venues") => Plan::Read(Box::new(Venue::new(venue))),
            _ => match NO_RECORDS.iter().find(|(suffix, _)| file.ends_with(suffix)) {
                Some((_, why)) => Plan::Ignore(why),
                None => Plan::Read(Box::new(Papers)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = ["<collection id=\"P19\">", "\u{FEFF}<?xml version='1.0'?>\n<!-- <dblp> -->\n<collection\n id='x'>"];
        let no = ["", "<collection>", "<dblp>", "<?xml", "{}", "id=\"\"", "<collections id='x'>"];
        assert!(yes.iter().all(|text| Acl.recognises(text.as_bytes())));
        assert!(!no.iter().any(|text| Acl.recognises(text.as_bytes())));
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(Acl.plan(name), Plan::Ignore(_));
        let read = ["xml/P19.xml", "P19", "a.tar/yaml/venues/acl.yaml", "yaml/name_variants.yaml"];
        assert!(!read.into_iter().any(ignored));
        assert!(["xml/schema.rnc", "README.md", "yaml/sigs/sigdat.yaml", "venues.yaml"].into_iter().all(ignored));
    }
}
