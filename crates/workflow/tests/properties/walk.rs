//! Walking an application through attempts, and what must hold at the end of any walk.
//! Money is followed by the effects alone, so that it is counted twice.

use workflow::application::JudgedAs;
use workflow::apply::start as begin;
use workflow::decide::{Beginning, Window, start};
use workflow::event::EventKind;
use workflow::stage::{Payment, State};
use workflow::{
    Application, Command, CommandKind, Context, Date, Effect, Event, Pipeline, Timestamp, apply, available,
    decide,
};

use super::attempt::{Attempt, command};
use super::world::{World, actor, calendar, judgement, origin};

/// Where the money of one application is, as its effects tell it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Purse {
    pub committed: i64,
    pub ordered: i64,
    pub paid: i64,
}

impl Purse {
    pub fn take(&mut self, effect: &Effect) {
        match effect {
            Effect::CommitFunds(amount) => self.committed += amount.fen(),
            Effect::OrderFunds(amount) => self.ordered += amount.fen(),
            Effect::ReturnFunds(amount) => self.ordered -= amount.fen(),
            Effect::SettleFunds(amount) => self.paid += amount.fen(),
            Effect::Notify(_) => {}
        }
    }
}

pub struct Walk {
    pub application: Application,
    pub events: Vec<Event>,
    pub purse: Purse,
    pub accepted: usize,
}

pub fn walk(pipeline: &Pipeline, attempts: &[Attempt], only: Option<usize>) -> Walk {
    let mut now = Timestamp::in_shanghai(Date::from_ymd(2026, 3, 2).unwrap(), 9, 0).unwrap();
    let window = Window { opens_on: now.date(), closes_on: now.date().plus_days(300) };
    let world = World { calendar: calendar(), window };
    let eligible = judgement(JudgedAs::Eligible);
    let applicant = actor(only.unwrap_or(0));
    let beginning = Beginning { origin: origin() };
    let started = start(beginning, pipeline, &world.context(now, &applicant, &eligible)).unwrap();
    let application = begin(&started.events[0]).unwrap();
    let mut walk = Walk { application, events: started.events, purse: Purse::default(), accepted: 0 };
    for attempt in attempts {
        now = now.plus_seconds(i64::try_from(attempt.days).unwrap() * 86_400 + 60);
        let judged = judgement(attempt.judged);
        let actor = actor(only.unwrap_or(attempt.actor));
        let context = world.context(now, &actor, &judged);
        let attempt = likely(attempt, &walk.application, pipeline, &context);
        step(&mut walk, pipeline, &command(&attempt), &context);
    }
    walk
}

/// Three attempts in four choose among what is allowed, or no walk would get far; withdrawing is rare.
pub fn likely(attempt: &Attempt, to: &Application, pipeline: &Pipeline, context: &Context<'_>) -> Attempt {
    let mut attempt = attempt.clone();
    if attempt.kind < CommandKind::ALL.len() {
        return attempt;
    }
    let ends = [CommandKind::Withdraw, CommandKind::DeclineRecommendation, CommandKind::Reject];
    let shown: Vec<_> =
        available(to, pipeline, context).into_iter().filter(|kind| !ends.contains(kind)).collect();
    let chosen = shown.get(attempt.kind % shown.len().max(1)).copied().unwrap_or(CommandKind::Lapse);
    attempt.kind = CommandKind::ALL.iter().position(|kind| *kind == chosen).unwrap();
    if let State::Disbursement { payment, .. } = &to.state
        && let Payment::Ordered { order, .. }
        | Payment::Authorised { order, .. }
        | Payment::Sent { order, .. }
        | Payment::Unknown { order, .. } = payment
    {
        attempt.order = order.uuid().as_u128() - 200;
    }
    attempt
}

pub fn step(walk: &mut Walk, pipeline: &Pipeline, command: &Command, context: &Context<'_>) {
    let shown = available(&walk.application, pipeline, context);
    let before = walk.application.clone();
    match decide(&walk.application, pipeline, command, context) {
        Ok(outcome) => {
            assert!(shown.contains(&command.kind()), "accepted but not shown: {command:?}");
            for event in outcome.events {
                apply(&mut walk.application, &event);
                walk.events.push(event);
            }
            outcome.effects.iter().for_each(|effect| walk.purse.take(effect));
            walk.accepted += 1;
        }
        Err(refusal) => {
            assert_eq!(refusal.stage, before.stage());
            assert_eq!(refusal.command, command.kind());
            assert_eq!(walk.application, before);
        }
    }
}

/// Money is where the state says it is, never more, never less.
pub fn assert_conserved(walk: &Walk) {
    let awarded = match &walk.application.state {
        State::Disbursement { award, .. } | State::Closed { award, .. } => award.amount.fen(),
        _ => 0,
    };
    let (ordered, paid) = match &walk.application.state {
        State::Closed { .. } => (awarded, awarded),
        State::Disbursement { payment, .. } => match payment {
            Payment::Due | Payment::Returned { .. } => (0, 0),
            _ => (awarded, 0),
        },
        _ => (0, 0),
    };
    assert_eq!(walk.purse, Purse { committed: awarded, ordered, paid });
}

pub fn position(events: &[Event], key: &str) -> Option<usize> {
    events.iter().position(|event| event.kind.key() == key)
}

pub fn assert_orderly(pipeline: &Pipeline, walk: &Walk) {
    let stage = walk.application.stage();
    assert!(stage.is_final() || pipeline.rule(stage).is_some(), "undeclared stage {stage:?}");
    if let Some(awarded) = position(&walk.events, "awarded") {
        assert!(position(&walk.events, "publicity-ended").is_some_and(|ended| ended < awarded));
    }
    let by = |key: &str| position(&walk.events, key).map(|index| walk.events[index].person);
    if let (Some(first), Some(second)) = (by("check-passed"), by("check-confirmed")) {
        let corrected = position(&walk.events, "correction-answered").is_some();
        assert!(corrected || first != second, "one officer checked twice");
    }
    let payments: Vec<&Event> =
        walk.events.iter().filter(|event| event.kind.key().starts_with("payment-")).collect();
    for pair in payments.windows(2) {
        if let (EventKind::PaymentOrdered { .. }, EventKind::PaymentAuthorised { .. }) =
            (&pair[0].kind, &pair[1].kind)
        {
            assert_ne!(pair[0].person, pair[1].person, "the maker authorised the payment");
        }
    }
}
