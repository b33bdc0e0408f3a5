//! What Crossref calls a work, in the words that works go by here, which are OpenAlex's.

/// The word for a work of this Crossref type; a type that is not known keeps its name.
///
/// What is not a work of research but holds some, or is a part of one, is `paratext`.
pub(super) fn work_type(given: &str) -> &str {
    match given {
        "journal-article" | "proceedings-article" => "article",
        "posted-content" => "preprint",
        "monograph" | "edited-book" | "reference-book" => "book",
        "book-part" | "book-section" | "book-track" => "book-chapter",
        "report-component" => "report",
        "journal" | "journal-volume" | "journal-issue" | "proceedings" | "proceedings-series" | "book-series"
        | "book-set" | "report-series" | "component" => PARATEXT,
        _ => given,
    }
}

pub(super) const PARATEXT: &str = "paratext";

/// What a work of this Crossref type appears in; empty where that is anybody's guess.
pub(super) fn source_type(given: &str) -> &'static str {
    match given {
        "journal" | "journal-article" | "journal-issue" | "journal-volume" => "journal",
        "proceedings" | "proceedings-article" | "proceedings-series" => "conference",
        "posted-content" => "repository",
        book if book.starts_with("book") => "book",
        "monograph" | "edited-book" | "reference-book" | "reference-entry" => "book",
        _ => "",
    }
}
