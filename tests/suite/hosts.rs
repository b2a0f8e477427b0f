//! The files for hosts, and sites with them on models of those hosts.

use crate::handbook;
use crate::harness::{Site, difference};
use crate::host_models::{Hosted, Model, headers, redirects};
use crate::hosts_asked::{Asked, traps};
use std::collections::BTreeMap;
use std::io::Read;
use tickbook::book::config::Host;

/// What books of the tests are built for, and who is asked then. Netlify wants a mark in a file that Cloudflare Pages
/// reads too, and that one then goes without.
const BUILT: [(&str, &[Model]); 2] = [
    (
        "[\"github-pages\", \"gitlab-pages\", \"netlify\", \"vercel\", \"s3\"]",
        &[
            Model::GitHub,
            Model::GitLab,
            Model::Netlify,
            Model::NetlifyPlain,
            Model::Vercel,
            Model::S3,
        ],
    ),
    ("\"cloudflare-pages\"", &[Model::Cloudflare]),
];

/// Asks a model everything about a site.
fn ask(model: Model, base: &str, files: &BTreeMap<String, Vec<u8>>, has_moved: bool) {
    let hosted = Hosted::new(model, files, base);
    let asked = Asked {
        name: format!("{model:?} at {base}"),
        base,
        files,
        answer: &|path| hosted.answer(path),
        strips: model == Model::Cloudflare,
        takes_headers: !matches!(model, Model::GitHub | Model::GitLab | Model::S3),
        takes_keeping: !matches!(model, Model::GitHub | Model::GitLab),
    };
    asked.crawl();
    asked.ask_for_what_is_not_there(model == Model::Vercel);
    if has_moved {
        asked.ask_for_what_has_moved(|path| match model {
            Model::GitHub | Model::GitLab => false,
            Model::S3 => true,
            _ => !path.contains(['%', '$']),
        });
    }
}

#[test]
fn a_book_full_of_traps_is_right_on_every_host() {
    for base in ["/", "/a/b/"] {
        for (hosts, models) in BUILT {
            let site = traps(hosts, base).build().assert_stderr_lacks("warning");
            let files = site.files("public");
            models.iter().for_each(|model| ask(*model, base, &files, true));
        }
    }
}

#[test]
fn the_handbook_is_right_on_every_host() {
    let site = handbook::copy();
    let text = site.read("book.toml").replace("share-images = true", "");
    let all =
        "host = [\"any\", \"gitlab-pages\", \"cloudflare-pages\", \"vercel\", \"s3\", \"nginx\"]";
    let site =
        site.write("book.toml", &text.replace("[output.html]", &format!("[output.html]\n{all}")));
    let files = site.build().assert_stderr_lacks("warning").files("public");
    for (_, models) in BUILT {
        models.iter().for_each(|model| ask(*model, "/", &files, false));
    }
}

#[test]
fn each_host_gets_its_files_and_no_others() {
    let of = |hosts: &str, more: &str| {
        let config = format!("[output.html]\nhost = {hosts}\n{more}");
        let site = Site::of("# A\n").write("book.toml", &config).build();
        let expected = |path: &String| {
            let path = path.trim_end_matches(".gz").trim_end_matches(".br");
            let page = path.ends_with(".html") || path.starts_with("assets/");
            !page && !["robots.txt", "sitemap.xml", "sw.js", ".tickbook-files"].contains(&path)
        };
        let mut paths = site.paths("public");
        paths.retain(expected);
        paths.join(" ")
    };
    assert_eq!(of("\"any\"", "cname = \"a.example\"\n"), ".nojekyll CNAME");
    assert_eq!(of("\"github-pages\"", "cname = \"a.example\"\n"), ".nojekyll CNAME");
    assert_eq!(of("\"netlify\"", ""), "_headers");
    assert_eq!(
        of("\"cloudflare-pages\"", "redirect = { \"/b.html\" = \"index.html\" }\n"),
        "_headers _redirects"
    );
    assert_eq!(of("\"vercel\"", ""), "vercel.json");
    assert_eq!(of("\"s3\"", ""), ".tickbook/s3.json");
    assert_eq!(of("[\"nginx\"]", ""), ".tickbook/nginx.conf");
    let plain = Site::of("# A\n").build().files("public");
    assert!(plain.contains_key(".nojekyll") && !plain.keys().any(|path| path.ends_with(".gz")));
    assert_eq!(
        Host::NAMES.iter().filter_map(|name| Host::named(name)).map(Host::name).collect::<Vec<_>>(),
        Host::NAMES
    );
}

fn unpacked(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    match path.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(bytes).read_to_end(&mut whole),
        false => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut whole),
    }
    .expect("it can be unpacked");
    whole
}

#[test]
fn compressed_files_are_the_same_every_time_and_are_their_file() {
    let build = |threads: &str| {
        let site = traps("[\"gitlab-pages\", \"nginx\", \"s3\", \"vercel\", \"netlify\"]", "/");
        let mut command = site.command(&["build"]);
        command.env("RAYON_NUM_THREADS", threads);
        site.run_command(command).assert_status(0)
    };
    let (first, second) = (build("1"), build("3"));
    let files = first.files("public");
    let names = |files: &BTreeMap<String, Vec<u8>>| {
        files.keys().map(|name| format!("{name}\n")).collect::<String>()
    };
    let others = second.files("public");
    assert!(files == others, "{}", difference(&names(&files), &names(&others)));
    let ending = |path: &str| path.ends_with(".gz") || path.ends_with(".br");
    let packed: Vec<&String> = files.keys().filter(|path| ending(path)).collect();
    assert!(packed.len() > 20, "{packed:?}");
    for path in packed {
        let whole = &files[&path[..path.len() - 3]];
        assert_eq!(&unpacked(path, &files[path]), whole, "{path}");
        assert!(files[path].len() < whole.len(), "{path}");
    }
    for path in ["index.html", "404.html", "sw.js", "manifest.webmanifest"] {
        let is_there =
            files.contains_key(&format!("{path}.gz")) && files.contains_key(&format!("{path}.br"));
        assert_eq!(is_there, files[path].len() >= 1024, "{path}");
    }
    for path in [".tickbook/s3.json", ".tickbook/nginx.conf", "vercel.json", "_headers"] {
        assert!(files.contains_key(path) && !files.contains_key(&format!("{path}.gz")), "{path}");
    }
    let text = first.read("book.toml");
    let text = text.replace("\"gitlab-pages\", \"nginx\", ", "");
    let left = first.write("book.toml", &text).build().files("public");
    assert!(
        !left.keys().any(|path| ending(path) || path.contains("nginx")),
        "they go with the host"
    );
}

#[test]
fn what_does_not_fit_into_a_hosts_limits_is_left_out_and_told() {
    let mut config =
        "[output.html]\nhost = [\"cloudflare-pages\", \"vercel\"]\nadditional-css = [".to_string();
    config.extend((0..120).map(|n| format!("\"s{n}.css\", ")));
    config.push_str("]\n[output.html.content-security-policy]\nimg-src = [");
    config.extend((0..90).map(|n| format!("\"https://pictures-{n}.example.org\", ")));
    config.push_str("]\n[output.html.redirect]\n");
    config.extend((0..2100).map(|n| format!("\"/old-{n}.html\" = \"index.html\"\n")));
    config.push_str(&format!("\"/long.html\" = \"https://example.org/?{}\"\n", "a".repeat(1000)));
    let mut site = Site::of("# A\n").write("book.toml", &config);
    for n in 0..120 {
        site = site.write(&format!("s{n}.css"), &format!("p {{ order: {n} }}\n"));
    }
    let site = site.build();
    for said in [
        "warning[TB1601]: the book has 2100 redirects, but cloudflare-pages accepts only 2000",
        "warning[TB1601]: the book has 2101 redirects, but vercel accepts only 2048",
        "header blocks, but cloudflare-pages accepts only 100",
        "warning[TB1604]: the line for the header Content-Security-Policy is longer than the 2000 characters that cloudflare-pages",
        "warning[TB1602]: the redirect from `/long.html` is longer than the 1000 characters that cloudflare-pages",
    ] {
        assert!(site.stderr().contains(said), "{said}: {}", site.stderr());
    }
    let blocks = headers(&site.read("public/_headers"));
    assert_eq!(blocks.len(), 100);
    let everywhere: Vec<&str> = blocks[0].1.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(everywhere, ["x-content-type-options", "referrer-policy"]);
    let moved = redirects(&site.read("public/_redirects"), false);
    assert_eq!(moved.len(), 2000);
    assert!(!moved.contains_key("/long.html"));
    // Each of them has its page all the same.
    site.assert_file("public/old-2099.html").assert_file("public/long.html");
}

#[test]
fn no_setting_ends_a_line_or_a_word_of_what_hosts_read() {
    let config = "[output.html]\nsite-url = \"https://example.org/b/\"\n\
                  host = [\"netlify\", \"nginx\", \"s3\", \"vercel\"]\n[output.html.redirect]\n\
                  \"/a.html\" = \"https://example.com/x y\\n/* https://evil.example 301!\"\n\
                  \"/c.html\" = \"index.html#a b\"\n";
    let site = Site::of("# A\n\n## B {#b}\n\n<a id=\"a b\"></a>\n").write("book.toml", config);
    let site = site.run(&["build"]);
    let moved = redirects(&site.read("public/_redirects"), true);
    let expected = [
        ("/b/a.html", "https://example.com/x%20y%0A/*%20https://evil.example%20301!"),
        ("/b/c.html", "/b/index.html#a%20b"),
    ];
    assert_eq!(
        moved.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect::<Vec<_>>(),
        expected
    );
    assert!(site.read("public/.tickbook/nginx.conf").contains("server_name example.org;\n"));
    let injected = config.replace("org/b/", "org/b;return 301 x;/");
    site.write("book.toml", &injected).build_fails().assert_stderr("TB0104");
}
