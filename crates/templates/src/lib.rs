//! Every word a person reads: pages, mails, notices, in Chinese and in English.
//!
//! Owns the catalogues, the page and mail templates and their typed contexts. It knows no
//! other room: labels are asked for by stable key, money comes in as fen, instants as milliseconds.
//! It must not decide anything, and no other crate names minijinja or fluent.

mod catalogue;
mod error;
mod formats;
mod locale;
mod templates;
mod text_functions;

pub mod diagram;
pub mod mails;
pub mod pages;

pub use catalogue::{Arguments, Catalogue, Message, UnreadableText};
pub use error::TemplateError;
pub use locale::Locale;
pub use mails::{Mail, Rendered};
pub use pages::Page;
pub use pages::form::{FieldError, Form};
pub use pages::frame::{Assets, Demo, Flash, FlashKind, Frame, NavigationItem, SignedIn};
pub use templates::{MissingText, Templates};
