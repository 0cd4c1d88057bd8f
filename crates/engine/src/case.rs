//! One case, loaded: the application with everything a decision or a page needs beside it.
//! Reads only; the same reading serves the write path and the pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use rules::Pack;
use store::Source;
use store::attachments::AttachmentRow;
use store::calls::CallRow;
use store::organisations::OrganisationRow;
use workflow::calendar::Calendar;
use workflow::id::ApplicationId;
use workflow::pipeline::Track;
use workflow::{Application, Date, Pipeline, Timestamp};

use crate::facts::Supplied;
use crate::judge::{self, Judged};
use crate::packs::pipeline_of;
use crate::{Engine, EngineError};

/// A case under decision or on a page.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub application: Application,
    pub pack: Arc<Pack>,
    pub pipeline: Pipeline,
    pub call: CallRow,
    pub organisation: OrganisationRow,
    pub attachments: Vec<AttachmentRow>,
    pub calendar: Calendar,
}

impl Loaded {
    /// Reads the case; the row must be locked first when it is about to change.
    pub(crate) async fn read(
        engine: &Engine,
        on: &impl Source,
        id: ApplicationId,
    ) -> Result<Self, EngineError> {
        Self::read_at(engine, on, id, engine.now_on(on).await?.date()).await
    }

    /// The same on a given day, which says whose rules judge what is not handed in yet.
    pub(crate) async fn read_at(
        engine: &Engine,
        on: &impl Source,
        id: ApplicationId,
        day: Date,
    ) -> Result<Self, EngineError> {
        let row = store::applications::find(on, id).await?;
        let row = row.ok_or(EngineError::NotFound { what: "application" })?;
        let application = state_of(&row.state_json)?;
        let call = store::calls::find(on, row.call_id).await?;
        let organisation = store::organisations::find(on, row.organisation_id).await?;
        let pack = engine.judging_pack(on, &application, day).await?;
        let governing = engine.pack_from(on, &application.governed_by).await?;
        Ok(Self {
            pipeline: pipeline_of(&governing)?,
            pack,
            application,
            call: call.ok_or(EngineError::NotFound { what: "call" })?,
            organisation: organisation.ok_or(EngineError::NotFound { what: "organisation" })?,
            attachments: store::attachments::of_application(on, id).await?,
            calendar: crate::calendar::load(on).await?,
        })
    }

    /// What the rules say of the answers now.
    pub(crate) fn judge(&self, now: Timestamp) -> Result<Judged, EngineError> {
        let supplied = Supplied {
            now,
            call_opened_on: self.call.opens_on,
            fiscal_year: self.call.fiscal_year,
            registered_on: Some(self.organisation.registered_on),
        };
        let documents: BTreeSet<String> = match self.pipeline.track {
            // What the bureau proposes it knows already: nobody is asked for papers.
            Track::OnConfirmation => {
                self.pack.documents().iter().map(|document| document.code.clone()).collect()
            }
            Track::Application | Track::Agreement => {
                self.attachments.iter().map(|attachment| attachment.document_code.clone()).collect()
            }
        };
        judge::judge(&self.pack, &self.application.answers, &supplied, &documents)
    }
}

/// The state as the projection stores it.
pub(crate) fn state_of(json: &str) -> Result<Application, EngineError> {
    serde_json::from_str(json).map_err(|error| EngineError::Corrupt { what: format!("application: {error}") })
}
