//! One pattern of a context: what it matches, where that can be, and what a match does.

use super::contexts::Id;
use super::opening::Opening;
use super::program::Program;
use super::reader::tree_of;
use super::run::Runner;
use onig::{MatchParam, RegexOptions, Region, SearchOptions, Syntax};
use std::sync::OnceLock;
use syntect::parsing::Scope;
use syntect::parsing::syntax_definition::{
    ContextReference, MatchOperation, MatchPattern as Definition,
};

/// A pattern.
pub struct Pattern {
    pub expression: Expression,
    /// Whether it names groups of the match by which its context was entered.
    pub refers: bool,
    pub scope: Box<[Scope]>,
    pub captures: Box<[(usize, Box<[Scope]>)]>,
    /// `None` if it leads to a context that is missing.
    pub operation: Option<Operation>,
}

/// What a match does to the stack of contexts.
pub enum Operation {
    Nothing,
    Pop,
    Push(Entered),
    Set(Entered),
}

/// The contexts that a match enters.
pub struct Entered {
    pub contexts: Box<[Id]>,
    /// A context whose patterns hold in the last of them and above it.
    pub with_prototype: Option<Id>,
}

impl Pattern {
    pub fn lowered(definition: &Definition) -> Self {
        let captures = definition.captures.iter().flatten();
        Pattern {
            expression: Expression::new(definition.regex.regex_str()),
            refers: definition.has_captures,
            scope: definition.scope.clone().into(),
            captures: captures.map(|(group, scopes)| (*group, scopes.clone().into())).collect(),
            operation: Operation::lowered(definition),
        }
    }
}

impl Operation {
    fn lowered(definition: &Definition) -> Option<Self> {
        let entered = |references: &[ContextReference]| {
            let contexts = references.iter().map(Id::of_reference).collect::<Option<_>>()?;
            let with_prototype = match &definition.with_prototype {
                Some(reference) => Some(Id::of_reference(reference)?),
                None => None,
            };
            Some(Entered { contexts, with_prototype })
        };
        Some(match &definition.operation {
            MatchOperation::None => Operation::Nothing,
            MatchOperation::Pop => Operation::Pop,
            MatchOperation::Push(references) => Operation::Push(entered(references)?),
            MatchOperation::Set(references) => Operation::Set(entered(references)?),
        })
    }
}

/// A regular expression, made ready for its first try.
pub struct Expression {
    source: Box<str>,
    pub opening: Opening,
    program: OnceLock<Option<Program>>,
    compiled: OnceLock<Option<onig::Regex>>,
}

/// The expression cannot be tried at a place by itself, or the try took too long.
#[derive(Debug, PartialEq)]
pub struct NotTried;

/// Tries expressions, and keeps the groups of the last match.
#[derive(Default)]
pub struct Matcher {
    runner: Runner,
    region: Region,
    cost: usize,
}

/// What a call of Oniguruma costs at least, in steps of a program.
const CALL: usize = 100;

impl Expression {
    pub fn new(source: &str) -> Self {
        let source: Box<str> = source.into();
        let opening = tree_of(&source).map_or(Opening::ANY, |tree| Opening::of(&tree));
        Expression { source, opening, program: OnceLock::new(), compiled: OnceLock::new() }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it asks where the search for it began, or moves where its match begins.
    pub fn depends_on_search(&self) -> bool {
        self.source.contains(r"\G") || self.source.contains(r"\K")
    }

    fn program(&self) -> Option<&Program> {
        let program = || tree_of(&self.source).and_then(|tree| Program::of(&tree));
        self.program.get_or_init(program).as_ref()
    }

    /// Where the first match at or behind a place begins.
    pub fn search(&self, line: &str, at: usize) -> Result<Option<usize>, NotTried> {
        let compiled = self.compiled().ok_or(NotTried)?;
        let (options, limits) = (SearchOptions::SEARCH_OPTION_NONE, MatchParam::default());
        let found = compiled.search_with_param(line, at, line.len(), options, None, limits);
        found.map_err(|_| NotTried)
    }

    fn compiled(&self) -> Option<&onig::Regex> {
        let compile = || {
            let options = RegexOptions::REGEX_OPTION_CAPTURE_GROUP;
            onig::Regex::with_options(&self.source, options, Syntax::default()).ok()
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

impl Matcher {
    /// Where a match that begins at this place ends.
    pub fn ends_at(
        &mut self,
        expression: &Expression,
        line: &str,
        at: usize,
    ) -> Result<Option<usize>, NotTried> {
        self.cost = 0;
        if let Some(program) = expression.program() {
            let end = self.runner.ends_at(program, line.as_bytes(), at);
            self.cost = self.runner.steps();
            if let Ok(end) = end {
                return Ok(end);
            }
        }
        self.cost += CALL;
        let compiled = expression.compiled().ok_or(NotTried)?;
        let options = SearchOptions::SEARCH_OPTION_NONE;
        let (limits, region) = (MatchParam::default(), Some(&mut self.region));
        let length = compiled.match_with_param(line, at, options, region, limits);
        let Some(length) = length.map_err(|_| NotTried)? else { return Ok(None) };
        self.runner.set_groups((0..self.region.len()).map(|group| self.region.pos(group)));
        Ok(Some(at + length))
    }

    /// What the last try cost, in steps of a program.
    pub fn cost(&self) -> usize {
        self.cost
    }

    /// The limits of a group of the last match.
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        self.runner.group(number)
    }
}
