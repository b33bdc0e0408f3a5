//! A picture of a slice: SVG without scripts, styles or anything to load, ready for a page or a talk.

mod labels;
mod look;
mod map;
mod words;

use maud::{Markup, html};

use self::{
    look::{KINDS, KindLook, RELATIONS, px, shape},
    map::Map,
    words::{shortened, width},
};
use super::xml::DECLARATION;
use crate::{
    text::{counted, plain, so_many},
    wire::{Slice, SliceNode},
};

const WIDTH: f32 = 1600.0;
const HEIGHT: f32 = 1000.0;
const MARGIN: f32 = 36.0;
const INK: &str = "#1c1d21";
const FAINT: &str = "#595c66";
/// Names that the alternative text tells of each kind.
const TOLD: usize = 12;

/// The map with its title and legend. A slice without a map gets a picture that says so.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let focus = slice.nodes.first().map(name).unwrap_or_default();
    let title = format!("Around {}", shortened(&focus, 36.0));
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    let map = Map::of(slice);
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox=(view) role="img"
            aria-labelledby="slice-title slice-text" font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif" {
            title id="slice-title" { (title) }
            desc id="slice-text" { (alternative(slice)) }
            rect width=(WIDTH) height=(HEIGHT) fill="#ffffff" {}
            @match &map {
                Some(map) => (map.markup(slice)),
                None => text x=(px(WIDTH / 2.0)) y=(px(HEIGHT / 2.0)) text-anchor="middle" font-size="20" fill=(FAINT) {
                    "This slice was asked for without a map."
                },
            }
            text x=(px(MARGIN)) y="56" font-size="30" font-weight="700" fill=(INK) { (title) }
            text x=(px(MARGIN)) y="86" font-size="16" fill=(FAINT) { (caption(slice)) }
            (legend(slice))
        }
    };
    DECLARATION.to_owned() + &picture.into_string()
}

/// How a node is called: its label without markup, or else its id.
fn name(node: &SliceNode<'_>) -> String {
    let label = in_xml(&plain(node.label));
    if label.is_empty() { in_xml(&plain(node.id)) } else { label }
}

/// `text` without what XML has no way to write.
fn in_xml(text: &str) -> String {
    text.replace(|letter: char| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'), "")
}

/// How much is shown, and of which years.
fn caption(slice: &Slice<'_>) -> String {
    let mut parts = vec![so_many(slice.nodes.len(), "node", "nodes")];
    let drawn = slice.edges.iter().filter(|edge| edge.draw == Some(true)).count();
    parts.push(if drawn == slice.edges.len() {
        so_many(drawn, "edge", "edges")
    } else {
        format!("the {} strongest of {} edges drawn", counted(drawn as u64), counted(slice.edges.len() as u64))
    });
    let years = || slice.nodes.iter().filter_map(|node| node.year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first == last => parts.push(format!("works of {first}")),
        (Some(first), Some(last)) => parts.push(format!("works of {first}–{last}")),
        _ => {}
    }
    let params = &slice.params.params;
    match (params.from, params.to) {
        (Some(from), Some(to)) => parts.push(format!("asked for {from} to {to}")),
        (Some(from), None) => parts.push(format!("asked for {from} and later")),
        (None, Some(to)) => parts.push(format!("asked for {to} and earlier")),
        (None, None) => {}
    }
    parts.join(" · ")
}

/// The picture in words.
fn alternative(slice: &Slice<'_>) -> String {
    let mut text = format!("A network of {}.", caption(slice));
    for kind in KINDS {
        let all: Vec<String> = slice.nodes.iter().filter(|node| node.kind == kind.name).map(name).collect();
        if all.is_empty() {
            continue;
        }
        let told: Vec<String> = all.iter().take(TOLD).map(|name| shortened(name, 48.0)).collect();
        text += &format!(" {}: {}", so_many(all.len(), kind.words[0], kind.words[1]), told.join("; "));
        text += if all.len() > TOLD { "; and more." } else { "." };
    }
    text
}

/// Kinds with how many are shown, and of how many near; below, the relations that are drawn; what size means.
fn legend(slice: &Slice<'_>) -> Markup {
    let [upper, lower] = [HEIGHT - 54.0, HEIGHT - 26.0];
    let kinds = in_a_row(44.0, KINDS.into_iter().filter_map(|kind| Some((kind, kind_words(slice, kind)?))));
    let is_drawn = |name: &str| slice.edges.iter().any(|edge| edge.draw == Some(true) && edge.relation == name);
    let relations = RELATIONS.into_iter().rev().filter(|relation| is_drawn(relation.name));
    let relations = in_a_row(66.0, relations.map(|relation| (relation, relation.words.to_owned())));
    html! {
        g font-size="14" fill=(INK) {
            @for (x, kind, words) in &kinds {
                g fill=(kind.fill) stroke=(kind.rim) stroke-width="1.5" { (shape(*kind, [x + 9.0, upper - 5.0], 8.0)) }
                text x=(px(x + 24.0)) y=(px(upper)) { (words) }
            }
            @for (x, relation, words) in &relations {
                line x1=(px(*x)) y1=(px(lower - 5.0)) x2=(px(x + 32.0)) y2=(px(lower - 5.0)) stroke=(relation.stroke)
                    stroke-width="2" stroke-dasharray=[relation.dashes] stroke-linecap="round" {}
                text x=(px(x + 40.0)) y=(px(lower)) { (words) }
            }
            text x=(px(WIDTH - MARGIN)) y=(px(upper)) text-anchor="end" fill=(FAINT) { "larger: nearer to the focus" }
        }
    }
}

/// Where each of some words begins, with `room` between them.
fn in_a_row<T>(room: f32, items: impl Iterator<Item = (T, String)>) -> Vec<(f32, T, String)> {
    let mut next = MARGIN;
    let placed = items.map(|(item, words)| {
        let x = next;
        next += width(&words, 14.0) + room;
        (x, item, words)
    });
    placed.collect()
}

/// How many of a kind are shown, and of how many; nothing where none are.
fn kind_words(slice: &Slice<'_>, kind: KindLook) -> Option<String> {
    let shown = slice.nodes.iter().filter(|node| node.kind == kind.name).count();
    let near = shown + omitted(slice, kind.name);
    let words = so_many(near, kind.words[0], kind.words[1]);
    let words = if near > shown { format!("{} of {words}", counted(shown as u64)) } else { words };
    (shown > 0).then_some(words)
}

fn omitted(slice: &Slice<'_>, kind: &str) -> usize {
    match kind {
        "work" => slice.omitted.work,
        "person" => slice.omitted.person,
        "topic" => slice.omitted.topic,
        _ => slice.omitted.institution,
    }
}
