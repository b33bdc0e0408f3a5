//! Authors.

use std::borrow::Cow;

use scholargraph::{Authorship, Key, PersonRecord, identifier};

use crate::{
    byline,
    people::name::exact,
    quarantine::Rejection,
    xml::{Element, Xml, collapsed},
};

/// The two parts of a name.
#[derive(Debug, Default)]
struct Parts {
    first: String,
    last: String,
}

impl Parts {
    fn take<'a>(&mut self, part: &str, text: Cow<'a, str>) -> Result<(), Rejection> {
        byline::check_name(part, &text)?;
        *(if part == "first" { &mut self.first } else { &mut self.last }) = text.into_owned();
        Ok(())
    }

    fn joined(&self, between: &str) -> String {
        exact(&format!("{}{between}{}", self.first, self.last)).into_owned()
    }

    /// In scripts that are written without spaces the family name comes first.
    fn in_script(&self, script: &str) -> String {
        let without_spaces = ["hani", "hans", "hant", "jpan", "hang", "kore"].contains(&script);
        if without_spaces { exact(&format!("{}{}", self.last, self.first)).into_owned() } else { self.joined(" ") }
    }
}

/// The place on the byline that the `<author>` begun in `xml` has.
pub(super) fn author(tag: &Element<'_>, xml: &mut Xml<'_>) -> Result<Authorship<'static>, Rejection> {
    let (id, orcid) = (tag.attribute("id")?, tag.attribute("orcid")?);
    let (mut parts, mut other_names, mut raw_affiliations) = (Parts::default(), Vec::new(), Vec::new());
    while let Some(element) = xml.child()? {
        match element.name() {
            part @ ("first" | "last") => parts.take(part, xml.text()?)?,
            "variant" => other_names.push(variant(&element, xml)?.into()),
            "affiliation" => raw_affiliations.push(collapsed(&xml.text()?).into_owned().into()),
            _ => xml.skip()?,
        }
    }
    let name = parts.joined(" ");
    let key = match (collapsed(&id), name.as_str()) {
        (id, "") if id.is_empty() => None,
        (id, name) if id.is_empty() => Some(Key::name(name.to_owned())),
        (id, _) => Some(Key::id(id.into_owned())),
    };
    let person = key.map(|key| {
        let mut person = PersonRecord::named(key, name.clone());
        person.attributes.other_names = other_names;
        person
    });
    let raw_orcid = identifier::orcid(&orcid).unwrap_or_default().into();
    Ok(Authorship { person, raw_name: name.into(), raw_orcid, raw_affiliations, ..Authorship::default() })
}

/// The name in another script.
fn variant(tag: &Element<'_>, xml: &mut Xml<'_>) -> Result<String, Rejection> {
    let script = tag.attribute("script")?;
    let mut parts = Parts::default();
    while let Some(element) = xml.child()? {
        match element.name() {
            part @ ("first" | "last") => parts.take(part, xml.text()?)?,
            _ => xml.skip()?,
        }
    }
    Ok(parts.in_script(&script))
}
