//! Who a token speaks for, and the places one may name.
//! A token is made on the account page, never here.

use axum::Json;
use axum::extract::State;
use engine::queries::people::Town;
use serde::Serialize;
use utoipa::ToSchema;

use super::values::Listed;
use crate::error::PortalError;
use crate::extract::CurrentPerson;
use crate::state::PortalState;

/// The person behind the token, with the rights held now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: String,
    pub name: String,
    pub locale: String,
    pub roles: Vec<String>,
    /// Organisations one acts for.
    pub organisations: Vec<String>,
    /// The town a recommender speaks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
}

/// A town or zone of the jurisdiction.
#[derive(Debug, Serialize, ToSchema)]
pub struct TownItem {
    pub id: String,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
}

/// Who the token speaks for
#[utoipa::path(get, path = "/api/v1/me", tag = "me", responses((status = 200, body = Me)))]
pub async fn show(CurrentPerson(signed): CurrentPerson) -> Json<Me> {
    let actor = &signed.actor;
    Json(Me {
        id: signed.id().to_string(),
        name: signed.person.name.clone(),
        locale: signed.person.locale.clone(),
        roles: actor.roles.iter().map(|role| role.key().to_owned()).collect(),
        organisations: actor.organisations.iter().map(ToString::to_string).collect(),
        town: actor.town.map(|town| town.to_string()),
    })
}

/// Towns and zones, for profiles
#[utoipa::path(get, path = "/api/v1/towns", tag = "me", responses((status = 200, body = Listed<TownItem>)))]
pub async fn towns(State(state): State<PortalState>) -> Result<Json<Listed<TownItem>>, PortalError> {
    let towns = state.engine().towns().await?;
    let item = |town: Town| TownItem {
        id: town.id.to_string(),
        code: town.code,
        name_zh: town.name_zh,
        name_en: town.name_en,
    };
    Ok(Json(Listed::whole(towns.into_iter().map(item).collect())))
}
