//! The folders that a build depends on, and which changes in them matter.
//!
//! Files are ignored by the rule of `source`. Existing paths are resolved, because the system reports real paths. Never
//! watches anything itself.

use crate::book::config::{self, Config};
use crate::book::lock;
use crate::book::source::{is_cache, name_passed_over};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How deep a folder is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The folder's own entries.
    Entries,
    /// Everything below it.
    All,
}

/// The part of the disk that a build reads.
#[derive(Debug, Default)]
pub(super) struct Scope {
    root: PathBuf,
    src: Option<PathBuf>,
    theme: Option<PathBuf>,
    /// The output folder, which must be ignored even inside another folder of the scope.
    build_dir: Option<PathBuf>,
    /// Each file and folder in the configuration, as written and with links resolved.
    named: Vec<PathBuf>,
}

impl Scope {
    /// The folders and files that the book in `root` depends on, as far as its configuration can be read. `included`
    /// are the files, by their paths below that folder, that its chapters include.
    pub(super) fn of(root: &Path, config: Option<&Config>, included: &[String]) -> Self {
        let root = settled(root);
        let files = [config::FILE_NAME, lock::FILE_NAME];
        let files = files.into_iter().chain(included.iter().map(String::as_str));
        let named = files.flat_map(|name| both(&root, name)).collect();
        let mut scope = Scope { named, root, ..Scope::default() };
        if let Some(config) = config {
            scope.take(config);
        }
        scope
    }

    fn take(&mut self, config: &Config) {
        let below = |path: &Path| path.strip_prefix(&config.root).unwrap_or(path).to_path_buf();
        let src = both(&self.root, below(&config.src));
        let theme = config.html.theme.as_deref().map(|path| both(&self.root, below(path)));
        self.src = src.last().cloned();
        self.theme = theme.as_ref().and_then(|paths| paths.last().cloned());
        self.named.extend(src.into_iter().chain(theme.into_iter().flatten()));
        for file in config.html.additional_css.iter().chain(&config.html.additional_js) {
            self.named.extend(both(&self.root, file));
        }
        if let Some((file, _)) = &config.epub.cover {
            self.named.extend(both(&self.root, file));
        }
        let build_dir = settled(&self.root.join(below(&config.build_dir)));
        let holds_sources = self.named.iter().any(|path| path.starts_with(&build_dir));
        self.build_dir = Some(build_dir).filter(|_| !holds_sources);
    }

    /// The folders to watch, including missing ones, which may be created later.
    pub(super) fn folders(&self) -> BTreeMap<PathBuf, Depth> {
        let mut folders = BTreeMap::new();
        for folder in self.theme.iter().cloned().chain(self.source_folders()) {
            folders.insert(folder, Depth::All);
        }
        let below = self.named.iter().filter(|path| **path != self.root);
        let parents = below.filter_map(|path| path.parent()).map(Path::to_path_buf);
        let flat: Vec<PathBuf> = parents.chain([self.root.clone()]).collect();
        // A folder inside a deeper watch must not be limited to its entries.
        let covered = |path: &Path, folders: &BTreeMap<PathBuf, Depth>| {
            path.ancestors().any(|above| folders.get(above) == Some(&Depth::All))
        };
        for folder in flat {
            if !covered(&folder, &folders) {
                folders.insert(folder, Depth::Entries);
            }
        }
        folders
    }

    /// The content folder, or, if that is the book's folder itself, its subfolders that can contain chapters: the whole
    /// may contain the output, a repository and build files.
    fn source_folders(&self) -> Vec<PathBuf> {
        let Some(src) = &self.src else { return Vec::new() };
        if *src != self.root {
            return vec![src.clone()];
        }
        let entries = std::fs::read_dir(src).into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .map(|entry| entry.path())
            .filter(|path| self.matters(path) && !is_cache(path))
            .collect()
    }

    /// The path as authors know it: relative to the book's folder if it is inside.
    pub(super) fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// Whether a change at `path` can change the build.
    pub(super) fn matters(&self, path: &Path) -> bool {
        let inside = |folder: &Option<PathBuf>| {
            folder.as_deref().is_some_and(|folder| path.starts_with(folder))
        };
        if inside(&self.build_dir) {
            return false;
        }
        let holds_named = self.named.iter().any(|named| named.starts_with(path));
        let in_source = || {
            let below = self.src.as_deref().and_then(|src| path.strip_prefix(src).ok());
            below.is_some_and(|below| {
                below.iter().all(|name| !name_passed_over(&name.to_string_lossy()))
            })
        };
        holds_named || inside(&self.theme) || in_source()
    }
}

/// A path below `root` as written, and with links resolved.
fn both(root: &Path, path: impl AsRef<Path>) -> Vec<PathBuf> {
    let named: PathBuf = root.join(path).components().collect();
    let found = settled(&named);
    vec![named, found]
}

/// The path with links resolved, as far as it exists.
fn settled(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = absolute.canonicalize().ok();
    real.unwrap_or_else(|| match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => settled(parent).join(name),
        _ => absolute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::SourceText;

    fn scope(root: &Path, book_toml: &str) -> Scope {
        let source = SourceText { file: "book.toml".into(), text: book_toml.into() };
        let config = config::parse(root, &source).ok();
        assert!(config.is_some(), "{book_toml}");
        Scope::of(root, config.as_ref(), &[])
    }

    fn names(scope: &Scope) -> Vec<String> {
        let folders = scope.folders();
        let name = |path: &PathBuf| match path.strip_prefix(&scope.root) {
            Ok(below) => below.to_string_lossy().into_owned(),
            Err(_) => path.to_string_lossy().into_owned(),
        };
        folders.iter().map(|(path, depth)| format!("{} {depth:?}", name(path))).collect()
    }

    #[test]
    fn folders_follow_the_configuration() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let all = scope(
            folder.path(),
            "[book]\nsrc = \"docs/book\"\n[output.html]\ntheme = \"look\"\n\
             additional-css = [\"docs/book/a.css\", \"styles/b.css\"]\n",
        );
        let expected = [" Entries", "docs Entries", "docs/book All", "look All", "styles Entries"];
        assert_eq!(names(&all), expected);
        assert_eq!(names(&Scope::of(folder.path(), None, &[])), [" Entries"]);
        Ok(())
    }

    #[test]
    fn a_book_in_its_own_root_leaves_out_what_is_not_its_text() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["one", "public", ".git", "node_modules", "target"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        std::fs::write(
            folder.path().join("target/CACHEDIR.TAG"),
            "Signature: 8a477f597d28d172789f",
        )?;
        let flat = scope(folder.path(), "[book]\nsrc = \".\"\n");
        assert_eq!(names(&flat), [" Entries", "one All"]);
        Ok(())
    }

    #[test]
    fn only_what_a_build_reads_matters() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let look = "[output.html]\ntheme = \"look\"\nadditional-js = [\"js/a.js\"]\n";
        let scope = scope(folder.path(), look);
        let matters = |path: &str| scope.matters(&scope.root.join(path));
        for path in
            ["book.toml", "content", "content/a.md", "content/new/b.md", "content/target/c.md"]
        {
            assert!(matters(path), "{path}");
        }
        for path in ["look/css/.a", "js/a.js", "js", ""] {
            assert!(matters(path), "{path}");
        }
        for path in
            ["public/index.html", "public", ".git/index", "target/x", "README.md", "js/b.js"]
        {
            assert!(!matters(path), "{path}");
        }
        for path in ["content/.a.md.swp", "content/a.md~", "content/#a.md#", "content/.git/HEAD"] {
            assert!(!matters(path), "{path}");
        }
        Ok(())
    }

    #[test]
    fn included_files_matter_wherever_they_lie() {
        let root = std::env::temp_dir();
        let scope = Scope::of(&root, None, &["listings/one/main.rs".into()]);
        let matters = |path: &str| scope.matters(&scope.root.join(path));
        assert!(matters("listings/one/main.rs") && matters("listings"));
        assert!(!matters("listings/one/other.rs") && !matters("listings/two"));
        assert_eq!(names(&scope), [" Entries", "listings/one Entries"]);
    }

    #[test]
    fn an_output_folder_around_the_sources_hides_nothing() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let scope = scope(folder.path(), "[build]\nbuild-dir = \".\"\n");
        assert!(scope.matters(&scope.root.join("content/a.md")));
        Ok(())
    }
}
