//! Coming in, and one's own account: pages for anybody with an address.

pub mod own;
pub mod password;
pub mod register;
pub mod sign_in;
