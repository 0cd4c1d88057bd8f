//! Pages only an applicant has: the organisations they speak for, and what these are entitled to.
//! Their cases are pages that staff see too, and stand elsewhere.

mod entitlement_parts;
pub mod entitlements;
pub mod organisations;
