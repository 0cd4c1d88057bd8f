//! Budget lines: drawn up and changed by the finance maker, journalled, and posted to the ledger.
//!
//! A line's total never falls below what is committed; the counters themselves move in `money_effects`.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::budgets::{self, BudgetLineRow};
use treasury::posting::MoneyEvent;
use workflow::id::BudgetLineId;
use workflow::{Money, Role, Timestamp};

use crate::error::{Faults, FieldFault};
use crate::money_effects::post;
use crate::perform::encode;
use crate::{Engine, EngineError, Signed, journal};

/// Longest code of a line, in characters: a subject code with its suffixes.
const CODE_LIMIT_CHARACTERS: usize = 30;
/// Longest title of a line, in characters: one line of a table.
const TITLE_LIMIT_CHARACTERS: usize = 100;
/// Fiscal years that may be typed: a slip of the finger is caught, a decade of planning is not.
const FISCAL_YEARS: std::ops::RangeInclusive<i64> = 2020..=2040;

/// A budget line as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BudgetLineInput {
    pub fiscal_year: String,
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    /// Yuan.
    pub total: String,
}

/// A budget line whose every field was read.
struct BudgetLineDraft {
    fiscal_year: i64,
    code: String,
    title_zh: String,
    title_en: String,
    total: Money,
}

impl Engine {
    /// Draws up a budget line.
    pub async fn create_budget_line(
        &self,
        signed: &Signed,
        input: BudgetLineInput,
        key: &str,
    ) -> Result<BudgetLineId, EngineError> {
        signed.require(Role::FinanceMaker)?;
        let draft = read(&input)?;
        let (engine, person) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        self.once(&scope, key, &("create-budget-line", &input.clone()), move |unit, now| {
            Box::pin(async move {
                let id = engine.fresh_id(now, BudgetLineId::new)?;
                let found = budgets::find_by_code(unit, draft.fiscal_year, &draft.code).await?;
                if found.is_some() {
                    return Err(EngineError::field("code", "budget-code-taken"));
                }
                budgets::insert(unit, &opened(id, &draft)).await?;
                if draft.total.is_positive() {
                    post(unit, now, None, &MoneyEvent::Appropriated { line: id, amount: draft.total })
                        .await?;
                }
                write_journal(unit, now, &person, "budget-line-created", id, &input).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Renames a line, or raises or lowers its total; never below what is committed.
    pub async fn change_budget_line(
        &self,
        signed: &Signed,
        line: BudgetLineId,
        input: BudgetLineInput,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::FinanceMaker)?;
        let draft = read(&input)?;
        let person = signed.clone();
        let scope = signed.id().to_string();
        self.once(&scope, key, &("change-budget-line", line, &input.clone()), move |unit, now| {
            Box::pin(async move {
                change(unit, now, line, &draft).await?;
                write_journal(unit, now, &person, "budget-line-changed", line, &input).await
            })
        })
        .await
    }
}

async fn change(
    unit: &UnitOfWork,
    now: Timestamp,
    line: BudgetLineId,
    draft: &BudgetLineDraft,
) -> Result<(), EngineError> {
    let row = budgets::lock(unit, line).await?.ok_or(EngineError::NotFound { what: "budget-line" })?;
    if row.fiscal_year != draft.fiscal_year || row.code != draft.code {
        return Err(EngineError::field("code", "budget-code-fixed"));
    }
    if draft.total < row.committed_fen {
        let fault = FieldFault::new("total", "budget-below-committed");
        return Err(EngineError::Invalid(vec![fault.with("committed", row.committed_fen.grouped())]));
    }
    let changed = BudgetLineRow {
        title_zh: draft.title_zh.clone(),
        title_en: draft.title_en.clone(),
        total_fen: draft.total,
        ..row.clone()
    };
    budgets::describe(unit, &changed).await?;
    let difference = draft.total.checked_sub(row.total_fen).unwrap_or(Money::ZERO);
    if difference.is_positive() {
        post(unit, now, None, &MoneyEvent::Appropriated { line, amount: difference }).await?;
    } else if let Some(amount) = Money::ZERO.checked_sub(difference).filter(|amount| amount.is_positive()) {
        post(unit, now, None, &MoneyEvent::Reduced { line, amount }).await?;
    }
    Ok(())
}

fn opened(id: BudgetLineId, draft: &BudgetLineDraft) -> BudgetLineRow {
    BudgetLineRow {
        id,
        fiscal_year: draft.fiscal_year,
        code: draft.code.clone(),
        title_zh: draft.title_zh.clone(),
        title_en: draft.title_en.clone(),
        total_fen: draft.total,
        committed_fen: Money::ZERO,
        ordered_fen: Money::ZERO,
        paid_fen: Money::ZERO,
        recovered_fen: Money::ZERO,
    }
}

async fn write_journal(
    unit: &UnitOfWork,
    now: Timestamp,
    person: &Signed,
    action: &'static str,
    line: BudgetLineId,
    input: &BudgetLineInput,
) -> Result<(), EngineError> {
    let subject = ("budget-line", line.to_string());
    journal::record(unit, now, (person, Role::FinanceMaker), action, subject, encode(input)?).await
}

/// Reads every field, and answers every fault at once.
fn read(input: &BudgetLineInput) -> Result<BudgetLineDraft, EngineError> {
    let mut faults = Faults::default();
    let fiscal_year = input.fiscal_year.trim().parse().ok().filter(|year| FISCAL_YEARS.contains(year));
    if fiscal_year.is_none() {
        let fault = FieldFault::new("fiscal_year", "budget-year-range");
        faults.push(fault.with("minimum", FISCAL_YEARS.start()).with("maximum", FISCAL_YEARS.end()));
    }
    let total = read_total(&input.total, &mut faults);
    let mut text = |field: &str, typed: &str, limit: usize| {
        let typed = typed.trim();
        if typed.is_empty() {
            faults.push(FieldFault::new(field, "budget-text-required").with("part", field));
        } else if typed.chars().count() > limit {
            faults.push(
                FieldFault::new(field, "budget-text-too-long").with("part", field).with("limit", limit),
            );
        } else if typed.chars().any(char::is_control) {
            faults.push(FieldFault::new(field, "budget-text-control").with("part", field));
        }
        typed.to_owned()
    };
    let code = text("code", &input.code, CODE_LIMIT_CHARACTERS);
    let title_zh = text("title_zh", &input.title_zh, TITLE_LIMIT_CHARACTERS);
    let title_en = text("title_en", &input.title_en, TITLE_LIMIT_CHARACTERS);
    faults.into_result()?;
    Ok(BudgetLineDraft {
        fiscal_year: fiscal_year.unwrap_or_default(),
        code,
        title_zh,
        title_en,
        total: total.unwrap_or(Money::ZERO),
    })
}

fn read_total(typed: &str, faults: &mut Faults) -> Option<Money> {
    if typed.trim().is_empty() {
        faults.add("total", "budget-total-required");
        return None;
    }
    match typed.parse::<Money>() {
        Ok(total) if total < Money::ZERO => {
            faults.add("total", "budget-total-negative");
            None
        }
        Ok(total) => Some(total),
        Err(_) => {
            faults.add("total", "budget-total-not-an-amount");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_wrong_field_of_a_line_is_named_at_once() {
        let input = BudgetLineInput {
            fiscal_year: "26".to_owned(),
            code: String::new(),
            title_zh: "高企奖励".to_owned(),
            title_en: "x".repeat(101),
            total: "-1".to_owned(),
        };
        let Err(EngineError::Invalid(faults)) = read(&input) else { panic!("the line is wrong") };
        let named: Vec<(&str, &str)> =
            faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        let expected = [
            ("fiscal_year", "budget-year-range"),
            ("total", "budget-total-negative"),
            ("code", "budget-text-required"),
            ("title_en", "budget-text-too-long"),
        ];
        assert_eq!(named, expected);
    }
}
