//! Runs the program of a pattern at a place of a line, as long as all that it looks at is ASCII.

use super::program::{Program, Step};
use super::symbols::{Symbols, WORD, symbol_at};
use super::tree::Place;

/// The run met a character outside of ASCII, or took too many steps.
#[derive(Debug, PartialEq)]
pub struct Unsure;

/// The most steps of a run. Few take more than a hundred.
const MOST_STEPS: usize = 4_000;

/// The place of a group that has matched nothing.
const NOWHERE: usize = usize::MAX;

/// What is kept from run to run, so that none has to allocate.
#[derive(Default)]
pub struct Runner {
    /// The limits of the groups of the last match: of the whole first.
    limits: Vec<usize>,
    ways: Vec<Way>,
    steps: usize,
}

/// What is tried when a step fails.
#[derive(Clone, Copy)]
enum Way {
    /// Another step, at this place.
    Step { step: usize, at: usize },
    /// The step behind a span, which ends one character before this place, and then still earlier.
    Shorter { step: usize, at: usize, shortest: usize },
    /// The step behind a span, which ends one character behind this place if it is of the kind, and then still later.
    Longer { step: usize, at: usize, of: Symbols, longest: usize },
    /// No step: the limit of a group is as before.
    Limit { index: usize, was: usize },
}

impl Runner {
    /// Where the match of the program that begins at a place ends.
    pub fn ends_at(
        &mut self,
        program: &Program,
        line: &[u8],
        at: usize,
    ) -> Result<Option<usize>, Unsure> {
        self.limits.clear();
        self.limits.resize(program.groups * 2 + 2, NOWHERE);
        self.ways.clear();
        self.steps = 0;
        let end = self.run(&program.steps, line, 0, at)?;
        if let (Some(end), [first, second, ..]) = (end, self.limits.as_mut_slice()) {
            (*first, *second) = (at, end);
        }
        Ok(end)
    }

    /// How many steps the last run took. A span counts by its length.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The limits of a group of the last match.
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        let start = *self.limits.get(number * 2)?;
        let end = *self.limits.get(number * 2 + 1)?;
        (start != NOWHERE && end != NOWHERE).then_some((start, end))
    }

    /// Takes the limits of groups from elsewhere.
    pub fn set_groups(&mut self, groups: impl Iterator<Item = Option<(usize, usize)>>) {
        self.limits.clear();
        for group in groups {
            let (start, end) = group.unwrap_or((NOWHERE, NOWHERE));
            self.limits.extend([start, end]);
        }
    }

    /// Runs steps up to the end that they come to.
    fn run(
        &mut self,
        steps: &[Step],
        line: &[u8],
        mut step: usize,
        mut at: usize,
    ) -> Result<Option<usize>, Unsure> {
        let base = self.ways.len();
        loop {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(Unsure);
            }
            let next = match &steps[step] {
                Step::Done => {
                    self.forget(base);
                    return Ok(Some(at));
                }
                Step::Take(of) => has(line, at, *of)?.then_some((step + 1, at + 1)),
                Step::Jump(to) => Some((*to, at)),
                Step::Fork { begins, other } => Some(match begins.has(symbol_at(line, at)) {
                    true => {
                        self.ways.push(Way::Step { step: *other, at });
                        (step + 1, at)
                    }
                    false => (*other, at),
                }),
                Step::Skip { other } => {
                    self.ways.push(Way::Step { step: step + 1, at });
                    Some((*other, at))
                }
                Step::Note(index) => {
                    let was = std::mem::replace(&mut self.limits[*index], at);
                    self.ways.push(Way::Limit { index: *index, was });
                    Some((step + 1, at))
                }
                Step::Span { of, least, most, is_lazy } => {
                    let span = Span::new(step, at, *of, (*least, *most));
                    self.span(line, &span, *is_lazy)?.map(|end| (step + 1, end))
                }
                Step::Check(place) => is_at(line, at, *place)?.then_some((step + 1, at)),
                Step::Look { is_wanted, end } => {
                    let found = self.run(steps, line, step + 1, at)?;
                    (found.is_some() == *is_wanted).then_some((end + 1, at))
                }
                Step::Behind { is_wanted, length, end } => {
                    let found = match before(line, at, *length)? {
                        Some(start) => self.run(steps, line, step + 1, start)?,
                        None => None,
                    };
                    (found.is_some() == *is_wanted).then_some((end + 1, at))
                }
                Step::Atomic { end } => {
                    let found = self.run(steps, line, step + 1, at)?;
                    found.map(|at| (end + 1, at))
                }
            };
            let next = match next {
                Some(next) => Some(next),
                None => self.back(line, base)?,
            };
            match next {
                Some(next) => (step, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// Takes a span of characters, and keeps the other lengths for later.
    fn span(&mut self, line: &[u8], span: &Span, is_lazy: bool) -> Result<Option<usize>, Unsure> {
        let wanted = if is_lazy { span.shortest } else { span.longest };
        let mut end = span.start;
        while end < wanted && has(line, end, span.of)? {
            end += 1;
        }
        self.steps += end - span.start;
        if end < span.shortest {
            return Ok(None);
        }
        let (step, shortest) = (span.step + 1, span.shortest);
        if is_lazy && span.longest > end {
            self.ways.push(Way::Longer { step, at: end, of: span.of, longest: span.longest });
        } else if !is_lazy && end > shortest {
            self.ways.push(Way::Shorter { step, at: end, shortest });
        }
        Ok(Some(end))
    }

    /// The step that is tried next, and where. The ways up to `base` are those of a run around this one.
    fn back(&mut self, line: &[u8], base: usize) -> Result<Option<(usize, usize)>, Unsure> {
        while self.ways.len() > base {
            match self.ways.pop() {
                None => break,
                Some(Way::Limit { index, was }) => self.limits[index] = was,
                Some(Way::Step { step, at }) => return Ok(Some((step, at))),
                Some(Way::Shorter { step, at, shortest }) => {
                    let at = at - 1;
                    if at > shortest {
                        self.ways.push(Way::Shorter { step, at, shortest });
                    }
                    return Ok(Some((step, at)));
                }
                Some(Way::Longer { step, at, of, longest }) => {
                    if has(line, at, of)? {
                        let at = at + 1;
                        if at < longest {
                            self.ways.push(Way::Longer { step, at, of, longest });
                        }
                        return Ok(Some((step, at)));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Forgets the ways from `base` on, but for what groups were before.
    fn forget(&mut self, base: usize) {
        let mut kept = base;
        for index in base..self.ways.len() {
            if matches!(self.ways[index], Way::Limit { .. }) {
                self.ways.swap(kept, index);
                kept += 1;
            }
        }
        self.ways.truncate(kept);
    }
}

/// A span of characters of a kind, and how long it may be.
struct Span {
    step: usize,
    start: usize,
    of: Symbols,
    shortest: usize,
    longest: usize,
}

impl Span {
    fn new(step: usize, start: usize, of: Symbols, (least, most): (u32, u32)) -> Self {
        let behind =
            |count: u32| start.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
        let longest = if most == u32::MAX { usize::MAX } else { behind(most) };
        Span { step, start, of, shortest: behind(least), longest }
    }
}

/// Whether one of these characters is at a place.
fn has(line: &[u8], at: usize, of: Symbols) -> Result<bool, Unsure> {
    match line.get(at) {
        None => Ok(false),
        Some(128..) if of.high => Err(Unsure),
        Some(128..) => Ok(false),
        Some(byte) => Ok(of.ascii >> *byte & 1 == 1),
    }
}

/// The place so many characters before another.
fn before(line: &[u8], at: usize, length: usize) -> Result<Option<usize>, Unsure> {
    let start = at.saturating_sub(length);
    if !line.get(start..at).unwrap_or_default().is_ascii() {
        return Err(Unsure);
    }
    Ok((at >= length).then_some(start))
}

/// Whether a place is like this.
fn is_at(line: &[u8], at: usize, place: Place) -> Result<bool, Unsure> {
    let is_break = |index: usize| line.get(index) == Some(&b'\n');
    let is_end = at == line.len();
    Ok(match place {
        Place::TextStart => at == 0,
        Place::TextEnd => is_end,
        Place::LineStart => at == 0 || (is_break(at - 1) && !is_end),
        Place::LineEnd => is_end || is_break(at),
        Place::LastLineEnd => is_end || (is_break(at) && at + 1 == line.len()),
        Place::WordEdge => is_edge(line, at)?,
        Place::NotWordEdge => !is_edge(line, at)?,
    })
}

fn is_edge(line: &[u8], at: usize) -> Result<bool, Unsure> {
    let is_word = |byte: Option<&u8>| match byte {
        None => Ok(false),
        Some(128..) => Err(Unsure),
        Some(byte) => Ok(WORD >> *byte & 1 == 1),
    };
    let before = at.checked_sub(1).and_then(|index| line.get(index));
    Ok(is_word(before)? != is_word(line.get(at))?)
}

#[cfg(test)]
mod tests {
    use super::super::reader::tree_of;
    use super::*;
    use onig::{RegexOptions, Region, SearchOptions, Syntax};

    /// Patterns, each with lines that are tried at every place.
    const CASES: [(&str, &[&str]); 32] = [
        ("a|ab|abc", &["abc", "ab", "b"]),
        ("(a|ab)(c|bcd)(d*)", &["abcd", "acdd", "abcdd"]),
        ("a*?b", &["aaab", "b", "aa"]),
        ("(a+)(a*)", &["aaa"]),
        ("a{2,3}a", &["aa", "aaa", "aaaa", "aaaaa"]),
        ("(?:ab){2,}c", &["ababc", "abc", "abababc"]),
        ("(?:(a)|(b))*c", &["abc", "bac", "c", "ab"]),
        ("(?:ab?){1,2}b", &["abab", "aab", "ab"]),
        ("(a?)?b", &["ab", "b", "aab"]),
        (r"\b\w+\b(?=\s*\()", &["call (x)", "a.b(", "a b"]),
        (r"(?<=\.)\w+|(?<!\w)x", &[".ab x xx", "x.x"]),
        (r"(?<=ab|c|^)d", &["abd cd bd", "d"]),
        (r"(?<!ab|c)d", &["abd cd bd", "d"]),
        ("(?!ab|c)[a-c]+", &["abc", "acb", "cab"]),
        ("(?>a+)ab|a", &["aab", "ab"]),
        ("a++b|a", &["aab", "aa"]),
        ("^a|b$|c\\z|d\\Z|\\Ae", &["a\n", "b\n", "c\n", "d\n", "e\n", "aabb", "cc", "dd"]),
        ("^|$", &["a\n", "", "\n"]),
        ("[^a-c&&[^b]]+", &["abcbd", "b"]),
        ("[]a]+|[a-]", &["]a-", "-"]),
        (r"[\w&&[^_\d]]+\s?", &["ab_1 c", "_"]),
        ("(?i)select|FROM", &["SeLeCT", "from", "fro"]),
        ("(?x) a # one\n b | \\  c", &["ab", " c", "a b"]),
        (r"\\(?:[nrt]|x\h{2}|u\{\h+\})", &["\\n", "\\x4f", "\\u{1f}", "\\u{}"]),
        (r#""(?:\\.|[^"\\])*""#, &["\"a\\\"b\" \"", "\""]),
        (r"(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?", &["1.5e-3", "1.e", "1e"]),
        ("(?=(a+))a(a)?", &["aaa", "a"]),
        ("(?:a|(?=b))b", &["ab", "b"]),
        (r"\B[a-z]\B", &["abc", "a"]),
        ("a.c", &["abc", "a\nc", "aéc"]),
        ("é|ü", &["é", "ü", "a"]),
        (r"\w+é?", &["caf", "café", "é"]),
    ];

    #[test]
    fn a_program_matches_as_oniguruma_does() {
        for (pattern, lines) in CASES {
            let tree = tree_of(pattern).expect(pattern);
            let program = Program::of(&tree).expect(pattern);
            let options = RegexOptions::REGEX_OPTION_CAPTURE_GROUP;
            let compiled = onig::Regex::with_options(pattern, options, Syntax::default());
            let compiled = compiled.expect(pattern);
            for line in lines {
                for at in (0..=line.len()).filter(|at| line.is_char_boundary(*at)) {
                    let mut runner = Runner::default();
                    let Ok(end) = runner.ends_at(&program, line.as_bytes(), at) else {
                        assert!(!line.is_ascii(), "{pattern} is unsure of {line:?}");
                        continue;
                    };
                    let mut region = Region::new();
                    let none = SearchOptions::SEARCH_OPTION_NONE;
                    let length = compiled.match_with_options(line, at, none, Some(&mut region));
                    assert_eq!(
                        end,
                        length.map(|length| at + length),
                        "{pattern} in {line:?} at {at}"
                    );
                    for group in (0..region.len()).filter(|_| end.is_some()) {
                        let is = runner.group(group);
                        assert_eq!(is, region.pos(group), "{pattern} in {line:?} at {at}: {group}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_engines_do_not_agree_about_has_no_program() {
        let odd =
            ["(?:a*)*", "(?:a|b*)+", r"(a)\1", "(?<=a+)b", "a{2}?", "a**", "(?=a)*b", "(?<n>a)"];
        for pattern in odd {
            let program = tree_of(pattern).and_then(|tree| Program::of(&tree));
            assert!(program.is_none(), "{pattern}");
        }
    }

    #[test]
    fn a_run_that_takes_too_long_is_unsure() {
        let program = tree_of("(?:a|a)*b").and_then(|tree| Program::of(&tree)).expect("it has one");
        let line = "a".repeat(60);
        assert_eq!(Runner::default().ends_at(&program, line.as_bytes(), 0), Err(Unsure));
    }
}
