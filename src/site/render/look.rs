//! The author's own look in the views: links to other sites, the announcement, the logo, the address for feedback.

use super::Job;
use crate::book::config::{Config, Link};
use crate::site::page::{BannerView, LogoView, OtherSite};
use crate::site::theme::Logo;
use crate::text::url;

/// How many letters of a hash tell one announcement from another.
const ID: usize = 10;

fn other(link: &Link) -> OtherSite {
    OtherSite { title: link.title.clone(), url: url::encode_address(&link.url) }
}

pub(super) fn others(links: &[Link]) -> Vec<OtherSite> {
    links.iter().map(other).collect()
}

pub(super) fn banner(config: &Config) -> Option<BannerView> {
    let banner = config.html.look.banner.as_ref()?;
    let hash = blake3::hash(banner.text.as_bytes()).to_hex();
    Some(BannerView {
        text: banner.text.clone(),
        link: banner.link.as_ref().map(other),
        until: banner.until.clone(),
        id: hash.get(..ID).unwrap_or_default().to_string(),
    })
}

pub(super) fn logo(job: &Job, to: impl Fn(&str) -> String) -> Option<LogoView> {
    let look = &job.theme.look;
    let &Logo { ref path, width, height } = look.logo.as_ref()?;
    let alt = match job.config.html.look.logo_replaces_title {
        true => job.book.title.clone(),
        false => String::new(),
    };
    let dark_url = look.logo_dark.as_ref().map(|path| to(path));
    Some(LogoView { url: to(path), dark_url, width, height, alt })
}

/// The address at which readers report something about the page with this title and path.
pub(super) fn feedback_url(config: &Config, title: &str, path: &str) -> Option<String> {
    let template = config.html.look.feedback_url_template.as_ref()?;
    let address = template.replace("{title}", &whole(title)).replace("{path}", &whole(path));
    Some(url::encode_address(&address))
}

/// A text as part of an address, in which no letter of it means anything.
fn whole(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    text.chars().map(|c| if is_plain(c) { c.to_string() } else { url::encode_all(c) }).collect()
}
