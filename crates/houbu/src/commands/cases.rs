//! `houbu cases FILE…`: judges case files with the shipped packs, prints every mismatch.
//! Needs no database. Exit 0 only when nothing failed and nothing is unsupported.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use engine::cases::CaseRunner;
use rules::CaseResult;

use crate::assembly::{embedded_programmes, national_calendar, programmes_in};

#[derive(Debug, Args)]
pub struct CasesArguments {
    /// Case files (JSON): `[{id, programme, inputs, expected, …}]`.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Judge with the packs of this folder instead of the shipped ones.
    #[arg(long)]
    rules: Option<PathBuf>,
}

#[derive(Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
    unsupported: usize,
}

pub fn run(arguments: &CasesArguments) -> anyhow::Result<ExitCode> {
    let programmes = match &arguments.rules {
        Some(folder) => programmes_in(folder)?,
        None => embedded_programmes(),
    };
    let runner = CaseRunner::from_files(programmes, national_calendar()?)?;
    let mut tally = Tally::default();
    for file in &arguments.files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let judged = runner.run(&text).with_context(|| file.display().to_string())?;
        for case in judged {
            report(&case.id, &case.result, &mut tally);
        }
    }
    println!("{} passed, {} failed, {} unsupported", tally.passed, tally.failed, tally.unsupported);
    let green = tally.failed == 0 && tally.unsupported == 0;
    Ok(if green { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(id: &str, result: &CaseResult, tally: &mut Tally) {
    match result {
        CaseResult::Passed => tally.passed += 1,
        CaseResult::Unsupported => {
            tally.unsupported += 1;
            println!("{id} unsupported: no pack or validator has this code, or it cannot read these inputs");
        }
        CaseResult::Failed(mismatches) => {
            tally.failed += 1;
            for mismatch in mismatches {
                println!("{id} {} {} {}", mismatch.field, mismatch.expected, mismatch.got);
            }
        }
    }
}
