//! What must hold of every walk, told from its events and effects alone: the money follows them by a
//! model of its own, and every duty that is to be separated is looked up in who signed what.

use std::collections::BTreeSet;

use workflow::award::Payment;
use workflow::command::ObjectionDecision;
use workflow::event::EventKind;
use workflow::id::PersonId;
use workflow::state::State;
use workflow::{Effect, Event, Pipeline, Role, Stage};

use super::walk::Walk;
use super::world::is_member;

/// Where the money of one application is, in fen, as its effects tell it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Purse {
    pub committed: i64,
    /// Under an order, not yet paid.
    pub ordered: i64,
    pub paid: i64,
    pub released: i64,
    pub recovered: i64,
}

impl Purse {
    pub fn take(&mut self, effect: &Effect) {
        match effect {
            Effect::CommitFunds(amount) => self.committed += amount.fen(),
            Effect::OrderFunds(amount) => self.ordered += amount.fen(),
            Effect::ReturnFunds(amount) => self.ordered -= amount.fen(),
            Effect::SettleFunds(amount) => {
                self.ordered -= amount.fen();
                self.paid += amount.fen();
            }
            Effect::ReleaseFunds(amount) => self.released += amount.fen(),
            Effect::RecoverFunds(amount) => self.recovered += amount.fen(),
            Effect::Notify(_) => {}
        }
        assert!(self.ordered >= 0 && self.paid >= 0, "money went below nothing: {self:?}");
        assert!(
            self.ordered + self.paid + self.released <= self.committed,
            "more than was awarded: {self:?}"
        );
        assert!(self.recovered <= self.paid, "more came back than was paid: {self:?}");
    }
}

/// Money is where the state says it is, never more, never less.
pub fn assert_conserved(walk: &Walk) {
    let application = &walk.application;
    let Some(award) = application.award() else {
        assert_eq!(walk.purse, Purse::default(), "money moved without an award");
        return;
    };
    let parts = award.instalments.iter();
    assert_eq!(parts.map(|part| part.amount.fen()).sum::<i64>(), award.amount.fen());
    let due = award.current().map_or(0, |part| part.amount.fen());
    let (paid, unpaid) = (award.paid().fen(), award.unpaid().fen());
    let under_way = matches!(&application.state, State::Disbursement { payment, .. }
        if !matches!(payment, Payment::Due | Payment::Returned { .. }));
    let taken_back = matches!(application.stage(), Stage::Revoked | Stage::Recovery | Stage::Recovered);
    let recovered = match &application.state {
        State::Recovery { repaid, .. } | State::Recovered { repaid, .. } => repaid.fen(),
        _ => 0,
    };
    let expected = Purse {
        committed: award.amount.fen(),
        ordered: if under_way { due } else { 0 },
        paid,
        released: if taken_back { unpaid } else { 0 },
        recovered,
    };
    assert_eq!(walk.purse, expected);
    match application.stage() {
        Stage::Closed => assert_eq!(unpaid, 0, "closed with money to pay"),
        Stage::Recovered => assert_eq!(recovered, paid, "recovered less than was paid"),
        _ => {}
    }
}

/// Whoever signed: the person, and the one it stood for.
fn people(event: &Event) -> BTreeSet<PersonId> {
    event.person.into_iter().chain(event.on_behalf_of).collect()
}

fn assert_apart(some: &BTreeSet<PersonId>, others: &BTreeSet<PersonId>, what: &str) {
    assert!(some.is_disjoint(others), "{what}: {some:?} and {others:?}");
}

/// Order, separation of duties, publicity and loops.
pub fn assert_orderly(pipeline: &Pipeline, walk: &Walk) {
    let stage = walk.application.stage();
    let implied = stage.is_final() || matches!(stage, Stage::Objection | Stage::Recovery);
    assert!(implied || pipeline.rule(stage).is_some(), "undeclared stage {stage:?}");
    if !stage.is_final() && stage != Stage::Draft {
        assert!(walk.application.clock.is_some(), "{stage:?} waits without a limit");
        assert!(pipeline.holder(&walk.application).is_some(), "{stage:?} waits for nobody");
    }
    let mut duties = Duties::default();
    for event in &walk.events {
        let applicant = matches!(event.role, Role::Applicant | Role::Clock | Role::Public);
        let own = people(event).into_iter().any(is_member);
        assert!(applicant || !own, "a member acted as {:?}: {}", event.role, event.kind.key());
        duties.take(event);
    }
    assert!(duties.corrections <= pipeline.correction_rounds(), "too many corrections");
    assert!(duties.amendments <= pipeline.amendment_rounds(), "too many amendments");
}

/// Who has done what, as far as the events have been read.
#[derive(Default)]
struct Duties {
    first_check: BTreeSet<PersonId>,
    first_visit: BTreeSet<PersonId>,
    rungs: BTreeSet<PersonId>,
    maker: BTreeSet<PersonId>,
    judges: BTreeSet<PersonId>,
    last_day: Option<workflow::Date>,
    publicity_ended: bool,
    awarded: bool,
    corrections: u8,
    amendments: u8,
}

impl Duties {
    fn take(&mut self, event: &Event) {
        let by = people(event);
        match &event.kind {
            EventKind::CheckPassed { .. } => self.first_check.clone_from(&by),
            EventKind::CheckConfirmed { .. } => {
                assert_apart(&by, &self.first_check, "one officer checked twice");
            }
            EventKind::CorrectionRequested { .. } => self.corrections += 1,
            EventKind::VisitRecorded { .. } => self.first_visit.clone_from(&by),
            EventKind::VisitConfirmed { .. } => {
                assert_apart(&by, &self.first_visit, "one officer visited alone");
            }
            EventKind::MeetingResolved { present, .. } => {
                assert!(present.len() >= 2, "one person met");
                assert_apart(
                    &present.iter().copied().collect(),
                    &self.rungs,
                    "a lower rung sat in the meeting",
                );
                self.judges.extend(present);
            }
            EventKind::RungPassed { .. } => {
                assert_apart(&by, &self.rungs, "one person on two rungs");
                self.rungs.extend(&by);
            }
            EventKind::Approved { .. } => assert_apart(&by, &self.rungs, "one person on two rungs"),
            EventKind::Published { listing, .. } => {
                self.last_day = Some(listing.last_day);
                self.publicity_ended = false;
            }
            EventKind::PublicityEnded { .. } => {
                let ended = self.last_day.is_some_and(|day| event.at.date() > day);
                assert!(ended, "publicity ended early");
                self.publicity_ended = true;
            }
            EventKind::ObjectionFiled { .. } => {
                assert!(
                    self.last_day.is_some_and(|day| event.at.date() <= day),
                    "a late objection was heard"
                );
            }
            EventKind::ObjectionDecided { decision, .. } => {
                assert_apart(&by, &self.judges, "an objection was handled by a reviewer");
                if let ObjectionDecision::Amended { .. } = decision {
                    self.amendments += 1;
                    self.judges.extend(&by);
                    self.last_day = None;
                }
            }
            EventKind::Awarded { .. } => {
                assert!(self.publicity_ended, "awarded before publicity ended");
                self.awarded = true;
            }
            EventKind::PaymentOrdered { .. } => {
                assert!(self.awarded, "payment without award");
                self.maker.clone_from(&by);
            }
            EventKind::PaymentAuthorised { .. } => assert_apart(&by, &self.maker, "the maker authorised"),
            _ => {}
        }
        if is_judging(&event.kind) {
            self.judges.extend(by);
        }
    }
}

/// Judges the case; who does may not handle an objection to it.
fn is_judging(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Recommended { .. }
            | EventKind::CheckPassed { .. }
            | EventKind::CheckConfirmed { .. }
            | EventKind::CorrectionRequested { .. }
            | EventKind::ScoreSubmitted { .. }
            | EventKind::ScoreExplained { .. }
            | EventKind::VisitRecorded { .. }
            | EventKind::VisitConfirmed { .. }
            | EventKind::OpinionGiven { .. }
            | EventKind::RungPassed { .. }
            | EventKind::Approved { .. }
    )
}
