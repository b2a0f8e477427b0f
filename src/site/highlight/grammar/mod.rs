//! Parses code by syntect's grammars, with far fewer tries than syntect's own parser and the same result.
//!
//! syntect searches the rest of a line with every pattern that could match, and takes the earliest match. Here the places of a line are
//! walked, and at each only those patterns are tried that can begin with the character there (`opening`). What can match is looked up
//! in a table of the context (`chain`), which is made as it is needed and shared by threads. Most patterns are tried by a small
//! program of ours (`program`, `run`), which costs a tenth of a call of Oniguruma; that is asked where `reader` does not understand
//! a pattern, or where a program meets a character outside of ASCII.
//!
//! # What a grammar means
//!
//! A *context* is a list of *patterns* and of other contexts that it includes. A stack of contexts begins with `__start` of the
//! grammar; the one on top says what can match. Each line is parsed from its first character:
//!
//! 1. The patterns in question are, in this order: those that `with_prototype` has added, from the bottom of the stack to its top;
//!    those of the prototype of the context; its own. An included context stands for its patterns. This row is the *chain*.
//! 2. The match that begins first wins, and among several at one place the first in the chain. If there is none, the line is done.
//! 3. The match is executed: it changes the stack of scopes (`scopes`) and the stack of contexts (`walk`). The parse goes on where
//!    the match ends. A pattern may see text before that, by looking behind.
//!
//! What a match does to the contexts:
//!
//! - *push* puts contexts on the stack, *pop* takes the topmost away, *set* does both. What `with_prototype` of the pattern names holds
//!   from the last context pushed upwards, until that is popped; a *set* hands on what its predecessor had.
//! - If the pattern itself came by `with_prototype` and pushes, all that `with_prototype` has added further down is ignored above it.
//! - A pattern that pops may refer to groups of the match that pushed its context. They are texts, and stand in it for `\1`.
//!
//! What matches that take no text do:
//!
//! - A pattern without an operation that matches nothing does not match, and the search for it is over until the next match.
//! - After a *push* that took no text, a *pop* that takes none at the same place would go on for ever. Another match at that place is
//!   taken instead; if there is none, one character is passed over.
//!
//! What a match does to the scopes. A context has *meta* scopes, for its whole text, and *meta content* scopes, for what is between its
//! first match and its last; it may clear scopes of those below it.
//!
//! - *push*: the match has the meta scopes of what is pushed, after what that clears, and the text behind it the content scopes too.
//! - *pop*: the match has no longer the content scopes, and the text behind it not the meta scopes; what was cleared is back.
//! - *set*: the match has all scopes of the old context and the meta scopes of the new ones; what the old one cleared is back at once,
//!   what the new ones clear is cleared behind the match.
//! - A match has the scopes of its pattern, and groups have theirs within it: where several begin at a place, the longest first. An
//!   empty group has none.
//!
//! The first line begins with the first content scope of the first context.
//!
//! # What is left to syntect
//!
//! [`NotParsed::Here`] says that a text must be parsed by syntect from its beginning: where an expression asks where the search began
//! (`\G`) or moves its own beginning (`\K`), where the stack is a hundred deep, where a context is missing or has too many variants, and
//! where an expression gives up. [`NotParsed::Endless`] is a grammar that never ends with a line, which syntect does not notice.
//!
//! `tests/suite/grammars.rs` compares the two parsers over every grammar. They may differ in one thing: where
//! syntect gives up an expression after ten million steps, it does so for the rest of the line, and here it may have no need to try.

mod chain;
mod class;
mod contexts;
mod costly;
mod opening;
mod pattern;
mod program;
mod reader;
mod references;
mod run;
mod scopes;
mod symbols;
mod tree;
mod walk;

pub use contexts::Grammars;
pub use scopes::Changes;
pub use walk::{NotParsed, Walk};
