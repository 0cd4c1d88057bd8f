//! Organisations: registered once by their code, joined with the consent of a member, confirmed by an officer.
//!
//! The licence decides: a changed name or founding day needs a fresh confirmation.

mod membership;
mod profile;
mod register;

pub use profile::ProfileInput;
pub use register::{JoinInput, Registered, RegistrationInput};
