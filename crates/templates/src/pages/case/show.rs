//! The page of one case: where it stands, documents, verdict, answers, history, and what may be done.
//! Every action's fields are named after it.

use serde::Serialize;

use super::acts::Acts;
use super::verdict::VerdictPart;
use super::{CaseHead, Choice, DefectNote, sample_defects, sample_head};
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
        let acts = Acts::samples().into_iter().map(|(stage, acts)| CasePage { acts, ..base(stage) });
        let plain = [draft(), checked(), corrected(), ended(), approved()];
        plain.into_iter().chain(acts).chain(super::show_samples::all()).collect()
    }
}

pub(super) fn base(stage: &str) -> CasePage {
    let step = |stage: &str, state| TrackStep { stage: stage.to_owned(), state };
    CasePage {
        form: Form::empty(),
        head: sample_head(stage),
        is_member: false,
        picture: picture(),
        track: vec![
            step("draft", "done"),
            step("recommendation", "done"),
            step("formal-check", "now"),
            step("approval", "ahead"),
            step("publicity", "ahead"),
            step("award", "ahead"),
            step("disbursement", "ahead"),
            step("closed", "ahead"),
        ],
        status: Status {
            owner: Some("officer".to_owned()),
            due_on: Some("2026-03-09".to_owned()),
            working_days_left: Some(5),
            amount_fen: Some(20_000_000),
            submitted_at_millis: Some(1_772_413_200_000),
            uscc: "91320684MA1XXXXX0X".to_owned(),
            ..Status::default()
        },
        defects: Vec::new(),
        documents: documents(),
        may_upload: false,
        megabytes: 20,
        verdicts: VerdictPart::samples(),
        answers: answers(),
        timeline: timeline(),
        actions: Actions::default(),
        acts: Acts::default(),
        has_decisions: false,
        kept: Vec::new(),
    }
}

fn draft() -> CasePage {
    let refused = Form::empty().refuse(
        "file-licence",
        Message::new("error-file-type-refused")
            .with("field", "营业执照")
            .with("found", "EXE (application/vnd.microsoft.portable-executable)")
            .with("accepted", "PDF, JPG, PNG"),
    );
    CasePage {
        form: refused,
        is_member: true,
        may_upload: true,
        verdicts: Vec::new(),
        answers: Vec::new(),
        status: Status {
            owner: Some("applicant".to_owned()),
            submitted_at_millis: None,
            amount_fen: None,
            ..base("draft").status
        },
        actions: Actions { edit: true, submit: true, withdraw: true, ..Actions::default() },
        ..base("draft")
    }
}

fn checked() -> CasePage {
    let row = |number: usize| CorrectionRow {
        number,
        field: format!("defect_field_{number}"),
        message: format!("defect_message_{number}"),
    };
    let fields =
        vec![Choice::new("cert_year", "高企证书认定年度"), Choice::new("document:licence", "材料：营业执照")];
    let refused = Form::empty()
        .with("defect_field_1", "cert_year")
        .refuse("defect_message_1", Message::new("error-missing").with("field", "理由"));
    CasePage {
        form: refused,
        actions: Actions {
            pass_check: true,
            is_second_check: true,
            correction_rows: (1..=5).map(row).collect(),
            correction_open: true,
            correction_fields: fields,
            recommend: true,
            ..Actions::default()
        },
        has_decisions: true,
        ..base("formal-check")
    }
}

fn corrected() -> CasePage {
    CasePage {
        is_member: true,
        may_upload: true,
        defects: sample_defects(),
        status: Status {
            overdue: true,
            working_days_left: None,
            account: Some(account()),
            ..base("correction").status
        },
        actions: Actions { edit: true, answer_correction: true, withdraw: true, ..Actions::default() },
        ..base("correction")
    }
}

fn ended() -> CasePage {
    CasePage {
        picture: picture(),
        track: vec![
            TrackStep { stage: "draft".to_owned(), state: "done" },
            TrackStep { stage: "approval".to_owned(), state: "stopped" },
        ],
        status: Status {
            owner: None,
            due_on: None,
            working_days_left: None,
            reason: Some("证书与申报单位名称不一致。".to_owned()),
            ..base("rejected").status
        },
        ..base("rejected")
    }
}

fn approved() -> CasePage {
    CasePage {
        form: Form::empty().with("approve_amount", "20万").refuse("", Message::new("case-moved-on")),
        status: Status {
            awaiting_year: Some(2027),
            due_on: None,
            working_days_left: None,
            document_number: Some("海科发〔2026〕12号".to_owned()),
            publicity_until: Some("2026-03-20".to_owned()),
            payment: Some("returned"),
            ..base("approval").status
        },
        actions: Actions {
            approve: true,
            reject: true,
            opposed: true,
            amount_is_open: true,
            award: true,
            publish_href: Some("/officer/publicity".to_owned()),
            finance_href: Some("/finance/due".to_owned()),
            ..Actions::default()
        },
        has_decisions: true,
        kept: vec!["材料齐全，建议支持。".to_owned()],
        ..base("approval")
    }
}

fn account() -> Account {
    Account {
        name: "海门示范精密机械有限公司".to_owned(),
        number_masked: "6222********2233".to_owned(),
        bank: "示范银行海门支行".to_owned(),
    }
}

fn documents() -> Vec<Document> {
    let file = DocumentFile {
        id: "1".to_owned(),
        name: "高新技术企业证书.pdf".to_owned(),
        href: "/applications/1/documents/1".to_owned(),
        kilobytes: 1_204,
        uploaded_at_millis: 1_772_413_200_000,
    };
    let document = |code: &str, title: &str, required, files| Document {
        code: code.to_owned(),
        title: title.to_owned(),
        required,
        accept: ".pdf,.jpg,.png".to_owned(),
        files,
    };
    vec![
        document("certificate", "高新技术企业证书", true, vec![file]),
        document("licence", "营业执照", true, Vec::new()),
        document("rd-audit", "研发费用专项审计报告", false, Vec::new()),
    ]
}

fn answers() -> Vec<AnswerSection> {
    let answer = |title: &str, values: &[&str]| Answer {
        title: title.to_owned(),
        values: values.iter().map(|value| Message::verbatim(*value)).collect(),
    };
    vec![AnswerSection {
        title: "奖励申报".to_owned(),
        answers: vec![
            answer("高企证书认定年度", &["2025"]),
            answer(
                "近三年研发费用",
                &["前三年：1,000,000.00", "前二年：1,200,000.00", "上一年：1,500,000.00"],
            ),
            answer("创新能力评价得分", &[]),
        ],
    }]
}

fn timeline() -> Vec<Entry> {
    let entry = |kind: &str, role: &str, person: Option<&str>, details: Vec<Message>, tone| Entry {
        kind: kind.to_owned(),
        at_millis: 1_772_413_200_000,
        role: role.to_owned(),
        person: person.map(str::to_owned),
        on_behalf_of: None,
        details,
        tone,
    };
    let defects = sample_defects().into_iter().map(|defect| Message::verbatim(defect.message)).collect();
    vec![
        entry("correction-requested", "officer", Some("受理员"), defects, "wait"),
        entry("recommended", "recommender", None, vec![Message::verbatim("情况属实，同意推荐。")], "good"),
        entry("submitted", "applicant", Some("经办人"), Vec::new(), ""),
        entry("started", "applicant", Some("经办人"), Vec::new(), ""),
    ]
}

fn picture() -> Diagram {
    Diagram::samples().swap_remove(2)
}
