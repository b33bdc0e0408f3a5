//! How much there is at every position.

use super::Slots;
use crate::prefetch::prefetch;

/// Up to so many positions every one has an amount of its own, 128 MiB of them.
const DENSE: usize = 1 << 24;

/// An amount for every position of a range; 0 where nothing was put.
#[derive(Debug)]
pub(crate) enum Amounts {
    /// By position.
    Dense(Vec<f64>),
    /// Of the positions asked for, by slot.
    Sparse(Slots, Vec<f64>),
}

impl Default for Amounts {
    fn default() -> Self {
        Self::Dense(Vec::new())
    }
}

impl Amounts {
    /// Makes room for positions `0..size`. All amounts must be 0.
    pub(crate) fn reserve(&mut self, size: usize) {
        self.reserve_up_to(size, DENSE);
    }

    fn reserve_up_to(&mut self, size: usize, dense: usize) {
        match self {
            Self::Dense(amounts) if size <= dense => {
                if amounts.len() < size {
                    amounts.resize(size, 0.0);
                }
            }
            Self::Sparse(slots, amounts) if size > dense => {
                slots.clear();
                amounts.clear();
                slots.reserve(size);
            }
            amounts if size > dense => {
                let mut slots = Slots::default();
                slots.reserve(size);
                *amounts = Self::Sparse(slots, Vec::new());
            }
            amounts => *amounts = Self::Dense(vec![0.0; size]),
        }
    }

    /// The amount at `position`; `None` past the end, where ids of a damaged file may lie.
    #[inline]
    pub(crate) fn get_mut(&mut self, position: usize) -> Option<&mut f64> {
        match self {
            Self::Dense(amounts) => amounts.get_mut(position),
            Self::Sparse(slots, amounts) => {
                let slot = slots.slot(position);
                if slot == amounts.len() {
                    amounts.push(0.0);
                }
                amounts.get_mut(slot)
            }
        }
    }

    /// Has every position an amount of its own?
    pub(crate) fn is_dense(&self) -> bool {
        matches!(self, Self::Dense(_))
    }

    /// The amounts of all positions, where every one has its own.
    pub(crate) fn dense(&mut self) -> Option<&mut Vec<f64>> {
        if let Self::Dense(amounts) = self { Some(amounts) } else { None }
    }

    /// Is there nothing anywhere?
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        let (Self::Dense(amounts) | Self::Sparse(_, amounts)) = self;
        amounts.iter().all(|&amount| amount == 0.0)
    }

    /// Asks for the amount at `position`, which will be needed soon.
    #[inline]
    pub(crate) fn prefetch(&self, position: usize) {
        match self {
            Self::Dense(amounts) => prefetch(amounts, position),
            Self::Sparse(slots, _) => slots.prefetch(position),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn amounts_are_kept_either_way(added in prop::collection::vec((0..900_usize, 0.0..9.0), 0..300)) {
            let (mut dense, mut sparse) = (Amounts::default(), Amounts::default());
            dense.reserve_up_to(900, usize::MAX);
            for _ in 0..2 {
                sparse.reserve_up_to(900, 0);
                prop_assert!(sparse.is_empty() && dense.is_dense() && !sparse.is_dense());
                for &(position, amount) in &added {
                    for amounts in [&mut dense, &mut sparse] {
                        amounts.prefetch(position);
                        *amounts.get_mut(position).expect("a position within") += amount;
                    }
                }
                for (position, _) in &added {
                    let [one, other] = [&mut dense, &mut sparse].map(|amounts| amounts.get_mut(*position).map(std::mem::take));
                    prop_assert_eq!(one, other);
                }
            }
        }
    }
}
