//! Numbers of the few positions that were met, of however many there are.

use crate::prefetch::prefetch;

/// Places of a table that holds nothing.
const SMALLEST: usize = 1 << 12;
/// A table that one query made larger than this, 16 MiB, is not kept for the next.
const LARGEST_KEPT: usize = 1 << 21;

/// A hash table with linear probing, at most half full.
///
/// D. E. Knuth, *The Art of Computer Programming* 3, section 6.4; positions are spread by his multiplicative hashing.
/// Position and number lie side by side, so that what was met costs one walk to memory, as a counter for every position
/// would, and a small question stays in the nearest cache. On a million works both cost the same, within 5 %; for a
/// hundred million people counters would be gigabytes for each thread.
#[derive(Debug)]
pub(super) struct Table {
    places: Vec<Place>,
    /// Places that hold something.
    held: usize,
    /// Positions from here on are one.
    size: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    position: u32,
    /// 0 where nothing is held.
    number: u32,
}

impl Default for Table {
    fn default() -> Self {
        Self { places: vec![Place::default(); SMALLEST], held: 0, size: 0 }
    }
}

impl Table {
    /// Positions are `0..size` from now on, and one that stands for all others.
    pub(super) fn reserve(&mut self, size: usize) {
        self.size = size.min(u32::MAX as usize);
    }

    /// Where to look for a position first.
    #[inline]
    fn home(&self, position: u32) -> usize {
        let spread = u64::from(position).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (spread >> (64 - self.places.len().trailing_zeros())) as usize
    }

    /// Where a position is held, or would be.
    #[inline]
    fn find(&self, position: u32) -> usize {
        let mut at = self.home(position);
        loop {
            let place = self.places[at];
            if place.number == 0 || place.position == position {
                return at;
            }
            at = (at + 1) % self.places.len();
        }
    }

    #[inline]
    pub(super) fn get(&self, position: usize) -> u32 {
        self.places[self.find(position.min(self.size) as u32)].number
    }

    /// The number at a position, which must not be 0 afterwards, and what the position is called.
    #[inline]
    pub(super) fn get_mut(&mut self, position: usize) -> (&mut u32, u32) {
        let position = position.min(self.size) as u32;
        let mut at = self.find(position);
        if self.places[at].number == 0 {
            if 2 * (self.held + 1) > self.places.len() {
                self.grow();
                at = self.find(position);
            }
            self.places[at].position = position;
            self.held += 1;
        }
        (&mut self.places[at].number, position)
    }

    #[cold]
    fn grow(&mut self) {
        let larger = vec![Place::default(); 2 * self.places.len()];
        for place in std::mem::replace(&mut self.places, larger) {
            if place.number != 0 {
                let at = self.find(place.position);
                self.places[at] = place;
            }
        }
    }

    #[inline]
    pub(super) fn prefetch(&self, position: usize) {
        prefetch(&self.places, self.home(position.min(self.size) as u32));
    }

    /// Forgets `met`, which is all that is held.
    pub(super) fn clear(&mut self, met: &[u32]) {
        self.held = 0;
        if self.places.len() > LARGEST_KEPT {
            self.places = vec![Place::default(); SMALLEST];
        } else if met.len() > self.places.len() / 16 {
            self.places.fill(Place::default());
        } else {
            for &position in met {
                // Those before it may be gone, and it is no nearer for that.
                let mut at = self.home(position);
                while self.places[at].number == 0 || self.places[at].position != position {
                    at = (at + 1) % self.places.len();
                }
                self.places[at].number = 0;
            }
        }
    }
    /// How many places there are.
    #[cfg(test)]
    pub(super) fn places(&self) -> usize {
        self.places.len()
    }
}
