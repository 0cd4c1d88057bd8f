//! Beginning an application, and commands given by somebody who has read the case at a version.
//!
//! Every other change of an application is a command through `perform.rs`; nothing here decides.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::applications::ApplicationFilter;
use store::calls::{CallRow, CallState};
use store::organisations::OrganisationRow;
use workflow::application::{Answers, Origin};
use workflow::apply::replay;
use workflow::calendar::CountFrom;
use workflow::decide::{Beginning, Context, Table, Window, start};
use workflow::id::{ApplicationId, CallId, OrganisationId};
use workflow::pipeline::Track;
use workflow::{Command, CommandKind, Refusal, RefusalReason, Role, Stage, Timestamp};

use crate::actor::Signed;
use crate::case::Loaded;
use crate::once::input_hash;
use crate::packs::pipeline_of;
use crate::perform::{Receipt, draft_of, perform, project, stands_alone};
use crate::queries::case_view::CaseJudgement;
use crate::queries::sight::{is_member, reaches};
use crate::{Engine, EngineError};

/// The application that was begun, or the living one that stood in its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub application: ApplicationId,
    /// The organisation already had one in this call; it was not begun anew.
    pub already_there: bool,
}

impl Engine {
    /// Begins a draft for an organisation in an open call; at most one lives there at a time.
    pub async fn start_application(
        &self,
        signed: &Signed,
        call: CallId,
        organisation: OrganisationId,
        key: &str,
    ) -> Result<Begun, EngineError> {
        if !signed.actor.is_member_of(organisation) {
            return Err(EngineError::NotFound { what: "organisation" });
        }
        let (engine, signed, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let input = ("start-application", call, organisation);
        self.once(&scope, key, &input, move |unit, now| {
            Box::pin(async move {
                if let Some(living) = living(unit, call, organisation).await? {
                    return Ok(Begun { application: living, already_there: true });
                }
                let application =
                    begin(&engine, unit, now, (&signed, &owned_key), call, organisation).await?;
                Ok(Begun { application, already_there: false })
            })
        })
        .await
    }

    /// A command by somebody who read the case at `version`: refused as a conflict when it has moved on.
    pub async fn give_at(
        &self,
        signed: &Signed,
        application: ApplicationId,
        version: u64,
        command: Command,
        key: &str,
    ) -> Result<Receipt, EngineError> {
        stands_alone(command.kind())?;
        let engine = self.clone();
        let signed = signed.clone();
        let scope = signed.id().to_string();
        let input = (application, version, command);
        let owned_key = key.to_owned();
        self.once(&scope, key, &input.clone(), move |unit, now| {
            Box::pin(async move {
                let (application, version, command) = input;
                let row = store::applications::lock(unit, application).await?;
                let row = row.ok_or(EngineError::NotFound { what: "application" })?;
                let state = crate::case::state_of(&row.state_json)?;
                if !reaches(&engine, unit, &signed, &state).await? {
                    return Err(EngineError::NotFound { what: "application" });
                }
                let alone = !is_in_parallel(command.kind());
                if alone && !is_member(&signed, &state) {
                    crate::writing::must_be_free(unit, application, signed.id(), now).await?;
                }
                if alone && state.version != version {
                    return Err(EngineError::Conflict { what: VERSION_MOVED_ON.to_owned() });
                }
                perform(&engine, unit, now, &signed.actor, application, &command, &owned_key).await
            })
        })
        .await
    }

    /// What the rules would say of answers that are not saved. Writes nothing.
    pub async fn preview(
        &self,
        signed: &Signed,
        application: ApplicationId,
        answers: Answers,
    ) -> Result<CaseJudgement, EngineError> {
        let mut loaded = Loaded::read(self, &self.store, application).await?;
        if !is_member(signed, &loaded.application) {
            return Err(EngineError::NotFound { what: "application" });
        }
        loaded.application.answers = answers;
        let judged = loaded.judge(self.now().await?)?;
        CaseJudgement::of_now(judged).with_remedies(&loaded.pack).await
    }
}

/// Departments and experts speak beside each other: neither a colleague's turn to write nor another's word
/// in the meantime stands in their way. What they judge cannot change meanwhile.
const fn is_in_parallel(kind: CommandKind) -> bool {
    matches!(
        kind,
        CommandKind::GiveOpinion
            | CommandKind::AcceptReview
            | CommandKind::RecuseReview
            | CommandKind::SubmitScore
            | CommandKind::ExplainScore
    )
}

/// What [`EngineError::Conflict`] names when a page was older than the case.
pub const VERSION_MOVED_ON: &str = "version";

/// The living case of an organisation in a call.
pub(crate) async fn living(
    unit: &impl store::Source,
    call: CallId,
    organisation: OrganisationId,
) -> Result<Option<ApplicationId>, EngineError> {
    let filter = ApplicationFilter {
        organisations: vec![organisation],
        call: Some(call),
        ..ApplicationFilter::default()
    };
    let rows = store::applications::list(unit, &filter, &store::Page::first(ATTEMPTS_SHOWN)).await?;
    let is_living = |stage: &str| {
        !matches!(Stage::from_key(stage), Some(Stage::Withdrawn | Stage::Rejected | Stage::Lapsed))
    };
    Ok(rows.into_iter().find(|row| is_living(&row.stage)).map(|row| row.id))
}

/// Attempts of one organisation in one call that are looked through; the newest is the living one.
const ATTEMPTS_SHOWN: u32 = 20;

async fn begin(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    (signed, key): (&Signed, &str),
    call: CallId,
    organisation: OrganisationId,
) -> Result<ApplicationId, EngineError> {
    let call = store::calls::find(unit, call).await?;
    let call = call.ok_or(EngineError::NotFound { what: "call" })?;
    must_be_open(&call)?;
    let organisation = store::organisations::find(unit, organisation).await?;
    let organisation = organisation.ok_or(EngineError::NotFound { what: "organisation" })?;
    let governed_by = store::migration_plans::governing(unit, call.id).await?;
    let governing = governed_by.as_ref().unwrap_or(&call.pack_fingerprint);
    let pipeline = pipeline_of(&*engine.pack_from(unit, governing).await?)?;
    if pipeline.track == Track::OnConfirmation {
        return Err(EngineError::field("call", "on-confirmation"));
    }
    let calendar = crate::calendar::load(unit).await?;
    let context = Context {
        now,
        actor: &signed.actor,
        calendar: &calendar,
        count_from: CountFrom::NextDay,
        window: Window { opens_on: call.opens_on, closes_on: call.closes_on },
        organisation_confirmed: organisation.confirmed_at.is_some(),
        missing: &[],
        account_ready: false,
        judgement: None,
        table: Table::default(),
    };
    let origin = Origin { governed_by, ..origin(engine, unit, now, &call, &organisation).await? };
    let id = origin.id;
    let outcome = start(Beginning { origin }, &pipeline, &context)?;
    let application = replay(&outcome.events)
        .ok_or_else(|| EngineError::Corrupt { what: "a beginning without a start".to_owned() })?;
    let digest = input_hash(&("start-application", call.id, organisation.id))?;
    let drafts: Result<Vec<_>, _> =
        outcome.events.iter().map(|event| draft_of(event, key, &digest)).collect();
    store::applications::insert(unit, &project(&application, &pipeline, now)?).await?;
    store::event_log::append(unit, id, 0, &drafts?).await?;
    Ok(id)
}

/// What is fixed at the beginning: number, call, pack, organisation, town, budget line.
pub(crate) async fn origin(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    call: &CallRow,
    organisation: &OrganisationRow,
) -> Result<Origin, EngineError> {
    let turn = store::counters::next(unit, &format!("application-{}", call.fiscal_year)).await?;
    Ok(Origin {
        id: engine.fresh_id(now, ApplicationId::new)?,
        number: format!("{}-{}-{turn:04}", engine.settings.number_prefix, call.fiscal_year),
        call: call.id,
        programme: call.programme_code.clone(),
        pack_fingerprint: call.pack_fingerprint.clone(),
        governed_by: None,
        organisation: organisation.id,
        town: organisation.town_id,
        budget_line: call.budget_line_id,
    })
}

/// A draft call is nobody's to know of; a closed one refuses with its day.
pub(crate) fn must_be_open(call: &CallRow) -> Result<(), EngineError> {
    match call.state {
        CallState::Open => Ok(()),
        CallState::Draft => Err(EngineError::NotFound { what: "call" }),
        CallState::Closed => Err(EngineError::Refused(Refusal {
            stage: Stage::Draft,
            command: CommandKind::SaveAnswers,
            reason: RefusalReason::WindowClosed { closed_on: call.closes_on },
        })),
    }
}

/// The role in which a member acts on its own case.
pub(crate) const MEMBER_ROLE: Role = Role::Applicant;
