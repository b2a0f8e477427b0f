//! All that has a bar, measured in one sitting: builds from nothing against the floor and against Hugo, builds of what has not
//! changed, and a served book.
//!
//! Every build goes into a new folder. Of several rounds, whose steps take turns, the least counts: others on the machine can only
//! add to it.

use super::books::Kind;
use super::hugo;
use super::latency::{Edit, Server};
use super::process::{Cost, build, peak};
use super::table::{Bar, Table};
use super::{detail, floor};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The books: of which kind, how many chapters, how often built, and whether by Hugo too.
const BOOKS: [(Kind, usize, usize, bool); 6] = [
    (Kind::Synthetic, 1_000, 7, true),
    (Kind::RealCode, 1_000, 7, true),
    (Kind::Small, 1_000, 7, true),
    (Kind::Synthetic, 10_000, 3, true),
    (Kind::Small, 10_000, 3, true),
    (Kind::Synthetic, 50_000, 2, false),
];

/// Saves after which the memory of a server must be what it was.
const SAVES: usize = 3_000;

/// A book with its bars.
struct Book {
    kind: Kind,
    chapters: usize,
    files: Vec<PathBuf>,
    folder: PathBuf,
}

impl Book {
    fn name(&self) -> String {
        format!("{} {}", self.kind.name(), self.chapters)
    }

    fn path(&self) -> PathBuf {
        self.folder.join("book")
    }
}

/// What cold builds of a book took.
struct Cold {
    floor: Duration,
    ours: Cost,
    theirs: Option<Cost>,
    /// In kB.
    peak: u64,
}

/// Measures the books of up to that many chapters; returns the missed bars.
pub fn measure(folder: &Path, most: usize) -> Result<Vec<String>> {
    let hugo = hugo::program();
    println!("{}", super::machine::described());
    match &hugo {
        Some(program) => println!("Hugo {}", hugo::version(program)),
        None => println!("Hugo is not installed, so nothing is compared with it"),
    }
    let mut table = Table::default();
    let mut a_chapter = None;
    for (kind, chapters, rounds, with_hugo) in BOOKS {
        if chapters > most {
            continue;
        }
        let folder = folder.join(format!("{}-{chapters}", kind.name().replace(' ', "-")));
        let files = kind.write(&folder.join("book"), chapters)?;
        let book = Book { kind, chapters, files, folder };
        let cold = cold(&book, rounds, hugo.as_deref().filter(|_| with_hugo))?;
        tell_cold(&mut table, &book, &cold, &mut a_chapter);
        if book.kind == Kind::Synthetic && chapters <= 10_000 {
            unchanged(&mut table, &book, rounds)?;
            served(&mut table, &book)?;
        }
        std::fs::remove_dir_all(&book.folder)?;
    }
    Ok(table.finish())
}

fn cold(book: &Book, rounds: usize, hugo: Option<&Path>) -> Result<Cold> {
    let site = book.folder.join("for-hugo");
    hugo.map(|_| hugo::prepare(&book.path(), &site)).transpose()?;
    // The first build of a book writes book.lock, which all others read. It does not count.
    let folder = |what: &str, round| book.folder.join(format!("{what}-{round}"));
    build(&book.path(), &folder("first", 0))?;
    std::fs::remove_dir_all(folder("first", 0))?;
    let (mut floors, mut ours, mut theirs, mut peaks) = (vec![], vec![], vec![], vec![]);
    for round in 0..rounds {
        floors.push(floor::floor(&book.files, &folder("floor", round))?);
        let (cost, report) = build(&book.path(), &folder("public", round))?;
        ours.push(cost);
        peaks.extend(peak(&report));
        if let Some(hugo) = hugo {
            theirs.push(hugo::build(hugo, &site, &folder("hugo", round))?);
        }
        if round == 0 {
            println!("{}: {}", book.name(), report.replace('\n', "; "));
        }
        for what in ["floor", "public", "hugo"] {
            let made = folder(what, round);
            // The last one stays for the builds of what has not changed.
            if made.exists() && (what != "public" || round + 1 < rounds) {
                std::fs::remove_dir_all(made)?;
            }
        }
    }
    std::fs::rename(folder("public", rounds - 1), book.folder.join("public"))?;
    Ok(Cold {
        floor: floors.into_iter().min().unwrap_or_default(),
        ours: Cost::least(&ours),
        theirs: (!theirs.is_empty()).then(|| Cost::least(&theirs)),
        peak: peaks.into_iter().min().unwrap_or_default(),
    })
}

/// The rows of a cold build; `a_chapter` is what a chapter took in the book of 10,000.
fn tell_cold(table: &mut Table, book: &Book, cold: &Cold, a_chapter: &mut Option<f64>) {
    let Cold { floor, ours, theirs, peak } = cold;
    let (what, synthetic) = (book.name(), book.kind == Kind::Synthetic);
    let seconds = ours.wall.as_secs_f64();
    let rest = format!(
        "CPU {:.2} s; {:.1} × the floor of {:.0} ms",
        ours.cpu.as_secs_f64(),
        seconds / floor.as_secs_f64(),
        millis(*floor)
    );
    let bar = if book.chapters == 50_000 { Bar::Most(20.0) } else { Bar::None };
    table.row(&format!("{what}: cold build"), (seconds, "s"), bar, &rest);
    if let Some(theirs) = theirs {
        let least = if book.chapters == 1_000 { 5.0 } else { 7.0 };
        let bar = if synthetic { Bar::Least(least) } else { Bar::None };
        let rest = format!(
            "Hugo {:.2} s, CPU {:.2} s; by CPU {:.1} ×",
            theirs.wall.as_secs_f64(),
            theirs.cpu.as_secs_f64(),
            theirs.cpu.as_secs_f64() / ours.cpu.as_secs_f64().max(0.01)
        );
        let times = theirs.wall.as_secs_f64() / seconds;
        table.row(&format!("{what}: as fast as Hugo"), (times, "×"), bar, &rest);
    }
    let bar = match book.chapters {
        10_000 if synthetic => Bar::Most(480.0),
        50_000 => Bar::Most(2_000.0),
        _ => Bar::None,
    };
    table.row(&format!("{what}: peak memory"), (*peak as f64 / 1024.0, "MB"), bar, "");
    let each = seconds / book.chapters as f64;
    match (book.chapters, *a_chapter) {
        (10_000, _) if synthetic => *a_chapter = Some(each),
        (50_000, Some(before)) => {
            let what = format!("{what}: a chapter, beside one of 10000");
            table.row(&what, (each / before, "×"), Bar::Most(1.2), "");
        }
        _ => {}
    }
}

fn unchanged(table: &mut Table, book: &Book, rounds: usize) -> Result<()> {
    let target = book.folder.join("public");
    let mut costs = Vec::new();
    for _ in 0..rounds + 2 {
        let (cost, report) = build(&book.path(), &target)?;
        if !report.contains("nothing to build") {
            return Err(format!("an unchanged book was built again:\n{report}").into());
        }
        costs.push(cost);
    }
    let least = Cost::least(&costs);
    let bar = if book.chapters == 1_000 { Bar::Most(0.08) } else { Bar::None };
    let rest = format!("CPU {:.2} s", least.cpu.as_secs_f64());
    let what = format!("{}: unchanged build", book.name());
    table.row(&what, (least.wall.as_secs_f64(), "s"), bar, &rest);
    Ok(())
}

fn served(table: &mut Table, book: &Book) -> Result<()> {
    let middle = book.files.get(book.files.len() / 2).ok_or("the book is empty")?;
    let is_large = book.chapters > 1_000;
    let mut server = Server::start(&book.path(), middle)?;
    let at_first = server.memory();
    for (edit, name) in Edit::ALL {
        let costs = server.edits(edit, 9)?;
        let most = match (edit, is_large) {
            (Edit::Paragraph, false) => 15.0,
            (Edit::Paragraph, true) => 20.0,
            (_, false) => 40.0,
            (_, true) => 300.0,
        };
        let wall = detail::median(costs.iter().map(|cost| cost.wall).collect());
        let cpu = detail::median(costs.iter().map(|cost| cost.cpu).collect());
        let least = Cost::least(&costs);
        let rest = format!("median {:.1} ms; CPU {:.0} ms a save", millis(wall), millis(cpu));
        let what = format!("{}: save to page, {name}", book.name());
        table.row(&what, (millis(least.wall), "ms"), Bar::Most(most), &rest);
    }
    server.many_edits(100)?;
    let before = server.memory();
    server.many_edits(SAVES)?;
    let megabytes = |memory: Option<u64>| memory.unwrap_or_default() as f64 / 1024.0;
    let after = megabytes(server.memory());
    let bar = if is_large { Bar::Most(700.0) } else { Bar::None };
    let rest = format!("{:.0} MB at first", megabytes(at_first));
    table.row(&format!("{}: memory of serve", book.name()), (after, "MB"), bar, &rest);
    let what = format!("{}: growth in {SAVES} saves", book.name());
    // What an allocator keeps of one save or another is no growth.
    table.row(&what, (after - megabytes(before), "MB"), Bar::Most(10.0), "");
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
