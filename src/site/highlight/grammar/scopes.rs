//! What a match does to the stack of scopes: the changes, with their places, in the order in which they apply.

use super::contexts::{Context, Grammars};
use super::pattern::{Matcher, Operation, Pattern};
use std::ops::Range;
use syntect::parsing::{Scope, ScopeStackOp};

/// Changes to the stack of scopes, each with its place in the line.
pub type Changes = Vec<(usize, ScopeStackOp)>;

/// A match in a context.
pub struct Match<'a> {
    pub context: &'a Context,
    pub pattern: &'a Pattern,
    pub operation: &'a Operation,
    pub range: Range<usize>,
    pub groups: &'a Matcher,
}

fn push_all(at: usize, scopes: &[Scope], changes: &mut Changes) {
    changes.extend(scopes.iter().map(|scope| (at, ScopeStackOp::Push(*scope))));
}

fn pop(at: usize, count: usize, changes: &mut Changes) {
    if count > 0 {
        changes.push((at, ScopeStackOp::Pop(count)));
    }
}

impl Match<'_> {
    /// Adds the changes. `None` if a context that the match enters is missing.
    pub fn apply(&self, grammars: &Grammars, changes: &mut Changes) -> Option<()> {
        self.before(grammars, changes)?;
        push_all(self.range.start, &self.pattern.scope, changes);
        self.groups(changes);
        pop(self.range.end, self.pattern.scope.len(), changes);
        self.after(grammars, changes)
    }

    /// The scopes of contexts that the text of the match has.
    fn before(&self, grammars: &Grammars, changes: &mut Changes) -> Option<()> {
        let at = self.range.start;
        let (entered, is_set) = match self.operation {
            Operation::Nothing => return Some(()),
            Operation::Pop => {
                pop(at, self.context.meta_content_scope.len(), changes);
                return Some(());
            }
            Operation::Push(entered) => (entered, false),
            Operation::Set(entered) => (entered, true),
        };
        if is_set && self.context.clear_scopes.is_some() {
            changes.push((at, ScopeStackOp::Restore));
        }
        for id in &entered.contexts {
            let context = grammars.context(*id)?;
            if let Some(amount) = context.clear_scopes.filter(|_| !is_set) {
                changes.push((at, ScopeStackOp::Clear(amount)));
            }
            push_all(at, &context.meta_scope, changes);
        }
        Some(())
    }

    /// The scopes of groups, the outer ones first where several begin at a place.
    fn groups(&self, changes: &mut Changes) {
        if self.pattern.captures.is_empty() {
            return;
        }
        let mut sorted: Vec<((usize, i64), ScopeStackOp)> = Vec::new();
        for (group, scopes) in &self.pattern.captures {
            let Some((start, end)) = self.groups.group(*group).filter(|(start, end)| start != end)
            else {
                continue;
            };
            let length = i64::try_from(end.saturating_sub(start)).unwrap_or(i64::MAX);
            let pushed = scopes.iter().map(|scope| ((start, -length), ScopeStackOp::Push(*scope)));
            sorted.extend(pushed);
            sorted.push(((end, i64::MIN), ScopeStackOp::Pop(scopes.len())));
        }
        sorted.sort_by_key(|(place, _)| *place);
        changes.extend(sorted.into_iter().map(|((at, _), change)| (at, change)));
    }

    /// The scopes of contexts that the text behind the match has.
    fn after(&self, grammars: &Grammars, changes: &mut Changes) -> Option<()> {
        let at = self.range.end;
        let (entered, is_set) = match self.operation {
            Operation::Nothing => return Some(()),
            Operation::Pop => {
                pop(at, self.context.meta_scope.len(), changes);
                if self.context.clear_scopes.is_some() {
                    changes.push((at, ScopeStackOp::Restore));
                }
                return Some(());
            }
            Operation::Push(entered) => (entered, false),
            Operation::Set(entered) => (entered, true),
        };
        let contexts = entered.contexts.iter().map(|id| grammars.context(*id));
        let contexts: Vec<&Context> = contexts.collect::<Option<_>>()?;
        let own = match is_set {
            true => self.context.meta_scope.len() + self.context.meta_content_scope.len(),
            false => 0,
        };
        let is_changed = |context: &&Context| {
            !context.meta_content_scope.is_empty() || (is_set && context.clear_scopes.is_some())
        };
        if own == 0 && !contexts.iter().any(is_changed) {
            return Some(());
        }
        // The scopes of whole contexts stand below those of their contents, so they are taken away and put back.
        let whole: usize = contexts.iter().map(|context| context.meta_scope.len()).sum();
        pop(at, whole + own, changes);
        for context in contexts {
            if let Some(amount) = context.clear_scopes.filter(|_| is_set) {
                changes.push((at, ScopeStackOp::Clear(amount)));
            }
            push_all(at, &context.meta_scope, changes);
            push_all(at, &context.meta_content_scope, changes);
        }
        Some(())
    }
}
