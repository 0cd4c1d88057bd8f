//! Organisations: one's own, joining, the profile, memberships; all of them and the licence, for staff.
//! Account numbers leave masked.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use engine::organisations::{JoinInput, ProfileInput, Registered};
use engine::queries::organisations::{MemberView, MyOrganisation, OrganisationPage, OrganisationView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflow::id::OrganisationId;
use workflow::identity::mask;

use super::values::{Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// An organisation. Its account number is always masked here.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationItem {
    pub id: String,
    pub uscc: String,
    pub name: String,
    pub town: String,
    pub registered_on: String,
    pub address: String,
    pub legal_representative: String,
    pub account_name: String,
    pub account_masked: String,
    pub bank_code: String,
    pub bank_name: String,
    /// When an officer saw the licence; nothing can be submitted before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<String>,
    /// One has asked to join and waits for a member's answer.
    pub is_requested: bool,
}

/// An organisation with its people.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationBody {
    #[serde(flatten)]
    pub organisation: OrganisationItem,
    pub members: Vec<MemberBody>,
    pub requests: Vec<MemberBody>,
    /// What the caller may do: `edit`, `confirm`.
    pub actions: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MemberBody {
    pub membership: String,
    pub name: String,
    pub requested_at: String,
}

/// What names an organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    pub organisation_name: String,
    pub uscc: String,
    pub town: String,
    /// `yyyy-mm-dd`
    pub registered_on: String,
}

/// `founded`: an officer confirms the licence next. `requested`: a member was asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    #[schema(value_type = String)]
    pub outcome: Registered,
}

/// The whole profile.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub organisation_name: String,
    pub town: String,
    /// `yyyy-mm-dd`
    pub registered_on: String,
    pub address: String,
    pub legal_representative: String,
    pub account_name: String,
    pub account_number: String,
    pub bank_code: String,
    pub bank_name: String,
}

/// Account numbers stand in no log.
impl std::fmt::Debug for Profile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Profile").finish_non_exhaustive()
    }
}

/// A member's answer to a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub granted: bool,
}

/// Which organisations.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct OrganisationQuery {
    /// Only those whose licence nobody has confirmed.
    #[serde(default)]
    pub unconfirmed: bool,
    /// The `next` of the part before.
    pub after: Option<String>,
}

/// Organisations one acts for, or has asked to join
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    tag = "organisations",
    responses((status = 200, body = Listed<OrganisationItem>))
)]
pub async fn mine(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<Listed<OrganisationItem>>, PortalError> {
    let mine = state.engine().my_organisations(&signed).await?;
    let one = |mine: MyOrganisation| OrganisationItem {
        is_requested: mine.is_requested,
        ..OrganisationItem::from(mine.organisation)
    };
    Ok(Json(Listed::whole(mine.into_iter().map(one).collect())))
}

/// Register an organisation, or ask to join the one with that code
#[utoipa::path(
    post,
    path = "/api/v1/organisations",
    tag = "organisations",
    request_body = Joining,
    responses((status = 200, body = Joined))
)]
pub async fn join(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<Joining>,
) -> Result<Json<Joined>, PortalError> {
    let input = JoinInput {
        organisation_name: body.organisation_name,
        uscc: body.uscc,
        town: body.town,
        registered_on: body.registered_on,
    };
    let outcome = state.engine().join_organisation(&signed, input, &key).await?;
    Ok(Json(Joined { outcome }))
}

/// One organisation with its people
#[utoipa::path(
    get,
    path = "/api/v1/organisations/{organisation}",
    tag = "organisations",
    responses((status = 200, body = OrganisationBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(organisation): Path<String>,
) -> Result<Json<OrganisationBody>, PortalError> {
    let page = state.engine().organisation(&signed, id::<OrganisationId>(&organisation)?).await?;
    Ok(Json(page.into()))
}

/// Replace the profile of an organisation one acts for
#[utoipa::path(
    put,
    path = "/api/v1/organisations/{organisation}/profile",
    tag = "organisations",
    request_body = Profile,
    responses((status = 204))
)]
pub async fn edit(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(organisation): Path<String>,
    JsonBody(body): JsonBody<Profile>,
) -> Result<StatusCode, PortalError> {
    state.engine().edit_profile(&signed, id(&organisation)?, body.into(), &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take in or turn away somebody who asked to join
#[utoipa::path(
    post,
    path = "/api/v1/memberships/{membership}/decision",
    tag = "organisations",
    request_body = Decision,
    responses((status = 204))
)]
pub async fn decide(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(membership): Path<String>,
    JsonBody(body): JsonBody<Decision>,
) -> Result<StatusCode, PortalError> {
    state.engine().decide_membership(&signed, id(&membership)?, body.granted, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All organisations by code
#[utoipa::path(
    get,
    path = "/api/v1/staff/organisations",
    tag = "organisations",
    responses((status = 200, body = Listed<OrganisationItem>))
)]
pub async fn all(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<OrganisationQuery>,
) -> Result<Json<Listed<OrganisationItem>>, PortalError> {
    let page = state.engine().organisations(&signed, query.unconfirmed, query.after).await?;
    let items = page.organisations.into_iter().map(OrganisationItem::from).collect();
    Ok(Json(Listed { items, next: page.next }))
}

/// Confirm that the licence was seen
#[utoipa::path(
    post,
    path = "/api/v1/staff/organisations/{organisation}/confirm",
    tag = "organisations",
    responses((status = 204))
)]
pub async fn confirm(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(organisation): Path<String>,
) -> Result<StatusCode, PortalError> {
    state.engine().confirm_organisation(&signed, id(&organisation)?, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<OrganisationView> for OrganisationItem {
    fn from(view: OrganisationView) -> Self {
        // A number that arrives masked stays as it is: masking keeps what masking shows.
        let account_masked = mask(&view.account_number);
        Self {
            id: view.id.to_string(),
            uscc: view.uscc,
            name: view.name,
            town: view.town.to_string(),
            registered_on: view.registered_on.to_string(),
            address: view.address,
            legal_representative: view.legal_representative,
            account_name: view.account_name,
            account_masked,
            bank_code: view.bank_code,
            bank_name: view.bank_name,
            confirmed_at: view.confirmed_at.map(iso),
            is_requested: false,
        }
    }
}

impl From<OrganisationPage> for OrganisationBody {
    fn from(page: OrganisationPage) -> Self {
        let actions = [(page.can_edit, "edit"), (page.can_confirm, "confirm")];
        let actions = actions.into_iter().filter(|(may, _)| *may).map(|(_, name)| name.to_owned());
        Self {
            organisation: page.organisation.into(),
            members: page.members.into_iter().map(MemberBody::from).collect(),
            requests: page.requests.into_iter().map(MemberBody::from).collect(),
            actions: actions.collect(),
        }
    }
}

impl From<MemberView> for MemberBody {
    fn from(member: MemberView) -> Self {
        Self {
            membership: member.membership.to_string(),
            name: member.name,
            requested_at: iso(member.requested_at),
        }
    }
}

impl From<Profile> for ProfileInput {
    fn from(profile: Profile) -> Self {
        Self {
            organisation_name: profile.organisation_name,
            town: profile.town,
            registered_on: profile.registered_on,
            address: profile.address,
            legal_representative: profile.legal_representative,
            account_name: profile.account_name,
            account_number: profile.account_number,
            bank_code: profile.bank_code,
            bank_name: profile.bank_name,
        }
    }
}
