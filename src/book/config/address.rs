//! The address of the site, from `output.html.site-url`. Hosts and search engines read files that contain it, so it may
//! contain only characters that have no special meaning in any of them.

use super::keys;
use super::keys::Name;
use super::values::Values;
use url::Url;

const KEY: Name<String> = keys::HTML_SITE_URL;

/// The host that is used if only the path is given.
const SOME_HOST: &str = "https://example.org";

impl Values<'_> {
    /// The address of the site, unless only its path on the host is given.
    pub(super) fn site_url(&mut self) -> Option<String> {
        let path = self.text(KEY).filter(|path| path.starts_with('/') && !path.starts_with("//"));
        let mut address = match &path {
            Some(path) => format!("{SOME_HOST}{path}"),
            None => self.web_address(KEY)?,
        };
        let fault = match canonical(&address) {
            _ if !address.starts_with("http") => None,
            Some(canonical) if canonical.eq_ignore_ascii_case(address.trim_end_matches('/')) => {
                None
            }
            Some(canonical) => Some(format!("write it as {canonical}/")),
            None => {
                Some(format!("use only letters, digits and `-._~/`, as in {SOME_HOST}/handbook/"))
            }
        };
        if let Some(help) = fault {
            let written = self.text(KEY).unwrap_or_default();
            let help = if path.is_some() { help.replace(SOME_HOST, "") } else { help };
            self.bad(KEY, format!("`{written}` is not a valid `{KEY}`"), &help);
        }
        if !address.ends_with('/') {
            address.push('/');
        }
        path.is_none().then_some(address)
    }

    /// The path of the site on its host: `/` or `/handbook/`.
    pub(super) fn host_path(&self) -> String {
        let address = self.text(KEY).unwrap_or_default();
        let path = match address.strip_prefix('/') {
            Some(path) => path,
            None => address.splitn(4, '/').nth(3).unwrap_or_default(),
        };
        match path.trim_matches('/') {
            "" => "/".into(),
            path => format!("/{path}/"),
        }
    }
}

/// The canonical form of an address, without a slash at its end. `None` if it is not valid for a site: it contains a
/// user name or a query, or characters with a special meaning on some host.
pub(crate) fn canonical(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(Url::has_host)?;
    let is_bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    let means_itself = |c: char| c.is_ascii_alphanumeric() || "-._~/%@=&,!+".contains(c);
    let fits = is_bare && url.path().chars().all(means_itself);
    fits.then(|| url.as_str().trim_end_matches('/').to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        for (address, form) in [
            ("https://example.org", "https://example.org"),
            ("https://Example.org/A/b/", "https://example.org/A/b"),
            ("http://localhost:8000/v1.2/", "http://localhost:8000/v1.2"),
            ("https://[::1]:8080/", "https://[::1]:8080"),
            ("https://bücher.example/", "https://xn--bcher-kva.example"),
            ("https://a.b/ü b/", "https://a.b/%C3%BC%20b"),
            ("https://a.b/c/../d", "https://a.b/d"),
            ("https://a.b:443/", "https://a.b"),
            ("https://a.b/x\ny/", "https://a.b/xy"),
        ] {
            assert_eq!(canonical(address).as_deref(), Some(form), "{address}");
        }
    }

    #[test]
    fn what_says_more_than_where_a_site_is_has_none() {
        for address in [
            "https://",
            "https:///",
            "https://a.b;include x/",
            "https://a.b/;include x;/",
            "https://a.b/$uri/",
            "https://a.b/*/",
            "https://a.b/:name/",
            "https://a.b/(x)/",
            "https://me:pw@a.b/",
            "https://a.b/?c",
            "https://a.b/#c",
        ] {
            assert_eq!(canonical(address), None, "{address}");
        }
    }
}
