//! A pack: one programme's files at one version, compiled once, immutable, known by its
//! fingerprint. Compiling is in `pack/compile.rs`, evaluating in `pack/evaluate.rs`.

mod compile;
mod evaluate;

pub(crate) use compile::{FORM, MANIFEST};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rhai::{AST, Engine};
use sha2::{Digest, Sha256};

use crate::archive::{self, Files};
use crate::case::Case;
use crate::error::RuleError;
use crate::exact::Exact;
use crate::facts::{CheckDefinition, FactError, Facts};
use crate::form::{DocumentDefinition, Form};
use crate::lint::Finding;
use crate::manifest::{CriterionDefinition, Programme, Purpose, RulingDefinition};
use crate::sandbox::{self, Interrupt};

/// Raised whenever a host function changes what an unchanged script would decide; part of every
/// fingerprint.
pub const HOST_VERSION: &str = "1";

/// Parameter values that replace the manifest's, in the parameter's declared unit.
pub type ParameterOverrides = BTreeMap<String, Exact>;

/// A programme's rules, ready to judge. `Send + Sync`: many threads may evaluate one pack.
pub struct Pack {
    files: Files,
    programme: Programme,
    form: Form,
    cases: Vec<Case>,
    fingerprint: String,
    engine: Engine,
    rulings: BTreeMap<String, CompiledRuling>,
    checks: Vec<CompiledCheck>,
}

pub(crate) struct CompiledRuling {
    pub(crate) definition: RulingDefinition,
    pub(crate) script: AST,
    /// Facts and parameters the script names.
    pub(crate) facts: BTreeSet<String>,
    pub(crate) parameters: BTreeSet<String>,
    /// By criterion code.
    pub(crate) criteria: BTreeMap<String, CompiledCriterion>,
}

pub(crate) struct CompiledCriterion {
    pub(crate) definition: CriterionDefinition,
    pub(crate) facts: BTreeSet<String>,
}

pub(crate) struct CompiledCheck {
    pub(crate) definition: CheckDefinition,
    pub(crate) expression: AST,
    pub(crate) facts: BTreeSet<String>,
    /// Record and field, where the expression reads one.
    pub(crate) fields: BTreeSet<(String, String)>,
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack")
            .field("programme", &self.programme.code)
            .field("version", &self.programme.version)
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

impl Pack {
    /// Compiles a pack somebody edits: everything the lint finds is refused, all at once.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Result<Self, RuleError> {
        let (pack, findings) = Self::from_draft(files)?;
        if findings.is_empty() { Ok(pack) } else { Err(RuleError::PackRefused { findings }) }
    }

    /// Compiles a draft and says beside it what the lint finds: a draft may be tried before its last text
    /// stands, but not be published.
    pub fn from_draft(files: BTreeMap<String, Vec<u8>>) -> Result<(Self, Vec<Finding>), RuleError> {
        let pack = Self::compile(files)?;
        let findings = pack.lint();
        Ok((pack, findings))
    }

    /// Compiles a stored pack. What was published once must stay readable, so a lint that became
    /// stricter since does not apply; damage and scripts that do not compile still do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RuleError> {
        Self::compile(archive::decode(bytes)?)
    }

    /// The same for bytes that were stored under another version of the host functions: the pack keeps
    /// the fingerprint it was stored under, whatever [`HOST_VERSION`] runs it now.
    pub fn from_stored(bytes: &[u8], host_version: &str) -> Result<Self, RuleError> {
        let mut pack = Self::from_bytes(bytes)?;
        pack.fingerprint = fingerprint_of(bytes, host_version);
        Ok(pack)
    }

    /// The canonical bytes to store under [`Pack::fingerprint`].
    pub fn to_bytes(&self) -> Vec<u8> {
        archive::encode(&self.files)
    }

    /// SHA-256 over the canonical bytes and the host functions' version, in hexadecimal.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Lets the caller stop a running script; the caller owns the clock.
    #[must_use]
    pub fn with_interrupt(mut self, interrupt: Interrupt) -> Self {
        sandbox::interrupt_with(&mut self.engine, interrupt);
        self
    }

    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    pub fn form(&self) -> &Form {
        &self.form
    }

    pub fn documents(&self) -> &[DocumentDefinition] {
        &self.form.documents
    }

    /// The pack's own worked cases.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The catalogue that speaks this pack's codes in one locale: `zh-CN` or `en`.
    pub fn texts(&self, locale: &str) -> Option<&str> {
        let bytes = self.files.get(&format!("texts.{locale}.ftl"))?;
        std::str::from_utf8(bytes).ok()
    }

    /// Text of one file of the pack, for pages that show it.
    pub fn file(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub fn ruling(&self, code: &str) -> Option<&RulingDefinition> {
        self.rulings.get(code).map(|ruling| &ruling.definition)
    }

    /// The ruling that decides the award.
    pub fn award_ruling(&self) -> Option<&RulingDefinition> {
        self.programme.rulings.iter().find(|ruling| ruling.purpose == Purpose::Award)
    }

    /// The ruling an applicant may try beforehand.
    pub fn self_check_ruling(&self) -> Option<&RulingDefinition> {
        self.programme.rulings.iter().find(|ruling| ruling.purpose == Purpose::SelfCheck)
    }

    /// Every fact of any source, typed.
    pub fn read_facts(&self, json: &str) -> Result<Facts, Vec<FactError>> {
        Facts::read(&self.programme.facts, json)
    }

    /// What is wrong with the pack beyond not compiling.
    pub fn lint(&self) -> Vec<Finding> {
        crate::lint::lint(self)
    }

    pub(crate) fn compiled_rulings(&self) -> impl Iterator<Item = &CompiledRuling> {
        self.rulings.values()
    }

    pub(crate) fn facts_of_checks(&self) -> impl Iterator<Item = &String> {
        self.checks.iter().flat_map(|check| &check.facts)
    }
}

fn fingerprint_of(bytes: &[u8], host_version: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(bytes);
    hasher.update(b"host ");
    hasher.update(host_version.as_bytes());
    hex::encode(hasher.finalize())
}
