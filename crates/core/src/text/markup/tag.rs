//! Tags of HTML and XML.

/// The longest tag that is recognised, in bytes, so that a title full of `<` costs no more than its length.
const LONGEST: usize = 512;

/// How long the tag or comment at the start of `text` is; `None` where the `<` there is only a sign.
///
/// `a<b and c>d` is no tag: behind its name a tag holds attributes, each with its `=`, or nothing.
pub(super) fn length(text: &str) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(LONGEST)];
    if window.starts_with(b"<!--") {
        return window.windows(3).position(|end| end == b"-->").map(|at| at + 3);
    }
    let end = window.iter().position(|&byte| byte == b'>')?;
    is_tag(window.get(1..end)?).then_some(end + 1)
}

/// Is this what stands between `<` and `>` of a tag?
fn is_tag(inside: &[u8]) -> bool {
    let inside = inside.strip_prefix(b"/").unwrap_or(inside);
    let inside = inside.strip_suffix(b"/").unwrap_or(inside);
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.');
    let name = inside.iter().take_while(|byte| in_name(byte)).count();
    let attributes = inside[name..].trim_ascii();
    inside.first().is_some_and(u8::is_ascii_alphabetic) && (attributes.is_empty() || attributes.contains(&b'='))
}
