//! 一事一议 on the page of a case: the terms, who signs them, the instalments and their milestones.
//! The same part shows the instalments of a programme that pays in parts.

use serde::Serialize;

use crate::pages::case::show::DocumentFile;

/// Form fields: `agreement_number` and the rows'; `milestone_report`, `milestone_opinion`, `milestone_reason`.
#[expect(clippy::struct_excessive_bools, reason = "each is one command the engine allows, not a state")]
#[derive(Debug, Clone, Default, Serialize)]
pub struct AgreementAct {
    /// What the bureau offers to sign.
    pub terms: Option<Terms>,
    pub may_draft: bool,
    /// The draft is being written: its form stands open.
    pub draft_open: bool,
    pub draft_rows: Vec<DraftRow>,
    pub may_sign: bool,
    /// This reader acts for the organisation.
    pub is_member: bool,
    pub instalments: Vec<InstalmentLine>,
    /// The milestone of the next instalment.
    pub milestone: Option<MilestoneNow>,
    pub may_report: bool,
    pub may_accept: bool,
    /// Proofs of the milestone, and the code under which more are added.
    pub files: Vec<DocumentFile>,
    pub document: String,
    pub megabytes: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct Terms {
    pub number: String,
    pub parts: Vec<TermsPart>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TermsPart {
    pub percent: u8,
    pub amount_fen: Option<i64>,
    pub milestone: Option<String>,
    /// ISO day.
    pub due_on: Option<String>,
}

/// The ids of one row of a draft.
#[derive(Debug, Clone, Serialize)]
pub struct DraftRow {
    pub number: usize,
    pub percent: String,
    pub milestone: String,
    pub due_on: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct InstalmentLine {
    pub number: usize,
    pub amount_fen: i64,
    pub milestone: Option<String>,
    /// ISO days.
    pub due_on: Option<String>,
    pub not_before: Option<String>,
    /// `paid`, `payable`, `milestone`, `waiting` or `released`.
    pub state: &'static str,
    pub paid_on: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MilestoneNow {
    pub title: String,
    pub due_on: Option<String>,
    /// The organisation's own words; `None` until it reports.
    pub report: Option<String>,
}

impl AgreementAct {
    pub(crate) fn samples() -> Vec<Self> {
        let rows = (1..=4).map(|number| DraftRow {
            number,
            percent: format!("agreement_percent_{number}"),
            milestone: format!("agreement_milestone_{number}"),
            due_on: format!("agreement_due_{number}"),
        });
        let drafting =
            Self { may_draft: true, draft_open: true, draft_rows: rows.collect(), ..Self::default() };
        let offered =
            Self { terms: Some(sample_terms()), may_sign: true, is_member: true, ..Self::default() };
        let report = "样机已通过第三方检测，检测报告见附件。";
        let accepting = Self {
            milestone: Some(MilestoneNow { report: Some(report.to_owned()), ..sample_milestone() }),
            may_accept: true,
            instalments: sample_instalments(),
            files: vec![sample_file()],
            ..Self::default()
        };
        let reporting = Self {
            milestone: Some(sample_milestone()),
            may_report: true,
            is_member: true,
            instalments: sample_instalments(),
            files: vec![sample_file()],
            document: "milestone-report-2".to_owned(),
            megabytes: 20,
            ..Self::default()
        };
        vec![drafting, offered, accepting, reporting]
    }
}

fn sample_terms() -> Terms {
    let part = |percent, amount_fen, milestone: Option<&str>| TermsPart {
        percent,
        amount_fen: Some(amount_fen),
        milestone: milestone.map(str::to_owned),
        due_on: milestone.map(|_| "2026-09-30".to_owned()),
    };
    Terms {
        number: "海科协〔2026〕1号".to_owned(),
        parts: vec![part(60, 60_000_000, None), part(40, 40_000_000, Some("样机通过第三方检测"))],
    }
}

fn sample_instalments() -> Vec<InstalmentLine> {
    let line = |number, amount_fen, milestone: Option<&str>, state, paid_on: Option<&str>| InstalmentLine {
        number,
        amount_fen,
        milestone: milestone.map(str::to_owned),
        due_on: milestone.map(|_| "2026-09-30".to_owned()),
        not_before: milestone.map(|_| "2027-03-01".to_owned()),
        state,
        paid_on: paid_on.map(str::to_owned),
    };
    vec![
        line(1, 30_000_000, None, "paid", Some("2026-03-20")),
        line(2, 30_000_000, Some("样机通过第三方检测"), "milestone", None),
        line(3, 40_000_000, None, "waiting", None),
    ]
}

fn sample_milestone() -> MilestoneNow {
    MilestoneNow {
        title: "样机通过第三方检测".to_owned(),
        due_on: Some("2026-09-30".to_owned()),
        report: None,
    }
}

fn sample_file() -> DocumentFile {
    DocumentFile {
        id: "1".to_owned(),
        name: "检测报告.pdf".to_owned(),
        href: "/applications/1/documents/1".to_owned(),
        kilobytes: 812,
        uploaded_at_millis: 1_772_413_200_000,
    }
}
