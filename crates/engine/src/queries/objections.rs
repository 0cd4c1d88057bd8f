//! Objections to a case as its readers see them: the substance for staff, the objector for the handler
//! and for supervision, to the organisation only that there is one and what became of it.

use serde::Serialize;
use store::objections::ObjectionRow;
use workflow::id::ApplicationId;
use workflow::identity::mask;
use workflow::{CommandKind, Role, Timestamp};

use super::case_view::Viewpoint;
use crate::actor::Signed;
use crate::{Engine, EngineError};

/// One objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseObjection {
    pub number: String,
    pub filed_at: Timestamp,
    /// Not for the organisation: words can give a name away.
    pub body: Option<String>,
    pub objector: Option<Objector>,
    /// `upheld`, `dismissed` or `amended`.
    pub decision: Option<String>,
    pub reply: Option<String>,
    pub decided_at: Option<Timestamp>,
}

/// Who objected; the identity number was proven when it was typed, a handler sees its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objector {
    pub name: String,
    pub identity_masked: String,
    pub contact: String,
}

impl Engine {
    pub(crate) async fn case_objections(
        &self,
        signed: &Signed,
        application: ApplicationId,
        viewpoint: Viewpoint,
        actions: &[CommandKind],
    ) -> Result<Vec<CaseObjection>, EngineError> {
        let rows = store::objections::of_application(&self.store, application).await?;
        let handles = actions.contains(&CommandKind::DecideObjection);
        let view = |row: ObjectionRow| {
            let answered_by_reader = row.decided_by == Some(signed.id());
            let knows = viewpoint == Viewpoint::Staff
                && (signed.holds(Role::Supervisor)
                    || answered_by_reader
                    || (handles && row.decided_at.is_none()));
            CaseObjection {
                number: row.number,
                filed_at: row.filed_at,
                objector: knows.then(|| Objector {
                    name: row.name.reveal().clone(),
                    identity_masked: mask(row.identity_number.reveal()),
                    contact: row.contact.reveal().clone(),
                }),
                body: (viewpoint == Viewpoint::Staff).then_some(row.body),
                decision: row.decision,
                reply: row.reply,
                decided_at: row.decided_at,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }
}
