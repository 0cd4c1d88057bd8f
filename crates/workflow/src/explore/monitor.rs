//! What an exploration watches: a memory of its own, kept from events and effects alone, that knows
//! when a rule of conduct or of money is broken. It never asks the state machine.

use std::collections::BTreeSet;

use crate::command::ObjectionDecision;
use crate::effect::Effect;
use crate::event::{Event, EventKind};
use crate::id::PersonId;
use crate::pipeline::Pipeline;
use crate::role::Role;
use crate::stage::Stage;

use super::property::Property;
use super::world::World;

/// What has happened so far, as far as it still matters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Monitor {
    first_check: Vec<PersonId>,
    first_visit: Vec<PersonId>,
    rungs: Vec<PersonId>,
    maker: Vec<PersonId>,
    pub judges: BTreeSet<PersonId>,
    published: bool,
    publicity_ended: bool,
    awarded: bool,
    purse: Purse,
    corrections: u8,
    amendments: u8,
}

/// Money of the case in fen, by its effects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Purse {
    committed: i64,
    ordered: i64,
    paid: i64,
    released: i64,
    recovered: i64,
}

/// One accepted command: what came of it.
pub(super) struct Step<'a> {
    pub events: &'a [Event],
    pub effects: &'a [Effect],
    /// Every public list of the case had passed its last day.
    pub later: bool,
}

impl Monitor {
    /// Takes a step into the memory; every property it breaks.
    pub fn watch(&mut self, world: &World, step: &Step<'_>) -> Vec<Property> {
        let mut broken = Vec::new();
        for event in step.events {
            self.conduct(world, event, step, &mut broken);
        }
        for effect in step.effects {
            self.money(effect, &mut broken);
        }
        let awards = step.events.iter().find_map(|event| match &event.kind {
            EventKind::Awarded { award, .. } => Some(award.amount.fen()),
            _ => None,
        });
        if awards.is_some_and(|amount| self.purse.committed != amount) {
            broken.push(Property::BudgetBeforeAward);
        }
        self.loops(&world.pipeline, &mut broken);
        broken
    }

    fn conduct(&mut self, world: &World, event: &Event, step: &Step<'_>, broken: &mut Vec<Property>) {
        let by: Vec<PersonId> = event.person.into_iter().chain(event.on_behalf_of).collect();
        let acts_for_itself = matches!(event.role, Role::Applicant | Role::Clock | Role::Public);
        if !acts_for_itself && by.iter().any(|person| world.is_member(*person)) {
            broken.push(Property::NobodyOfTheOrganisation);
        }
        let mut apart = |others: &[PersonId], property| {
            if by.iter().any(|person| others.contains(person)) {
                broken.push(property);
            }
        };
        match &event.kind {
            EventKind::CheckPassed { .. } => self.first_check.clone_from(&by),
            EventKind::CheckConfirmed { .. } => apart(&self.first_check, Property::TwoOfficersCheck),
            EventKind::VisitRecorded { .. } => self.first_visit.clone_from(&by),
            EventKind::VisitConfirmed { .. } => apart(&self.first_visit, Property::TwoOfficersVisit),
            EventKind::MeetingResolved { present, .. } => {
                if present.len() < 2 || present.iter().any(|person| self.rungs.contains(person)) {
                    broken.push(Property::RungsApart);
                }
                self.judges.extend(present);
            }
            EventKind::RungPassed { .. } => {
                apart(&self.rungs, Property::RungsApart);
                self.rungs.extend(&by);
            }
            EventKind::Approved { .. } => apart(&self.rungs, Property::RungsApart),
            EventKind::ObjectionDecided { decision, .. } => {
                let judges: Vec<PersonId> = self.judges.iter().copied().collect();
                apart(&judges, Property::ObjectionByAnother);
                if let ObjectionDecision::Amended { .. } = decision {
                    self.amendments = self.amendments.saturating_add(1);
                    self.judges.extend(&by);
                    (self.published, self.publicity_ended) = (false, false);
                }
            }
            EventKind::CorrectionRequested { .. } => self.corrections = self.corrections.saturating_add(1),
            EventKind::Published { .. } => self.published = true,
            EventKind::PublicityEnded { .. } => self.publicity_ended = self.published && step.later,
            EventKind::Awarded { .. } => {
                if !self.publicity_ended {
                    broken.push(Property::PublicityBeforeAward);
                }
                self.awarded = true;
            }
            EventKind::PaymentOrdered { .. } => self.maker.clone_from(&by),
            EventKind::PaymentAuthorised { .. } => apart(&self.maker, Property::MakerIsNotChecker),
            _ => {}
        }
        if judges(&event.kind) {
            self.judges.extend(by);
        }
    }

    fn money(&mut self, effect: &Effect, broken: &mut Vec<Property>) {
        let purse = &mut self.purse;
        match effect {
            Effect::CommitFunds(amount) => purse.committed += amount.fen(),
            Effect::OrderFunds(amount) => {
                purse.ordered += amount.fen();
                if !self.awarded {
                    broken.push(Property::AwardBeforePayment);
                }
            }
            Effect::ReturnFunds(amount) => purse.ordered -= amount.fen(),
            Effect::SettleFunds(amount) => {
                purse.ordered -= amount.fen();
                purse.paid += amount.fen();
            }
            Effect::ReleaseFunds(amount) => purse.released += amount.fen(),
            Effect::RecoverFunds(amount) => purse.recovered += amount.fen(),
            Effect::Notify(_) => {}
        }
        let held = purse.ordered >= 0 && purse.ordered + purse.paid + purse.released <= purse.committed;
        if self.awarded && !(held && purse.recovered <= purse.paid) {
            broken.push(Property::NeverMoreThanAwarded);
        }
    }

    fn loops(&self, pipeline: &Pipeline, broken: &mut Vec<Property>) {
        let most = crate::pipeline::ROUNDS_LIMIT;
        if self.corrections > pipeline.correction_rounds().min(most) {
            broken.push(Property::LoopEnds { stage: Stage::Correction });
        }
        if self.amendments > pipeline.amendment_rounds().min(most) {
            broken.push(Property::LoopEnds { stage: Stage::Objection });
        }
    }

    /// What has done its work at a stage.
    pub fn forget(&mut self, stage: Stage) {
        let at = |stages: &[Stage], people: &mut Vec<PersonId>| {
            if !stages.contains(&stage) {
                people.clear();
            }
        };
        at(&[Stage::FormalCheck], &mut self.first_check);
        at(&[Stage::SiteVisit], &mut self.first_visit);
        at(&[Stage::Approval], &mut self.rungs);
        at(&[Stage::Disbursement], &mut self.maker);
        if stage > Stage::Correction {
            self.corrections = 0;
        }
        if stage > Stage::Award {
            self.amendments = 0;
        }
    }

    /// The lists of people it remembers, each in a place of its own.
    pub fn lists(&mut self) -> [&mut Vec<PersonId>; 4] {
        [&mut self.first_check, &mut self.first_visit, &mut self.rungs, &mut self.maker]
    }
}

/// Judges the case: who does so handles no objection to it.
fn judges(kind: &EventKind) -> bool {
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
