//! The pages of finance: what is due, batches, the bank's answers, budget lines, recoveries.
//!
//! Contexts only: codes, fen and masked numbers come in as the portal was told them.

mod answers;
mod batches;
mod budget;
mod due;
mod recoveries;

pub use answers::{AnswerLine, AnswerSummary, FinanceAnswer, FinanceAnswers, MessageLine};
pub use batches::{BatchLine, BatchStep, FinanceBatch, FinanceBatches, OrderLine};
pub use budget::{BudgetLine, FinanceBudget, FinanceBudgetLine};
pub use due::{DueLine, FinanceDue};
pub use recoveries::{FinanceRecoveries, FinanceRecovery, RecoveryLine, RepaymentLine};

/// A CNAPS code with a valid check digit, for samples.
const SAMPLE_BANK: &str = "中国农业银行股份有限公司南通海门支行";
const SAMPLE_ORGANISATION: &str = "南通示例精密机械有限公司";
