//! Tables, each in a region of its own that scrolls sideways and can have the focus.

use super::Writer;
use crate::markdown::tree::{Alignment, Inline, Table, plain_text};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        if self.is_epub() {
            self.bare_table(table);
            return;
        }
        self.tables += 1;
        let columns: Vec<String> = table.head.iter().map(|cell| plain_text(cell)).collect();
        let named: Vec<&str> =
            columns.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        self.push("<section class=\"tb-table\" tabindex=\"0\" aria-label=\"");
        self.region_label("Table", self.tables, &named.join(", "));
        self.push("\">");
        self.bare_table(table);
        self.trim_line_end();
        self.push("</section>\n");
    }

    fn bare_table(&mut self, table: &Table) {
        self.push("<table>\n<thead>\n<tr>");
        for (index, cell) in table.head.iter().enumerate() {
            // An empty head cell names nothing, so it is no header.
            let tag = if cell.is_empty() { "td" } else { "th" };
            self.cell(tag, " scope=\"col\"", alignment(table, index), cell);
        }
        self.push("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            for row in &table.rows {
                self.push("<tr>");
                for (index, cell) in row.iter().enumerate() {
                    self.cell("td", "", alignment(table, index), cell);
                }
                self.push("</tr>\n");
            }
            self.push("</tbody>\n");
        }
        self.push("</table>\n");
    }

    fn cell(&mut self, tag: &str, scope: &str, alignment: Alignment, content: &[Inline]) {
        self.push(&format!("<{tag}"));
        if tag == "th" {
            self.push(scope);
        }
        match alignment {
            Alignment::None => {}
            Alignment::Start => self.push(" class=\"tb-start\""),
            Alignment::Center => self.push(" class=\"tb-center\""),
            Alignment::End => self.push(" class=\"tb-end\""),
        }
        self.push(">");
        self.inlines(content);
        self.push(&format!("</{tag}>"));
    }
}

fn alignment(table: &Table, column: usize) -> Alignment {
    table.alignments.get(column).copied().unwrap_or(Alignment::None)
}
