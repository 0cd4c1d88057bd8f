//! `houbu audit verify`: replays every application and compares. Reads only.
//! Exit 0 only when nothing differs.

use std::process::ExitCode;

use clap::Subcommand;

use crate::assembly::House;
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check hash chains, states, verdicts and budget counters.
    Verify,
}

pub async fn run(command: AuditCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify = command;
    let house = House::open(settings).await?;
    let report = house.engine.audit().await?;
    for fault in &report.faults {
        println!("{}: {}", fault.subject, fault.what);
    }
    println!(
        "{} applications, {} events, {} verdicts re-executed, {} budget lines: {} faults",
        report.applications,
        report.events,
        report.verdicts,
        report.budget_lines,
        report.faults.len()
    );
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
