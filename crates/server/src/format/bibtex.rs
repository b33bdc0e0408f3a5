//! The works of a slice as a BibTeX file, for LaTeX and for programs that keep references, <https://ctan.org/pkg/bibtex>.

use std::collections::HashSet;

use super::papers::{Paper, Sort, papers};
use crate::wire::Slice;

/// An entry per work, in the order of the slice.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut taken = HashSet::new();
    papers(slice).map(|paper| entry(&paper, &key(paper.id, &mut taken))).collect()
}

fn entry(paper: &Paper, key: &str) -> String {
    let r#type = match paper.sort {
        Sort::Article => "article",
        Sort::Book => "book",
        Sort::Chapter => "incollection",
        Sort::Conference => "inproceedings",
        Sort::Thesis => "phdthesis",
        Sort::Preprint | Sort::Other => "misc",
    };
    let venue = match paper.sort {
        Sort::Article => "journal",
        Sort::Chapter | Sort::Conference => "booktitle",
        Sort::Thesis => "school",
        Sort::Book => "publisher",
        Sort::Preprint | Sort::Other => "howpublished",
    };
    let fields = [
        ("author", Some(authors(paper)).filter(|authors| !authors.is_empty())),
        // Twice in braces: styles must not change the case of names in it.
        ("title", Some(format!("{{{}}}", escaped(&paper.title)))),
        ("year", paper.year.map(|year| year.to_string())),
        (venue, paper.venue.as_deref().map(escaped)),
        ("doi", paper.doi.map(escaped)),
        ("eprint", paper.arxiv.map(escaped)),
        ("archiveprefix", paper.arxiv.map(|_| "arXiv".to_owned())),
        ("url", paper.url.as_deref().map(escaped)),
    ];
    let lines: String =
        fields.iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}},\n", value.as_ref()?))).collect();
    format!("@{type}{{{key},\n{lines}}}\n\n")
}

fn authors(paper: &Paper) -> String {
    let name = |name: &String| {
        let text = escaped(name);
        // What BibTeX would take apart stays together.
        let is_list = name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
        if is_list { format!("{{{text}}}") } else { text }
    };
    let mut names: Vec<String> = paper.authors.iter().map(name).collect();
    if paper.has_more_authors {
        names.push("others".to_owned());
    }
    names.join(" and ")
}

/// An id as a name that `\cite` takes, unlike all before it.
fn key(id: &str, taken: &mut HashSet<String>) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || ".:-_/".contains(letter) { letter } else { '-' };
    let stem: String = id.chars().map(plain).collect();
    let mut key = stem.clone();
    for number in 2.. {
        if taken.insert(key.clone()) {
            break;
        }
        key = format!("{stem}-{number}");
    }
    key
}

/// Text that LaTeX prints as it is. BibTeX counts braces even behind a backslash, so there are none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            SliceFormat,
            tests::{pair, titled, written},
        },
        *,
    };

    #[test]
    fn a_work_is_an_entry() {
        let bibtex = written(&pair(), SliceFormat::BibTex);
        let entry = "@misc{W1000,\n  author = {Person 0},\n  title = {{Work 0}},\n  year = {2020},\n  \
                     howpublished = {A journal},\n  doi = {10.5555/0},\n}\n\n";
        assert_eq!(bibtex, entry);
    }

    #[test]
    fn titles_are_text() {
        let bibtex = written(&titled("50% of \\{x_1}} & \"<i>y</i>\", \n@book{z"), SliceFormat::BibTex);
        let title = "50\\% of \\textbackslash{}\\textbraceleft{}x\\_1\\textbraceright{}\\textbraceright{} \\& \"y\",  \
                     @book\\textbraceleft{}z";
        assert!(bibtex.contains(&format!("  title = {{{{{title}}}}},\n")), "{bibtex}");
        let count = |letter| bibtex.matches(letter).count();
        assert_eq!(count('{'), count('}'));
        assert_eq!(bibtex.lines().filter(|line| line.starts_with('@')).count(), 1);
    }

    #[test]
    fn keys_are_plain_and_unlike() {
        let mut taken = HashSet::new();
        let keys = ["10.1/a b", "10.1/a,b", "é}"].map(|id| key(id, &mut taken));
        assert_eq!(keys, ["10.1/a-b", "10.1/a-b-2", "--"]);
    }

    #[test]
    fn names_are_not_taken_apart() {
        let paper = Paper {
            authors: vec!["Ada Lovelace".into(), "Arts And Crafts".into()],
            has_more_authors: true,
            ..Paper::default()
        };
        assert_eq!(authors(&paper), "Ada Lovelace and {Arts And Crafts} and others");
    }
}
