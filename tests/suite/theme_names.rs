//! The names in templates, and their types in `src/site/page.rs`.
//!
//! A template is read statement by statement with the variables in scope; a path such as `page.next.title` is followed
//! through the view structs. Components are read once for each call, with the types of their arguments.

use std::collections::{BTreeMap, BTreeSet};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    Struct(String),
    List(Box<Type>),
    Plain,
}

/// The view structs: for each, its fields and their types.
pub type Structs = BTreeMap<String, BTreeMap<String, Type>>;

/// Reads the structs out of the text of `src/site/page.rs`.
pub fn structs(page_rs: &str) -> Structs {
    let mut structs = Structs::new();
    let mut current = String::new();
    for line in page_rs.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("pub struct ") {
            current = rest.split(['<', ' ', '{']).next().unwrap_or_default().to_string();
            structs.insert(current.clone(), BTreeMap::new());
        } else if line == "}" {
            current.clear();
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").and_then(|l| l.split_once(": "))
            && let Some(fields) = structs.get_mut(&current)
        {
            fields.insert(name.to_string(), field_type(kind.trim_end_matches(',')));
        }
    }
    structs
}

fn field_type(kind: &str) -> Type {
    let kind =
        kind.trim_start_matches('&').trim_start_matches("'a ").trim_start_matches("'static ");
    let inside = |name: &str| kind.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
    if let Some(inner) = inside("Vec") {
        return Type::List(Box::new(field_type(inner)));
    }
    if let Some(inner) = inside("Option") {
        return field_type(inner);
    }
    let name = kind.split('<').next().unwrap_or_default();
    // The variants of an enum are words to a template.
    if name.ends_with("Kind") {
        return Type::Plain;
    }
    if name.ends_with("View")
        || name.starts_with("Nav")
        || name.starts_with("Plan")
        || name.starts_with("Print")
        || name.ends_with("Card")
    {
        return Type::Struct(name.to_string());
    }
    Type::Plain
}

/// A token of an expression.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A dotted path.
    Path(Vec<String>),
    Literal,
    Sign(char),
}

fn tokens(expression: &str) -> Vec<Token> {
    let chars: Vec<char> = expression.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_alphabetic() || c == '_' {
            let end = (at..chars.len())
                .find(|i| !(chars[*i].is_alphanumeric() || "_.?".contains(chars[*i])))
                .unwrap_or(chars.len());
            let path: String = chars[at..end].iter().filter(|c| **c != '?').collect();
            tokens.push(Token::Path(path.split('.').map(str::to_string).collect()));
            at = end;
        } else if c == '"' || c == '\'' || c == '`' {
            let end = (at + 1..chars.len()).find(|i| chars[*i] == c).unwrap_or(chars.len());
            tokens.push(Token::Literal);
            at = end + 1;
        } else {
            if c.is_ascii_digit() {
                tokens.push(Token::Literal);
            } else if !c.is_whitespace() {
                tokens.push(Token::Sign(c));
            }
            at += 1;
        }
    }
    tokens
}

const WORDS: [&str; 12] =
    ["and", "or", "not", "in", "is", "true", "false", "if", "else", "none", "loop", "super"];

/// The reader of all templates of a theme.
pub struct Reader<'a> {
    structs: &'a Structs,
    /// The text of each component, by name.
    components: BTreeMap<String, (Vec<String>, String)>,
    /// Components that were read, with the types of their arguments.
    done: BTreeSet<(String, Vec<Type>)>,
    pub faults: Vec<String>,
}

type Scope = Vec<(String, Type)>;

impl<'a> Reader<'a> {
    pub fn new(structs: &'a Structs, templates: &[(String, String)]) -> Self {
        let mut components = BTreeMap::new();
        for (_, text) in templates {
            for part in text.split("{% component ").skip(1) {
                let (head, rest) = part.split_once("%}").expect("a component's head ends");
                let (name, parameters) = head.split_once('(').expect("a component has parameters");
                let parameters = parameters.trim_end_matches(['-', ' ', ')']).split(',');
                let names = parameters
                    .map(|one| one.split(':').next().unwrap_or_default().trim().to_string())
                    .filter(|name| !name.is_empty());
                let body = rest.split("endcomponent").next().unwrap_or_default();
                components.insert(name.trim().to_string(), (names.collect(), body.to_string()));
            }
        }
        Reader { structs, components, done: BTreeSet::new(), faults: Vec::new() }
    }

    /// Components that no template of those read so far calls.
    pub fn unread(&self) -> Vec<&String> {
        let read = |name: &String| self.done.iter().any(|(done, _)| done == name);
        self.components.keys().filter(|name| !read(name)).collect()
    }

    /// Reads a template. The variables of a page's are the fields of `View`, those of a picture's
    /// the fields of `ShareView`.
    pub fn template(&mut self, name: &str, text: &str) {
        let mut own = String::new();
        for (index, part) in text.split("{% component ").enumerate() {
            let outside = match index {
                0 => part,
                _ => part.split_once("endcomponent").map_or("", |(_, rest)| rest),
            };
            own.push_str(outside.trim_start_matches(|c| c != '{'));
        }
        let view = if name.ends_with(".svg") { "ShareView" } else { "View" };
        let scope = self.structs[view].clone().into_iter().collect();
        self.text(name, &own, scope);
    }

    fn text(&mut self, name: &str, text: &str, mut scope: Scope) {
        let mut marks: Vec<usize> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            let (kind, after) = match rest.as_bytes().get(at + 1) {
                Some(b'{') => ("}}", &rest[at + 2..]),
                Some(b'%') => ("%}", &rest[at + 2..]),
                Some(b'#') => ("#}", &rest[at + 2..]),
                _ => {
                    rest = &rest[at + 1..];
                    continue;
                }
            };
            let end = after.find(kind).unwrap_or(after.len());
            let inside = after[..end].trim_matches(|c: char| c == '-' || c.is_whitespace());
            rest = after.get(end + 2..).unwrap_or_default();
            match kind {
                "}}" => self.expression(name, inside, &scope),
                "%}" => self.statement(name, inside, &mut scope, &mut marks),
                _ => {}
            }
        }
    }

    fn statement(&mut self, name: &str, text: &str, scope: &mut Scope, marks: &mut Vec<usize>) {
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        match word {
            "for" => {
                let (variables, list) = rest.split_once(" in ").expect("a loop has ` in `");
                self.expression(name, list, scope);
                let item = match tokens(list).first() {
                    Some(Token::Path(path)) => match self.follow(path, scope) {
                        Ok(Type::List(item)) => *item,
                        _ => Type::Plain,
                    },
                    _ => Type::Plain,
                };
                marks.push(scope.len());
                let variables = variables.split(',').map(|one| one.trim().to_string());
                scope.extend(variables.map(|variable| (variable, item.clone())));
            }
            "endfor" => scope.truncate(marks.pop().unwrap_or(scope.len())),
            "set" | "set_global" => {
                let (variable, value) = rest.split_once('=').expect("set has a value");
                self.expression(name, value, scope);
                scope.push((variable.trim().to_string(), Type::Plain));
            }
            "if" | "elif" => self.expression(name, rest, scope),
            _ if text.starts_with('<') => self.expression(name, text, scope),
            _ => {}
        }
    }

    fn expression(&mut self, name: &str, text: &str, scope: &Scope) {
        if let Some(call) = text.strip_prefix('<') {
            self.call(name, call, scope);
            return;
        }
        let tokens = tokens(text);
        for (at, token) in tokens.iter().enumerate() {
            let Token::Path(path) = token else { continue };
            let before = at.checked_sub(1).and_then(|at| tokens.get(at));
            let is_test = matches!(before, Some(Token::Path(word)) if word[0] == "is");
            let is_filter = before == Some(&Token::Sign('|')) || is_test;
            let next = tokens.get(at + 1);
            let is_argument =
                next == Some(&Token::Sign('=')) && tokens.get(at + 2) != Some(&Token::Sign('='));
            let is_function = next == Some(&Token::Sign('('));
            let is_word = path.len() == 1 && WORDS.contains(&path[0].as_str());
            if is_filter || is_argument || is_function || is_word || path[0] == "loop" {
                continue;
            }
            if let Err(fault) = self.follow(path, scope) {
                self.faults.push(format!("{name}: {fault}"));
            }
        }
    }

    fn call(&mut self, from: &str, text: &str, scope: &Scope) {
        let (component, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let Some((parameters, body)) = self.components.get(component).cloned() else {
            self.faults.push(format!("{from}: there is no component {component}"));
            return;
        };
        let mut given = BTreeMap::new();
        while let Some((argument, after)) = rest.split_once('=') {
            let is_expression = after.starts_with('{');
            let close = if is_expression { '}' } else { '"' };
            let (value, after) = after[1..].split_once(close).expect("an argument ends");
            let mut kind = Type::Plain;
            if is_expression {
                self.expression(from, value, scope);
                if let [Token::Path(path)] = tokens(value).as_slice() {
                    kind = self.follow(path, scope).unwrap_or(Type::Plain);
                }
            }
            given.insert(argument.trim().to_string(), kind);
            rest = after;
        }
        let types: Vec<Type> =
            parameters.iter().map(|one| given.get(one).cloned().unwrap_or(Type::Plain)).collect();
        if self.done.insert((component.to_string(), types.clone())) {
            let inner = parameters.into_iter().zip(types).collect();
            self.text(component, &body, inner);
        }
    }

    fn follow(&self, path: &[String], scope: &Scope) -> Result<Type, String> {
        let shown = path.join(".");
        let found = scope.iter().rev().find(|(name, _)| *name == path[0]);
        let mut kind = found.ok_or(format!("`{shown}`: nothing is called {}", path[0]))?.1.clone();
        for field in &path[1..] {
            let fields = match &kind {
                Type::Struct(name) => self.structs.get(name),
                _ => None,
            };
            let next = fields.and_then(|fields| fields.get(field));
            kind = next.ok_or(format!("`{shown}`: {kind:?} has no {field}"))?.clone();
        }
        Ok(kind)
    }
}
