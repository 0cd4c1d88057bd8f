//! Where people stand in a state: read as places, written as new names.
//! One walk over every person a later decision could read, so that both agree.

use std::collections::{BTreeMap, BTreeSet};

use crate::application::Application;
use crate::award::Payment;
use crate::id::PersonId;
use crate::role::Signature;
use crate::state::{Seat, SeatStanding, State};

use super::monitor::Monitor;
use super::normal::renamed;

/// The places of everybody who stands in a state, in order.
pub(super) fn places(application: &mut Application, monitor: &mut Monitor) -> BTreeMap<PersonId, Vec<u16>> {
    let mut places: BTreeMap<PersonId, Vec<u16>> = BTreeMap::new();
    walk(application, monitor, &mut |place, person| places.entry(*person).or_default().push(place));
    for (place, set) in sets(application, monitor) {
        for person in set {
            places.entry(*person).or_default().push(place);
        }
    }
    places
}

/// Puts new names everywhere at once.
pub(super) fn rename(
    application: &mut Application,
    monitor: &mut Monitor,
    to: &dyn Fn(PersonId) -> PersonId,
) {
    walk(application, monitor, &mut |_, person| *person = to(*person));
    application.reviewers = renamed(&application.reviewers, to);
    application.recused = renamed(&application.recused, to);
    monitor.judges = renamed(&monitor.judges, to);
    if let Some(tally) = &mut application.tally {
        tally.must_explain = renamed(&tally.must_explain, to);
        tally.totals =
            std::mem::take(&mut tally.totals).into_iter().map(|(who, total)| (to(who), total)).collect();
    }
    application.assigned.sort_unstable();
    if let State::ExpertReview { seats } = &mut application.state {
        seats.sort_by_key(|seat| seat.expert);
    }
}

fn sets<'a>(application: &'a Application, monitor: &'a Monitor) -> Vec<(u16, &'a BTreeSet<PersonId>)> {
    let mut sets = vec![(1, &application.reviewers), (2, &application.recused), (3, &monitor.judges)];
    sets.extend(application.tally.as_ref().map(|tally| (4, &tally.must_explain)));
    sets
}

/// Every single place outside of sets. Places of the same meaning have the same number.
fn walk(application: &mut Application, monitor: &mut Monitor, visit: &mut dyn FnMut(u16, &mut PersonId)) {
    visit(10, &mut application.created_by);
    application.assigned.iter_mut().for_each(|person| visit(11, person));
    match &mut application.state {
        State::FormalCheck { first: Some(first) } => signature(20, first, visit),
        State::SiteVisit { record: Some(record) } => signature(22, &mut record.by, visit),
        State::Approval { passed, .. } => {
            passed.iter_mut().zip(0..).for_each(|(passed, rung)| signature(100 + 2 * rung, passed, visit));
        }
        State::ExpertReview { seats } => {
            for seat in seats {
                visit(standing(seat), &mut seat.expert);
            }
        }
        State::Disbursement { payment: Payment::Ordered { made_by, .. }, .. } => {
            signature(24, made_by, visit);
        }
        _ => {}
    }
    for (place, people) in (30..).zip(monitor.lists()) {
        for person in people {
            visit(place, person);
        }
    }
}

fn signature(place: u16, signature: &mut Signature, visit: &mut dyn FnMut(u16, &mut PersonId)) {
    visit(place, &mut signature.person);
    if let Some(person) = &mut signature.on_behalf_of {
        visit(place + 1, person);
    }
}

fn standing(seat: &Seat) -> u16 {
    match &seat.standing {
        SeatStanding::Drawn => 40,
        SeatStanding::Accepted => 41,
        SeatStanding::Recused { .. } => 42,
        SeatStanding::Scored { marks, explanation, .. } => {
            let full = marks.values().any(|points| *points > 0);
            43 + u16::from(full) + 2 * u16::from(explanation.is_some())
        }
    }
}
