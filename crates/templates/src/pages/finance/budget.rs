//! Budget lines: how far the money of each has come, and the form that draws one up or changes it.
//! Sums and the parts of a bar are given; nothing is added up here.

use serde::Serialize;

use crate::pages::Page;
use crate::{Form, Message};

#[derive(Debug, Clone, Serialize)]
pub struct FinanceBudget {
    pub lines: Vec<BudgetLine>,
    /// This person draws up lines.
    pub can_change: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct BudgetLine {
    pub href: String,
    pub fiscal_year: i64,
    pub code: String,
    pub title: String,
    pub total_fen: i64,
    pub committed_fen: i64,
    pub ordered_fen: i64,
    pub paid_fen: i64,
    /// Held for revoked awards, and free again.
    pub released_fen: i64,
    /// Paid back; not to be committed again.
    pub recovered_fen: i64,
    pub remaining_fen: i64,
    /// Parts of the bar in thousandths of the total: paid, ordered and not paid, committed and not ordered.
    pub paid_permille: i64,
    pub ordered_permille: i64,
    pub committed_permille: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct FinanceBudgetLine {
    pub form: Form,
    pub action: String,
    /// Empty for a line that is being drawn up; year and code of a line do not change.
    pub code: String,
    pub fiscal_year: String,
    /// What the total may not fall below.
    pub committed_fen: Option<i64>,
}

impl Page for FinanceBudget {
    const TEMPLATE: &'static str = "finance/budget.html";
    const TITLE: &'static str = "finance-budget-title";

    fn samples() -> Vec<Self> {
        let line = BudgetLine {
            href: "/finance/budget/1".to_owned(),
            fiscal_year: 2026,
            code: "2026-KJ-01".to_owned(),
            title: "高新技术企业认定奖励".to_owned(),
            total_fen: 2_000_000_000,
            committed_fen: 740_000_000,
            ordered_fen: 600_000_000,
            paid_fen: 420_000_000,
            released_fen: 8_000_000,
            recovered_fen: 5_000_000,
            remaining_fen: 1_260_000_000,
            paid_permille: 210,
            ordered_permille: 90,
            committed_permille: 70,
        };
        let fresh = BudgetLine {
            code: "2026-KJ-02".to_owned(),
            title: "技术合同成交奖补".to_owned(),
            committed_fen: 0,
            ordered_fen: 0,
            paid_fen: 0,
            released_fen: 0,
            recovered_fen: 0,
            remaining_fen: 2_000_000_000,
            paid_permille: 0,
            ordered_permille: 0,
            committed_permille: 0,
            ..line.clone()
        };
        vec![
            Self { lines: Vec::new(), can_change: true },
            Self { lines: vec![line.clone(), fresh.clone()], can_change: false },
            Self { lines: vec![line, fresh], can_change: true },
        ]
    }
}

impl Page for FinanceBudgetLine {
    const TEMPLATE: &'static str = "finance/budget_line.html";
    const TITLE: &'static str = "finance-budget-line-title";

    fn title(&self) -> Message {
        if self.code.is_empty() {
            Message::new("finance-budget-line-new-title")
        } else {
            Message::new(Self::TITLE).with("code", self.code.clone())
        }
    }

    fn samples() -> Vec<Self> {
        let wrong = Form::empty()
            .with("code", "2026-KJ-01")
            .refuse("code", Message::new("error-budget-code-taken"))
            .refuse("total", Message::new("error-budget-total-not-an-amount"));
        let below = Message::new("error-budget-below-committed").with("committed", "7,400,000.00");
        let known = Form::empty()
            .with("title_zh", "高新技术企业认定奖励")
            .with("title_en", "Reward for recognised high-tech enterprises")
            .with("total", "5000000")
            .refuse("total", below);
        vec![
            Self {
                form: wrong,
                action: "/finance/budget/new".to_owned(),
                code: String::new(),
                fiscal_year: String::new(),
                committed_fen: None,
            },
            Self {
                form: known,
                action: "/finance/budget/1".to_owned(),
                code: "2026-KJ-01".to_owned(),
                fiscal_year: "2026".to_owned(),
                committed_fen: Some(740_000_000),
            },
        ]
    }
}
