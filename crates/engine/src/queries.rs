//! Read models: what each page sees, as plain structs without any formatting.
//! Each asks first whether the reader may see it. They change nothing, and decide nothing about a case.

pub mod applications;
pub mod calls;
pub mod case_view;
pub mod demo_mails;
pub mod department;
pub mod expert;
pub mod finance;
pub mod mails;
pub mod objections;
pub mod organisations;
pub mod packs;
pub mod panel;
pub mod people;
pub mod progress;
pub mod publicity;
mod remedies;
mod reviewing;
pub mod reviews;
pub mod risk;
pub(crate) mod sight;
pub mod supervision;
pub mod timeline;
pub mod work;
