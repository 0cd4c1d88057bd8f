//! 免申即享: the bureau proposes what it knows to be due, one organisation or a table of them.
//!
//! A table is only read and judged until the officer says so; each sound row is then a unit of its own,
//! and a bad row writes nothing. What happens to a proposal afterwards is a command like any other.

mod examine;

use std::collections::BTreeSet;
use std::sync::Arc;

use rules::Pack;
use store::UnitOfWork;
use store::calls::CallRow;
use workflow::application::{Answers, Origin};
use workflow::apply::replay;
use workflow::calendar::CountFrom;
use workflow::decide::{Beginning, Context, Table, Window, propose};
use workflow::id::{ApplicationId, CallId};
use workflow::identity::normalise_code;
use workflow::pipeline::Track;
use workflow::{Date, Effect, Pipeline, Role, Timestamp};

use crate::actor::Signed;
use crate::applications::{must_be_open, origin};
use crate::case::Loaded;
use crate::error::FieldFault;
use crate::exchange::csv;
use crate::once::input_hash;
use crate::packs::pipeline_of;
use crate::perform::{draft_of, project};
use crate::{Engine, EngineError};

pub use examine::{Obstacle, ProposedRow};

/// Rows of one table: a county's list of one programme; every row is judged while somebody waits.
pub const PROPOSALS_LIMIT: usize = 500;
/// A table of that many rows is far smaller.
pub const PROPOSALS_FILE_LIMIT_BYTES: usize = 1024 * 1024;
/// The column that names the organisation.
pub const USCC_COLUMN: &str = "uscc";

/// A call an officer may propose for.
#[derive(Debug, Clone)]
pub struct ProposalCall {
    pub id: CallId,
    pub title_zh: String,
    pub title_en: String,
    pub opens_on: Date,
    pub closes_on: Date,
    /// The programme is on confirmation: nothing is proposed for others.
    pub on_confirmation: bool,
    /// Open, and today lies in its window.
    pub takes_proposals: bool,
    pub pack: Arc<Pack>,
}

/// What every row of a table has in common.
struct Frame {
    call: CallRow,
    pack: Arc<Pack>,
    pipeline: Pipeline,
    governed_by: Option<String>,
}

impl Engine {
    /// The call with its form, as the page of proposals shows it.
    pub async fn proposal_call(&self, signed: &Signed, call: CallId) -> Result<ProposalCall, EngineError> {
        signed.require(Role::Officer)?;
        let frame = self.frame(&self.store, call).await?;
        let today = self.today().await?;
        let open = must_be_open(&frame.call).is_ok();
        Ok(ProposalCall {
            id: frame.call.id,
            opens_on: frame.call.opens_on,
            closes_on: frame.call.closes_on,
            on_confirmation: frame.pipeline.track == Track::OnConfirmation,
            takes_proposals: open && (frame.call.opens_on..=frame.call.closes_on).contains(&today),
            title_zh: frame.call.title_zh,
            title_en: frame.call.title_en,
            pack: frame.pack,
        })
    }

    /// How one proposal would fare. Writes nothing.
    pub async fn preview_proposal(
        &self,
        signed: &Signed,
        call: CallId,
        uscc: &str,
        answers: Answers,
    ) -> Result<ProposedRow, EngineError> {
        signed.require(Role::Officer)?;
        let frame = self.frame(&self.store, call).await?;
        let now = self.now().await?;
        examine::row(&self.store, &frame, now, signed, 1, uscc, answers).await
    }

    /// How every row of a table would fare. Writes nothing; a table that cannot be read is refused whole.
    pub async fn preview_proposals(
        &self,
        signed: &Signed,
        call: CallId,
        file: &[u8],
    ) -> Result<Vec<ProposedRow>, EngineError> {
        signed.require(Role::Officer)?;
        let frame = self.frame(&self.store, call).await?;
        let now = self.now().await?;
        let mut rows: Vec<ProposedRow> = Vec::new();
        for (line, uscc, answers) in lines(&frame.pack, file)? {
            let mut row = examine::row(&self.store, &frame, now, signed, line, &uscc, answers).await?;
            if let Some(first) = rows.iter().find(|first| first.uscc == row.uscc) {
                row.obstacle = Some(Obstacle::Twice { first: first.line });
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// Proposes to one organisation and tells its members.
    pub async fn propose(
        &self,
        signed: &Signed,
        call: CallId,
        uscc: &str,
        answers: Answers,
        key: &str,
    ) -> Result<ApplicationId, EngineError> {
        signed.require(Role::Officer)?;
        let (engine, signed, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let input = ("propose", call, normalise_code(uscc), answers);
        self.once(&scope, key, &input.clone(), move |unit, now| {
            Box::pin(async move {
                let (_, call, uscc, answers) = input;
                begin(&engine, unit, now, (&signed, &owned_key), call, &uscc, answers).await
            })
        })
        .await
    }

    /// Proposes every sound row of a table, each in a unit of its own; the same table under the same key
    /// again answers the same cases. Rows that are not sound, or no longer, are passed over.
    pub async fn propose_all(
        &self,
        signed: &Signed,
        call: CallId,
        file: &[u8],
        key: &str,
    ) -> Result<BTreeSet<ApplicationId>, EngineError> {
        signed.require(Role::Officer)?;
        let frame = self.frame(&self.store, call).await?;
        let mut seen = BTreeSet::new();
        let mut proposed = BTreeSet::new();
        for (_, uscc, answers) in lines(&frame.pack, file)? {
            let uscc = normalise_code(&uscc);
            // Of two rows for one organisation only the first counts, as the preview said.
            if !seen.insert(uscc.clone()) {
                continue;
            }
            match self.propose(signed, call, &uscc, answers, &format!("{key}:{uscc}")).await {
                Ok(application) => {
                    proposed.insert(application);
                }
                Err(EngineError::Invalid(_) | EngineError::Conflict { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(proposed)
    }

    async fn frame(&self, on: &impl store::Source, call: CallId) -> Result<Frame, EngineError> {
        let call = store::calls::find(on, call).await?;
        let call = call.ok_or(EngineError::NotFound { what: "call" })?;
        let governed_by = store::migration_plans::governing(on, call.id).await?;
        let governing = governed_by.as_ref().unwrap_or(&call.pack_fingerprint);
        let pipeline = pipeline_of(&*self.pack_from(on, governing).await?)?;
        let day = self.now_on(on).await?.date();
        let in_force = self.in_force(on, &call.programme_code, day).await?;
        let pack = self.pack_from(on, in_force.as_ref().unwrap_or(&call.pack_fingerprint)).await?;
        Ok(Frame { call, pack, pipeline, governed_by })
    }
}

/// The columns a table may have: the organisation's code and every field of the form.
pub fn proposal_columns(pack: &Pack) -> Vec<String> {
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
    std::iter::once(USCC_COLUMN.to_owned()).chain(fields.flat_map(rules::form::FormField::inputs)).collect()
}

/// The rows of a table: line, code, answers.
fn lines(pack: &Pack, file: &[u8]) -> Result<Vec<(u64, String, Answers)>, EngineError> {
    if file.len() > PROPOSALS_FILE_LIMIT_BYTES {
        let fault = FieldFault::new("file", "table-too-large").with("limit", PROPOSALS_FILE_LIMIT_BYTES);
        return Err(EngineError::Invalid(vec![fault]));
    }
    let columns = proposal_columns(pack);
    let named: Vec<csv::Named<'_>> =
        columns.iter().map(|column| (column.as_str(), column == USCC_COLUMN)).collect();
    let rows = csv::read_named(file, &named).map_err(EngineError::Invalid)?;
    if rows.len() > PROPOSALS_LIMIT {
        let fault = FieldFault::new("file", "table-too-many-lines").with("limit", PROPOSALS_LIMIT);
        return Err(EngineError::Invalid(vec![fault]));
    }
    let answers = |row: &csv::Cells| -> Answers {
        let filled = row.filled().filter(|(column, _)| *column != USCC_COLUMN);
        filled.map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
    };
    let code = |row: &csv::Cells| row.get(USCC_COLUMN).unwrap_or_default().to_owned();
    Ok(rows.iter().map(|row| (row.line, code(row), answers(row))).collect())
}

async fn begin(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    (signed, key): (&Signed, &str),
    call: CallId,
    uscc: &str,
    answers: Answers,
) -> Result<ApplicationId, EngineError> {
    let frame = engine.frame(unit, call).await?;
    must_be_open(&frame.call)?;
    let columns = proposal_columns(&frame.pack);
    let answers: Answers = answers.into_iter().filter(|(name, _)| columns.contains(name)).collect();
    let row = examine::row(unit, &frame, now, signed, 1, uscc, answers.clone()).await?;
    if let Some(obstacle) = row.obstacle {
        return Err(EngineError::Invalid(obstacle.faults()));
    }
    let organisation = store::organisations::find_by_uscc(unit, &row.uscc).await?;
    let organisation = organisation.ok_or(EngineError::NotFound { what: "organisation" })?;
    let calendar = crate::calendar::load(unit).await?;
    let context = Context {
        now,
        actor: &signed.actor,
        calendar: &calendar,
        count_from: CountFrom::NextDay,
        window: Window { opens_on: frame.call.opens_on, closes_on: frame.call.closes_on },
        organisation_confirmed: organisation.confirmed_at.is_some(),
        missing: &[],
        account_ready: false,
        judgement: None,
        table: Table::default(),
    };
    let governed_by = frame.governed_by.clone();
    let origin = Origin { governed_by, ..origin(engine, unit, now, &frame.call, &organisation).await? };
    let id = origin.id;
    let outcome = propose(Beginning { origin }, &answers, &frame.pipeline, &context)?;
    let application = replay(&outcome.events)
        .ok_or_else(|| EngineError::Corrupt { what: "a proposal without a start".to_owned() })?;
    let digest = input_hash(&("propose", frame.call.id, organisation.id, &answers))?;
    let drafts: Result<Vec<_>, _> =
        outcome.events.iter().map(|event| draft_of(event, key, &digest)).collect();
    store::applications::insert(unit, &project(&application, &frame.pipeline, now)?).await?;
    store::event_log::append(unit, id, 0, &drafts?).await?;
    tell(engine, unit, now, id, &outcome.effects, key).await?;
    Ok(id)
}

/// A proposal moves no money: its only effects are mails.
async fn tell(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    id: ApplicationId,
    effects: &[Effect],
    key: &str,
) -> Result<(), EngineError> {
    let loaded = Loaded::read(engine, unit, id).await?;
    for effect in effects {
        if let Effect::Notify(notification) = effect {
            let dedupe = format!("{id}:{}:{key}", loaded.application.version);
            crate::notify::notify(engine, unit, &loaded, (*notification, &[]), now, &dedupe).await?;
        }
    }
    Ok(())
}
