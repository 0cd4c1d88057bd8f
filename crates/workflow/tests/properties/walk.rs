//! Walking an application through attempts: every accepted command is one that is shown, every shown
//! command is refused for its particulars only, and a refusal changes nothing.
//! What must hold of the events of a walk is `invariants`.

use workflow::application::{Answers, JudgedAs};
use workflow::apply::start as begin;
use workflow::decide::{Beginning, propose, start};
use workflow::pipeline::Track;
use workflow::refusal::RefusalReason;
use workflow::{
    Actor, Application, Command, CommandKind, Context, Date, Event, Pipeline, Timestamp, apply, available,
    decide,
};

use super::attempt::{Attempt, command, worth_yuan};
use super::invariants::Purse;
use super::world::{ACTORS, World, actor, judgement, origin};

pub struct Walk {
    pub application: Application,
    pub events: Vec<Event>,
    pub purse: Purse,
    pub accepted: usize,
}

/// Who may act in a walk beside the applicant, the clock and the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Staff {
    Everybody,
    #[allow(dead_code, reason = "a campaign, which shares this file, walks with everybody")]
    Alone(usize),
}

/// In an odd walk the case lives over the turn of the year, with deadlines that await their calendar.
pub fn walk(pipeline: &Pipeline, attempts: &[Attempt], staff: Staff, odd: bool) -> Walk {
    let (month, day) = if odd { (12, 7) } else { (3, 2) };
    let mut now = Timestamp::in_shanghai(Date::from_ymd(2026, month, day).unwrap(), 9, 0).unwrap();
    let world = World::new(pipeline, now.date());
    let mut walk = begun(pipeline, &world, now);
    for attempt in attempts {
        now = now.plus_seconds(i64::try_from(attempt.days).unwrap() * 86_400 + 60);
        let calendar = World::calendar(now);
        let judged = judgement(attempt.judged, Some(worth_yuan(attempt.flavour)));
        let seed = attempt.flavour;
        let context = |actor| world.context(now, &calendar, actor, &judged, seed);
        let attempt = likely(attempt, &walk.application, pipeline, staff, &|number| {
            available(&walk.application, pipeline, &context(&world.actors[number]))
        });
        if !may_act(staff, attempt.actor) {
            continue;
        }
        let given = command(&attempt, &walk.application, pipeline, &world, now);
        step(&mut walk, pipeline, &given, &context(&world.actors[attempt.actor]));
    }
    walk
}

fn may_act(staff: Staff, actor: usize) -> bool {
    match staff {
        Staff::Everybody => true,
        Staff::Alone(number) => actor == number || [0, 21, 22].contains(&actor),
    }
}

fn begun(pipeline: &Pipeline, world: &World, now: Timestamp) -> Walk {
    let calendar = World::calendar(now);
    let judged = judgement(JudgedAs::Eligible, Some(1));
    let beginning = Beginning { origin: origin() };
    let by = |actor: &Actor| {
        let context = world.context(now, &calendar, actor, &judged, 0);
        match pipeline.track {
            Track::OnConfirmation => propose(beginning.clone(), &Answers::new(), pipeline, &context),
            Track::Application | Track::Agreement => start(beginning.clone(), pipeline, &context),
        }
    };
    let (first, wrong) = match pipeline.track {
        Track::OnConfirmation => (1, 24),
        Track::Application | Track::Agreement => (0, 1),
    };
    assert!(by(&actor(wrong)).is_err(), "somebody began a case who may not");
    let started = by(&actor(first)).unwrap();
    let application = begin(&started.events[0]).unwrap();
    Walk { application, events: started.events, purse: Purse::default(), accepted: 0 }
}

/// Three attempts in four choose among what is allowed to anybody, or no walk would get far. What ends a
/// case, and what changes nothing of its course, is rare.
fn likely(
    attempt: &Attempt,
    to: &Application,
    pipeline: &Pipeline,
    staff: Staff,
    shown: &dyn Fn(usize) -> Vec<CommandKind>,
) -> Attempt {
    let mut attempt = attempt.clone();
    if attempt.kind < CommandKind::ALL.len() {
        return attempt;
    }
    let ends = [CommandKind::Withdraw, CommandKind::DeclineRecommendation, CommandKind::Reject];
    let lost = [CommandKind::Decline, CommandKind::RejectOverdue, CommandKind::Lapse];
    let aside = [
        CommandKind::SaveAnswers,
        CommandKind::Recuse,
        CommandKind::Assign,
        CommandKind::Migrate,
        CommandKind::CancelPayment,
        CommandKind::ReturnMilestone,
        CommandKind::RecuseReview,
        CommandKind::DraftAgreement,
    ];
    let wanted = |kind: &CommandKind| {
        let again =
            *kind == CommandKind::DraftAgreement && pipeline.holder(to) == Some(workflow::Role::Officer);
        (!ends.contains(kind) || attempt.flavour % 32 == 3)
            && (!lost.contains(kind) || attempt.flavour % 4 == 3)
            && (!aside.contains(kind) || again || attempt.flavour % 8 == 5)
            && (*kind != CommandKind::Revoke || attempt.flavour % 16 == 7)
    };
    let mut choices = Vec::new();
    for actor in (0..ACTORS).filter(|actor| may_act(staff, *actor)) {
        choices.extend(shown(actor).into_iter().filter(wanted).map(|kind| (actor, kind)));
    }
    // First the kind, then who: a command that many may give is no likelier than others.
    let mut kinds: Vec<CommandKind> = choices.iter().map(|(_, kind)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let chosen =
        kinds.get(attempt.kind % kinds.len().max(1)).copied().unwrap_or(CommandKind::ComputeDeadline);
    let who: Vec<usize> =
        choices.iter().filter(|(_, kind)| *kind == chosen).map(|(actor, _)| *actor).collect();
    attempt.actor = who.get(attempt.actor % who.len().max(1)).copied().unwrap_or(attempt.actor);
    attempt.kind = CommandKind::ALL.iter().position(|kind| *kind == chosen).unwrap();
    attempt
}

fn step(walk: &mut Walk, pipeline: &Pipeline, command: &Command, context: &Context<'_>) {
    let is_shown = available(&walk.application, pipeline, context).contains(&command.kind());
    let before = walk.application.clone();
    match decide(&walk.application, pipeline, command, context) {
        Ok(outcome) => {
            assert!(is_shown, "accepted but not shown: {command:?}");
            assert!(!outcome.events.is_empty(), "{command:?} left no event");
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
            // An order that is not there, and one that is another's, are refused alike.
            if refusal.reason != RefusalReason::PaymentElsewhere {
                assert_eq!(is_shown, is_particular(&refusal.reason), "shown: {is_shown}, but {refusal}");
            }
        }
    }
}

/// Refused for what the command says, not for who gives it, where or when.
fn is_particular(reason: &RefusalReason) -> bool {
    matches!(
        reason,
        RefusalReason::Incomplete { .. }
            | RefusalReason::NotEligible { .. }
            | RefusalReason::ReasonRequired { .. }
            | RefusalReason::DateOutOfRange { .. }
            | RefusalReason::DrawImpossible { .. }
            | RefusalReason::MarksWrong { .. }
            | RefusalReason::PhotosRequired
            | RefusalReason::AmountRequired
            | RefusalReason::AmountFixed { .. }
            | RefusalReason::AmountNotPositive
            | RefusalReason::BelowPassMark { .. }
            | RefusalReason::VisitNotConfirmed
            | RefusalReason::NotAMeetingMember { .. }
            | RefusalReason::QuorumMissing { .. }
            | RefusalReason::MajorityMissing { .. }
            | RefusalReason::TooManyObjections { .. }
            | RefusalReason::AmountNotLower { .. }
            | RefusalReason::AmendmentRoundsUsed { .. }
            | RefusalReason::SharesWrong { .. }
            | RefusalReason::RepaymentTooMuch { .. }
            | RefusalReason::TwoAssigneesRequired
            | RefusalReason::AssigneeUnable { .. }
            | RefusalReason::CalendarNotLoaded { .. }
            | RefusalReason::MigrationUnsafe { .. }
    )
}
