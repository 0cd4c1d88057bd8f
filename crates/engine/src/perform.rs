//! The one write path of applications: lock, load, judge, decide, append events, project, effects.
//!
//! Everything happens in one unit of work, in a task of its own: a caller that goes away stops nothing.
//! Use-case files only name a command and its facts.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::applications::ApplicationRow;
use store::event_log::EventDraft;
use store::publications::Hold;
use workflow::decide::{Context, Outcome, Table, Window};
use workflow::id::ApplicationId;
use workflow::{
    Actor, Application, Command, CommandKind, Effect, Event, EventKind, Pipeline, Stage, State, Timestamp,
    apply, decide,
};

use crate::actor::Signed;
use crate::case::Loaded;
use crate::judge::Judged;
use crate::laid::Laid;
use crate::once::input_hash;
use crate::{Engine, EngineError};

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub application: ApplicationId,
    pub version: u64,
    pub stage: Stage,
}

impl Engine {
    /// One command on one application, whole. The same key again answers the same receipt.
    pub async fn give(
        &self,
        signed: &Signed,
        application: ApplicationId,
        command: Command,
        key: &str,
    ) -> Result<Receipt, EngineError> {
        stands_alone(command.kind())?;
        let engine = self.clone();
        let actor = signed.actor.clone();
        let scope = signed.id().to_string();
        let input = (application, command);
        let owned_key = key.to_owned();
        self.once(&scope, key, &input.clone(), move |unit, now| {
            Box::pin(async move {
                let (application, command) = input;
                perform(&engine, unit, now, &actor, application, &command, &owned_key).await
            })
        })
        .await
    }
}

/// A publicity list, an objection, a payment batch, a bank's answer and a migration write rows of their own
/// beside the command, so these commands are given only there.
pub(crate) const fn stands_alone(kind: CommandKind) -> Result<(), EngineError> {
    match kind {
        CommandKind::Publish
        | CommandKind::FileObjection
        | CommandKind::DecideObjection
        | CommandKind::OrderPayment
        | CommandKind::CancelPayment
        | CommandKind::AuthorisePayment
        | CommandKind::SendPayment
        | CommandKind::RecordAnswer
        | CommandKind::Migrate => Err(EngineError::Forbidden),
        CommandKind::SaveAnswers
        | CommandKind::Submit
        | CommandKind::Withdraw
        | CommandKind::Confirm
        | CommandKind::Decline
        | CommandKind::Recommend
        | CommandKind::DeclineRecommendation
        | CommandKind::PassCheck
        | CommandKind::RequestCorrection
        | CommandKind::AnswerCorrection
        | CommandKind::DrawPanel
        | CommandKind::AcceptReview
        | CommandKind::RecuseReview
        | CommandKind::SubmitScore
        | CommandKind::ExplainScore
        | CommandKind::RecordVisit
        | CommandKind::ConfirmVisit
        | CommandKind::GiveOpinion
        | CommandKind::Approve
        | CommandKind::ResolveMeeting
        | CommandKind::Reject
        | CommandKind::EndPublicity
        | CommandKind::Award
        | CommandKind::DraftAgreement
        | CommandKind::SignAgreement
        | CommandKind::ReportMilestone
        | CommandKind::AcceptMilestone
        | CommandKind::ReturnMilestone
        | CommandKind::ReportResults
        | CommandKind::Evaluate
        | CommandKind::Revoke
        | CommandKind::DemandRecovery
        | CommandKind::RecordRepayment
        | CommandKind::Recuse
        | CommandKind::Assign
        | CommandKind::ComputeDeadline
        | CommandKind::Lapse
        | CommandKind::RejectOverdue => Ok(()),
    }
}

/// One command inside an open unit of work.
pub(crate) async fn perform(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    actor: &Actor,
    application: ApplicationId,
    command: &Command,
    key: &str,
) -> Result<Receipt, EngineError> {
    store::applications::lock(unit, application).await?;
    let mut loaded = Loaded::read_at(engine, unit, application, now.date()).await?;
    let judged = match command.kind() {
        CommandKind::Submit | CommandKind::Confirm => {
            // Nobody publishes other rules between this judgement and its commit.
            let origin = &loaded.application.origin;
            store::publications::hold(unit, &origin.programme, Hold::Judging).await?;
            loaded.pack = engine.judging_pack(unit, &loaded.application, now.date()).await?;
            loaded.judge(now)?
        }
        CommandKind::AnswerCorrection => loaded.judge(now)?,
        _ => Judged::default(),
    };
    let laid = Laid::for_command(engine, unit, now, &loaded, command).await?;
    let outcome = {
        let context = Context { table: laid.table(), ..loaded.context(now, actor, &judged) };
        decide(&loaded.application, &loaded.pipeline, command, &context)?
    };
    let digest = input_hash(command)?;
    record(engine, unit, &mut loaded, &outcome, key, &digest).await?;
    Ok(Receipt { application, version: loaded.application.version, stage: loaded.application.stage() })
}

/// Writes a decision: events, projection, money, mails.
pub(crate) async fn record(
    engine: &Engine,
    unit: &UnitOfWork,
    loaded: &mut Loaded,
    outcome: &Outcome,
    key: &str,
    digest: &str,
) -> Result<(), EngineError> {
    let before = i64::try_from(loaded.application.version).unwrap_or(i64::MAX);
    let mut drafts = Vec::with_capacity(outcome.events.len());
    for event in &outcome.events {
        apply(&mut loaded.application, event);
        drafts.push(draft_of(event, key, digest)?);
    }
    let id = loaded.application.origin.id;
    store::event_log::append(unit, id, before, &drafts).await?;
    let now = outcome.events.last().map_or(loaded.application.created_at, |event| event.at);
    let row = project(&loaded.application, &loaded.pipeline, now)?;
    store::applications::update(unit, &row, before).await?;
    for effect in &outcome.effects {
        carry_out(engine, unit, loaded, (effect, &outcome.events), now, key).await?;
    }
    crate::money_effects::keep_beside(unit, &loaded.application, &outcome.events).await?;
    crate::seats::keep_beside(unit, &loaded.application, &outcome.events).await?;
    Ok(())
}

/// An event as the log takes it, signed with its key and the hash of its input.
pub(crate) fn draft_of(event: &Event, key: &str, digest: &str) -> Result<EventDraft, EngineError> {
    Ok(EventDraft {
        at: event.at,
        actor_person: event.person,
        actor_role: event.role,
        kind: event.kind.key().to_owned(),
        payload_json: encode(&event.kind)?,
        idempotency_key: key.to_owned(),
        input_hash: digest.to_owned(),
        pack_fingerprint: fingerprint_of(&event.kind),
        on_behalf_of: event.on_behalf_of,
    })
}

async fn carry_out(
    engine: &Engine,
    unit: &UnitOfWork,
    loaded: &Loaded,
    (effect, events): (&Effect, &[Event]),
    now: Timestamp,
    key: &str,
) -> Result<(), EngineError> {
    match effect {
        Effect::Notify(notification) => {
            let origin = &loaded.application.origin;
            let dedupe = format!("{}:{}:{key}", origin.id, loaded.application.version);
            crate::notify::notify(engine, unit, loaded, (*notification, events), now, &dedupe).await
        }
        Effect::CommitFunds(_)
        | Effect::OrderFunds(_)
        | Effect::ReturnFunds(_)
        | Effect::SettleFunds(_)
        | Effect::ReleaseFunds(_)
        | Effect::RecoverFunds(_) => {
            crate::money_effects::money_effect(unit, &loaded.application, effect, now).await
        }
    }
}

/// The row that lists and searches read; the whole state rides along as JSON.
pub(crate) fn project(
    application: &Application,
    pipeline: &Pipeline,
    now: Timestamp,
) -> Result<ApplicationRow, EngineError> {
    let origin = &application.origin;
    Ok(ApplicationRow {
        id: origin.id,
        number: origin.number.clone(),
        call_id: origin.call,
        organisation_id: origin.organisation,
        stage: application.stage().key().to_owned(),
        version: i64::try_from(application.version).unwrap_or(i64::MAX),
        state_json: encode(application)?,
        amount_fen: application.amount(),
        submitted_at: application.submitted_at,
        due_on: application.due().and_then(workflow::calendar::Due::day),
        owner_role: pipeline.holder(application),
        created_by: application.created_by,
        created_at: application.created_at,
        updated_at: now,
        notice_id: match &application.state {
            State::Publicity { listing } => listing.as_ref().map(|listing| listing.notice),
            State::Objection { listing, .. } => Some(listing.notice),
            _ => None,
        },
    })
}

/// Canonical JSON: field order is the type's, maps are sorted.
pub(crate) fn encode(value: &impl Serialize) -> Result<String, EngineError> {
    serde_json::to_string(value).map_err(|error| EngineError::Corrupt { what: error.to_string() })
}

fn fingerprint_of(kind: &EventKind) -> Option<String> {
    match kind {
        EventKind::Started { origin, .. } | EventKind::Proposed { origin, .. } => {
            Some(origin.pack_fingerprint.clone())
        }
        EventKind::Submitted { judgement, .. }
        | EventKind::Confirmed { judgement, .. }
        | EventKind::CorrectionAnswered { judgement, .. } => Some(judgement.pack_fingerprint.clone()),
        EventKind::Migrated { governed_by, .. } => Some(governed_by.clone()),
        _ => None,
    }
}

impl Loaded {
    /// The context of a decision about this case.
    pub(crate) fn context<'a>(&'a self, now: Timestamp, actor: &'a Actor, judged: &'a Judged) -> Context<'a> {
        Context {
            now,
            actor,
            calendar: &self.calendar,
            count_from: workflow::calendar::CountFrom::NextDay,
            window: Window { opens_on: self.call.opens_on, closes_on: self.call.closes_on },
            organisation_confirmed: self.organisation.confirmed_at.is_some(),
            missing: &judged.missing,
            account_ready: crate::disburse::payee::payee_of(&self.organisation).is_ok(),
            judgement: judged.judgement.as_ref(),
            table: Table::default(),
        }
    }
}
