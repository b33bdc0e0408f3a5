//! Dense ids without the hidden ones.

use std::iter::FusedIterator;

/// The numbers `0..bound` without those in `hidden`, ascending.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<'g> {
    next: usize,
    bound: usize,
    /// What is hidden from `next` on, ascending.
    hidden: &'g [u32],
}

impl<'g> Numbered<'g> {
    pub(crate) fn new(bound: usize, hidden: &'g [u32]) -> Self {
        Self { next: 0, bound, hidden }
    }
}

impl Iterator for Numbered<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while let Some((&first, rest)) = self.hidden.split_first()
            && first as usize == self.next
        {
            self.hidden = rest;
            self.next += 1;
        }
        let number = self.next;
        (number < self.bound).then(|| {
            self.next += 1;
            number
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = (self.bound - self.next.min(self.bound)).saturating_sub(self.hidden.len());
        (rest, Some(rest))
    }
}

impl ExactSizeIterator for Numbered<'_> {}
impl FusedIterator for Numbered<'_> {}

/// Which of the numbers that are not in `hidden`, counted from 0, `number` is. O(log hidden).
pub(crate) fn place(hidden: &[u32], number: usize) -> usize {
    number - hidden.partition_point(|&other| (other as usize) < number)
}

/// The number that is not in `hidden` and has `place` such numbers before it. O(log hidden).
pub(crate) fn number(hidden: &[u32], place: usize) -> usize {
    let (mut low, mut high) = (0, hidden.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        // Before `hidden[middle]` there are so many that are not hidden.
        if hidden[middle] as usize - middle <= place { low = middle + 1 } else { high = middle }
    }
    place + low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_numbers_are_passed_over() {
        for hidden in [&[][..], &[0], &[7], &[0, 1, 4], &[3, 4, 5, 7], &[0, 1, 2, 3, 4, 5, 6, 7]] {
            let expected: Vec<usize> = (0..8).filter(|number| !hidden.contains(&(*number as u32))).collect();
            let mut numbered = Numbered::new(8, hidden);
            assert_eq!(numbered.clone().collect::<Vec<_>>(), expected);
            for (at, &next) in expected.iter().enumerate() {
                assert_eq!(numbered.len(), expected.len() - at);
                assert_eq!(numbered.next(), Some(next));
                assert_eq!((place(hidden, next), number(hidden, at)), (at, next));
            }
            assert_eq!((numbered.len(), numbered.next()), (0, None));
        }
    }
}
