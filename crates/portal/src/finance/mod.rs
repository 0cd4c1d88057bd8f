//! Pages of finance.
