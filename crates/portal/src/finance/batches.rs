//! The list of payment batches, and the states it can be narrowed to.
//! What may be done with a batch stands on its own page.

use axum::extract::Query;
use axum::response::Response;
use engine::queries::finance::{BATCH_STATES, BatchRow};
use serde::Deserialize;
use templates::pages::finance::{BatchLine, FinanceBatches};

use crate::error::PortalError;
use crate::page::Visit;

#[derive(Debug, Default, Deserialize)]
pub struct BatchesQuery {
    pub after: Option<String>,
    pub state: Option<String>,
}

/// `GET /finance/batches`
pub async fn show(visit: Visit, Query(query): Query<BatchesQuery>) -> Result<Response, PortalError> {
    let state = query.state.filter(|state| BATCH_STATES.contains(&state.as_str()));
    let list = visit.engine().payment_batches(visit.signed()?, state.as_deref(), query.after).await?;
    let state = state.unwrap_or_default();
    let page = FinanceBatches {
        rows: list.rows.into_iter().map(line).collect(),
        next: list.next.map(|after| format!("/finance/batches?state={state}&after={after}")),
        state,
        states: BATCH_STATES.map(str::to_owned).to_vec(),
    };
    visit.show(&page).await
}

fn line(row: BatchRow) -> BatchLine {
    BatchLine {
        href: format!("/finance/batches/{}", row.batch),
        number: row.number,
        state: row.state.to_owned(),
        made_by: row.made_by,
        made_at_millis: row.made_at.millis(),
        authorised_by: row.authorised_by,
        total_fen: row.total.fen(),
        orders: row.orders,
    }
}
