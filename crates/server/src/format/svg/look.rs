//! What kinds and relations look like.
//!
//! The hues are those of M. Okabe and K. Ito, *Color universal design* (2008), which people with any colour vision
//! tell apart; kinds differ by shape, and relations by dashes, too.

use maud::{Markup, html};

/// How a kind is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct KindLook {
    pub(super) name: &'static str,
    /// What one and several of it are called.
    pub(super) words: [&'static str; 2],
    pub(super) fill: &'static str,
    pub(super) rim: &'static str,
}

/// The kinds in the order of the legend.
pub(super) const KINDS: [KindLook; 4] = [
    KindLook { name: "person", words: ["person", "people"], fill: "#56b4e9", rim: "#1f5f8b" },
    KindLook { name: "work", words: ["work", "works"], fill: "#e69f00", rim: "#7d5600" },
    KindLook { name: "topic", words: ["topic", "topics"], fill: "#009e73", rim: "#00523c" },
    KindLook { name: "institution", words: ["institution", "institutions"], fill: "#cc79a7", rim: "#7a3b5e" },
];

/// The look of the kind called `name`.
pub(super) fn of_kind(name: &str) -> KindLook {
    KINDS.into_iter().find(|kind| kind.name == name).unwrap_or(KINDS[0])
}

/// How a relation is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct RelationLook {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    pub(super) stroke: &'static str,
    /// Dashes and gaps; nothing for a line without.
    pub(super) dashes: Option<&'static str>,
}

/// The relations in the order of the legend, which is also that in which they are painted, the last uppermost.
pub(super) const RELATIONS: [RelationLook; 7] = [
    RelationLook { name: "cites", words: "cites", stroke: "#a3582a", dashes: Some("9 3 2 3") },
    RelationLook { name: "part_of", words: "is part of", stroke: "#7a3b5e", dashes: Some("2 3") },
    RelationLook { name: "produced", words: "on the byline", stroke: "#b4628f", dashes: Some("3 4") },
    RelationLook { name: "affiliated", words: "affiliated with", stroke: "#b4628f", dashes: Some("9 4") },
    RelationLook { name: "about", words: "about", stroke: "#009e73", dashes: Some("1 4") },
    RelationLook { name: "collaborates", words: "worked together", stroke: "#2f7fb5", dashes: Some("6 3") },
    RelationLook { name: "authored", words: "wrote", stroke: "#8b929c", dashes: None },
];

/// The look of the relation called `name`.
pub(super) fn of_relation(name: &str) -> RelationLook {
    RELATIONS.into_iter().find(|relation| relation.name == name).unwrap_or(RELATIONS[0])
}

/// A coordinate to a tenth of a pixel.
pub(super) fn px(number: f32) -> String {
    // Adding zero makes a negative one positive.
    format!("{}", f64::from((number * 10.0).round()) / 10.0 + 0.0)
}

/// A shape of a kind: people round, works square, topics on their corner, institutions with six corners, all with about
/// the same area as a circle of this radius.
pub(super) fn shape(kind: KindLook, [x, y]: [f32; 2], radius: f32) -> Markup {
    let corners = |corners: &[[f32; 2]]| {
        let corner = |[right, down]: &[f32; 2]| format!("{},{}", px(x + right * radius), px(y + down * radius));
        corners.iter().map(corner).collect::<Vec<_>>().join(" ")
    };
    match kind.name {
        "work" => {
            let side = 1.74 * radius;
            html! { rect x=(px(x - side / 2.0)) y=(px(y - side / 2.0)) width=(px(side)) height=(px(side)) rx=(px(side * 0.16)) {} }
        }
        "topic" => html! { polygon points=(corners(&[[0.0, -1.24], [1.24, 0.0], [0.0, 1.24], [-1.24, 0.0]])) {} },
        "institution" => {
            let sides = [[1.08, 0.0], [0.54, 0.94], [-0.54, 0.94], [-1.08, 0.0], [-0.54, -0.94], [0.54, -0.94]];
            html! { polygon points=(corners(&sides)) {} }
        }
        _ => html! { circle cx=(px(x)) cy=(px(y)) r=(px(radius)) {} },
    }
}
