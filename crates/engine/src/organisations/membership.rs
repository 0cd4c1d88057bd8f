//! Who stands for an organisation: members decide on requests, officers confirm the licence.
//! It never decides on whether an application may go on; that is the workflow's.

use serde_json::json;
use store::memberships::{self, MembershipState};
use store::{organisations, people};
use workflow::Role;
use workflow::id::{MembershipId, OrganisationId};

use crate::notify::enqueue_mail;
use crate::{Engine, EngineError, Signed, journal};

const NO_REQUEST: EngineError = EngineError::NotFound { what: "membership" };

impl Engine {
    /// A member takes in or turns away somebody who asked; nobody decides on themselves.
    pub async fn decide_membership(
        &self,
        signed: &Signed,
        id: MembershipId,
        granted: bool,
        key: &str,
    ) -> Result<(), EngineError> {
        let request = memberships::find(&self.store, id).await?.ok_or(NO_REQUEST)?;
        if !signed.actor.is_member_of(request.organisation_id) || request.person_id == signed.id() {
            return Err(NO_REQUEST);
        }
        let (engine, member) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("decide-membership", id, granted), move |unit, now| {
            Box::pin(async move {
                let to = if granted { MembershipState::Active } else { MembershipState::Refused };
                memberships::decide(unit, id, MembershipState::Requested, to, member.id(), now).await?;
                let organisation =
                    organisations::find(unit, request.organisation_id).await?.ok_or(NO_REQUEST)?;
                let person = people::find(unit, request.person_id).await?.ok_or(NO_REQUEST)?;
                let link = format!("{}/organisations", engine.settings.public_url);
                let context = json!({ "organisation": organisation.name, "granted": granted, "link": link });
                enqueue_mail(&engine, unit, now, &person, "membership-decided", context, &id.to_string())
                    .await?;
                let action = if granted { "membership-granted" } else { "membership-refused" };
                let subject = ("membership", id.to_string());
                journal::record(unit, now, (&member, Role::Applicant), action, subject, "{}".to_owned()).await
            })
        })
        .await
    }

    /// An officer has seen the licence; until then nothing can be submitted.
    pub async fn confirm_organisation(
        &self,
        signed: &Signed,
        id: OrganisationId,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::Officer)?;
        if signed.actor.is_member_of(id) {
            return Err(EngineError::Forbidden);
        }
        let (engine, officer) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("confirm-organisation", id), move |unit, now| {
            Box::pin(async move {
                let found = organisations::find(unit, id).await?;
                let organisation = found.ok_or(EngineError::NotFound { what: "organisation" })?;
                organisations::confirm(unit, id, officer.id(), now).await?;
                let link = format!("{}/organisations/{id}", engine.settings.public_url);
                for member in people::members_of(unit, id).await? {
                    let context = json!({ "organisation": organisation.name, "link": link });
                    let dedupe = format!("{id}:{}", now.millis());
                    enqueue_mail(&engine, unit, now, &member, "organisation-confirmed", context, &dedupe)
                        .await?;
                }
                let subject = ("organisation", id.to_string());
                let by = (&officer, Role::Officer);
                journal::record(unit, now, by, "organisation-confirmed", subject, "{}".to_owned()).await
            })
        })
        .await
    }
}
