//! `houbu registers load|columns`: certified facts enter the database here, from a CSV file per register.
//! A wrong line refuses the file and is told with its column and remedy; the same file again changes nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use engine::registers::{Register, columns};
use engine::{EngineError, FieldFault};
use templates::{Catalogue, Locale, Message};

use crate::assembly::House;
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum RegistersCommand {
    /// Load a CSV file (UTF-8, with a first line that names the columns).
    Load {
        #[arg(value_parser = register)]
        register: Register,
        file: PathBuf,
    },
    /// Print the first line of a register's file; optional columns stand in brackets below.
    Columns {
        #[arg(value_parser = register)]
        register: Register,
    },
}

fn register(text: &str) -> Result<Register, String> {
    let known = || Register::ALL.iter().map(|register| register.key()).collect::<Vec<_>>().join(", ");
    Register::from_key(text).ok_or_else(|| format!("the registers are {}", known()))
}

pub async fn run(command: RegistersCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    match command {
        RegistersCommand::Columns { register } => Ok(print_columns(register)),
        RegistersCommand::Load { register, file } => {
            let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
            let house = House::open(settings).await?;
            match house.engine.install_register(register, bytes).await {
                Ok(report) => {
                    let (added, corrected, unchanged) = (report.added, report.corrected, report.unchanged);
                    println!("{added} added, {corrected} corrected, {unchanged} unchanged");
                    Ok(ExitCode::SUCCESS)
                }
                Err(EngineError::Invalid(faults)) => {
                    eprintln!("{}", told(&faults)?);
                    Ok(ExitCode::FAILURE)
                }
                Err(error) => Err(error).with_context(|| file.display().to_string()),
            }
        }
    }
}

fn print_columns(register: Register) -> ExitCode {
    let names = |required: bool| -> Vec<&str> {
        let wanted = columns(register).iter().filter(|column| column.required == required);
        wanted.map(|column| column.code).collect()
    };
    println!("{}", columns(register).iter().map(|column| column.code).collect::<Vec<_>>().join(","));
    println!("({})", names(false).join(", "));
    ExitCode::SUCCESS
}

/// Each fault in both languages, and that nothing was loaded.
fn told(faults: &[FieldFault]) -> anyhow::Result<String> {
    let catalogue = Catalogue::load()?;
    let mut lines = Vec::new();
    for fault in faults {
        lines.extend(Locale::ALL.iter().map(|locale| catalogue.say(*locale, &message(fault))));
    }
    let nothing = Message::new("register-nothing-loaded");
    lines.extend(Locale::ALL.iter().map(|locale| catalogue.say(*locale, &nothing)));
    Ok(lines.join("\n"))
}

fn message(fault: &FieldFault) -> Message {
    let label = format!("field-{}", fault.field.replace('_', "-"));
    let mut said = Message::new(format!("error-{}", fault.code)).about(&label);
    for (name, value) in &fault.arguments {
        said = said.with(name, value.clone());
    }
    match fault.arguments.get("line") {
        Some(line) => Message::new("register-line").with("line", line.clone()).with_message("fault", &said),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_fault_names_line_column_and_remedy_in_both_languages() {
        let fault = FieldFault::new("valid_from", "not-a-date").with("line", 7);
        let text = told(&[fault]).unwrap();
        assert!(text.contains("第 7 行：“起始日期”应为日期"), "{text}");
        assert!(text.contains("Line 7: “First day” must be a date"), "{text}");
        assert!(text.contains("Nothing was loaded"), "{text}");
    }

    /// A column's label is what a person reads of a fault.
    #[test]
    fn every_column_has_a_label_in_both_languages() {
        for locale in Locale::ALL {
            let known = Catalogue::keys(locale);
            for column in Register::ALL.iter().flat_map(|register| columns(*register)) {
                let label = format!("field-{}", column.code.replace('_', "-"));
                assert!(known.contains(&label), "{label} in {locale}");
            }
        }
    }
}
