//! Who is paid and who pays: names, accounts and CNAPS codes that passed their checks.
//!
//! Knows nothing of organisations; that the account's name is the organisation's is checked by the engine.

use serde::{Deserialize, Serialize};

use crate::text::{self, Field, NAME_MAX_CHARS, TextError};

/// A bank account in China that receives money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PayeeParts", into = "PayeeParts")]
pub struct Payee(PayeeParts);

/// The texts of a [`Payee`] before they are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeParts {
    /// The account's owner.
    pub name: String,
    pub account_number: String,
    /// CNAPS code of the bank, 12 digits.
    pub bank_code: String,
    pub bank_name: String,
}

impl TryFrom<PayeeParts> for Payee {
    type Error = TextError;

    fn try_from(parts: PayeeParts) -> Result<Self, TextError> {
        text::check_text(Field::PayeeName, &parts.name, NAME_MAX_CHARS)?;
        text::check_account_number(Field::PayeeAccount, &parts.account_number)?;
        text::check_bank_code(Field::PayeeBankCode, &parts.bank_code)?;
        text::check_text(Field::PayeeBankName, &parts.bank_name, NAME_MAX_CHARS)?;
        Ok(Self(parts))
    }
}

impl From<Payee> for PayeeParts {
    fn from(payee: Payee) -> Self {
        payee.0
    }
}

impl Payee {
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn account_number(&self) -> &str {
        &self.0.account_number
    }

    pub fn bank_code(&self) -> &str {
        &self.0.bank_code
    }

    pub fn bank_name(&self) -> &str {
        &self.0.bank_name
    }
}

/// The bureau's account that money leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DebtorParts", into = "DebtorParts")]
pub struct Debtor(DebtorParts);

/// The texts of a [`Debtor`] before they are checked: configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebtorParts {
    pub name: String,
    pub account_number: String,
    /// CNAPS code of the bureau's bank, 12 digits.
    pub bank_code: String,
}

impl TryFrom<DebtorParts> for Debtor {
    type Error = TextError;

    fn try_from(parts: DebtorParts) -> Result<Self, TextError> {
        text::check_text(Field::DebtorName, &parts.name, NAME_MAX_CHARS)?;
        text::check_account_number(Field::DebtorAccount, &parts.account_number)?;
        text::check_bank_code(Field::DebtorBankCode, &parts.bank_code)?;
        Ok(Self(parts))
    }
}

impl From<Debtor> for DebtorParts {
    fn from(debtor: Debtor) -> Self {
        debtor.0
    }
}

impl Debtor {
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn account_number(&self) -> &str {
        &self.0.account_number
    }

    pub fn bank_code(&self) -> &str {
        &self.0.bank_code
    }
}
