//! No node on another.

use super::{LARGE, Point};

/// Rounds in which nodes that overlap are moved apart.
const ROUNDS: usize = 30;
/// Places that are tried where moving apart was not enough.
const SEEDS: usize = 4000;
/// How much room is left between two nodes, in their radii.
const ROOM: f32 = 1.05;

/// Moves nodes that lie on others away from them, all but the first `fixed`, within the square.
///
/// O(nodes²) for each of a bounded number of rounds, which end once nothing overlaps; of many nodes, only those in the
/// same part of the square are compared, and what still overlaps after the last round stays.
pub(super) fn apart(points: &mut [Point], fixed: usize, radii: &[f32]) {
    if points.len() > LARGE {
        return apart_by_cells(points, fixed, radii);
    }
    for round in 0..ROUNDS {
        let mut moved = false;
        for b in fixed..points.len() {
            for a in 0..b {
                moved |= part(points, [a, b], a >= fixed, radii, round);
            }
        }
        if !moved {
            return;
        }
    }
    for node in fixed..points.len() {
        if !is_free(points, node, points[node], radii) {
            points[node] = free_place(points, node, radii).unwrap_or(points[node]);
        }
    }
}

/// Rounds among many nodes.
const ROUNDS_BY_CELLS: usize = 60;

/// Compares nodes within cells so wide that two which overlap lie in the same or in adjacent ones. O(nodes) per round,
/// as long as they are not all in one place.
fn apart_by_cells(points: &mut [Point], fixed: usize, radii: &[f32]) {
    let widest = radii.iter().copied().fold(1e-3, f32::max);
    let mut cells = Cells::new(2.0 * ROOM * widest);
    for round in 0..ROUNDS_BY_CELLS {
        cells.fill(points);
        let mut moved = false;
        for b in fixed..points.len() {
            // Where it was at the beginning of the round: who moved since is met in the next.
            for place in cells.around(b) {
                for at in cells.range(place) {
                    let a = cells.nodes[at] as usize;
                    if a < b {
                        moved |= part(points, [a, b], a >= fixed, radii, round);
                    }
                }
            }
        }
        if !moved {
            return;
        }
    }
}

/// The square in cells, each with its nodes, ascending.
struct Cells {
    width: f32,
    side: usize,
    /// The cell of every node.
    cells: Vec<u32>,
    ends: Vec<u32>,
    nodes: Vec<u32>,
}

impl Cells {
    fn new(width: f32) -> Self {
        let side = (2.0 / width).ceil().max(1.0) as usize;
        Self { width, side, cells: Vec::new(), ends: vec![0; side * side + 1], nodes: Vec::new() }
    }

    /// Puts every node in its cell: by counting sort.
    fn fill(&mut self, points: &[Point]) {
        let cell = |place: f32| (((place + 1.0) / self.width) as usize).min(self.side - 1);
        self.cells = points.iter().map(|point| (cell(point.y) * self.side + cell(point.x)) as u32).collect();
        self.ends.fill(0);
        for &cell in &self.cells {
            self.ends[cell as usize] += 1;
        }
        let mut end = 0;
        for row in &mut self.ends {
            end += *row;
            *row = end;
        }
        self.nodes.resize(points.len(), 0);
        for (node, &cell) in self.cells.iter().enumerate().rev() {
            let at = &mut self.ends[cell as usize];
            *at -= 1;
            self.nodes[*at as usize] = node as u32;
        }
    }

    /// The cell of a node and those beside it.
    fn around(&self, node: usize) -> impl Iterator<Item = usize> + use<> {
        let (side, cell) = (self.side, self.cells[node] as usize);
        let near = move |at: usize| at.saturating_sub(1)..(at + 2).min(side);
        near(cell / side).flat_map(move |row| near(cell % side).map(move |column| row * side + column))
    }

    fn range(&self, cell: usize) -> std::ops::Range<usize> {
        self.ends[cell] as usize..self.ends[cell + 1] as usize
    }
}

/// Would a node lie on no other there?
fn is_free(points: &[Point], node: usize, place: Point, radii: &[f32]) -> bool {
    let others = points.iter().zip(radii).enumerate().filter(|&(other, _)| other != node);
    { others }.all(|(_, (&other, radius))| other.distance(place) >= radius + radii[node])
}

/// The nearest place for a node that does not lie on others, of so many on a spiral that widens like a sunflower's.
fn free_place(points: &[Point], node: usize, radii: &[f32]) -> Option<Point> {
    let spiral = |seed: usize| Point::towards(seed as f32 * 0.381_966) * ((seed as f32).sqrt() * radii[node]);
    let places = (1..SEEDS).map(|seed| (points[node] + spiral(seed)).within(1.0 - radii[node]));
    { places }.find(|&place| is_free(points, node, place, radii))
}

/// Parts two nodes, of which the first may be moved only if it `yields`; was that needed?
fn part(points: &mut [Point], [a, b]: [usize; 2], yields: bool, radii: &[f32], round: usize) -> bool {
    let room = ROOM * (radii[a] + radii[b]);
    let apart = points[b] - points[a];
    let squared = apart.dot(apart);
    if squared >= room * room {
        return false;
    }
    let length = squared.sqrt();
    // Nodes in the same place leave it in different directions, others sideways, too, so as not to run to and fro.
    let aside = Point::towards((a + b + round) as f32 * 0.381_966);
    let direction = if length > 1e-5 { apart * (1.0 / length) + aside * 0.2 } else { aside };
    let way = direction * ((room - length) * if yields { 0.55 } else { 1.05 });
    points[b] = (points[b] + way).within(1.0 - radii[b]);
    if yields {
        points[a] = (points[a] - way).within(1.0 - radii[a]);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut points: Vec<Point>, fixed: usize) {
        let (radii, before) = (vec![0.05; points.len()], points.clone());
        apart(&mut points, fixed, &radii);
        assert_eq!(points[..fixed], before[..fixed]);
        for (at, &point) in points.iter().enumerate() {
            assert_eq!(point, point.within(0.95));
            assert!(points[..at].iter().all(|other| other.distance(point) >= 0.0999), "{at}: {points:?}");
        }
    }

    #[test]
    fn nodes_in_one_place_part() {
        check(vec![Point::default(); 40], 1);
        check(vec![Point::new(0.95, -0.95); 2], 0);
    }

    #[test]
    fn many_nodes_part_by_cells_as_they_do_pair_by_pair() {
        // Two in every place of a sunflower.
        let place = |at: usize| Point::towards((at / 2) as f32 * 0.381_966) * (((at / 2) as f32).sqrt() / 50.0);
        let (mut points, radii): (Vec<Point>, _) = ((0..2000).map(place).collect(), vec![0.008; 2000]);
        let overlaps = |points: &[Point]| {
            let near = |&(a, b): &(usize, usize)| points[a].distance(points[b]) < 0.0159;
            (0..points.len()).flat_map(|b| (0..b).map(move |a| (a, b))).filter(near).count()
        };
        assert!(overlaps(&points) >= 1000, "{}", overlaps(&points));
        let first = points[0];
        apart(&mut points, 1, &radii);
        assert_eq!((overlaps(&points), points[0]), (0, first));
    }

    #[test]
    fn nodes_find_room_between_others_that_stay() {
        let row = |at: usize| Point::new(at as f32 * 0.1 - 0.9, 0.0);
        let mut points: Vec<Point> = (0..19).map(row).collect();
        points.extend([Point::new(0.02, 0.01); 6]);
        check(points, 19);
    }
}
