//! The contexts of grammars in the form that [`super::walk`] reads, made when they are first asked for.
//!
//! syntect names the first context of a grammar nowhere in public. But it writes a grammar with serde, for its own files, and there the
//! contexts have their names and numbers.

use super::chain::Chain;
use super::pattern::Pattern;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use syntect::parsing::syntax_definition::{
    Context as Definition, ContextReference, Pattern as Entry,
};
use syntect::parsing::{ClearAmount, Scope, SyntaxReference, SyntaxSet};

/// The number of a context, in the form in which syntect writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Id {
    syntax_index: usize,
    context_index: usize,
}

/// The beginning of what syntect writes about the contexts of a grammar.
#[derive(Deserialize)]
struct Names {
    context_ids: BTreeMap<String, Id>,
}

/// What of a grammar holds its contexts.
#[derive(Deserialize)]
struct Written {
    serialized_lazy_contexts: Vec<u8>,
}

/// The context that a grammar begins in, and all of them by their numbers.
struct Grammar {
    start: Id,
    contexts: Box<[OnceLock<Option<Context>>]>,
}

/// The grammars, shared by threads.
pub struct Grammars {
    set: SyntaxSet,
    grammars: Box<[OnceLock<Option<Grammar>>]>,
}

/// The most variants of the chain of a context, by what `with_prototype` has added.
const MOST_CHAINS: usize = 16;

/// A context.
pub struct Context {
    pub meta_scope: Box<[Scope]>,
    pub meta_content_scope: Box<[Scope]>,
    pub clear_scopes: Option<ClearAmount>,
    pub uses_backrefs: bool,
    pub prototype: Option<Id>,
    pub parts: Box<[Part]>,
    chains: [OnceLock<Box<Chain>>; MOST_CHAINS],
}

/// What a context is made of.
pub enum Part {
    Pattern(Arc<Pattern>),
    /// Another context, with all of its parts.
    Include(Id),
}

impl Grammars {
    /// Nothing of the grammars is read yet.
    pub fn new(set: SyntaxSet) -> Self {
        let grammars = set.syntaxes().iter().map(|_| OnceLock::new()).collect();
        Grammars { set, grammars }
    }

    /// The grammars as syntect has them.
    pub fn set(&self) -> &SyntaxSet {
        &self.set
    }

    /// The context that a text in this grammar begins in.
    pub fn start(&self, syntax: &SyntaxReference) -> Option<Id> {
        let syntaxes = self.set.syntaxes();
        let index = syntaxes.iter().position(|one| std::ptr::eq(one, syntax))?;
        Some(self.grammar(index)?.start)
    }

    fn grammar(&self, index: usize) -> Option<&Grammar> {
        let grammar = self.grammars.get(index)?;
        grammar.get_or_init(|| Grammar::read(self.set.syntaxes().get(index)?)).as_ref()
    }

    /// The context with this number. `None` if there is none.
    pub fn context(&self, id: Id) -> Option<&Context> {
        let context = self.grammar(id.syntax_index)?.contexts.get(id.context_index)?;
        context.get_or_init(|| Context::lowered(id.definition(&self.set)?)).as_ref()
    }
}

impl Grammar {
    fn read(syntax: &SyntaxReference) -> Option<Self> {
        let written = serde_json::to_vec(syntax).ok()?;
        let written: Written = serde_json::from_slice(&written).ok()?;
        let contexts = written.serialized_lazy_contexts.as_slice();
        let names: Names = syntect::dumps::from_reader(contexts).ok()?;
        let start = *names.context_ids.get("__start")?;
        let count = names.context_ids.values().map(|id| id.context_index + 1).max()?;
        Some(Grammar { start, contexts: (0..count).map(|_| OnceLock::new()).collect() })
    }
}

impl Id {
    /// The number of a context, of a type that syntect does not name in public.
    pub fn of(id: &impl Serialize) -> Option<Self> {
        serde_json::from_slice(&serde_json::to_vec(id).ok()?).ok()
    }

    pub fn of_reference(reference: &ContextReference) -> Option<Self> {
        Id::of(&reference.id().ok()?)
    }

    fn definition(self, set: &SyntaxSet) -> Option<&Definition> {
        #[derive(Serialize)]
        enum Written {
            Direct(Id),
        }
        let written = serde_json::to_vec(&Written::Direct(self)).ok()?;
        let reference: ContextReference = serde_json::from_slice(&written).ok()?;
        reference.resolve(set).ok()
    }
}

impl Context {
    fn lowered(definition: &Definition) -> Option<Self> {
        let part = |entry: &Entry| match entry {
            Entry::Match(pattern) => Some(Part::Pattern(Arc::new(Pattern::lowered(pattern)))),
            // One that leads nowhere includes nothing.
            Entry::Include(reference) => Id::of_reference(reference).map(Part::Include),
        };
        let prototype = match &definition.prototype {
            Some(id) => Some(Id::of(id)?),
            None => None,
        };
        Some(Context {
            meta_scope: definition.meta_scope.clone().into(),
            meta_content_scope: definition.meta_content_scope.clone().into(),
            clear_scopes: definition.clear_scopes,
            uses_backrefs: definition.uses_backrefs,
            prototype,
            parts: definition.patterns.iter().filter_map(part).collect(),
            chains: Default::default(),
        })
    }

    /// The chain of this context below these prototypes. `None` if a part of it is missing, or it has too many variants.
    pub fn chain(&self, grammars: &Grammars, prototypes: &[Id]) -> Option<&Chain> {
        for place in &self.chains {
            let chain = match place.get() {
                Some(chain) => chain,
                None => {
                    let made = Chain::new(grammars, prototypes, self)?;
                    place.get_or_init(|| Box::new(made))
                }
            };
            if *chain.prototypes == *prototypes {
                return Some(chain);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_form_of_every_grammar_is_read() {
        let grammars = Grammars::new(two_face::syntax::extra_newlines());
        let syntaxes = grammars.set().syntaxes();
        assert!(syntaxes.len() > 200, "{} grammars", syntaxes.len());
        for syntax in syntaxes {
            let start = grammars.start(syntax).and_then(|id| grammars.context(id));
            assert!(start.is_some_and(|context| !context.parts.is_empty()), "{}", syntax.name);
        }
    }
}
