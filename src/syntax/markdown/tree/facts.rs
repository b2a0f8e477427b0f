//! What an author says of an item besides its words: for whom it is, how long it takes, and when it is due.

/// The facts of an item, with those of its section and its chapter where it says nothing itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The readers that it is for; none means all.
    pub audiences: Vec<Audience>,
    /// How long it takes.
    pub effort: Option<Length>,
    /// When it should be done.
    pub due: Option<Due>,
    /// How often it is to be done again.
    pub every: Option<Length>,
}

/// Readers whom book.toml names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// The name that authors write.
    pub name: String,
    /// The title that readers see.
    pub title: String,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many of the unit, at least one.
    pub count: u32,
    /// The unit.
    pub unit: Unit,
}

/// The units of time, as authors write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
    /// `m`
    Month,
    /// `q`
    Quarter,
    /// `y`
    Year,
}

/// When an item should be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// So long after the reader's start.
    After(Length),
    /// On a day, such as `2027-03-31`.
    On(String),
}

impl Facts {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }

    /// These facts, with those of what is around the item where these say nothing. An effort is that of one item, and
    /// is never passed on.
    pub fn or(self, around: &Facts) -> Facts {
        let audiences = match self.audiences.is_empty() {
            true => around.audiences.clone(),
            false => self.audiences,
        };
        Facts {
            audiences,
            effort: self.effort,
            due: self.due.or_else(|| around.due.clone()),
            every: self.every.or(around.every),
        }
    }
}

impl Unit {
    /// Every unit with its sign, the shortest first.
    pub const SIGNS: [(&'static str, Unit); 7] = [
        ("min", Unit::Minute),
        ("h", Unit::Hour),
        ("d", Unit::Day),
        ("w", Unit::Week),
        ("m", Unit::Month),
        ("q", Unit::Quarter),
        ("y", Unit::Year),
    ];

    /// The sign that authors write.
    pub fn sign(self) -> &'static str {
        Unit::SIGNS.iter().find(|(_, unit)| *unit == self).map_or("", |(sign, _)| sign)
    }
}
