//! Coming in, and one's own account: pages for anybody with an address.
