//! Pages anybody may read, without signing in.
//! Nothing is shown here that the engine does not show to the public.

pub mod calls;
pub mod demo;
pub mod health;
pub mod home;
pub mod language;
pub mod objections;
pub mod proof;
pub mod publicity;
