//! book.lock on disk: when it is written, when not, and what is said.
