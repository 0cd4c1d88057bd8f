//! Registers on both databases: files come in whole or not at all, corrections keep what they replace,
//! and the pool of a draw knows every bond. `files` writes the tables the others load.

mod conflicts;
mod files;
mod load;
