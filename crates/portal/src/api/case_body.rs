//! A case as the API writes it, with the verdict's whole trace and what the caller may do.
//! Shapes only: nothing is asked of the engine here.

use std::collections::BTreeMap;

use engine::queries::applications::{CaseLine, CaseList};
use engine::queries::case_view::{CaseAttachment, CaseJudgement, CaseView, Deadline, Viewpoint};
use engine::queries::objections::{CaseObjection, Objector};
use engine::queries::timeline::TimelineEntry;
use engine::verdict::Verdict;
use serde::Serialize;
use serde_json::Value;
use templates::{Catalogue, Locale};
use utoipa::ToSchema;
use workflow::Money;
use workflow::calendar::Due;
use workflow::state::Defect;

use super::commands::DefectBody;
use super::values::{Fault, Listed, iso, said};

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseItem {
    pub id: String,
    pub number: String,
    pub organisation: String,
    pub call_title_zh: String,
    pub call_title_en: String,
    pub stage: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    pub overdue: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    pub updated_at: String,
}

/// One case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseBody {
    pub id: String,
    pub number: String,
    /// Hand it back with every command.
    pub version: u64,
    pub stage: String,
    pub programme: String,
    /// Fingerprint of the pack that judges it.
    pub pack: String,
    pub call: String,
    pub organisation: String,
    pub organisation_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineBody>,
    /// The role that holds it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The commands the caller may give now.
    pub actions: Vec<String>,
    pub answers: BTreeMap<String, String>,
    pub judgement: JudgementBody,
    pub attachments: Vec<AttachmentBody>,
    /// Newest first.
    pub timeline: Vec<TimelineBody>,
    /// Record of the site visit, opinions of departments, rungs of approval, and who may sit in the bureau
    /// meeting; only for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub reviews: Option<Value>,
    /// What the expert panel came to; marks once all are in, and only for the bureau.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub panel: Option<Value>,
    /// Objections to its item of a list, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<CaseObjectionBody>,
    /// The account that is paid, masked; for members and finance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_masked: Option<String>,
}

/// An objection, as far as the caller may read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseObjectionBody {
    pub number: String,
    pub filed_at: String,
    /// Only for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Only for whoever answers it or answered it, and for supervision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objector: Option<ObjectorBody>,
    /// `upheld`, `dismissed` or `amended`; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
}

/// Who objected.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectorBody {
    pub name: String,
    pub identity_masked: String,
    pub contact: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineBody {
    /// Absent while the holidays of its year are not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awaiting_calendar_year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days_left: Option<u16>,
    pub overdue: bool,
}

/// What the rules say. Verdicts carry every criterion with observed value, threshold, clause and basis.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgementBody {
    /// Judged just now, not as submitted.
    pub live: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub self_check: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub award: Option<Value>,
    pub faults: Vec<Fault>,
    pub warnings: Vec<Fault>,
    /// Fields and `document:<code>` that are required and not there.
    pub missing: Vec<String>,
    /// By ruling, for verdicts that refuse: the least change each failed criterion, and the whole case,
    /// would have needed, and what nobody can change.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Object>)]
    pub remedies: BTreeMap<String, Value>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AttachmentBody {
    pub id: String,
    /// The document of the pack it stands for.
    pub document: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub uploaded_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineBody {
    pub event: String,
    pub at: String,
    pub role: String,
    /// Only for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<DefectBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// What a visit found, a department said or a meeting resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub result: Option<Value>,
}

impl From<CaseLine> for CaseItem {
    fn from(line: CaseLine) -> Self {
        Self {
            id: line.id.to_string(),
            number: line.number,
            organisation: line.organisation_name,
            call_title_zh: line.call_title_zh,
            call_title_en: line.call_title_en,
            stage: line.stage.key().to_owned(),
            amount_fen: line.amount.map(Money::fen),
            submitted_at: line.submitted_at.map(iso),
            due_on: line.due_on.map(|day| day.to_string()),
            overdue: line.overdue,
            owner: line.owner.map(|role| role.key().to_owned()),
            updated_at: iso(line.updated_at),
        }
    }
}

impl From<CaseList> for Listed<CaseItem> {
    fn from(list: CaseList) -> Self {
        Self {
            items: list.lines.into_iter().map(CaseItem::from).collect(),
            next: list.next.map(|id| id.to_string()),
        }
    }
}

impl CaseBody {
    pub fn of(catalogue: &Catalogue, locale: Locale, view: CaseView) -> Self {
        let application = view.application;
        Self {
            id: application.origin.id.to_string(),
            number: application.origin.number.clone(),
            version: application.version,
            stage: application.stage().key().to_owned(),
            programme: application.origin.programme.clone(),
            pack: application.origin.pack_fingerprint.clone(),
            call: view.call.id.to_string(),
            organisation: view.organisation.id.to_string(),
            organisation_name: view.organisation.name,
            amount_fen: application.amount().map(Money::fen),
            submitted_at: application.submitted_at.map(iso),
            deadline: view.deadline.map(DeadlineBody::from),
            owner: view.owner.map(|role| role.key().to_owned()),
            actions: view.actions.iter().map(|action| action.key().to_owned()).collect(),
            answers: application.answers,
            judgement: JudgementBody::of(catalogue, locale, &view.judged),
            attachments: view.attachments.into_iter().map(AttachmentBody::from).collect(),
            timeline: view.timeline.into_iter().map(TimelineBody::from).collect(),
            reviews: match view.viewpoint {
                Viewpoint::Member => None,
                Viewpoint::Staff => serde_json::to_value(&view.reviews).ok(),
            },
            panel: view.panel.and_then(|panel| serde_json::to_value(panel).ok()),
            objections: view.objections.into_iter().map(CaseObjectionBody::from).collect(),
            account_masked: view.account.map(|account| account.number_masked),
        }
    }
}

impl From<CaseObjection> for CaseObjectionBody {
    fn from(objection: CaseObjection) -> Self {
        let objector =
            |Objector { name, identity_masked, contact }| ObjectorBody { name, identity_masked, contact };
        Self {
            number: objection.number,
            filed_at: iso(objection.filed_at),
            text: objection.body,
            objector: objection.objector.map(objector),
            decision: objection.decision,
            reply: objection.reply,
            decided_at: objection.decided_at.map(iso),
        }
    }
}

impl JudgementBody {
    pub fn of(catalogue: &Catalogue, locale: Locale, judged: &CaseJudgement) -> Self {
        Self {
            live: judged.live,
            self_check: judged.self_check.as_ref().and_then(verdict),
            award: judged.award.as_ref().and_then(verdict),
            faults: said(catalogue, locale, &judged.faults),
            warnings: said(catalogue, locale, &judged.warnings),
            missing: judged.missing.clone(),
            remedies: judged
                .remedies
                .iter()
                .filter_map(|(ruling, remedies)| Some((ruling.clone(), serde_json::to_value(remedies).ok()?)))
                .collect(),
        }
    }
}

/// The verdict's canonical JSON: numbers are exact texts, the payable amount is added in fen.
fn verdict(verdict: &Verdict) -> Option<Value> {
    let mut value = serde_json::to_value(verdict).ok()?;
    value.as_object_mut()?.insert("payable_fen".to_owned(), Value::from(verdict.amount_fen()));
    Some(value)
}

impl From<Deadline> for DeadlineBody {
    fn from(deadline: Deadline) -> Self {
        let awaiting_calendar_year = match deadline.due {
            Due::AwaitingCalendar { year } => Some(year),
            Due::On { .. } => None,
        };
        Self {
            due_on: deadline.due.day().map(|day| day.to_string()),
            awaiting_calendar_year,
            working_days_left: deadline.working_days_left,
            overdue: deadline.overdue,
        }
    }
}

impl From<CaseAttachment> for AttachmentBody {
    fn from(attachment: CaseAttachment) -> Self {
        Self {
            id: attachment.id.to_string(),
            document: attachment.document_code,
            file_name: attachment.file_name,
            media_type: attachment.media_type,
            size_bytes: attachment.size_bytes,
            uploaded_at: iso(attachment.uploaded_at),
        }
    }
}

impl From<TimelineEntry> for TimelineBody {
    fn from(entry: TimelineEntry) -> Self {
        let defect = |defect: Defect| DefectBody { field: defect.field, message: defect.message };
        Self {
            event: entry.kind.to_owned(),
            at: iso(entry.at),
            role: entry.role.key().to_owned(),
            person: entry.person,
            text: entry.text,
            defects: entry.defects.into_iter().map(defect).collect(),
            amount_fen: entry.amount.map(Money::fen),
            document_number: entry.document_number,
            day: entry.day.map(|day| day.to_string()),
            result: entry.result.and_then(|result| serde_json::to_value(result).ok()),
        }
    }
}
