//! Organisations whose licence is to be seen, and all others.
//! The licence itself is seen by a person, not here.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use templates::pages::organisations::Organisations;
use templates::{FlashKind, Message};

use crate::applicant::organisations::line;
use crate::choices;
use crate::error::PortalError;
use crate::extract::{CheckedForm, id};
use crate::page::Visit;

const PLACE: &str = "/officer/organisations";

#[derive(Debug, Deserialize)]
pub struct Shown {
    /// Present: those already confirmed, too.
    all: Option<String>,
    after: Option<String>,
}

pub async fn list(visit: Visit, Query(shown): Query<Shown>) -> Result<Response, PortalError> {
    let only_unconfirmed = shown.all.is_none();
    let page = visit.engine().organisations(visit.signed()?, only_unconfirmed, shown.after).await?;
    let towns = choices::towns(&visit).await?;
    let all = if only_unconfirmed { "" } else { "all=yes&" };
    let list = Organisations {
        organisations: page
            .organisations
            .into_iter()
            .map(|organisation| line("/organisations", &towns, organisation))
            .collect(),
        only_unconfirmed,
        unconfirmed: page.unconfirmed,
        next: page.next.map(|after| format!("{PLACE}?{all}after={after}")),
    };
    visit.show(&list).await
}

pub async fn confirm(
    visit: Visit,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    visit.engine().confirm_organisation(visit.signed()?, id(&path)?, &typed.key()?).await?;
    Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-organisation-confirmed")))
}
