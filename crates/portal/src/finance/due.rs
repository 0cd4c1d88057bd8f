//! The maker's list of what is due, and the batch made of it.
//! Amounts and payees are read by the engine anew; a form only names cases.

use axum::extract::{Query, State};
use axum::response::Response;
use engine::disburse::MakeBatch;
use engine::queries::finance::{DueList, DueRow};
use serde::Deserialize;
use templates::pages::finance::{DueLine, FinanceDue};
use templates::{FlashKind, Form, Locale, Message};

use super::faults_of;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;
use crate::state::PortalState;

#[derive(Debug, Default, Deserialize)]
pub struct DueQuery {
    pub after: Option<String>,
    /// `all` ticks every row of the page.
    pub tick: Option<String>,
}

/// `GET /finance/due`
pub async fn show(visit: Visit, Query(query): Query<DueQuery>) -> Result<Response, PortalError> {
    let all = query.tick.as_deref() == Some("all");
    let list = visit.engine().due_payments(visit.signed()?, query.after).await?;
    let page = page_of(list, visit.locale, Form::empty(), |_| all);
    visit.show(&page).await
}

/// `POST /finance/batches`
pub async fn make(
    State(state): State<PortalState>,
    visit: Visit,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let applications = typed.all("application");
    let input = MakeBatch { applications: applications.clone() };
    match state.engine().make_batch(visit.signed()?, input, &typed.key()?).await {
        Ok(batch) => {
            let to = format!("/finance/batches/{batch}");
            Ok(visit.go_saying(&to, FlashKind::Success, Message::new("flash-batch-made")))
        }
        Err(error) => {
            let faults = faults_of(error)?;
            let list = state.engine().due_payments(visit.signed()?, None).await?;
            let form = typed.again(&faults);
            let page =
                page_of(list, visit.locale, form, |row| applications.contains(&row.application.to_string()));
            visit.refuse(&page).await
        }
    }
}

fn page_of(list: DueList, locale: Locale, form: Form, ticked: impl Fn(&DueRow) -> bool) -> FinanceDue {
    FinanceDue {
        form,
        rows: list.due.rows.into_iter().map(|row| line(&row, locale, ticked(&row))).collect(),
        coming: list.coming.iter().map(|row| line(row, locale, false)).collect(),
        count: list.count,
        next: list.due.next.map(|after| format!("/finance/due?after={after}")),
        can_order: list.can_order,
    }
}

fn line(row: &DueRow, locale: Locale, ticked: bool) -> DueLine {
    let problem = row.payee_problem.map(|(part, problem)| {
        Message::new("payee-unusable-short").with("part", part).with("problem", problem)
    });
    let title = if locale == Locale::En { &row.call_title_en } else { &row.call_title_zh };
    DueLine {
        field: format!("application-{}", row.application),
        application: row.application.to_string(),
        href: format!("/cases/{}", row.application),
        number: row.number.clone(),
        organisation: row.organisation.clone(),
        call_title: title.clone(),
        amount_fen: row.amount.fen(),
        instalment: row.instalment,
        instalment_count: row.instalment_count,
        not_before: row.not_before.map(|day| day.to_string()),
        due_on: row.due_on.map(|day| day.to_string()),
        budget_code: row.budget_code.clone(),
        bank_name: row.bank_name.clone(),
        masked_account: row.masked_account.clone(),
        returned_reason: row.returned_reason.clone(),
        problem,
        ticked,
    }
}
