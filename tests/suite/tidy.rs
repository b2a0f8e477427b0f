//! The tidiness of the repository: forbidden dependencies, sizes, heads of files.

use crate::harness::{files_below, repository};
use crate::tidy_source::{Source, functions, names, rust_files};

/// Fails with a list of what was found.
#[track_caller]
fn assert_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Files of the product whose code names any of these, outside of the places where it may stand.
fn outside(crates: &[&str], may: impl Fn(&str) -> bool) -> Vec<String> {
    let named = |source: &Source| {
        let found = crates.iter().find(|name| names(&source.code, name))?;
        Some(format!("{} names {found}", source.path))
    };
    rust_files("src").iter().filter(|source| !may(&source.path)).filter_map(named).collect()
}

#[test]
fn each_library_is_named_in_one_place() {
    let lowering = |path: &str| path.starts_with("src/syntax/markdown/lower");
    assert_none("only lowering reads Markdown", outside(&["pulldown_cmark"], lowering));
    let templates =
        |path: &str| path.starts_with("src/site/render/") || path == "src/site/theme.rs";
    assert_none("only rendering knows Tera", outside(&["tera"], templates));
    let only = |file: &'static str| move |path: &str| path == file;
    let highlight = |path: &str| path.starts_with("src/site/highlight");
    let grammars = ["syntect", "two_face", "onig"];
    assert_none("only highlighting knows grammars", outside(&grammars, highlight));
    assert_none(
        "only front matter is YAML",
        outside(&["serde_yaml"], only("src/syntax/front_matter/yaml.rs")),
    );
    assert_none("only the watcher watches", outside(&["notify"], only("src/app/serve/watch.rs")));
    let cli = |path: &str| path.starts_with("src/app/cli") || path == "src/main.rs";
    assert_none("only the command line knows clap", outside(&["clap", "clap_complete"], cli));
    assert_none(
        "only the sanitizer knows ammonia",
        outside(&["ammonia"], only("src/site/html/sanitize.rs")),
    );
    let cutter = only("src/text/html.rs");
    assert_none("only one module cuts HTML into tags", outside(&["html5ever"], cutter));
    let opener = |path: &str| path.starts_with("src/book/files/confined");
    assert_none("only one module opens and walks", outside(&["rustix", "walkdir"], opener));
    let styles =
        |path: &str| ["src/book/source/active/style.rs", "src/text/css.rs"].contains(&path);
    assert_none("two modules read style sheets", outside(&["cssparser"], styles));
    assert_none("only the archive is a ZIP", outside(&["zip"], only("src/site/epub/archive.rs")));
    let printer = only("src/text/diag/print.rs");
    assert_none("only the printer draws carets", outside(&["annotate_snippets"], printer));
    assert_none(
        "only one module knows the stemmers",
        outside(&["frostem"], only("src/text/stems.rs")),
    );
    let locales = only("src/text/locales.rs");
    assert_none("only one module knows locales", outside(&["pure_rust_locales"], locales));
    let formulas = only("src/syntax/markdown/math.rs");
    assert_none("only formulas are LaTeX", outside(&["math_core"], formulas));
    let painter = |path: &str| path.starts_with("src/site/social_card/");
    let painting = ["resvg", "skrifa", "png", "notosans"];
    assert_none("only pictures are painted", outside(&painting, painter));
    let asker = only("src/app/external/request.rs");
    assert_none("only one module encrypts", outside(&["rustls", "rustls_native_certs"], asker));
    let wire = |path: &str| {
        ["src/app/external/request.rs", "src/app/publish/store/wire.rs"].contains(&path)
    };
    assert_none("only two modules ask other sites", outside(&["ureq"], wire));
    let packer = only("src/site/hosts/compressed.rs");
    assert_none("only files for hosts are compressed", outside(&["brotli", "flate2"], packer));
    let server = |path: &str| path.starts_with("src/app/serve/");
    assert_none("only the server serves", outside(&["axum", "hyper", "hyper_util"], server));
    let stores = |path: &str| path.starts_with("src/app/publish/store");
    assert_none("only published files are stored", outside(&["object_store"], stores));
    let waiting = |path: &str| server(path) || stores(path);
    assert_none("only the server and stores wait", outside(&["tokio"], waiting));
}

fn is_pure(path: &str) -> bool {
    // The texts of `explain` are in the program, and printing writes to the terminal.
    let aside = ["src/text/diag/codes.rs", "src/text/diag/print.rs", "src/text/diag/print/"];
    if aside.iter().any(|folder| path.starts_with(folder)) {
        return false;
    }
    let folders = [
        "src/text/",
        "src/syntax/",
        "src/book/structure/",
        "src/book/checklist",
        "src/book/lock/",
        "src/site/lint/",
        "src/site/html/",
        "src/site/epub",
        "src/site/discovery/",
        "src/site/search",
        "src/site/social_card",
        "src/site/page",
        "src/site/delivery.rs",
        "src/site/output_rules.rs",
    ];
    folders.iter().any(|folder| path.starts_with(folder))
}

#[test]
fn pure_modules_touch_no_world() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::time",
        "std::thread",
        "std::process",
        "std::net",
        "std::io",
        "std::sync::OnceLock",
        "std::sync::LazyLock",
        "std::sync::Mutex",
        "std::sync::atomic",
        "rayon",
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "thread_local!",
        "static ",
        "::now()",
    ];
    let mut found = Vec::new();
    let sources: Vec<Source> =
        rust_files("src").into_iter().filter(|one| is_pure(&one.path)).collect();
    assert!(sources.len() > 10, "the pure modules have moved");
    for source in sources {
        let mut code = source.product.replace("'static ", "");
        if source.path == "src/text/diag/shared.rs" {
            // An error of the file system is a value that others hand in.
            code = code.replace("std::io::Error", "");
        }
        if source.path == "src/site/html/sanitize.rs" {
            // The allow-list and its names are constants that take too long to make for each passage.
            code = code.replace("std::sync::LazyLock", "").replacen("static ", "", 2);
        }
        if source.path == "src/site/epub/archive.rs" {
            // The container is written into memory, through the traits of the standard library.
            code = code.replace("std::io::{Cursor, Write}", "");
        }
        if source.path == "src/site/social_card/icon.rs" {
            // A picture is read from memory.
            code = code.replace("std::io::Cursor", "");
        }
        let named = forbidden.iter().filter(|word| code.contains(*word));
        found.extend(named.map(|word| format!("{} names {word}", source.path)));
    }
    assert_none("pure modules", found);
}

#[test]
fn only_the_command_line_and_the_server_print() {
    let forbidden = ["println!", "print!", "dbg!", "stdout()", "stderr()"];
    let printer = "src/text/diag/print.rs";
    let may = |path: &str| {
        path.starts_with("src/app/cli") || path == printer || path.starts_with("src/app/serve/")
    };
    let mut found = Vec::new();
    for source in rust_files("src") {
        if source.path != printer && source.product.contains("print::human") {
            found.push(format!("{} prints diagnostics by itself", source.path));
        }
        if may(&source.path) {
            continue;
        }
        let named = forbidden.iter().filter(|word| source.product.contains(*word));
        found.extend(named.map(|word| format!("{} has {word}", source.path)));
    }
    assert_none("printing", found);
}

#[test]
fn the_server_reads_book_toml_in_one_place() {
    let serving =
        |path: &str| path.starts_with("src/app/serve/") || path.starts_with("src/app/pipeline");
    let sources = rust_files("src").into_iter().filter(|source| serving(&source.path));
    let reads = |source: Source| {
        ["config::read(", "config::load("].map(|call| source.product.matches(call).count())
    };
    assert_eq!(sources.flat_map(reads).sum::<usize>(), 1, "reads of book.toml under serve");
}

#[test]
fn the_tree_is_walked_in_one_place() {
    // What a quotation holds is looked at where blocks are made, filled in, walked and written, and nowhere else.
    let may = [
        "src/syntax/markdown/lower/",
        "src/syntax/markdown/tree/walk.rs",
        "src/site/html/mod.rs",
        "src/site/discovery/markdown_page/mod.rs",
        "src/site/search/text.rs",
    ];
    let walks = |source: &Source| {
        source.product.contains("Block::Quote(")
            && !may.iter().any(|one| source.path.starts_with(one))
    };
    let found = rust_files("src").into_iter().filter(walks);
    assert_none("walks the tree by hand", found.map(|source| source.path).collect());
}

#[test]
fn diagnostics_are_made_beside_their_stages() {
    let makes =
        ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "impl Diagnostic"];
    let may = |path: &str| {
        path.contains("/faults") || path.starts_with("src/text/diag") && !path.contains("print")
    };
    let found = rust_files("src").into_iter().filter(|source| {
        !may(&source.path) && makes.iter().any(|make| source.product.contains(make))
    });
    assert_none("made outside of faults.rs", found.map(|source| source.path).collect());
}

#[test]
fn stages_change_nothing_that_they_are_given() {
    // What is being made may be changed where it is made.
    let given = [
        ("Book", "src/book/structure/"),
        ("Sources", "src/book/source"),
        ("SourceFile", "src/book/source"),
        ("Vec<SourceFile>", "src/book/source"),
        ("Config", "src/book/config"),
        ("Theme", "src/site/theme"),
        ("Templates", "src/site/render/"),
    ];
    let mut found = Vec::new();
    for source in rust_files("src") {
        let changed = given.iter().filter(|(name, maker)| {
            !source.path.starts_with(maker) && source.product.contains(&format!("&mut {name}"))
        });
        found.extend(changed.map(|(name, _)| format!("{} takes &mut {name}", source.path)));
        if source.path != "src/main.rs" && source.product.contains("process::exit") {
            found.push(format!("{} ends the process", source.path));
        }
    }
    assert_none("stages take values or shared references", found);
}

#[test]
fn only_views_and_the_record_of_a_build_are_serialised() {
    let may = [
        "src/site/page.rs",
        "src/app/unchanged.rs",
        "src/text/diag/saved.rs",
        // The numbers of contexts, which syntect shows in no other way.
        "src/site/highlight/grammar/contexts.rs",
    ];
    let sources = rust_files("src");
    let all = sources.iter().filter(|one| one.code.contains("Serialize"));
    let (known, other): (Vec<_>, Vec<_>) = all.partition(|one| may.contains(&one.path.as_str()));
    assert_none("Serialize", other.iter().map(|one| one.path.clone()).collect());
    assert_eq!(known.len(), may.len(), "one serialises no more");
}

#[test]
fn the_build_does_not_know_that_it_is_served() {
    let may = |path: &str| {
        path.starts_with("src/app/serve/") || path == "src/app/cli.rs" || path == "src/lib.rs"
    };
    let mut found = Vec::new();
    for source in rust_files("src").iter().filter(|source| !may(&source.path)) {
        if source.product.contains("serve::") {
            found.push(source.path.clone());
        }
    }
    assert_none("the build names the server", found);
}

#[test]
fn the_product_does_not_panic_by_name() {
    let forbidden =
        [".unwrap()", ".expect(", "panic!", "unreachable!", "unimplemented!", concat!("to", "do!")];
    let mut found = Vec::new();
    for source in rust_files("src") {
        for (line, text) in source.product.lines().enumerate() {
            if forbidden.iter().any(|word| text.contains(word)) {
                found.push(format!("{}:{}: {}", source.path, line + 1, text.trim()));
            }
        }
    }
    assert_none("panics", found);
}

/// The text files that people of the project write and read, with their paths.
fn written_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in [
        "src",
        "xtask/src",
        "replay",
        "themes",
        "tests/suite",
        "tests/js",
        "tests/browser",
        "benches",
    ] {
        for (path, bytes) in files_below(&repository().join(folder)) {
            let extension = path.rsplit('.').next().unwrap_or_default();
            let is_ours = ["rs", "js", "mjs", "ts", "css", "html", "toml"].contains(&extension);
            if is_ours && !path.contains("node_modules/") {
                files.push((
                    format!("{folder}/{path}"),
                    String::from_utf8_lossy(&bytes).into_owned(),
                ));
            }
        }
    }
    files
}

#[test]
fn files_are_short() {
    let long = written_files()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .map(|(path, lines)| format!("{path}: {lines} lines"));
    assert_none("files over 400 lines", long.collect());
}

#[test]
fn functions_are_short() {
    let mut found = Vec::new();
    let folders = ["src", "xtask/src", "replay/src"];
    for source in folders.into_iter().flat_map(rust_files) {
        for (name, line, length) in functions(&source.code) {
            if length > 70 {
                found.push(format!("{}:{line}: {name} has {length} lines", source.path));
            }
        }
    }
    assert_none("functions over 70 lines", found);
}

#[test]
fn every_module_says_what_it_is_for() {
    let folders = ["src", "xtask/src", "replay/src", "tests/suite"];
    let sources: Vec<Source> = folders.into_iter().flat_map(rust_files).collect();
    let silent = sources.iter().filter(|source| !source.text.starts_with("//! "));
    assert_none("no head", silent.map(|source| source.path.clone()).collect());
}

#[test]
fn names_of_modules_say_something() {
    let empty = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
    let found = rust_files("src").into_iter().filter(|source| {
        let name = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
        empty.contains(&name.rsplit('/').next().unwrap_or_default())
    });
    assert_none("empty names", found.map(|source| source.path).collect());
}

#[test]
fn nothing_is_left_for_later_and_nothing_names_a_machine() {
    let forbidden = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X "),
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("/ro", "ot/"),
    ];
    let mut files = written_files();
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "Cargo.toml",
    ] {
        let text = std::fs::read_to_string(repository().join(name)).unwrap_or_default();
        files.push((name.to_string(), text));
    }
    let mut found = Vec::new();
    for (path, text) in files {
        let named = forbidden.iter().filter(|word| text.contains(*word));
        found.extend(named.map(|word| format!("{path}: {word}")));
    }
    assert_none("left over", found);
}
