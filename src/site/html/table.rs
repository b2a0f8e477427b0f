//! Tables, each in a region that scrolls horizontally and can be focused.
//!
//! A wide table is marked to be stacked on a narrow screen: its cells have the names of their columns. The names are
//! only visual. For assistive technology a table keeps its rows and headers however it is displayed, so the style sheet
//! hides the names from it.

use super::Writer;
use crate::syntax::markdown::tree::{Alignment, Inline, Table, plain_text};

/// The fewest columns, and the fewest letters of the longest cell, of a table that is stacked. A smaller table fits on
/// a phone, or nearly.
const WIDE_COLUMNS: usize = 3;
const WIDE_CELL: usize = 20;

/// The role of a cell.
enum Role<'a> {
    /// The header of a column.
    Head,
    /// The header of its row, because its column has no name.
    RowHead,
    /// A data cell; in a stacked table with the name of its column.
    Plain(&'a str),
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let columns: Vec<String> =
            table.head.iter().map(|cell| plain_text(cell).trim().to_string()).collect();
        if self.is_epub() {
            self.bare_table(table, &columns, false);
            return;
        }
        self.tables += 1;
        let named: Vec<&str> =
            columns.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let stacks = is_wide(table);
        let class = if stacks { "tb-table tb-stack" } else { "tb-table" };
        self.push(&format!("<section class=\"{class}\" tabindex=\"0\" aria-label=\""));
        self.region_label("Table", self.tables, &named.join(", "));
        self.push("\">");
        self.bare_table(table, &columns, stacks);
        self.trim_line_end();
        self.push("</section>\n");
    }

    /// The table without its region; `columns` are the names of its columns.
    fn bare_table(&mut self, table: &Table, columns: &[String], stacks: bool) {
        self.push("<table>\n<thead>\n<tr>");
        for (index, cell) in table.head.iter().enumerate() {
            // An empty head cell is no header, because it names nothing.
            let role = if cell.is_empty() { Role::Plain("") } else { Role::Head };
            self.cell(role, alignment(table, index), cell);
        }
        self.push("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            for row in &table.rows {
                self.push("<tr>");
                for (index, cell) in row.iter().enumerate() {
                    let name = columns.get(index).map_or("", String::as_str);
                    let role = match index {
                        0 if name.is_empty() && !cell.is_empty() => Role::RowHead,
                        _ if stacks => Role::Plain(name),
                        _ => Role::Plain(""),
                    };
                    self.cell(role, alignment(table, index), cell);
                }
                self.push("</tr>\n");
            }
            self.push("</tbody>\n");
        }
        self.push("</table>\n");
    }

    fn cell(&mut self, role: Role, alignment: Alignment, content: &[Inline]) {
        let (tag, attribute) = match role {
            Role::Head => ("th", " scope=\"col\""),
            Role::RowHead => ("th", " scope=\"row\""),
            Role::Plain(_) => ("td", ""),
        };
        self.push(&format!("<{tag}{attribute}"));
        match alignment {
            Alignment::None => {}
            Alignment::Start => self.push(" class=\"tb-start\""),
            Alignment::Center => self.push(" class=\"tb-center\""),
            Alignment::End => self.push(" class=\"tb-end\""),
        }
        if let Role::Plain(column) = role
            && !column.is_empty()
        {
            self.push(" data-tb-column=\"");
            self.text(column);
            self.push("\"");
        }
        self.push(">");
        self.inlines(content);
        self.push(&format!("</{tag}>"));
    }
}

fn is_wide(table: &Table) -> bool {
    let is_long = |cell: &Vec<Inline>| plain_text(cell).chars().count() >= WIDE_CELL;
    table.head.len() >= WIDE_COLUMNS && table.rows.iter().flatten().any(is_long)
}

fn alignment(table: &Table, column: usize) -> Alignment {
    table.alignments.get(column).copied().unwrap_or(Alignment::None)
}
