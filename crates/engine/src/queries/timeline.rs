//! What happened to a case, for reading: from the event log, newest first.
//!
//! A member hears decisions and their reasons; opinions between officers and names stay inside.

use std::collections::BTreeMap;

use serde::Serialize;
use workflow::command::ObjectionDecision;
use workflow::id::PersonId;
use workflow::state::Defect;
use workflow::{Date, Event, EventKind, Money, Role, Timestamp};

use super::case_view::Viewpoint;
use crate::objections::decision_key;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// Key of the event.
    pub kind: &'static str,
    pub at: Timestamp,
    pub role: Role,
    /// Only for staff.
    pub person: Option<String>,
    /// For whom it was done, by a delegation; only for staff.
    pub on_behalf_of: Option<String>,
    /// An opinion or a reason, as it was written.
    pub text: Option<String>,
    pub defects: Vec<Defect>,
    pub amount: Option<Money>,
    pub document_number: Option<String>,
    /// The last day of publicity, of the visit or the meeting, or the day of payment.
    pub day: Option<Date>,
    /// What was found or resolved.
    pub result: Option<TimelineResult>,
}

/// The outcome of an act that has one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum TimelineResult {
    /// A visit did or did not find what was applied for; a member hears it once two officers have signed.
    Visit {
        confirmed: bool,
    },
    /// Only for staff.
    Department {
        department: String,
        agrees: bool,
    },
    Objection {
        decision: &'static str,
    },
    Evaluation {
        grade: &'static str,
    },
    /// Only for staff.
    Meeting {
        present: Vec<String>,
        in_favour: u16,
        carried: bool,
    },
}

/// Entries newest first; of answers saved several times in a row only the last is told.
pub(crate) fn entries(
    events: &[Event],
    viewpoint: Viewpoint,
    names: &BTreeMap<PersonId, String>,
) -> Vec<TimelineEntry> {
    let mut entries: Vec<TimelineEntry> = Vec::with_capacity(events.len());
    let mut signed = false;
    for event in events.iter().rev() {
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
            on_behalf_of: event.on_behalf_of.and_then(|person| names.get(&person).cloned()),
            text: None,
            defects: Vec::new(),
            amount: None,
            document_number: None,
            day: None,
            result: result(&event.kind, viewpoint, names),
        };
        signed |= matches!(event.kind, EventKind::VisitConfirmed { .. });
        if viewpoint == Viewpoint::Member && !signed {
            entry.result = None;
        }
        tell(&mut entry, event.kind.clone(), viewpoint);
        entries.push(entry);
    }
    entries
}

/// What a reader is told of: outside the bureau of a panel only its end, and of its members no name.
pub(crate) fn told(events: &[Event], inside: bool) -> Vec<Event> {
    let known = events.iter().filter(|event| inside || !is_of_the_panel(&event.kind)).cloned();
    let unnamed = |event: Event| match event.role {
        Role::Expert if !inside => Event { person: None, ..event },
        _ => event,
    };
    known.map(unnamed).collect()
}

/// How far a panel has come, and who sits in it.
const fn is_of_the_panel(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::PanelDrawn { .. }
            | EventKind::ReviewAccepted
            | EventKind::ReviewRecused { .. }
            | EventKind::ScoreSubmitted { .. }
            | EventKind::ScoresTallied { .. }
            | EventKind::ScoreExplained { .. }
    )
}

/// Results of departments and meetings are the staff's, all others everybody's.
fn result(
    kind: &EventKind,
    viewpoint: Viewpoint,
    names: &BTreeMap<PersonId, String>,
) -> Option<TimelineResult> {
    match (kind, viewpoint) {
        (EventKind::VisitRecorded { record }, _) => {
            Some(TimelineResult::Visit { confirmed: record.confirmed })
        }
        (EventKind::ObjectionDecided { decision, .. }, _) => {
            Some(TimelineResult::Objection { decision: decision_key(*decision) })
        }
        (EventKind::Evaluated { grade, .. }, _) => Some(TimelineResult::Evaluation { grade: grade.key() }),
        (EventKind::OpinionGiven { department, agrees, .. }, Viewpoint::Staff) => {
            Some(TimelineResult::Department { department: department.clone(), agrees: *agrees })
        }
        (EventKind::MeetingResolved { present, in_favour, approved, .. }, Viewpoint::Staff) => {
            let present = present.iter().filter_map(|person| names.get(person).cloned()).collect();
            Some(TimelineResult::Meeting { present, in_favour: *in_favour, carried: *approved })
        }
        _ => None,
    }
}

/// What an entry says beyond its kind.
fn tell(entry: &mut TimelineEntry, kind: EventKind, viewpoint: Viewpoint) {
    let inside = |text: String| (viewpoint == Viewpoint::Staff && !text.is_empty()).then_some(text);
    match kind {
        EventKind::Submitted { judgement, .. }
        | EventKind::Confirmed { judgement, .. }
        | EventKind::CorrectionAnswered { judgement, .. } => entry.amount = judgement.amount,
        EventKind::Withdrawn { reason }
        | EventKind::Declined { reason }
        | EventKind::RecommendationDeclined { reason }
        | EventKind::Rejected { reason }
        | EventKind::MilestoneReturned { reason, .. }
        | EventKind::Revoked { reason, .. }
        | EventKind::PaymentRejected { reason, .. } => entry.text = Some(reason),
        EventKind::Recommended { opinion, .. }
        | EventKind::CheckPassed { opinion }
        | EventKind::CheckConfirmed { opinion, .. }
        | EventKind::VisitConfirmed { opinion, .. }
        | EventKind::OpinionGiven { opinion, .. }
        | EventKind::MilestoneAccepted { opinion, .. }
        | EventKind::ReviewRecused { reason: opinion }
        | EventKind::ScoreExplained { reason: opinion }
        | EventKind::Recused { reason: opinion } => entry.text = inside(opinion),
        EventKind::CorrectionRequested { defects, .. } => entry.defects = defects,
        EventKind::Approved { opinion, amount, .. } | EventKind::RungPassed { opinion, amount } => {
            entry.text = inside(opinion);
            entry.amount = Some(amount);
        }
        EventKind::VisitRecorded { record } => {
            entry.day = Some(record.visited_on);
            entry.text = inside(record.finding);
        }
        EventKind::MeetingResolved { minutes_number, held_on, .. } => {
            entry.day = Some(held_on);
            entry.document_number = Some(minutes_number);
        }
        EventKind::Published { listing, .. } => entry.day = Some(listing.last_day),
        EventKind::ObjectionFiled { text, .. } => entry.text = inside(text),
        EventKind::ObjectionDecided { .. }
        | EventKind::Awarded { .. }
        | EventKind::AgreementDrafted { .. }
        | EventKind::MilestoneReported { .. }
        | EventKind::ResultsReported { .. }
        | EventKind::Evaluated { .. }
        | EventKind::RecoveryDemanded { .. }
        | EventKind::RepaymentRecorded { .. }
        | EventKind::PaymentSettled { .. } => tell_outcome(entry, kind),
        EventKind::Started { .. }
        | EventKind::Proposed { .. }
        | EventKind::AnswersSaved { .. }
        | EventKind::PanelDrawn { .. }
        | EventKind::ReviewAccepted
        | EventKind::ScoreSubmitted { .. }
        | EventKind::ScoresTallied { .. }
        | EventKind::ReviewConcluded { .. }
        | EventKind::JointReviewConcluded { .. }
        | EventKind::PublicityEnded { .. }
        | EventKind::AgreementSigned { .. }
        | EventKind::PaymentOrdered { .. }
        | EventKind::PaymentCancelled { .. }
        | EventKind::PaymentAuthorised { .. }
        | EventKind::PaymentSent { .. }
        | EventKind::PaymentUnknown { .. }
        | EventKind::Recovered
        | EventKind::Assigned { .. }
        | EventKind::Migrated { .. }
        | EventKind::DeadlineComputed { .. }
        | EventKind::Lapsed
        | EventKind::OverdueRejected => {}
    }
}

/// The same for answers to objections and for what happens to an award.
fn tell_outcome(entry: &mut TimelineEntry, kind: EventKind) {
    match kind {
        EventKind::ObjectionDecided { decision, reply, .. } => {
            entry.text = Some(reply);
            if let ObjectionDecision::Amended { amount } = decision {
                entry.amount = Some(amount);
            }
        }
        EventKind::Awarded { award, .. } => {
            entry.amount = Some(award.amount);
            entry.document_number = Some(award.document_number);
        }
        EventKind::AgreementDrafted { terms, .. } => entry.document_number = Some(terms.number),
        EventKind::MilestoneReported { report, .. } | EventKind::ResultsReported { report, .. } => {
            entry.text = Some(report);
        }
        EventKind::RecoveryDemanded { demand, .. } => {
            entry.amount = Some(demand.amount);
            entry.document_number = Some(demand.document_number);
        }
        EventKind::RepaymentRecorded { amount, received_on, .. } => {
            entry.amount = Some(amount);
            entry.day = Some(received_on);
        }
        EventKind::PaymentSettled { on, .. } => entry.day = Some(on),
        EventKind::Evaluated { opinion, .. } => entry.text = Some(opinion).filter(|text| !text.is_empty()),
        // `tell` sends nothing else.
        _ => {}
    }
}
