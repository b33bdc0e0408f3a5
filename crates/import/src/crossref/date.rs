//! When something appeared.

/// A year, and a day where it is known to the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Appeared {
    /// 0 where unknown.
    pub(super) year: i16,
    /// The number `YYYYMMDD`; 0 where month or day are unknown.
    pub(super) date: u32,
}

impl Appeared {
    /// Of year, month and day as far as they are known; nothing where the year is none that a calendar could show.
    pub(super) fn on(year: u32, month: Option<u32>, day: Option<u32>) -> Self {
        match i16::try_from(year) {
            Ok(short @ 1..=9999) => {
                let date = month.zip(day).and_then(|(month, day)| crate::date::packed(year, month, day));
                Self { year: short, date: date.unwrap_or(0) }
            }
            _ => Self::default(),
        }
    }

    /// This, or the other one if this is unknown.
    pub(super) fn or(self, other: Self) -> Self {
        if self.year == 0 { other } else { self }
    }

    /// The earlier one of two; one of two in a year that is known to the day.
    pub(super) fn earlier(self, other: Self) -> Self {
        let rank = |of: Self| (of.year == 0, of.year, of.date == 0, of.date);
        if rank(other) < rank(self) { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_as_far_as_they_go() {
        let on = |year, month, day| {
            let Appeared { year, date } = Appeared::on(year, month, day);
            (year, date)
        };
        assert_eq!(on(2019, Some(3), Some(7)), (2019, 20_190_307));
        assert_eq!(on(2019, Some(3), None), (2019, 0));
        assert_eq!(on(2019, Some(21), Some(1)), (2019, 0), "seasons are numbered from 21");
        assert_eq!([on(0, Some(1), Some(1)), on(10_000, None, None), on(70_000, None, None)], [(0, 0); 3]);
    }

    #[test]
    fn the_earlier_date_counts() {
        let (day, late, year) =
            (Appeared::on(2019, Some(3), Some(7)), Appeared::on(2020, None, None), Appeared::on(2019, None, None));
        assert_eq!(day.earlier(late), day);
        assert_eq!(year.earlier(day), day);
        assert_eq!(Appeared::default().earlier(late), late);
        assert_eq!(late.earlier(Appeared::default()), late);
    }
}
