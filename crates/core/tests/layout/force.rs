//! A layout to compare with.

use scholargraph::layout::Point;

/// Forces between nodes, cooling down: T. M. J. Fruchterman, E. M. Reingold, *Graph drawing by force-directed
/// placement*, Software: Practice and Experience 21 (1991), <https://doi.org/10.1002/spe.4380211102>; 500 rounds in
/// the same square, from places that a seed decides.
pub(crate) fn place(nodes: usize, edges: &[[u32; 2]], seed: u64) -> Vec<Point> {
    const ROUNDS: u32 = 500;
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    let mut points: Vec<[f32; 2]> = (0..nodes).map(|_| [random(), random()]).collect();
    let ideal = (4.0 / nodes as f32).sqrt();
    for round in 0..ROUNDS {
        let mut forces = vec![[0.0_f32; 2]; nodes];
        for a in 0..nodes {
            for b in (0..nodes).filter(|&b| b != a) {
                let (away, length) = between(points[b], points[a]);
                add(&mut forces[a], away, ideal * ideal / (length * length));
            }
        }
        for [a, b] in edges.iter().map(|edge| edge.map(|end| end as usize)) {
            let (towards, length) = between(points[a], points[b]);
            add(&mut forces[a], towards, length / ideal);
            add(&mut forces[b], towards, -length / ideal);
        }
        let most = 0.2 * (1.0 - round as f32 / ROUNDS as f32);
        for (point, force) in points.iter_mut().zip(&forces) {
            let length = force[0].hypot(force[1]).max(1e-6);
            add(point, *force, length.min(most) / length);
            *point = point.map(|place| place.clamp(-1.0, 1.0));
        }
    }
    points.into_iter().map(|[x, y]| Point { x, y }).collect()
}

fn between(from: [f32; 2], to: [f32; 2]) -> ([f32; 2], f32) {
    let way = [to[0] - from[0], to[1] - from[1]];
    (way, way[0].hypot(way[1]).max(1e-4))
}

fn add(point: &mut [f32; 2], way: [f32; 2], share: f32) {
    point[0] += way[0] * share;
    point[1] += way[1] * share;
}
