//! Registers: how certified facts come in, and which experts they keep away from a case.
//!
//! A file is loaded whole or not at all; loading it again changes nothing. Pages and words are elsewhere.

mod columns;
mod conflicts;
mod line;
mod load;
mod rows;

pub use columns::columns;
pub(crate) use conflicts::candidates_for;
pub use conflicts::{CaseInQuestion, LOAD_WINDOW_DAYS};
pub use load::LoadReport;
pub use store::registers::Register;

pub use crate::exchange::csv::{Column, FILE_LIMIT_BYTES, LINES_MAXIMUM};
