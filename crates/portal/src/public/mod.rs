//! Pages anybody may read, without signing in.

pub mod calls;
pub mod demo;
pub mod health;
pub mod home;
pub mod language;
pub mod publicity;
