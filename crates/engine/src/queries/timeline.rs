//! What happened to a case, for reading: from the event log, newest first.
//!
//! A member hears decisions and their reasons; opinions between officers and names stay inside.

use std::collections::BTreeMap;

use serde::Serialize;
use store::event_log::EventRow;
use workflow::id::PersonId;
use workflow::stage::Defect;
use workflow::{Date, EventKind, Money, Role, Timestamp};

use super::case_view::Viewpoint;
use crate::EngineError;
use crate::audit::event_of;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// Key of the event.
    pub kind: &'static str,
    pub at: Timestamp,
    pub role: Role,
    /// Only for staff.
    pub person: Option<String>,
    /// An opinion or a reason, as it was written.
    pub text: Option<String>,
    pub defects: Vec<Defect>,
    pub amount: Option<Money>,
    pub document_number: Option<String>,
    /// The last day of publicity, or the day of payment.
    pub day: Option<Date>,
}

/// Entries newest first; of answers saved several times in a row only the last is told.
pub(crate) fn entries(
    events: &[EventRow],
    viewpoint: Viewpoint,
    names: &BTreeMap<PersonId, String>,
) -> Result<Vec<TimelineEntry>, EngineError> {
    let mut entries: Vec<TimelineEntry> = Vec::with_capacity(events.len());
    for row in events.iter().rev() {
        let event = event_of(row)?;
        let kind = event.kind.key();
        let repeated = matches!(event.kind, EventKind::AnswersSaved { .. })
            && entries.last().is_some_and(|newer| newer.kind == kind);
        if repeated {
            continue;
        }
        let mut entry = TimelineEntry {
            kind,
            at: event.at,
            role: event.role,
            person: event.person.and_then(|person| names.get(&person).cloned()),
            text: None,
            defects: Vec::new(),
            amount: None,
            document_number: None,
            day: None,
        };
        tell(&mut entry, event.kind, viewpoint);
        entries.push(entry);
    }
    Ok(entries)
}

/// What an entry says beyond its kind.
fn tell(entry: &mut TimelineEntry, kind: EventKind, viewpoint: Viewpoint) {
    let inside = |text: String| (viewpoint == Viewpoint::Staff && !text.is_empty()).then_some(text);
    match kind {
        EventKind::Submitted { judgement, .. } | EventKind::CorrectionAnswered { judgement, .. } => {
            entry.amount = judgement.amount;
        }
        EventKind::Withdrawn { reason }
        | EventKind::RecommendationDeclined { reason }
        | EventKind::Rejected { reason }
        | EventKind::PaymentRejected { reason, .. } => entry.text = Some(reason),
        EventKind::Recommended { opinion, .. }
        | EventKind::CheckPassed { opinion }
        | EventKind::CheckConfirmed { opinion, .. } => entry.text = inside(opinion),
        EventKind::CorrectionRequested { defects, .. } => entry.defects = defects,
        EventKind::Approved { opinion, amount, .. } => {
            entry.text = inside(opinion);
            entry.amount = Some(amount);
        }
        EventKind::Published { listing, .. } => entry.day = Some(listing.last_day),
        EventKind::Awarded { award, .. } => {
            entry.amount = Some(award.amount);
            entry.document_number = Some(award.document_number);
        }
        EventKind::PaymentSettled { on, .. } => entry.day = Some(on),
        EventKind::Started { .. }
        | EventKind::AnswersSaved { .. }
        | EventKind::PublicityEnded { .. }
        | EventKind::PaymentOrdered { .. }
        | EventKind::PaymentCancelled { .. }
        | EventKind::PaymentAuthorised { .. }
        | EventKind::PaymentSent { .. }
        | EventKind::PaymentUnknown { .. }
        | EventKind::DeadlineComputed { .. }
        | EventKind::Lapsed => {}
    }
}
