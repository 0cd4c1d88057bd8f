//! What is said of a draft before anybody reads it: whether it compiles, what is wrong with it, how its own
//! cases come out, and what has no case at all. Nothing is written.

use rules::analysis::Warning;
use serde::Serialize;
use toml::de::DeTable;
use workflow::id::PackDraftId;

use super::{DraftFiles, files_of, found, may_read};
use crate::definitions::{MANIFEST, programme_code, read_definition};
use crate::error::{Faults, FieldFault};
use crate::trial::{TrialAnswer, TrialFinding, TrialResult, TrialTask, TriedCase, TriedOutcome};
use crate::{Engine, EngineError, Signed};

/// Everything a draft is told before it may be submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The fingerprint it would be published under; none when it does not compile.
    pub fingerprint: Option<String>,
    /// What must be mended first, with file, line and remedy.
    pub findings: Vec<TrialFinding>,
    /// What may be right but is worth a look; only where it was asked for.
    pub warnings: Vec<Warning>,
    /// Imagined enterprises were tried; not where nobody asked, or where it took too long.
    pub analysed: bool,
    pub cases: Vec<TriedCase>,
    /// Rulings no case speaks of.
    pub untried: Vec<String>,
}

impl CheckReport {
    /// It may be submitted.
    pub fn is_green(&self) -> bool {
        self.faults().into_list().is_empty()
    }

    /// Why it may not be submitted.
    pub(super) fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        if let Some(first) = self.findings.first() {
            let fault = FieldFault::new(format!("{}:{}", first.file, first.line), "draft-findings");
            faults.push(fault.with("count", self.findings.len()));
        }
        for case in self.cases.iter().filter(|case| case.outcome != TriedOutcome::Passed) {
            faults.push(FieldFault::new("cases.json", "draft-case-failed").with("case", &case.id));
        }
        for ruling in &self.untried {
            faults.push(FieldFault::new("cases.json", "draft-ruling-untried").with("ruling", ruling));
        }
        faults
    }
}

impl Engine {
    /// Checks files as they are being typed.
    pub async fn check_files(&self, signed: &Signed, files: &DraftFiles) -> Result<CheckReport, EngineError> {
        may_read(signed)?;
        let report = self.checked(files, None).await?;
        self.with_warnings(report, files).await
    }

    /// Checks a draft as it is stored.
    pub async fn check_draft(&self, signed: &Signed, id: PackDraftId) -> Result<CheckReport, EngineError> {
        may_read(signed)?;
        let row = found(&self.store, id).await?;
        let files = files_of(&row)?;
        let report = self.checked(&files, Some(&row.programme_code)).await?;
        self.with_warnings(report, &files).await
    }

    /// What imagined enterprises show of a draft that compiles.
    async fn with_warnings(
        &self,
        report: CheckReport,
        files: &DraftFiles,
    ) -> Result<CheckReport, EngineError> {
        if report.fingerprint.is_none() {
            return Ok(report);
        }
        match self.judge_draft(files, TrialTask::Check).await {
            Ok(TrialAnswer { result: TrialResult::Checked { warnings }, .. }) => {
                Ok(CheckReport { warnings, analysed: true, ..report })
            }
            // A long trial is no fault of the draft: what was found without it stands.
            Ok(_) | Err(EngineError::Trial(_)) => Ok(report),
            Err(error) => Err(error),
        }
    }

    /// `programme` is the code the draft was begun for.
    pub(super) async fn checked(
        &self,
        files: &DraftFiles,
        programme: Option<&str>,
    ) -> Result<CheckReport, EngineError> {
        let manifest = files.get(MANIFEST).map_or("", String::as_str);
        let compiled = self.judge_draft(files, TrialTask::Cases).await?;
        let mut findings = compiled.findings;
        let last_year = self.calendar().await?.last_loaded_year();
        let defined = read_definition(manifest, last_year).err().unwrap_or_default();
        // A file the pack itself cannot read has been named by the pack.
        if compiled.fingerprint.is_some() {
            findings.extend(defined.into_iter().map(|fault| place(MANIFEST, fault.line, fault.message, "")));
        }
        if let Some(programme) = programme
            && let Some(found) = programme_code(manifest)
            && found != programme
        {
            let message = format!("code is `{found}`, but the draft was begun for `{programme}`");
            findings.push(place(MANIFEST, 1, message, "write the code back, or begin another draft"));
        }
        findings.extend(self.text_findings(files));
        let cases = if let TrialResult::Cases { cases } = compiled.result { cases } else { Vec::new() };
        let untried = rulings(manifest).into_iter();
        let untried = untried.filter(|ruling| cases.iter().all(|case| case.ruling != *ruling)).collect();
        Ok(CheckReport {
            fingerprint: compiled.fingerprint,
            findings,
            warnings: Vec::new(),
            analysed: false,
            cases,
            untried,
        })
    }

    /// Catalogues that could not be spoken would leave every reader with bare codes.
    fn text_findings(&self, files: &DraftFiles) -> Vec<TrialFinding> {
        let Some(speaker) = self.speaker.get() else { return Vec::new() };
        let mut findings = Vec::new();
        for (name, text) in files {
            let locale = name.strip_prefix("texts.").and_then(|rest| rest.strip_suffix(".ftl"));
            let faults = locale.map(|locale| speaker.faults(locale, text)).unwrap_or_default();
            findings.extend(faults.into_iter().map(|fault| {
                place(name, fault.line, fault.message, "write `name = text`, one message to a line")
            }));
        }
        findings
    }
}

fn place(file: &str, line: usize, message: String, remedy: &str) -> TrialFinding {
    TrialFinding { file: file.to_owned(), line, column: 1, message, remedy: remedy.to_owned() }
}

/// The codes of the rulings a manifest declares.
fn rulings(manifest: &str) -> Vec<String> {
    let Ok(table) = DeTable::parse(manifest) else { return Vec::new() };
    let list = table.get_ref().get("ruling").and_then(|list| list.get_ref().as_array());
    let code = |ruling: &toml::Spanned<toml::de::DeValue<'_>>| {
        Some(ruling.get_ref().as_table()?.get("code")?.get_ref().as_str()?.to_owned())
    };
    list.into_iter().flatten().filter_map(code).collect()
}
