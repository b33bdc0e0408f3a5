//! Points and segments, with nothing but operations that IEEE 754 defines to the last bit.

use std::ops::{Add, Mul, Sub};

/// A place on a map, seen from the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Up, as in sigma.js, Gephi and Graphviz; SVG and Cytoscape count down.
    pub y: f32,
}

impl Point {
    /// The point that is as far along both axes as these say.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The distance from the focus.
    #[must_use]
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The distance between two points.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (self - other).length()
    }

    /// The nearest point of the square from (−`bound`, −`bound`) to (`bound`, `bound`).
    pub(super) fn within(self, bound: f32) -> Self {
        Self::new(self.x.clamp(-bound, bound), self.y.clamp(-bound, bound))
    }

    pub(super) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// The direction of a part of a full turn, 0 ≤ `turn` < 1, of length 1.
    ///
    /// Sine and cosine by Bhaskara's rational formula, exact to 0.2 %: those of the platforms differ in the last
    /// bits, and a map must not.
    pub(super) fn towards(turn: f32) -> Self {
        let turn = turn - turn.floor();
        let sine = |turn: f32| {
            let turn = turn - turn.floor();
            let half = if turn < 0.5 { turn } else { turn - 0.5 } * 2.0;
            let bend = half * (1.0 - half);
            let sine = 16.0 * bend / (5.0 - 4.0 * bend);
            if turn < 0.5 { sine } else { -sine }
        };
        let point = Self::new(sine(turn + 0.25), sine(turn));
        point * (1.0 / point.length())
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f32> for Point {
    type Output = Self;

    fn mul(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// Two numbers that are both below zero where the segments from `a` to `b` and from `c` to `d` cross; not where they only
/// share an end or touch.
#[inline(always)]
pub(super) fn crossing<T>([a, b]: [[T; 2]; 2], [c, d]: [[T; 2]; 2]) -> [T; 2]
where
    T: Copy + Sub<Output = T> + Mul<Output = T>,
{
    // Which side of a line a point lies on is the sign of the area that they span.
    let side = |from: [T; 2], to: [T; 2], point: [T; 2]| {
        (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
    };
    [side(a, b, c) * side(a, b, d), side(c, d, a) * side(c, d, b)]
}

/// The square of the distance from a point to the segment from `a` to `b`.
#[inline(always)]
pub(super) fn squared_to_segment(point: [f32; 2], a: [f32; 2], b: [f32; 2]) -> f32 {
    let (along, to) = ([b[0] - a[0], b[1] - a[1]], [point[0] - a[0], point[1] - a[1]]);
    // Divided first: where many points are compared with one segment, that is done once.
    let per_length = 1.0 / greater(along[0] * along[0] + along[1] * along[1], 1e-12);
    let share = lesser(greater((to[0] * along[0] + to[1] * along[1]) * per_length, 0.0), 1.0);
    let off = [to[0] - along[0] * share, to[1] - along[1] * share];
    off[0] * off[0] + off[1] * off[1]
}

/// The greater of two numbers, in one instruction for many pairs, as `f32::max`, which asks whether they are numbers, is
/// not.
#[inline(always)]
pub(super) fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[inline(always)]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// How many pairs of edges cross, where nodes lie at `points` and each edge is a straight line between two of them.
///
/// Edges that share a node do not cross, nor do those that only touch. The measure by which drawings of graphs are
/// compared first: H. C. Purchase, *Metrics for graph drawing aesthetics*, Journal of Visual Languages & Computing
/// 13 (2002), <https://doi.org/10.1006/jvlc.2002.0232>. Every pair is looked at: O(edges²).
///
/// ```
/// use scholargraph::layout::{Point, crossings};
///
/// let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| Point { x, y });
/// assert_eq!(crossings(&square, &[[0, 1], [1, 2], [2, 3], [3, 0]]), 0);
/// assert_eq!(crossings(&square, &[[0, 2], [1, 3]]), 1);
/// ```
///
/// Edges to points that are not there cross nothing.
#[must_use]
pub fn crossings(points: &[Point], edges: &[[u32; 2]]) -> usize {
    let end = |end: u32| points.get(end as usize).map(|point| [point.x, point.y].map(f64::from));
    let segments: Vec<_> = edges.iter().filter_map(|&[a, b]| Some([end(a)?, end(b)?])).collect();
    let cross = |one, other| crossing(one, other).iter().all(|&product| product < 0.0);
    let crossed = |(at, &one): (usize, &_)| segments[at + 1..].iter().filter(|&&other| cross(one, other)).count();
    segments.iter().enumerate().map(crossed).sum()
}
