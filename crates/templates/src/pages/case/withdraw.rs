//! Withdrawing an application: asked once more, with the reason.
//! Confirms an act that cannot be undone.

use serde::Serialize;

use super::{CaseHead, sample_head};
use crate::{Form, Message, Page};

/// Field: `reason`; `_version` besides.
#[derive(Debug, Clone, Serialize)]
pub struct Withdraw {
    pub form: Form,
    pub head: CaseHead,
}

impl Page for Withdraw {
    const TEMPLATE: &'static str = "case/withdraw.html";
    const TITLE: &'static str = "withdraw-title";

    fn samples() -> Vec<Self> {
        let refused = Form::empty().refuse("reason", Message::new("error-missing").with("field", "理由"));
        vec![
            Self { form: Form::empty(), head: sample_head("draft") },
            Self { form: refused, head: sample_head("formal-check") },
        ]
    }
}
