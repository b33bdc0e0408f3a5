//! Pages of mapped files, asked for before they are read.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// May what is stored lie on the disk? Of the whole process, as its memory is, and a hint: nothing depends on it.
static ON_DISK: AtomicBool = AtomicBool::new(false);

/// Says whether what is stored may lie on the disk. Asking costs a microsecond a page that is in memory, so that only who
/// knows that most are not gains by it.
#[cfg(feature = "snapshot")]
pub(crate) fn expect_on_disk(on_disk: bool) {
    ON_DISK.store(on_disk, Relaxed);
}

/// May what is stored lie on the disk?
#[inline(always)]
pub(crate) fn may_be_on_disk() -> bool {
    ON_DISK.load(Relaxed)
}

/// Asks the system for the pages of `values`, but for those that were asked for a short while ago.
#[cold]
pub(crate) fn ask<T>(values: &[T]) {
    #[cfg(all(unix, feature = "snapshot"))]
    system::ask(std::ptr::from_ref(values).cast(), size_of_val(values));
    #[cfg(not(all(unix, feature = "snapshot")))]
    let _ = values;
}

#[cfg(all(unix, feature = "snapshot"))]
mod system {
    use std::{cell::RefCell, ops::RangeInclusive};

    use rustix::{
        mm::{Advice, madvise},
        param::page_size,
    };

    /// So many pages are remembered, each where its number says: two that fall together are asked for more than once.
    const REMEMBERED: usize = 4096;

    thread_local! {
        static ASKED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn ask(start: *const u8, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let page = page_size();
        let pages = start.addr() / page..=(start.addr() + bytes - 1) / page;
        if ASKED.with_borrow_mut(|asked| are_new(asked, pages.clone())) {
            let before = start.addr() % page;
            // SAFETY: the pages are mapped, as values lie in each; that they will be needed changes nothing in them.
            let _ = unsafe { madvise(start.wrapping_sub(before).cast_mut().cast(), before + bytes, Advice::WillNeed) };
        }
    }

    /// Notes `pages`; was any of them not asked for lately?
    fn are_new(asked: &mut Vec<usize>, pages: RangeInclusive<usize>) -> bool {
        asked.resize(REMEMBERED, 0);
        let new = pages.filter(|&page| std::mem::replace(&mut asked[page % REMEMBERED], page) != page);
        new.count() > 0
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn pages_are_asked_for_once() {
            let mut asked = Vec::new();
            assert!(are_new(&mut asked, 7..=9));
            assert!(!are_new(&mut asked, 8..=9));
            assert!(are_new(&mut asked, 9..=10));
            assert!(are_new(&mut asked, 8 + REMEMBERED..=8 + REMEMBERED));
            assert!(are_new(&mut asked, 8..=8));
        }

        #[test]
        fn any_values_may_be_asked_for() {
            let values: Vec<u64> = (0..10_000).collect();
            for part in [&values[..0], &values[3..4], &values[..], &values[9_999..]] {
                super::super::ask(part);
            }
            assert!(values.iter().copied().eq(0..10_000));
        }
    }
}
