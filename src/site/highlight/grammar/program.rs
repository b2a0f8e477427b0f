//! A pattern as a program for [`super::run`], where all of it is understood.
//!
//! A program has the matches that Oniguruma finds, with the same groups, as far as the text is ASCII: it tries the same things in the
//! same order. What engines do not agree about, or what would take a program too large, has none.

use super::opening::Opening;
use super::symbols::Symbols;
use super::tree::{Kind, Look, Node, Place, Repeat};

/// A step of a program. Steps are named by their index.
#[derive(Clone, Debug)]
pub enum Step {
    /// Takes one of these characters.
    Take(Symbols),
    /// Takes the first so many that there are, the fewest last, and goes back one by one; or the other way round.
    Span {
        of: Symbols,
        least: u32,
        most: u32,
        is_lazy: bool,
    },
    /// Tries the next step and then the other one. The first is not tried unless one of these follows.
    Fork {
        begins: Symbols,
        other: usize,
    },
    /// Tries the other step and then the next one.
    Skip {
        other: usize,
    },
    Jump(usize),
    /// Notes the place as a limit of a group: twice its number, or one more.
    Note(usize),
    Check(Place),
    /// Goes on behind `end` if the steps up to there match here, or if they do not. What they have taken is given back.
    Look {
        is_wanted: bool,
        end: usize,
    },
    /// The same for steps that begin so many characters before.
    Behind {
        is_wanted: bool,
        length: usize,
        end: usize,
    },
    /// Goes on behind `end` with the first match of the steps up to there.
    Atomic {
        end: usize,
    },
    /// The end of the program, or of a part of it.
    Done,
}

/// A program, and how many groups it notes.
#[derive(Debug)]
pub struct Program {
    pub steps: Vec<Step>,
    pub groups: usize,
}

/// The longest program.
const MOST_STEPS: usize = 20_000;

/// The most copies of a part that is repeated a certain number of times.
const MOST_COPIES: u32 = 16;

/// There is no program for it.
#[derive(Debug)]
struct Unclear;

impl Program {
    pub fn of(node: &Node) -> Option<Self> {
        let mut program = Program { steps: Vec::new(), groups: 0 };
        program.add(node).ok()?;
        program.steps.push(Step::Done);
        Some(program)
    }

    fn push(&mut self, step: Step) -> Result<usize, Unclear> {
        if self.steps.len() >= MOST_STEPS {
            return Err(Unclear);
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn add(&mut self, node: &Node) -> Result<(), Unclear> {
        match node {
            Node::Character(class) if class.is_exact => {
                self.push(Step::Take(class.symbols()))?;
            }
            Node::Character(_) | Node::Reference => return Err(Unclear),
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.add(node)?;
                }
            }
            Node::Alternatives(nodes) => self.alternatives(nodes)?,
            Node::Repeat(repeat) => self.repeat(repeat)?,
            Node::Group(number, node) => {
                self.groups = self.groups.max(*number);
                self.push(Step::Note(number * 2))?;
                self.add(node)?;
                self.push(Step::Note(number * 2 + 1))?;
            }
            Node::Atomic(node) => {
                let start = self.push(Step::Atomic { end: 0 })?;
                let end = self.part(node)?;
                self.steps[start] = Step::Atomic { end };
            }
            Node::Look(look, node) => self.look(*look, node)?,
            Node::Place(place) => {
                self.push(Step::Check(*place))?;
            }
        }
        Ok(())
    }

    /// Adds steps that end for themselves, and says where that is.
    fn part(&mut self, node: &Node) -> Result<usize, Unclear> {
        self.add(node)?;
        self.push(Step::Done)
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<(), Unclear> {
        let Some((last, before)) = nodes.split_last() else { return Err(Unclear) };
        let mut jumps = Vec::new();
        for node in before {
            let fork = self.fork(node)?;
            self.add(node)?;
            jumps.push(self.push(Step::Jump(0))?);
            self.set_other(fork);
        }
        self.add(last)?;
        let end = self.steps.len();
        for jump in jumps {
            self.steps[jump] = Step::Jump(end);
        }
        Ok(())
    }

    fn fork(&mut self, node: &Node) -> Result<usize, Unclear> {
        let opening = Opening::of(node);
        self.push(Step::Fork { begins: opening.takes.or(opening.passes), other: 0 })
    }

    /// Lets a fork lead to what comes next.
    fn set_other(&mut self, fork: usize) {
        let next = self.steps.len();
        match &mut self.steps[fork] {
            Step::Fork { other, .. } | Step::Skip { other } => *other = next,
            _ => {}
        }
    }

    fn repeat(&mut self, repeat: &Repeat) -> Result<(), Unclear> {
        let Repeat { node, least, most, kind } = repeat;
        let is_lazy = match kind {
            Kind::Greedy => false,
            Kind::Lazy => true,
            Kind::Possessive => {
                let greedy = Repeat { kind: Kind::Greedy, ..repeat.clone() };
                return self.add(&Node::Atomic(Box::new(Node::Repeat(Box::new(greedy)))));
            }
            Kind::Unclear => return Err(Unclear),
        };
        if let Node::Character(class) = node {
            if !class.is_exact {
                return Err(Unclear);
            }
            let most = most.unwrap_or(u32::MAX);
            self.push(Step::Span { of: class.symbols(), least: *least, most, is_lazy })?;
            return Ok(());
        }
        // Engines join repetitions of repetitions, and have ways of their own to end those that take nothing.
        let is_odd = match node {
            Node::Look(..) | Node::Place(_) => true,
            Node::Repeat(_) if is_lazy => true,
            _ => node.may_be_empty() && *most != Some(1),
        };
        if is_odd {
            return Err(Unclear);
        }
        if *least > MOST_COPIES || most.is_some_and(|most| most > MOST_COPIES) {
            return Err(Unclear);
        }
        for _ in 0..*least {
            self.add(node)?;
        }
        match most {
            None => {
                let fork = self.choice(node, is_lazy)?;
                self.add(node)?;
                self.push(Step::Jump(fork))?;
                self.set_other(fork);
            }
            Some(most) => {
                let mut forks = Vec::new();
                for _ in *least..*most {
                    forks.push(self.choice(node, is_lazy)?);
                    self.add(node)?;
                }
                for fork in forks {
                    self.set_other(fork);
                }
            }
        }
        Ok(())
    }

    fn choice(&mut self, node: &Node, is_lazy: bool) -> Result<usize, Unclear> {
        if is_lazy { self.push(Step::Skip { other: 0 }) } else { self.fork(node) }
    }

    fn look(&mut self, look: Look, node: &Node) -> Result<(), Unclear> {
        let is_wanted = matches!(look, Look::Ahead | Look::Behind);
        if matches!(look, Look::Ahead | Look::NotAhead) {
            let start = self.push(Step::Look { is_wanted, end: 0 })?;
            let end = self.part(node)?;
            self.steps[start] = Step::Look { is_wanted, end };
            return Ok(());
        }
        // Groups would be those of whichever alternative is looked at first.
        let groups = std::mem::take(&mut self.groups);
        let alternatives = match node {
            Node::Alternatives(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        // One of several must be there: none of them is missing.
        if is_wanted && alternatives.len() > 1 {
            return self.behind_one_of(alternatives, groups);
        }
        for node in alternatives {
            self.behind(is_wanted, node)?;
        }
        self.no_groups(groups)
    }

    fn behind_one_of(&mut self, nodes: &[Node], groups: usize) -> Result<(), Unclear> {
        let mut jumps = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.behind(true, node)?;
                break;
            }
            let fork = self.push(Step::Fork { begins: Symbols::ALL, other: 0 })?;
            self.behind(true, node)?;
            jumps.push(self.push(Step::Jump(0))?);
            self.set_other(fork);
        }
        let end = self.steps.len();
        for jump in jumps {
            self.steps[jump] = Step::Jump(end);
        }
        self.no_groups(groups)
    }

    fn behind(&mut self, is_wanted: bool, node: &Node) -> Result<(), Unclear> {
        let length = node.length().ok_or(Unclear)?;
        let start = self.push(Step::Behind { is_wanted, length, end: 0 })?;
        let end = self.part(node)?;
        self.steps[start] = Step::Behind { is_wanted, length, end };
        Ok(())
    }

    fn no_groups(&mut self, before: usize) -> Result<(), Unclear> {
        if std::mem::replace(&mut self.groups, before) > 0 { Err(Unclear) } else { Ok(()) }
    }
}
