//! JSON Schemas of book.toml and of front matter, with which editors complete and check them.
//!
//! Keys and types come from the lists that a build uses for its checks, descriptions and defaults from the tables of
//! the user guide, so that there is one source for each. Owns the format of the schemas and the names of their files.
//! Never reads or writes a file.

use crate::book::config::{EDITORS, IDLE_KEYS, KEYS, Kind};
use crate::book::policy::OPEN_DIRECTIVES;
use crate::syntax::front_matter;
use crate::syntax::markdown::slug::LONGEST_BOOK_ID;
use crate::text::diag::lints::{LEVELS, LINTS};
use serde_json::{Map, Value, json};

/// The page of the guide about book.toml: a section per table, a row per key.
const BOOK_PAGE: &str = include_str!("../../docs/content/reference/book-toml.md");

/// The page of the guide about front matter.
const FRONT_MATTER_PAGE: &str = include_str!("../../docs/content/reference/front-matter.md");

/// The page of the guide about lints.
const LINT_PAGE: &str = include_str!("../../docs/content/reference/lints.md");

/// The draft that both taplo and yaml-language-server support.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The pattern of an address of another site.
const OTHER_SITE: &str = "^(https?://|mailto:)";

/// The path of the schema of book.toml, below the folder of book.toml.
pub const BOOK_FILE: &str = ".tickbook/book.schema.json";

/// The path of the schema of front matter, below the folder of book.toml.
pub const FRONT_MATTER_FILE: &str = ".tickbook/front-matter.schema.json";

/// Both schemas as files, with their paths.
pub fn files() -> impl Iterator<Item = (&'static str, String)> {
    [(BOOK_FILE, book()), (FRONT_MATTER_FILE, front_matter())].into_iter()
}

/// The first line of front matter, which names its schema; `folder` is the one of the chapter, below the folder of
/// book.toml.
pub fn modeline(folder: &str) -> String {
    let depth = folder.split('/').filter(|part| !part.is_empty()).count();
    format!("# yaml-language-server: $schema={}{FRONT_MATTER_FILE}", "../".repeat(depth))
}

/// The schema of book.toml.
pub fn book() -> String {
    let mut schema = table("");
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!("book.toml of tickbook");
    printed(&schema)
}

/// The schema of the front matter of chapters.
pub fn front_matter() -> String {
    let mut properties = Map::new();
    for key in front_matter::KEYS {
        let mut property = described(front_matter_value(key), row(FRONT_MATTER_PAGE, key));
        property["type"] = or_null(property["type"].take());
        properties.insert(key.to_string(), property);
    }
    printed(&json!({
        "$schema": DRAFT,
        "title": "front matter of a chapter of tickbook",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    }))
}

fn printed(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// A table of book.toml, with the tables below it.
fn table(prefix: &str) -> Value {
    let mut properties = Map::new();
    for key in KEYS {
        let Some(rest) = key.path.strip_prefix(prefix) else { continue };
        match rest.split_once('.') {
            Some((name, _)) => {
                let below = format!("{prefix}{name}.");
                // Keys below `check` are part of its own value.
                properties.entry(name).or_insert_with(|| table(&below));
            }
            None => {
                properties.insert(
                    rest.to_string(),
                    described(value(key.path, key.kind), of_book(key.path)),
                );
            }
        }
    }
    let theirs = json!({ "description": "An mdBook setting that has no effect." });
    for path in IDLE_KEYS {
        let Some(rest) = path.strip_prefix(prefix) else { continue };
        match rest.split_once('.') {
            Some((name, _)) => {
                let below = format!("{prefix}{name}.");
                properties.entry(name).or_insert_with(|| table(&below));
            }
            None => {
                properties.insert(rest.to_string(), theirs.clone());
            }
        }
    }
    // Outputs of mdBook have any name.
    let others = if prefix == "output." { theirs } else { json!(false) };
    json!({ "type": "object", "properties": properties, "additionalProperties": others })
}

/// The schema of the value of a key of book.toml.
fn value(path: &str, kind: Kind) -> Value {
    match kind {
        Kind::Text => text(path),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Links => {
            let text = json!({ "type": "string", "pattern": "." });
            let address = json!({ "type": "string", "pattern": OTHER_SITE });
            let link = json!({
                "type": "object",
                "properties": { "title": text, "url": address },
                "required": ["title", "url"],
                "additionalProperties": false,
            });
            json!({ "type": "array", "items": link })
        }
        Kind::TextTable => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        Kind::ListTable => {
            let sources = json!({ "type": "array", "items": { "type": "string" } });
            let directives = OPEN_DIRECTIVES.map(|name| (name.to_string(), sources.clone()));
            let properties: Map<String, Value> = directives.into_iter().collect();
            json!({ "type": "object", "properties": properties, "additionalProperties": false })
        }
        Kind::Switches => {
            let switch = json!({
                "type": "object",
                "properties": { "enable": { "type": "boolean" } },
                "required": ["enable"],
            });
            json!({ "type": "object", "additionalProperties": switch })
        }
        Kind::Choice(choices) => json!({ "type": "string", "enum": choices }),
        Kind::Choices(choices) => {
            let one = json!({ "type": "string", "enum": choices });
            json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
        }
        Kind::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::NumberList => {
            json!({ "type": "array", "items": { "type": "integer", "minimum": 0 } })
        }
        Kind::Levels => {
            let level = |name: &str| {
                described(json!({ "type": "string", "enum": LEVELS }), row(LINT_PAGE, name))
            };
            let lints = LINTS.iter().map(|lint| (lint.name.to_string(), level(lint.name)));
            let mut levels = table(&format!("{path}."));
            if let Some(properties) = levels["properties"].as_object_mut() {
                properties.extend(lints);
            }
            levels
        }
    }
}

/// A text, with a pattern if there is one.
fn text(path: &str) -> Value {
    let pattern = match path {
        "book.language" => "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
        "book.id" => {
            let pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
            return json!({ "type": "string", "pattern": pattern, "maxLength": LONGEST_BOOK_ID });
        }
        "output.html.site-url" => {
            "^(https?://[A-Za-z0-9\\[]|/$|/[A-Za-z0-9._~%@=&,!+-])[A-Za-z0-9._~/%@=&,!+:\\[\\]-]*$"
        }
        "output.html.git-repository-url" => "^https?://",
        "check.external.cache" => "^[^/].*\\.json$",
        "output.html.edit-url-template" => "^https?://.*\\{path\\}",
        "publish.git.remote" | "publish.s3.bucket" | "publish.s3.region" => {
            "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"
        }
        "output.html.look.logo"
        | "output.html.look.logo-dark"
        | "output.html.look.favicon" => "\\.([sS][vV][gG]|[pP][nN][gG])$",
        "output.html.look.accent" | "output.html.look.accent-dark" => {
            "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"
        }
        "output.html.look.font" | "output.html.look.heading-font" => {
            "^(sans|serif|humanist|geometric|.*\\.([wW][oO][fF][fF]2?|[tToO][tT][fF]))$"
        }
        "output.html.feedback-url-template" | "output.html.look.banner.url" => OTHER_SITE,
        "output.html.look.banner.until" => "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "publish.s3.endpoint" => "^https?://",
        "publish.folder.path" => ".",
        "serve.editor" => {
            let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
            let address =
                json!({ "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:.*\\{path\\}" });
            return json!({ "anyOf": [{ "type": "string", "enum": names }, address] });
        }
        _ => return json!({ "type": "string" }),
    };
    json!({ "type": "string", "pattern": pattern })
}

/// The schema of the value of a front-matter key. YAML reads some texts as numbers or as flags, which are accepted.
fn front_matter_value(key: &str) -> Value {
    let scalar = json!(["string", "number", "boolean"]);
    match key {
        "title" | "description" => json!({ "type": scalar }),
        "weight" => json!({ "type": "integer" }),
        "draft" | "published" | "toc" | "search" | "checklists" => json!({ "type": "boolean" }),
        "aliases" | "for" => json!({ "type": ["array", "string"], "items": { "type": scalar } }),
        "slug" => json!({ "type": scalar, "pattern": "^([^./\\s][^/\\s]*)?$" }),
        "updated" => json!({ "type": "string", "pattern": "^($|[0-9]{4}-[0-9]{2}-[0-9]{2})" }),
        "template" => json!({ "type": scalar, "pattern": "^[A-Za-z0-9_-]*$" }),
        _ => json!({}),
    }
}

/// A type, or those of a list, and null: a key of front matter without a value is not set.
fn or_null(types: Value) -> Value {
    let mut types = match types {
        Value::Array(types) => types,
        one => vec![one],
    };
    types.push(json!("null"));
    Value::Array(types)
}

/// The description of a key in the guide: its meaning, and its default, if the table has one.
type Said = Option<(String, Option<&'static str>)>;

/// Adds the description of a key from the guide: its meaning, and its default if that is a value.
fn described(mut schema: Value, said: Said) -> Value {
    let Some((meaning, default)) = said else { return schema };
    schema["description"] = json!(meaning);
    let default = default.and_then(|text| text.strip_prefix('`')?.strip_suffix('`'));
    match default {
        Some(flag @ ("true" | "false")) if schema["type"] == "boolean" => {
            schema["default"] = json!(flag == "true");
        }
        Some(number) if schema["type"] == "integer" => {
            schema["default"] = json!(number.parse::<u64>().unwrap_or_default());
        }
        Some(text) if schema["type"] == "string" => schema["default"] = json!(text),
        _ => {}
    }
    schema
}

/// The description of a key of book.toml, in the section of its table. A table with the author's own keys may have a
/// section instead of a row, whose first paragraph is the description.
fn of_book(path: &str) -> Said {
    let section = |table: &str| {
        let head = format!("\n## `[{table}]`");
        let (_, section) = BOOK_PAGE.split_once(head.as_str())?;
        let (_, body) = section.split_once("\n\n")?;
        Some(body.split_once("\n## ").map_or(body, |(body, _)| body))
    };
    let in_table = path.rsplit_once('.').and_then(|(table, name)| row(section(table)?, name));
    in_table.or_else(|| {
        let first = section(path)?.split("\n\n").next()?;
        Some((plain(first), None))
    })
}

/// The row of a name in the tables of a page.
fn row(page: &'static str, name: &str) -> Said {
    let start = format!("| `{name}` | ");
    let row = page.lines().find_map(|line| line.strip_prefix(start.as_str()))?;
    let mut cells = row.trim_end().trim_end_matches('|').split(" | ").map(str::trim);
    Some((plain(cells.next()?), cells.next()))
}

/// A text without the targets of its links and on one line, as editors show it.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (start, label) = before.rsplit_once('[').unwrap_or((before, ""));
        plain.push_str(start);
        plain.push_str(label);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_reduced_to_their_words() {
        assert_eq!(plain("see [a `b`](c.md#d)\nand [e](f)."), "see a `b` and e.");
        assert_eq!(plain("a list [x] of"), "a list [x] of");
    }

    #[test]
    fn a_table_of_the_authors_own_keys_is_said_by_its_section() {
        let (meaning, default) = of_book("check").unwrap_or_default();
        assert!(meaning.contains("lint") && default.is_none(), "{meaning}");
    }
}
