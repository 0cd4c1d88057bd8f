//! The profile: what the licence says, and the account that is paid. Edited by members only.
//! It writes no account number into the journal and touches no payment order.

use serde::{Deserialize, Serialize};
use store::Hidden;
use store::organisations::{self, OrganisationRow};
use workflow::id::{OrganisationId, TownId};
use workflow::identity::{CodeError, check_account_number, check_cnaps};
use workflow::{Date, Role};

use super::register::check_founding;
use crate::error::Faults;
use crate::{Engine, EngineError, Signed, journal, text};

/// The profile as typed.
#[derive(Clone, Serialize, Deserialize)]
pub struct ProfileInput {
    pub organisation_name: String,
    pub town: String,
    pub registered_on: String,
    pub address: String,
    pub legal_representative: String,
    pub account_name: String,
    pub account_number: String,
    pub bank_code: String,
    pub bank_name: String,
}

impl std::fmt::Debug for ProfileInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ProfileInput").finish_non_exhaustive()
    }
}

struct Checked {
    name: String,
    town: TownId,
    registered_on: Date,
    address: String,
    legal_representative: String,
    account_number: String,
    bank_code: String,
    bank_name: String,
}

impl Engine {
    /// Overwrites the profile. What a sent payment order carries is frozen there and does not change.
    pub async fn edit_profile(
        &self,
        signed: &Signed,
        id: OrganisationId,
        input: ProfileInput,
        key: &str,
    ) -> Result<(), EngineError> {
        if !signed.actor.is_member_of(id) {
            return Err(EngineError::NotFound { what: "organisation" });
        }
        let checked = self.check_profile(&input).await?;
        let signed = signed.clone();
        self.once(&signed.id().to_string(), key, &("edit-profile", id, input), move |unit, now| {
            Box::pin(async move {
                let found = organisations::find(unit, id).await?;
                let row = found.ok_or(EngineError::NotFound { what: "organisation" })?;
                let licence_changed = row.name != checked.name || row.registered_on != checked.registered_on;
                organisations::update(unit, &checked.onto(row)).await?;
                if licence_changed {
                    organisations::unconfirm(unit, id).await?;
                }
                let by = (&signed, Role::Applicant);
                let subject = ("organisation", id.to_string());
                journal::record(unit, now, by, "profile-edited", subject, "{}".to_owned()).await
            })
        })
        .await
    }

    async fn check_profile(&self, input: &ProfileInput) -> Result<Checked, EngineError> {
        let mut faults = Faults::default();
        let line = |faults: &mut Faults, field: &str, typed: &str| {
            text::required(faults, field, typed, text::LINE_MAX_CHARACTERS)
        };
        let name = line(&mut faults, "organisation_name", &input.organisation_name);
        let registered_on = check_founding(&mut faults, &input.registered_on, self.today().await?);
        if input.town.trim().is_empty() {
            faults.add("town", "required");
        }
        let town = self.check_town(&mut faults, &input.town).await?;
        let address = line(&mut faults, "address", &input.address);
        let legal_representative = line(&mut faults, "legal_representative", &input.legal_representative);
        let account_name = line(&mut faults, "account_name", &input.account_name);
        if !account_name.is_empty() && account_name != name {
            faults.add("account_name", "account-name-differs");
        }
        let account_number = check_account(&mut faults, &input.account_number);
        let bank_code = check_bank(&mut faults, &input.bank_code);
        let bank_name = line(&mut faults, "bank_name", &input.bank_name);
        faults.into_result()?;
        let (town, registered_on) = town.zip(registered_on).ok_or(EngineError::Forbidden)?;
        Ok(Checked {
            name,
            town,
            registered_on,
            address,
            legal_representative,
            account_number,
            bank_code,
            bank_name,
        })
    }
}

impl Checked {
    fn onto(self, row: OrganisationRow) -> OrganisationRow {
        OrganisationRow {
            account_name: self.name.clone(),
            name: self.name,
            town_id: self.town,
            registered_on: self.registered_on,
            address: self.address,
            legal_representative: self.legal_representative,
            account_number: Hidden::new(self.account_number),
            bank_code: self.bank_code,
            bank_name: self.bank_name,
            ..row
        }
    }
}

/// Account numbers are often written in groups.
fn digits(typed: &str) -> String {
    typed.chars().filter(|character| !character.is_whitespace() && *character != '-').collect()
}

fn check_account(faults: &mut Faults, typed: &str) -> String {
    let number = digits(typed);
    match check_account_number(&number) {
        Ok(()) => {}
        Err(_) if number.is_empty() => faults.add("account_number", "required"),
        Err(CodeError::Length { .. }) => faults.add("account_number", "account-number-length"),
        Err(_) => faults.add("account_number", "account-number"),
    }
    number
}

fn check_bank(faults: &mut Faults, typed: &str) -> String {
    let code = digits(typed);
    if code.is_empty() {
        faults.add("bank_code", "required");
    } else if check_cnaps(&code).is_err() {
        faults.add("bank_code", "bank-code");
    }
    code
}
