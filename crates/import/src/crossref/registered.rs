//! What unixref says of one thing that has a DOI.

use scholargraph::identifier;

use super::{
    unixref::appeared,
    work::{Author, Work, issn},
};
use crate::{
    byline,
    quarantine::Rejection,
    xml::{Element, Xml, collapsed},
};

/// Crossref's type for a publication that this element begins; `None` where it begins none.
pub(super) fn publication_type(tag: &Element<'_>) -> Result<Option<String>, Rejection> {
    Ok(Some(match tag.name() {
        name @ ("journal" | "dissertation" | "standard" | "database" | "grant") => name.to_owned(),
        "conference" => "proceedings".to_owned(),
        "report-paper" => "report".to_owned(),
        "posted_content" => "posted-content".to_owned(),
        "peer_review" => "peer-review".to_owned(),
        "sa_component" => "component".to_owned(),
        "book" => match tag.attribute("book_type")?.as_str() {
            "monograph" => "monograph".to_owned(),
            "edited_book" => "edited-book".to_owned(),
            "reference" => "reference-book".to_owned(),
            _ => "book".to_owned(),
        },
        _ => return Ok(None),
    }))
}

/// The same for a part of a publication of type `whole`.
pub(super) fn part_type(tag: &Element<'_>, whole: &str) -> Result<Option<String>, Rejection> {
    Ok(Some(match tag.name() {
        "journal_article" => "journal-article".to_owned(),
        "conference_paper" => "proceedings-article".to_owned(),
        "dataset" => "dataset".to_owned(),
        "component" if whole == "component" => "component".to_owned(),
        "content_item" if whole == "report" => "report-component".to_owned(),
        "content_item" => match tag.attribute("component_type")?.as_str() {
            sort @ ("section" | "part" | "track") => format!("book-{sort}"),
            "reference_entry" => "reference-entry".to_owned(),
            _ => "book-chapter".to_owned(),
        },
        _ => return Ok(None),
    }))
}

/// A publication, or a part of one.
pub(super) struct Registered {
    pub(super) work: Work<'static>,
    /// With whether they are of a printed edition.
    issns: Vec<(String, bool)>,
}

impl Registered {
    /// Something of this type that `tag` begins.
    pub(super) fn begin(tag: &Element<'_>, kind: String) -> Result<Self, Rejection> {
        let language = tag.attribute("language")?.into();
        Ok(Self { work: Work { kind: kind.into(), language, ..Work::default() }, issns: Vec::new() })
    }

    /// The work, where it is no part of another.
    pub(super) fn finish(self) -> Work<'static> {
        Work { issn: self.issn(), ..self.work }
    }

    /// The work, as a part of `whole`.
    pub(super) fn within(self, whole: &Self) -> Work<'static> {
        let Work { title, publisher, appeared, language, .. } = &whole.work;
        Work {
            container: title.clone(),
            issn: whole.issn(),
            publisher: publisher.clone(),
            appeared: self.work.appeared.or(*appeared),
            language: if self.work.language.is_empty() { language.clone() } else { self.work.language },
            ..self.work
        }
    }

    fn issn(&self) -> Option<String> {
        issn(self.issns.iter().map(|(text, print)| (text.as_str(), *print)))
    }

    /// Reads an element that says something of it.
    pub(super) fn fact(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        let work = &mut self.work;
        match element.name() {
            "titles" => each(xml, "title", |_, xml| set(&mut work.title, xml)),
            "full_title" | "proceedings_title" => set(&mut work.title, xml),
            "abstract" | "jats:abstract" => set(&mut work.abstract_text, xml),
            "publisher" => each(xml, "publisher_name", |_, xml| set(&mut work.publisher, xml)),
            "institution" if work.kind == "posted-content" => {
                each(xml, "institution_name", |_, xml| set(&mut work.container, xml))
            }
            "doi_data" => each(xml, "doi", |_, xml| set(&mut work.doi, xml)),
            "publication_date" | "posted_date" | "review_date" => {
                work.appeared = work.appeared.earlier(appeared(xml)?);
                Ok(())
            }
            "approval_date" if work.kind == "dissertation" => {
                work.appeared = work.appeared.earlier(appeared(xml)?);
                Ok(())
            }
            "citation_list" => each(xml, "citation", |_, xml| {
                work.reference_count = work.reference_count.saturating_add(1);
                each(xml, "doi", |_, xml| {
                    work.references.push(collapsed(&xml.text()?).into_owned().into());
                    Ok(())
                })
            }),
            "contributors" => contributors(&mut work.authors, xml),
            "person_name" | "organization" => author(element, &mut work.authors, xml),
            "issn" => {
                let media = element.attribute("media_type")?;
                // The schema's default.
                let print = matches!(media.as_str(), "" | "print");
                self.issns.push((collapsed(&xml.text()?).into_owned(), print));
                Ok(())
            }
            _ => xml.skip(),
        }
    }
}

/// Takes the text of the element that was begun, if it is the first.
fn set(field: &mut std::borrow::Cow<'static, str>, xml: &mut Xml<'_>) -> Result<(), Rejection> {
    let text = xml.text()?;
    if field.is_empty() {
        *field = collapsed(&text).into_owned().into();
    }
    Ok(())
}

/// Has `take` read every element of this name inside the one that was begun.
fn each<'x>(
    xml: &mut Xml<'x>,
    name: &str,
    mut take: impl FnMut(&Element<'x>, &mut Xml<'x>) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        if element.name() == name { take(&element, xml)? } else { xml.skip()? }
    }
    Ok(())
}

fn contributors(authors: &mut Vec<Author>, xml: &mut Xml<'_>) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        author(&element, authors, xml)?;
    }
    Ok(())
}

/// Puts the person or organisation that was begun on the byline; editors, translators and chairs are not authors.
fn author(tag: &Element<'_>, authors: &mut Vec<Author>, xml: &mut Xml<'_>) -> Result<(), Rejection> {
    let role = tag.attribute("contributor_role")?;
    if !matches!(role.as_str(), "" | "author") {
        return xml.skip();
    }
    match tag.name() {
        "person_name" => byline::push(authors, person(xml)?),
        "organization" => byline::push(authors, Author::named("", "", &xml.text()?)?),
        _ => xml.skip(),
    }
}

fn person(xml: &mut Xml<'_>) -> Result<Author, Rejection> {
    let (mut given, mut family, mut orcid) = (String::new(), String::new(), String::new());
    let mut affiliations = Vec::new();
    while let Some(element) = xml.child()? {
        match element.name() {
            "given_name" => given = xml.text()?.into_owned(),
            "surname" => family = xml.text()?.into_owned(),
            "ORCID" => orcid = identifier::orcid(xml.text()?.trim()).unwrap_or_default(),
            "affiliation" => affiliations.push((collapsed(&xml.text()?).into_owned(), None)),
            "affiliations" => each(xml, "institution", |_, xml| {
                affiliations.push(institution(xml)?);
                Ok(())
            })?,
            _ => xml.skip()?,
        }
    }
    Ok(Author { orcid, affiliations, ..Author::named(&given, &family, "")? })
}

/// What is printed, and the ROR id.
fn institution(xml: &mut Xml<'_>) -> Result<(String, Option<String>), Rejection> {
    let (mut name, mut ror) = (String::new(), None);
    while let Some(element) = xml.child()? {
        match element.name() {
            "institution_name" => name = collapsed(&xml.text()?).into_owned(),
            "institution_id" if element.attribute("type")? == "ror" => ror = identifier::ror(xml.text()?.trim()),
            _ => xml.skip()?,
        }
    }
    Ok((name, ror))
}
