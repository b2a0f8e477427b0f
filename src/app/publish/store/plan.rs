//! The files to send and to remove: a comparison of the site, the record and the existing files. Pure.

use super::super::difference::Difference;
use super::super::site::File;
use super::record::{Entry, Record, State};
use crate::site::delivery::{Keeping, is_without_words};
use std::collections::{BTreeMap, BTreeSet};

/// A file with its hash.
pub(super) struct HashedFile<'f, 's> {
    pub(super) file: &'f File<'s>,
    pub(super) hash: String,
}

impl<'f, 's> HashedFile<'f, 's> {
    pub(super) fn of(file: &'f File<'s>) -> Self {
        HashedFile { file, hash: file.hash() }
    }
}

/// The plan.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The files to send, by their indices and in their order.
    pub(super) upload: Vec<usize>,
    /// Files that an interrupted run was sending: they may have arrived or not.
    pub(super) unsure: Vec<usize>,
    /// The files to remove.
    pub(super) remove: Vec<String>,
    /// Existing files that are not ours and would be replaced.
    pub(super) in_the_way: Vec<String>,
    /// The record after everything is done.
    pub(super) after: Record,
}

impl Plan {
    pub(super) fn make(
        files: &[HashedFile],
        record: &Record,
        there: &BTreeMap<String, u64>,
    ) -> Self {
        let mut plan = Plan {
            upload: Vec::new(),
            unsure: Vec::new(),
            remove: Vec::new(),
            in_the_way: Vec::new(),
            after: Record::new(),
        };
        for (index, one) in files.iter().enumerate() {
            let path = one.file.path;
            let size = there.get(path);
            let fits =
                size.is_some_and(|size| one.file.len().is_none_or(|len| len as u64 == *size));
            match record.get(path) {
                Some(entry) if fits && entry.hash == one.hash => match entry.state {
                    State::Coming => plan.unsure.push(index),
                    State::There | State::Before => {}
                },
                Some(_) => plan.upload.push(index),
                None => {
                    plan.in_the_way.extend(size.map(|_| path.to_string()));
                    plan.upload.push(index);
                }
            }
            let entry = Entry { state: State::There, hash: one.hash.clone() };
            plan.after.insert(path.to_string(), entry);
        }
        plan.retire(record);
        plan
    }

    /// Handles files of earlier runs that this site does not have. Style sheets and scripts are kept for one more
    /// generation, because open pages may still load them. Nothing that holds words of pages is: a page may have become
    /// private.
    fn retire(&mut self, record: &Record) {
        let gone = || record.iter().filter(|(path, _)| !self.after.contains_key(*path));
        let is_new = !self.upload.is_empty()
            || !self.unsure.is_empty()
            || gone().any(|(_, entry)| entry.state != State::Before);
        let (mut remove, mut stay) = (Vec::new(), Vec::new());
        for (path, entry) in gone() {
            let stays = match entry.state {
                State::Before => !is_new,
                State::There | State::Coming => Keeping::of(path) == Keeping::Forever,
            };
            match stays && is_without_words(path) {
                true => {
                    let entry = Entry { state: State::Before, hash: entry.hash.clone() };
                    stay.push((path.clone(), entry));
                }
                false => remove.push(path.clone()),
            }
        }
        self.remove = remove;
        self.after.extend(stay);
    }

    /// Adds files to send.
    pub(super) fn send(&mut self, more: Vec<usize>) {
        let all: BTreeSet<usize> = self.upload.drain(..).chain(more).collect();
        self.upload = all.into_iter().collect();
    }

    /// Every path to write or remove.
    pub(super) fn touched<'a>(&'a self, files: &'a [HashedFile]) -> impl Iterator<Item = &'a str> {
        let sent = self.upload.iter().chain(&self.unsure).filter_map(|index| files.get(*index));
        sent.map(|one| one.file.path).chain(self.remove.iter().map(String::as_str))
    }

    /// The files that differ from those that exist.
    pub(super) fn difference(
        &self,
        files: &[HashedFile],
        there: &BTreeMap<String, u64>,
    ) -> Difference {
        let sent = self.upload.iter().filter_map(|index| files.get(*index));
        let mut paths: Vec<String> = sent.map(|one| one.file.path.to_string()).collect();
        paths.sort_unstable();
        let (changed, added) = paths.into_iter().partition(|path| there.contains_key(path));
        Difference { added, changed, removed: self.remove.clone() }
    }

    pub(super) fn changes_nothing(&self, record: &Record) -> bool {
        self.upload.is_empty() && self.remove.is_empty() && self.after == *record
    }

    /// The record before anything is sent: existing files are still ours, and those being sent will be.
    pub(super) fn on_the_way(&self, record: &Record, files: &[HashedFile]) -> Record {
        let mut both = record.clone();
        for one in self.upload.iter().filter_map(|index| files.get(*index)) {
            let entry = Entry { state: State::Coming, hash: one.hash.clone() };
            both.insert(one.file.path.to_string(), entry);
        }
        both
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::site;
    use super::*;
    use crate::text::output::Output;

    const OLD: &str = "assets/tickbook.0123456789.js";
    const NEW: &str = "assets/tickbook.9876543210.js";

    fn site_of(paths: &[&str]) -> Vec<Output> {
        paths.iter().map(|path| Output::new(*path, path.as_bytes().to_vec())).collect()
    }

    /// The plan for a site and a record, if all recorded files exist, and other files too.
    fn plan(paths: &[&str], record: &Record, others: &[&str]) -> Plan {
        let outputs = site_of(paths);
        let files = site::files(&outputs, None);
        let marked: Vec<HashedFile> = files.iter().map(HashedFile::of).collect();
        let all = record.keys().map(String::as_str).chain(others.iter().copied());
        let there = all.map(|path| (path.to_string(), path.len() as u64)).collect();
        Plan::make(&marked, record, &there)
    }

    fn states(record: &Record) -> Vec<(&str, State)> {
        record.iter().map(|(path, entry)| (path.as_str(), entry.state)).collect()
    }

    #[test]
    fn what_pages_name_is_sent_before_pages() {
        let outputs = site_of(&["a.html", "z.css", "b/index.html", "index.html.gz", "a.json"]);
        let order: Vec<&str> = site::files(&outputs, None).iter().map(|one| one.path).collect();
        assert_eq!(order, ["a.json", "z.css", "a.html", "b/index.html", "index.html.gz"]);
    }

    #[test]
    fn a_site_that_is_there_asks_for_nothing() {
        let record = plan(&["index.html", OLD], &Record::new(), &[]).after;
        let again = plan(&["index.html", OLD], &record, &["notes.txt"]);
        assert!(again.changes_nothing(&record));
        assert!(again.in_the_way.is_empty());
    }

    #[test]
    fn hashed_files_stay_for_one_generation_and_others_go() {
        let first = plan(&["index.html", "old.html", OLD], &Record::new(), &[]).after;
        let second = plan(&["index.html", NEW], &first, &[]);
        assert_eq!(second.remove, ["old.html"]);
        assert_eq!(
            states(&second.after),
            [(OLD, State::Before), (NEW, State::There), ("index.html", State::There)]
        );
        let same = plan(&["index.html", NEW], &second.after, &[]);
        assert!(same.changes_nothing(&second.after), "{same:?}");
        let third = plan(&["index.html", "new.html", NEW], &second.after, &[]);
        assert_eq!(third.remove, [OLD]);
        let back = plan(&["index.html", OLD], &second.after, &[]);
        assert!(back.upload.is_empty() && back.remove.is_empty(), "{back:?}");
    }

    #[test]
    fn words_of_pages_do_not_stay() {
        let words = "assets/search/words-0.0123456789.js";
        let first = plan(&["index.html", "old.html", OLD, words], &Record::new(), &[]).after;
        let second = plan(&["index.html", "old.html", NEW], &first, &[]);
        assert_eq!(second.remove, [words]);
        assert!(second.after.contains_key(OLD));
    }

    #[test]
    fn what_was_on_its_way_is_asked_for_and_stays_ours() {
        let paths = ["index.html", "a.html"];
        let outputs = site_of(&paths);
        let files = site::files(&outputs, None);
        let marked: Vec<HashedFile> = files.iter().map(HashedFile::of).collect();
        let begun = plan(&paths, &Record::new(), &[]).on_the_way(&Record::new(), &marked);
        let resumed = plan(&paths, &begun, &[]);
        assert_eq!(resumed.unsure, [0, 1]);
        assert!(resumed.upload.is_empty() && resumed.in_the_way.is_empty());
        let other = plan(&["b.html"], &begun, &[]);
        assert_eq!(other.remove, ["a.html", "index.html"]);
    }

    #[test]
    fn files_of_others_are_in_the_way_only_where_we_write() {
        let plan = plan(&["index.html"], &Record::new(), &["index.html", "notes.txt"]);
        assert_eq!(plan.in_the_way, ["index.html"]);
        assert!(plan.remove.is_empty());
    }
}
