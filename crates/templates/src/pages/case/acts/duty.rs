//! Duties around a case on its page: stepping back from it (回避).
//! Field: `recuse_reason`.

use serde::Serialize;

#[derive(Debug, Clone, Default, Serialize)]
pub struct DutyAct {
    pub may_recuse: bool,
}
