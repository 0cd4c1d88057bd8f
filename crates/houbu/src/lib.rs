//! houbu
