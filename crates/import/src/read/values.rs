//! Cutting JSON that does not keep to one record a line: values over many lines, arrays, pages of results.

use std::sync::Arc;

use memchr::memchr3;

use super::{
    Buffer, CHUNK_BYTES, Document, Halt, Records, Sink,
    chunk::BYTE_ORDER_MARK,
    cut::{End, Feed, MAX_RECORD_BYTES, too_long},
};
use crate::quarantine::{Reason, Reject, Rejection};

/// Cuts a document whose records are JSON values.
pub(super) fn cut_values(
    document: &Arc<Document>,
    feed: &mut Feed<'_>,
    mut buffer: Buffer,
    sink: &mut dyn Sink,
) -> Result<End, Halt> {
    let mut scanner = Scanner::new();
    let mut spans = Vec::new();
    let mut scanned = if buffer.filled().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    loop {
        scanner.scan(buffer.filled(), scanned, &mut spans);
        scanned = buffer.len();
        let mut rejects = Vec::new();
        if feed.ended && feed.damage.is_none() {
            rejects.extend(scanner.finish(buffer.filled(), &mut spans));
        } else if scanner.open_bytes(scanned) == MAX_RECORD_BYTES {
            rejects.push(Reject::new(scanner.open_line(), too_long(), &buffer.filled()[scanner.keep(scanned)..]));
            scanner.discard();
        }
        let keep = scanner.keep(scanned);
        let mut next = sink.buffer();
        next.append(&buffer.filled()[keep..]);
        if !spans.is_empty() || !rejects.is_empty() {
            sink.chunk(document, buffer, Records::Spans(std::mem::take(&mut spans)), rejects)?;
        }
        if feed.ended {
            return Ok(End::new(scanner.open_line(), next.filled()));
        }
        scanner.forget(keep);
        scanned -= keep;
        let len = CHUNK_BYTES.max(2 * next.len()).min(MAX_RECORD_BYTES);
        feed.fill(&mut next, len);
        buffer = next;
    }
}

/// Is `text` an object with its brackets closed, and nothing else?
pub(super) fn is_whole(text: &[u8]) -> bool {
    let mut scanner = Scanner { lists: false, ..Scanner::new() };
    let mut spans = Vec::new();
    scanner.scan(text, 0, &mut spans);
    spans == [(1, 0, text.len())]
}

/// Is `text` the beginning of a page, up to somewhere among its results?
pub(super) fn begins_results(text: &[u8]) -> bool {
    let mut scanner = Scanner::new();
    scanner.scan(text, 0, &mut Vec::new());
    // Records begin directly inside the list inside the object at the top.
    scanner.level == Some(2)
}

/// Is this what pages call the list of their records? OpenAlex calls it `results`, Crossref and ROR `items`.
fn names_results(name: &[u8]) -> bool {
    matches!(name, b"\"results\"" | b"\"items\"")
}

/// What a record that has begun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// An object, or a list.
    Brackets,
    Text,
    /// Anything up to the next delimiter: a number, a word, dirt.
    Bare,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    line: u64,
    start: usize,
    shape: Shape,
    /// It is too long, and its end is all that matters.
    discarded: bool,
}

/// Follows strings and brackets, nothing else; whether a record is well formed is found out when it is read.
#[derive(Debug)]
struct Scanner {
    line: u64,
    depth: usize,
    in_text: bool,
    /// The last byte seen was a backslash inside a string.
    escaped: bool,
    /// The depth at which records begin; none inside a page, outside its results.
    level: Option<usize>,
    open: Option<Open>,
    /// Where the last string began, and the last one inside the outermost object lies.
    text_start: usize,
    name: (usize, usize),
    /// The value of `results` or `items` in the outermost object comes next.
    results_next: bool,
    /// Do lists at the top and pages hold records, or are they records?
    lists: bool,
}

impl Scanner {
    fn new() -> Self {
        Self {
            line: 1,
            depth: 0,
            in_text: false,
            escaped: false,
            level: Some(0),
            open: None,
            text_start: 0,
            name: (0, 0),
            results_next: false,
            lists: true,
        }
    }

    /// Reads `bytes` from `at` on; the records that end there go to `spans`.
    fn scan(&mut self, bytes: &[u8], mut at: usize, spans: &mut Vec<(u64, usize, usize)>) {
        while at < bytes.len() {
            at = if self.in_text { self.in_text(bytes, at, spans) } else { self.outside(bytes, at, spans) };
        }
    }

    fn in_text(&mut self, bytes: &[u8], at: usize, spans: &mut Vec<(u64, usize, usize)>) -> usize {
        if std::mem::take(&mut self.escaped) && bytes[at] != b'\n' {
            return at + 1;
        }
        let Some(found) = memchr3(b'"', b'\\', b'\n', &bytes[at..]).map(|offset| at + offset) else {
            return bytes.len();
        };
        match bytes[found] {
            b'\\' => self.escaped = true,
            b'\n' => {
                // No string runs over a line end: one that seems to lacks its quote.
                self.line += 1;
                self.in_text = false;
            }
            _ => {
                self.in_text = false;
                self.name = (self.text_start, found + 1);
                if self.at_level() && self.open_shape() == Some(Shape::Text) {
                    self.close(found + 1, spans);
                }
            }
        }
        found + 1
    }

    fn outside(&mut self, bytes: &[u8], at: usize, spans: &mut Vec<(u64, usize, usize)>) -> usize {
        let byte = bytes[at];
        let delimits = byte.is_ascii_whitespace() || matches!(byte, b',' | b'"' | b'{' | b'[' | b'}' | b']');
        if delimits && self.open_shape() == Some(Shape::Bare) {
            self.close(at, spans);
        }
        if byte.is_ascii_whitespace() {
            self.line += u64::from(byte == b'\n');
            return at + 1;
        }
        let results_next = std::mem::take(&mut self.results_next);
        match byte {
            b'"' => {
                self.begin(at, Shape::Text);
                self.in_text = true;
                self.text_start = at;
            }
            b'{' | b'[' => self.open_bracket(at, byte == b'[', results_next),
            b'}' | b']' => self.close_bracket(at, spans),
            b':' => self.results_next = self.in_outermost() && names_results(&bytes[self.name.0..self.name.1]),
            b',' => {}
            _ => self.begin(at, Shape::Bare),
        }
        at + 1
    }

    fn open_bracket(&mut self, at: usize, list: bool, results: bool) {
        let holds_records = list && self.lists && ((self.open.is_none() && self.depth == 0) || results);
        if holds_records {
            self.open = None;
            self.level = Some(self.depth + 1);
        } else {
            self.begin(at, Shape::Brackets);
        }
        self.depth += 1;
    }

    fn close_bracket(&mut self, at: usize, spans: &mut Vec<(u64, usize, usize)>) {
        if self.depth == 0 {
            self.begin(at, Shape::Brackets);
            self.close(at + 1, spans);
            return;
        }
        self.depth -= 1;
        if self.at_level() && self.open_shape() == Some(Shape::Brackets) {
            self.close(at + 1, spans);
        } else if self.level == Some(self.depth + 1) {
            self.level = None;
        }
        if self.depth == 0 {
            self.level = Some(0);
        }
    }

    fn at_level(&self) -> bool {
        self.level == Some(self.depth)
    }

    /// Directly inside an object at the top?
    fn in_outermost(&self) -> bool {
        self.lists && self.depth == 1 && self.level == Some(0) && self.open.is_some_and(|open| !open.discarded)
    }

    fn open_shape(&self) -> Option<Shape> {
        self.open.map(|open| open.shape)
    }

    fn begin(&mut self, at: usize, shape: Shape) {
        if self.open.is_none() && self.at_level() {
            self.open = Some(Open { line: self.line, start: at, shape, discarded: false });
        }
    }

    fn close(&mut self, end: usize, spans: &mut Vec<(u64, usize, usize)>) {
        if let Some(open) = self.open.take().filter(|open| !open.discarded) {
            spans.push((open.line, open.start, end));
        }
    }

    /// The document is over: what is open is either a bare value or cut off.
    fn finish(&mut self, bytes: &[u8], spans: &mut Vec<(u64, usize, usize)>) -> Option<Reject> {
        let line = self.open_line();
        let cut_off = |what: &str| Rejection::new(Reason::MalformedJson, format!("the document ends inside {what}"));
        match self.open.take() {
            Some(open) if open.shape == Shape::Bare => {
                self.open = Some(open);
                self.close(bytes.len(), spans);
                None
            }
            Some(open) if open.discarded => None,
            Some(open) => Some(Reject::new(line, cut_off("a record"), &bytes[open.start..])),
            None if self.depth > 0 => Some(Reject::new(line, cut_off("a list of records"), b"")),
            None => None,
        }
    }

    /// From where on bytes are still needed.
    fn keep(&self, scanned: usize) -> usize {
        self.open.filter(|open| !open.discarded).map_or(scanned, |open| open.start)
    }

    fn open_bytes(&self, scanned: usize) -> usize {
        scanned - self.keep(scanned)
    }

    /// The line on which the open record began, or the present one.
    fn open_line(&self) -> u64 {
        self.open.map_or(self.line, |open| open.line)
    }

    fn discard(&mut self) {
        if let Some(open) = &mut self.open {
            open.discarded = true;
        }
    }

    /// The first `count` bytes are gone.
    fn forget(&mut self, count: usize) {
        if let Some(open) = &mut self.open {
            open.start = open.start.saturating_sub(count);
        }
        self.text_start = self.text_start.saturating_sub(count);
        self.name = (self.name.0.saturating_sub(count), self.name.1.saturating_sub(count));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scan(text: &str, pieces: usize) -> (Vec<(u64, String)>, Option<Reject>) {
        let (mut scanner, mut spans, mut at) = (Scanner::new(), Vec::new(), 0);
        let bytes = text.as_bytes();
        for end in (1..=pieces).map(|piece| bytes.len() * piece / pieces) {
            scanner.scan(&bytes[..end], at, &mut spans);
            at = end;
        }
        let reject = scanner.finish(bytes, &mut spans);
        (spans.into_iter().map(|(line, start, end)| (line, text[start..end].to_owned())).collect(), reject)
    }

    fn records(text: &str) -> Vec<String> {
        let (records, reject) = scan(text, 1);
        assert!(reject.is_none(), "{reject:?}");
        records.into_iter().map(|(_, record)| record).collect()
    }

    #[test]
    fn values_one_after_the_other() {
        assert_eq!(records("{\"a\": [1, {}]}\n{\n}"), ["{\"a\": [1, {}]}", "{\n}"]);
    }

    #[test]
    fn arrays_of_records() {
        assert_eq!(records(r#"[{"a":"]}"}, {"b":"\"\\"}]"#), [r#"{"a":"]}"}"#, r#"{"b":"\"\\"}"#]);
        assert_eq!(records("[]"), [""; 0]);
        assert_eq!(records("[] {}"), ["{}"]);
        assert_eq!(records(r#"[1, "x", null, [2], {}]"#), ["1", "\"x\"", "null", "[2]", "{}"]);
    }

    #[test]
    fn pages_of_results() {
        let page =
            r#"{"meta": {"results": [0]}, "results": [{"id": 1}, {"results": [{}]}], "group_by": [{"x": [{}]}]}"#;
        assert_eq!(records(page), [r#"{"id": 1}"#, r#"{"results": [{}]}"#]);
        assert_eq!(records(&format!("{page}\n{page}")).len(), 4);
        assert_eq!(records(r#"{"results": {"id": 1}}"#).len(), 1, "an object is no list of results");
    }

    #[test]
    fn records_know_their_line() {
        let (found, _) = scan("[\n\n{\n\"a\":1},\n{}]", 1);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn dirt_is_a_record_of_its_own() {
        assert_eq!(records("]} {}"), ["]", "}", "{}"]);
        assert_eq!(records("{} dirt"), ["{}", "dirt"]);
        assert_eq!(records("[{\"a\": \"no quote\n}, {}]"), ["{\"a\": \"no quote\n}", "{}"]);
    }

    #[test]
    fn cut_off_documents_are_noticed() {
        for (text, whole) in [("[{}, {\"a\":", 1), ("[{}, ", 1), ("{\"a\": \"x", 0), ("{\"results\":[{}", 1)] {
            let (found, reject) = scan(text, 1);
            assert_eq!(found.len(), whole, "{text}");
            assert_eq!(reject.map(|reject| reject.rejection.reason), Some(Reason::MalformedJson), "{text}");
        }
    }

    #[test]
    fn whole_objects() {
        for (text, expected) in
            [("{}", true), ("{\"results\":[1]}", true), ("[]", true), ("{", false), ("{} {}", false), ("{\"}", false)]
        {
            assert_eq!(is_whole(text.as_bytes()), expected, "{text}");
        }
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let text = r#"[ a-c"\\\[\]{}:,é]{0,6}"#;
        let leaf = prop_oneof![any::<i32>().prop_map(serde_json::Value::from), text.prop_map(serde_json::Value::from)];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            let list = prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from);
            let object = prop::collection::vec((text, inner), 0..4)
                .prop_map(|fields| serde_json::Value::from(serde_json::Map::from_iter(fields)));
            prop_oneof![list, object]
        })
    }

    proptest! {
        #[test]
        fn finds_every_value_of_an_array_however_it_is_fed(
            values in prop::collection::vec(value(), 0..6), pretty: bool, pieces in 1..9_usize,
        ) {
            let text = if pretty { serde_json::to_string_pretty(&values) } else { serde_json::to_string(&values) };
            let text = text.unwrap();
            let (found, reject) = scan(&text, pieces);
            prop_assert!(reject.is_none());
            let parsed: Vec<serde_json::Value> =
                found.iter().map(|(_, record)| serde_json::from_str(record).unwrap()).collect();
            prop_assert_eq!(&parsed, &values);
            for (line, record) in found {
                let before = &text[..text.find(&record).unwrap()];
                prop_assert!(line as usize >= before.matches('\n').count().min(1));
            }
        }
    }
}
