//! Random command sequences against the state machine: total, declared, replayable, conserving money.
//!
//! The small world has two towns, two organisations and one person per role, plus one who holds all.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use uuid::Uuid;
use workflow::application::{JudgedAs, Judgement, Origin};
use workflow::apply::{replay, start as begin};
use workflow::calendar::{Calendar, CalendarNotice, CountFrom};
use workflow::command::BankAnswer;
use workflow::decide::{Beginning, Window, start};
use workflow::event::EventKind;
use workflow::id::{
    ApplicationId, BudgetLineId, CallId, NoticeId, OrganisationId, PaymentBatchId, PaymentOrderId,
    PersonId, TownId,
};
use workflow::pipeline::{OnOverdue, StageRule};
use workflow::stage::{Defect, Payment, State};
use workflow::{
    Actor, Application, Command, CommandKind, Context, Date, Effect, Event, Money, Pipeline, Role,
    Stage, Timestamp, apply, available, decide,
};

const AMOUNT_YUAN: i64 = 200_000;

fn id<T>(make: impl Fn(Uuid) -> T, number: u128) -> T {
    make(Uuid::from_u128(number))
}

fn person(number: u128) -> PersonId {
    id(PersonId::new, number)
}

fn pipeline(with_recommendation: bool) -> Pipeline {
    let rule = |key, owner, days, on_overdue| StageRule {
        key,
        owner,
        limit_working_days: days,
        on_overdue,
        max_rounds: None,
    };
    let mut stages = vec![
        rule(Stage::Draft, Role::Applicant, None, OnOverdue::Lapse),
        rule(
            Stage::Recommendation,
            Role::Recommender,
            Some(5),
            OnOverdue::Escalate,
        ),
        rule(
            Stage::FormalCheck,
            Role::Officer,
            Some(5),
            OnOverdue::Escalate,
        ),
        rule(
            Stage::Correction,
            Role::Applicant,
            Some(5),
            OnOverdue::Lapse,
        ),
        rule(
            Stage::Approval,
            Role::Director,
            Some(10),
            OnOverdue::Escalate,
        ),
        rule(
            Stage::Publicity,
            Role::Officer,
            Some(5),
            OnOverdue::Escalate,
        ),
        rule(Stage::Award, Role::Director, Some(10), OnOverdue::Escalate),
        rule(
            Stage::Disbursement,
            Role::FinanceMaker,
            Some(3),
            OnOverdue::Escalate,
        ),
    ];
    if !with_recommendation {
        stages.remove(1);
    }
    let pipeline = Pipeline { stages };
    assert_eq!(pipeline.check(), Ok(()));
    pipeline
}

fn calendar() -> Calendar {
    let notice = |year| CalendarNotice {
        year,
        published_on: Date::from_ymd(year - 1, 11, 1).unwrap(),
        document: String::new(),
        off: Vec::new(),
        work: Vec::new(),
    };
    Calendar::new(vec![notice(2026), notice(2027)])
}

/// Actors 0–8: one role each; 9 holds every role and belongs to the organisation; 10 every role, no membership.
fn actor(number: usize) -> Actor {
    let organisation = id(OrganisationId::new, 50);
    let one = |role: Role| Actor {
        person: Some(person(100 + number as u128)),
        roles: vec![role],
        organisations: Vec::new(),
        town: Some(id(TownId::new, 60)),
    };
    let all = Actor {
        roles: Role::GRANTABLE.to_vec(),
        ..one(Role::Officer)
    };
    match number {
        0 => Actor {
            roles: Vec::new(),
            organisations: vec![organisation],
            ..one(Role::Officer)
        },
        1 | 2 => one(Role::Officer),
        3 => one(Role::Recommender),
        4 => one(Role::Director),
        5 => one(Role::FinanceMaker),
        6 => one(Role::FinanceChecker),
        7 => Actor {
            town: Some(id(TownId::new, 61)),
            ..one(Role::Recommender)
        },
        8 => Actor::clock(),
        9 => Actor {
            organisations: vec![organisation],
            ..all
        },
        _ => all,
    }
}

fn judgement(outcome: JudgedAs) -> Judgement {
    Judgement {
        ruling: "HNTE_REWARD".to_owned(),
        pack_fingerprint: "f".repeat(64),
        outcome,
        amount: (outcome == JudgedAs::Eligible).then(|| Money::from_yuan(AMOUNT_YUAN).unwrap()),
        findings: vec!["YEAR".to_owned()],
        facts_json: "{}".to_owned(),
        verdict_json: "{}".to_owned(),
    }
}

/// One attempt: who, what, after how many days, with which judgement.
#[derive(Debug, Clone)]
struct Attempt {
    actor: usize,
    kind: usize,
    days: u64,
    judged: JudgedAs,
    order: u128,
    answer: u8,
    amount: Option<i64>,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let judged = prop_oneof![
        4 => Just(JudgedAs::Eligible),
        1 => Just(JudgedAs::Ineligible),
        1 => Just(JudgedAs::NeedsReview)
    ];
    let one = (
        0..11_usize,
        0..76_usize,
        0..9_u64,
        judged,
        0..3_u128,
        0..3_u8,
        prop::option::of(0..500_000_i64),
    );
    let one = one.prop_map(
        |(actor, kind, days, judged, order, answer, amount)| Attempt {
            actor,
            kind,
            days: if days > 6 { days } else { 0 },
            judged,
            order,
            answer,
            amount,
        },
    );
    prop::collection::vec(one, 0..400)
}

fn command(attempt: &Attempt) -> Command {
    let text = "意见".to_owned();
    let order = id(PaymentOrderId::new, 200 + attempt.order);
    match CommandKind::ALL[attempt.kind] {
        CommandKind::SaveAnswers => Command::SaveAnswers {
            answers: BTreeMap::from([("a".to_owned(), text)]),
        },
        CommandKind::Submit => Command::Submit,
        CommandKind::Withdraw => Command::Withdraw { reason: text },
        CommandKind::Recommend => Command::Recommend { opinion: text },
        CommandKind::DeclineRecommendation => Command::DeclineRecommendation { reason: text },
        CommandKind::PassCheck => Command::PassCheck { opinion: text },
        CommandKind::RequestCorrection => Command::RequestCorrection {
            defects: vec![Defect {
                field: "rd".to_owned(),
                message: text,
            }],
        },
        CommandKind::AnswerCorrection => Command::AnswerCorrection,
        CommandKind::Approve => Command::Approve {
            opinion: text,
            amount: attempt.amount.and_then(Money::from_fen),
        },
        CommandKind::Reject => Command::Reject { reason: text },
        CommandKind::Publish => Command::Publish {
            notice: id(NoticeId::new, 300),
        },
        CommandKind::EndPublicity => Command::EndPublicity,
        CommandKind::Award => Command::Award {
            document_number: "〔2026〕1号".to_owned(),
        },
        CommandKind::OrderPayment => Command::OrderPayment {
            order,
            batch: id(PaymentBatchId::new, 400),
        },
        CommandKind::CancelPayment => Command::CancelPayment { order },
        CommandKind::AuthorisePayment => Command::AuthorisePayment { order },
        CommandKind::SendPayment => Command::SendPayment { order },
        CommandKind::RecordAnswer => {
            let answer = match attempt.answer {
                0 => BankAnswer::Unknown,
                1 => BankAnswer::Rejected {
                    reason: "AC01".to_owned(),
                },
                _ => BankAnswer::Settled {
                    on: Date::from_ymd(2026, 6, 1).unwrap(),
                },
            };
            Command::RecordAnswer { order, answer }
        }
        CommandKind::Lapse => Command::Lapse,
    }
}

/// Where the money of one application is, as its effects tell it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Purse {
    committed: i64,
    ordered: i64,
    paid: i64,
}

impl Purse {
    fn take(&mut self, effect: &Effect) {
        match effect {
            Effect::CommitFunds(amount) => self.committed += amount.fen(),
            Effect::OrderFunds(amount) => self.ordered += amount.fen(),
            Effect::ReturnFunds(amount) => self.ordered -= amount.fen(),
            Effect::SettleFunds(amount) => self.paid += amount.fen(),
            Effect::Notify(_) => {}
        }
    }
}

struct Walk {
    application: Application,
    events: Vec<Event>,
    purse: Purse,
    accepted: usize,
}

struct World {
    calendar: Calendar,
    window: Window,
}

impl World {
    fn context<'a>(
        &'a self,
        now: Timestamp,
        actor: &'a Actor,
        judged: &'a Judgement,
    ) -> Context<'a> {
        Context {
            now,
            actor,
            calendar: &self.calendar,
            count_from: CountFrom::NextDay,
            window: self.window,
            organisation_confirmed: true,
            missing: &[],
            judgement: Some(judged),
        }
    }
}

fn origin() -> Origin {
    Origin {
        id: id(ApplicationId::new, 1),
        number: "HM-2026-0001".to_owned(),
        call: id(CallId::new, 2),
        programme: "hnte-reward".to_owned(),
        pack_fingerprint: "f".repeat(64),
        organisation: id(OrganisationId::new, 50),
        town: id(TownId::new, 60),
        budget_line: id(BudgetLineId::new, 3),
    }
}

fn walk(pipeline: &Pipeline, attempts: &[Attempt], only: Option<usize>) -> Walk {
    let mut now = Timestamp::in_shanghai(Date::from_ymd(2026, 3, 2).unwrap(), 9, 0).unwrap();
    let window = Window {
        opens_on: now.date(),
        closes_on: now.date().plus_days(300),
    };
    let world = World {
        calendar: calendar(),
        window,
    };
    let eligible = judgement(JudgedAs::Eligible);
    let applicant = actor(only.unwrap_or(0));
    let beginning = Beginning { origin: origin() };
    let started = start(
        beginning,
        pipeline,
        &world.context(now, &applicant, &eligible),
    )
    .unwrap();
    let application = begin(&started.events[0]).unwrap();
    let mut walk = Walk {
        application,
        events: started.events,
        purse: Purse::default(),
        accepted: 0,
    };
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
fn likely(
    attempt: &Attempt,
    to: &Application,
    pipeline: &Pipeline,
    context: &Context<'_>,
) -> Attempt {
    let mut attempt = attempt.clone();
    if attempt.kind < CommandKind::ALL.len() {
        return attempt;
    }
    let ends = [
        CommandKind::Withdraw,
        CommandKind::DeclineRecommendation,
        CommandKind::Reject,
    ];
    let shown: Vec<_> = available(to, pipeline, context)
        .into_iter()
        .filter(|kind| !ends.contains(kind))
        .collect();
    let chosen = shown
        .get(attempt.kind % shown.len().max(1))
        .copied()
        .unwrap_or(CommandKind::Lapse);
    attempt.kind = CommandKind::ALL
        .iter()
        .position(|kind| *kind == chosen)
        .unwrap();
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

fn step(walk: &mut Walk, pipeline: &Pipeline, command: &Command, context: &Context<'_>) {
    let shown = available(&walk.application, pipeline, context);
    let before = walk.application.clone();
    match decide(&walk.application, pipeline, command, context) {
        Ok(outcome) => {
            assert!(
                shown.contains(&command.kind()),
                "accepted but not shown: {command:?}"
            );
            for event in outcome.events {
                apply(&mut walk.application, &event);
                walk.events.push(event);
            }
            outcome
                .effects
                .iter()
                .for_each(|effect| walk.purse.take(effect));
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
fn assert_conserved(walk: &Walk) {
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
    assert_eq!(
        walk.purse,
        Purse {
            committed: awarded,
            ordered,
            paid
        }
    );
}

fn position(events: &[Event], key: &str) -> Option<usize> {
    events.iter().position(|event| event.kind.key() == key)
}

fn assert_orderly(pipeline: &Pipeline, walk: &Walk) {
    let stage = walk.application.stage();
    assert!(
        stage.is_final() || pipeline.rule(stage).is_some(),
        "undeclared stage {stage:?}"
    );
    if let Some(awarded) = position(&walk.events, "awarded") {
        assert!(position(&walk.events, "publicity-ended").is_some_and(|ended| ended < awarded));
    }
    let by = |key: &str| position(&walk.events, key).map(|index| walk.events[index].person);
    if let (Some(first), Some(second)) = (by("check-passed"), by("check-confirmed")) {
        let corrected = position(&walk.events, "correction-answered").is_some();
        assert!(corrected || first != second, "one officer checked twice");
    }
    let payments: Vec<&Event> = walk
        .events
        .iter()
        .filter(|event| event.kind.key().starts_with("payment-"))
        .collect();
    for pair in payments.windows(2) {
        if let (EventKind::PaymentOrdered { .. }, EventKind::PaymentAuthorised { .. }) =
            (&pair[0].kind, &pair[1].kind)
        {
            assert_ne!(
                pair[0].person, pair[1].person,
                "the maker authorised the payment"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_is_total_declared_replayable_and_conserving(sequence in attempts(), recommended: bool) {
        let pipeline = pipeline(recommended);
        let walk = walk(&pipeline, &sequence, None);
        prop_assert_eq!(replay(&walk.events), Some(walk.application.clone()));
        prop_assert_eq!(walk.application.version, walk.events.len() as u64);
        assert_conserved(&walk);
        assert_orderly(&pipeline, &walk);
    }

    #[test]
    fn one_person_with_every_role_never_gets_past_their_own_submission(sequence in attempts()) {
        let walk = walk(&pipeline(true), &sequence, Some(9));
        let reached = walk.application.stage();
        prop_assert!(
            matches!(reached, Stage::Draft | Stage::Recommendation | Stage::Withdrawn),
            "one person reached {:?}", reached
        );
    }
}

/// The bounded count of an ordinary run; a campaign sets its own.
#[expect(
    clippy::disallowed_methods,
    reason = "a campaign's count reaches the test by its environment"
)]
fn cases() -> u32 {
    std::env::var("HOUBU_CAMPAIGN_TRIALS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(256)
}

/// The walks are worth something only if many of them get far.
#[test]
fn random_walks_reach_the_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut closed = 0;
    for _ in 0..64 {
        let sequence = attempts().new_tree(&mut runner).unwrap().current();
        let walk = walk(&pipeline(true), &sequence, None);
        closed += usize::from(walk.application.stage() == Stage::Closed);
    }
    assert!(closed >= 8, "only {closed} of 64 walks closed");
}

/// The whole way, so that the random walks above are known to have a way to walk.
#[test]
fn the_whole_journey_closes() {
    let go = |actor, kind: CommandKind, days| Attempt {
        actor,
        kind: CommandKind::ALL
            .iter()
            .position(|other| *other == kind)
            .unwrap(),
        days,
        judged: JudgedAs::Eligible,
        order: 0,
        answer: 2,
        amount: None,
    };
    let sequence = [
        go(0, CommandKind::Submit, 0),
        go(3, CommandKind::Recommend, 0),
        go(1, CommandKind::PassCheck, 0),
        go(1, CommandKind::PassCheck, 0),
        go(2, CommandKind::RequestCorrection, 0),
        go(0, CommandKind::AnswerCorrection, 0),
        go(2, CommandKind::PassCheck, 0),
        go(1, CommandKind::PassCheck, 0),
        go(4, CommandKind::Approve, 0),
        go(1, CommandKind::Publish, 0),
        go(8, CommandKind::EndPublicity, 0),
        go(8, CommandKind::EndPublicity, 8),
        go(4, CommandKind::Award, 0),
        go(5, CommandKind::OrderPayment, 0),
        go(5, CommandKind::AuthorisePayment, 0),
        go(6, CommandKind::AuthorisePayment, 0),
        go(6, CommandKind::SendPayment, 0),
        go(6, CommandKind::RecordAnswer, 0),
    ];
    let walk = walk(&pipeline(true), &sequence, None);
    assert_eq!(walk.application.stage(), Stage::Closed);
    assert_eq!(
        walk.accepted, 15,
        "the second pass by one officer, the early end and the maker's signature are refused"
    );
    assert_conserved(&walk);
}
