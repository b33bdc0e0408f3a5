//! The works of a slice as lists of references need them.

use crate::{
    text::clean,
    wire::{Slice, Work},
};

/// A work, ready to be cited.
#[derive(Debug, Default)]
pub(super) struct Paper<'g> {
    pub(super) id: &'g str,
    pub(super) sort: Sort,
    pub(super) title: String,
    /// The beginning of the byline.
    pub(super) authors: Vec<String>,
    pub(super) has_more_authors: bool,
    pub(super) year: Option<i16>,
    pub(super) venue: Option<String>,
    pub(super) doi: Option<&'g str>,
    pub(super) arxiv: Option<&'g str>,
    /// Where it is, unless its DOI says that.
    pub(super) url: Option<String>,
}

/// What lists of references tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    Article,
    Book,
    Chapter,
    Conference,
    Thesis,
    Preprint,
    #[default]
    Other,
}

/// The works of `slice`, in its order.
pub(super) fn papers<'g>(slice: &Slice<'g>) -> impl Iterator<Item = Paper<'g>> {
    slice.works().map(|work| Paper::new(&work))
}

impl<'g> Paper<'g> {
    fn new(work: &Work<'g>) -> Self {
        let title = clean(work.title);
        let url = match work.ids {
            ref ids if ids.doi.is_some() => None,
            ref ids => ids
                .arxiv
                .map(|id| format!("https://arxiv.org/abs/{id}"))
                .or_else(|| ids.acl.map(|id| format!("https://aclanthology.org/{id}"))),
        };
        Self {
            id: work.id,
            sort: Sort::of(work),
            title: if title.is_empty() { work.id.to_owned() } else { title.into_owned() },
            has_more_authors: work.authors_count > work.authors.len(),
            authors: work.authors.iter().map(|author| clean(author.label).into_owned()).collect(),
            year: work.year,
            venue: work.source.map(|source| clean(source).into_owned()),
            doi: work.ids.doi,
            arxiv: work.ids.arxiv,
            url,
        }
    }
}

impl Sort {
    /// By the source's word for it, which is mostly that of OpenAlex.
    fn of(work: &Work<'_>) -> Self {
        match work.r#type.unwrap_or_default() {
            "article" | "review" | "letter" | "editorial" | "journal-article" if work.ids.acl.is_some() => {
                Self::Conference
            }
            "article" | "review" | "letter" | "editorial" | "journal-article" => Self::Article,
            "book" | "monograph" | "edited-book" => Self::Book,
            "book-chapter" | "book-section" => Self::Chapter,
            "proceedings-article" | "inproceedings" | "conference-paper" | "conference" => Self::Conference,
            "dissertation" | "thesis" => Self::Thesis,
            "preprint" | "posted-content" => Self::Preprint,
            _ => Self::Other,
        }
    }
}
