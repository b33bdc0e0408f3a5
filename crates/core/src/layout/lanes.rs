//! Columns of numbers that are reckoned with several at a time.

/// As many numbers as wide registers of common processors hold.
const LANES: usize = 8;

/// Numbers in whole blocks.
#[derive(Debug)]
pub(super) struct Column(Vec<[f32; LANES]>);

impl Column {
    /// With `rest` behind the last of them, up to a whole block.
    pub(super) fn new(numbers: impl ExactSizeIterator<Item = f32>, rest: f32) -> Self {
        let len = numbers.len();
        let mut blocks = vec![[rest; LANES]; len.div_ceil(LANES)];
        numbers.zip(blocks.as_flattened_mut()).for_each(|(number, place)| *place = number);
        Self(blocks)
    }

    #[inline(always)]
    pub(super) fn numbers(&self) -> &[f32] {
        self.0.as_flattened()
    }

    #[inline(always)]
    pub(super) fn numbers_mut(&mut self) -> &mut [f32] {
        self.0.as_flattened_mut()
    }
}

/// The sum of what `term` says of the numbers at one place of every column: lane by lane and then over lanes, an order
/// that is always the same and that lets a processor reckon with all lanes of a block at once. As long as the shortest
/// column.
#[inline(always)]
pub(super) fn sum<const COLUMNS: usize>(columns: [&Column; COLUMNS], term: impl Fn([f32; COLUMNS]) -> f32) -> f32 {
    let len = columns.iter().map(|column| column.0.len()).min().unwrap_or(0);
    let mut sums = [0.0; LANES];
    for at in 0..len {
        let mut blocks = [[0.0; LANES]; COLUMNS];
        for (block, column) in blocks.iter_mut().zip(columns) {
            *block = column.0[at];
        }
        for (lane, sum) in sums.iter_mut().enumerate() {
            let mut numbers = [0.0; COLUMNS];
            for (number, block) in numbers.iter_mut().zip(&blocks) {
                *number = block[lane];
            }
            *sum += term(numbers);
        }
    }
    sums.iter().sum()
}
