//! The words of the index in shards.
//!
//! Owns the format of `words-N` and `many-N`: the forms of the groups, and the places of each.

use super::files::Piece;
use super::groups::{Group, in_scripts_order};
use super::numbers;
use serde_json::json;

/// The size in bytes from which a shard of words is closed.
const WORDS_SHARD: usize = 36 * 1024;

/// The size in bytes from which the places of a group in texts get a separate file, because a shard is loaded for its
/// other groups too.
const MANY: usize = 6 * 1024;

/// The shards, each with the form that it begins with; and the pieces with the places of frequent groups.
pub(super) fn of(groups: &[Group]) -> (Vec<(String, Piece)>, Vec<Piece>) {
    let shards = shards(groups);
    let firsts: Vec<&str> = shards.iter().map(|shard| first_form(shard)).collect();
    let aliases = aliases(&shards, &firsts);
    let mut many = Vec::new();
    let mut words = Vec::with_capacity(shards.len());
    for ((number, shard), aliases) in shards.iter().enumerate().zip(aliases) {
        let piece = words_piece(number, shard, &aliases, &mut many);
        words.push((first_form(shard).to_string(), piece));
    }
    (words, many)
}

/// Splits the groups into shards of about the same size.
fn shards(groups: &[Group]) -> Vec<&[Group]> {
    let mut shards = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (place, group) in groups.iter().enumerate() {
        size += weight(group);
        if size >= WORDS_SHARD {
            shards.extend(groups.get(from..=place));
            (from, size) = (place + 1, 0);
        }
    }
    if from < groups.len() || shards.is_empty() {
        shards.extend(groups.get(from..));
    }
    shards
}

fn weight(group: &Group) -> usize {
    let forms: usize = group.forms.iter().map(|form| form.len()).sum();
    let body = if is_frequent(group) { 16 } else { group.body.len() };
    forms + group.titles.len() + group.headings.len() + body
}

fn first_form(shard: &[Group]) -> &str {
    shard.first().and_then(|group| group.forms.first()).map_or("", |form| form)
}

/// For each shard, the forms that sort into it while their group is in another.
fn aliases(shards: &[&[Group]], firsts: &[&str]) -> Vec<Vec<String>> {
    let mut aliases = vec![Vec::new(); shards.len()];
    for (home, shard) in shards.iter().enumerate() {
        for group in shard.iter() {
            let Some(first) = group.forms.first() else { continue };
            for form in &group.forms {
                let sorted = |start: &&str| in_scripts_order(start, form).is_le();
                let place = firsts.partition_point(sorted).saturating_sub(1);
                if place != home
                    && let Some(there) = aliases.get_mut(place)
                {
                    there.push(format!("{form}>{first}"));
                }
            }
        }
    }
    aliases
}

fn is_frequent(group: &Group) -> bool {
    group.body.len() > MANY
}

/// The piece of a shard; those of groups with many places are appended to `many`.
fn words_piece(number: usize, shard: &[Group], aliases: &[String], many: &mut Vec<Piece>) -> Piece {
    let mut groups = Vec::with_capacity(shard.len());
    let mut forms = Vec::with_capacity(shard.len());
    let mut before = "";
    for group in shard {
        let (titles, headings) = (numbers::text(&group.titles), numbers::text(&group.headings));
        let body = numbers::text(&group.body);
        if is_frequent(group) {
            let place = many.len();
            let piece = Piece::new(format!("many-{place}"), json!(body));
            // Five fields instead of three mark it as the name of a file.
            let name = format!("{place}|{}|{}", piece.hash(), group.documents);
            groups.push(format!("{titles}|{headings}|{name}"));
            many.push(piece);
        } else {
            groups.push(format!("{titles}|{headings}|{body}"));
        }
        let first = group.forms.first().map_or("", |form| form);
        let rest = group.forms.iter().skip(1).map(|form| shortened(form, first));
        let own: Vec<String> = std::iter::once(shortened(first, before)).chain(rest).collect();
        forms.push(own.join("|"));
        before = first;
    }
    let data = json!({
        "groups": groups.join("~"), "forms": forms.join("~"), "aliases": aliases.join("~"),
    });
    Piece::new(format!("words-{number}"), data)
}

/// A form as the number of leading UTF-16 units that it shares with another, followed by the rest.
fn shortened(form: &str, other: &str) -> String {
    let mut shared = 0;
    let mut rest = form;
    for (own, theirs) in form.chars().zip(other.chars()) {
        if own != theirs || shared + own.len_utf16() > 71 {
            break;
        }
        shared += own.len_utf16();
        rest = rest.get(own.len_utf8()..).unwrap_or_default();
    }
    let shared = numbers::letter(u32::try_from(shared).unwrap_or_default());
    format!("{}{rest}", char::from(shared))
}
