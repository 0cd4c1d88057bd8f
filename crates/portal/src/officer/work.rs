//! My work: the cases that wait for one of my roles.
//! Which those are the engine says; nothing is filtered here.

use axum::extract::Query;
use axum::response::Response;
use engine::queries::applications::CaseLine;
use templates::pages::case::list::CaseRow;
use templates::pages::work::Work;

use crate::error::PortalError;
use crate::page::Visit;
use crate::paging::{After, next};
use crate::public::calls::title_of;

pub async fn show(visit: Visit, Query(after): Query<After>) -> Result<Response, PortalError> {
    let work = visit.engine().my_work(visit.signed()?, after.id()).await?;
    let row = |line: CaseLine| CaseRow {
        href: format!("/applications/{}", line.id),
        number: line.number,
        organisation: line.organisation_name,
        call: title_of(visit.locale, &line.call_title_zh, &line.call_title_en),
        stage: line.stage.key().to_owned(),
        amount_fen: line.amount.map(workflow::Money::fen),
        submitted_at_millis: line.submitted_at.map(workflow::Timestamp::millis),
        due_on: line.due_on.map(|day| day.to_string()),
        overdue: line.overdue,
        owner: line.owner.map(|role| role.key().to_owned()),
    };
    let page = Work {
        rows: work.cases.lines.into_iter().map(row).collect(),
        overdue: work.overdue,
        next: next("/work", work.cases.next),
    };
    visit.show(&page).await
}
