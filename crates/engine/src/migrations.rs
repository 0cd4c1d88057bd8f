//! Moving the running cases of a call to another version of its pipeline: drawn up by policy staff, seen
//! case by case before anything moves, applied whole or not at all by a director.
//!
//! `workflow::migration` says what a case would lose; one loss refuses the whole plan with its list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::migration_plans::{self, MigrationPlanRow};
use store::{Source, UnitOfWork};
use workflow::calendar::{CountFrom, Due};
use workflow::decide::Table;
use workflow::id::{ApplicationId, CallId, MigrationPlanId};
use workflow::migration::{LostRight, Migration, preview};
use workflow::{Command, Context, Date, Role, Stage, Timestamp, decide};

use crate::case::Loaded;
use crate::judge::Judged;
use crate::once::input_hash;
use crate::packs::pipeline_of;
use crate::perform::{encode, record};
use crate::{Engine, EngineError, Signed, journal};

/// Cases of one call that a plan may move: one transaction, some seconds.
pub const MIGRATION_LIMIT_CASES: usize = 5_000;
const BATCH_LIMIT_CASES: u32 = 500;

/// What policy staff draw up. Stages that are not named keep their key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanInput {
    pub call: CallId,
    /// Fingerprint of the pack whose pipeline shall govern.
    pub to_fingerprint: String,
    pub stages: BTreeMap<Stage, Stage>,
    pub reason: String,
}

/// What would happen to one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedMove {
    pub application: ApplicationId,
    pub number: String,
    pub from: Stage,
    pub to: Stage,
    pub due_before: Option<Date>,
    pub due_after: Option<Date>,
    /// Empty when it is safe.
    pub lost: Vec<LostRight>,
}

/// A case that would lose something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsafeMove {
    pub number: String,
    pub stage: Stage,
    pub lost: Vec<LostRight>,
}

/// A plan and what it would do, or did.
#[derive(Debug, Clone, Serialize)]
pub struct PlanView {
    pub id: MigrationPlanId,
    pub number: String,
    pub call: CallId,
    pub to_fingerprint: String,
    pub stages: BTreeMap<Stage, Stage>,
    pub reason: String,
    pub drawn_by: String,
    pub drawn_at: Timestamp,
    pub applied_by: Option<String>,
    pub applied_at: Option<Timestamp>,
    pub moved: i64,
    /// As of now; empty once it is applied.
    pub moves: Vec<PlannedMove>,
}

impl Engine {
    /// What a plan would do to every running case. Writes nothing.
    pub async fn preview_plan(
        &self,
        signed: &Signed,
        input: &PlanInput,
    ) -> Result<Vec<PlannedMove>, EngineError> {
        may_read(signed)?;
        let today = self.today().await?;
        let migration = self.migration(&self.store, input).await?;
        self.moves(&self.store, input.call, &migration, today).await
    }

    /// Keeps a plan that is safe for every case now; else answers the cases and what each would lose.
    pub async fn draw_plan(
        &self,
        signed: &Signed,
        input: PlanInput,
        key: &str,
    ) -> Result<MigrationPlanId, EngineError> {
        signed.require(Role::Policy)?;
        if input.reason.trim().is_empty() {
            return Err(EngineError::field("reason", "required"));
        }
        let (engine, editor) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("draw-plan", input.clone()), move |unit, now| {
            Box::pin(async move {
                let migration = engine.migration(unit, &input).await?;
                must_be_safe(engine.moves(unit, input.call, &migration, now.date()).await?)?;
                let turn = store::counters::next(unit, "migration-plan").await?;
                let row = MigrationPlanRow {
                    id: engine.fresh_id(now, MigrationPlanId::new)?,
                    number: format!("{}-M{turn:03}", engine.settings.number_prefix),
                    call_id: input.call,
                    to_fingerprint: input.to_fingerprint,
                    stages_json: encode(&migration.stages)?,
                    reason: input.reason.trim().to_owned(),
                    drawn_by: editor.id(),
                    drawn_at: now,
                    applied_by: None,
                    applied_at: None,
                    moved: 0,
                };
                migration_plans::insert(unit, &row).await?;
                let subject = ("migration-plan", row.id.to_string());
                let detail = json!({ "number": row.number, "call": row.call_id }).to_string();
                journal::record(unit, now, (&editor, Role::Policy), "plan-drawn", subject, detail).await?;
                Ok(row.id)
            })
        })
        .await
    }

    /// Moves every running case of the call, all in one unit; answers how many.
    pub async fn apply_plan(
        &self,
        signed: &Signed,
        id: MigrationPlanId,
        key: &str,
    ) -> Result<u64, EngineError> {
        signed.require(Role::Director)?;
        let (engine, director, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        self.once(&signed.id().to_string(), key, &("apply-plan", id), move |unit, now| {
            Box::pin(async move {
                let plan = migration_plans::find(unit, id).await?;
                let plan = plan.ok_or(EngineError::NotFound { what: "migration-plan" })?;
                if plan.drawn_by == director.id() {
                    return Err(EngineError::Conflict { what: "plan-two-people".to_owned() });
                }
                let migration = engine.migration(unit, &input_of(&plan)?).await?;
                let moved = engine.move_all(unit, now, &director, &plan, &migration, &owned_key).await?;
                let count = i64::try_from(moved).unwrap_or(i64::MAX);
                migration_plans::apply(unit, id, director.id(), now, count).await?;
                let subject = ("migration-plan", id.to_string());
                let detail = json!({ "number": plan.number, "moved": moved }).to_string();
                journal::record(unit, now, (&director, Role::Director), "plan-applied", subject, detail)
                    .await?;
                Ok(moved)
            })
        })
        .await
    }

    /// Plans, the latest first, without their moves.
    pub async fn plans(&self, signed: &Signed) -> Result<Vec<PlanView>, EngineError> {
        may_read(signed)?;
        let mut plans = Vec::new();
        for row in migration_plans::list(&self.store).await? {
            plans.push(self.plan_view(row, Vec::new()).await?);
        }
        Ok(plans)
    }

    /// One plan with what it would do now.
    pub async fn plan(&self, signed: &Signed, id: MigrationPlanId) -> Result<PlanView, EngineError> {
        may_read(signed)?;
        let row = migration_plans::find(&self.store, id).await?;
        let row = row.ok_or(EngineError::NotFound { what: "migration-plan" })?;
        let moves = if row.applied_at.is_some() {
            Vec::new()
        } else {
            let migration = self.migration(&self.store, &input_of(&row)?).await?;
            self.moves(&self.store, row.call_id, &migration, self.today().await?).await?
        };
        self.plan_view(row, moves).await
    }

    async fn plan_view(
        &self,
        row: MigrationPlanRow,
        moves: Vec<PlannedMove>,
    ) -> Result<PlanView, EngineError> {
        let people: Vec<_> = [Some(row.drawn_by), row.applied_by].into_iter().flatten().collect();
        let names = store::people::names(&self.store, &people).await?;
        let name = |id| names.iter().find(|(person, _)| *person == id).map(|(_, name)| name.clone());
        Ok(PlanView {
            stages: stages_of(&row)?,
            drawn_by: name(row.drawn_by).unwrap_or_default(),
            applied_by: row.applied_by.and_then(name),
            id: row.id,
            number: row.number,
            call: row.call_id,
            to_fingerprint: row.to_fingerprint,
            reason: row.reason,
            drawn_at: row.drawn_at,
            applied_at: row.applied_at,
            moved: row.moved,
            moves,
        })
    }

    /// The migration of an input: stages that are not named keep their key.
    async fn migration(&self, on: &impl Source, input: &PlanInput) -> Result<Migration, EngineError> {
        let call = store::calls::find(on, input.call).await?;
        let call = call.ok_or(EngineError::NotFound { what: "call" })?;
        let pack = self.pack_from(on, &input.to_fingerprint).await?;
        if pack.programme().code != call.programme_code {
            return Err(EngineError::field("to_fingerprint", "other-programme"));
        }
        let kept = Stage::ALL.into_iter().filter(|stage| !stage.is_final()).map(|stage| (stage, stage));
        let mut stages: BTreeMap<Stage, Stage> = kept.collect();
        stages.extend(input.stages.iter().map(|(from, to)| (*from, *to)));
        let governed_by = input.to_fingerprint.clone();
        Ok(Migration { governed_by, pipeline: pipeline_of(&pack)?, stages })
    }

    async fn moves(
        &self,
        on: &impl Source,
        call: CallId,
        migration: &Migration,
        today: Date,
    ) -> Result<Vec<PlannedMove>, EngineError> {
        let calendar = crate::calendar::load(on).await?;
        let mut moves = Vec::new();
        for row in running(on, call).await? {
            let application = crate::case::state_of(&row.state_json)?;
            if application.governed_by == migration.governed_by {
                continue;
            }
            let old = pipeline_of(&*self.pack_from(on, &application.governed_by).await?)?;
            let from = application.stage();
            let planned = preview(&application, &old, migration, &calendar, CountFrom::NextDay, today);
            let (to, due_after, lost) = match planned {
                Ok(planned) => (planned.to, planned.clock.and_then(|clock| Due::day(clock.due)), Vec::new()),
                Err(lost) => (migration.stages.get(&from).copied().unwrap_or(from), None, lost),
            };
            let due_before = application.due().and_then(Due::day);
            let id = row.id;
            moves.push(PlannedMove {
                application: id,
                number: row.number,
                from,
                to,
                due_before,
                due_after,
                lost,
            });
        }
        Ok(moves)
    }

    /// Each case by its own command, so that its record says who moved it and when.
    async fn move_all(
        &self,
        unit: &UnitOfWork,
        now: Timestamp,
        director: &Signed,
        plan: &MigrationPlanRow,
        migration: &Migration,
        key: &str,
    ) -> Result<u64, EngineError> {
        let moves = self.moves(unit, plan.call_id, migration, now.date()).await?;
        must_be_safe(moves.clone())?;
        for planned in &moves {
            store::applications::lock(unit, planned.application).await?;
            let mut loaded = Loaded::read(self, unit, planned.application).await?;
            let command = Command::Migrate { to: planned.to };
            let outcome = {
                let judged = Judged::default();
                let table = Table { migration: Some(migration), ..Table::default() };
                let context = Context { table, ..loaded.context(now, &director.actor, &judged) };
                decide(&loaded.application, &loaded.pipeline, &command, &context)?
            };
            loaded.pipeline = migration.pipeline.clone();
            let digest = input_hash(&(plan.id, &command))?;
            record(self, unit, &mut loaded, &outcome, key, &digest).await?;
        }
        Ok(moves.len() as u64)
    }
}

fn may_read(signed: &Signed) -> Result<(), EngineError> {
    let readers = [Role::Policy, Role::Director, Role::Supervisor];
    if signed.holds_any(&readers) { Ok(()) } else { Err(EngineError::Forbidden) }
}

fn must_be_safe(moves: Vec<PlannedMove>) -> Result<(), EngineError> {
    let losing = moves.into_iter().filter(|planned| !planned.lost.is_empty());
    let losing =
        losing.map(|planned| UnsafeMove { number: planned.number, stage: planned.from, lost: planned.lost });
    let losing: Vec<UnsafeMove> = losing.collect();
    if losing.is_empty() { Ok(()) } else { Err(EngineError::MigrationUnsafe(losing)) }
}

fn stages_of(plan: &MigrationPlanRow) -> Result<BTreeMap<Stage, Stage>, EngineError> {
    serde_json::from_str(&plan.stages_json)
        .map_err(|error| EngineError::Corrupt { what: format!("migration plan: {error}") })
}

fn input_of(plan: &MigrationPlanRow) -> Result<PlanInput, EngineError> {
    Ok(PlanInput {
        call: plan.call_id,
        to_fingerprint: plan.to_fingerprint.clone(),
        stages: stages_of(plan)?,
        reason: plan.reason.clone(),
    })
}

/// Every case of the call that is under way.
async fn running(
    on: &impl Source,
    call: CallId,
) -> Result<Vec<store::applications::ApplicationRow>, EngineError> {
    let mut rows = Vec::new();
    loop {
        let after = rows.last().map(|row: &store::applications::ApplicationRow| row.id);
        let page = store::applications::under_way(on, call, after, BATCH_LIMIT_CASES).await?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page);
        if rows.len() > MIGRATION_LIMIT_CASES {
            let fault = crate::FieldFault::new("call", "too-many-cases").with("limit", MIGRATION_LIMIT_CASES);
            return Err(EngineError::Invalid(vec![fault]));
        }
    }
}
