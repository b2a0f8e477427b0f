//! The one integration test binary: golden cases, whole sites, the command line, the tidiness of the
//! repository and the theme's contract.

mod harness;
mod history;
mod history_text;
mod identity;
mod lock;
mod loopback;
mod markup;
mod texts;

mod blocks;
mod cli;
mod cli_safety;
mod codes;
mod epub;
mod external;
mod faults;
mod golden;
mod golden_file;
mod handbook;
mod includes;
mod lints;
mod mdbook;
mod offline;
mod page;
mod published;
mod raw_html;
mod rebuild;
mod relevance;
mod schema;
mod scripts;
mod search;
mod search_files;
mod serve;
mod share;
mod sites;
mod sites_output;
mod start;
mod theme;
mod theme_names;
mod tidy;
mod tidy_source;
mod tidy_style;
mod weight;
