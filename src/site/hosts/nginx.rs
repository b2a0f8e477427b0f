//! A configuration of nginx for the site, which its author copies to the server and completes.

use super::Site;
use super::rules;
use crate::site::delivery::{Keeping, forever_patterns};
use crate::text::media_type::ANY_BYTES;
use crate::text::media_type::MEDIA_TYPES;
use crate::text::url;
use ::url::Url;

/// The whole file.
pub(super) fn text(site: &Site) -> String {
    let html = &site.config.html;
    let base = &url::decode(&html.host_path);
    let address = html.site_url.as_deref().and_then(|address| Url::parse(address).ok());
    let name = address.as_ref().and_then(Url::host_str);
    let name = html.cname.as_deref().or(name).unwrap_or("_");
    let variable = variable(site);
    let mut text = String::from(
        "# The site as nginx serves it. Put this file where nginx reads its servers, such as /etc/nginx/conf.d, and\n\
         # complete the lines that end in YOURS.\n\n",
    );
    text.push_str(&format!("map $uri ${variable} {{\n"));
    text.push_str(&format!("    default \"{}\";\n", Keeping::Revalidated.header()));
    for pattern in forever_patterns() {
        let (base, kept) = (literally(base), Keeping::Forever.header());
        text.push_str(&format!("    \"~^{base}{pattern}$\" \"{kept}\";\n"));
    }
    text.push_str("}\n\nserver {\n    listen 80; # YOURS: 443 ssl, with your certificate\n");
    text.push_str(&format!("    server_name {name};\n"));
    text.push_str(&format!("    root /var/www/html; # YOURS: {}\n\n", where_it_lies(base)));
    text.push_str("    index index.html;\n    absolute_redirect off;\n");
    text.push_str(&format!(
        "    error_page 403 404 =404 {};\n\n",
        quoted(&format!("{base}404.html"))
    ));
    for (name, value) in rules::everywhere(site.config) {
        text.push_str(&format!("    add_header {name} \"{value}\" always;\n"));
    }
    text.push_str(&format!("    add_header Cache-Control ${variable} always;\n\n"));
    text.push_str("    # Serve the compressed files next to the originals.\n");
    text.push_str("    gzip_static on;\n    gzip_vary on;\n");
    text.push_str("    # brotli_static on; # YOURS: with the module ngx_brotli\n\n");
    text.push_str("    types {\n");
    for (endings, media_type) in MEDIA_TYPES {
        text.push_str(&format!("        \"{media_type}\" {};\n", endings.join(" ")));
    }
    text.push_str(&format!("    }}\n    default_type {ANY_BYTES};\n\n"));
    text.push_str("    # Do not serve names that begin with a dot.\n");
    text.push_str("    location ~ \"/\\.(?!well-known/)\" {\n        return 404;\n    }\n");
    for moved in &site.moved {
        let from = quoted(&format!("{base}{}", moved.page));
        let to = quoted(&moved.to.replace('$', "%24"));
        text.push_str(&format!("    location = {from} {{\n        return 301 {to};\n    }}\n"));
    }
    text.push_str("}\n");
    text
}

fn where_it_lies(base: &str) -> String {
    match base {
        "/" => "the folder that the site was copied to".into(),
        base => format!("the folder in which the site lies at {base}"),
    }
}

/// A variable name that is unique to the book, because all servers share one set of names.
fn variable(site: &Site) -> String {
    let id = site.config.id.as_deref().unwrap_or("book");
    let id: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("keeping_{id}")
}

/// A text between quotation marks.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// A path as a quoted regular expression that matches only this path.
fn literally(path: &str) -> String {
    let mut pattern = String::new();
    for c in path.chars() {
        match c {
            // The quotation marks remove one of the two.
            '"' | '\\' => pattern.push('.'),
            c if c.is_ascii_punctuation() && c != '/' => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_one_word() {
        assert_eq!(quoted("/a \"b\"; {c}\\.html"), "\"/a \\\"b\\\"; {c}\\\\.html\"");
        assert_eq!(literally("/a.b/c-d/"), "/a\\.b/c\\-d/");
    }
}
