//! Days, to compare the dates of authors.

/// A day of the Gregorian calendar, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day in UTC that is this many seconds after the beginning of 1970.
    pub fn at(seconds: u64) -> Self {
        Day(i64::try_from(seconds / 86_400).unwrap_or(i64::MAX))
    }

    /// The day of a date such as `2026-11-22`.
    pub fn of_date(date: &str) -> Option<Self> {
        let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        // Years begin in March here, so that the leap day is the last day of a year.
        let shifted = if month > 2 { year } else { year - 1 };
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let leap_days = shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400);
        // 719,468 days are between 1 March of the year 0 and the beginning of 1970.
        Some(Day(shifted * 365 + leap_days + day_of_year - 719_468))
    }

    /// The number of days from an earlier day to this one; negative if that day is later.
    pub fn since(self, earlier: Day) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_days() {
        assert_eq!(Day::of_date("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::of_date("2000-02-29"), Some(Day(11_016)));
        assert_eq!(Day::of_date("2026-11-22"), Some(Day::at(1_795_305_600)));
        assert_eq!(Day::of_date("1969-12-31"), Some(Day(-1)));
        assert_eq!(Day::of_date("soon"), None);
    }
}
