//! The front page: what is open, and what is on public notice.
//! The same for everybody, signed in or not.

use axum::response::Response;
use templates::pages::home::{Home, OpenCall, PublicityNotice};

use super::calls::title_of;
use crate::error::PortalError;
use crate::page::Visit;

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    let calls = visit.engine().open_calls().await?;
    let lists = visit.engine().standing_lists().await?;
    let locale = visit.locale;
    let calls = calls.into_iter().map(|call| OpenCall {
        href: format!("/calls/{}", call.id),
        title: title_of(locale, &call.title_zh, &call.title_en),
        fiscal_year: i32::try_from(call.fiscal_year).unwrap_or_default(),
        // The last day counts whole.
        closes_at_millis: call.closes_on.next().start().plus_seconds(-60).millis(),
        budget_fen: call.budget.map(workflow::Money::fen),
    });
    let publicities = lists.into_iter().map(|list| PublicityNotice {
        href: format!("/publicity/{}", list.id),
        title: title_of(locale, &list.title_zh, &list.title_en),
        organisations: u32::try_from(list.organisations).unwrap_or(u32::MAX),
        amount_fen: list.total.fen(),
        from: list.first_day.naive(),
        until: list.last_day.naive(),
    });
    visit.show(&Home { calls: calls.collect(), publicities: publicities.collect() }).await
}
