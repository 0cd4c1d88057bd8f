//! The page of one case: where it stands, documents, verdict, answers, history, and what may be done.
//! Every action's fields are named after it.

use serde::Serialize;

use super::acts::Acts;
use super::verdict::VerdictPart;
use super::{CaseHead, Choice, DefectNote};
use crate::diagram::Diagram;
use crate::{Form, Message, Page};

/// Every action's fields are named after it, so one form carries whichever was sent.
#[derive(Debug, Clone, Serialize)]
pub struct CasePage {
    pub form: Form,
    pub head: CaseHead,
    pub is_member: bool,
    pub track: Vec<TrackStep>,
    /// The whole pipeline with the case in it.
    pub picture: Diagram,
    pub status: Status,
    /// The open correction notice.
    pub defects: Vec<DefectNote>,
    pub documents: Vec<Document>,
    /// Documents may be added and removed now.
    pub may_upload: bool,
    pub megabytes: u32,
    pub verdicts: Vec<VerdictPart>,
    pub answers: Vec<AnswerSection>,
    pub timeline: Vec<Entry>,
    pub actions: Actions,
    /// What the special stages show and ask.
    pub acts: Acts,
    /// Somebody of the bureau or the town has something to decide here.
    pub has_decisions: bool,
    /// What was typed on a page that had grown old, where no form takes it any more.
    pub kept: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TrackStep {
    pub stage: String,
    /// `done`, `now`, `ahead` or `stopped`.
    pub state: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Status {
    /// Role key of whoever holds it now.
    pub owner: Option<String>,
    /// ISO day.
    pub due_on: Option<String>,
    /// The year whose calendar is awaited.
    pub awaiting_year: Option<i32>,
    pub working_days_left: Option<u16>,
    pub working_days_used: Option<u16>,
    pub overdue: bool,
    /// By the bureau altogether, and how many it may.
    pub bureau_days_used: Option<u16>,
    pub bureau_days_limit: u16,
    /// Key of the stage that follows.
    pub next: Option<String>,
    /// Key of the text that says in a sentence where the case is.
    pub sentence: Option<String>,
    /// Who has the work of this stage, by name.
    pub assigned: Vec<String>,
    pub amount_fen: Option<i64>,
    pub submitted_at_millis: Option<i64>,
    pub uscc: String,
    /// Why it ended, as it was written.
    pub reason: Option<String>,
    /// Nobody decided in time: the key of the stage whose limit ended it.
    pub ended_overdue_at: Option<String>,
    pub document_number: Option<String>,
    /// ISO day: the last day of publicity.
    pub publicity_until: Option<String>,
    /// The state of the payment, as a key.
    pub payment: Option<&'static str>,
    pub account: Option<Account>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Account {
    pub name: String,
    pub number_masked: String,
    pub bank: String,
}

/// A document the programme asks for, with the files that were given.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    pub code: String,
    pub title: String,
    pub required: bool,
    /// For the file field: `.pdf,.jpg`.
    pub accept: String,
    pub files: Vec<DocumentFile>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DocumentFile {
    pub id: String,
    pub name: String,
    pub href: String,
    pub kilobytes: u64,
    pub uploaded_at_millis: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct AnswerSection {
    pub title: String,
    pub answers: Vec<Answer>,
}

/// An answer as typed.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    pub title: String,
    pub values: Vec<Message>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Key of the event.
    pub kind: String,
    pub at_millis: i64,
    pub role: String,
    /// Only where the reader may know.
    pub person: Option<String>,
    /// For whom it was done, by a delegation.
    pub on_behalf_of: Option<String>,
    pub details: Vec<Message>,
    pub tone: &'static str,
}

/// What this reader may do now; the engine said so.
#[expect(clippy::struct_excessive_bools, reason = "each is one command the engine allows, not a state")]
#[derive(Debug, Clone, Default, Serialize)]
pub struct Actions {
    pub edit: bool,
    pub submit: bool,
    pub answer_correction: bool,
    pub withdraw: bool,
    pub recommend: bool,
    pub pass_check: bool,
    /// A first officer has passed it already.
    pub is_second_check: bool,
    pub correction_rows: Vec<CorrectionRow>,
    /// The notice is being written: its form stands open.
    pub correction_open: bool,
    /// Fields and documents a defect may be about.
    pub correction_fields: Vec<Choice>,
    pub approve: bool,
    /// The rules leave the amount to a person.
    pub amount_is_open: bool,
    /// The reader may refuse the case at its present stage.
    pub reject: bool,
    /// A department objected: whoever approves says why.
    pub opposed: bool,
    pub award: bool,
    /// Where the list is published.
    pub publish_href: Option<String>,
    /// Where finance goes on.
    pub finance_href: Option<String>,
}

/// The ids of one row of a correction notice.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionRow {
    pub number: usize,
    pub field: String,
    pub message: String,
}

impl Actions {
    /// What `has_decisions` of the page says.
    pub fn any_for_staff(&self) -> bool {
        let decides = self.recommend || self.pass_check || self.approve || self.reject || self.award;
        decides
            || !self.correction_rows.is_empty()
            || self.publish_href.is_some()
            || self.finance_href.is_some()
    }
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "case/show.html";
    const TITLE: &'static str = "case-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("number", self.head.number.clone())
    }

    fn samples() -> Vec<Self> {
        super::show_samples::all()
    }
}
