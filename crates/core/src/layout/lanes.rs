//! Sums over long rows, several terms at a time.

/// As many numbers as common processors take at once, twice.
pub(super) const LANES: usize = 8;

/// `len` rounded up to whole lanes.
pub(super) const fn padded(len: usize) -> usize {
    len.next_multiple_of(LANES)
}

/// Numbers in whole lanes, `rest` behind the last of them.
pub(super) fn filled(numbers: impl ExactSizeIterator<Item = f32>, rest: f32) -> Vec<f32> {
    let len = padded(numbers.len());
    numbers.chain(std::iter::repeat(rest)).take(len).collect()
}

/// The sum of what `term` says of the numbers at one place of every column: lane by lane and then over lanes, an order
/// that is always the same. The columns are of the same length, in whole lanes.
#[inline(always)]
pub(super) fn sum<const COLUMNS: usize>(columns: [&[f32]; COLUMNS], term: impl Fn([f32; COLUMNS]) -> f32) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let len = columns.iter().map(|column| column.len()).min().unwrap_or(0) / LANES * LANES;
    for start in (0..len).step_by(LANES) {
        let parts = columns.map(|column| &column[start..start + LANES]);
        for (lane, sum) in sums.iter_mut().enumerate() {
            *sum += term(parts.map(|part| part[lane]));
        }
    }
    sums.iter().sum()
}
