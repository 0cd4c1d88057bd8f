//! Calls: an officer drafts one, a director opens it, the clock closes it.
//!
//! A draft freezes the programme's pack as it is at that moment; an open call never changes.

mod check;

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::calls::{CallRow, CallState};
use store::journal::JournalRow;
use workflow::id::CallId;
use workflow::{Date, Role, Timestamp};

use crate::actor::Signed;
use crate::perform::encode;
use crate::{Engine, EngineError, journal};

use check::check;
pub use check::{
    CALL_NOTICE_LIMIT_CHARACTERS, CALL_TARGET_LIMIT_CHARACTERS, CALL_TARGETS_LIMIT,
    CALL_TITLE_LIMIT_CHARACTERS, CALL_WINDOW_LIMIT_DAYS,
};

/// A call as typed. `targets` holds one target per line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallInput {
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub fiscal_year: String,
    pub opens_on: String,
    pub closes_on: String,
    pub budget_line: String,
    pub notice_zh: String,
    pub notice_en: String,
    pub targets: String,
}

impl Engine {
    /// Drafts a call; nobody sees it but staff.
    pub async fn draft_call(
        &self,
        signed: &Signed,
        input: CallInput,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Officer)?;
        let (engine, signed) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        self.once(&scope, key, &("draft-call", input.clone()), move |unit, now| {
            Box::pin(async move {
                let checked = check(unit, &input, now.date()).await?;
                let id = engine.fresh_id(now, CallId::new)?;
                let year = checked.fiscal_year;
                let turn = store::counters::next(unit, &format!("call-{year}")).await?;
                let number = format!("{}-{year}-C{turn:03}", engine.settings.number_prefix);
                let row = checked.into_row(id, number, &signed, now);
                store::calls::insert(unit, &row).await?;
                record(unit, now, (&signed, Role::Officer), "call-drafted", &row).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Rewrites a draft, as read at `version`; the pack is frozen anew.
    pub async fn edit_call(
        &self,
        signed: &Signed,
        call: CallId,
        version: i64,
        input: CallInput,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Officer)?;
        let signed = signed.clone();
        let scope = signed.id().to_string();
        self.once(&scope, key, &("edit-call", call, version, input.clone()), move |unit, now| {
            Box::pin(async move {
                let old = draft(unit, call).await?;
                let checked = check(unit, &input, now.date()).await?;
                let row = checked.over(old, version);
                store::calls::update_draft(unit, &row).await?;
                record(unit, now, (&signed, Role::Officer), "call-edited", &row).await?;
                Ok(call)
            })
        })
        .await
    }

    /// Opens a draft, as read at `version`; whoever drafted it may not.
    pub async fn open_call(
        &self,
        signed: &Signed,
        call: CallId,
        version: i64,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Director)?;
        let signed = signed.clone();
        let scope = signed.id().to_string();
        self.once(&scope, key, &("open-call", call, version), move |unit, now| {
            Box::pin(async move {
                let row = draft(unit, call).await?;
                may_open(&signed, &row, now.date())?;
                store::calls::open(unit, call, version, signed.id(), now).await?;
                record(unit, now, (&signed, Role::Director), "call-opened", &row).await?;
                Ok(call)
            })
        })
        .await
    }

    /// Closes every open call whose last day has passed. Safe to run twice, and beside itself.
    pub async fn close_calls(&self) -> Result<u32, EngineError> {
        let today = self.today().await?;
        let mut closed = 0;
        for call in store::calls::past_closing(&self.store, today).await? {
            closed += u32::from(self.close_call(call).await?);
        }
        Ok(closed)
    }

    async fn close_call(&self, call: CallRow) -> Result<bool, EngineError> {
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let closed = store::calls::close(unit, call.id, now).await?;
                if closed {
                    let act = JournalRow {
                        id: 0,
                        at: now,
                        actor_person: None,
                        actor_role: Role::Clock,
                        action: "call-closed".to_owned(),
                        subject_kind: "call".to_owned(),
                        subject_id: call.id.to_string(),
                        detail_json: detail(&call)?,
                    };
                    store::journal::append(unit, &act).await?;
                }
                Ok(closed)
            })
        })
        .await
    }
}

/// May this person open this draft today? Pages ask the same question.
pub(crate) fn may_open(signed: &Signed, call: &CallRow, today: Date) -> Result<(), EngineError> {
    if call.state != CallState::Draft {
        return Err(EngineError::Conflict { what: "call-not-draft".to_owned() });
    }
    if !signed.holds(Role::Director) || call.drafted_by == signed.id() {
        return Err(EngineError::Forbidden);
    }
    if call.closes_on < today {
        return Err(EngineError::field("closes_on", "window-past"));
    }
    Ok(())
}

async fn draft(unit: &UnitOfWork, call: CallId) -> Result<CallRow, EngineError> {
    let row = store::calls::find(unit, call).await?;
    let row = row.ok_or(EngineError::NotFound { what: "call" })?;
    if row.state == CallState::Draft {
        Ok(row)
    } else {
        Err(EngineError::Conflict { what: "call-not-draft".to_owned() })
    }
}

async fn record(
    unit: &UnitOfWork,
    now: Timestamp,
    by: (&Signed, Role),
    action: &'static str,
    call: &CallRow,
) -> Result<(), EngineError> {
    journal::record(unit, now, by, action, ("call", call.id.to_string()), detail(call)?).await
}

/// What the journal keeps of a call: enough to see later what was decided on.
fn detail(call: &CallRow) -> Result<String, EngineError> {
    encode(&serde_json::json!({
        "number": call.number,
        "programme": call.programme_code,
        "pack": call.pack_fingerprint,
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "budget_line": call.budget_line_id,
    }))
}
