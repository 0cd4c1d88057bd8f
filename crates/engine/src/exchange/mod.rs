//! Tables that come from outside or go there, format by format. The only place that knows file formats.
//!
//! What a table means, and whether its content is right, is decided by whoever asked for it.

pub(crate) mod csv;
