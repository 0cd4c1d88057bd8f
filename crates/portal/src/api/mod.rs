//! The JSON API: the same use cases for programs.
