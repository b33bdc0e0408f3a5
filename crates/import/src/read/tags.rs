//! The tokens of XML, as far as cutting it needs them: what is a tag, and what only looks like one.

use memchr::memchr2;

/// No tag is longer: one that seems to be lacks its end.
pub(super) const MAX_TAG_BYTES: usize = 64 << 10;

/// What begins with a `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>`, `</name>`, `<name …/>`.
    Tag(Tag<'a>),
    /// A comment, a section of characters, an instruction, a list of declarations: it goes on until these bytes,
    /// which are looked for behind as many bytes as the number says.
    Until(usize, &'static [u8]),
    /// Nothing that matters, of this many bytes.
    Other(usize),
    /// A tag without end, of this name: the next one begins behind as many bytes.
    Broken(&'a [u8], usize),
    /// Its end is not there yet.
    Partial,
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a [u8],
    pub(super) shape: Shape,
    /// Its length, angle brackets included.
    pub(super) len: usize,
}

/// Which of the three tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Start,
    End,
    Empty,
}

/// The token at the start of `bytes`, which begin with `<`.
pub(super) fn token(bytes: &[u8]) -> Token<'_> {
    const SPECIAL: &[(&[u8], &[u8])] = &[(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
    for &(start, end) in SPECIAL {
        if bytes.starts_with(start) {
            return Token::Until(start.len(), end);
        }
        if start.starts_with(bytes) {
            return Token::Partial;
        }
    }
    match bytes.get(1) {
        None => Token::Partial,
        Some(b'!') => declaration(bytes),
        Some(b'/') => tag(bytes, 2, Shape::End),
        Some(first) if first.is_ascii_alphabetic() || *first == b'_' || *first >= 0x80 => tag(bytes, 1, Shape::Start),
        Some(_) => Token::Other(1),
    }
}

/// `<!DOCTYPE …>`, with or without declarations between square brackets.
fn declaration(bytes: &[u8]) -> Token<'_> {
    match memchr2(b'>', b'[', &bytes[..bytes.len().min(MAX_TAG_BYTES)]) {
        Some(end) if bytes[end] == b'[' => Token::Until(end + 1, b"]>"),
        Some(end) => Token::Other(end + 1),
        None if bytes.len() < MAX_TAG_BYTES => Token::Partial,
        None => Token::Other(1),
    }
}

fn tag(bytes: &[u8], name_start: usize, shape: Shape) -> Token<'_> {
    let bytes = &bytes[..bytes.len().min(MAX_TAG_BYTES)];
    let named = &bytes[name_start..];
    let name_end = named.iter().position(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<'));
    let name = &named[..name_end.unwrap_or(named.len())];
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(name_start) {
        match quote {
            // No attribute holds a bare `<`.
            _ if byte == b'<' => return Token::Broken(name, at),
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => {
                let shape = if bytes[at - 1] == b'/' && shape == Shape::Start { Shape::Empty } else { shape };
                return Token::Tag(Tag { name, shape, len: at + 1 });
            }
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
    }
    if bytes.len() < MAX_TAG_BYTES { Token::Partial } else { Token::Broken(name, name_start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Token<'_>) {
        assert_eq!(token(text.as_bytes()), expected, "{text}");
    }

    fn a_tag(name: &str, shape: Shape, len: usize) -> Token<'_> {
        Token::Tag(Tag { name: name.as_bytes(), shape, len })
    }

    #[test]
    fn tags() {
        check("<paper>…", a_tag("paper", Shape::Start, 7));
        check("<paper id=\"1\"><b>", a_tag("paper", Shape::Start, 14));
        check("<a b='>' c=\">'\">", a_tag("a", Shape::Start, 16));
        check("<a/>", a_tag("a", Shape::Empty, 4));
        check("<a b=\"/\" />", a_tag("a", Shape::Empty, 11));
        check("</a >", a_tag("a", Shape::End, 5));
    }

    #[test]
    fn what_only_looks_like_a_tag() {
        check("<!-- <a> -->", Token::Until(4, b"-->"));
        check("<![CDATA[<a>]]>", Token::Until(9, b"]]>"));
        check("<?xml version='1.0'?>", Token::Until(2, b"?>"));
        check("<!DOCTYPE a SYSTEM 'a.dtd'>", Token::Other(27));
        check("<!DOCTYPE a [<!ENTITY b 'c'>]>", Token::Until(13, b"]>"));
        check("< 5", Token::Other(1));
        check("<5>", Token::Other(1));
    }

    #[test]
    fn unfinished_and_broken_ones() {
        for text in ["<", "<!", "<!-", "<![CDA", "<a", "<a b=\"x", "</", "<!DOCTYPE a "] {
            check(text, Token::Partial);
        }
        check("<a b=\"c <d>", Token::Broken(b"a", 8));
        let long = format!("<a {}", "b".repeat(MAX_TAG_BYTES));
        check(&long, Token::Broken(b"a", 1));
    }
}
