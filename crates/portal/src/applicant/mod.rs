//! Pages only an applicant has: the organisations they speak for.
//! Their cases are pages that staff see too, and stand elsewhere.

pub mod organisations;
