//! Cutting XML: the elements that are records, one after the other, with what stands around them.
//!
//! Only tags are looked at. Whether a record is well formed is found out when it is read.

use std::sync::Arc;

use memchr::{memchr, memchr_iter, memmem};

use super::{
    Buffer, CHUNK_BYTES, Document, Halt, Records, Sink,
    chunk::Span,
    cut::{End, Feed, MAX_RECORD_BYTES, too_long},
    tags::{MAX_TAG_BYTES, Shape, Tag, Token, token},
};
use crate::{
    format::Elements,
    quarantine::{Reason, Reject, Rejection},
};

/// Elements around a record that are told apart. Real ones have two.
const MAX_LEVELS: usize = 16;

/// The longest head. Every chunk carries those in force.
const MAX_HEAD_BYTES: usize = 256 << 10;

/// Cuts a document whose records are elements.
pub(super) fn cut_elements(
    document: &Arc<Document>,
    feed: &mut Feed<'_>,
    mut buffer: Buffer,
    sink: &mut dyn Sink,
    elements: &'static Elements,
) -> Result<End, Halt> {
    let mut scanner = Scanner::new(elements);
    scanner.refuse_utf16(buffer.filled());
    loop {
        scanner.scan(buffer.filled());
        if feed.ended && feed.damage.is_none() {
            scanner.finish(buffer.filled());
        } else if scanner.open_bytes() > MAX_RECORD_BYTES {
            scanner.discard(buffer.filled());
        }
        let mut next = sink.buffer();
        let found = scanner.turn_to(buffer.filled(), &mut next);
        if !found.is_empty() {
            let records = Records::Elements { known: found.known, spans: found.spans };
            sink.chunk(document, buffer, records, found.rejects)?;
        }
        if feed.ended {
            return Ok(End::new(scanner.open_line(), &next.filled()[scanner.open_start()..]));
        }
        let len = CHUNK_BYTES.max(2 * next.len());
        feed.fill(&mut next, len);
        buffer = next;
    }
}

/// What was found in a buffer.
#[derive(Debug, Default)]
struct Found {
    spans: Vec<Span>,
    /// How many of the spans were carried over from the buffer before.
    known: usize,
    rejects: Vec<Reject>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.spans.len() == self.known && self.rejects.is_empty()
    }
}

/// A record that has begun.
#[derive(Debug)]
struct Open {
    name: &'static str,
    head: bool,
    line: u64,
    start: usize,
}

/// An element around records that has begun.
#[derive(Debug)]
struct Level {
    name: &'static str,
    tag: Carried,
    head: Option<Carried>,
}

/// A piece of the document that matters beyond the buffer in which it stands.
#[derive(Debug)]
struct Carried {
    line: u64,
    text: Vec<u8>,
}

/// What an element is to the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Record,
    Head,
    Around,
}

/// Follows the tags of a document.
#[derive(Debug)]
struct Scanner {
    elements: &'static Elements,
    /// How far the buffer was scanned, how far its lines were counted, and the line there.
    at: usize,
    counted: usize,
    line: u64,
    /// Inside something without tags that ends with these bytes.
    inside: Option<&'static [u8]>,
    levels: Vec<Level>,
    open: Option<Open>,
    /// A record was given up before its end.
    gave_up: bool,
    /// Anything at all, and anything the format knows, was there.
    any: bool,
    known: bool,
    found: Found,
}

impl Scanner {
    fn new(elements: &'static Elements) -> Self {
        Self {
            elements,
            at: 0,
            counted: 0,
            line: 1,
            inside: None,
            levels: Vec::new(),
            open: None,
            gave_up: false,
            any: false,
            known: false,
            found: Found::default(),
        }
    }

    fn role(&self, name: &[u8]) -> Option<(Role, &'static str)> {
        let all = [
            (Role::Record, self.elements.records),
            (Role::Head, self.elements.heads),
            (Role::Around, self.elements.around),
        ];
        all.iter()
            .find_map(|&(role, names)| names.iter().find(|known| known.as_bytes() == name).map(|&known| (role, known)))
    }

    /// Reads `bytes` on to the last whole token.
    fn scan(&mut self, bytes: &[u8]) {
        self.any |= !bytes[self.at..].trim_ascii().is_empty();
        while let Some(next) = self.step(bytes) {
            self.at = next;
        }
    }

    /// Takes the next token; where the one behind it begins, or `None` where the buffer has no further whole one.
    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        if let Some(end) = self.inside {
            let found = memmem::find(&bytes[self.at..], end);
            if found.is_none() {
                self.at = self.at.max((bytes.len() + 1).saturating_sub(end.len()));
            } else {
                self.inside = None;
            }
            return Some(self.at + found? + end.len());
        }
        let Some(start) = memchr(b'<', &bytes[self.at..]).map(|offset| self.at + offset) else {
            self.at = bytes.len();
            return None;
        };
        self.at = start;
        match token(&bytes[start..]) {
            Token::Partial => None,
            Token::Other(len) => Some(start + len),
            Token::Until(len, end) => {
                self.inside = Some(end);
                Some(start + len)
            }
            Token::Broken(name, len) => {
                self.broken(bytes, name, len);
                Some(start + len)
            }
            Token::Tag(tag) => {
                self.tag(bytes, tag);
                Some(start + tag.len)
            }
        }
    }

    /// A tag without end: of an element inside a record it is the record's to complain.
    fn broken(&mut self, bytes: &[u8], name: &[u8], len: usize) {
        if self.open.is_none() && self.role(name).is_some() {
            (self.known, self.gave_up) = (true, true);
            self.reject(bytes, self.at, self.at + len, "a tag that does not end");
        }
    }

    fn tag(&mut self, bytes: &[u8], tag: Tag<'_>) {
        let Some((role, name)) = self.role(tag.name) else { return };
        self.known = true;
        let (start, end) = (self.at, self.at + tag.len);
        if let Some(open) = &self.open {
            if tag.shape == Shape::End && open.name == name {
                self.close_record(bytes, end);
                return;
            }
            let what = format!("<{}> without its end: here is {}", open.name, shown(name, tag.shape));
            let (from, line) = (open.start, open.line);
            self.open = None;
            self.found.rejects.push(Reject::new(line, malformed(what), &bytes[from..start]));
        }
        match (role, tag.shape) {
            (Role::Around, Shape::Start) => self.open_level(bytes, name, end),
            (Role::Around, Shape::End) => self.close_level(bytes, name, end),
            (Role::Around, Shape::Empty) => {}
            (Role::Record | Role::Head, Shape::End) => self.stray(bytes, name, end),
            (Role::Record | Role::Head, _) => {
                self.gave_up = false;
                let line = self.line_at(bytes, start);
                self.open = Some(Open { name, head: role == Role::Head, line, start });
                if tag.shape == Shape::Empty {
                    self.close_record(bytes, end);
                }
            }
        }
    }

    fn close_record(&mut self, bytes: &[u8], end: usize) {
        let Some(open) = self.open.take() else { return };
        let text = &bytes[open.start..end];
        if open.head && text.len() > MAX_HEAD_BYTES {
            let why = Rejection::new(Reason::TooLong, format!("<{}> is longer than {MAX_HEAD_BYTES} bytes", open.name));
            self.found.rejects.push(Reject::new(open.line, why, text));
            return;
        }
        if let Some(level) = self.levels.last_mut().filter(|_| open.head) {
            level.head = Some(Carried { line: open.line, text: text.to_vec() });
        }
        self.found.spans.push((open.line, open.start, end));
    }

    fn open_level(&mut self, bytes: &[u8], name: &'static str, end: usize) {
        if self.levels.len() == MAX_LEVELS {
            let what = format!("<{name}> within more than {MAX_LEVELS} elements of its kind");
            self.reject(bytes, self.at, end, &what);
            return;
        }
        let line = self.line_at(bytes, self.at);
        let tag = Carried { line, text: bytes[self.at..end].to_vec() };
        self.levels.push(Level { name, tag, head: None });
        self.found.spans.push((line, self.at, end));
    }

    fn close_level(&mut self, bytes: &[u8], name: &'static str, end: usize) {
        let Some(at) = self.levels.iter().rposition(|level| level.name == name) else {
            self.stray(bytes, name, end);
            return;
        };
        if let Some(inner) = self.levels.get(at + 1) {
            let what = format!("</{name}> before the end of <{}>", inner.name);
            self.reject(bytes, self.at, end, &what);
        }
        self.levels.truncate(at);
        let line = self.line_at(bytes, self.at);
        self.found.spans.push((line, self.at, end));
    }

    /// An end without a beginning, unless the beginning was given up before.
    fn stray(&mut self, bytes: &[u8], name: &str, end: usize) {
        if !std::mem::take(&mut self.gave_up) {
            self.reject(bytes, self.at, end, &format!("</{name}> without its beginning"));
        }
    }

    fn reject(&mut self, bytes: &[u8], start: usize, end: usize, what: &str) {
        let line = self.line_at(bytes, start);
        self.found.rejects.push(Reject::new(line, malformed(what), &bytes[start..end]));
    }

    /// The line on which the byte at `place` stands, which is behind all that were asked for before.
    fn line_at(&mut self, bytes: &[u8], place: usize) -> u64 {
        if place > self.counted {
            self.line += memchr_iter(b'\n', &bytes[self.counted..place]).count() as u64;
            self.counted = place;
        }
        self.line
    }

    /// The document is over: what is open was cut off.
    fn finish(&mut self, bytes: &[u8]) {
        let open = self.open.take().map(|open| (open.name, open.line, open.start));
        let around = self.levels.last().map(|level| level.name);
        let line = self.line_at(bytes, bytes.len());
        let (what, line, start) = match (open, around) {
            (Some((name, line, start)), _) => (format!("the document ends inside <{name}>"), line, start),
            (None, Some(name)) => (format!("the document ends inside <{name}>"), line, self.at),
            (None, None) if self.inside.is_some() => ("the document ends inside a comment".to_owned(), line, self.at),
            (None, None) if self.any && !self.known => return self.foreign(),
            (None, None) => return,
        };
        self.at = bytes.len();
        self.found.rejects.push(Reject::new(line, malformed(what), &bytes[start..]));
    }

    /// Nothing in the document is of the format.
    fn foreign(&mut self) {
        let names = self.elements.records.iter().chain(self.elements.around).map(|name| format!("<{name}>"));
        let detail = format!("none of {} in the document", names.collect::<Vec<_>>().join(", "));
        self.found.rejects.push(Reject::new(1, Rejection::new(Reason::UnknownKind, detail), b""));
    }

    fn refuse_utf16(&mut self, bytes: &[u8]) {
        if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, ..] | [0, b'<', ..]) {
            self.known = true;
            let detail = "the document is UTF-16 or UTF-32: convert it to UTF-8";
            self.found.rejects.push(Reject::new(1, Rejection::new(Reason::InvalidUtf8, detail), b""));
        }
    }

    fn open_start(&self) -> usize {
        self.open.as_ref().map_or(self.at, |open| open.start)
    }

    fn open_bytes(&self) -> usize {
        self.at - self.open_start()
    }

    /// The line on which the open record began, or the present one.
    fn open_line(&self) -> u64 {
        self.open.as_ref().map_or(self.line, |open| open.line)
    }

    /// Gives the open record up: it is too long.
    fn discard(&mut self, bytes: &[u8]) {
        let Some(open) = self.open.take() else { return };
        self.gave_up = true;
        self.found.rejects.push(Reject::new(open.line, too_long(), &bytes[open.start..]));
    }

    /// Leaves `bytes` for the buffer `next`, which gets what is in force and what was not done with.
    fn turn_to(&mut self, bytes: &[u8], next: &mut Buffer) -> Found {
        let keep = self.open_start();
        self.line_at(bytes, self.at);
        let found = std::mem::take(&mut self.found);
        for carried in self.levels.iter().flat_map(|level| [Some(&level.tag), level.head.as_ref()]).flatten() {
            let start = next.len();
            next.append(&carried.text);
            self.found.spans.push((carried.line, start, next.len()));
        }
        self.found.known = self.found.spans.len();
        let base = next.len();
        next.append(&bytes[keep..]);
        self.at = self.at - keep + base;
        self.counted = self.at;
        if let Some(open) = &mut self.open {
            open.start = base;
        }
        found
    }
}

fn malformed(what: impl Into<String>) -> Rejection {
    Rejection::new(Reason::MalformedXml, what)
}

fn shown(name: &str, shape: Shape) -> String {
    match shape {
        Shape::Start | Shape::Empty => format!("<{name}>"),
        Shape::End => format!("</{name}>"),
    }
}

// A tag that is not whole yet is read again from its start, so it must fit a buffer with room to spare.
const _: () = assert!(MAX_TAG_BYTES < CHUNK_BYTES / 2);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ELEMENTS: Elements = Elements { records: &["paper"], around: &["all", "volume"], heads: &["meta"] };

    /// What was found, piece by piece.
    #[derive(Debug, Default, PartialEq, Eq)]
    struct Read {
        records: Vec<(u64, String)>,
        /// What was carried over to the last piece.
        carried: Vec<String>,
        rejects: Vec<(u64, String)>,
    }

    fn read(text: &[u8], pieces: usize) -> Read {
        let (mut scanner, mut buffer, mut read, mut fed) =
            (Scanner::new(&ELEMENTS), Buffer::default(), Read::default(), 0);
        for end in (1..=pieces).map(|piece| text.len() * piece / pieces) {
            buffer.append(&text[fed..end]);
            fed = end;
            scanner.scan(buffer.filled());
            if end == text.len() {
                scanner.finish(buffer.filled());
            }
            let mut next = Buffer::default();
            let found = scanner.turn_to(buffer.filled(), &mut next);
            let shown =
                |&(line, start, end): &Span| (line, String::from_utf8_lossy(&buffer.filled()[start..end]).into_owned());
            let mut all = found.spans.iter().map(shown);
            read.carried = all.by_ref().take(found.known).map(|(_, text)| text).collect();
            read.records.extend(all);
            read.rejects.extend(found.rejects.into_iter().map(|reject| (reject.line, reject.rejection.detail)));
            buffer = next;
        }
        read
    }

    fn records(text: &str) -> Vec<String> {
        let read = read(text.as_bytes(), 1);
        assert_eq!(read.rejects, [], "{text}");
        read.records.into_iter().map(|(_, record)| record).collect()
    }

    fn complaints(text: &str) -> Vec<(u64, String)> {
        read(text.as_bytes(), 1).rejects
    }

    #[test]
    fn records_come_with_what_is_around_them() {
        let text =
            "<?xml version='1.0'?>\n<all>\n<volume id='1'><meta><x/></meta><paper>a</paper>\n<paper/></volume></all>";
        let found = read(text.as_bytes(), 1);
        let expected = [
            (2, "<all>"),
            (3, "<volume id='1'>"),
            (3, "<meta><x/></meta>"),
            (3, "<paper>a</paper>"),
            (4, "<paper/>"),
            (4, "</volume>"),
            (4, "</all>"),
        ];
        assert_eq!(found.records, expected.map(|(line, text)| (line, text.to_owned())));
        assert_eq!(found.rejects, []);
    }

    #[test]
    fn what_is_not_markup_is_passed_over() {
        let text = "<!DOCTYPE all [<!ENTITY a '<paper>'>]><!-- <paper> --><all><other><![CDATA[</all>]]></other><?p <paper> ?>\
            <paper a='>' b=\"--\"></paper></all>";
        assert_eq!(records(text), ["<all>", "<paper a='>' b=\"--\"></paper>", "</all>"]);
        assert_eq!(complaints("<all><paper a=\"<b\"></paper></all>"), [(1, "a tag that does not end".to_owned())]);
        assert_eq!(records("<all><paper><!-- </paper> --></paper></all>")[1], "<paper><!-- </paper> --></paper>");
    }

    #[test]
    fn damage_is_noticed_and_costs_no_more_than_it_must() {
        let cases: [(&str, &[(u64, &str)]); 9] = [
            ("<all>\n<paper>a\n<paper>b</paper></all>", &[(2, "<paper> without its end: here is <paper>")]),
            ("<all><paper>a</all>", &[(1, "<paper> without its end: here is </all>")]),
            ("<all></paper></all>", &[(1, "</paper> without its beginning")]),
            ("<all>\n\n<paper>cut", &[(3, "the document ends inside <paper>")]),
            ("<all><volume>\n<paper/>", &[(2, "the document ends inside <volume>")]),
            ("<all><volume></all>", &[(1, "</all> before the end of <volume>")]),
            ("<all/></volume>", &[(1, "</volume> without its beginning")]),
            ("<all></all><!-- ", &[(1, "the document ends inside a comment")]),
            ("<dblp><article/></dblp>", &[(1, "none of <paper>, <all>, <volume> in the document")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(u64, String)> = expected.iter().map(|&(line, what)| (line, what.to_owned())).collect();
            assert_eq!(complaints(text), expected, "{text}");
        }
        assert_eq!(read(b"<all><paper>a<paper>b</paper></all>", 1).records[1].1, "<paper>b</paper>");
        assert_eq!(complaints("").len() + complaints(" \n").len(), 0);
    }

    #[test]
    fn elements_around_are_bounded() {
        let deep = "<all>".repeat(MAX_LEVELS + 2) + &"</all>".repeat(MAX_LEVELS + 2);
        assert_eq!(complaints(&deep).len(), 4, "two that are too deep, and their ends");
        let long = format!("<all><meta>{}</meta><paper/></all>", "x".repeat(MAX_HEAD_BYTES));
        assert_eq!(complaints(&long).len(), 1);
    }

    #[test]
    fn a_record_that_is_too_long_is_given_up_until_the_next_one() {
        let mut scanner = Scanner::new(&ELEMENTS);
        scanner.scan(b"<all><paper>abc");
        scanner.discard(b"<all><paper>abc");
        let mut next = Buffer::default();
        assert_eq!(scanner.turn_to(b"<all><paper>abc", &mut next).rejects.len(), 1);
        next.append(b"def</paper><paper>b</paper></all>");
        scanner.scan(next.filled());
        let found = scanner.turn_to(next.filled(), &mut Buffer::default());
        assert_eq!((found.rejects.len(), found.known, found.spans.len()), (0, 1, 3));
    }

    #[test]
    fn utf16_is_refused_by_name() {
        let mut scanner = Scanner::new(&ELEMENTS);
        scanner.refuse_utf16(b"\xFF\xFE<\0a\0l\0l\0>\0");
        assert!(scanner.found.rejects[0].rejection.detail.contains("UTF-16"));
    }

    proptest! {
        #[test]
        fn finds_every_record_however_it_is_fed(
            volumes in prop::collection::vec((prop::bool::ANY, prop::collection::vec(r#"[ a-z\n&;]{0,9}(<!-- > -->|<b x="/>"/>|<i>é</i>)?"#, 0..5)), 0..5),
            pieces in 1..60_usize,
        ) {
            let (mut text, mut expected, mut in_force) = ("<all x='1'>\n".to_owned(), vec!["<all x='1'>".to_owned()], Vec::new());
            for (number, (described, papers)) in volumes.iter().enumerate() {
                let tag = format!("<volume id=\"{number}\">");
                let head = if *described { vec![format!("<meta>{number}</meta>")] } else { vec![] };
                let papers = papers.iter().map(|inside| format!("<paper>{inside}</paper>"));
                let all: Vec<String> = std::iter::once(tag).chain(head).chain(papers).collect();
                in_force = all[..=usize::from(*described)].to_vec();
                text += &all.join("\n<other/>");
                text += "</volume>";
                expected.extend(all);
                expected.push("</volume>".to_owned());
            }
            // Without its end, what was in force stays in force.
            let open = text.strip_suffix("</volume>").unwrap_or(&text).to_owned();
            let found = read((text + "</all>").as_bytes(), pieces);
            expected.push("</all>".to_owned());
            prop_assert_eq!(found.rejects, []);
            prop_assert_eq!(found.records.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>(), expected);
            in_force.insert(0, "<all x='1'>".to_owned());
            let mut scanner = Scanner::new(&ELEMENTS);
            scanner.scan(open.as_bytes());
            let mut next = Buffer::default();
            scanner.turn_to(open.as_bytes(), &mut next);
            let known: Vec<&[u8]> = scanner.found.spans.iter().map(|&(_, start, end)| &next.filled()[start..end]).collect();
            prop_assert_eq!(known, in_force.iter().map(String::as_bytes).collect::<Vec<_>>());
        }

        #[test]
        fn garbage_never_panics_and_ends_the_same_however_it_is_fed(text in r#"(<|>|/|!|--|\[|\]|"|'|all|paper|volume|meta| |\n|é){0,40}"#, pieces in 1..40_usize) {
            let (whole, pieced) = (read(text.as_bytes(), 1), read(text.as_bytes(), pieces));
            prop_assert_eq!(whole.records, pieced.records);
            prop_assert_eq!(whole.rejects, pieced.rejects);
        }
    }
}
