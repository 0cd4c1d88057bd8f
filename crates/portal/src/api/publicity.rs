//! Publicity lists: read by everybody, published by an officer.
//! What the public may know, the engine has already reduced.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::PublishInput;
use engine::queries::publicity::{PublicityItem, PublicityList, Publishable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::Money;
use workflow::id::{ApplicationId, NoticeId};

use super::values::{After, Identified, Listed, id_in};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A list in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeItem {
    pub id: String,
    pub number: String,
    pub call: String,
    pub title_zh: String,
    pub title_en: String,
    /// Both days are included.
    pub first_day: String,
    pub last_day: String,
    /// Today lies within its days.
    pub standing: bool,
    pub organisations: i64,
    pub total_fen: i64,
}

/// A list with its lines.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeBody {
    #[serde(flatten)]
    pub notice: NoticeItem,
    pub lines: Vec<NoticeLine>,
}

/// Nothing but what the public may know.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeLine {
    /// For an objection to this line.
    pub application: String,
    /// `listed`, `frozen`, `struck`, `amended`, `withdrawn` or `done`.
    pub state: String,
    pub position: i64,
    pub organisation: String,
    pub uscc_masked: String,
    pub amount_fen: i64,
}

/// A case that waits for its list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishableItem {
    pub application: String,
    pub number: String,
    pub organisation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    /// A colleague has to publish it.
    pub own_organisation: bool,
}

/// The cases of a call that go on one list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub call: String,
    pub applications: Vec<String>,
}

/// Every list there was, newest first
#[utoipa::path(
    get,
    path = "/api/v1/publicity",
    tag = "publicity",
    responses((status = 200, body = Listed<NoticeItem>))
)]
pub async fn list(
    State(state): State<PortalState>,
    Query(query): Query<After>,
) -> Result<Json<Listed<NoticeItem>>, PortalError> {
    let (lists, next) = state.engine().publicity_lists(query.id()?).await?;
    let next = next.map(|notice: NoticeId| notice.to_string());
    Ok(Json(Listed { items: lists.into_iter().map(NoticeItem::from).collect(), next }))
}

/// One list with its lines
#[utoipa::path(
    get,
    path = "/api/v1/publicity/{notice}",
    tag = "publicity",
    responses((status = 200, body = NoticeBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    Path(notice): Path<String>,
) -> Result<Json<NoticeBody>, PortalError> {
    let view = state.engine().publicity_list(id(&notice)?).await?;
    let line = |item: PublicityItem| NoticeLine {
        application: item.application.to_string(),
        state: item.standing.key().to_owned(),
        position: item.position,
        organisation: item.organisation,
        uscc_masked: item.uscc_masked,
        amount_fen: item.amount.fen(),
    };
    let lines = view.items.into_iter().map(line).collect();
    Ok(Json(NoticeBody { notice: view.list.into(), lines }))
}

/// Cases of a call that stand on no list yet
#[utoipa::path(
    get,
    path = "/api/v1/staff/calls/{call}/publishable",
    tag = "publicity",
    responses((status = 200, body = Listed<PublishableItem>))
)]
pub async fn publishable(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(call): Path<String>,
) -> Result<Json<Listed<PublishableItem>>, PortalError> {
    let waiting = state.engine().publishable(&signed, id(&call)?).await?;
    let item = |case: Publishable| PublishableItem {
        application: case.id.to_string(),
        number: case.number,
        organisation: case.organisation,
        amount_fen: case.amount.map(Money::fen),
        own_organisation: case.own_organisation,
    };
    Ok(Json(Listed::whole(waiting.into_iter().map(item).collect())))
}

/// Publish a list; all its cases, or none
#[utoipa::path(
    post,
    path = "/api/v1/staff/publicity",
    tag = "publicity",
    request_body = Publication,
    responses((status = 200, body = Identified))
)]
pub async fn publish(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<Publication>,
) -> Result<Json<Identified>, PortalError> {
    let chosen: Result<Vec<ApplicationId>, PortalError> =
        body.applications.iter().map(|text| id_in("applications", text)).collect();
    let input = PublishInput { call: id_in("call", &body.call)?, applications: chosen? };
    let notice = state.engine().publish_list(&signed, input, &key).await?;
    Ok(Json(Identified::by(notice)))
}

impl From<PublicityList> for NoticeItem {
    fn from(list: PublicityList) -> Self {
        Self {
            id: list.id.to_string(),
            number: list.number,
            call: list.call.to_string(),
            title_zh: list.title_zh,
            title_en: list.title_en,
            first_day: list.first_day.to_string(),
            last_day: list.last_day.to_string(),
            standing: list.standing,
            organisations: list.organisations,
            total_fen: list.total.fen(),
        }
    }
}
