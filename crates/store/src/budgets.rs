//! Budget lines, moved only by conditional updates: the database itself refuses to overspend.
//!
//! The counters are cumulative, so `recovered ≤ paid ≤ ordered ≤ committed ≤ total` always holds; a CHECK is
//! the last guard. Reading a sum first and writing later is not offered: two readers would both be right.

use workflow::Money;
use workflow::id::BudgetLineId;

use crate::error::StoreError;
use crate::row::{
    change_one, execute, find as find_row, insert as insert_row, list as list_rows, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "budget_lines", key 1;
    /// Money a call may commit.
    pub struct BudgetLineRow {
        id: BudgetLineId,
        fiscal_year: i64,
        code: String,
        title_zh: String,
        title_en: String,
        total_fen: Money,
        committed_fen: Money,
        ordered_fen: Money,
        paid_fen: Money,
        /// Paid back: it went to the public treasury and is not committed again.
        recovered_fen: Money,
    }
}

pub async fn insert(unit: &UnitOfWork, line: &BudgetLineRow) -> Result<(), StoreError> {
    insert_row(unit, line).await
}

pub async fn find(on: &impl Source, id: BudgetLineId) -> Result<Option<BudgetLineRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_code(
    on: &impl Source,
    fiscal_year: i64,
    code: &str,
) -> Result<Option<BudgetLineRow>, StoreError> {
    find_row(on, "WHERE t.fiscal_year = $1 AND t.code = $2", values![fiscal_year, code.to_owned()]).await
}

/// The line, held until the unit ends: its total may be decided on.
pub async fn lock(unit: &UnitOfWork, id: BudgetLineId) -> Result<Option<BudgetLineRow>, StoreError> {
    // SQLite's IMMEDIATE transaction already holds the whole database.
    let lock = if unit.connection().is_postgres() { " FOR UPDATE" } else { "" };
    let rows = list_rows(unit, &format!("WHERE t.id = $1{lock}"), values![id]).await?;
    Ok(rows.into_iter().next())
}

/// Overwrites titles and total; a conflict when more than the new total is committed.
pub async fn describe(unit: &UnitOfWork, line: &BudgetLineRow) -> Result<(), StoreError> {
    let sql = "UPDATE budget_lines SET title_zh = $2, title_en = $3, total_fen = $4 \
               WHERE id = $1 AND committed_fen <= $4";
    let cells = values![line.id, line.title_zh.clone(), line.title_en.clone(), line.total_fen];
    change_one(unit, "budget line changed meanwhile", sql, cells).await
}

/// All lines, the latest year first.
pub async fn list(on: &impl Source) -> Result<Vec<BudgetLineRow>, StoreError> {
    list_rows(on, "ORDER BY t.fiscal_year DESC, t.code", Vec::new()).await
}

/// One move: which counter changes, by which sign, and what must hold for it to be allowed.
struct Move {
    counter: &'static str,
    sign: char,
    condition: &'static str,
    available: fn(&BudgetLineRow) -> i64,
}

const COMMIT: Move = Move {
    counter: "committed_fen",
    sign: '+',
    condition: "committed_fen + $2 <= total_fen",
    available: |line| line.total_fen.fen() - line.committed_fen.fen(),
};
const RELEASE: Move = Move {
    counter: "committed_fen",
    sign: '-',
    condition: "committed_fen - $2 >= ordered_fen",
    available: |line| line.committed_fen.fen() - line.ordered_fen.fen(),
};
const ORDER: Move = Move {
    counter: "ordered_fen",
    sign: '+',
    condition: "ordered_fen + $2 <= committed_fen",
    available: |line| line.committed_fen.fen() - line.ordered_fen.fen(),
};
const RETURN_ORDER: Move = Move {
    counter: "ordered_fen",
    sign: '-',
    condition: "ordered_fen - $2 >= paid_fen",
    available: |line| line.ordered_fen.fen() - line.paid_fen.fen(),
};
const PAY: Move = Move {
    counter: "paid_fen",
    sign: '+',
    condition: "paid_fen + $2 <= ordered_fen",
    available: |line| line.ordered_fen.fen() - line.paid_fen.fen(),
};

const RECOVER: Move = Move {
    counter: "recovered_fen",
    sign: '+',
    condition: "recovered_fen + $2 <= paid_fen",
    available: |line| line.paid_fen.fen() - line.recovered_fen.fen(),
};

/// Holds money for an award; [`StoreError::Overspend`] says what is left when it would pass the total.
pub async fn commit(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &COMMIT).await
}

/// Gives committed money that is in no payment order back to the line.
pub async fn release(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &RELEASE).await
}

/// Puts committed money into a payment order.
pub async fn order(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &ORDER).await
}

/// Takes the money of a rejected or cancelled order back: committed, and not ordered again.
pub async fn return_order(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &RETURN_ORDER).await
}

/// The bank has settled a payment order.
pub async fn pay(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &PAY).await
}

/// Paid money came back; what may be committed stays as it is.
pub async fn recover(unit: &UnitOfWork, line: BudgetLineId, amount: Money) -> Result<(), StoreError> {
    shift(unit, line, amount, &RECOVER).await
}

async fn shift(unit: &UnitOfWork, id: BudgetLineId, amount: Money, step: &Move) -> Result<(), StoreError> {
    if !amount.is_positive() {
        return Err(StoreError::conflict("an amount to move must be positive"));
    }
    let Move { counter, sign, condition, available } = step;
    let sql =
        format!("UPDATE budget_lines SET {counter} = {counter} {sign} $2 WHERE id = $1 AND {condition}");
    if execute(unit, sql, values![id, amount]).await? == 1 {
        return Ok(());
    }
    let line = find(unit, id).await?.ok_or(StoreError::NotFound { what: "budget line" })?;
    Err(StoreError::Overspend { available_fen: available(&line), line: line.code })
}
