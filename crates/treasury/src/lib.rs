//! Where the money is: budget lines, postings, payment orders and batches, and the bank's messages.
//!
//! Pure: no I/O, no clock, no randomness. Every amount is a whole number of fen
//! ([`workflow::money::Money`]), nothing here rounds, and every refusal is a value with a stable code.

pub mod account;
pub mod batch;
pub mod budget;
mod codes;
pub mod error;
pub mod instruction;
pub mod iso20022;
pub mod payee;
pub mod posting;
pub mod text;

pub use error::TreasuryError;
