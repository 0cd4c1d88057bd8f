//! The time-free, nameless form of a state: two states that can only go on alike become one.
//!
//! Drops clock readings, ids, texts and facts that no later decision reads, and gives people who are
//! interchangeable their names anew. What it drops is listed in `docs/WORKFLOW.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::application::Application;
use crate::award::{Award, Payment};
use crate::calendar::Due;
use crate::id::PersonId;
use crate::money::Money;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{Listing, SeatStanding, State};

use super::figure::{Figure, Part};
use super::monitor::Monitor;
use super::people::{places, rename};
use super::world::{World, last_stage};

/// How old names become new ones; who is not listed keeps theirs.
pub(super) type Renaming = BTreeMap<PersonId, PersonId>;

/// Brings a state and what is watched of it into normal form; answers with the names it changed.
pub(super) fn normalise(world: &World, application: &mut Application, monitor: &mut Monitor) -> Renaming {
    let stage = application.stage();
    forget_time(world, application);
    forget_unread(world, application);
    monitor.forget(stage);
    let live = |person: &PersonId| is_live(world, *person, stage);
    let handles = |person: &PersonId| matters_to_reviews(world, *person, stage);
    application.reviewers.retain(handles);
    monitor.judges.retain(handles);
    application.recused.retain(live);
    if stage.is_final() && stage != Stage::Closed {
        rest(application, monitor);
    }
    let renaming = names(world, application, monitor);
    rename(application, monitor, &|person| renaming.get(&person).copied().unwrap_or(person));
    renaming
}

/// Every state begins today; what is due in it falls between the two moments.
fn forget_time(world: &World, application: &mut Application) {
    let (today, due_day) = (world.today, world.due_day);
    application.version = 0;
    application.created_at = world.moment(false);
    application.submitted_at = None;
    if let Some(clock) = &mut application.clock {
        clock.counts_from = today;
        clock.limit_working_days = 1;
        if let Due::On { day } = &mut clock.due {
            *day = due_day;
        }
    }
    let relist = |listing: &mut Listing| {
        listing.first_day = today;
        listing.last_day = due_day;
    };
    match &mut application.state {
        State::Correction { bureau_days_left, defects, .. } => {
            *bureau_days_left = 1;
            defects.clear();
        }
        State::Publicity { listing: Some(listing) } => relist(listing),
        State::Objection { listing, objections } => {
            relist(listing);
            // Another one changes nothing but their number.
            objections.truncate(1);
        }
        State::SiteVisit { record: Some(record) } => record.visited_on = today,
        State::Recovery { demand: Some(demand), .. } => demand.demanded_on = today,
        State::Closed { settled_at, .. } => *settled_at = world.moment(false),
        _ => {}
    }
    if let Some(award) = award_of(&mut application.state) {
        award.awarded_at = world.moment(false);
        for instalment in &mut award.instalments {
            instalment.paid_on = instalment.paid_on.map(|_| today);
            let awaited = instalment.not_before.filter(|_| instalment.paid_on.is_none());
            instalment.not_before = awaited.map(|_| due_day);
        }
    }
}

/// The award of any state that has one.
fn award_of(state: &mut State) -> Option<&mut Award> {
    match state {
        State::Agreement { award, .. }
        | State::Acceptance { award, .. }
        | State::Disbursement { award, .. }
        | State::Evaluation { award, .. }
        | State::Closed { award, .. }
        | State::Revoked { award, .. }
        | State::Recovery { award, .. }
        | State::Recovered { award, .. } => Some(award),
        State::Draft
        | State::Confirmation { .. }
        | State::Recommendation
        | State::FormalCheck { .. }
        | State::Correction { .. }
        | State::ExpertReview { .. }
        | State::SiteVisit { .. }
        | State::JointReview { .. }
        | State::Approval { .. }
        | State::Publicity { .. }
        | State::Objection { .. }
        | State::Award
        | State::Rejected { .. }
        | State::Withdrawn { .. }
        | State::Lapsed { .. } => None,
    }
}

/// Facts that have done their work: no decision at this stage or after it reads them.
fn forget_unread(world: &World, application: &mut Application) {
    let stage = application.stage();
    let nobody = application.origin_person(world);
    if world.pipeline.panel().is_none() || stage > Stage::ExpertReview {
        application.created_by = nobody;
    }
    if stage > Stage::Correction {
        application.correction_rounds = 0;
    }
    if stage > Stage::ExpertReview {
        settle_tally(world, application);
    }
    application.dissent.truncate(1);
    if let Some(department) = application.dissent.first_mut() {
        department.clear();
    }
    if let Some(visit) = &mut application.visit {
        visit.visited_on = world.today;
        visit.by = crate::role::Signature { person: nobody, on_behalf_of: None };
    }
    if stage > Stage::Approval {
        application.tally = None;
        application.visit = None;
        application.dissent.clear();
        application.judgement = None;
        application.approved_amount = application.approved_amount.map(|_| standard(world));
    }
    if stage > Stage::Award {
        application.approved_amount = None;
        application.amendments = 0;
    }
    forget_signatures(&mut application.state, nobody);
}

/// After the decision one amount is as good as another.
fn standard(world: &World) -> Money {
    world.amounts.first().copied().unwrap_or(Money::ZERO)
}

/// The approval asks only whether the panel passed the case.
fn settle_tally(world: &World, application: &mut Application) {
    let mark = world.pipeline.panel().map_or(0, |panel| panel.pass_mark_hundredths);
    if let Some(tally) = &mut application.tally {
        tally.mean_hundredths = if tally.mean_hundredths >= mark { mark } else { 0 };
        tally.totals.clear();
        tally.dropped.clear();
        tally.outliers.clear();
        tally.must_explain.clear();
        tally.spread_hundredths = 0;
    }
}

/// Signatures that are kept for the record only.
fn forget_signatures(state: &mut State, nobody: PersonId) {
    let nobodys = crate::role::Signature { person: nobody, on_behalf_of: None };
    match state {
        State::Confirmation { proposed_by } => *proposed_by = nobody,
        State::Correction { requested_by, .. } => *requested_by = nobody,
        State::Agreement { draft: Some(terms), .. } => terms.drafted_by = nobodys,
        State::JointReview { opinions } => {
            for opinion in opinions.iter_mut() {
                opinion.by = nobodys;
                opinion.agrees = true;
            }
            opinions.sort_by(|one, other| one.department.cmp(&other.department));
        }
        State::ExpertReview { seats } => {
            // Who sits where makes no difference, and who stepped back is out for good.
            seats.sort_by_key(|seat| (order(&seat.standing), seat.expert));
        }
        State::Disbursement { payment: Payment::Returned { reason }, .. } => reason.clear(),
        _ => {}
    }
}

fn order(standing: &SeatStanding) -> u8 {
    match standing {
        SeatStanding::Drawn => 0,
        SeatStanding::Accepted => 1,
        SeatStanding::Recused { .. } => 2,
        SeatStanding::Scored { .. } => 3,
    }
}

/// Nothing follows: only the stage remains.
fn rest(application: &mut Application, monitor: &mut Monitor) {
    *monitor = Monitor::default();
    application.reviewers.clear();
    application.recused.clear();
    application.amendments = 0;
    application.correction_rounds = 0;
    application.approved_amount = None;
    application.judgement = None;
    application.tally = None;
    application.visit = None;
    application.dissent.clear();
    let (at_stage, reason) = (Stage::Draft, String::new());
    match &mut application.state {
        State::Rejected { .. } => application.state = State::Rejected { at_stage, reason },
        State::Withdrawn { .. } => application.state = State::Withdrawn { at_stage, reason },
        State::Lapsed { .. } => application.state = State::Lapsed { at_stage },
        _ => {}
    }
}

/// Has a duty at this stage or after it.
fn is_live(world: &World, person: PersonId, stage: Stage) -> bool {
    let lasts = |role: &Role| last_stage(*role) >= stage;
    world.figure_of(person).is_some_and(|figure| {
        figure.actor.roles.iter().any(lasts) || figure.actor.delegations.iter().any(|lent| lasts(&lent.role))
    })
}

/// Who judged the case matters for its objections and its lots.
fn matters_to_reviews(world: &World, person: PersonId, stage: Stage) -> bool {
    let handler = world.pipeline.objection_handler();
    let may_handle = |figure: &Figure| figure.actor.holds(handler);
    let may_sit = |figure: &Figure| stage <= Stage::ExpertReview && figure.actor.owns(Role::Expert);
    let answered = stage > Stage::Objection;
    !answered && world.figure_of(person).is_some_and(|figure| may_handle(figure) || may_sit(figure))
}

/// People of one part are interchangeable, but for the first, who lends to the deputy and may step back.
/// Each gets the name of the place it has in the state.
fn names(world: &World, application: &mut Application, monitor: &mut Monitor) -> Renaming {
    let mut places_of = places(application, monitor);
    let mut renaming = Renaming::new();
    for class in classes(world) {
        let mut ranked: Vec<(Vec<u16>, PersonId)> =
            class.iter().map(|person| (places_of.remove(person).unwrap_or_default(), *person)).collect();
        ranked.sort();
        for ((_, old), new) in ranked.into_iter().zip(&class) {
            if old != *new {
                renaming.insert(old, *new);
            }
        }
    }
    renaming
}

fn classes(world: &World) -> Vec<Vec<PersonId>> {
    let mut classes: BTreeMap<(Part, Option<&str>), Vec<PersonId>> = BTreeMap::new();
    for figure in &world.figures {
        let alike = !figure.spare || figure.who.part == Part::Expert;
        let Some(person) = figure.person().filter(|_| alike) else { continue };
        classes.entry((figure.who.part, figure.actor.department.as_deref())).or_default().push(person);
    }
    classes.into_values().filter(|class| class.len() > 1).collect()
}

impl Application {
    /// Stands wherever a name is of no consequence.
    fn origin_person(&self, world: &World) -> PersonId {
        world.find(Part::Member, 1).unwrap_or(self.created_by)
    }
}

/// The people of a set under their new names.
pub(super) fn renamed(set: &BTreeSet<PersonId>, to: &dyn Fn(PersonId) -> PersonId) -> BTreeSet<PersonId> {
    set.iter().map(|person| to(*person)).collect()
}
