//! Pages of officers, directors and recommenders.

pub mod call_form;
pub mod calls;
pub mod organisations;
pub mod publicity;
pub mod work;
