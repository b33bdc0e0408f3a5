//! Titles without their markup: HTML, MathML and TeX leave their words behind.
//!
//! What a tag or a command separated stays separable: a [`JOINT`] stands in its place, so that
//! `H<sub>2</sub>O` is found by `h2o` as well as by `h 2 o`.

mod entity;
mod tag;
mod tex;

use std::borrow::Cow;

pub use tex::is_look as is_tex_look;

/// Stands where markup was: the letters on both sides may belong to one word, or may not.
pub(super) const JOINT: char = '\u{2060}';

/// `text` without markup. Borrowed where there is none, which a single pass over the bytes decides.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'<' | b'&' | b'\\' | b'$')) {
        return Cow::Borrowed(text);
    }
    // Twice, because escaped titles get escaped again on their way: `&amp;lt;i&amp;gt;`.
    let text = entity::decoded(&entity::decoded(text)).into_owned();
    Cow::Owned(stripped(&text))
}

fn stripped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '<' => tag::length(rest).inspect(|_| out.push(JOINT)),
            '\\' => Some(tex::command(rest, &mut out)),
            '$' | '_' | '^' => Some(1).inspect(|_| out.push(JOINT)),
            '{' | '}' => Some(1),
            _ => None,
        };
        rest = match length {
            Some(length) => rest.get(length..).unwrap_or_default(),
            None => {
                out.push(next);
                &rest[next.len_utf8()..]
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text).replace(JOINT, "|"), expected, "{text}");
    }

    #[test]
    fn text_without_markup_is_borrowed() {
        assert!(matches!(plain("Graphs {and} trees_2"), Cow::Borrowed("Graphs {and} trees_2")));
    }

    #[test]
    fn tags_leave_joints() {
        check("The <i>Escherichia coli</i> genome", "The |Escherichia coli| genome");
        check("H<sub>2</sub>O", "H|2|O");
        check("<mml:math xmlns:mml=\"http://w3.org/x\"><mml:mi>x</mml:mi></mml:math>", "||x||");
        check("<jats:title>Foo</jats:title><br/>bar", "|Foo||bar");
        check("a<!-- hidden > words -->b", "a|b");
    }

    #[test]
    fn comparisons_are_not_tags() {
        check("p < 0.05 and q > 1", "p < 0.05 and q > 1");
        check("a<b and c>d", "a<b and c>d");
        check("<", "<");
        check("<a href=", "<a href=");
    }

    #[test]
    fn entities_are_decoded_even_twice() {
        check("R&amp;D", "R&D");
        check("&lt;i&gt;E. coli&lt;/i&gt;", "|E. coli|");
        check("&amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;", "|E. coli|");
        check("Ren&eacute; &#321;ukasz &#x141;", "Rene Łukasz Ł");
        check("&beta;-carotene", "beta-carotene");
        check("AT&T; &#0; &#xFFFFFFFF; &nothing", "AT&T; &#0; &#xFFFFFFFF; &nothing");
    }

    #[test]
    fn tex_leaves_words() {
        check(r"$\alpha$-helix", "||alpha||-helix");
        check(r"\textit{Foo} and \mathbb{R}^n", "|Foo and |R|n");
        check(r#"G{\"o}del, Erd\H{o}s, S{\o}rensen, \'Etude"#, "Godel, Erdos, Sorensen, Etude");
        check(
            r"\documentclass[12pt]{minimal} \usepackage{amsmath} \begin{document}$$H_2$$\end{document}",
            "| | |||H|2|||",
        );
        check(r"either\or", "either|or|");
        check("\\", "");
    }
}
