//! Signals.
//! Empty for now.
