//! Days of the calendar, as authors write them: `2026-11-22`. Knows no clock.

use std::ops::Range;

/// The day that a text begins with, if it is one that exists: feeds and calendars can contain no others.
pub fn leading(text: &str) -> Option<&str> {
    let day = text.get(..10)?;
    let is_sign = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if !day.bytes().enumerate().all(is_sign) {
        return None;
    }
    let between = |range: Range<usize>, lowest: u32, highest: u32| {
        let number = day.get(range).and_then(|digits| digits.parse::<u32>().ok());
        number.is_some_and(|number| (lowest..=highest).contains(&number))
    };
    (between(5..7, 1, 12) && between(8..10, 1, last_of_month(day))).then_some(day)
}

fn last_of_month(day: &str) -> u32 {
    let number = |range: Range<usize>| day.get(range).and_then(|one| one.parse::<u32>().ok());
    let (year, month) = (number(0..4).unwrap_or(0), number(5..7).unwrap_or(0));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_days() {
        for day in ["2024-02-29", "2026-12-31", "2000-02-29", "2026-11-22T10:00:00Z"] {
            assert_eq!(leading(day), day.get(..10), "{day}");
        }
        for no_day in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-1-1",
            "2026/01/01",
            "",
        ] {
            assert_eq!(leading(no_day), None, "{no_day}");
        }
    }
}
