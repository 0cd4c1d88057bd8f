//! Handing a draft to a second person, and handing it back.
//!
//! Nothing is handed over that does not compile, has a finding, a failing case or a ruling without a case.

use store::drafts::DraftState;
use workflow::Role;
use workflow::id::PackDraftId;

use super::write::{DRAFT_NOTE_LIMIT_CHARACTERS, record};
use super::{DraftAction, files_of, found, ready};
use crate::error::{Faults, FieldFault};
use crate::{Engine, EngineError, Signed};

impl Engine {
    /// Submits a draft for peer review, as read at `version`.
    pub async fn submit_draft(
        &self,
        signed: &Signed,
        draft: PackDraftId,
        version: i64,
        key: &str,
    ) -> Result<PackDraftId, EngineError> {
        signed.require(Role::Policy)?;
        self.must_be_green(signed, (draft, version), DraftAction::Submit).await?;
        let author = signed.clone();
        self.once(&signed.id().to_string(), key, &("submit-draft", draft, version), move |unit, now| {
            Box::pin(async move {
                let row = ready(unit, &author, (draft, version), DraftAction::Submit).await?;
                let latest = store::publications::latest(unit, &row.programme_code).await?;
                if latest.map(|latest| latest.fingerprint) != row.based_on {
                    return Err(EngineError::field("files", "draft-outdated"));
                }
                store::drafts::advance(unit, &row, DraftState::Submitted, &row.answer, now).await?;
                record(unit, now, &author, "draft-submitted", &row, &row.note).await?;
                Ok(draft)
            })
        })
        .await
    }

    /// Hands a submitted draft back to its author, with the reason.
    pub async fn return_draft(
        &self,
        signed: &Signed,
        draft: PackDraftId,
        version: i64,
        reason: &str,
        key: &str,
    ) -> Result<PackDraftId, EngineError> {
        signed.require(Role::Policy)?;
        let reason = reason.trim().to_owned();
        reason_faults(&reason).into_result()?;
        let reader = signed.clone();
        let input = ("return-draft", draft, version, reason.clone());
        self.once(&signed.id().to_string(), key, &input, move |unit, now| {
            Box::pin(async move {
                let row = ready(unit, &reader, (draft, version), DraftAction::Return).await?;
                store::drafts::advance(unit, &row, DraftState::Returned, &reason, now).await?;
                record(unit, now, &reader, "draft-returned", &row, &reason).await?;
                Ok(draft)
            })
        })
        .await
    }

    /// Runs the draft's checks before a step that needs them. A step that could not be taken anyway is left
    /// to say so itself, and so is one that was taken before under the same key.
    pub(super) async fn must_be_green(
        &self,
        signed: &Signed,
        (draft, version): (PackDraftId, i64),
        action: DraftAction,
    ) -> Result<(), EngineError> {
        let row = found(&self.store, draft).await?;
        if row.version != version || !action.fits(row.state) || !action.may(signed, row.author) {
            return Ok(());
        }
        self.checked(&files_of(&row)?, Some(&row.programme_code)).await?.faults().into_result()
    }
}

fn reason_faults(reason: &str) -> Faults {
    let mut faults = Faults::default();
    if reason.is_empty() {
        faults.add("reason", "required");
    }
    if reason.chars().count() > DRAFT_NOTE_LIMIT_CHARACTERS {
        faults.push(FieldFault::new("reason", "too-long").with("limit", DRAFT_NOTE_LIMIT_CHARACTERS));
    }
    if reason.contains('\0') {
        faults.add("reason", "control-character");
    }
    faults
}
