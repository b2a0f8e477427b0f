//! The patterns that can match in a context, in the order in which they are tried, and which of them can match at a place.

use super::contexts::{Context, Grammars, Id, Part};
use super::pattern::Pattern;
use super::symbols::{Before, COUNT};
use std::sync::{Arc, OnceLock};

/// The patterns of a context and of what holds in it.
pub struct Chain {
    /// What `with_prototype` has added, from the bottom of the stack to its top.
    pub prototypes: Box<[Id]>,
    pub links: Box<[Link]>,
    /// Indices into `links` of what can match, by what is before and behind a place.
    fitting: [[OnceLock<Box<[u16]>>; COUNT]; 4],
}

/// A pattern of a chain.
pub struct Link {
    pub pattern: Arc<Pattern>,
    pub from: From,
}

/// Where a pattern of a chain comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The prototype with this index in the chain.
    Prototypes(usize),
    /// The prototype of the grammar.
    Grammar,
    /// The context itself.
    Context,
}

/// The longest chain that is made.
const MOST_LINKS: usize = 20_000;

impl Chain {
    /// `None` if a context is missing, or if patterns must be searched for.
    pub fn new(grammars: &Grammars, prototypes: &[Id], context: &Context) -> Option<Self> {
        let mut links = Vec::new();
        for (index, id) in prototypes.iter().enumerate() {
            add(grammars, grammars.context(*id)?, From::Prototypes(index), &mut links)?;
        }
        if let Some(id) = context.prototype {
            add(grammars, grammars.context(id)?, From::Grammar, &mut links)?;
        }
        add(grammars, context, From::Context, &mut links)?;
        if links.iter().any(|link| link.pattern.expression.depends_on_search()) {
            return None;
        }
        let fitting = std::array::from_fn(|_| std::array::from_fn(|_| OnceLock::new()));
        Some(Chain { prototypes: prototypes.into(), links: links.into(), fitting })
    }

    /// The indices of the links that can match between these. A link that refers to an earlier match is always one of them.
    pub fn fitting(&self, before: Before, symbol: usize) -> &[u16] {
        let fits = |link: &Link| {
            link.pattern.refers || link.pattern.expression.opening.fits(before, symbol)
        };
        self.fitting[before as usize][symbol].get_or_init(|| {
            let fitting = (0_u16..).zip(&self.links).filter(|(_, link)| fits(link));
            fitting.map(|(index, _)| index).collect()
        })
    }
}

/// Adds the patterns of a context, with those that it includes.
fn add(grammars: &Grammars, context: &Context, from: From, links: &mut Vec<Link>) -> Option<()> {
    for part in &context.parts {
        match part {
            Part::Pattern(pattern) => links.push(Link { pattern: Arc::clone(pattern), from }),
            Part::Include(id) => add(grammars, grammars.context(*id)?, from, links)?,
        }
    }
    (links.len() <= MOST_LINKS).then_some(())
}
