//! A number for each position that was met.

use super::table::Table;

/// Which positions of a range have been met, each with a slot number in the order of meeting.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// One more than the slot, or a count; 0 for what was not met.
    numbers: Table,
    met: Vec<u32>,
}

impl Slots {
    /// Positions are `0..size` from now on, and one to spare: ids of a damaged file may lie anywhere, and those past the
    /// end share it. There must be nothing met.
    pub(crate) fn reserve(&mut self, size: usize) {
        self.numbers.reserve(size);
    }

    /// The slot of `position`, a new one where it is met for the first time.
    #[inline]
    pub(crate) fn slot(&mut self, position: usize) -> usize {
        let (slot, position) = self.numbers.get_mut(position);
        if *slot == 0 {
            self.met.push(position);
            *slot = self.met.len() as u32;
        }
        *slot as usize - 1
    }

    /// Asks for the slot of `position`, which will be needed soon.
    #[inline]
    pub(crate) fn prefetch(&self, position: usize) {
        self.numbers.prefetch(position);
    }

    /// The slot of `position`, if it was met.
    #[inline]
    pub(crate) fn get(&self, position: usize) -> Option<usize> {
        (self.numbers.get(position) as usize).checked_sub(1)
    }

    /// Was `position` met?
    #[inline]
    pub(crate) fn contains(&self, position: usize) -> bool {
        self.numbers.get(position) != 0
    }

    /// How many positions were met.
    pub(crate) fn len(&self) -> usize {
        self.met.len()
    }

    /// Every position met, in the order of meeting.
    pub(crate) fn met(&self) -> &[u32] {
        &self.met
    }

    /// Counts `position` once more. One query either counts or hands out slots: both live in the same memory.
    #[inline]
    pub(crate) fn count(&mut self, position: usize) {
        let (count, position) = self.numbers.get_mut(position);
        if *count == 0 {
            self.met.push(position);
        }
        *count += 1;
    }

    /// How often `position` was counted.
    pub(crate) fn counted(&self, position: usize) -> u32 {
        self.numbers.get(position)
    }

    /// Every position counted with its count, in the order of meeting.
    pub(crate) fn counts(&self) -> impl ExactSizeIterator<Item = (usize, u32)> {
        self.met.iter().map(|&position| (position as usize, self.counted(position as usize)))
    }

    /// Forgets everything. O(met).
    pub(crate) fn clear(&mut self) {
        self.numbers.clear(&self.met);
        self.met.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    const SIZE: usize = 2500;

    #[derive(Clone, Debug)]
    enum Step {
        Slot(usize),
        Get(usize),
        Clear,
    }

    fn position() -> impl Strategy<Value = usize> {
        prop_oneof![0..40_usize, 0..3000_usize, (1_usize << 33)..(1 << 33) + 3]
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            20 => position().prop_map(Step::Slot),
            10 => position().prop_map(Step::Get),
            1 => Just(Step::Clear),
        ];
        prop::collection::vec(step, 0..4000)
    }

    fn slots() -> Slots {
        let mut slots = Slots::default();
        slots.reserve(SIZE);
        slots
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn slots_are_handed_out_in_the_order_of_meeting(steps in steps()) {
            let (mut slots, mut naive) = (slots(), HashMap::new());
            for step in steps {
                match step {
                    Step::Slot(position) => {
                        let next = naive.len();
                        prop_assert_eq!(slots.slot(position), *naive.entry(position.min(SIZE)).or_insert(next));
                    }
                    Step::Get(position) => {
                        slots.prefetch(position);
                        let expected = naive.get(&position.min(SIZE)).copied();
                        prop_assert_eq!((slots.get(position), slots.contains(position)), (expected, expected.is_some()));
                    }
                    Step::Clear => {
                        slots.clear();
                        naive.clear();
                    }
                }
                prop_assert_eq!(slots.len(), naive.len());
            }
            prop_assert!(slots.met().iter().enumerate().all(|(slot, &met)| naive.get(&(met as usize)) == Some(&slot)));
        }

        #[test]
        fn counts_are_kept(positions in prop::collection::vec(position(), 0..6000)) {
            let (mut slots, mut naive) = (slots(), HashMap::<usize, u32>::new());
            for &position in &positions {
                slots.count(position);
                *naive.entry(position.min(SIZE)).or_default() += 1;
            }
            prop_assert_eq!(slots.counts().collect::<HashMap<_, _>>(), naive);
            prop_assert_eq!(slots.counted(SIZE + 1), slots.counted(SIZE));
        }
    }

    #[test]
    fn what_a_large_question_took_is_given_back() {
        let mut slots = slots();
        slots.reserve(3 << 20);
        (0..3 << 20).for_each(|position| {
            slots.slot(position);
        });
        assert_eq!((slots.len(), slots.get(5)), (3 << 20, Some(5)));
        slots.clear();
        assert_eq!((slots.get(5), slots.slot(7)), (None, 0));
        assert!(slots.numbers.places() <= 1 << 21);
    }
}
