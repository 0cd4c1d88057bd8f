//! `houbu audit …`: verify the record, seal it, and prove or check what stood in it.
//! Verifying and checking read only; a proof is checked without configuration and without a database.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use engine::audit::AuditReport;
use engine::seal::{Witness, check_proof as check};

use crate::assembly::{House, public_keys_in, sealer};
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check hash chains, seals, states, verdicts and budget counters.
    Verify(VerifyArguments),
    /// Seal the record now and write the seal to its folder.
    Seal,
    /// Print the public keys of the seals, the present one first.
    PublicKey,
    /// Print the proof that an application stood on a publicity list when the record was sealed.
    Proof(ProofArguments),
    /// Check a proof with nothing but a public key.
    CheckProof(CheckProofArguments),
}

#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Folder of exported seals, best a copy kept elsewhere; the configured one when it is not said.
    #[arg(long)]
    seals: Option<PathBuf>,
    /// PEM file of the published public keys; the configured ones when it is not said.
    #[arg(long)]
    public_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ProofArguments {
    /// Number of the application.
    application: String,
    /// Number of the publicity list.
    #[arg(long)]
    notice: String,
}

#[derive(Debug, Args)]
pub struct CheckProofArguments {
    /// The proof, as downloaded or printed.
    file: PathBuf,
    /// PEM file of the published public keys.
    #[arg(long)]
    public_key: PathBuf,
}

pub async fn run(command: AuditCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    match command {
        AuditCommand::Verify(arguments) => verify(arguments, settings).await,
        AuditCommand::Seal => seal(settings).await,
        AuditCommand::PublicKey => {
            for key in sealer(&settings)?.trusted() {
                print!("{}", key.pem());
            }
            Ok(ExitCode::SUCCESS)
        }
        AuditCommand::Proof(arguments) => {
            let house = House::open(settings).await?;
            let proof = house.engine.numbered_proof(&arguments.notice, &arguments.application).await?;
            println!("{}", serde_json::to_string_pretty(&proof)?);
            Ok(ExitCode::SUCCESS)
        }
        AuditCommand::CheckProof(arguments) => check_proof(&arguments),
    }
}

async fn verify(arguments: VerifyArguments, settings: Settings) -> anyhow::Result<ExitCode> {
    let own = sealer(&settings)?;
    let trusted = match &arguments.public_key {
        Some(file) => public_keys_in(file)?,
        None => own.trusted(),
    };
    let house = House::open(settings).await?;
    let witness = match arguments.seals {
        Some(folder) => {
            Witness::read(&folder, trusted).await.with_context(|| folder.display().to_string())?
        }
        None if own.folder.is_dir() => Witness::read(&own.folder, trusted).await?,
        None => Witness { exported: Vec::new(), trusted },
    };
    let report = house.engine.audit_with(&witness).await?;
    print(&report);
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(report: &AuditReport) {
    for fault in &report.faults {
        println!("{}: {}", fault.subject, fault.finding);
    }
    println!(
        "{} applications, {} events, {} verdicts re-executed, {} budget lines, {} seals and {} seal files: {} faults",
        report.applications,
        report.events,
        report.verdicts,
        report.budget_lines,
        report.seals,
        report.exported,
        report.faults.len()
    );
}

async fn seal(settings: Settings) -> anyhow::Result<ExitCode> {
    let house = House::open(settings).await?;
    let receipt = house.engine.seal().await?;
    println!("seal {} over {} leaves, digest {}", receipt.number, receipt.leaves, receipt.digest);
    for name in receipt.written {
        println!("written: {name}");
    }
    Ok(ExitCode::SUCCESS)
}

pub fn check_proof(arguments: &CheckProofArguments) -> anyhow::Result<ExitCode> {
    let keys = public_keys_in(&arguments.public_key)?;
    let text =
        std::fs::read_to_string(&arguments.file).with_context(|| arguments.file.display().to_string())?;
    match check(&text, &keys) {
        Ok(finding) => {
            println!("sound: {}", finding.statement.named());
            for entry in finding.entries {
                println!("  {}", entry.join(" · "));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(what) => {
            println!("not sound: {what}");
            Ok(ExitCode::FAILURE)
        }
    }
}
