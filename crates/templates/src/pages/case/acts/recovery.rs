//! Taking an award back, on the page of a case: what it would release and demand, shown before it is done.
//! The demand and the money that comes in are finance's pages.

use serde::Serialize;

/// Form field: `revoke_reason`.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryAct {
    pub may_revoke: bool,
    /// Held and not paid: free again with the revocation.
    pub released_fen: i64,
    /// Paid: demanded back.
    pub paid_fen: i64,
    /// What was demanded, once it was.
    pub demand: Option<DemandLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DemandLine {
    pub document_number: String,
    pub amount_fen: i64,
    pub repaid_fen: i64,
}

impl RecoveryAct {
    pub(crate) fn samples() -> Vec<Self> {
        let before = Self { may_revoke: true, released_fen: 40_000_000, paid_fen: 60_000_000, demand: None };
        let demand = DemandLine {
            document_number: "海科追〔2026〕1号".to_owned(),
            amount_fen: 60_000_000,
            repaid_fen: 20_000_000,
        };
        let unpaid = Self { released_fen: 100_000_000, paid_fen: 0, ..before.clone() };
        vec![before.clone(), unpaid, Self { may_revoke: false, demand: Some(demand), ..before }]
    }
}
