//! Dates as the number `YYYYMMDD`.

/// `2018-02-13…` as the number 20180213; `None` where the text does not begin with a date.
pub(crate) fn iso(text: &str) -> Option<u32> {
    let (year, month, day) = (number(text.get(0..4)?)?, number(text.get(5..7)?)?, number(text.get(8..10)?)?);
    let separated = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    if separated { packed(year, month, day) } else { None }
}

/// `Mon, 2 Apr 2007 19:18:42 GMT`, as in mail (RFC 5322), as the number 20070402.
pub(crate) fn mail(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_once(',').map_or(text, |(_, rest)| rest).split_ascii_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as u32 + 1;
    packed(number(year)?, month, number(day)?)
}

/// A year that stands alone; 0 where the text is none.
pub(crate) fn year(text: &str) -> i16 {
    text.trim().parse().ok().filter(|year| (1..=9999).contains(year)).unwrap_or(0)
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// The number of a day; `None` where there is none such.
pub(crate) fn packed(year: u32, month: u32, day: u32) -> Option<u32> {
    let real = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_numbers() {
        assert_eq!(iso("2018-02-13"), Some(20_180_213));
        assert_eq!(iso("2025-11-01T00:00:00.000000"), Some(20_251_101));
        let none = [
            "2018-13-01",
            "2018-00-10",
            "0000-01-01",
            "2018",
            "2018-2-1",
            "é018-02-13",
            "+018-02-13",
            "2018/02/13",
            "",
        ];
        for text in none {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_mail_are_numbers() {
        assert_eq!(mail("Mon, 2 Apr 2007 19:18:42 GMT"), Some(20_070_402));
        assert_eq!(mail("13 Dec 2008"), Some(20_081_213));
        for text in ["", "Mon", "Mon, 32 Apr 2007", "Mon, 2 Avr 2007", "Mon, 2 Apr 99999", "2007-04-02"] {
            assert_eq!(mail(text), None, "{text}");
        }
    }
}
