//! People at the door, on both databases: coming in, organisations, accounts, and what the door refuses.
//! Cases and money are tested elsewhere.

mod accounts;
mod coming_in;
mod door;
mod organisations;
