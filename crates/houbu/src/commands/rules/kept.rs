//! `houbu rules replay|export|import`: stored verdicts are executed again; packs leave to a folder and come
//! back as drafts. A folder holds a pack's files byte for byte, so the same files live in git.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use clap::Args;
use engine::studio::DraftInput;
use engine::trial::TriedOutcome;

use crate::assembly::{House, files_in};

/// Mismatches that are printed; more are counted.
const MISMATCHES_SHOWN: usize = 50;

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The programme's code.
    programme: String,
    /// Where its folder is made, such as `rules`.
    folder: PathBuf,
    /// The pack with this fingerprint instead of the one in force today.
    #[arg(long)]
    pack: Option<String>,
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The folder of one programme, such as `rules/hnte-reward`.
    folder: PathBuf,
    /// E-mail address of the policy person whose draft it becomes.
    #[arg(long)]
    author: String,
    /// What the change is about.
    #[arg(long, default_value = "")]
    note: String,
}

pub async fn replay(house: &House) -> anyhow::Result<ExitCode> {
    let report = house.engine.replay_verdicts().await?;
    for mismatch in report.mismatches.iter().take(MISMATCHES_SHOWN) {
        let (application, seq, pack) = (mismatch.application, mismatch.seq, &mismatch.pack);
        println!("{application} event {seq}, pack {pack}: {}", mismatch.what);
    }
    for (version, count) in &report.host_versions {
        println!("host functions {version}: {count} verdicts");
    }
    println!("{} packs, digest {}", report.packs.len(), report.digest);
    println!("{} mismatches / {} decisions", report.mismatches.len(), report.decisions);
    Ok(if report.mismatches.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub async fn export(house: &House, arguments: &ExportArguments) -> anyhow::Result<ExitCode> {
    let code = &arguments.programme;
    let fingerprint = if let Some(fingerprint) = &arguments.pack {
        fingerprint.clone()
    } else {
        let lines = house.engine.programmes().await?;
        let line = lines.into_iter().find(|line| line.code == *code);
        line.with_context(|| format!("there is no programme {code}"))?.fingerprint
    };
    let pack = house.engine.pack(&fingerprint).await?;
    ensure!(pack.programme().code == *code, "{fingerprint} is a pack of {}", pack.programme().code);
    let folder = arguments.folder.join(code);
    write(&folder, pack.paths().filter_map(|path| Some((path, pack.file(path)?))))?;
    println!("{code} {} {fingerprint}: {}", pack.programme().version, folder.display());
    Ok(ExitCode::SUCCESS)
}

/// The folder holds afterwards what the pack holds and nothing else; files that are no part of any pack are
/// not ours to remove.
fn write<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a str)>) -> anyhow::Result<()> {
    let files: BTreeMap<&str, &str> = files.collect();
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for name in files_in(folder)?.keys() {
        ensure!(
            files.contains_key(name.as_str()),
            "{} is no file of this pack: remove it first",
            folder.join(name).display()
        );
    }
    for (name, text) in files {
        // Names are checked when a draft is saved, but a pack loaded long ago may have others.
        if name.contains(['/', '\\']) || name.starts_with('.') {
            bail!("{name} is no plain file name");
        }
        let file = folder.join(name);
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

pub async fn import(house: &House, arguments: ImportArguments) -> anyhow::Result<ExitCode> {
    let mut files = BTreeMap::new();
    for (name, bytes) in
        files_in(&arguments.folder).with_context(|| arguments.folder.display().to_string())?
    {
        let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8 text"))?;
        files.insert(name, text);
    }
    let person = store::people::find_by_login(house.engine.store(), &arguments.author).await?;
    let person = person.with_context(|| format!("{} has no account", arguments.author))?;
    let author = house.engine.signed(person.id).await?;
    let author = author.with_context(|| format!("the account of {} is closed", arguments.author))?;
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("no randomness is to be had")?;
    let input = DraftInput { programme: None, files: Some(files), note: arguments.note };
    let draft = house.engine.begin_draft(&author, input, &hex::encode(random)).await?;
    let view = house.engine.draft(&author, draft).await?;
    let report = house.engine.check_draft(&author, draft).await?;
    println!("{} {}: draft {}", view.line.programme, view.line.number, draft);
    for finding in &report.findings {
        println!(
            "{}:{}:{}: {}; {}",
            finding.file, finding.line, finding.column, finding.message, finding.remedy
        );
    }
    let failed = report.cases.iter().filter(|case| case.outcome != TriedOutcome::Passed).count();
    println!("{} findings, {failed} of {} cases not passed", report.findings.len(), report.cases.len());
    Ok(ExitCode::SUCCESS)
}
