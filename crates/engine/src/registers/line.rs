//! One line of a register's file, read cell by cell into typed values.
//!
//! A fault names line and column and reading goes on, so that a person hears of all of them at once.

use std::collections::BTreeSet;

use store::Hidden;
use workflow::identity::{CodeError, check_account_number, check_id_card, check_uscc, normalise_code};
use workflow::{Date, Money, Timestamp};

use crate::error::{Faults, FieldFault};
use crate::exchange::csv::Cells;
use crate::text::{LINE_MAX_CHARACTERS, normalise_email};

/// A code the bureau gives: `P-0001`.
const CODE_MAX_CHARACTERS: usize = 40;
/// People or organisations named in one cell: a big project has dozens.
const CODES_MAXIMUM: usize = 200;
/// What may stand between several codes.
const SEPARATORS: [char; 4] = [';', '；', '、', '|'];

/// What a line names and what must therefore exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A person of the register.
    Person,
    /// The login of an account.
    Account,
}

/// A name that is looked up when the whole file is read.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub kind: Named,
    pub name: String,
    pub line: u64,
    pub column: &'static str,
}

/// What the reading of a whole file gathers.
#[derive(Debug)]
pub(super) struct Reading {
    pub now: Timestamp,
    pub faults: Faults,
    pub references: Vec<Reference>,
}

/// The line being read.
#[derive(Debug)]
pub(super) struct Line<'file> {
    pub cells: &'file Cells,
    pub reading: &'file mut Reading,
}

/// A fault at its place.
pub(super) fn at(line: u64, fault: FieldFault) -> FieldFault {
    fault.with("line", line)
}

impl Line<'_> {
    pub(super) const fn now(&self) -> Timestamp {
        self.reading.now
    }

    fn fault(&mut self, fault: FieldFault) {
        self.reading.faults.push(at(self.cells.line, fault));
    }

    /// A text in one line that must be there.
    pub(super) fn text(&mut self, column: &'static str) -> String {
        if self.cells.get(column).is_none() {
            self.fault(FieldFault::new(column, "required"));
        }
        self.optional(column).unwrap_or_default()
    }

    /// A text in one line, if it is there.
    pub(super) fn optional(&mut self, column: &'static str) -> Option<String> {
        let text = self.cells.get(column)?.to_owned();
        if text.chars().any(char::is_control) {
            self.fault(FieldFault::new(column, "control-character"));
        }
        if text.chars().count() > LINE_MAX_CHARACTERS {
            self.fault(FieldFault::new(column, "too-long").with("limit", LINE_MAX_CHARACTERS));
        }
        Some(text)
    }

    pub(super) fn hidden(&mut self, column: &'static str) -> Option<Hidden<String>> {
        self.optional(column).map(Hidden::new)
    }

    /// A code or number that other lines refer to: without blanks, in capitals.
    pub(super) fn code(&mut self, column: &'static str) -> String {
        let code = normalise_code(&self.text(column));
        self.check_code(column, &code);
        code
    }

    fn check_code(&mut self, column: &'static str, code: &str) {
        if code.chars().count() > CODE_MAX_CHARACTERS {
            self.fault(FieldFault::new(column, "too-long").with("limit", CODE_MAX_CHARACTERS));
        }
        if code.contains(SEPARATORS) {
            self.fault(FieldFault::new(column, "table-code").with("found", code));
        }
    }

    /// The code of a person who must be in the register of people.
    pub(super) fn person(&mut self, column: &'static str) -> String {
        let code = self.code(column);
        self.refer(Named::Person, &code, column);
        code
    }

    /// The codes of several such people, sorted, each once.
    pub(super) fn people(&mut self, column: &'static str) -> String {
        let codes = self.codes(column);
        for code in &codes {
            self.check_code(column, code);
            self.refer(Named::Person, code, column);
        }
        joined(codes)
    }

    pub(super) fn organisation(&mut self, column: &'static str) -> String {
        let code = normalise_code(&self.text(column));
        if !code.is_empty() {
            self.check_uscc(column, &code);
        }
        code
    }

    pub(super) fn optional_organisation(&mut self, column: &'static str) -> Option<String> {
        self.cells.get(column)?;
        Some(self.organisation(column))
    }

    /// The codes of several organisations, sorted, each once.
    pub(super) fn organisations(&mut self, column: &'static str) -> String {
        self.text(column);
        let codes = self.codes(column);
        for code in &codes {
            self.check_uscc(column, code);
        }
        joined(codes)
    }

    fn codes(&mut self, column: &'static str) -> BTreeSet<String> {
        let text = self.cells.get(column).unwrap_or_default();
        let codes: BTreeSet<String> =
            text.split(SEPARATORS).map(normalise_code).filter(|code| !code.is_empty()).collect();
        if codes.len() > CODES_MAXIMUM {
            self.fault(FieldFault::new(column, "table-too-many-codes").with("limit", CODES_MAXIMUM));
        }
        codes
    }

    fn check_uscc(&mut self, column: &'static str, code: &str) {
        let fault = match check_uscc(code) {
            Ok(()) => return,
            Err(CodeError::Length { .. }) => FieldFault::new(column, "uscc-length"),
            Err(CodeError::Character { .. }) => FieldFault::new(column, "uscc-character"),
            Err(CodeError::CheckDigit | CodeError::BirthDate) => FieldFault::new(column, "uscc-check-digit"),
        };
        self.fault(fault);
    }

    /// A resident identity card's number.
    pub(super) fn identity_number(&mut self, column: &'static str) -> Option<Hidden<String>> {
        let number = normalise_code(self.cells.get(column)?);
        if check_id_card(&number).is_err() {
            self.fault(FieldFault::new(column, "identity-number"));
        }
        Some(Hidden::new(number))
    }

    /// A bank account's number without blanks and hyphens.
    pub(super) fn bank_account(&mut self, column: &'static str) -> Option<Hidden<String>> {
        let number = normalise_code(self.cells.get(column)?).replace('-', "");
        match check_account_number(&number) {
            Ok(()) => {}
            Err(CodeError::Length { .. }) => self.fault(FieldFault::new(column, "account-number-length")),
            Err(_) => self.fault(FieldFault::new(column, "account-number")),
        }
        Some(Hidden::new(number))
    }

    /// The login of an account that must exist.
    pub(super) fn login(&mut self, column: &'static str) -> Option<String> {
        let login = normalise_email(self.cells.get(column)?);
        self.refer(Named::Account, &login, column);
        Some(login)
    }

    fn refer(&mut self, kind: Named, name: &str, column: &'static str) {
        if !name.is_empty() {
            let line = self.cells.line;
            self.reading.references.push(Reference { kind, name: name.to_owned(), line, column });
        }
    }

    /// One of a few texts.
    pub(super) fn choice(&mut self, column: &'static str, allowed: &[&str]) -> String {
        let chosen = normalise_code(&self.text(column));
        if !chosen.is_empty() && !allowed.contains(&chosen.as_str()) {
            self.fault(FieldFault::new(column, "table-choice").with("allowed", allowed.join(", ")));
        }
        chosen
    }

    /// An amount in yuan, not negative.
    pub(super) fn amount(&mut self, column: &'static str) -> Money {
        let text = self.text(column);
        match text.parse::<Money>() {
            _ if text.is_empty() => {}
            Ok(amount) if amount >= Money::ZERO => return amount,
            Ok(_) => self.fault(FieldFault::new(column, "negative")),
            Err(_) => self.fault(FieldFault::new(column, "not-an-amount")),
        }
        Money::ZERO
    }

    /// The days on which the line holds.
    pub(super) fn days(&mut self) -> (Date, Option<Date>) {
        let (from, to) = (self.date("valid_from"), self.date("valid_to"));
        if self.cells.get("valid_from").is_none() {
            self.fault(FieldFault::new("valid_from", "required"));
        }
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.fault(FieldFault::new("valid_to", "date-order"));
        }
        // A line without its first day is refused; any day stands in until then.
        (from.unwrap_or_else(|| self.now().date()), to)
    }

    fn date(&mut self, column: &'static str) -> Option<Date> {
        let read = self.cells.get(column)?.parse();
        if read.is_err() {
            self.fault(FieldFault::new(column, "not-a-date"));
        }
        read.ok()
    }

    /// What is paid of an amount cannot be more than the amount.
    pub(super) fn check_part(&mut self, (part, paid): (&'static str, Money), whole: Money) {
        if paid > whole {
            self.fault(FieldFault::new(part, "table-part-exceeds-whole"));
        }
    }
}

fn joined(codes: BTreeSet<String>) -> String {
    codes.into_iter().collect::<Vec<_>>().join(";")
}
