//! Nodes for syntax that Markdown lacks: containers, badges, formulas.

use super::{AlertKind, Block, Inline, Link};

/// The files of the theme that a chapter's text needs besides those that every page loads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// The style sheet of containers, badges and formulas.
    pub blocks: bool,
    /// The script of tabs.
    pub tabs: bool,
    /// The style sheet of timelines.
    pub timeline: bool,
}

impl std::ops::BitOrAssign for Needs {
    fn bitor_assign(&mut self, other: Self) {
        self.blocks |= other.blocks;
        self.tabs |= other.tabs;
        self.timeline |= other.timeline;
    }
}

/// A formula.
#[derive(Debug, PartialEq, Eq)]
pub struct Formula {
    /// As the author wrote it, in LaTeX.
    pub latex: String,
    /// The same in MathML.
    pub mathml: String,
    /// Whether it is displayed on lines of its own.
    pub display: bool,
}

/// A short label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Its text.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
}

/// The meaning of a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Information.
    Note,
    /// A recommendation.
    Good,
    /// A warning.
    Bad,
    /// Something new or changed.
    New,
}

/// Blocks that the author fenced with colons.
#[derive(Debug, PartialEq)]
pub struct Container {
    /// Their kind.
    pub kind: ContainerKind,
    /// The text after the name, or empty.
    pub title: String,
    /// The title with its emphasis and its code, if it has any; otherwise empty.
    pub shown: Vec<Inline>,
    /// The anchor that the author gave.
    pub id: Option<String>,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// The kind of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerKind {
    /// Alternatives of which a reader needs one, such as one for each system.
    Tabs,
    /// One of the tabs.
    Tab,
    /// A collapsible block.
    Details {
        /// Whether it is open at first.
        open: bool,
    },
    /// Lists whose items are links with a few words each.
    Cards,
    /// A picture, a table or the like with its caption.
    Figure,
    /// A note to the reader with a title of its own.
    Alert(AlertKind),
}

/// The link that an item of a list begins with.
pub fn leading_link(blocks: &[Block]) -> Option<&Link> {
    match blocks.first() {
        Some(Block::Plain(inlines) | Block::Paragraph(inlines)) => first_link(inlines),
        _ => None,
    }
}

fn first_link(inlines: &[Inline]) -> Option<&Link> {
    match inlines.iter().find(|inline| !is_blank(inline)) {
        Some(Inline::Link(link)) => Some(link),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) if inner.len() == 1 => {
            first_link(inner)
        }
        _ => None,
    }
}

/// Whether there is nothing to read.
pub fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => true,
        _ => false,
    }
}
