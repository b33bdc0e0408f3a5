//! Columns of numbers that are reckoned with several at a time.

use wide::f32x8;

/// As many numbers as common processors take at once, twice.
pub(super) type Lanes = f32x8;

/// Numbers in whole lanes.
#[derive(Debug)]
pub(super) struct Column(Vec<Lanes>);

impl Column {
    /// With `rest` behind the last of them, up to whole lanes.
    pub(super) fn new(numbers: impl ExactSizeIterator<Item = f32>, rest: f32) -> Self {
        let len = numbers.len();
        let mut lanes = vec![Lanes::splat(rest); len.div_ceil(size_of::<Lanes>() / size_of::<f32>())];
        numbers.zip(bytemuck::cast_slice_mut(&mut lanes)).for_each(|(number, place)| *place = number);
        Self(lanes)
    }

    #[inline(always)]
    pub(super) fn numbers(&self) -> &[f32] {
        bytemuck::cast_slice(&self.0)
    }

    #[inline(always)]
    pub(super) fn numbers_mut(&mut self) -> &mut [f32] {
        bytemuck::cast_slice_mut(&mut self.0)
    }

    #[inline(always)]
    pub(super) fn lanes(&self) -> &[Lanes] {
        &self.0
    }
}

/// The sum of what `term` says of the numbers at one place of every column: lane by lane and then over lanes, an order
/// that is always the same. As long as the shortest column.
#[inline(always)]
pub(super) fn sum<const COLUMNS: usize>(columns: [&[Lanes]; COLUMNS], term: impl Fn([Lanes; COLUMNS]) -> Lanes) -> f32 {
    let len = columns.iter().map(|column| column.len()).min().unwrap_or(0);
    let columns = columns.map(|column| &column[..len]);
    let sums = (0..len).fold(Lanes::ZERO, |sums, at| sums + term(columns.map(|column| column[at])));
    sums.to_array().iter().sum()
}
