//! 免申即享 on the page of a case: what the bureau proposes, and the organisation's yes or no.
//! Nobody edits the facts here; whoever finds them wrong declines with the reason.

use serde::Serialize;

use crate::pages::case::show::Account;

/// Form field: `decline_proposal_reason`.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalAct {
    /// This reader answers for the organisation.
    pub may_answer: bool,
    pub amount_fen: Option<i64>,
    /// Where the money would go; `None` when it is not this reader's to know.
    pub account: Option<Account>,
    /// The account is entered whole.
    pub account_ready: bool,
    /// The licence was seen.
    pub confirmed: bool,
    pub organisation_href: String,
    /// ISO day: silence until then is a no.
    pub due_on: Option<String>,
}

impl ProposalAct {
    pub(crate) fn samples() -> Vec<Self> {
        let account = Account {
            name: "海门示范精密机械有限公司".to_owned(),
            number_masked: "6222********2233".to_owned(),
            bank: "示范银行海门支行".to_owned(),
        };
        let ready = Self {
            may_answer: true,
            amount_fen: Some(550_000),
            account: Some(account),
            account_ready: true,
            confirmed: true,
            organisation_href: "/organisations/1".to_owned(),
            due_on: Some("2026-03-31".to_owned()),
        };
        vec![
            ready.clone(),
            Self { account_ready: false, confirmed: false, account: None, ..ready.clone() },
            Self { may_answer: false, account: None, ..ready },
        ]
    }
}
