//! Mails about one application: what each needs to be told, and a sample to test with.
//! No ID or account number in any of them; who gets one is settled by the engine.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Mail, NINE_MILLIS};
use crate::Message;

/// What every mail about an application says of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseReference {
    pub number: String,
    /// The call's title.
    pub call: String,
    /// Empty in a mail to somebody who may not learn it.
    pub organisation: String,
    /// The page of the application, absolute.
    pub link: String,
}

impl CaseReference {
    pub(super) fn sample() -> Self {
        Self {
            number: "HM-2026-0007".to_owned(),
            call: "2026 年度高新技术企业认定奖励".to_owned(),
            organisation: "海门示范精密机械有限公司".to_owned(),
            link: "https://houbu.example/applications/7".to_owned(),
        }
    }
}

/// Three working days before, on the day, after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderKind {
    Before,
    OnTheDay,
    After,
}

fn defects() -> Vec<Message> {
    vec![
        Message::verbatim("研发费用专项审计报告缺签章页"),
        Message::verbatim("2024 年度纳税申报表与系统填报的销售收入不一致，请核对并说明原因"),
    ]
}

/// To the applicant: received.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplicationSubmitted {
    pub case: CaseReference,
    pub submitted_at_millis: i64,
}

impl Mail for ApplicationSubmitted {
    const NAME: &'static str = "application-submitted";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample(), submitted_at_millis: NINE_MILLIS }]
    }
}

/// To the applicant: every defect at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CorrectionRequested {
    pub case: CaseReference,
    pub defects: Vec<Message>,
    pub due_at_millis: Option<i64>,
}

impl Mail for CorrectionRequested {
    const NAME: &'static str = "correction-requested";

    fn samples() -> Vec<Self> {
        vec![
            Self { case: CaseReference::sample(), defects: defects(), due_at_millis: Some(NINE_MILLIS) },
            Self { case: CaseReference::sample(), defects: defects(), due_at_millis: None },
        ]
    }
}

/// To the applicant: the town recommends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recommended {
    pub case: CaseReference,
}

impl Mail for Recommended {
    const NAME: &'static str = "recommended";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample() }]
    }
}

/// To the applicant: the town does not recommend.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NotRecommended {
    pub case: CaseReference,
    pub reason: Message,
}

impl Mail for NotRecommended {
    const NAME: &'static str = "not-recommended";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample(), reason: Message::verbatim("未在本镇区纳税") }]
    }
}

/// To the applicant: approved, publicity next.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Approved {
    pub case: CaseReference,
    pub amount_fen: i64,
}

impl Mail for Approved {
    const NAME: &'static str = "approved";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample(), amount_fen: 20_000_000 }]
    }
}

/// To the applicant: not supported, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rejected {
    pub case: CaseReference,
    pub reasons: Vec<Message>,
    /// The stage whose limit passed, when nobody decided.
    #[serde(default)]
    pub overdue_stage: Option<String>,
}

impl Mail for Rejected {
    const NAME: &'static str = "rejected";

    fn samples() -> Vec<Self> {
        let decided = Self { case: CaseReference::sample(), reasons: defects(), overdue_stage: None };
        let overdue_stage = Some("joint-review".to_owned());
        vec![decided.clone(), Self { reasons: Vec::new(), overdue_stage, ..decided }]
    }
}

/// To the applicant: on the public list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicityStarted {
    pub case: CaseReference,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub notice_link: String,
}

impl Mail for PublicityStarted {
    const NAME: &'static str = "publicity-started";

    fn samples() -> Vec<Self> {
        vec![Self {
            case: CaseReference::sample(),
            from: NaiveDate::default(),
            until: NaiveDate::default(),
            notice_link: "https://houbu.example/publicity/1".to_owned(),
        }]
    }
}

/// To the applicant: the list has stood its time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicityEnded {
    pub case: CaseReference,
}

impl Mail for PublicityEnded {
    const NAME: &'static str = "publicity-ended";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample() }]
    }
}

/// To the applicant: the award and its document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Awarded {
    pub case: CaseReference,
    pub document_number: String,
    pub amount_fen: i64,
}

impl Mail for Awarded {
    const NAME: &'static str = "awarded";

    fn samples() -> Vec<Self> {
        vec![Self {
            case: CaseReference::sample(),
            document_number: "海科发〔2026〕12号".to_owned(),
            amount_fen: 20_000_000,
        }]
    }
}

/// To the applicant: the bank says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Paid {
    pub case: CaseReference,
    pub amount_fen: i64,
    pub settled_at_millis: i64,
    /// Counted from 1.
    #[serde(default)]
    pub instalment: usize,
    /// Of how many; one is the whole at once.
    #[serde(default)]
    pub instalments: usize,
}

impl Mail for Paid {
    const NAME: &'static str = "paid";

    fn samples() -> Vec<Self> {
        let whole = Self {
            case: CaseReference::sample(),
            amount_fen: 20_000_000,
            settled_at_millis: NINE_MILLIS,
            instalment: 1,
            instalments: 1,
        };
        vec![whole.clone(), Self { instalments: 2, ..whole }]
    }
}

/// To the applicant: withdrawn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Withdrawn {
    pub case: CaseReference,
}

impl Mail for Withdrawn {
    const NAME: &'static str = "withdrawn";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample() }]
    }
}

/// To the applicant: a limit was missed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lapsed {
    pub case: CaseReference,
    pub stage: String,
    pub due_at_millis: i64,
}

impl Mail for Lapsed {
    const NAME: &'static str = "lapsed";

    fn samples() -> Vec<Self> {
        vec![Self {
            case: CaseReference::sample(),
            stage: "correction".to_owned(),
            due_at_millis: NINE_MILLIS,
        }]
    }
}

/// To whoever owns the deadline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadlineReminder {
    pub case: CaseReference,
    pub stage: String,
    pub due_at_millis: i64,
    pub kind: ReminderKind,
}

impl Mail for DeadlineReminder {
    const NAME: &'static str = "deadline-reminder";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                case: CaseReference::sample(),
                stage: "formal-check".to_owned(),
                due_at_millis: NINE_MILLIS,
                kind: ReminderKind::Before,
            },
            Self {
                case: CaseReference::sample(),
                stage: "formal-check".to_owned(),
                due_at_millis: NINE_MILLIS,
                kind: ReminderKind::OnTheDay,
            },
            Self {
                case: CaseReference::sample(),
                stage: "formal-check".to_owned(),
                due_at_millis: NINE_MILLIS,
                kind: ReminderKind::After,
            },
            Self {
                case: CaseReference { organisation: String::new(), ..CaseReference::sample() },
                stage: "expert-review".to_owned(),
                due_at_millis: NINE_MILLIS,
                kind: ReminderKind::Before,
            },
        ]
    }
}

/// To staff: a case has come to them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WorkWaiting {
    pub case: CaseReference,
    pub stage: String,
    pub due_at_millis: Option<i64>,
}

impl Mail for WorkWaiting {
    const NAME: &'static str = "work-waiting";

    fn samples() -> Vec<Self> {
        let case = CaseReference::sample();
        let stage = "formal-check".to_owned();
        let unlimited = Self { case: case.clone(), stage: stage.clone(), due_at_millis: None };
        vec![Self { case, stage, due_at_millis: Some(NINE_MILLIS) }, unlimited]
    }
}
