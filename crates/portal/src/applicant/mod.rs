//! Pages of the applicant.
