//! Before handing in: what is missing, how the rules judge the answers, and the button to submit.
//! Carries no figures of its own: verdicts come as they were judged.

use serde::Serialize;

use super::verdict::VerdictPart;
use super::{CaseHead, sample_head};
use crate::{FieldError, Form, Message, Page};

#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// Carries only refusals; there is nothing to type here.
    pub form: Form,
    pub head: CaseHead,
    /// What must be put right or added; each leads to its place on the form or among the documents.
    pub problems: Vec<Problem>,
    pub warnings: Vec<Message>,
    pub verdicts: Vec<VerdictPart>,
    /// `submit` or `answer-correction`; `None` when neither may be done now.
    pub command: Option<&'static str>,
    /// An officer has seen the licence.
    pub confirmed: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    pub href: String,
    /// The title of the field or document.
    pub title: String,
    pub message: Message,
}

impl Problem {
    /// The same as an error of a form.
    pub fn as_error(&self, field: &str) -> FieldError {
        FieldError::new(field, self.message.clone())
    }
}

impl Page for Check {
    const TEMPLATE: &'static str = "case/check.html";
    const TITLE: &'static str = "check-title";

    fn samples() -> Vec<Self> {
        let problem = |title: &str, message| Problem {
            href: "/applications/1/form#cert_year".to_owned(),
            title: title.to_owned(),
            message,
        };
        let mut verdicts = VerdictPart::samples();
        let refused =
            Form::empty().refuse("", Message::new("refusal-not-eligible").with("findings", "WINDOW"));
        let sound = Self {
            form: Form::empty(),
            head: sample_head("draft"),
            problems: Vec::new(),
            warnings: Vec::new(),
            verdicts: verdicts.clone(),
            command: Some("submit"),
            confirmed: true,
        };
        verdicts.truncate(1);
        let wrong = Self {
            form: refused,
            problems: vec![
                problem(
                    "高企证书认定年度",
                    Message::new("error-not-an-integer")
                        .with("field", "高企证书认定年度")
                        .with("found", "二〇二五"),
                ),
                problem("营业执照", Message::new("error-document-required").with("field", "营业执照")),
            ],
            warnings: vec![Message::verbatim("研发费用大于同期销售收入，请核对")],
            confirmed: false,
            ..sound.clone()
        };
        let correction = Self {
            head: sample_head("correction"),
            verdicts,
            command: Some("answer-correction"),
            ..sound.clone()
        };
        vec![sound, wrong, correction]
    }
}
