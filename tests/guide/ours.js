// A script of the book.
