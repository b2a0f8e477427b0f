//! Builds the tree of parts and chapters from the paths of the sources.

use super::Node;
use super::natural::NaturalKey;
use crate::syntax::front_matter;
use crate::syntax::markdown::{Chapter, tree};
use crate::text::diag::Diagnostic;
use crate::text::url;
use std::collections::HashMap;
use std::sync::Arc;

/// Builds the tree. Every folder that contains a chapter, at any depth, becomes a part.
pub(super) fn grow(chapters: &[Arc<Chapter>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut nodes = vec![part("", None)];
    let mut parts: HashMap<String, usize> = HashMap::from([(String::new(), 0)]);
    let indices = index_files(chapters);
    for chapter in chapters {
        let (folder, name) = url::split(&chapter.path);
        let parent = part_of(folder, &mut nodes, &mut parts);
        if indices.get(folder) == Some(&name) {
            let node = &mut nodes[parent];
            node.title = chapter.title_text();
            node.source.clone_from(&chapter.path);
            node.chapter = Some(chapter.clone());
            if chapter.front.slug.is_some() {
                let place = front_matter::place(&chapter.source.text, "slug").unwrap_or_default();
                diagnostics.push(Diagnostic::slug_of_part(&chapter.source, place));
            }
        } else {
            let index = nodes.len();
            nodes.push(leaf(chapter, page_of(chapter), parent));
            nodes[parent].children.push(index);
        }
    }
    sort_children(&mut nodes);
    nodes
}

/// The index file of each folder: `index.md`, or else `README.md`.
fn index_files(chapters: &[Arc<Chapter>]) -> HashMap<&str, &str> {
    let mut indices: HashMap<&str, &str> = HashMap::new();
    for chapter in chapters {
        let (folder, name) = url::split(&chapter.path);
        match stem(name).to_ascii_lowercase().as_str() {
            "index" => {
                indices.insert(folder, name);
            }
            "readme" => {
                indices.entry(folder).or_insert(name);
            }
            _ => {}
        }
    }
    indices
}

fn part_of(folder: &str, nodes: &mut Vec<Node>, parts: &mut HashMap<String, usize>) -> usize {
    if let Some(index) = parts.get(folder) {
        return *index;
    }
    let parent = part_of(url::split(folder).0, nodes, parts);
    let index = nodes.len();
    nodes.push(part(folder, Some(parent)));
    nodes[parent].children.push(index);
    parts.insert(folder.to_string(), index);
    index
}

pub(super) fn part(folder: &str, parent: Option<usize>) -> Node {
    Node {
        source: folder.to_string(),
        title: tree::title_from_name(url::split(folder).1),
        url: url::join(&url::folder(folder), "index.html"),
        parent,
        children: Vec::new(),
        is_part: true,
        chapter: None,
        items: Vec::new(),
        items_joined: String::new(),
        former_anchors: Vec::new(),
        targets: Vec::new(),
    }
}

fn page_of(chapter: &Chapter) -> String {
    let (folder, name) = url::split(&chapter.path);
    let own_name = chapter.front.slug.as_deref().unwrap_or(url::without_order(stem(name)));
    url::join(&url::folder(folder), &format!("{own_name}.html"))
}

pub(super) fn leaf(chapter: &Arc<Chapter>, url: String, parent: usize) -> Node {
    Node {
        source: chapter.path.clone(),
        title: chapter.title_text(),
        url,
        parent: Some(parent),
        children: Vec::new(),
        is_part: false,
        chapter: Some(chapter.clone()),
        items: Vec::new(),
        items_joined: String::new(),
        former_anchors: Vec::new(),
        targets: Vec::new(),
    }
}

pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Lower weights first, then nodes without one; then by name, numbers by their value.
fn sort_children(nodes: &mut [Node]) {
    let keys: Vec<(i64, NaturalKey, String)> = nodes.iter().map(sort_key).collect();
    for node in nodes.iter_mut() {
        node.children.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    }
}

fn sort_key(node: &Node) -> (i64, NaturalKey, String) {
    let weight = node.chapter.as_ref().and_then(|chapter| chapter.front.weight);
    let name = match (node.is_part, &node.chapter) {
        (true, Some(_)) => url::split(url::split(&node.source).0).1,
        (true, None) => url::split(&node.source).1,
        (false, _) => stem(url::split(&node.source).1),
    };
    (weight.unwrap_or(i64::MAX), NaturalKey::of(name), node.source.clone())
}

/// All nodes, each part before its children.
pub(super) fn reading_order(nodes: &[Node]) -> Vec<usize> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        order.push(index);
        waiting.extend(nodes[index].children.iter().rev());
    }
    order
}
