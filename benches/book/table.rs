//! The table of a sitting: what was measured, beside its bar.

use std::fmt::Write;

/// Where a figure has to be.
#[derive(Clone, Copy)]
pub enum Bar {
    /// It is only told.
    None,
    /// No more than this.
    Most(f64),
    /// No less than this.
    Least(f64),
}

/// The rows so far.
#[derive(Default)]
pub struct Table {
    text: String,
    missed: Vec<String>,
}

impl Table {
    /// Prints and keeps a row: what was measured of which book, the figure with its unit, and what else there is to say of it.
    pub fn row(&mut self, what: &str, (figure, unit): (f64, &str), bar: Bar, rest: &str) {
        let (wanted, is_met) = match bar {
            Bar::None => (String::new(), true),
            Bar::Most(most) => (format!("≤ {} {unit}", number(most)), figure <= most),
            Bar::Least(least) => (format!("≥ {} {unit}", number(least)), figure >= least),
        };
        let figure = format!("{} {unit}", number(figure));
        let verdict = if is_met { "" } else { " MISSED" };
        let line = format!("| {what} | {} | {wanted}{verdict} | {rest} |", figure.trim());
        println!("{line}");
        let _ = writeln!(self.text, "{line}");
        if !is_met {
            self.missed.push(format!("{what}: {figure}, wanted {wanted}"));
        }
    }

    /// Prints the whole table in Markdown; returns the missed bars.
    pub fn finish(self) -> Vec<String> {
        let head = "| What | Measured | Bar | Besides |\n|---|--:|---|---|";
        println!("\n{head}\n{}", self.text);
        self.missed
    }
}

/// With as many decimals as tell something.
fn number(figure: f64) -> String {
    match figure.abs() {
        100.0.. => format!("{figure:.0}"),
        10.0.. => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}
