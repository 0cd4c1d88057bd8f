//! Publicity: an officer puts the approved cases of a call on one public list.
//!
//! The list and every case on it change in one unit of work: all of them, or none.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::notices::{NoticeItemRow, NoticeRow};
use workflow::id::{ApplicationId, CallId, NoticeId};
use workflow::identity::mask;
use workflow::state::Listing;
use workflow::{Application, Command, Role, State, Timestamp};

use crate::actor::Signed;
use crate::case::state_of;
use crate::error::FieldFault;
use crate::perform::{encode, perform};
use crate::{Engine, EngineError, journal};

/// Cases on one list: what one transaction and one page carry without strain.
pub const NOTICE_LIMIT_ITEMS: u32 = 300;

/// Which cases of a call go on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishInput {
    pub call: CallId,
    pub applications: Vec<ApplicationId>,
}

impl Engine {
    /// Publishes a list of chosen cases.
    pub async fn publish_list(
        &self,
        signed: &Signed,
        input: PublishInput,
        key: &str,
    ) -> Result<NoticeId, EngineError> {
        signed.require(Role::Officer)?;
        check(&input)?;
        let (engine, signed) = (self.clone(), signed.clone());
        let (scope, owned_key) = (signed.id().to_string(), key.to_owned());
        self.once(&scope, key, &("publish-list", input.clone()), move |unit, now| {
            Box::pin(async move { publish(&engine, unit, now, &signed, &input, &owned_key).await })
        })
        .await
    }
}

fn check(input: &PublishInput) -> Result<(), EngineError> {
    if input.applications.is_empty() {
        return Err(EngineError::field("applications", "choose-one"));
    }
    if input.applications.len() > NOTICE_LIMIT_ITEMS as usize {
        let fault = FieldFault::new("applications", "too-many-items");
        return Err(EngineError::Invalid(vec![fault.with("limit", NOTICE_LIMIT_ITEMS)]));
    }
    Ok(())
}

async fn publish(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    signed: &Signed,
    input: &PublishInput,
    key: &str,
) -> Result<NoticeId, EngineError> {
    let call = store::calls::find(unit, input.call).await?;
    let call = call.ok_or(EngineError::NotFound { what: "call" })?;
    let id = engine.fresh_id(now, NoticeId::new)?;
    // In the order of their ids, so that two officers never wait for each other in a circle.
    let chosen: BTreeSet<ApplicationId> = input.applications.iter().copied().collect();
    let mut items = Vec::with_capacity(chosen.len());
    let mut listing = None;
    for application in chosen {
        let command = Command::Publish { notice: id };
        perform(engine, unit, now, &signed.actor, application, &command, key).await?;
        let row = store::applications::find(unit, application).await?;
        let row = row.ok_or(EngineError::NotFound { what: "application" })?;
        if row.call_id != input.call {
            return Err(EngineError::NotFound { what: "application" });
        }
        let state = state_of(&row.state_json)?;
        items.push(item(unit, id, &state, items.len()).await?);
        listing = listing.or_else(|| listing_of(&state));
    }
    let listing = listing.ok_or(EngineError::NotFound { what: "application" })?;
    let year = now.date().year();
    let turn = store::counters::next(unit, &format!("notice-{year}")).await?;
    let notice = NoticeRow {
        id,
        number: format!("{}-{year}-N{turn:03}", engine.settings.number_prefix),
        call_id: call.id,
        first_day: listing.first_day,
        last_day: listing.last_day,
        published_by: signed.id(),
        published_at: now,
    };
    store::notices::insert(unit, &notice, &items).await?;
    let detail = encode(&serde_json::json!({ "number": notice.number, "items": items.len() }))?;
    let subject = ("notice", id.to_string());
    journal::record(unit, now, (signed, Role::Officer), "list-published", subject, detail).await?;
    Ok(id)
}

/// What the public reads of a case: name, masked code, amount; frozen as it is today.
async fn item(
    unit: &UnitOfWork,
    notice: NoticeId,
    application: &Application,
    position: usize,
) -> Result<NoticeItemRow, EngineError> {
    let organisation = store::organisations::find(unit, application.origin.organisation).await?;
    let organisation = organisation.ok_or(EngineError::NotFound { what: "organisation" })?;
    let amount = application.amount();
    let missing = || EngineError::Corrupt { what: "a case in publicity has no amount".to_owned() };
    Ok(NoticeItemRow {
        notice_id: notice,
        application_id: application.origin.id,
        organisation_name: organisation.name,
        uscc_masked: mask(&organisation.uscc),
        amount_fen: amount.ok_or_else(missing)?,
        position: i64::try_from(position + 1).unwrap_or(i64::MAX),
    })
}

fn listing_of(application: &Application) -> Option<Listing> {
    match &application.state {
        State::Publicity { listing } => listing.clone(),
        _ => None,
    }
}
