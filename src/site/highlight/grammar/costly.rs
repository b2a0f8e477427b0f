//! Patterns whose tries take long in a line. Instead of at each place, they are searched for once, as syntect does.

use super::pattern::{Expression, Matcher, NotTried};

/// What a try may cost, in steps of a program, before it is noted.
const CHEAP: usize = 64;

/// What the noted tries of a pattern may cost in a line before it is searched for.
const MOST: usize = 2_000;

/// What is known about the patterns of a line.
#[derive(Default)]
pub struct Costly {
    known: Vec<Known>,
}

/// A pattern, known by its address, which it keeps while a line is parsed.
struct Known {
    address: usize,
    cost: usize,
    /// There is no match from `from` up to here.
    none_before: usize,
    from: usize,
}

fn address(expression: &Expression) -> usize {
    std::ptr::from_ref(expression).addr()
}

impl Costly {
    /// Whether it is known that the expression does not match at a place.
    pub fn is_hopeless(&self, expression: &Expression, at: usize) -> bool {
        let mut known = self.known.iter();
        !self.known.is_empty()
            && known.any(|one| {
                one.address == address(expression) && (one.from..one.none_before).contains(&at)
            })
    }

    /// Notes what it cost to find that the expression does not match at a place. If that was much, it is searched for behind it.
    pub fn note(
        &mut self,
        matcher: &Matcher,
        expression: &Expression,
        line: &str,
        at: usize,
    ) -> Result<(), NotTried> {
        if matcher.cost() < CHEAP {
            return Ok(());
        }
        let address = address(expression);
        let index = self.known.iter().position(|one| one.address == address);
        let index = index.unwrap_or_else(|| {
            self.known.push(Known { address, cost: 0, none_before: 0, from: 0 });
            self.known.len() - 1
        });
        let Some(known) = self.known.get_mut(index) else { return Ok(()) };
        known.cost += matcher.cost();
        if known.cost > MOST {
            let found = expression.search(line, at)?;
            (known.from, known.none_before) = (at, found.unwrap_or(usize::MAX));
            known.cost = 0;
        }
        Ok(())
    }
}
