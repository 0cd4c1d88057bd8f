//! Read models: what each page sees, as plain structs without any formatting.

pub mod applications;
pub mod calls;
pub mod case_view;
pub mod demo_mails;
pub mod finance;
pub mod mails;
pub mod organisations;
pub mod packs;
pub mod people;
pub mod publicity;
pub(crate) mod sight;
pub mod supervision;
pub mod timeline;
pub mod work;
