//! The page of one case, put together from the engine's read model. Decides nothing.
//! Which buttons there are, the engine's actions say.

use engine::attachments::ATTACHMENT_LIMIT_BYTES;
use engine::queries::case_view::{CaseAttachment, CaseView, Viewpoint};
use engine::queries::timeline::{TimelineEntry, TimelineResult};
use templates::pages::case::Choice;
use templates::pages::case::show::{
    Account, Actions, CasePage, CorrectionRow, Document, DocumentFile, Entry, Status, TrackStep,
};
use templates::{Form, Locale, Message};
use workflow::application::JudgedAs;
use workflow::award::Payment;
use workflow::state::State;
use workflow::{CommandKind, Money, Stage};

use super::picture::picture;
use super::titles::{DOCUMENT_PREFIX, pick, title};
use super::{acts, answers, head, place, verdict};
use crate::page::Visit;

const BYTES_PER_KILOBYTE: i64 = 1024;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

/// What a page shows besides the case itself.
#[derive(Debug, Default)]
pub struct Writing {
    pub form: Form,
    /// Rows of the correction form; none shows the usual number, folded.
    pub correction_rows: Option<usize>,
    /// Texts whose form is no longer there.
    pub kept: Vec<String>,
}

/// Rows a correction notice begins with.
pub const CORRECTION_ROWS: usize = 5;

pub fn page(visit: &Visit, view: &CaseView, writing: Writing) -> CasePage {
    let locale = visit.locale;
    let is_member = view.viewpoint == Viewpoint::Member;
    let is_draft = view.application.stage() == Stage::Draft;
    let actions = actions(view, locale, writing.correction_rows);
    let form = acts::agreement::prefilled(view, writing.form);
    let acts = acts::parts(visit, view, &form);
    CasePage {
        head: head(visit, view),
        is_member,
        track: track(view),
        picture: picture(&view.pipeline, Message::new("diagram-title"), Some(&view.application)),
        status: status(view),
        defects: answers::defects(view, locale),
        documents: documents(view, locale),
        may_upload: view.actions.contains(&CommandKind::SaveAnswers),
        megabytes: u32::try_from(ATTACHMENT_LIMIT_BYTES / BYTES_PER_MEGABYTE).unwrap_or(u32::MAX),
        verdicts: if is_member && is_draft { Vec::new() } else { verdict::parts(view, locale) },
        answers: answers::shown(view, locale),
        timeline: view.timeline.iter().map(|entry| told(view, locale, entry)).collect(),
        has_decisions: actions.any_for_staff() || acts.awaits_review(),
        acts,
        actions,
        form,
        kept: writing.kept,
    }
}

/// Where a case stands on its way, and where it stopped.
fn track(view: &CaseView) -> Vec<TrackStep> {
    let (at, ended) = match &view.application.state {
        State::Rejected { at_stage, .. } | State::Withdrawn { at_stage, .. } | State::Lapsed { at_stage } => {
            (*at_stage, true)
        }
        // Nothing was paid of the one; the others gave back what they had.
        State::Revoked { .. } => (Stage::Award, true),
        State::Recovery { .. } | State::Recovered { .. } => (Stage::Disbursement, true),
        state => (state.stage(), false),
    };
    let at = match at {
        Stage::Correction => Stage::FormalCheck,
        Stage::Objection => Stage::Publicity,
        other => other,
    };
    // Objections are a turn of the publicity that most cases never take, like corrections of the check.
    let way: Vec<Stage> = view.steps.iter().copied().filter(|stage| *stage != Stage::Objection).collect();
    let here = way.iter().position(|stage| *stage == at).unwrap_or(0);
    let state = |index: usize| match index.cmp(&here) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Greater => "ahead",
        std::cmp::Ordering::Equal if ended => "stopped",
        std::cmp::Ordering::Equal if at == Stage::Closed => "done",
        std::cmp::Ordering::Equal => "now",
    };
    let steps = way.into_iter().enumerate();
    steps.map(|(index, stage)| TrackStep { stage: stage.key().to_owned(), state: state(index) }).collect()
}

fn status(view: &CaseView) -> Status {
    let application = &view.application;
    let deadline = view.deadline;
    let ended_overdue_at = match &application.state {
        State::Rejected { at_stage, reason } if reason.is_empty() => Some(at_stage.key().to_owned()),
        _ => None,
    };
    let (reason, document_number, publicity_until, payment) = match &application.state {
        State::Rejected { reason, .. } | State::Withdrawn { reason, .. } => {
            (Some(reason.clone()), None, None, None)
        }
        State::Publicity { listing: Some(listing) } => (None, None, Some(listing.last_day.to_string()), None),
        State::Disbursement { award, payment } => {
            (None, Some(award.document_number.clone()), None, Some(payment_key(payment)))
        }
        State::Closed { award, .. } => (None, Some(award.document_number.clone()), None, Some("settled")),
        _ => (None, None, None, None),
    };
    Status {
        owner: view.owner.map(|role| role.key().to_owned()),
        due_on: deadline.and_then(|deadline| deadline.due.day()).map(|day| day.to_string()),
        awaiting_year: deadline.and_then(|deadline| match deadline.due {
            workflow::calendar::Due::AwaitingCalendar { year } => Some(year),
            workflow::calendar::Due::On { .. } => None,
        }),
        working_days_left: deadline.and_then(|deadline| deadline.working_days_left),
        working_days_used: view.progress.used_in_stage,
        bureau_days_used: view.progress.used_by_bureau,
        bureau_days_limit: view.progress.limit_of_bureau,
        next: view.progress.next.map(|stage| stage.key().to_owned()),
        sentence: Some(sentence(view)),
        assigned: view.assigned.clone(),
        overdue: deadline.is_some_and(|deadline| deadline.overdue),
        amount_fen: application.amount().map(Money::fen),
        submitted_at_millis: application.submitted_at.map(workflow::Timestamp::millis),
        uscc: view.organisation.uscc.clone(),
        reason: reason.filter(|reason| !reason.is_empty()),
        ended_overdue_at,
        document_number,
        publicity_until,
        payment,
        account: view.account.as_ref().map(|account| Account {
            name: account.name.clone(),
            number_masked: account.number_masked.clone(),
            bank: account.bank_name.clone(),
        }),
    }
}

/// One sentence for the applicant, another for whoever works on it.
fn sentence(view: &CaseView) -> String {
    let reader = if view.viewpoint == Viewpoint::Member { "applicant" } else { "staff" };
    format!("stage-{}-{reader}", view.application.stage().key())
}

const fn payment_key(payment: &Payment) -> &'static str {
    match payment {
        Payment::Due => "due",
        Payment::Ordered { .. } => "ordered",
        Payment::Authorised { .. } => "authorised",
        Payment::Sent { .. } => "sent",
        Payment::Unknown { .. } => "unknown",
        Payment::Returned { .. } => "returned",
    }
}

/// A file and where it is downloaded.
pub fn file(view: &CaseView, attachment: &CaseAttachment) -> DocumentFile {
    DocumentFile {
        id: attachment.id.to_string(),
        name: attachment.file_name.clone(),
        href: format!("{}/documents/{}", place(view.application.origin.id), attachment.id),
        kilobytes: kilobytes(attachment),
        uploaded_at_millis: attachment.uploaded_at.millis(),
    }
}

pub fn kilobytes(attachment: &CaseAttachment) -> u64 {
    u64::try_from(attachment.size_bytes / BYTES_PER_KILOBYTE).unwrap_or(0).max(1)
}

fn documents(view: &CaseView, locale: Locale) -> Vec<Document> {
    let files = |code: &str| {
        let own = view.attachments.iter().filter(|attachment| attachment.document_code == code);
        own.map(|attachment| file(view, attachment)).collect()
    };
    let asked = view.pack.documents().iter();
    asked
        .map(|document| Document {
            code: document.code.clone(),
            title: pick(locale, &document.title_zh, &document.title_en).to_owned(),
            required: document.required,
            accept: document.accepted.join(","),
            files: files(&document.code),
        })
        .collect()
}

fn told(view: &CaseView, locale: Locale, entry: &TimelineEntry) -> Entry {
    let mut details = Vec::new();
    details.extend(entry.amount.map(|amount| Message::new("entry-amount").with("fen", amount.fen())));
    let number_key = if entry.kind == "meeting-resolved" { "entry-minutes" } else { "entry-document" };
    let number = entry.document_number.as_ref();
    details.extend(number.map(|number| Message::new(number_key).with("number", number.clone())));
    let day_key = match entry.kind {
        "payment-settled" => "entry-paid-on",
        "repayment-recorded" => "entry-received-on",
        "visit-recorded" => "entry-visited-on",
        "meeting-resolved" => "entry-held-on",
        _ => "entry-until",
    };
    details.extend(entry.day.map(|day| Message::new(day_key).with("day", day.to_string())));
    details.extend(entry.result.iter().flat_map(|result| resulted(view, locale, result)));
    details.extend(entry.text.as_ref().map(|text| Message::verbatim(text.clone())));
    details.extend(entry.defects.iter().map(|defect| {
        if defect.field.is_empty() {
            return Message::verbatim(defect.message.clone());
        }
        let title = title(view, locale, &defect.field);
        Message::new("entry-defect").with("title", title).with("message", defect.message.clone())
    }));
    Entry {
        kind: entry.kind.to_owned(),
        at_millis: entry.at.millis(),
        role: entry.role.key().to_owned(),
        person: entry.person.clone(),
        on_behalf_of: entry.on_behalf_of.clone(),
        details,
        tone: tone(entry.kind),
    }
}

/// What a visit found, a department said, a meeting resolved.
fn resulted(view: &CaseView, locale: Locale, result: &TimelineResult) -> Vec<Message> {
    match result {
        TimelineResult::Visit { confirmed: true } => vec![Message::new("visit-confirmed")],
        TimelineResult::Visit { confirmed: false } => vec![Message::new("visit-not-confirmed")],
        TimelineResult::Department { department, agrees } => {
            let rule = view.pipeline.departments().iter().find(|rule| rule.key == *department);
            let title = rule.map_or(department.as_str(), |rule| pick(locale, &rule.title_zh, &rule.title_en));
            let said = if *agrees { "entry-agrees" } else { "entry-objects" };
            vec![Message::new(said).with("department", title)]
        }
        TimelineResult::Objection { decision } => vec![Message::new(format!("objection-{decision}"))],
        TimelineResult::Evaluation { grade } => {
            let grade = Message::new(format!("grade-{grade}"));
            vec![Message::new("entry-grade").with_message("grade", &grade)]
        }
        TimelineResult::Meeting { present, in_favour, carried } => {
            let people = present.join(if locale == Locale::ZhCn { "、" } else { ", " });
            let vote = Message::new("entry-vote").with("present", present.len());
            let carried = if *carried { "entry-carried" } else { "entry-lost" };
            vec![vote.with("favour", *in_favour).with("people", people), Message::new(carried)]
        }
    }
}

fn tone(kind: &str) -> &'static str {
    match kind {
        "recommended" | "check-confirmed" | "approved" | "awarded" | "payment-settled"
        | "agreement-signed" | "milestone-accepted" | "evaluated" | "recovered" => "good",
        "rejected"
        | "recommendation-declined"
        | "payment-rejected"
        | "lapsed"
        | "revoked"
        | "declined"
        | "recovery-demanded" => "bad",
        "correction-requested" | "payment-unknown" | "objection-filed" | "milestone-returned" => "wait",
        _ => "",
    }
}

fn actions(view: &CaseView, locale: Locale, rows: Option<usize>) -> Actions {
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let row = |number: usize| CorrectionRow {
        number,
        field: correction_field(number),
        message: correction_message(number),
    };
    let asks = may(CommandKind::RequestCorrection);
    let finance_href = if may(CommandKind::OrderPayment) {
        Some("/finance/due")
    } else {
        let batched = [CommandKind::CancelPayment, CommandKind::AuthorisePayment, CommandKind::SendPayment];
        batched.into_iter().any(may).then_some("/finance/batches")
    };
    Actions {
        edit: may(CommandKind::SaveAnswers),
        submit: may(CommandKind::Submit),
        answer_correction: may(CommandKind::AnswerCorrection),
        withdraw: may(CommandKind::Withdraw),
        recommend: may(CommandKind::Recommend),
        pass_check: may(CommandKind::PassCheck),
        is_second_check: matches!(view.application.state, State::FormalCheck { first: Some(_) }),
        correction_rows: if asks {
            (1..=rows.unwrap_or(CORRECTION_ROWS)).map(row).collect()
        } else {
            Vec::new()
        },
        correction_open: rows.is_some(),
        correction_fields: if asks { correction_fields(view, locale) } else { Vec::new() },
        approve: may(CommandKind::Approve),
        amount_is_open: amount_is_open(view),
        reject: may(CommandKind::Reject),
        opposed: view.reviews.opposed,
        award: may(CommandKind::Award),
        publish_href: may(CommandKind::Publish).then(|| "/officer/publicity".to_owned()),
        finance_href: finance_href.map(str::to_owned),
    }
}

/// The rules leave the amount to a person, and no lower rung has set it.
pub fn amount_is_open(view: &CaseView) -> bool {
    let settled = matches!(view.application.state, State::Approval { amount: Some(_), .. });
    let judgement = view.application.judgement.as_ref();
    let left = judgement
        .is_some_and(|judgement| judgement.amount.is_none() || judgement.outcome == JudgedAs::NeedsReview);
    left && !settled
}

pub fn correction_field(number: usize) -> String {
    format!("defect_field_{number}")
}

pub fn correction_message(number: usize) -> String {
    format!("defect_message_{number}")
}

/// What a defect may be about: fields of the form, then documents.
fn correction_fields(view: &CaseView, locale: Locale) -> Vec<Choice> {
    let fields = super::titles::fields(view)
        .map(|field| Choice::new(field.fact.clone(), pick(locale, &field.title_zh, &field.title_en)));
    let documents = view.pack.documents().iter().map(|document| {
        let name = format!("{DOCUMENT_PREFIX}{}", document.code);
        Choice::new(name, pick(locale, &document.title_zh, &document.title_en))
    });
    fields.chain(documents).collect()
}
