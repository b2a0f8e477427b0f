//! The words for what items say besides their text: how long, when, how often, for whom.

use crate::syntax::markdown::tree::{Due, Facts, Length, Unit};

/// The facts in words, such as `2 h · within 4 weeks · for Founder`; empty if there are none.
pub fn words(facts: &Facts) -> String {
    let effort = facts.effort.map(length);
    let due = facts.due.as_ref().map(|due| match due {
        Due::After(after) => format!("within {}", length(*after)),
        Due::On(date) => format!("by {}", day(date).unwrap_or_else(|| date.clone())),
    });
    let every = facts.every.map(|every| match every {
        Length { count: 1, unit } => format!("every {}", name(unit)),
        every => format!("every {}", length(every)),
    });
    let titles: Vec<&str> = facts.audiences.iter().map(|one| one.title.as_str()).collect();
    let audience = (!titles.is_empty()).then(|| format!("for {}", titles.join(", ")));
    [effort, due, every, audience].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The names of the audiences, in their order and separated by spaces, as scripts read them.
pub fn audience_names(facts: &Facts) -> String {
    let names: Vec<&str> = facts.audiences.iter().map(|one| one.name.as_str()).collect();
    names.join(" ")
}

/// A length as authors write it: `4w`.
pub fn written(length: Length) -> String {
    format!("{}{}", length.count, length.unit.sign())
}

/// When something is due as authors write it: `4w` or `2027-03-31`.
pub fn written_due(due: &Due) -> String {
    match due {
        Due::After(after) => written(*after),
        Due::On(date) => date.clone(),
    }
}

fn length(length: Length) -> String {
    let Length { count, unit } = length;
    match unit {
        Unit::Minute => format!("{count} min"),
        Unit::Hour => format!("{count} h"),
        _ if count == 1 => format!("1 {}", name(unit)),
        _ => format!("{count} {}s", name(unit)),
    }
}

fn name(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    }
}

/// A date in words: `2026-11-22` is the 22 November 2026.
pub fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{} {month} {year}", day.trim_start_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::tree::Audience;

    #[test]
    fn facts_are_put_into_words() {
        let length = |count, unit| Length { count, unit };
        let audience = |name: &str| Audience { name: name.to_lowercase(), title: name.to_string() };
        let all = Facts {
            audiences: vec![audience("Founder"), audience("Manager")],
            effort: Some(length(30, Unit::Minute)),
            due: Some(Due::After(length(4, Unit::Week))),
            every: Some(length(1, Unit::Quarter)),
        };
        let said = "30 min · within 4 weeks · every quarter · for Founder, Manager";
        assert_eq!(words(&all), said);
        assert_eq!(audience_names(&all), "founder manager");
        let due = Some(Due::On("2027-03-01".into()));
        assert_eq!(words(&Facts { due, ..Facts::default() }), "by 1 March 2027");
        let every = Some(length(2, Unit::Week));
        assert_eq!(words(&Facts { every, ..Facts::default() }), "every 2 weeks");
        assert_eq!(words(&Facts::default()), "");
    }
}
