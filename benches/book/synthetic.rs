//! Chapters without equal blocks.
//!
//! Each has 6 to 8 KB: headings, prose with links, a table, two task lists and three blocks of code in different
//! languages.

use super::books::CHAPTERS_A_PART;
use super::random::Random;
use std::fmt::Write;

/// The text of a chapter of a book with so many.
pub fn chapter(number: usize, chapters: usize) -> String {
    let mut random = Random::new(number);
    let mut text = format!("---\ndescription: {}\n---\n\n", random.sentence(9));
    let _ = writeln!(text, "# Chapter {number}: {}\n", random.sentence(3));
    for section in 0..3 {
        let _ = writeln!(text, "## Section {section}: {}\n", random.sentence(3));
        for _ in 0..3 {
            paragraph(&mut text, &mut random, number, chapters);
        }
        code(&mut text, &mut random, number * 3 + section);
    }
    table(&mut text, &mut random);
    for list in 0..2 {
        let _ = writeln!(text, "## Checklist {list}\n");
        for _ in 0..6 {
            let _ = writeln!(text, "- [ ] {}", random.sentence(9));
        }
        text.push('\n');
    }
    text
}

fn paragraph(text: &mut String, random: &mut Random, number: usize, chapters: usize) {
    for _ in 0..4 {
        let _ = write!(text, "{}. ", random.sentence(11));
    }
    // Links stay within the part, so that they need no folder.
    let first = number / CHAPTERS_A_PART * CHAPTERS_A_PART;
    let size = CHAPTERS_A_PART.min(chapters - first);
    let other = first + random.below(size);
    let _ = writeln!(
        text,
        "See [{}](chapter-{other:05}.md) and *{}*, or `{}`.\n",
        random.sentence(2),
        random.sentence(2),
        random.word()
    );
}

fn table(text: &mut String, random: &mut Random) {
    text.push_str("| Area | Now | Later |\n|---|:-:|--:|\n");
    for _ in 0..5 {
        let (area, now, later) = (random.sentence(2), random.below(900), random.sentence(3));
        let _ = writeln!(text, "| {area} | {now} | {later} |");
    }
    text.push('\n');
}

/// Writes a few lines of code.
type Block = fn(&mut Random) -> String;

/// A block of about 900 bytes; the language follows from the block's number.
fn code(text: &mut String, random: &mut Random, number: usize) {
    let languages: [(&str, Block); 6] = [
        ("rust", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "fn {f}_{n}({a}: &str) -> usize {{\n    // {}\n    let {a} = {a}.len() * {n};\n    println!(\"{{}} {f}\", {a});\n    {a}\n}}\n",
                r.sentence(4)
            )
        }),
        ("python", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "def {f}_{n}({a}, *, limit={n}):\n    \"\"\"{}.\"\"\"\n    for item in {a}:\n        if item.{f} > limit:\n            yield f\"{{item}} {a}\"\n",
                r.sentence(4)
            )
        }),
        ("javascript", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "export async function {f}{n}({a}) {{\n  const rows = await fetch(`/api/{f}/${{{a}}}`);\n  return rows.filter((row) => row.{a} !== {n}); // {}\n}}\n",
                r.sentence(4)
            )
        }),
        ("yaml", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "{f}_{n}:\n  name: {}\n  enabled: true\n  limits: [{n}, 20]\n  {a}: \"{}\" # {}\n",
                r.sentence(2),
                r.word(),
                r.word()
            )
        }),
        ("sql", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "SELECT {f}, count(*) AS {a}_{n}\nFROM {a}s\nWHERE {f} > {n} AND name LIKE '%{}%'\nGROUP BY {f}; -- {}\n",
                r.word(),
                r.sentence(3)
            )
        }),
        ("bash", |r| {
            let (f, a, n) = (r.word(), r.word(), r.below(99));
            format!(
                "for {f} in \"${{{a}[@]}}\"; do # {}\n  echo \"{} ${f}\" | grep -c {n} || exit {n}\ndone\n",
                r.sentence(4),
                r.word()
            )
        }),
    ];
    let (language, block) = languages[number % languages.len()];
    let mut body = String::new();
    while body.len() < 800 {
        body.push_str(&block(random));
    }
    let _ = writeln!(text, "```{language}\n{body}```\n");
}
