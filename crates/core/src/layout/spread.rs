//! No node on another.

use super::Point;

/// Rounds in which nodes that overlap are moved apart.
const ROUNDS: usize = 30;
/// Nets of more nodes are left as they are: every pair is looked at.
const MOST: usize = 3000;
/// Places that are tried where moving apart was not enough.
const SEEDS: usize = 4000;
/// How much room is left between two nodes, in their radii.
const ROOM: f32 = 1.05;

/// Moves nodes that lie on others away from them, all but the first `fixed`, within the square.
///
/// O(nodes²) for each of a bounded number of rounds, which end once nothing overlaps.
pub(super) fn apart(points: &mut [Point], fixed: usize, radii: &[f32]) {
    if points.len() > MOST {
        return;
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
    fn nodes_find_room_between_others_that_stay() {
        let row = |at: usize| Point::new(at as f32 * 0.1 - 0.9, 0.0);
        let mut points: Vec<Point> = (0..19).map(row).collect();
        points.extend([Point::new(0.02, 0.01); 6]);
        check(points, 19);
    }
}
