//! How many ticks survive: the fate of the ids that a reader could have ticked, some days later.
//!
//! Only counts. Never makes ids or verdicts.

use crate::entities::{Entities, Entity};

/// A version at a moment: the item and the id of each place.
#[derive(Debug)]
pub struct Moment {
    pub time: i64,
    pub entities: Vec<Entity>,
    /// For each method of naming, the id of each place.
    pub ids: Vec<Vec<u32>>,
}

/// The fate of ids.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The number of compared pairs of versions.
    pub samples: usize,
    /// The item exists and has the id.
    pub kept: usize,
    /// The item exists and has another id.
    pub lost: usize,
    /// Another item has the id, whether its own item exists or not.
    pub wrong: usize,
    /// The item does not exist any more, or is not certain.
    pub gone: usize,
}

impl Tally {
    /// The share of items that kept their id among those that are still there.
    pub fn retention(&self) -> f64 {
        self.kept as f64 / (self.kept + self.lost).max(1) as f64
    }

    /// The share of ids on another item among all that a reader may have.
    pub fn share_wrong(&self) -> f64 {
        self.wrong as f64 / (self.kept + self.lost + self.gone).max(1) as f64
    }
}

/// The fate of the ids that `method` gave, `days` later. At most `samples` versions, evenly over all that have a
/// version so much later; each is compared with the first such version.
pub fn after(
    moments: &[Moment],
    entities: &Entities,
    method: usize,
    days: i64,
    samples: usize,
) -> Tally {
    let pairs: Vec<(&Moment, &Moment)> = moments
        .iter()
        .filter_map(|moment| {
            let due = moment.time + days * 24 * 60 * 60;
            moments.get(moments.partition_point(|later| later.time < due)).map(|it| (moment, it))
        })
        .collect();
    let taken = pairs.len().min(samples);
    let mut tally = Tally { samples: taken, ..Tally::default() };
    for sample in 0..taken {
        let (then, later) = pairs[sample * pairs.len() / taken];
        compare(then, later, entities, method, &mut tally);
    }
    tally
}

fn compare(then: &Moment, later: &Moment, entities: &Entities, method: usize, tally: &mut Tally) {
    let places = Places::of(later, method);
    for (&entity, &id) in then.entities.iter().zip(&then.ids[method]) {
        let holder = places.holder_of(id);
        let is_wrong = holder.is_some_and(|holder| !entities.may_be_same(holder, entity));
        tally.wrong += usize::from(is_wrong);
        match places.id_of(entity) {
            Some(now) if now == id => tally.kept += 1,
            // The id is on what may be the item, so a loss is not certain.
            Some(_) if holder.is_some() && !is_wrong => tally.gone += 1,
            Some(_) => tally.lost += 1,
            None => tally.gone += 1,
        }
    }
}

/// A version, sorted both by item and by id.
struct Places {
    by_entity: Vec<(Entity, u32)>,
    by_id: Vec<(u32, Entity)>,
}

impl Places {
    fn of(moment: &Moment, method: usize) -> Places {
        let pairs = || moment.entities.iter().copied().zip(moment.ids[method].iter().copied());
        let mut by_entity: Vec<(Entity, u32)> = pairs().collect();
        let mut by_id: Vec<(u32, Entity)> = pairs().map(|(entity, id)| (id, entity)).collect();
        by_entity.sort_unstable();
        by_id.sort_unstable();
        Places { by_entity, by_id }
    }

    fn id_of(&self, entity: Entity) -> Option<u32> {
        find(&self.by_entity, entity)
    }

    fn holder_of(&self, id: u32) -> Option<Entity> {
        find(&self.by_id, id)
    }
}

fn find(sorted: &[(u32, u32)], key: u32) -> Option<u32> {
    let at = sorted.binary_search_by_key(&key, |pair| pair.0).ok()?;
    Some(sorted[at].1)
}

/// The fate of an id from one build to the next.
#[derive(Debug, PartialEq, Eq)]
pub enum Slip {
    /// The item in this old place now has another id in that new place.
    Lost(usize, usize),
    /// The id of this old place now is on another item, in that new place.
    Wrong(usize, usize),
}

/// All losses and errors from one build to the next.
pub fn slips(then: &Moment, now: &Moment, entities: &Entities, method: usize) -> Vec<Slip> {
    let place = |keys: &[u32], key: u32| keys.iter().position(|it| *it == key);
    let places = Places::of(now, method);
    let mut slips = Vec::new();
    for (at, (&entity, &id)) in then.entities.iter().zip(&then.ids[method]).enumerate() {
        let holder = places.holder_of(id);
        let is_wrong = holder.is_some_and(|holder| !entities.may_be_same(holder, entity));
        let is_elsewhere = places.id_of(entity).is_some_and(|other| other != id);
        if is_elsewhere && (holder.is_none() || is_wrong) {
            slips.extend(place(&now.entities, entity).map(|there| Slip::Lost(at, there)));
        }
        if is_wrong {
            slips.extend(place(&now.ids[method], id).map(|there| Slip::Wrong(at, there)));
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::truth::Verdict;

    const DAY: i64 = 24 * 60 * 60;

    fn moment(day: i64, entities: &[Entity], ids: &[u32]) -> Moment {
        Moment { time: day * DAY, entities: entities.to_vec(), ids: vec![ids.to_vec()] }
    }

    /// Three items of which the last two may be the same.
    fn entities() -> Entities {
        let page = Page::new("- a\n- b", &[0, 1]);
        let after = Page::new("- a\n- c", &[0, 1]);
        let mut entities = Entities::default();
        entities.advance(&Page::default(), &page, &[]);
        entities.advance(&page, &after, &[Verdict::Same(0), Verdict::Doubtful(vec![1])]);
        entities
    }

    #[test]
    fn each_id_is_counted_as_what_became_of_it() {
        let entities = entities();
        let moments = [moment(0, &[0, 1], &[7, 8]), moment(30, &[1, 0], &[7, 9])];
        let tally = after(&moments, &entities, 0, 30, 10);
        assert_eq!(tally, Tally { samples: 1, kept: 0, lost: 2, wrong: 1, gone: 0 });
        let slips = slips(&moments[0], &moments[1], &entities, 0);
        assert_eq!(slips, [Slip::Lost(0, 1), Slip::Wrong(0, 0), Slip::Lost(1, 0)]);
    }

    #[test]
    fn an_id_on_what_may_be_its_item_is_no_mistake() {
        let moments = [moment(0, &[0, 1], &[7, 8]), moment(30, &[0, 2], &[7, 8])];
        let tally = after(&moments, &entities(), 0, 30, 10);
        assert_eq!(tally, Tally { samples: 1, kept: 1, lost: 0, wrong: 0, gone: 1 });
    }

    #[test]
    fn a_version_is_compared_with_the_first_so_much_later() {
        let moments = [moment(0, &[0], &[7]), moment(29, &[0], &[8]), moment(31, &[0], &[7])];
        let tally = after(&moments, &entities(), 0, 30, 10);
        assert_eq!((tally.samples, tally.kept), (1, 1));
    }
}
