//! One pattern of a context: what it matches, where that can be, and what a match does.

use super::contexts::Id;
use super::opening::Opening;
use super::reader::opening_of;
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

/// A regular expression, compiled for its first try.
pub struct Expression {
    source: Box<str>,
    pub opening: Opening,
    compiled: OnceLock<Option<onig::Regex>>,
}

/// The expression cannot be tried at a place by itself, or the try took too long.
#[derive(Debug, PartialEq)]
pub struct NotTried;

impl Expression {
    pub fn new(source: &str) -> Self {
        let source: Box<str> = source.into();
        Expression { opening: opening_of(&source), source, compiled: OnceLock::new() }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it asks where the search for it began, or moves where its match begins.
    pub fn depends_on_search(&self) -> bool {
        self.source.contains(r"\G") || self.source.contains(r"\K")
    }

    /// Where a match that begins at this place ends. Its groups go into `region`.
    pub fn ends_at(
        &self,
        line: &str,
        at: usize,
        region: &mut Region,
    ) -> Result<Option<usize>, NotTried> {
        let compile = || {
            let options = RegexOptions::REGEX_OPTION_CAPTURE_GROUP;
            onig::Regex::with_options(&self.source, options, Syntax::default()).ok()
        };
        let compiled = self.compiled.get_or_init(compile).as_ref().ok_or(NotTried)?;
        let options = SearchOptions::SEARCH_OPTION_NONE;
        let limits = MatchParam::default();
        let length = compiled.match_with_param(line, at, options, Some(region), limits);
        Ok(length.map_err(|_| NotTried)?.map(|length| at + length))
    }
}
