//! Pages of the supervisor, who reads everything and changes nothing.
//! Lists of cases, batches and budget lines are the pages of those who work on them.

pub mod audit;
pub mod journal;
pub mod overview;
pub mod readings;
pub mod signals;
