//! Parses text line by line: at each place the patterns that can match there are tried, and the first that matches is executed.

use super::chain::{Chain, From, Link};
use super::contexts::{Context, Grammars, Id};
use super::costly::Costly;
use super::pattern::{Entered, Expression, Matcher, Operation};
use super::references::Groups;
use super::scopes::{Changes, Match};
use super::symbols::{Before, symbol_at};
use std::rc::Rc;
use syntect::parsing::{ScopeStackOp, SyntaxReference};

/// Why a text is not parsed.
#[derive(Debug, PartialEq)]
pub enum NotParsed {
    /// It needs what is not done here. syntect's own parser has to parse it from its beginning.
    Here,
    /// The grammar goes round and round at a place, and would with syntect's parser too.
    Endless,
}

/// The most matches in a row that take no text. A stack of contexts is left or filled with a hundred.
const MOST_STANDING: usize = 1_000;

/// From this depth of the stack on, syntect ignores patterns that push.
const DEEPEST: usize = 100;

/// A text that is parsed.
pub struct Walk<'g> {
    grammars: &'g Grammars,
    levels: Vec<Level<'g>>,
    /// Depths of the stack from which on what `with_prototype` has added below is ignored.
    ignored_below: Vec<usize>,
    is_first_line: bool,
    matcher: Matcher,
    costly: Costly,
}

/// A context on the stack.
struct Level<'g> {
    context: &'g Context,
    prototypes: Vec<Id>,
    /// The groups of the match by which it was entered, if a pattern refers to them.
    groups: Option<Rc<Groups>>,
    /// What can match while it is on top.
    current: Option<Rc<Current<'g>>>,
}

/// What can match in the context on top of the stack.
struct Current<'g> {
    chain: &'g Chain,
    /// The expressions of the links that refer to groups, by the index of the link.
    bound: Vec<(u16, Expression)>,
}

/// The winner at a place: a link, or a pop that would only undo the push before it.
struct Found {
    index: u16,
    start: usize,
    end: usize,
    would_loop: bool,
}

/// Where a line stands.
struct Place {
    at: usize,
    /// The place and the depth of the stack at the last push that took no text.
    last_empty_push: (usize, usize),
}

impl<'g> Walk<'g> {
    /// A text in this grammar.
    pub fn new(grammars: &'g Grammars, syntax: &SyntaxReference) -> Option<Self> {
        let context = grammars.context(grammars.start(syntax)?)?;
        let start = Level { context, prototypes: Vec::new(), groups: None, current: None };
        Some(Walk {
            grammars,
            levels: vec![start],
            ignored_below: Vec::new(),
            is_first_line: true,
            matcher: Matcher::default(),
            costly: Costly::default(),
        })
    }

    /// Adds what the next line changes in the stack of scopes. `Err` ends the parse.
    pub fn line(&mut self, line: &str, changes: &mut Changes) -> Result<(), NotParsed> {
        if std::mem::take(&mut self.is_first_line) {
            let top = self.levels.last().ok_or(NotParsed::Here)?;
            let first = top.context.meta_content_scope.first();
            changes.extend(first.map(|scope| (0, ScopeStackOp::Push(*scope))));
        }
        let mut place = Place { at: 0, last_empty_push: (0, 0) };
        let mut standing = 0;
        self.costly = Costly::default();
        while let Some(found) = self.find(line, &place)? {
            if !found.would_loop {
                standing = if found.end == place.at { standing + 1 } else { 0 };
                if standing > MOST_STANDING {
                    return Err(NotParsed::Endless);
                }
                self.execute(line, &found, &mut place, changes)?;
                continue;
            }
            // The same row of matches would begin again, so the next one is looked for behind the next character.
            match line.get(place.at..).and_then(|rest| rest.char_indices().nth(1)) {
                Some((length, _)) => (place.at, standing) = (place.at + length, 0),
                None => break,
            }
        }
        Ok(())
    }

    /// The first match at or behind the place.
    fn find(&mut self, line: &str, place: &Place) -> Result<Option<Found>, NotParsed> {
        let depth = self.levels.len();
        if depth >= DEEPEST {
            return Err(NotParsed::Here);
        }
        while self.ignored_below.last().is_some_and(|below| *below >= depth) {
            self.ignored_below.pop();
        }
        let current = self.current()?;
        let pop_may_loop = place.last_empty_push == (place.at, depth);
        let bytes = line.as_bytes();
        // Links without an operation whose match was empty: the search for them is over.
        let mut spent: Vec<u16> = Vec::new();
        for at in place.at..=bytes.len() {
            if !line.is_char_boundary(at) {
                continue;
            }
            let (before, symbol) = (Before::at(bytes, at), symbol_at(bytes, at));
            let mut looping = None;
            for index in current.chain.fitting(before, symbol) {
                let link = current.chain.links.get(usize::from(*index)).ok_or(NotParsed::Here)?;
                let Some(expression) = current.expression(*index, link, before, symbol)? else {
                    continue;
                };
                if spent.contains(index) || self.costly.is_hopeless(expression, at) {
                    continue;
                }
                let end =
                    self.matcher.ends_at(expression, line, at).map_err(|_| NotParsed::Here)?;
                let Some(end) = end else {
                    if !link.pattern.refers {
                        let noted = self.costly.note(&self.matcher, expression, line, at);
                        noted.map_err(|_| NotParsed::Here)?;
                    }
                    continue;
                };
                let is_empty = end == at;
                let operation = link.pattern.operation.as_ref().ok_or(NotParsed::Here)?;
                match operation {
                    Operation::Nothing if is_empty => spent.push(*index),
                    Operation::Pop if is_empty && pop_may_loop && at == place.at => {
                        let found = Found { index: *index, start: at, end, would_loop: true };
                        looping = Some(found);
                    }
                    _ => {
                        let found = Found { index: *index, start: at, end, would_loop: false };
                        return Ok(Some(found));
                    }
                }
            }
            if looping.is_some() {
                return Ok(looping);
            }
        }
        Ok(None)
    }

    /// Executes what was found.
    fn execute(
        &mut self,
        line: &str,
        found: &Found,
        place: &mut Place,
        changes: &mut Changes,
    ) -> Result<(), NotParsed> {
        let current = self.current()?;
        let link = current.chain.links.get(usize::from(found.index)).ok_or(NotParsed::Here)?;
        let operation = link.pattern.operation.as_ref().ok_or(NotParsed::Here)?;
        if found.end == place.at && matches!(operation, Operation::Push(_)) {
            place.last_empty_push = (found.end, self.levels.len() + 1);
        }
        place.at = found.end;
        if matches!(link.from, From::Prototypes(_)) {
            self.ignored_below.push(self.levels.len());
        }
        let top = self.levels.last().ok_or(NotParsed::Here)?;
        let found = Match {
            context: top.context,
            pattern: &link.pattern,
            operation,
            range: found.start..found.end,
            groups: &self.matcher,
        };
        found.apply(self.grammars, changes).ok_or(NotParsed::Here)?;
        match operation {
            Operation::Nothing => Ok(()),
            Operation::Pop => {
                self.levels.pop();
                Ok(())
            }
            Operation::Push(entered) => self.enter(line, entered, Vec::new()),
            Operation::Set(entered) => {
                // What `with_prototype` has added stays until the level is popped.
                let kept = self.levels.pop().map(|level| level.prototypes);
                self.enter(line, entered, kept.unwrap_or_default())
            }
        }
    }

    /// Puts contexts on the stack. The first of them keeps the prototypes of the context that it replaces.
    fn enter(&mut self, line: &str, entered: &Entered, kept: Vec<Id>) -> Result<(), NotParsed> {
        let mut kept = Some(kept);
        let last = entered.contexts.len().saturating_sub(1);
        let mut groups = None;
        for (index, id) in entered.contexts.iter().enumerate() {
            let mut prototypes = kept.take().unwrap_or_default();
            prototypes.extend(entered.with_prototype.filter(|_| index == last));
            let context = self.grammars.context(*id).ok_or(NotParsed::Here)?;
            let mut refers = context.uses_backrefs;
            for prototype in &prototypes {
                refers |= self.grammars.context(*prototype).ok_or(NotParsed::Here)?.uses_backrefs;
            }
            let groups = refers.then(|| {
                let made = groups.get_or_insert_with(|| Rc::new(Groups::of(&self.matcher, line)));
                Rc::clone(made)
            });
            self.levels.push(Level { context, prototypes, groups, current: None });
        }
        Ok(())
    }

    /// What can match in the context on top of the stack.
    fn current(&mut self) -> Result<Rc<Current<'g>>, NotParsed> {
        let top = self.levels.last().ok_or(NotParsed::Here)?;
        if let Some(current) = &top.current {
            return Ok(Rc::clone(current));
        }
        let from = self.ignored_below.last().copied().unwrap_or(0);
        let levels = self.levels.get(from..).unwrap_or_default();
        let prototypes = levels.iter().flat_map(|level| &level.prototypes);
        let prototypes: Vec<Id> = prototypes.copied().collect();
        let chain = top.context.chain(self.grammars, &prototypes).ok_or(NotParsed::Here)?;
        let current = Rc::new(Current { chain, bound: bound(chain, levels)? });
        if let Some(top) = self.levels.last_mut() {
            top.current = Some(Rc::clone(&current));
        }
        Ok(current)
    }
}

impl Current<'_> {
    /// The expression of a link, if it can match between these.
    fn expression<'a>(
        &'a self,
        index: u16,
        link: &'a Link,
        before: Before,
        symbol: usize,
    ) -> Result<Option<&'a Expression>, NotParsed> {
        if !link.pattern.refers {
            return Ok(Some(&link.pattern.expression));
        }
        let bound = self.bound.iter().find(|(of, _)| *of == index);
        let (_, expression) = bound.ok_or(NotParsed::Here)?;
        Ok(expression.opening.fits(before, symbol).then_some(expression))
    }
}

/// The expressions of a chain that refer to groups, with the text of the groups in them.
fn bound(chain: &Chain, levels: &[Level]) -> Result<Vec<(u16, Expression)>, NotParsed> {
    let mut bound = Vec::new();
    let of_prototypes = || levels.iter().flat_map(|one| one.prototypes.iter().map(|_| &one.groups));
    for (index, link) in (0..).zip(&chain.links).filter(|(_, link)| link.pattern.refers) {
        let groups = match link.from {
            From::Prototypes(index) => of_prototypes().nth(index),
            From::Grammar => None,
            From::Context => levels.last().map(|top| &top.groups),
        };
        // Without groups the expression would be searched for as it stands.
        let groups = groups.and_then(Option::as_ref).ok_or(NotParsed::Here)?;
        bound.push((index, Expression::new(&groups.put_into(link.pattern.expression.source()))));
    }
    Ok(bound)
}
