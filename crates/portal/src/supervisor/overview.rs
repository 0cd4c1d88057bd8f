//! Where all cases and all money stand.
//! Counts come from the engine; each leads to the list behind it.

use axum::response::Response;
use engine::queries::applications::CaseLine;
use engine::queries::finance::BudgetLineView;
use engine::queries::supervision::StageTally;
use templates::pages::supervisor::{BudgetRow, OverdueCase, Overview, StageCount};

use crate::error::PortalError;
use crate::page::Visit;
use crate::policy::either;

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    let overview = visit.engine().overview(visit.signed()?).await?;
    let budget = |line: BudgetLineView| BudgetRow {
        fiscal_year: line.fiscal_year,
        title: either(visit.locale, &line.title_zh, &line.title_en),
        code: line.code,
        total_fen: line.total.fen(),
        committed_fen: line.committed.fen(),
        ordered_fen: line.ordered.fen(),
        paid_fen: line.paid.fen(),
        remaining_fen: line.remaining.fen(),
    };
    let page = Overview {
        cases: overview.stages.iter().map(|tally| tally.count).sum(),
        stages: overview.stages.iter().map(stage).collect(),
        overdue_count: overview.overdue_count,
        overdue: overview.overdue.into_iter().map(overdue).collect(),
        payment_exceptions: overview.payment_exceptions,
        budget: overview.budget.into_iter().map(budget).collect(),
    };
    visit.show(&page).await
}

fn stage(tally: &StageTally) -> StageCount {
    let key = tally.stage.key();
    StageCount {
        href: format!("/cases?stage={key}"),
        stage: key.to_owned(),
        count: tally.count,
        overdue: tally.overdue,
    }
}

fn overdue(line: CaseLine) -> OverdueCase {
    OverdueCase {
        href: format!("/applications/{}", line.id),
        number: line.number,
        organisation: line.organisation_name,
        stage: line.stage.key().to_owned(),
        owner: line.owner.map(|role| role.key().to_owned()),
        due_on: line.due_on.map(|day| day.to_string()),
    }
}
