//! `publish` to a bucket of a real server: order, headers, retries, interruptions, and objects of others.

use crate::bucket::{Bucket, Fate, Proxy};
use crate::harness::{Site, files_below};
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const RECORD: &str = ".tickbook-published";

/// A book of some chapters, built once so that its lock is right.
fn book() -> Site {
    let site = Site::of("# Book\n\n- [ ] One\n").write("content/part/a b.md", "# Ä\n");
    let toml =
        "[publish]\ntarget = \"s3\"\n[publish.s3]\nbucket = \"handbook\"\nprefix = \"docs/x\"\n";
    site.write("book.toml", toml).build()
}

fn command(site: &Site, proxy: &Proxy) -> Command {
    let mut command = site.command(&["publish"]);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command
        .env("AWS_ACCESS_KEY_ID", "a")
        .env("AWS_SECRET_ACCESS_KEY", "b")
        .env("AWS_ENDPOINT_URL", proxy.address());
    command
}

fn publish(site: Site, proxy: &Proxy) -> Site {
    let command = command(&site, proxy);
    site.run_command(command)
}

fn open() -> impl Fn(usize, &str) -> Fate + Send + Sync + 'static {
    |_, _| Fate::Passes
}

/// What the bucket must hold below its prefix: the site as it is built into an empty folder.
fn expected(site: &Site) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = folder.path().join("site");
    let built = site.command(&["build", "--locked", "-d"]).arg(&fresh).output().expect("starts");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut files = files_below(&fresh);
    files.remove(".tickbook-files");
    files.into_iter().map(|(path, bytes)| (format!("docs/x/{path}"), bytes)).collect()
}

fn published(bucket: &Bucket) -> Vec<(String, Vec<u8>)> {
    let mut objects = bucket.objects();
    objects.retain(|(key, _)| key.starts_with("docs/x/") && !key.ends_with(RECORD));
    objects
}

#[test]
#[ignore = "needs moto"]
fn assets_come_before_pages_with_types_and_the_record_comes_last() {
    let (bucket, site) = (Bucket::start(), book());
    bucket.put("theirs.txt", "theirs");
    bucket.put("docs/x/theirs.txt", "theirs");
    let proxy = Proxy::before(&bucket, open());
    let site = publish(site, &proxy).assert_status(0).assert_no_stdout();
    assert_eq!(
        published(&bucket)
            .iter()
            .filter(|(key, _)| !key.ends_with("theirs.txt"))
            .cloned()
            .collect::<Vec<_>>(),
        expected(&site)
    );
    let changes = proxy.take_changes();
    let is_page = |change: &String| change.ends_with(".html");
    let is_record = |change: &String| change.ends_with(RECORD);
    assert!(changes.iter().all(|change| change.starts_with("PUT /docs/x/")), "{changes:#?}");
    assert!(is_record(&changes[0]) && changes.last().is_some_and(is_record), "{changes:#?}");
    let files = &changes[1..changes.len() - 1];
    assert!(files.iter().is_sorted_by_key(is_page) && !files.iter().any(is_record), "{files:#?}");
    for (key, media_type, keeping) in [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("part/a b.html", "text/html; charset=utf-8", "no-cache"),
        ("sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (".nojekyll", "application/octet-stream", "no-cache"),
    ] {
        let answer = bucket.get(&format!("docs/x/{key}").replace(' ', "%20"));
        assert_eq!(answer.header("content-type"), Some(media_type), "{key}");
        assert_eq!(answer.header("cache-control"), Some(keeping), "{key}");
    }
    let style = bucket.keys().into_iter().find(|key| key.ends_with(".css")).expect("a style sheet");
    let answer = bucket.get(&style);
    assert_eq!(answer.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let site = publish(site, &proxy).assert_status(0).assert_stderr("already has this site");
    assert_eq!(proxy.take_changes(), [""; 0], "nothing changed, so nothing is written");
    drop(site);
}

#[test]
#[ignore = "needs moto"]
fn only_what_changed_is_sent_and_only_our_own_is_removed() {
    // With so much text the index has files that are named by their hash.
    let long = format!("# Long\n\n{}\n", "Words of a chapter. ".repeat(4000));
    let (bucket, site) = (Bucket::start(), book().write("content/long.md", &long).build());
    let proxy = Proxy::before(&bucket, open());
    let site = publish(site, &proxy).assert_status(0);
    let first: BTreeSet<String> = bucket.keys().into_iter().collect();
    bucket.put("docs/x/part/theirs.html", "theirs");
    proxy.take_changes();
    let toml = site.read("book.toml") + "[output.html]\ngone = [\"/part/a b.html\", \"/part/\"]\n";
    let before = expected(&site);
    let site = site.write("book.toml", &toml).remove("content/part/a b.md").build();
    let site = publish(site, &proxy).assert_status(0);
    let changes = proxy.take_changes();
    let removed = |path: &str| changes.contains(&format!("DELETE /docs/x/{path}"));
    assert!(removed("part/a b.html") && removed("part/index.html"), "{changes:#?}");
    let changed: BTreeSet<String> = expected(&site)
        .into_iter()
        .filter(|file| !before.contains(file))
        .map(|(key, _)| format!("PUT /{key}"))
        .collect();
    let sent: BTreeSet<String> = changes
        .iter()
        .filter(|one| one.starts_with("PUT ") && !one.ends_with(RECORD))
        .cloned()
        .collect();
    assert_eq!(sent, changed);
    let last_put =
        changes.iter().rposition(|one| one.starts_with("PUT ") && !one.ends_with(RECORD));
    let first_removal = changes.iter().position(|one| one.starts_with("DELETE "));
    assert!(last_put < first_removal, "{changes:#?}");
    assert_eq!(bucket.get("docs/x/part/theirs.html").text(), "theirs");
    // Of the files that are named by their hash, those with words of pages go with the pages.
    let now: BTreeSet<String> = bucket.keys().into_iter().collect();
    let site: BTreeSet<String> = expected(&site).into_iter().map(|(key, _)| key).collect();
    let is_index = |key: &&String| key.starts_with("docs/x/assets/search/");
    let old: Vec<&String> =
        first.iter().filter(is_index).filter(|key| !site.contains(*key)).collect();
    assert!(!old.is_empty(), "some part of the index has another name now");
    assert!(old.iter().all(|key| !now.contains(*key)), "{now:#?}");
    let is_style = |key: &&String| key.starts_with("docs/x/assets/") && key.ends_with(".css");
    assert!(first.iter().filter(is_style).all(|key| now.contains(key)), "{now:#?}");
}

#[test]
#[ignore = "needs moto"]
fn a_publish_that_was_killed_goes_on_where_it_was() {
    const ARRIVED: usize = 12;
    let (bucket, site) = (Bucket::start(), book());
    let proxy = Proxy::before(&bucket, |_, line| {
        static PUTS: AtomicUsize = AtomicUsize::new(0);
        let is_put = line.starts_with("PUT ");
        let number = PUTS.fetch_add(usize::from(is_put), Ordering::SeqCst);
        if is_put && number > ARRIVED { Fate::Hangs } else { Fate::Passes }
    });
    let mut killed = command(&site, &proxy);
    let mut killed =
        killed.stderr(std::process::Stdio::null()).spawn().expect("the program starts");
    let started = Instant::now();
    // The record and the files have arrived, and every lane waits for an answer that does not come.
    while published(&bucket).len() < ARRIVED {
        assert!(started.elapsed() < Duration::from_secs(60), "{:#?}", proxy.log());
        std::thread::sleep(Duration::from_millis(50));
    }
    killed.kill().expect("it runs");
    killed.wait().expect("it ends");
    let there: BTreeSet<String> = bucket.keys().into_iter().collect();
    let again = Proxy::before(&bucket, open());
    let site = publish(site, &again).assert_status(0);
    let sent: Vec<String> =
        again.take_changes().into_iter().filter(|one| !one.ends_with(RECORD)).collect();
    let repeated: Vec<&String> =
        sent.iter().filter(|one| there.contains(one.trim_start_matches("PUT /"))).collect();
    assert!(repeated.is_empty(), "sent twice: {repeated:#?}");
    assert_eq!(sent.len() + ARRIVED, expected(&site).len());
    assert_eq!(published(&bucket), expected(&site));
    publish(site, &again).assert_status(0).assert_stderr("already has this site");
}

#[test]
#[ignore = "needs moto"]
fn cut_connections_and_busy_servers_are_tried_again() {
    let (bucket, site) = (Bucket::start(), book());
    let proxy = Proxy::before(&bucket, |number, _| match number % 7 {
        2 => Fate::Cut,
        4 => Fate::Refused(503),
        6 => Fate::CutAfterwards,
        _ => Fate::Passes,
    });
    let site = publish(site, &proxy).assert_status(0);
    assert_eq!(published(&bucket), expected(&site));
    // The record is sent on a condition, which no longer holds where it has arrived and the answer has not.
    let lost = AtomicUsize::new(0);
    let proxy = Proxy::before(&bucket, move |_, line| {
        let is_record = line.starts_with("PUT ") && line.ends_with(RECORD);
        match is_record.then(|| lost.fetch_add(1, Ordering::SeqCst)) {
            Some(0) => Fate::CutAfterwards,
            Some(1) => Fate::Cut,
            _ => Fate::Passes,
        }
    });
    let site = site.write("content/index.md", "# Book\n\n- [ ] Five\n").build();
    let site = publish(site, &proxy).assert_status(0);
    assert_eq!(pages(published(&bucket)), pages(expected(&site)));
    publish(site, &proxy).assert_status(0).assert_stderr("already has this site");
}

#[test]
#[ignore = "needs moto"]
fn a_refusal_is_told_in_the_words_of_the_service() {
    let (bucket, site) = (Bucket::start(), book());
    let proxy = Proxy::before(&bucket, |_, line| match line.starts_with("PUT ") {
        true => Fate::Refused(403),
        false => Fate::Passes,
    });
    let site = publish(site, &proxy).assert_status(1);
    let site = site.assert_stderr(
        "error[TB1713]: cannot write `.tickbook-published` at s3://handbook/docs/x/: 403 AccessDenied: No",
    );
    assert!(bucket.keys().is_empty());
    let toml = site.read("book.toml").replace("\"handbook\"", "\"elsewhere\"");
    let site = site.write("book.toml", &toml);
    let proxy = Proxy::before(&bucket, open());
    let site = publish(site, &proxy).assert_status(1).assert_stderr("error[TB1713]");
    let site = site.assert_stderr("NoSuchBucket");
    bucket.put("docs/x/index.html", "theirs");
    let toml = site.read("book.toml").replace("\"elsewhere\"", "\"handbook\"");
    let site = publish(site.write("book.toml", &toml), &proxy).assert_status(1);
    site.assert_stderr("error[TB1711]: `index.html` at s3://handbook/docs/x/ is in the way");
    assert_eq!(bucket.get("docs/x/index.html").text(), "theirs");
}

/// Lets everything pass, and before the first request whose line fits runs somebody else's program to its end.
fn meanwhile(
    theirs: Command,
    fits: fn(&str) -> bool,
) -> impl Fn(usize, &str) -> Fate + Send + Sync + 'static {
    let theirs = Mutex::new(Some(theirs));
    move |_, line| {
        let program = theirs.lock().expect("no thread failed").take_if(|_| fits(line));
        if let Some(mut program) = program {
            let done = program.output().expect("the program starts");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        Fate::Passes
    }
}

/// The pages below the prefix.
fn pages(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().filter(|(path, _)| path.ends_with(".html")).collect()
}

#[test]
#[ignore = "needs moto"]
fn of_two_who_publish_at_once_one_is_told_and_the_next_run_mends_the_rest() {
    let bucket = Bucket::start();
    let straight = Proxy::before(&bucket, open());
    // Their pages are as long as ours, so that only the content tells them apart.
    let gone = "[output.html]\ngone = [\"/part/a b.html\", \"/part/\"]\n";
    let theirs = book().write("content/index.md", "# Book\n\n- [ ] Two\n");
    let toml = theirs.read("book.toml") + gone;
    let theirs = theirs.remove("content/part/a b.md").write("book.toml", &toml).build();
    let is_record = |line: &str| line.starts_with("PUT ") && line.ends_with(RECORD);
    let proxy = Proxy::before(&bucket, meanwhile(command(&theirs, &straight), is_record));
    let ours = publish(book(), &proxy).assert_status(1);
    let ours = ours.assert_stderr(
        "error[TB1715]: someone else is publishing to s3://handbook/docs/x/, so nothing was sent",
    );
    assert_eq!(published(&bucket), expected(&theirs));

    let is_page = |line: &str| line.starts_with("PUT ") && line.ends_with(".html");
    let proxy = Proxy::before(&bucket, meanwhile(command(&theirs, &straight), is_page));
    let ours = publish(ours, &proxy).assert_status(1);
    let ours = ours.assert_stderr(
        "error[TB1716]: someone else has published to s3://handbook/docs/x/ at the same time",
    );
    assert_ne!(pages(published(&bucket)), pages(expected(&theirs)), "it is a mixture");
    let theirs = publish(theirs, &straight).assert_status(0);
    assert_eq!(pages(published(&bucket)), pages(expected(&theirs)));
    let there: BTreeSet<_> = published(&bucket).into_iter().collect();
    assert!(expected(&theirs).iter().all(|file| there.contains(file)));

    // Without conditions nobody is told, and a service that has none can be used.
    let proxy = Proxy::before(&bucket, meanwhile(command(&theirs, &straight), is_page));
    let mut unconditional = command(&ours, &proxy);
    unconditional.env("AWS_CONDITIONAL_PUT", "disabled");
    ours.run_command(unconditional).assert_status(0);
}
