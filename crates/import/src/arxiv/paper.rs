//! A paper, whichever form it was read from.

use std::borrow::Cow;

use scholargraph::{
    Authorship, Key, PersonRecord, SourceRecord, Standing, TopicRecord, WorkRecord, identifier,
    model::{SourceAttributes, WorkAttributes, flag},
};

use super::taxonomy;
use crate::{
    batch::Batch,
    quarantine::{Reason, Rejection},
    xml::collapsed,
};

/// A paper.
#[derive(Debug, Default)]
pub(super) struct Paper<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) title: Cow<'a, str>,
    pub(super) abstract_text: Cow<'a, str>,
    pub(super) authors: Vec<Author>,
    /// Separated by commas or spaces.
    pub(super) categories: Cow<'a, str>,
    pub(super) doi: Cow<'a, str>,
    /// When it was submitted and last changed, as the number `YYYYMMDD`; 0 where unknown.
    pub(super) created: u32,
    pub(super) updated: u32,
}

/// One place on a byline.
#[derive(Debug, Default)]
pub(super) struct Author {
    pub(super) name: String,
    pub(super) affiliation: String,
}

impl Paper<'_> {
    /// Hands the paper over as a work.
    pub(super) fn take(&self, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let id = id(&self.id).ok_or_else(|| {
            Rejection::new(Reason::NoId, format!("no arXiv identifier, such as 2203.04570: {:?}", cut(&self.id)))
        })?;
        let attributes = WorkAttributes {
            title: collapsed(&self.title),
            work_type: "preprint".into(),
            year: self.year(&id),
            date: self.created,
            flags: flag::OPEN_ACCESS,
            open_access: "green".into(),
            open_access_url: format!("https://arxiv.org/abs/{id}").into(),
            doi: doi(&self.doi),
            arxiv: id.as_str().into(),
            ..WorkAttributes::default()
        };
        batch.work(&WorkRecord {
            updated: self.updated.max(self.created),
            attributes,
            abstract_text: collapsed(&self.abstract_text),
            source: Some(source()),
            authorships: self.authors.iter().map(Author::authorship).collect(),
            topics: self.topics(),
            ..WorkRecord::new(Key::id(id.as_str()))
        });
        Ok(())
    }

    fn topics(&self) -> Vec<(TopicRecord<'_>, f32)> {
        let keys = self.categories.split(|letter: char| letter == ',' || letter.is_whitespace());
        keys.filter(|key| !key.is_empty()).map(|key| (topic(key), 1.0)).collect()
    }

    /// The year it was submitted, else that in its id.
    fn year(&self, id: &str) -> i16 {
        let stated = self.created / 10_000;
        (if stated > 0 { stated } else { year_of_id(id).unwrap_or(0) }) as i16
    }
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A paper's id as arXiv writes it, without its version.
///
/// Tables that took the newer ids for numbers lost zeros at both ends, or won digits: `704.35` is `0704.3500`, and
/// `1503.0235400000001` is `1503.02354`. The part behind the dot has five digits since 2015, four before.
fn id(text: &str) -> Option<String> {
    let text = text.trim();
    let decimal = text.contains('.') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse::<f64>() {
        Ok(number) if decimal && number >= 1501.0 => identifier::arxiv(&format!("{number:.5}")),
        Ok(number) if decimal => identifier::arxiv(&format!("{number:09.4}")),
        _ => identifier::arxiv(text),
    }
}

/// The first two digits of an id tell the year, the next two the month; arXiv began in 1991.
fn year_of_id(id: &str) -> Option<u32> {
    let number = id.rsplit('/').next().unwrap_or(id);
    let year: u32 = number.get(..2)?.parse().ok()?;
    Some(if year >= 91 { 1900 + year } else { 2000 + year })
}

/// The first of the DOIs, where several stand there; else the one that has white space in it.
fn doi(text: &str) -> Cow<'static, str> {
    let first = text.split(|letter: char| letter.is_whitespace() || letter == ',').find(|part| !part.is_empty());
    let joined = || identifier::doi(&text.split_whitespace().collect::<String>());
    first.and_then(|first| identifier::doi(first).or_else(joined)).map_or_else(Cow::default, Cow::Owned)
}

fn source<'a>() -> SourceRecord<'a> {
    let attributes =
        SourceAttributes { name: "arXiv".into(), source_type: "repository".into(), ..SourceAttributes::default() };
    SourceRecord { key: Key::id("arxiv"), standing: Standing::default(), attributes }
}

fn topic(key: &str) -> TopicRecord<'_> {
    TopicRecord { key: Key::id(key), standing: Standing::default(), attributes: taxonomy::attributes(key) }
}

impl Author {
    fn authorship(&self) -> Authorship<'_> {
        let name = self.name.as_str();
        let affiliation = Some(self.affiliation.as_str()).filter(|text| !text.is_empty());
        Authorship {
            person: Some(PersonRecord::named(Key::name(name), name)),
            raw_name: name.into(),
            raw_affiliations: affiliation.map(Cow::Borrowed).into_iter().collect(),
            ..Authorship::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_were_taken_for_numbers_come_back() {
        let cases = [
            ("0704.0001", "0704.0001"),
            ("704.0967", "0704.0967"),
            ("704.35", "0704.3500"),
            ("1406.5", "1406.5000"),
            ("1412.8777", "1412.8777"),
            ("1501.00579", "1501.00579"),
            ("1903.1", "1903.10000"),
            ("1503.0235400000001", "1503.02354"),
            ("1503.0316599999999", "1503.03166"),
            ("2203.04570v2", "2203.04570"),
            ("cs/9809006", "cs/9809006"),
            ("arXiv:hep-th/9901001v1", "hep-th/9901001"),
        ];
        for (given, expected) in cases {
            assert_eq!(id(given).as_deref(), Some(expected), "{given}");
        }
        for none in ["", "7", "1.2.3", "99999.1", "1e3", "-704.1", "inf", "W1", &"9".repeat(5000), "."] {
            assert_eq!(id(none), None, "{none}");
        }
    }

    #[test]
    fn years_are_in_ids() {
        assert_eq!(["0704.0001", "cs/9809006", "hep-th/0001001"].map(year_of_id), [Some(2007), Some(1998), Some(2000)]);
    }

    #[test]
    fn the_first_doi_counts() {
        assert_eq!(doi("10.1016/j.joi.2011.09.008 10.1016/J.JOI.2012.09.001"), "10.1016/j.joi.2011.09.008");
        assert_eq!(doi("10.5281/Zenodo.2109469, 10.5281/zenodo.1214433"), "10.5281/zenodo.2109469");
        assert_eq!(doi("10. 1145/3154499"), "10.1145/3154499");
        assert_eq!(["", "none", "1904.04794"].map(doi), ["", "", ""]);
    }
}
