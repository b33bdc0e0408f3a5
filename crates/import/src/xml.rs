//! XML records: a walk over elements and their text, without a tree, without recursion.
//!
//! Documents may declare entities of their own; they are never looked at, so a text can only hold what XML and HTML
//! name, and nothing expands.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use crate::quarantine::{Reason, Rejection};

/// A record being read.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    record: &'a str,
}

/// The start of an element.
pub(crate) struct Element<'a>(BytesStart<'a>);

/// What comes next.
enum Piece<'a> {
    Start(Element<'a>),
    End,
    Text(Cow<'a, str>),
    /// The record is over.
    Over,
}

impl<'a> Xml<'a> {
    /// Begins to read `record`.
    pub(crate) fn new(record: &'a str) -> Self {
        let mut reader = Reader::from_str(record);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, record }
    }

    /// The next element directly inside the one that was begun last; `None` at its end, and at that of the record.
    ///
    /// Text between elements is passed over. Every element that is returned is to be read to its end, by
    /// [`text`](Self::text), by [`skip`](Self::skip), or by asking for elements inside it until there is none.
    pub(crate) fn child(&mut self) -> Result<Option<Element<'a>>, Rejection> {
        loop {
            match self.next()? {
                Piece::Start(element) => return Ok(Some(element)),
                Piece::End | Piece::Over => return Ok(None),
                Piece::Text(_) => {}
            }
        }
    }

    /// All text inside the element that was begun last, that of elements inside it included, white space as it stands.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Rejection> {
        let mut text = Cow::Borrowed("");
        self.inside(|piece| if text.is_empty() { text = piece } else { text.to_mut().push_str(&piece) })?;
        Ok(text)
    }

    /// Passes over the element that was begun last.
    pub(crate) fn skip(&mut self) -> Result<(), Rejection> {
        self.inside(drop)
    }

    /// Reads the element that was begun last to its end.
    fn inside(&mut self, mut take: impl FnMut(Cow<'a, str>)) -> Result<(), Rejection> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Piece::Start(_) => depth += 1,
                Piece::End => depth -= 1,
                Piece::Text(piece) => take(piece),
                Piece::Over => return Err(self.malformed("an element that does not end")),
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Piece<'a>, Rejection> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.malformed(&error.to_string()))?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => Piece::Start(Element(start)),
                Event::End(_) => Piece::End,
                Event::Text(text) => Piece::Text(text.into_inner()),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(name) => Piece::Text(self.character(&name)?),
                Event::Eof => Piece::Over,
                Event::DocType(_) => return Err(self.malformed("declarations inside a record")),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
            });
        }
    }

    /// What `&name;` stands for.
    fn character(&self, name: &BytesRef<'a>) -> Result<Cow<'a, str>, Rejection> {
        let number = name.resolve_char_ref().map_err(|error| self.malformed(&error.to_string()))?;
        if let Some(letter) = number {
            return Ok(Cow::Owned(letter.to_string()));
        }
        let known = resolve_predefined_entity(name).map(Cow::Borrowed);
        known.ok_or_else(|| self.malformed(&format!("&{}; is no character that XML or HTML names", shortened(name))))
    }

    /// Something is wrong where reading stands.
    fn malformed(&self, what: &str) -> Rejection {
        let place = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.record.len());
        let lines = memchr::memchr_iter(b'\n', &self.record.as_bytes()[..place]).count();
        let place = if lines == 0 { String::new() } else { format!(" on line {} of the record", lines + 1) };
        Rejection::new(Reason::MalformedXml, format!("{what}{place}"))
    }
}

impl Element<'_> {
    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of its attribute `name`; empty where it has none.
    pub(crate) fn attribute(&self, name: &str) -> Result<String, Rejection> {
        let malformed = |error: &dyn std::fmt::Display| {
            Rejection::new(Reason::MalformedXml, format!("attribute `{name}`: {error}"))
        };
        let Some(attribute) = self.0.try_get_attribute(name).map_err(|error| malformed(&error))? else {
            return Ok(String::new());
        };
        attribute.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned).map_err(|error| malformed(&error))
    }
}

/// A document that begins with `start`, from its first element on: without byte order mark, declaration, comments and
/// type. `None` where one of them does not end.
pub(crate) fn from_first_element(start: &[u8]) -> Option<&[u8]> {
    let mut rest = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', b'D', ..] if memchr::memchr2(b'[', b'>', rest).is_some_and(|at| rest[at] == b'[') => b"]>",
            [b'<', b'!', b'D', ..] => b">",
            _ => return Some(rest),
        };
        rest = rest[memmem::find(rest, end)? + end.len()..].trim_ascii_start();
    }
}

/// Enough of a name to find it.
fn shortened(name: &str) -> &str {
    name.char_indices().nth(40).map_or(name, |(end, _)| &name[..end])
}

/// `text` with every run of white space as one space, and none at its ends.
pub(crate) fn collapsed(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let mut before = ' ';
    let plain = trimmed.chars().all(|letter| {
        let fine = !letter.is_whitespace() || (letter == ' ' && before != ' ');
        before = letter;
        fine
    });
    if plain {
        return Cow::Borrowed(trimmed);
    }
    let mut words = trimmed.split_whitespace();
    let first = words.next().unwrap_or_default().to_owned();
    Cow::Owned(words.fold(first, |text, word| text + " " + word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(record: &str) -> Result<String, String> {
        let mut xml = Xml::new(record);
        let read = xml.child().and_then(|_| xml.text());
        read.map(Cow::into_owned).map_err(|rejection| rejection.detail)
    }

    #[test]
    fn text_is_read_without_its_markup() {
        let cases = [
            ("<t>plain</t>", "plain"),
            ("<t>of <b>bold <i>and</i></b> more</t>", "of bold and more"),
            ("<t>a &amp; b &lt; &#233;&#xE9; &eacute;</t>", "a & b < éé é"),
            ("<t><![CDATA[<b>]]><!-- no --> x</t>", "<b> x"),
            ("<t/>", ""),
        ];
        for (record, expected) in cases {
            assert_eq!(text(record).as_deref(), Ok(expected), "{record}");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let cases = [
            ("<t>&lol9;</t>", "&lol9;"),
            ("<t>&#xD800;</t>", ""),
            ("<t>a & b</t>", ""),
            ("<t>x", "does not end"),
            ("<t><b></t>", "`</b>`"),
            ("<t>\n\n<b></i></t>", "line 3"),
            ("<t><!DOCTYPE t [<!ENTITY a 'b'>]></t>", ""),
        ];
        for (record, expected) in cases {
            let detail = text(record).unwrap_err();
            assert!(detail.contains(expected), "{record}: {detail}");
        }
    }

    #[test]
    fn elements_come_one_after_the_other() {
        let mut xml = Xml::new("<a x='1&amp;2'> <b>1</b> text <c><d/></c><e/></a>");
        let outer = xml.child().unwrap().unwrap();
        assert_eq!((outer.name(), outer.attribute("x").unwrap().as_str()), ("a", "1&2"));
        assert_eq!(outer.attribute("y").unwrap(), "");
        let mut names = Vec::new();
        while let Some(element) = xml.child().unwrap() {
            names.push(element.name().to_owned());
            xml.skip().unwrap();
        }
        assert_eq!(names, ["b", "c", "e"]);
        assert!(xml.child().unwrap().is_none());
    }

    #[test]
    fn nesting_as_deep_as_a_record_allows_is_read() {
        let depth = 200_000;
        let record = format!("<t>{}x{}</t>", "<b>".repeat(depth), "</b>".repeat(depth));
        assert_eq!(text(&record).as_deref(), Ok("x"));
    }

    #[test]
    fn the_first_element_comes_behind_whatever_may_stand_before_it() {
        let whole = [
            "<a>",
            " \n<a>",
            "\u{FEFF}<?xml version='1.0'?>\n<a>",
            "<!-- <b> --><!DOCTYPE a SYSTEM 'a.dtd'><a>",
            "<!DOCTYPE a [<!ENTITY b '<c>'>]>\n<!-- --><a>",
        ];
        for text in whole {
            assert_eq!(from_first_element(text.as_bytes()), Some(&b"<a>"[..]), "{text}");
        }
        for text in ["<?xml", "<!-- <a>", "<!DOCTYPE a", "<!DOCTYPE a [<!ENTITY b 'c'>"] {
            assert_eq!(from_first_element(text.as_bytes()), None, "{text}");
        }
        assert_eq!(from_first_element(b"<!ELEMENT a>"), Some(&b"<!ELEMENT a>"[..]));
    }

    #[test]
    fn white_space_collapses() {
        for (given, expected) in [(" a\n  b ", "a b"), ("a b", "a b"), ("", ""), (" \t", ""), ("a\u{a0}b", "a b")] {
            assert_eq!(collapsed(given), expected, "{given:?}");
        }
    }
}
