//! The journal: acts that belong to no application (calls, people, budgets, downloads, sign-ins).
//!
//! Written in the same transaction as the act; never holds passwords, account or identity numbers.

use store::UnitOfWork;
use store::journal::JournalRow;
use workflow::{Role, Timestamp};

use crate::EngineError;
use crate::actor::Signed;

/// Records an act of a signed-in person.
pub(crate) async fn record(
    unit: &UnitOfWork,
    now: Timestamp,
    by: (&Signed, Role),
    action: &'static str,
    subject: (&'static str, String),
    detail_json: String,
) -> Result<(), EngineError> {
    let row = JournalRow {
        id: 0,
        at: now,
        actor_person: Some(by.0.id()),
        actor_role: by.1,
        action: action.to_owned(),
        subject_kind: subject.0.to_owned(),
        subject_id: subject.1,
        detail_json,
    };
    store::journal::append(unit, &row).await?;
    Ok(())
}
