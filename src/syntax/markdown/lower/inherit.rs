//! What items take over from what is around them: the item that they are nested in, their section, their chapter.

use crate::syntax::markdown::tree::*;

/// Completes the facts of all items of a chapter.
pub(super) fn complete(chapter: &mut Chapter) {
    let says = |facts: &Facts| !facts.is_empty();
    let any = says(&chapter.facts)
        || chapter.headings.iter().any(|heading| says(&heading.facts))
        || chapter.tasks.iter().any(|task| says(&task.facts));
    if !any {
        return;
    }
    for (task, facts) in found(chapter) {
        if let Some(task) = chapter.tasks.get_mut(task) {
            task.facts = facts;
        }
    }
}

/// Each task with its facts.
fn found(chapter: &Chapter) -> Vec<(usize, Facts)> {
    let mut inheriting = Inheriting { chapter, trail: Vec::new(), found: Vec::new() };
    inheriting.blocks(&chapter.blocks, None);
    for footnote in &chapter.footnotes {
        inheriting.blocks(&footnote.blocks, None);
    }
    inheriting.found
}

struct Inheriting<'a> {
    chapter: &'a Chapter,
    /// The headings above, each within the one before it.
    trail: Vec<usize>,
    found: Vec<(usize, Facts)>,
}

impl Inheriting<'_> {
    /// Completes the items in these blocks; `outer` is the item that they are in.
    fn blocks(&mut self, blocks: &[Block], outer: Option<&Facts>) {
        for block in blocks {
            match block {
                Block::Heading(index) => descend(&self.chapter.headings, &mut self.trail, *index),
                Block::List(list) | Block::Checklist(list) => {
                    list.items.iter().for_each(|item| self.item(item, outer));
                }
                block => block.each_child(&mut |inner| self.blocks(inner, outer)),
            }
        }
    }

    fn item(&mut self, item: &ListItem, outer: Option<&Facts>) {
        let task = item.task.and_then(|index| Some((index, self.chapter.tasks.get(index)?)));
        let Some((index, task)) = task else {
            return self.blocks(&item.blocks, outer);
        };
        let own = task.facts.clone();
        let facts = match outer {
            Some(outer) => own.or(outer),
            None => self
                .trail
                .iter()
                .rev()
                .fold(own, |facts, heading| {
                    let heading = self.chapter.headings.get(*heading);
                    heading.map_or(facts.clone(), |heading| facts.or(&heading.facts))
                })
                .or(&self.chapter.facts),
        };
        self.blocks(&item.blocks, Some(&facts));
        self.found.push((index, facts));
    }
}
