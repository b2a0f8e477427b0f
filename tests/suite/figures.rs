//! The arithmetic of the handbook: every worked example of `tests/handbook/figures.txt` comes out as its chapter says.

use crate::harness::repository;

/// Reads an expression of numbers, `+ - * / ^` and brackets from the left, and what is left of the text after it.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> u8 {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(b'.')
    }

    /// Terms with signs that bind alike, such as `+` and `-`.
    fn chain(&mut self, signs: &[u8], next: fn(&mut Self) -> f64) -> f64 {
        let mut value = next(self);
        loop {
            let sign = self.peek();
            if !signs.contains(&sign) {
                return value;
            }
            self.at += 1;
            let other = next(self);
            value = match sign {
                b'+' => value + other,
                b'-' => value - other,
                b'*' => value * other,
                b'/' => value / other,
                _ => value.powf(other),
            };
        }
    }

    fn sum(&mut self) -> f64 {
        self.chain(b"+-", |reader| reader.chain(b"*/", |reader| reader.chain(b"^", Self::atom)))
    }

    fn atom(&mut self) -> f64 {
        if self.peek() == b'(' {
            self.at += 1;
            let value = self.sum();
            assert_eq!(self.peek(), b')', "an open bracket");
            self.at += 1;
            return value;
        }
        let from = self.at;
        while self.text.get(self.at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'.') {
            self.at += 1;
        }
        number(std::str::from_utf8(&self.text[from..self.at]).expect("digits are text"))
    }
}

fn number(text: &str) -> f64 {
    text.replace(',', "").parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn value(expression: &str) -> f64 {
    let mut reader = Reader { text: expression.trim().as_bytes(), at: 0 };
    let value = reader.sum();
    assert_eq!(reader.at, reader.text.len(), "`{expression}` is read to its end");
    value
}

/// What is wrong with a line of figures about a chapter.
fn fault(line: &str, chapter: &str) -> Option<String> {
    let (figure, words) = line.split_once(" | ").expect("figure | words");
    let about = figure.contains('~');
    let (expression, shown) = figure.rsplit_once(if about { '~' } else { '=' }).expect("a result");
    let (found, said) = (value(expression), number(shown.trim()));
    let decimals = shown.trim().split_once('.').map_or(0, |(_, digits)| digits.len());
    let half = 0.5 / 10_f64.powi(i32::try_from(decimals).expect("few digits"));
    // A half that binary fractions cannot hold may be rounded either way.
    let slack = if about { said.abs() / 20.0 } else { half * 1.000_001 };
    if (found - said).abs() > slack {
        return Some(format!("{line}: is {found}"));
    }
    (!chapter.contains(words)).then(|| format!("{line}: the chapter has no such words"))
}

#[test]
fn every_worked_example_comes_out_as_the_handbook_says() {
    let list = std::fs::read_to_string(repository().join("tests/handbook/figures.txt"));
    let list = list.expect("the list of figures is there");
    let (mut name, mut chapter, mut count) = (String::new(), String::new(), 0);
    let mut faults = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(new) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            new.clone_into(&mut name);
            let path = repository().join("content").join(format!("{name}.md"));
            chapter = std::fs::read_to_string(&path).expect("the chapter is there");
            continue;
        }
        count += 1;
        faults.extend(fault(line, &chapter).map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 100, "only {count} figures are checked");
}

#[test]
fn a_wrong_figure_is_found() {
    assert!(fault("0.6*2 + 0.4*9 = 2 | falls to 2 days", "falls to 2 days").is_some());
    assert!(fault("2 * (3 + 4)^2 / 7 = 14 | 14 of", "it is 15 of").is_some());
    assert_eq!(fault("2 * (3 + 4)^2 / 7 = 14 | 14 of", "it is 14 of"), None);
}
