//! Counts the fate of the ticks of a generated history.

use std::collections::{HashMap, HashSet};

/// What became of the ticks of a history.
#[derive(Debug, Default, Clone, Copy)]
pub struct Score {
    /// Item and step, wherever the item was there before and after the step.
    pub survived: usize,
    pub kept: usize,
    /// An id that is now on an item that its readers did not tick.
    pub wrong: usize,
    /// Ids that readers hold, items of them that are there a year after, those with the id that they had, and ids that have gone to another item meanwhile.
    pub held: usize,
    pub a_year_after: usize,
    pub kept_a_year: usize,
    pub wrong_a_year: usize,
}

/// What readers hold from one step on.
pub struct Held {
    /// The id of each item then.
    pub ids: HashMap<u32, String>,
    /// The ids that have gone to another item since.
    pub wrong: HashSet<String>,
}

impl Score {
    pub fn add_year(&mut self, held: &Held, now: &HashMap<u32, (String, String)>) {
        self.held += held.ids.len();
        for (who, id) in &held.ids {
            if let Some((id_now, _)) = now.get(who) {
                self.a_year_after += 1;
                self.kept_a_year += usize::from(id_now == id);
            }
            self.wrong_a_year += usize::from(held.wrong.contains(id));
        }
    }

    pub fn add(&mut self, other: &Score) {
        self.survived += other.survived;
        self.kept += other.kept;
        self.wrong += other.wrong;
        self.held += other.held;
        self.a_year_after += other.a_year_after;
        self.kept_a_year += other.kept_a_year;
        self.wrong_a_year += other.wrong_a_year;
    }
}
