//! A page with a heading, two sentences and a link.

use super::books::CHAPTERS_A_PART;
use super::random::Random;

/// The text of a chapter.
pub fn chapter(number: usize) -> String {
    let mut random = Random::new(number);
    let first = number / CHAPTERS_A_PART * CHAPTERS_A_PART;
    let (title, one, two) = (random.sentence(3), random.sentence(9), random.sentence(7));
    format!("# Page {number}: {title}\n\nThe {one}. See the [{two}](chapter-{first:05}.md).\n")
}
