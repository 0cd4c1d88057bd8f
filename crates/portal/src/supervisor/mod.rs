//! Pages of the supervisor, who reads everything and changes nothing.

pub mod audit;
pub mod journal;
pub mod overview;
