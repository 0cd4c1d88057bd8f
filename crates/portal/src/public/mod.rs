//! Pages anybody may read, without signing in.

pub mod health;
pub mod language;
