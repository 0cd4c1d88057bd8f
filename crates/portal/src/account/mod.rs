//! Coming in, and one's own account: pages for anybody with an address.
//! It holds no handler of its own.

pub mod delegations;
pub mod own;
pub mod password;
pub mod register;
pub mod sign_in;
