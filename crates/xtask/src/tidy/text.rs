//! What no line of the repository may hold.

use super::{File, Finding, Tree};

/// Extensions of what people write here; fixtures and corpora are other people's text.
const WRITTEN_HERE: &[&str] = &["rs", "toml", "md", "sh", "html", "css", "js", "ts", "json", "yml", "yaml"];

/// Marks of unfinished work. Put together at compile time, so that this file does not trip over itself.
const WORDS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// Code that belongs to an afternoon, not to the repository.
const CODE: &[&str] =
    &[concat!("dbg", "!("), concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[", "ignore")];

/// Beginnings of paths that exist on one machine alone.
const MACHINE: &[&str] = &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];

/// Refuses marks of unfinished work in what people write, and left-over code in Rust files.
pub(super) fn nothing_is_left_over(tree: &Tree) -> Vec<Finding> {
    let words = each_line(tree, written_here, |line| WORDS.iter().copied().find(|word| has_word(line, word)));
    let code = each_line(tree, is_rust, |line| CODE.iter().copied().find(|code| line.contains(code)));
    let all = words.into_iter().chain(code);
    all.map(|(path, line, mark)| Finding::at(path, line, format!("`{mark}`: finish it or drop it"))).collect()
}

/// Refuses blanks at the end of a line.
pub(super) fn no_trailing_whitespace(tree: &Tree) -> Vec<Finding> {
    let ends_blank = |line: &str| line.ends_with(char::is_whitespace).then_some(());
    let found = each_line(tree, written_here, ends_blank);
    found.into_iter().map(|(path, line, ())| Finding::at(path, line, "ends in white space")).collect()
}

/// Refuses absolute paths of a developer's machine, in every file that is text.
pub(super) fn no_path_of_one_machine(tree: &Tree) -> Vec<Finding> {
    let machine = |line: &str| MACHINE.iter().copied().find(|start| starts_a_path(line, start));
    let found = each_line(tree, |_| true, machine);
    let message = |start| format!("names a path under `{start}` that other machines lack");
    found.into_iter().map(|(path, line, start)| Finding::at(path, line, message(start))).collect()
}

/// Applies `check` to the lines of the files that `wanted` admits; lines are counted from 1.
fn each_line<T>(
    tree: &Tree,
    wanted: impl Fn(&File) -> bool,
    check: impl Fn(&str) -> Option<T>,
) -> Vec<(String, usize, T)> {
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|file| wanted(file)) {
        // Split at the line feed alone: a carriage return is white space at the end of a line.
        for (index, line) in file.text().unwrap_or_default().split('\n').enumerate() {
            found.extend(check(line).map(|value| (file.path.clone(), index + 1, value)));
        }
    }
    found
}

fn extension(file: &File) -> Option<&str> {
    file.path.rsplit_once('.').map(|(_, extension)| extension)
}

fn is_rust(file: &File) -> bool {
    extension(file) == Some("rs")
}

fn written_here(file: &File) -> bool {
    file.path.starts_with(".ci/") || extension(file).is_some_and(|extension| WRITTEN_HERE.contains(&extension))
}

fn has_word(line: &str, word: &str) -> bool {
    let outside = |neighbour: Option<char>| !neighbour.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let alone = |at: usize| outside(line[..at].chars().next_back()) && outside(line[at + word.len()..].chars().next());
    line.match_indices(word).any(|(at, _)| alone(at))
}

/// Whether a path in `line` begins with `start`: what follows a host name or a variable is another path's middle.
fn starts_a_path(line: &str, start: &str) -> bool {
    let middle = |c: char| c.is_alphanumeric() || "}_.-*~".contains(c);
    line.match_indices(start).any(|(at, _)| !line[..at].chars().next_back().is_some_and(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rule: fn(&Tree) -> Vec<Finding>, path: &str, content: &str) -> Vec<usize> {
        rule(&Tree::of(&[(path, content)])).into_iter().filter_map(|finding| finding.line).collect()
    }

    #[test]
    fn marks_are_found_as_whole_words() {
        let content = format!("fine\n// {}: later\n// 0000-000{}X\n", WORDS[0], WORDS[2]);
        assert_eq!(lines(nothing_is_left_over, "src/a.rs", &content), [2]);
        assert_eq!(lines(nothing_is_left_over, "tests/corpus.jsonl", &content), [0; 0]);
    }

    #[test]
    fn each_mark_is_found() {
        for word in WORDS {
            assert_eq!(lines(nothing_is_left_over, ".ci/run", &format!("# {word}")), [1]);
        }
        for code in CODE {
            assert_eq!(lines(nothing_is_left_over, "src/a.rs", &format!("    {code}x)")), [1]);
            assert_eq!(lines(nothing_is_left_over, "README.md", &format!("    {code}x)")), [0; 0]);
        }
    }

    #[test]
    fn blanks_and_carriage_returns_end_no_line() {
        assert_eq!(lines(no_trailing_whitespace, "a.md", "fine\nblank \ntab\t\nreturn\r\n"), [2, 3, 4]);
    }

    #[test]
    fn paths_of_one_machine_are_found_where_they_begin() {
        for start in MACHINE {
            let content = format!("see {start}me/corpus\nfile://{start}me\n{start}\n");
            assert_eq!(lines(no_path_of_one_machine, "data/a.jsonl", &content), [1, 2, 3]);
            let content = format!("https://example.org{start}page\n$HOME{start}x\n../shared{start}x\n");
            assert_eq!(lines(no_path_of_one_machine, "data/a.jsonl", &content), [0; 0]);
        }
    }
}
