//! One version of the file for `truth`: its lines, and the places of its items.
//!
//! Reads the raw lines by rules of its own. Uses only the line on which the library found an item, never its text,
//! section or wording.

/// A version of the file.
#[derive(Debug, Default)]
pub struct Page {
    /// Every line without indentation, marker and box, so that an indentation is no change.
    pub lines: Vec<String>,
    pub items: Vec<Item>,
}

/// An item that readers can tick.
#[derive(Debug, Default, Clone)]
pub struct Item {
    /// The line that it begins on, from 0.
    pub line: usize,
    /// Its own lines as one, without marker and box.
    pub raw: String,
    /// Its visible text in lower case, without markup and addresses.
    pub visible: String,
    /// The addresses in it, in order.
    pub links: Vec<String>,
    /// The text of the link that it begins with.
    pub name: Option<String>,
    /// The nearest heading above.
    pub section: String,
    /// The text of the enclosing item; empty if there is none.
    pub parent: String,
}

impl Page {
    /// Reads a text whose items begin on these lines.
    pub fn new(text: &str, item_lines: &[usize]) -> Page {
        let typed: Vec<&str> = text.lines().collect();
        let mut items: Vec<Item> = Vec::with_capacity(item_lines.len());
        let (mut section, mut next) = ("", 0);
        let mut around: Vec<(usize, usize)> = Vec::new();
        for &line in item_lines {
            for above in typed.iter().take(line + 1).skip(next) {
                if is_heading(above) {
                    section = above;
                    around.clear();
                }
            }
            next = line + 1;
            let indent = typed.get(line).map_or(0, |line| indentation(line));
            around.retain(|(outer, _)| *outer < indent);
            let parent = around.last().map_or("", |(_, parent)| &items[*parent].raw).to_string();
            around.push((indent, items.len()));
            items.push(Item { parent, ..Item::new(&typed, line, section) });
        }
        Page { lines: typed.into_iter().map(bare).collect(), items }
    }

    /// The item that begins on a line.
    pub fn item_on(&self, line: usize) -> Option<usize> {
        self.items.binary_search_by_key(&line, |item| item.line).ok()
    }
}

impl Item {
    /// Whether two items are under the same heading and in the same item.
    pub fn stands_with(&self, other: &Item) -> bool {
        self.section == other.section && self.parent == other.parent
    }

    fn new(typed: &[&str], line: usize, section: &str) -> Item {
        let own = typed.iter().skip(line + 1).take_while(|line| continues(line));
        let first = typed.get(line).copied().unwrap_or_default();
        let parts: Vec<String> =
            [bare(first)].into_iter().chain(own.map(|line| squeezed(line))).collect();
        let raw = parts.join(" ");
        let section = bare(section.trim_start_matches('#'));
        let mut item = Item { line, section, ..Item::default() };
        item.read(&raw);
        item.raw = raw;
        item
    }

    /// Separates the visible text from the links.
    fn read(&mut self, raw: &str) {
        let mut rest = raw;
        let mut starts_with_link = None;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            if c == '[' && self.visible.is_empty() && starts_with_link.is_none() {
                starts_with_link = Some(true);
            }
            rest = match c {
                ']' if after.starts_with('(') => {
                    let (address, after) = in_brackets(after);
                    if starts_with_link == Some(true) && self.name.is_none() {
                        self.name = Some(squeezed(&self.visible));
                    }
                    self.links.push(address);
                    after
                }
                '<' => match after.split_once('>') {
                    Some((tag, after)) => {
                        self.links.extend(tag.starts_with("http").then(|| tag.to_string()));
                        after
                    }
                    None => after,
                },
                '[' | ']' | '*' | '_' | '`' | '~' => after,
                'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                    let end = rest.find([' ', ')', ']', '>', '"']).unwrap_or(rest.len());
                    self.links.push(rest[..end].to_string());
                    &rest[end..]
                }
                _ => {
                    self.visible.extend(c.to_lowercase());
                    if !c.is_whitespace() && c != '!' {
                        starts_with_link = starts_with_link.or(Some(false));
                    }
                    after
                }
            };
        }
        self.visible = squeezed(&self.visible);
    }
}

/// The address at the start of `(address "title")…`, and what follows.
fn in_brackets(text: &str) -> (String, &str) {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let address = text[1..at].split_whitespace().next().unwrap_or_default();
            return (address.to_string(), &text[at + 1..]);
        }
    }
    (String::new(), "")
}

fn indentation(line: &str) -> usize {
    let spaces = line.chars().take_while(|c| c.is_whitespace());
    spaces.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    text.len() < line.len() && text.starts_with(' ')
}

/// Whether a line continues the text of the item above it.
fn continues(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && bare(line) == squeezed(line)
        && !line.starts_with(['#', '|', '<'])
        && !line.starts_with("```")
}

/// A line without indentation, list marker and box.
fn bare(line: &str) -> String {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after_marker = match digits {
        0 => line.strip_prefix(['-', '*', '+']),
        _ => line[digits..].strip_prefix(['.', ')']),
    };
    let Some(text) = after_marker.filter(|text| text.is_empty() || text.starts_with([' ', '\t']))
    else {
        return squeezed(line);
    };
    let text = text.trim_start();
    let unboxed = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| text.strip_prefix(mark));
    squeezed(unboxed.unwrap_or(text))
}

/// A text with single spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_taken_apart() {
        let text = "# A\n## Tools #\n * [ ] **[Git](https://git.org/a_(b) \"t\")** - *keeps*\n   \
                    all, see <https://x.org>\n - [ ] next\n";
        let page = Page::new(text, &[2, 4]);
        let item = &page.items[0];
        assert_eq!(item.visible, "git - keeps all, see");
        assert_eq!(item.links, ["https://git.org/a_(b)", "https://x.org"]);
        assert_eq!(item.name.as_deref(), Some("git"));
        assert_eq!(item.section, "Tools #");
        assert_eq!(page.items[1].name, None);
        assert_eq!(page.lines[4], "next");
    }

    #[test]
    fn nested_items_know_their_parents() {
        let text = "- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n\t- [ ] d\n# H\n  - [ ] e";
        let parents = Page::new(text, &[0, 1, 2, 3, 5]).items.into_iter().map(|it| it.parent);
        assert_eq!(parents.collect::<Vec<_>>(), ["", "a", "b", "a", ""]);
    }

    #[test]
    fn a_link_within_the_text_is_no_name() {
        let page = Page::new("- [ ] Read [this](a.md) now", &[0]);
        assert_eq!(page.items[0].name, None);
        assert_eq!(page.items[0].visible, "read this now");
    }
}
