//! The candidates of a `srcset`: addresses of one picture in several sizes (WHATWG HTML, 4.8.4.2).

use std::ops::Range;

/// A candidate: the place of its address in the value, and its descriptor, such as `2x` or `800w`, or empty.
#[derive(Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The place of the address.
    pub address: Range<usize>,
    /// The descriptor.
    pub descriptor: String,
}

/// The candidates of a value, in order.
pub fn candidates(value: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let between = |c: char| c.is_ascii_whitespace() || c == ',';
        let rest = value.get(at..).unwrap_or_default();
        let start = at + (rest.len() - rest.trim_start_matches(between).len());
        let rest = value.get(start..).unwrap_or_default();
        if rest.is_empty() {
            return found;
        }
        let length = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default();
        let address = written.trim_end_matches(',');
        // A comma at the end of the address ends the candidate.
        let after = rest.get(length..).unwrap_or_default();
        let end = match address.len() == written.len() {
            true => after.find(',').unwrap_or(after.len()),
            false => 0,
        };
        let descriptor = after.get(..end).unwrap_or_default().trim().to_string();
        found.push(Candidate { address: start..start + address.len(), descriptor });
        at = start + length + end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_descriptors_are_told_apart() {
        let shown = |value: &str| -> Vec<String> {
            let of = |one: Candidate| format!("{}|{}", &value[one.address], one.descriptor);
            candidates(value).into_iter().map(of).collect()
        };
        assert_eq!(shown("a.png"), ["a.png|"]);
        assert_eq!(
            shown(" a.png 1x,b.png  2x , c.png, d.png,"),
            ["a.png|1x", "b.png|2x", "c.png|", "d.png|"]
        );
        assert_eq!(
            shown("a,b.png 100w,\n data:image/png;base64,AA== 2x"),
            ["a,b.png|100w", "data:image/png;base64,AA==|2x"]
        );
        assert!(shown(" , ,").is_empty());
    }
}
