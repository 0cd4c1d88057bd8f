//! Pages of the applicant.

pub mod organisations;
