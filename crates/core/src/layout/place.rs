//! From a net to a map, step by step.

use super::{LARGE, Net, Point, spread, stress, stress::Ideal, tree, untangle::Map};
use crate::random::Random;

/// How much more a side is stretched than the fullest one, at most.
const STRETCH: f32 = 2.0;

/// Where the nodes of `net` lie, the first of them at `before`, which may be none.
pub(super) fn place(net: &Net, before: Vec<Point>) -> Vec<Point> {
    let fixed = before.len().max(1);
    let mut map = if before.is_empty() { Sketch::whole(net) } else { Sketch::more(net, before) };
    if net.len() <= LARGE {
        let mut random = Random::new();
        let ideal = Ideal::of(net);
        map.points.iter_mut().for_each(|point| *point = *point * (1.0 / map.unit));
        stress::relax(&mut map.points, fixed, &ideal, &mut random);
        map.fit(net, fixed);
        map.points = Map::new(net, &ideal, map.unit, &map.points).untangle(fixed, &mut random);
    }
    spread::apart(&mut map.points, fixed, &net.radii);
    map.points.iter().map(|&point| rounded(point)).collect()
}

/// A map that is not finished.
struct Sketch {
    points: Vec<Point>,
    /// How long one step is.
    unit: f32,
}

impl Sketch {
    fn whole(net: &Net) -> Self {
        let mut sketch = Self { points: tree::radial(net), unit: 1.0 };
        sketch.fit(net, 1);
        sketch
    }

    /// A map that goes on from another: what is new lies beyond the middle of its neighbours there.
    fn more(net: &Net, before: Vec<Point>) -> Self {
        let old = before.len();
        let inside = net.edges.iter().filter(|edge| edge.iter().all(|&end| (end as usize) < old));
        let lengths = inside.map(|&[a, b]| before[a as usize].distance(before[b as usize]));
        let (sum, count) = lengths.fold((0.0, 0.0), |(sum, count), length| (sum + length, count + 1.0));
        let unit = if count > 0.0 && sum > 0.0 { sum / count } else { 0.5 };
        let mut sketch = Self { points: before, unit };
        for node in old..net.len() {
            sketch.add(net, node);
        }
        sketch
    }

    fn add(&mut self, net: &Net, node: usize) {
        let known = net.around(node).iter().filter(|&&(other, _)| (other as usize) < node);
        let (sum, count) = known.fold((Point::default(), 0.0), |(sum, count), &(other, _)| {
            (sum + self.points[other as usize], count + 1.0)
        });
        let middle = if count > 0.0 { sum * (1.0 / count) } else { sum };
        // Several around one are told apart by turning by the golden angle.
        let off = Point::towards(node as f32 * 0.381_966) * (0.5 * self.unit);
        self.points.push(middle + off);
    }

    /// Brings everything into the square; where some points are fixed, only what lies outside.
    fn fit(&mut self, net: &Net, fixed: usize) {
        let bounds = || net.radii.iter().map(|radius| 1.0 - radius);
        if fixed > 1 {
            self.points.iter_mut().for_each(|point| *point = *point * self.unit);
            for (point, bound) in self.points.iter_mut().zip(bounds()).skip(fixed) {
                *point = point.within(bound);
            }
            return;
        }
        let mut extents = [[0.0_f32; 2]; 2];
        for (point, bound) in self.points.iter().zip(bounds()) {
            for (extent, place) in extents.iter_mut().zip([point.x, point.y]) {
                let side = &mut extent[usize::from(place > 0.0)];
                *side = side.max(place.abs() / bound);
            }
        }
        let farthest = extents.as_flattened().iter().copied().fold(0.0, f32::max);
        let scale = if farthest > 0.0 { 1.0 / farthest } else { 1.0 };
        // What leaves one side of the square empty is stretched there.
        let stretched = |place: f32, extent: &[f32; 2]| {
            place * (1.0 / extent[usize::from(place > 0.0)].max(1e-6)).min(scale * STRETCH)
        };
        for (point, bound) in self.points.iter_mut().zip(bounds()) {
            let place = Point::new(stretched(point.x, &extents[0]), stretched(point.y, &extents[1]));
            // The rings of a large map leave as much room in the middle as elsewhere.
            let place = if net.len() <= LARGE { widened(place) } else { place };
            *point = place.within(bound);
        }
        self.unit = scale * (1.0 + STRETCH) / 2.0;
    }
}

/// A point of the square, further out the nearer it is to the middle, where it is crowded: its distance to the power of
/// three quarters.
fn widened(point: Point) -> Point {
    let distance = point.x.abs().max(point.y.abs()).max(1e-6);
    point * (distance.sqrt() * distance.sqrt().sqrt() / distance)
}

/// To four digits behind the point: a ten-thousandth of half a picture is less than anybody sees.
fn rounded(point: Point) -> Point {
    // Adding zero makes a negative one positive.
    let rounded = |number: f32| ((f64::from(number) * 1e4).round() / 1e4) as f32 + 0.0;
    Point::new(rounded(point.x), rounded(point.y))
}
