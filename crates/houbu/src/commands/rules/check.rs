//! `houbu rules check`: everything that can be said of packs before anybody is judged by them.
//! Exit 0 only when every pack compiles, its cases are green and no warning is left unexplained.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::cases::CaseRunner;
use rules::analysis::{Effort, Warning};
use rules::{CaseResult, Pack};
use templates::{Catalogue, Locale, Message};

use crate::assembly::{embedded_programmes, national_calendar, programmes_in};
use crate::commands::workflow::locale;

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Folders laid out like `rules/`; none is the shipped programmes.
    folders: Vec<PathBuf>,
    /// Only the programme of this code.
    #[arg(long)]
    programme: Option<String>,
    /// zh-CN or en.
    #[arg(long, default_value = "zh-CN", value_parser = locale)]
    lang: Locale,
}

pub fn run(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let mut programmes = if arguments.folders.is_empty() { embedded_programmes() } else { Vec::new() };
    for folder in &arguments.folders {
        programmes.extend(programmes_in(folder)?);
    }
    let catalogue = Catalogue::load()?;
    let mut sound = true;
    let mut checked = 0;
    for files in programmes {
        let pack = match Pack::from_files(files.clone()) {
            Ok(pack) => pack,
            Err(refusal) => {
                println!("{refusal}");
                sound = false;
                continue;
            }
        };
        let code = pack.programme().code.clone();
        if arguments.programme.as_ref().is_some_and(|only| *only != code) {
            continue;
        }
        checked += 1;
        let runner = CaseRunner::from_files(vec![files], national_calendar()?)?;
        let failed = failed_cases(&runner, &pack)?;
        let analysis = pack.analyse(Effort::FULL);
        sound &= failed == 0 && analysis.unexplained().next().is_none();
        println!(
            "{code}: {} cases, {failed} failed; {} enterprises tried, {} warnings, {} unexplained",
            pack.cases().len(),
            analysis.evaluations,
            analysis.warnings.len(),
            analysis.unexplained().count()
        );
        for warning in &analysis.warnings {
            println!("{}", told(&catalogue, arguments.lang, &code, warning));
        }
    }
    anyhow::ensure!(checked > 0 || !sound, "no such programme");
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn failed_cases(runner: &CaseRunner, pack: &Pack) -> anyhow::Result<usize> {
    let text = pack.file("cases.json").unwrap_or("[]");
    let mut failed = 0;
    for case in runner.run(text)? {
        if let CaseResult::Failed(mismatches) = &case.result {
            for fault in mismatches {
                println!("{}: {} {} {}", case.id, fault.field, fault.expected, fault.got);
            }
        }
        failed += usize::from(case.result != CaseResult::Passed);
    }
    Ok(failed)
}

/// A warning at its place, in the reader's language, with its remedy or its explanation.
fn told(catalogue: &Catalogue, locale: Locale, code: &str, warning: &Warning) -> String {
    let Warning { file, line, column, concern, explanation } = warning;
    let key = format!("concern-{}", concern.code());
    let told = concern.arguments().into_iter();
    let sentence = told.fold(Message::new(&key), |message, (name, value)| message.with(name, value));
    let after = match explanation {
        Some(explanation) if locale == Locale::En => explanation.reason_en.clone(),
        Some(explanation) => explanation.reason_zh.clone(),
        None => catalogue.say(locale, &Message::new(format!("{key}-remedy"))),
    };
    let mark = if explanation.is_some() { "=" } else { "→" };
    format!("  {code}/{file}:{line}:{column} {}\n    {mark} {after}", catalogue.say(locale, &sentence))
}
