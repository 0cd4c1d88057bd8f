//! Budget lines: the bars, and the form that draws a line up or changes it.
//! The counters come from the engine; only the lengths of the bars are computed here.

use axum::extract::{Path, State};
use axum::response::Response;
use engine::budgets::BudgetLineInput;
use engine::queries::finance::BudgetLineView;
use templates::pages::finance::{BudgetLine, FinanceBudget, FinanceBudgetLine};
use templates::{FlashKind, Form, Locale, Message};
use workflow::id::BudgetLineId;
use workflow::{Money, Role};

use super::{faults_of, id_of};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::page::Visit;
use crate::state::PortalState;

const LIST: &str = "/finance/budget";
const NEW: &str = "/finance/budget/new";
/// The bar is a thousand units wide.
const BAR_UNITS: i64 = 1000;

/// `GET /finance/budget`
pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let lines = visit.engine().budget_lines(signed).await?;
    let page = FinanceBudget {
        lines: lines.into_iter().map(|line| bar(line, visit.locale)).collect(),
        can_change: signed.holds(Role::FinanceMaker),
    };
    visit.show(&page).await
}

/// `GET /finance/budget/new`
pub async fn draw_up(visit: Visit) -> Result<Response, PortalError> {
    let year = visit.engine().today().await?.year();
    let form = Form::empty().with("fiscal_year", year.to_string());
    visit.show(&new_page(form)).await
}

/// `POST /finance/budget/new`
pub async fn create(
    State(state): State<PortalState>,
    visit: Visit,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    match state.engine().create_budget_line(visit.signed()?, input(&typed), &typed.key()?).await {
        Ok(_) => Ok(saved(&visit)),
        Err(error) => {
            let form = typed.again(&faults_of(error)?);
            visit.refuse(&new_page(form)).await
        }
    }
}

/// `GET /finance/budget/{id}`
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Response, PortalError> {
    let line = line_of(&visit, id_of(&id)?).await?;
    let form = Form::empty()
        .with("title_zh", line.title_zh.clone())
        .with("title_en", line.title_en.clone())
        .with("total", line.total.to_string());
    visit.show(&known_page(&line, form)).await
}

/// `POST /finance/budget/{id}`
pub async fn change(
    State(state): State<PortalState>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let id = id_of(&id)?;
    match state.engine().change_budget_line(visit.signed()?, id, input(&typed), &typed.key()?).await {
        Ok(()) => Ok(saved(&visit)),
        Err(error) => {
            let form = typed.again(&faults_of(error)?);
            visit.refuse(&known_page(&line_of(&visit, id).await?, form)).await
        }
    }
}

async fn line_of(visit: &Visit, id: BudgetLineId) -> Result<BudgetLineView, PortalError> {
    Ok(visit.engine().budget_line(visit.signed()?, id).await?)
}

fn saved(visit: &Visit) -> Response {
    visit.go_saying(LIST, FlashKind::Success, Message::new("flash-budget-saved"))
}

fn input(typed: &Typed) -> BudgetLineInput {
    BudgetLineInput {
        fiscal_year: typed.text("fiscal_year"),
        code: typed.text("code"),
        title_zh: typed.text("title_zh"),
        title_en: typed.text("title_en"),
        total: typed.text("total"),
    }
}

fn new_page(form: Form) -> FinanceBudgetLine {
    FinanceBudgetLine {
        form,
        action: NEW.to_owned(),
        code: String::new(),
        fiscal_year: String::new(),
        committed_fen: None,
    }
}

fn known_page(line: &BudgetLineView, form: Form) -> FinanceBudgetLine {
    FinanceBudgetLine {
        form,
        action: format!("{LIST}/{}", line.line),
        code: line.code.clone(),
        fiscal_year: line.fiscal_year.to_string(),
        committed_fen: Some(line.committed.fen()),
    }
}

fn bar(line: BudgetLineView, locale: Locale) -> BudgetLine {
    let paid = units(line.paid, line.total);
    let ordered = units(line.ordered, line.total);
    let committed = units(line.committed, line.total);
    BudgetLine {
        href: format!("{LIST}/{}", line.line),
        fiscal_year: line.fiscal_year,
        code: line.code,
        title: if locale == Locale::En { line.title_en } else { line.title_zh },
        total_fen: line.total.fen(),
        committed_fen: line.committed.fen(),
        ordered_fen: line.ordered.fen(),
        paid_fen: line.paid.fen(),
        released_fen: line.released.fen(),
        recovered_fen: line.recovered.fen(),
        remaining_fen: line.remaining.fen(),
        paid_permille: paid,
        ordered_permille: ordered - paid,
        committed_permille: committed - ordered,
    }
}

/// How much of the bar a part fills; a picture, not a figure, so it may be cut to whole units.
fn units(part: Money, whole: Money) -> i64 {
    let wide = i128::from(part.fen()) * i128::from(BAR_UNITS) / i128::from(whole.fen().max(1));
    i64::try_from(wide).unwrap_or(BAR_UNITS).min(BAR_UNITS)
}
