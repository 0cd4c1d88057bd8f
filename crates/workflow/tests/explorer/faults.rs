//! Twelve faults, planted in the pipeline where data can say it and in the decision where it cannot.
//! Data that says it is refused by the pipeline's own check, too.

use workflow::award::Payment;
use workflow::decide::role_for;
use workflow::explore::{Decide, Property, Report, explore_with};
use workflow::id::{PaymentBatchId, PaymentOrderId, PersonId};
use workflow::pipeline::PipelineFault;
use workflow::state::State;
use workflow::{
    Actor, Application, Command, CommandKind, Context, Effect, Event, EventKind, Outcome, Pipeline, Refusal,
    Role, Signature, Stage, decide,
};

use super::pipelines;

/// Somebody who is nobody in the small world.
fn stranger() -> Signature {
    Signature { person: PersonId::new(uuid::Uuid::from_u128(7)), on_behalf_of: None }
}

/// The engine's decision on a case that was tampered with before.
fn tampered(
    tamper: impl Fn(&mut Application) + Sync,
) -> impl Fn(&Application, &Pipeline, &Command, &Context<'_>) -> Result<Outcome, Refusal> + Sync {
    move |application, pipeline, command, context| {
        let mut application = application.clone();
        tamper(&mut application);
        decide(&application, pipeline, command, context)
    }
}

/// The story of one property, told as it must be: with these words, in this order.
fn told(report: &Report, property: Property, words: &[&str]) {
    let found = report.violations.iter().find(|violation| violation.property == property);
    let properties: Vec<_> = report.violations.iter().map(|violation| violation.property).collect();
    let story = found.unwrap_or_else(|| panic!("{property:?} was not seen, but {properties:?}")).to_string();
    let mut rest = story.as_str();
    for word in words {
        let at = rest.find(word).unwrap_or_else(|| panic!("`{word}` is missing in\n{story}"));
        rest = &rest[at + word.len()..];
    }
}

fn caught(pipeline: &Pipeline, decide: &Decide<'_>, property: Property, words: &[&str]) {
    told(&explore_with(pipeline, decide), property, words);
}

fn refused(pipeline: &Pipeline, fault: &PipelineFault) {
    let faults = pipeline.check().unwrap_err();
    assert!(faults.contains(fault), "{fault} is not among {faults:?}");
}

fn rule_mut(pipeline: &mut Pipeline, stage: Stage) -> &mut workflow::pipeline::StageRule {
    pipeline.stages.iter_mut().find(|rule| rule.key == stage).unwrap()
}

#[test]
fn an_unreachable_stage() {
    let mut pipeline = pipelines::instalments();
    rule_mut(&mut pipeline, Stage::Disbursement).instalments.clear();
    let needs = Stage::Agreement;
    refused(&pipeline, &PipelineFault::Unreachable { stage: Stage::Acceptance, needs });
    let property = Property::StageReached { stage: Stage::Acceptance };
    caught(&pipeline, &decide, property, &["no case ever comes to the stage: acceptance"]);
}

#[test]
fn a_dead_end() {
    let mut pipeline = pipelines::plain();
    pipeline.stages.truncate(5);
    refused(&pipeline, &PipelineFault::Missing(Stage::Award));
    let words = ["a dead end", "the applicant begins the case"];
    caught(&pipeline, &decide, Property::EndReached, &words);
}

#[test]
fn a_waiting_state_without_owner() {
    let mut pipeline = pipelines::plain();
    rule_mut(&mut pipeline, Stage::FormalCheck).owner = Role::Supervisor;
    let expected = "officer".to_owned();
    let (stage, owner) = (Stage::FormalCheck, Role::Supervisor);
    refused(&pipeline, &PipelineFault::WrongOwner { stage, owner, expected });
    let words =
        ["nobody who owns the stage can act: formal-check", "2. the applicant submits the application"];
    caught(&pipeline, &decide, Property::OwnerActs { stage }, &words);
}

#[test]
fn a_waiting_state_without_limit() {
    let mut pipeline = pipelines::plain();
    rule_mut(&mut pipeline, Stage::Approval).limit_working_days = None;
    refused(&pipeline, &PipelineFault::BadLimit(Stage::Approval));
    let words = ["waits without a limit: approval", "passes the formal check; the case is at approval"];
    caught(&pipeline, &decide, Property::LimitRuns { stage: Stage::Approval }, &words);
}

#[test]
fn maker_and_checker_are_one() {
    let forgets = tampered(|application| {
        if let State::Disbursement { payment: Payment::Ordered { made_by, .. }, .. } = &mut application.state
        {
            *made_by = stranger();
        }
    });
    let words = [
        "the maker of a payment authorised it",
        "makes the award",
        "deputy 1, standing in for finance maker 1, orders the payment",
        "deputy 1, standing in for finance checker 1, authorises the payment",
    ];
    caught(&pipelines::plain(), &forgets, Property::MakerIsNotChecker, &words);
}

#[test]
fn a_formal_check_by_one_officer_twice() {
    let forgets = tampered(|application| {
        if let State::FormalCheck { first: Some(first) } = &mut application.state {
            *first = stranger();
        }
    });
    let words = [
        "one officer made both formal checks",
        "3. officer 1 passes the formal check",
        "4. officer 1 passes the formal check; the case is at approval",
    ];
    caught(&pipelines::plain(), &forgets, Property::TwoOfficersCheck, &words);
}

#[test]
fn an_objection_handled_by_its_reviewer() {
    let forgets = tampered(|application| application.reviewers.clear());
    let words = [
        "somebody who had reviewed the case",
        "officer 1 passes the formal check",
        "somebody of the public objects",
        "officer 1 decides the objection",
    ];
    caught(&pipelines::plain(), &forgets, Property::ObjectionByAnother, &words);
}

#[test]
fn a_member_acting_on_its_own_organisations_case() {
    let blind = |application: &Application, pipeline: &Pipeline, command: &Command, context: &Context<'_>| {
        let as_applicant = role_for(application, pipeline, command.kind()) == Role::Applicant;
        let mut actor: Actor = context.actor.clone();
        if !as_applicant {
            actor.organisations.clear();
            actor.delegations.iter_mut().for_each(|lent| lent.organisations.clear());
        }
        decide(application, pipeline, command, &Context { actor: &actor, ..context.clone() })
    };
    let words =
        ["a member of the organisation acted on its case", "a member of the organisation with every role"];
    caught(&pipelines::plain(), &blind, Property::NobodyOfTheOrganisation, &words);
}

#[test]
fn an_award_before_publicity_ends() {
    let hasty = |application: &Application, pipeline: &Pipeline, command: &Command, context: &Context<'_>| {
        let mut context = context.clone();
        if command.kind() == CommandKind::EndPublicity {
            context.now = context.now.plus_seconds(60 * 86_400);
        }
        decide(application, pipeline, command, &context)
    };
    let words = [
        "before its publicity had ended",
        "publishes the list",
        "the clock ends publicity",
        "makes the award",
    ];
    caught(&pipelines::plain(), &hasty, Property::PublicityBeforeAward, &words);
    // The same in the order of the stages.
    let mut pipeline = pipelines::plain();
    pipeline.stages.swap(4, 5);
    refused(&pipeline, &PipelineFault::OutOfOrder(Stage::Publicity));
    let words = ["before its publicity had ended", "director 1 approves", "director 1 makes the award"];
    caught(&pipeline, &decide, Property::PublicityBeforeAward, &words);
}

#[test]
fn a_payment_without_award() {
    let generous =
        |application: &Application, pipeline: &Pipeline, command: &Command, context: &Context<'_>| {
            let decided = decide(application, pipeline, command, context);
            let orders =
                command.kind() == CommandKind::OrderPayment && context.actor.owns(Role::FinanceMaker);
            if !orders || application.stage() != Stage::Award || decided.is_ok() {
                return decided;
            }
            let amount = application.approved_amount.unwrap();
            let order = PaymentOrderId::new(uuid::Uuid::from_u128(1));
            let batch = PaymentBatchId::new(uuid::Uuid::from_u128(2));
            let event = Event {
                at: context.now,
                person: context.actor.person,
                on_behalf_of: None,
                role: Role::FinanceMaker,
                kind: EventKind::PaymentOrdered { order, batch },
            };
            Ok(Outcome { events: vec![event], effects: vec![Effect::OrderFunds(amount)] })
        };
    let words =
        ["money was ordered without an award", "ends publicity", "finance maker 1 orders the payment"];
    caught(&pipelines::plain(), &generous, Property::AwardBeforePayment, &words);
}

#[test]
fn an_award_without_budget() {
    let unfunded =
        |application: &Application, pipeline: &Pipeline, command: &Command, context: &Context<'_>| {
            let mut outcome = decide(application, pipeline, command, context)?;
            outcome.effects.retain(|effect| !matches!(effect, Effect::CommitFunds(_)));
            Ok(outcome)
        };
    let words = ["without holding its budget", "director 1 makes the award; the case is at disbursement"];
    caught(&pipelines::plain(), &unfunded, Property::BudgetBeforeAward, &words);
}

#[test]
fn a_correction_loop_without_end() {
    let forgets = tampered(|application| application.correction_rounds = 0);
    let stage = Stage::Correction;
    let words = ["a loop went round more often than it may: correction", "asks for", "answers", "asks for"];
    caught(&pipelines::plain(), &forgets, Property::LoopEnds { stage }, &words);
    // The same as data.
    let mut pipeline = pipelines::plain();
    rule_mut(&mut pipeline, stage).max_rounds = Some(200);
    refused(&pipeline, &PipelineFault::BadRounds(stage));
    caught(
        &pipeline,
        &decide,
        Property::LoopEnds { stage },
        &["asks for", "asks for", "asks for", "asks for"],
    );
}

/// Without any separation one person does it all, and the story says so.
#[test]
fn one_person_alone() {
    let forgets = tampered(|application| match &mut application.state {
        State::FormalCheck { first: Some(first) } => *first = stranger(),
        State::Disbursement { payment: Payment::Ordered { made_by, .. }, .. } => *made_by = stranger(),
        _ => {}
    });
    let words = [
        "one person took the case from submission to payment",
        "deputy 1, standing in for officer 1, passes the formal check; the case is at approval",
        "deputy 1, standing in for director 1, approves",
        "deputy 1, standing in for finance checker 1, authorises the payment",
        "records the bank's answer (settled); the case is at closed",
    ];
    caught(&pipelines::plain(), &forgets, Property::NobodyAlone, &words);
}
