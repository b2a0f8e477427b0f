//! Words by chance, the same each time.

const WORDS: [&str; 48] = [
    "system",
    "team",
    "budget",
    "release",
    "metric",
    "review",
    "queue",
    "customer",
    "outage",
    "roadmap",
    "owner",
    "decision",
    "latency",
    "hiring",
    "contract",
    "cost",
    "growth",
    "service",
    "deploy",
    "incident",
    "manager",
    "design",
    "quarter",
    "support",
    "database",
    "pipeline",
    "feedback",
    "risk",
    "schedule",
    "interview",
    "founder",
    "platform",
    "backlog",
    "migration",
    "interface",
    "outcome",
    "plan",
    "vendor",
    "security",
    "capacity",
    "measure",
    "improve",
    "explain",
    "choose",
    "write",
    "compare",
    "agree",
    "watch",
];

/// SplitMix64, by Steele, Lea and Flood (2014).
pub struct Random(u64);

impl Random {
    /// The numbers that belong to a chapter.
    pub fn new(chapter: usize) -> Self {
        Random(chapter as u64 + 1)
    }

    /// A number that looks nothing like this one.
    pub fn mixed(mut z: u64) -> u64 {
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        Random::mixed(self.0)
    }

    /// A number below this one.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A word.
    pub fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    /// So many words.
    pub fn sentence(&mut self, words: usize) -> String {
        let chosen: Vec<&str> = (0..words).map(|_| self.word()).collect();
        chosen.join(" ")
    }
}
