//! Items over the whole history: each has one number, from its first version to its last.
//!
//! Combines the verdicts of single commits. A removed item that comes back with the same words is the same item,
//! because a reader may still have its tick. Items that may be the same are linked, and linked items never count as a
//! mistake.

use crate::page::{Item, Page};
use crate::truth::{Verdict, is_known};
use std::collections::HashMap;

/// The number of an item.
pub type Entity = u32;

/// The items of the last version read, and the former ones.
#[derive(Debug, Default)]
pub struct Entities {
    /// The item of each place in the last version.
    pub current: Vec<Entity>,
    /// For each item, one that may be the same; the last of such a chain refers to itself.
    linked: Vec<Entity>,
    /// Removed items, by their words.
    departed: HashMap<String, Vec<Departed>>,
}

#[derive(Debug)]
struct Departed {
    entity: Entity,
    item: Item,
}

impl Entities {
    /// Moves on to the next version. Returns the places of items that came back.
    pub fn advance(&mut self, old: &Page, new: &Page, verdicts: &[Verdict]) -> Vec<usize> {
        let before = std::mem::take(&mut self.current);
        let mut next: Vec<Option<Entity>> = vec![None; new.items.len()];
        for (&entity, verdict) in before.iter().zip(verdicts) {
            if let Verdict::Same(at) = verdict {
                next[*at] = Some(entity);
            }
        }
        let mut returned = Vec::new();
        for (at, place) in next.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
            *place = self.come_back(new, at);
            returned.extend(place.is_some().then_some(at));
        }
        let births: Vec<Entity> =
            next.into_iter().map(|entity| entity.unwrap_or_else(|| self.born())).collect();
        self.link_those_known_by_words(new, &births, &returned);
        self.link_copies(new, &births);
        self.current = births;
        for ((entity, verdict), item) in before.into_iter().zip(verdicts).zip(&old.items) {
            if let Verdict::Doubtful(candidates) = verdict {
                for candidate in candidates {
                    self.link(entity, self.current[*candidate]);
                }
            }
            if !matches!(verdict, Verdict::Same(_)) {
                let departed = self.departed.entry(item.raw.clone()).or_default();
                departed.push(Departed { entity, item: item.clone() });
            }
        }
        returned
    }

    /// Whether two items are the same, or may be.
    pub fn may_be_same(&self, one: Entity, other: Entity) -> bool {
        self.root(one) == self.root(other)
    }

    fn born(&mut self) -> Entity {
        let entity = self.linked.len() as Entity;
        self.linked.push(entity);
        entity
    }

    /// The removed item with the words of this one: the only one, or the only one of its place.
    fn come_back(&mut self, page: &Page, at: usize) -> Option<Entity> {
        let item = &page.items[at];
        let departed = self.departed.get_mut(&item.raw)?;
        let mut there =
            departed.iter().enumerate().filter(|(_, departed)| departed.item.stands_with(item));
        let position = match (there.next(), there.next()) {
            (Some((position, _)), None) => position,
            (None, _) if departed.len() == 1 && is_known(item) => 0,
            _ => return None,
        };
        Some(departed.remove(position).entity)
    }

    /// If several removed items have the words of a new item, it may be any of them.
    fn link_those_known_by_words(&mut self, page: &Page, items: &[Entity], returned: &[usize]) {
        for (at, item) in page.items.iter().enumerate() {
            if returned.contains(&at) {
                continue;
            }
            let departed = self.departed.get(&item.raw);
            let candidates: Vec<Entity> =
                departed.into_iter().flatten().map(|departed| departed.entity).collect();
            for candidate in candidates {
                self.link(candidate, items[at]);
            }
        }
    }

    /// Items with the same words in the same place are the same to a reader.
    fn link_copies(&mut self, page: &Page, items: &[Entity]) {
        let mut first: HashMap<[&str; 3], Entity> = HashMap::new();
        for (item, &entity) in page.items.iter().zip(items) {
            let first = *first.entry([&item.raw, &item.section, &item.parent]).or_insert(entity);
            self.link(first, entity);
        }
    }

    fn link(&mut self, one: Entity, other: Entity) {
        let (one, other) = (self.root(one), self.root(other));
        self.linked[other as usize] = one;
    }

    fn root(&self, mut entity: Entity) -> Entity {
        while self.linked[entity as usize] != entity {
            entity = self.linked[entity as usize];
        }
        entity
    }
}
