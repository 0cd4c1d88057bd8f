//! Read models: what each page sees, as plain structs without any formatting.

pub mod applications;
pub mod case_view;
pub mod finance;
pub(crate) mod sight;
pub mod timeline;
