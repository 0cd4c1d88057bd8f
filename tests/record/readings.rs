//! Readings of cases.
//! Empty for now.
