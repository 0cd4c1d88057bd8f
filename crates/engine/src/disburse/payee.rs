//! Who an award is paid to: the organisation's own account as its profile says now.
//!
//! The account must carry the organisation's name; nothing is corrected here, only refused by part.

use store::finance::DuePayment;
use store::organisations::OrganisationRow;
use treasury::payee::{Payee, PayeeParts};
use workflow::id::ApplicationId;

/// Which part of a payee cannot be used, and what is wrong with it: stable keys.
pub(crate) type PayeeProblem = (&'static str, &'static str);

/// The payee of an organisation, frozen into the order that pays it.
pub(crate) fn payee_of(organisation: &OrganisationRow) -> Result<Payee, PayeeProblem> {
    let parts = PayeeParts {
        name: organisation.account_name.clone(),
        account_number: organisation.account_number.reveal().clone(),
        bank_code: organisation.bank_code.clone(),
        bank_name: organisation.bank_name.clone(),
    };
    checked(&organisation.name, parts)
}

/// What would refuse a due payment now, so that the list says it before anybody ticks.
pub(crate) fn payee_problem(due: &DuePayment) -> Option<PayeeProblem> {
    let parts = PayeeParts {
        name: due.account_name.clone(),
        account_number: due.account_number.reveal().clone(),
        bank_code: due.bank_code.clone(),
        bank_name: due.bank_name.clone(),
    };
    checked(&due.organisation_name, parts).err()
}

fn checked(organisation: &str, parts: PayeeParts) -> Result<Payee, PayeeProblem> {
    if !parts.name.is_empty() && parts.name != organisation {
        return Err(("payee-name", "differs"));
    }
    Payee::try_from(parts).map_err(|error| (error.field.key(), error.problem.key()))
}

/// The field of an application on the list of what is due.
pub(super) fn field_of(application: ApplicationId) -> String {
    format!("application-{application}")
}
