//! The map itself: edges, over them nodes, over them labels.

use std::collections::HashMap;

use maud::{Markup, html};
use scholargraph::layout::radius;

use super::{
    HEIGHT, INK, WIDTH,
    labels::{self, Area, Label, Wish},
    look::{RELATIONS, of_kind, of_relation, px, shape},
    name,
    words::shortened,
};
use crate::{
    text::{counted, so_many},
    wire::{Slice, SliceEdge, SliceNode},
};

/// The part of the picture that the map fills: below the title, above the legend, with room for labels beside it.
const MAP: Area = Area { left: 150.0, top: 118.0, right: WIDTH - 150.0, bottom: HEIGHT - 104.0 };
/// Where labels may be.
const PAGE: Area = Area { left: 10.0, top: 100.0, right: WIDTH - 10.0, bottom: HEIGHT - 80.0 };

/// Where everything is, in pixels.
pub(super) struct Map {
    centers: Vec<[f32; 2]>,
    radii: Vec<f32>,
    /// The edges that are drawn: their place among all, and their ends.
    edges: Vec<(usize, [usize; 2])>,
    labels: Vec<Option<Label>>,
    sizes: Vec<f32>,
}

impl Map {
    /// The map of a slice; none where the slice has none.
    pub(super) fn of(slice: &Slice<'_>) -> Option<Self> {
        let middle = [(MAP.left + MAP.right) / 2.0, (MAP.top + MAP.bottom) / 2.0];
        let half = [(MAP.right - MAP.left) / 2.0, (MAP.bottom - MAP.top) / 2.0];
        let center = |node: &SliceNode<'_>| Some([middle[0] + node.x? * half[0], middle[1] - node.y? * half[1]]);
        let centers = slice.nodes.iter().map(center).collect::<Option<Vec<_>>>()?;
        let radii: Vec<f32> = slice.nodes.iter().map(|node| radius(node.score, slice.nodes.len()) * half[1]).collect();
        let places: HashMap<_, _> = slice.nodes.iter().enumerate().map(|(at, node)| (node.key, at)).collect();
        let drawn = slice.edges.iter().enumerate().filter(|(_, edge)| edge.draw == Some(true));
        let ends =
            |(at, edge): (usize, &SliceEdge<'_>)| Some((at, [*places.get(&edge.source)?, *places.get(&edge.target)?]));
        let edges: Vec<_> = drawn.filter_map(ends).collect();
        let wishes: Vec<Wish> =
            slice.nodes.iter().enumerate().map(|(at, node)| wish(node, at == 0, centers[at], radii[at])).collect();
        let lines: Vec<_> = edges.iter().map(|(_, ends)| ends.map(|end| centers[end])).collect();
        let labels = labels::place(&wishes, &lines, &PAGE);
        Some(Self { centers, radii, edges, labels, sizes: wishes.iter().map(|wish| wish.size).collect() })
    }

    pub(super) fn markup(&self, slice: &Slice<'_>) -> Markup {
        html! {
            g fill="none" stroke-linecap="round" { (self.edges(slice)) }
            g { @for at in (0..slice.nodes.len()).rev() { (self.node(slice, at)) } }
            g stroke="#ffffff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke" aria-hidden="true" {
                @for (at, label) in self.labels.iter().enumerate() {
                    @if let Some(label) = label { (self.label(&slice.nodes[at], at, label)) }
                }
            }
        }
    }

    fn edges(&self, slice: &Slice<'_>) -> Markup {
        html! {
            @for look in RELATIONS {
                @let own: Vec<_> = self.edges.iter().filter(|&&(at, _)| slice.edges[at].relation == look.name).collect();
                @if !own.is_empty() {
                    g stroke=(look.stroke) stroke-dasharray=[look.dashes] stroke-opacity="0.75" {
                        @for &&(at, ends) in &own { (self.line(&slice.edges[at], ends)) }
                    }
                }
            }
        }
    }

    fn line(&self, edge: &SliceEdge<'_>, ends: [usize; 2]) -> Markup {
        let [[x1, y1], [x2, y2]] = ends.map(|end| self.centers[end]);
        // Strength shows where it means one: in people who work together, and where they work.
        let extra = if of_relation(edge.relation).name == "authored" { 0.0 } else { edge.weight.clamp(0.0, 4.0) };
        let width = 1.3 + 0.5 * extra;
        html! { line x1=(px(x1)) y1=(px(y1)) x2=(px(x2)) y2=(px(y2)) stroke-width=(px(width)) {} }
    }

    fn node(&self, slice: &Slice<'_>, at: usize) -> Markup {
        let (node, center, radius) = (&slice.nodes[at], self.centers[at], self.radii[at]);
        let kind = of_kind(node.kind);
        html! {
            g fill=(kind.fill) stroke=(kind.rim) stroke-width="1.6" {
                title { (told(node)) }
                @if at == 0 {
                    circle cx=(px(center[0])) cy=(px(center[1])) r=(px(radius * 1.45)) fill="#ffffff" stroke=(INK) stroke-width="2.2" {}
                }
                (shape(kind, center, radius))
            }
        }
    }

    fn label(&self, node: &SliceNode<'_>, at: usize, label: &Label) -> Markup {
        let weight = if at == 0 {
            Some("700")
        } else if node.kind == "person" {
            Some("600")
        } else {
            None
        };
        let style = (node.kind == "topic").then_some("italic");
        html! {
            @for (line, base) in label.lines.iter().zip(&label.bases) {
                text x=(px(label.x)) y=(px(*base)) font-size=(px(self.sizes[at])) text-anchor=(label.anchor)
                    font-weight=[weight] font-style=[style] fill=(INK) { (line) }
            }
        }
    }
}

/// The label that a node wants.
fn wish(node: &SliceNode<'_>, is_focus: bool, center: [f32; 2], radius: f32) -> Wish {
    // Corners stand out.
    let (size, widest, radius) = match node.kind {
        _ if is_focus => (18.0, 16.0, radius * 1.45),
        "person" => (13.5, 15.0, radius * 1.05),
        "work" => (12.0, 20.0, radius),
        "topic" => (12.5, 16.0, radius * 1.3),
        _ => (12.5, 16.0, radius * 1.15),
    };
    Wish { center, radius, text: name(node), size, widest, is_bold: is_bold(node, is_focus), must: is_focus }
}

/// People are what a picture is about.
fn is_bold(node: &SliceNode<'_>, is_focus: bool) -> bool {
    is_focus || node.kind == "person"
}

/// What a pointer that rests on a node is told.
fn told(node: &SliceNode<'_>) -> String {
    let year = node.year.map(|year| format!(", {year}")).unwrap_or_default();
    let works = node.works_count.map(|works| format!(", {}", so_many(works, "work", "works"))).unwrap_or_default();
    let cited = node.cited_by.filter(|&cited| cited > 0).map(|cited| format!(", cited {} times", counted(cited)));
    format!("{} ({}{year}{works}{})", shortened(&name(node), 96.0), node.kind, cited.unwrap_or_default())
}
