//! From files to a compiled pack. Faults carry file, line, column and remedy, and as many as
//! can be found at once are reported together.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, Dynamic, Engine, Scope};

use super::{CompiledCheck, CompiledCriterion, CompiledRuling, HOST_VERSION, Pack, fingerprint_of};
use crate::archive::{self, ARCHIVE_MAX_BYTES, ARCHIVE_MAX_FILES, Files};
use crate::case::Case;
use crate::error::RuleError;
use crate::form::Form;
use crate::lint::{Finding, LintProblem, unknown_names};
use crate::manifest::{Programme, RulingDefinition};
use crate::sandbox::{self, SCRIPT_MAX_BYTES};
use crate::scan::{FieldRead, Scan};

pub(crate) const MANIFEST: &str = "programme.toml";
pub(crate) const FORM: &str = "form.json";
pub(crate) const CASES: &str = "cases.json";

impl Pack {
    pub(super) fn compile(files: Files) -> Result<Self, RuleError> {
        let bytes = archive::encode(&files);
        if files.len() > ARCHIVE_MAX_FILES || bytes.len() > ARCHIVE_MAX_BYTES {
            return Err(refused(Finding::at_file(MANIFEST, LintProblem::TooLarge)));
        }
        let programme = read_manifest(&files)?;
        let form = read_json::<Form>(&files, FORM)?.unwrap_or_default();
        let cases = read_json::<Vec<Case>>(&files, CASES)?.unwrap_or_default();
        let engine = sandbox::engine();
        let mut findings = Vec::new();
        let mut rulings = BTreeMap::new();
        for definition in &programme.rulings {
            match compile_ruling(&engine, &files, &programme, definition) {
                Ok(ruling) => drop(rulings.insert(definition.code.clone(), ruling)),
                Err(found) => findings.extend(found),
            }
        }
        let mut checks = Vec::new();
        for definition in &programme.checks {
            match compile_check(&engine, &programme, definition) {
                Ok(check) => checks.push(check),
                Err(finding) => findings.push(finding),
            }
        }
        if !findings.is_empty() {
            return Err(RuleError::PackRefused { findings });
        }
        let fingerprint = fingerprint_of(&bytes, HOST_VERSION);
        Ok(Self { files, programme, form, cases, fingerprint, engine, rulings, checks })
    }
}

fn refused(finding: Finding) -> RuleError {
    RuleError::PackRefused { findings: vec![finding] }
}

fn text<'a>(files: &'a Files, path: &str) -> Result<&'a str, Finding> {
    let bytes = files.get(path).ok_or_else(|| Finding::at_file(path, LintProblem::FileMissing))?;
    std::str::from_utf8(bytes).map_err(|_| Finding::at_file(path, LintProblem::NotUtf8))
}

fn read_manifest(files: &Files) -> Result<Programme, RuleError> {
    let source = text(files, MANIFEST).map_err(refused)?;
    toml::from_str(source).map_err(|fault| {
        let before = fault.span().and_then(|span| source.get(..span.start)).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let problem = LintProblem::Syntax { message: fault.message().to_owned() };
        refused(Finding { file: MANIFEST.into(), line, column, problem })
    })
}

fn read_json<T: serde::de::DeserializeOwned>(files: &Files, path: &str) -> Result<Option<T>, RuleError> {
    if !files.contains_key(path) {
        return Ok(None);
    }
    let source = text(files, path).map_err(refused)?;
    serde_json::from_str(source).map(Some).map_err(|fault| {
        let problem = LintProblem::Syntax { message: fault.to_string() };
        refused(Finding { file: path.into(), line: fault.line(), column: fault.column(), problem })
    })
}

fn compile_ruling(
    engine: &Engine,
    files: &Files,
    programme: &Programme,
    definition: &RulingDefinition,
) -> Result<CompiledRuling, Vec<Finding>> {
    let path = &definition.script;
    let source = text(files, path).map_err(|finding| vec![finding])?;
    if source.len() > SCRIPT_MAX_BYTES {
        return Err(vec![Finding::at_file(path, LintProblem::TooLarge)]);
    }
    let scan = Scan::of(source);
    // Our own reading knows the nearest name; the compiler only knows that it does not know.
    let unknown = unknown_names(programme, path, &scan);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let script = engine
        .compile_with_scope(&names_in_scope(programme), source)
        .map_err(|fault| vec![syntax(path, &fault)])?;
    let (facts, parameters) = used_names(programme, &scan);
    let mut criteria = BTreeMap::new();
    for stated in &scan.criteria {
        let of_this = |known: &&crate::manifest::CriterionDefinition| {
            known.ruling == definition.code && known.code == stated.code.name
        };
        if let Some(known) = programme.criteria.iter().find(of_this) {
            let facts = facts.intersection(&stated.names).cloned().collect();
            criteria.insert(known.code.clone(), CompiledCriterion { definition: known.clone(), facts });
        }
    }
    Ok(CompiledRuling { definition: definition.clone(), script, facts, parameters, criteria })
}

fn compile_check(
    engine: &Engine,
    programme: &Programme,
    definition: &crate::facts::CheckDefinition,
) -> Result<CompiledCheck, Finding> {
    let scan = Scan::of(&definition.holds);
    let place = format!("{MANIFEST} check `{}`", definition.code);
    if let Some(finding) = unknown_names(programme, &place, &scan).into_iter().next() {
        return Err(finding);
    }
    let expression = engine
        .compile_expression_with_scope(&names_in_scope(programme), &definition.holds)
        .map_err(|fault| syntax(&place, &fault))?;
    let (facts, _) = used_names(programme, &scan);
    let property = |read: &FieldRead| Some((read.base.clone()?, read.field.name.clone()));
    let fields = scan.fields.iter().filter(|read| !read.of_items).filter_map(property).collect();
    Ok(CompiledCheck { definition: definition.clone(), expression, facts, fields })
}

fn syntax(file: &str, fault: &rhai::ParseError) -> Finding {
    let place = fault.position();
    Finding {
        file: file.into(),
        line: place.line().unwrap_or(1),
        column: place.position().unwrap_or(1),
        problem: LintProblem::Syntax { message: fault.err_type().to_string() },
    }
}

/// Declares names without values: were they constants here, the optimiser could fold them.
fn names_in_scope(programme: &Programme) -> Scope<'static> {
    let mut scope = Scope::new();
    for fact in &programme.facts {
        scope.push_dynamic(fact.key.clone(), Dynamic::UNIT);
    }
    for parameter in &programme.parameters {
        scope.push_dynamic(parameter.name.clone(), Dynamic::UNIT);
    }
    scope
}

fn used_names(programme: &Programme, scan: &Scan) -> (BTreeSet<String>, BTreeSet<String>) {
    let facts = programme.facts.iter().map(|fact| &fact.key);
    let parameters = programme.parameters.iter().map(|parameter| &parameter.name);
    (
        facts.filter(|name| scan.uses(name)).cloned().collect(),
        parameters.filter(|name| scan.uses(name)).cloned().collect(),
    )
}

/// A compiled pack is shared between threads.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Pack>();
    shared::<AST>();
};
