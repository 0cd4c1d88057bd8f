//! Who an award is paid to: the organisation's own account as its profile says now.
//!
//! The account must carry the organisation's name; nothing is corrected here, only refused by part.

use store::organisations::OrganisationRow;
use treasury::payee::{Payee, PayeeParts};
use workflow::id::ApplicationId;

/// Why a profile names no usable payee: which part, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PayeeProblem {
    pub part: &'static str,
    pub problem: &'static str,
}

/// The payee of an organisation, frozen into the order that pays it.
pub(crate) fn payee_of(organisation: &OrganisationRow) -> Result<Payee, PayeeProblem> {
    if organisation.account_name.trim() != organisation.name.trim() {
        return Err(PayeeProblem { part: "payee-name", problem: "differs" });
    }
    let parts = PayeeParts {
        name: organisation.account_name.clone(),
        account_number: organisation.account_number.reveal().clone(),
        bank_code: organisation.bank_code.clone(),
        bank_name: organisation.bank_name.clone(),
    };
    Payee::try_from(parts).map_err(|error| PayeeProblem { part: error.field.key(), problem: error.problem.key() })
}

/// The field of an application on the list of what is due.
pub(super) fn field_of(application: ApplicationId) -> String {
    format!("application-{application}")
}
