//! Pages of officers, directors and recommenders, apart from those of a case.
//! Who may do what there is settled by the gate and by the engine.

pub mod call_form;
pub mod calls;
pub mod organisations;
pub mod propose;
pub mod publicity;
pub mod work;
