//! Which labels a picture has, and where: none on another, none on a node.

use super::words::{in_two, shortened, width};

/// Nodes beyond so many are left without a label: nobody could read them.
const MOST: usize = 160;
/// How far lines are apart, in parts of the size of letters.
const LINE: f32 = 1.18;
/// What it costs a label that must be there to lie on something.
const ON_OTHERS: f32 = 1e3;
/// Room between a node and its label.
const GAP: f32 = 4.0;

/// A rectangle, by its corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// Does the line between two points come in? By cutting off what lies outside each side.
    fn is_crossed(&self, [ax, ay]: [f32; 2], [bx, by]: [f32; 2]) -> bool {
        let (mut first, mut last) = (0.0_f32, 1.0_f32);
        for (from, way, low, high) in [(ax, bx - ax, self.left, self.right), (ay, by - ay, self.top, self.bottom)] {
            if way == 0.0 {
                if from < low || from > high {
                    return false;
                }
                continue;
            }
            let (enters, leaves) = ((low - from) / way, (high - from) / way);
            first = first.max(enters.min(leaves));
            last = last.min(enters.max(leaves));
        }
        first < last
    }

    fn around([x, y]: [f32; 2], radius: f32) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }
}

/// A node that wants a label.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) center: [f32; 2],
    pub(super) radius: f32,
    pub(super) text: String,
    pub(super) size: f32,
    /// The widest that the label may be, in parts of its size.
    pub(super) widest: f32,
    pub(super) is_bold: bool,
    /// Is it better to have the label on other nodes than not at all?
    pub(super) must: bool,
}

/// How much wider bold letters are.
const BOLD: f32 = 1.13;

/// Where a label stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) lines: Vec<String>,
    pub(super) x: f32,
    /// The base of every line.
    pub(super) bases: Vec<f32>,
    /// Where `x` is: `start`, `middle` or `end` of the lines.
    pub(super) anchor: &'static str,
    area: Area,
}

/// A label for every wish that finds room within `page`, in the order of wishes: of its places the one that costs
/// least, whole and beside the node if possible, away from `edges`.
///
/// Greedy: O(wishes · places · (wishes + edges)).
pub(super) fn place(wishes: &[Wish], edges: &[[[f32; 2]; 2]], page: &Area) -> Vec<Option<Label>> {
    let mut taken: Vec<Area> = Vec::new();
    let nodes: Vec<Area> = wishes.iter().map(|wish| Area::around(wish.center, wish.radius + 1.0)).collect();
    let mut labels = Vec::with_capacity(wishes.len());
    for (at, wish) in wishes.iter().enumerate() {
        let label = if at < MOST { best(wish, at, &nodes, edges, page, &taken) } else { None };
        taken.extend(label.iter().map(|label| label.area));
        labels.push(label);
    }
    labels
}

fn best(
    wish: &Wish,
    own: usize,
    nodes: &[Area],
    edges: &[[[f32; 2]; 2]],
    page: &Area,
    taken: &[Area],
) -> Option<Label> {
    let free = |area: &Area| {
        let others = nodes.iter().enumerate().filter(|&(at, _)| at != own).map(|(_, node)| node);
        page.holds(area) && !taken.iter().chain(others).any(|other| other.meets(area))
    };
    let mut best: Option<(f32, Label)> = None;
    for (shortening, lines) in variants(wish) {
        for (position, label) in positions(wish, &lines) {
            let mut cost = shortening + position;
            if best.as_ref().is_some_and(|(least, _)| *least <= cost) {
                continue;
            }
            if !free(&label.area) {
                if !wish.must {
                    continue;
                }
                cost += ON_OTHERS;
            }
            cost += edges.iter().filter(|[a, b]| label.area.is_crossed(*a, *b)).count() as f32;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, label));
            }
        }
    }
    best.map(|(_, label)| label)
}

/// What a label may say, each with what it costs to say no more.
fn variants(wish: &Wish) -> Vec<(f32, Vec<String>)> {
    if wish.text.is_empty() {
        return Vec::new();
    }
    let mut variants: Vec<(f32, Vec<String>)> = vec![(0.0, in_two(&wish.text, wish.widest))];
    for (cost, part) in [(0.6, 1.0), (2.0, 0.75), (3.5, 0.5)] {
        let lines = vec![shortened(&wish.text, wish.widest * part)];
        if variants.iter().all(|(_, other)| *other != lines) {
            variants.push((cost, lines));
        }
    }
    variants
}

/// Where a label of these lines may stand around its node, each with what it costs.
fn positions(wish: &Wish, lines: &[String]) -> Vec<(f32, Label)> {
    let size = wish.size * if wish.is_bold { BOLD } else { 1.0 };
    let widest = lines.iter().map(|line| width(line, size)).fold(0.0, f32::max);
    let height = lines.len() as f32 * LINE * wish.size;
    let ([x, y], away) = (wish.center, wish.radius + GAP);
    let aslant = away * 0.75;
    let places = [
        (0.0, "start", x + away, y - height / 2.0),
        (0.1, "end", x - away, y - height / 2.0),
        (0.2, "middle", x, y + away - 1.0),
        (0.3, "middle", x, y - away - height + 1.0),
        (0.5, "start", x + aslant, y + aslant * 0.6),
        (0.5, "start", x + aslant, y - aslant * 0.6 - height),
        (0.6, "end", x - aslant, y + aslant * 0.6),
        (0.6, "end", x - aslant, y - aslant * 0.6 - height),
    ];
    let label = |(cost, anchor, x, top): (f32, &'static str, f32, f32)| {
        let left = match anchor {
            "start" => x,
            "middle" => x - widest / 2.0,
            _ => x - widest,
        };
        let area = Area { left, top, right: left + widest, bottom: top + height };
        let base = |line: usize| top + (line as f32 * LINE + 0.92) * wish.size;
        let bases = (0..lines.len()).map(base).collect();
        (cost, Label { lines: lines.to_vec(), x, bases, anchor, area })
    };
    places.map(label).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Area = Area { left: 0.0, top: 0.0, right: 1000.0, bottom: 1000.0 };

    fn wish(x: f32, y: f32, text: &str) -> Wish {
        Wish {
            center: [x, y],
            radius: 10.0,
            text: text.to_owned(),
            size: 12.0,
            widest: 16.0,
            is_bold: false,
            must: false,
        }
    }

    fn areas(wishes: &[Wish], edges: &[[[f32; 2]; 2]]) -> Vec<Area> {
        place(wishes, edges, &PAGE).into_iter().flatten().map(|label| label.area).collect()
    }

    #[test]
    fn no_label_lies_on_another_or_on_a_node() {
        let crowd: Vec<Wish> = (0..200)
            .map(|at| wish((at * 37 % 100) as f32 * 10.0, (at * 61 % 97) as f32 * 10.0, "A name, and a long one"))
            .collect();
        let areas = areas(&crowd, &[]);
        assert!(areas.len() > 20, "{}", areas.len());
        for (at, area) in areas.iter().enumerate() {
            assert!(PAGE.holds(area));
            assert!(areas[..at].iter().all(|other| !other.meets(area)), "{area:?}");
        }
        let placed = place(&crowd, &[], &PAGE);
        for (own, label) in placed.iter().enumerate() {
            let Some(label) = label else { continue };
            let others = crowd.iter().enumerate().filter(|&(at, _)| at != own);
            assert!({ others }.all(|(_, other)| !Area::around(other.center, other.radius).meets(&label.area)));
        }
    }

    #[test]
    fn the_focus_is_named_in_any_crowd() {
        let mut crowd: Vec<Wish> = (0..100).map(|at| wish((at % 10 * 25) as f32, (at / 10 * 25) as f32, "x")).collect();
        crowd.swap(0, 55);
        crowd[0].text = "A name that has no room anywhere".to_owned();
        assert_eq!(place(&crowd, &[], &PAGE)[0], None);
        crowd[0].must = true;
        assert!(place(&crowd, &[], &PAGE)[0].is_some());
    }

    #[test]
    fn labels_keep_away_from_edges() {
        let right = areas(&[wish(500.0, 500.0, "Ada")], &[])[0];
        assert!(right.left > 500.0);
        let left = areas(&[wish(500.0, 500.0, "Ada")], &[[[500.0, 500.0], [900.0, 500.0]]])[0];
        assert!(left.right < 500.0);
    }

    #[test]
    fn lines_cross_areas() {
        let area = Area { left: 0.0, top: 0.0, right: 10.0, bottom: 4.0 };
        assert!(area.is_crossed([-5.0, 2.0], [5.0, 2.0]));
        assert!(area.is_crossed([-1.0, -1.0], [11.0, 5.0]));
        assert!(area.is_crossed([2.0, 2.0], [3.0, 3.0]), "all of it inside");
        assert!(!area.is_crossed([-5.0, 5.0], [15.0, 5.0]));
        assert!(!area.is_crossed([-5.0, 0.0], [0.0, -5.0]));
        assert!(!area.is_crossed([12.0, 2.0], [15.0, 2.0]));
    }
}
