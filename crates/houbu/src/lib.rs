//! The roof: one binary, its configuration, its telemetry and its subcommands.
//!
//! The machine's clock, its randomness and its environment are read here and nowhere else.

mod assembly;
mod chance;
mod clock;
mod commands;
pub mod config;
mod telemetry;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::audit::AuditCommand;

pub use assembly::{
    Doors, House, doors, embedded_programmes, engine_settings, national_calendar, national_notices, sealer,
    words,
};
pub use chance::MachineChance;
pub use clock::MachineClock;
pub use commands::rule_worker::{RULE_WORKER, contain};

/// Houbu 后补: honours subsidy policies from application to payment.
#[derive(Debug, Parser)]
#[command(name = "houbu", version, about)]
struct Arguments {
    /// Configuration file (TOML); every setting may also come as `HOUBU__SECTION__NAME`.
    #[arg(long, global = true, env = "HOUBU_CONFIG")]
    config: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal and run the scheduler.
    Serve,
    /// Serve a fresh embedded demo with its accounts, clock and mails.
    Demo(commands::demo::DemoArguments),
    /// Bring the database's tables up to date.
    Migrate,
    /// Administrators.
    #[command(subcommand)]
    Admin(commands::admin::AdminCommand),
    /// Programmes and their policy packs.
    #[command(subcommand)]
    Programmes(commands::programmes::ProgrammesCommand),
    /// Holiday notices.
    #[command(subcommand)]
    Calendar(commands::calendar::CalendarCommand),
    /// Towns and zones of the jurisdiction.
    #[command(subcommand)]
    Towns(commands::towns::TownsCommand),
    /// Registers of certified facts.
    #[command(subcommand)]
    Registers(commands::registers::RegistersCommand),
    /// Write everything to a folder that any installation can restore.
    Backup(commands::backup::BackupArguments),
    /// Fill an empty, migrated database from a backup.
    Restore(commands::backup::RestoreArguments),
    /// Judge case files and compare with what they expect.
    Cases(commands::cases::CasesArguments),
    /// Rules: what they ask for, packs as files, and verdicts executed again.
    #[command(subcommand)]
    Rules(commands::rules::RulesCommand),
    /// Pipelines: proved and drawn.
    #[command(subcommand)]
    Workflow(commands::workflow::WorkflowCommand),
    /// The record of what happened.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Print the `OpenAPI` description of the API.
    Openapi,
    /// Try one draft of a pack, read from standard input, under tight limits; started by the server.
    #[command(hide = true)]
    RuleWorker,
}

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Printing can only fail when nobody is there to read it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match execute(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("houbu: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(arguments: Arguments) -> anyhow::Result<ExitCode> {
    // Five commands need neither configuration nor database.
    match &arguments.command {
        Command::Cases(cases) => return commands::cases::run(cases),
        Command::Openapi => return commands::openapi::run(),
        Command::RuleWorker => return Ok(commands::rule_worker::run()),
        Command::Rules(rules) => {
            if let Some(outcome) = commands::rules::run_alone(rules) {
                return outcome;
            }
        }
        Command::Workflow(workflow) => return commands::workflow::run(workflow),
        Command::Audit(AuditCommand::CheckProof(check)) => return commands::audit::check_proof(check),
        _ => {}
    }
    let settings = match &arguments.command {
        Command::Demo(demo) => commands::demo::settings(demo)?,
        _ => config::load(arguments.config.as_deref())?,
    };
    telemetry::start(&settings.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        match arguments.command {
            Command::Serve => commands::serve::run(settings).await,
            Command::Demo(demo) => commands::demo::run(demo, settings).await,
            Command::Migrate => commands::migrate::run(settings).await,
            Command::Admin(command) => commands::admin::run(command, settings).await,
            Command::Programmes(command) => commands::programmes::run(command, settings).await,
            Command::Calendar(command) => commands::calendar::run(command, settings).await,
            Command::Towns(command) => commands::towns::run(command, settings).await,
            Command::Registers(command) => commands::registers::run(command, settings).await,
            Command::Backup(arguments) => commands::backup::back_up(arguments, settings).await,
            Command::Restore(arguments) => commands::backup::restore(arguments, settings).await,
            Command::Audit(command) => commands::audit::run(command, settings).await,
            Command::Rules(command) => commands::rules::run(command, settings).await,
            Command::Cases(_) | Command::Openapi | Command::RuleWorker | Command::Workflow(_) => {
                Ok(ExitCode::SUCCESS)
            }
        }
    })
}
