//! A rebuild with what an earlier build left in memory gives the bytes of a build from cold, whatever
//! was edited in between.

use fastrand::Rng;
use std::collections::BTreeMap;
use std::path::Path;
use tickbook::config;
use tickbook::pipeline::{self, Memory, Options};
use tickbook::render::search::Chapters;

const EDITS: usize = 150;

/// The files of the site, or the faults where there is none.
fn built(root: &Path, memory: &mut Memory) -> Result<BTreeMap<String, Vec<u8>>, Vec<String>> {
    let config = config::load(root).map_err(|faults| messages(&faults))?;
    let built = pipeline::build(&config, Options::default(), memory);
    let mut outputs = built.outputs.ok_or_else(|| messages(&built.diagnostics))?;
    outputs.extend(built.search.into_iter().flat_map(Chapters::outputs));
    Ok(outputs.iter().map(|one| (one.path.clone(), one.to_bytes().to_vec())).collect())
}

fn messages(faults: &[tickbook::diag::Diagnostic]) -> Vec<String> {
    faults.iter().map(|fault| fault.message().to_string()).collect()
}

fn chapter(random: &mut Rng) -> String {
    let weight = random.u64(..5);
    let other = random.u64(..6);
    let mut text = format!("---\nweight: {weight}\ndescription: About {other}\n---\n\n");
    text.push_str(&format!("# Title {}\n\n## Section {other}\n\n", random.u64(..4)));
    text.push_str(&format!("See [it](../part-{}/c{other}.md).\n\n", other % 2));
    if random.bool() {
        text.push_str("::: details Of {{ var.name }} at $5$\n{{ var.name }}\n:::\n\n");
    }
    for _ in 0..random.u64(..4) {
        text.push_str(&format!("- [ ] Do {} at $5$\n", random.u64(..6)));
    }
    text
}

/// Changes one file: a chapter's text, whether it exists, the configuration or the theme.
fn edit(root: &Path, random: &mut Rng) -> std::io::Result<()> {
    let number = random.u64(..6);
    let file = root.join(format!("content/part-{}/c{number}.md", number % 2));
    match random.u64(..9) {
        0 if file.exists() => std::fs::remove_file(file),
        1 => {
            let title = format!("[book]\ntitle = \"Book {}\"\n", random.u64(..3));
            let variables = format!("[variables]\nname = \"{}\"\n", random.u64(..3));
            let html = format!("[output.html]\ntheme = \"look\"\nmath = {}\n", random.bool());
            std::fs::write(root.join("book.toml"), title + &variables + &html)
        }
        2 => {
            let block =
                format!("{{% block footer %}}<p>{}</p>{{% endblock footer %}}\n", random.u64(..3));
            let page = format!("{{% extends \"default/page.html\" %}}\n{block}");
            std::fs::write(root.join("look/templates/page.html"), page)
        }
        4 => {
            // What a build would write, so that the next steps have a lock to be matched against.
            let Ok(config) = config::load(root) else { return Ok(()) };
            let built = pipeline::build(&config, Options::default(), &mut Memory::for_one_build());
            match built.lock.filter(|_| built.outputs.is_some()) {
                Some(lock) => std::fs::write(root.join("book.lock"), lock.text),
                None => Ok(()),
            }
        }
        3 => std::fs::write(root.join("look/css/99-own.css"), format!("/* {} */", random.u64(..3))),
        _ => std::fs::write(file, chapter(random)),
    }
}

#[test]
fn a_rebuild_gives_the_bytes_of_a_fresh_build() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    for name in ["content/part-0", "content/part-1", "look/templates", "look/css"] {
        std::fs::create_dir_all(root.join(name))?;
    }
    std::fs::write(root.join("content/index.md"), "# Start\n")?;
    let config = "[variables]\nname = \"x\"\n[output.html]\ntheme = \"look\"\n";
    std::fs::write(root.join("book.toml"), config)?;
    let mut random = Rng::with_seed(7);
    for number in 0..6 {
        let file = root.join(format!("content/part-{}/c{number}.md", number % 2));
        std::fs::write(file, chapter(&mut random))?;
    }
    let mut memory = Memory::default();
    let mut good = 0;
    for step in 0..EDITS {
        edit(root, &mut random)?;
        let rebuilt = built(root, &mut memory);
        let fresh = built(root, &mut Memory::for_one_build());
        good += usize::from(fresh.is_ok());
        let differ = |files: &BTreeMap<String, Vec<u8>>, path: &String, bytes: &Vec<u8>| {
            files.get(path) != Some(bytes)
        };
        if let (Ok(rebuilt), Ok(fresh)) = (&rebuilt, &fresh) {
            let stale: Vec<&String> =
                fresh.iter().filter(|(p, b)| differ(rebuilt, p, b)).map(|(p, _)| p).collect();
            assert!(stale.is_empty(), "stale after edit {step}: {stale:?}");
        }
        assert!(rebuilt == fresh, "edit {step}");
    }
    assert!(good > EDITS / 4, "too few of the books were sound: {good}");
    assert!(good < EDITS, "no book was broken");
    Ok(())
}
