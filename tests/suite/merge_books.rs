//! Books for random merges: chapters with sections and items, each of which has a mark that its author keeps through
//! every edit. So a test can identify each item, whatever its text and place.

use fastrand::Rng;
use std::collections::BTreeMap;

const VERBS: [&str; 12] = [
    "Review",
    "Write",
    "Plan",
    "Approve",
    "Publish",
    "Measure",
    "Rehearse",
    "Archive",
    "Translate",
    "Explain",
    "Compare",
    "Renew",
];
const THINGS: [&str; 12] = [
    "the budget",
    "the roadmap",
    "the backup",
    "the contract",
    "the dashboard",
    "the glossary",
    "the survey",
    "the handover",
    "the release",
    "the forecast",
    "the policy",
    "the register",
];
const TEAMS: [&str; 10] = [
    "legal",
    "sales",
    "support",
    "security",
    "design",
    "research",
    "finance",
    "hiring",
    "data",
    "operations",
];
const MANNERS: [&str; 8] = [
    "carefully",
    "every month",
    "in pairs",
    "by Friday",
    "in writing",
    "together",
    "again",
    "early",
];

/// What an author can do to a book in one go.
const KINDS: usize = 8;

#[derive(Clone)]
struct Item {
    mark: u32,
    text: String,
}

#[derive(Clone)]
struct Section {
    title: String,
    items: Vec<Item>,
}

#[derive(Clone)]
struct Chapter {
    file: String,
    /// Where it was before it was renamed.
    alias: Option<String>,
    title: String,
    sections: Vec<Section>,
}

/// A book as its author has it in mind.
#[derive(Clone)]
pub struct Draft {
    chapters: Vec<Chapter>,
    next: u32,
}

impl Draft {
    /// A book of so many chapters, with three sections of `items` items each.
    pub fn new(random: &mut Rng, chapters: usize, items: usize) -> Self {
        let mut draft = Draft { chapters: Vec::new(), next: 1 };
        for number in 1..=chapters {
            let sections = (1..=3)
                .map(|part| Section {
                    title: format!("Part {part} of {number}"),
                    items: (0..items).map(|_| draft.item(random)).collect(),
                })
                .collect();
            draft.chapters.push(Chapter {
                file: format!("chapter-{number:02}"),
                alias: None,
                title: format!("Chapter {number}"),
                sections,
            });
        }
        draft
    }

    fn item(&mut self, random: &mut Rng) -> Item {
        let pick =
            |random: &mut Rng, words: &[&str]| words[random.usize(..words.len())].to_string();
        let text = format!(
            "{} {} with {} number {}",
            pick(random, &VERBS),
            pick(random, &THINGS),
            pick(random, &TEAMS),
            self.next
        );
        self.next += 1;
        Item { mark: self.next, text }
    }

    /// Numbers that another branch does not give.
    pub fn branch(&self, number: u32) -> Self {
        Draft { next: self.next + number * 10_000, ..self.clone() }
    }

    /// The files of the book.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::from([
            ("book.toml".to_string(), "[book]\ntitle = \"Book\"\nid = \"book\"\n".to_string()),
            ("content/index.md".to_string(), "# Book\n".to_string()),
        ]);
        for chapter in &self.chapters {
            let mut text = match &chapter.alias {
                Some(alias) => format!("---\naliases: [\"/{alias}.html\"]\n---\n\n"),
                None => String::new(),
            };
            text.push_str(&format!("# {}\n", chapter.title));
            for section in &chapter.sections {
                text.push_str(&format!("\n## {}\n\n", section.title));
                for item in &section.items {
                    text.push_str(&format!("- [ ] {} <!--m{}-->\n", item.text, item.mark));
                }
            }
            files.insert(format!("content/{}.md", chapter.file), text);
        }
        files
    }

    /// One edit of a chapter that `may` be edited. Chapters are renamed only where `may_rename`.
    pub fn edit(&mut self, random: &mut Rng, may: impl Fn(usize) -> bool, may_rename: bool) {
        let open: Vec<usize> = (0..self.chapters.len()).filter(|at| may(*at)).collect();
        let chapter = open[random.usize(..open.len())];
        let other = open[random.usize(..open.len())];
        let section = random.usize(..3);
        match random.usize(..KINDS) {
            0 | 1 => self.reword(random, chapter, section),
            2 => {
                let item = self.item(random);
                self.insert(random, chapter, section, item);
            }
            3 => drop(self.take(random, chapter, section)),
            4 => self.carry(random, (chapter, section), (chapter, section)),
            5 => self.carry(random, (chapter, section), (other, 0)),
            6 => {
                let title = &mut self.chapters[chapter].sections[section].title;
                *title = format!("{title} {}", MANNERS[random.usize(..MANNERS.len())]);
            }
            _ if may_rename && self.chapters[chapter].alias.is_none() => {
                let chapter = &mut self.chapters[chapter];
                let file = format!("renamed-{}", chapter.file);
                chapter.alias = Some(std::mem::replace(&mut chapter.file, file));
            }
            _ => self.reword(random, chapter, section),
        }
    }

    fn reword(&mut self, random: &mut Rng, chapter: usize, section: usize) {
        let items = &mut self.chapters[chapter].sections[section].items;
        if !items.is_empty() {
            let at = random.usize(..items.len());
            let manner = MANNERS[random.usize(..MANNERS.len())];
            items[at].text = format!("{} {manner}", items[at].text);
        }
    }

    fn insert(&mut self, random: &mut Rng, chapter: usize, section: usize, item: Item) {
        let items = &mut self.chapters[chapter].sections[section].items;
        items.insert(random.usize(..=items.len()), item);
    }

    fn take(&mut self, random: &mut Rng, chapter: usize, section: usize) -> Option<Item> {
        let items = &mut self.chapters[chapter].sections[section].items;
        (!items.is_empty()).then(|| items.remove(random.usize(..items.len())))
    }

    fn carry(&mut self, random: &mut Rng, from: (usize, usize), to: (usize, usize)) {
        if let Some(item) = self.take(random, from.0, from.1) {
            self.insert(random, to.0, to.1, item);
        }
    }
}
