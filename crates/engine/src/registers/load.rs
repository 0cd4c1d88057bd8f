//! Loading a register's file: read, check against what it refers to, record what is different.
//!
//! One transaction: a bad line refuses the file, and the same file again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use store::UnitOfWork;
use store::registers::{Recorded, Register, RegisterRow, RegisteredPerson, record, standing};
use workflow::Timestamp;

use super::columns::columns;
use super::line::{Line, Named, Reading, at};
use super::rows;
use crate::error::{Faults, FieldFault};
use crate::exchange::csv::{self, Cells};
use crate::{Engine, EngineError, installation};

/// A person mends a file by the first faults; the rest would fill a screen for nothing.
const FAULTS_TOLD_MAXIMUM: usize = 100;

/// What a file changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadReport {
    pub added: usize,
    /// Rows that took the place of one with the same key and another content.
    pub corrected: usize,
    pub unchanged: usize,
}

impl Engine {
    /// Loads a file into a register, as the machine's operator. Refused whole when a line is wrong.
    pub async fn install_register(
        &self,
        register: Register,
        file: Vec<u8>,
    ) -> Result<LoadReport, EngineError> {
        let lines = csv::read(&file, columns(register)).map_err(EngineError::Invalid)?;
        let sha256 = hex::encode(Sha256::digest(&file));
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let report = load(unit, now, register, &lines).await?;
                if report.added + report.corrected > 0 {
                    let subject = ("register", register.key().to_owned());
                    let LoadReport { added, corrected, .. } = report;
                    let detail = format!("sha256 {sha256}, {added} added, {corrected} corrected");
                    installation::record(unit, now, "register-loaded", subject, &detail).await?;
                }
                Ok(report)
            })
        })
        .await
    }
}

async fn load(
    unit: &UnitOfWork,
    now: Timestamp,
    register: Register,
    lines: &[Cells],
) -> Result<LoadReport, EngineError> {
    match register {
        Register::Organisation => load_rows(unit, now, lines, ("uscc", rows::organisation)).await,
        Register::Person => load_rows(unit, now, lines, ("person_code", rows::person)).await,
        Register::Position => load_rows(unit, now, lines, ("person_code", rows::position)).await,
        Register::IpRight => load_rows(unit, now, lines, ("right_number", rows::ip_right)).await,
        Register::Agreement => load_rows(unit, now, lines, ("agreement_number", rows::agreement)).await,
        Register::Loan => load_rows(unit, now, lines, ("loan_number", rows::loan)).await,
        Register::Certificate => load_rows(unit, now, lines, ("certificate_number", rows::certificate)).await,
        Register::Publication => load_rows(unit, now, lines, ("publication_number", rows::publication)).await,
        Register::Expert => load_rows(unit, now, lines, ("person_code", rows::expert)).await,
    }
}

async fn load_rows<R: RegisterRow>(
    unit: &UnitOfWork,
    now: Timestamp,
    lines: &[Cells],
    (key_column, read): (&'static str, fn(&mut Line<'_>) -> R),
) -> Result<LoadReport, EngineError> {
    let mut reading = Reading { now, faults: Faults::default(), references: Vec::new() };
    let mut rows = Vec::with_capacity(lines.len());
    let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
    for cells in lines {
        let row = read(&mut Line { cells, reading: &mut reading });
        match first_lines.get(row.key()) {
            Some(first) => {
                let fault = FieldFault::new(key_column, "table-line-twice").with("first", first);
                reading.faults.push(at(cells.line, fault));
            }
            None => {
                first_lines.insert(row.key().to_owned(), cells.line);
            }
        }
        rows.push(row);
    }
    check_references(unit, &mut reading).await?;
    told(reading.faults)?;
    let keys: Vec<String> = first_lines.into_keys().collect();
    let known: BTreeMap<String, R> = standing(unit, &keys).await?;
    let mut report = LoadReport::default();
    for row in &rows {
        match record(unit, row, known.get(row.key()), now).await? {
            Recorded::Added => report.added += 1,
            Recorded::Corrected => report.corrected += 1,
            Recorded::Unchanged => report.unchanged += 1,
        }
    }
    Ok(report)
}

/// Everybody a line names must be known already.
async fn check_references(unit: &UnitOfWork, reading: &mut Reading) -> Result<(), EngineError> {
    let named = |kind: Named| -> Vec<String> {
        let of_kind = reading.references.iter().filter(|reference| reference.kind == kind);
        of_kind.map(|reference| reference.name.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let people: BTreeMap<String, RegisteredPerson> = standing(unit, &named(Named::Person)).await?;
    let mut accounts = BTreeSet::new();
    for login in named(Named::Account) {
        if store::people::find_by_login(unit, &login).await?.is_some() {
            accounts.insert(login);
        }
    }
    let mut logins = BTreeMap::new();
    for reference in &reading.references {
        let name = reference.name.as_str();
        let fault = match reference.kind {
            Named::Person if people.contains_key(name) => continue,
            Named::Person => FieldFault::new(reference.column, "table-person-unknown"),
            Named::Account if !accounts.contains(name) => {
                FieldFault::new(reference.column, "table-account-unknown")
            }
            Named::Account => match logins.insert(name, reference.line) {
                Some(first) => FieldFault::new(reference.column, "table-line-twice").with("first", first),
                None => continue,
            },
        };
        reading.faults.push(at(reference.line, fault.with("found", name)));
    }
    Ok(())
}

/// The first faults, in the order of lines.
fn told(faults: Faults) -> Result<(), EngineError> {
    let mut faults = faults.into_list();
    let line = |fault: &FieldFault| fault.arguments.get("line").and_then(|line| line.parse::<u64>().ok());
    faults.sort_by_key(line);
    faults.truncate(FAULTS_TOLD_MAXIMUM);
    if faults.is_empty() { Ok(()) } else { Err(EngineError::Invalid(faults)) }
}
