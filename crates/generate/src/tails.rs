//! The distributions that a corpus is made of. Everything is computed with operations that give the same bits on every
//! machine: IEEE arithmetic, and the functions of `libm`.

use crate::random::Numbers;

/// Chances of 0, 1, 2 …, summed up.
#[derive(Debug)]
pub(crate) struct Chances {
    sums: Vec<f64>,
}

impl Chances {
    /// In proportion to `weights`.
    pub(crate) fn of(weights: impl Iterator<Item = f64>) -> Self {
        let sum = |sum: &mut f64, weight| {
            *sum += weight;
            Some(*sum)
        };
        Self { sums: weights.scan(0.0, sum).collect() }
    }

    /// The number at this part of all chances; the last one at 1.
    pub(crate) fn at(&self, part: f64) -> usize {
        let wanted = part * self.sums.last().copied().unwrap_or(0.0);
        self.sums.partition_point(|sum| *sum <= wanted).min(self.sums.len().saturating_sub(1))
    }

    pub(crate) fn draw(&self, numbers: &mut Numbers) -> usize {
        self.at(numbers.part())
    }
}

/// Chances of 1 … `most` (as 0 … `most` − 1) that fall off as a log-normal distribution does, with this mean and deviation
/// of the logarithm.
pub(crate) fn log_normal(mean: f64, deviation: f64, most: u32) -> Chances {
    Chances::of((1..=most).map(|number| {
        let number = f64::from(number);
        let distance = (libm::log(number) - mean) / deviation;
        libm::exp(-distance * distance / 2.0) / number
    }))
}

/// The first year of any work, and the last.
pub(crate) const YEARS: (i16, i16) = (1980, 2025);

/// Years since the first: 4 % more works each year (Bornmann, Haunschild, Mutz, 2021,
/// <https://doi.org/10.1057/s41599-021-00903-w>).
pub(crate) fn years() -> Chances {
    let grown = |works: &mut f64, _| {
        let now = *works;
        *works *= 1.04;
        Some(now)
    };
    Chances::of((YEARS.0..=YEARS.1).scan(1.0, grown))
}

/// The size of the group that is larger than this part of all groups: a Pareto tail on top of six people, at most 800.
pub(crate) fn group_size(part: f64) -> u32 {
    let beyond = libm::pow(1.0 - part, -1.0 / 1.5) - 1.0;
    (6.0 + 12.0 * beyond).min(f64::from(MAX_GROUP)) as u32
}

/// People of the largest group.
pub(crate) const MAX_GROUP: u32 = 800;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_in_proportion() {
        let chances = Chances::of([1.0, 0.0, 3.0].into_iter());
        let drawn: Vec<usize> = (0..8).map(|eighth| chances.at(f64::from(eighth) / 8.0)).collect();
        assert_eq!(drawn, [0, 0, 2, 2, 2, 2, 2, 2]);
        assert_eq!((chances.at(1.0), Chances::of(std::iter::empty()).at(0.5)), (2, 0));
    }

    #[test]
    fn groups_have_a_long_tail() {
        let sizes: Vec<u32> = (0..1000).map(|at| group_size((f64::from(at) + 0.5) / 1000.0)).collect();
        assert_eq!((sizes[0], sizes[999]), (6, MAX_GROUP));
        assert!(sizes.is_sorted() && sizes[500] < 20, "{}", sizes[500]);
    }
}
