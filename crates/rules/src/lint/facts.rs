//! Inspections of facts: the shape of records, what a search for changes needs to know, declared
//! directions, and the fields scripts read. Each a function from a pack to findings.

use std::collections::BTreeSet;

use super::{Finding, LintProblem};
use crate::exact::Exact;
use crate::facts::{Changeable, FactDefinition, FactKind, FactSource};
use crate::form::{FieldKind, FormField};
use crate::manifest::Programme;
use crate::pack::{MANIFEST, Pack};
use crate::scan::{FieldRead, Named, Scan, nearest};

/// Fields one record may have; more is a form of its own.
pub const FIELDS_MAX_COUNT: usize = 32;

fn holds_records(fact: &FactDefinition) -> bool {
    fact.item_kind() == FactKind::Record
}

/// Records have plain fields, nothing else has any; everything but a field says where it comes from.
pub(super) fn shapes(programme: &Programme) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fact in &programme.facts {
        let mut found = |key: &str, why| {
            let problem = LintProblem::FactShape { fact: key.to_owned(), why };
            findings.push(Finding::at_file(MANIFEST, problem));
        };
        if fact.source == FactSource::Record {
            found(&fact.key, "it has no `source`: form, profile, register or programme");
        }
        if fact.of == Some(FactKind::List) {
            found(&fact.key, "a list cannot hold lists");
        }
        if holds_records(fact) == fact.fields.is_empty() {
            found(&fact.key, "a record has fields, and only a record or a list of records has any");
        }
        if fact.fields.len() > FIELDS_MAX_COUNT {
            found(&fact.key, "it has too many fields");
        }
        let mut seen = BTreeSet::new();
        for field in &fact.fields {
            let name = format!("{}.{}", fact.key, field.key);
            if !seen.insert(&field.key) {
                found(&name, "the field is declared twice");
            }
            if matches!(field.kind, FactKind::List | FactKind::Record) {
                found(&name, "a field is a plain value, neither a list nor a record");
            }
            if field.source != FactSource::Record || field.default.is_some() {
                found(&name, "a field has neither `source` nor `default`: it comes with its record");
            }
        }
    }
    findings
}

/// Every definition: the facts, and the fields of records under their dotted names.
fn definitions(programme: &Programme) -> impl Iterator<Item = (String, &FactDefinition)> {
    programme.facts.iter().flat_map(|fact| {
        let field = |field: &'_ FactDefinition| format!("{}.{}", fact.key, field.key);
        std::iter::once((fact.key.clone(), fact))
            .chain(fact.fields.iter().map(move |inner| (field(inner), inner)))
    })
}

/// Steps and bounds that a search could not follow, and evidence that is no document.
pub(super) fn searchable(pack: &Pack) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (fact, definition) in definitions(pack.programme()) {
        let mut found = |why| {
            let problem = LintProblem::NotSearchable { fact: fact.clone(), why };
            findings.push(Finding::at_file(MANIFEST, problem));
        };
        let counted = definition.item_kind().is_number();
        let bounds = [&definition.step, &definition.lowest, &definition.highest];
        if !counted && bounds.into_iter().any(Option::is_some) {
            found("only a number has a step or bounds");
        }
        if definition.step.as_ref().is_some_and(|step| *step <= Exact::zero()) {
            found("a step is more than zero");
        }
        if let (Some(lowest), Some(highest)) = (&definition.lowest, &definition.highest)
            && lowest > highest
        {
            found("`lowest` is above `highest`");
        }
        let directed = matches!(definition.changeable, Some(Changeable::Raise | Changeable::Lower));
        if directed && !counted && definition.item_kind() != FactKind::Boolean {
            found("only a number or a yes-or-no is raised or lowered; say `either` or `no`");
        }
        if definition.changeable.is_some() && holds_records(definition) {
            found("say of each field whether it is changeable, not of the record");
        }
        if let Some(code) = &definition.evidence
            && pack.documents().iter().all(|document| document.code != *code)
        {
            let problem = LintProblem::DocumentUnknown { code: code.clone() };
            findings.push(Finding::at_file(MANIFEST, problem));
        }
    }
    findings
}

/// A declared direction names a ruling and a fact that can rise.
pub(super) fn monotone(programme: &Programme) -> Vec<Finding> {
    let mut problems = Vec::new();
    for declared in &programme.monotone {
        if programme.rulings.iter().all(|ruling| ruling.code != declared.ruling) {
            problems.push(LintProblem::RulingUnknown { code: declared.ruling.clone() });
        }
        let rising: Vec<_> = definitions(programme)
            .filter(|(_, definition)| definition.item_kind().is_number())
            .map(|(key, _)| key)
            .collect();
        if !rising.contains(&declared.fact) {
            let suggestion = nearest(&declared.fact, rising.iter().map(String::as_str));
            problems.push(LintProblem::MonotoneFactUnknown { fact: declared.fact.clone(), suggestion });
        }
    }
    problems.into_iter().map(|problem| Finding::at_file(MANIFEST, problem)).collect()
}

/// Fields of records that scripts and checks read and no record has.
pub(super) fn fields(pack: &Pack) -> Vec<Finding> {
    let programme = pack.programme();
    let scripts: BTreeSet<&String> = programme.rulings.iter().map(|ruling| &ruling.script).collect();
    let of_scripts = scripts.into_iter().map(|file| (file.clone(), Scan::of(pack.file(file).unwrap_or(""))));
    let of_checks = programme
        .checks
        .iter()
        .map(|check| (format!("{MANIFEST} check `{}`", check.code), Scan::of(&check.holds)));
    let mut findings = Vec::new();
    for (file, scan) in of_scripts.chain(of_checks) {
        for read in &scan.fields {
            if let Some(problem) = wrong_field(programme, read) {
                let Named { line, column, .. } = read.field;
                findings.push(Finding { file: file.clone(), line, column, problem });
            }
        }
    }
    findings
}

/// Of a fact, its own fields count; of anything else, those of every record.
fn wrong_field(programme: &Programme, read: &FieldRead) -> Option<LintProblem> {
    let base = read.base.as_ref();
    let fact = base.and_then(|base| programme.facts.iter().find(|fact| fact.key == *base));
    if let Some(fact) = fact
        && (!holds_records(fact) || (fact.kind == FactKind::List) != read.of_items)
    {
        return Some(LintProblem::NotARecord { name: fact.key.clone(), of_items: read.of_items });
    }
    let known: Vec<&str> = programme
        .facts
        .iter()
        .filter(|candidate| fact.is_none_or(|fact| fact.key == candidate.key))
        .flat_map(|fact| fact.fields.iter().map(|field| field.key.as_str()))
        .collect();
    let field = read.field.name.clone();
    if known.contains(&field.as_str()) {
        return None;
    }
    let suggestion = nearest(&field, known.into_iter());
    Some(LintProblem::UnknownField { field, of: fact.map(|fact| fact.key.clone()), suggestion })
}

/// A record is asked for part by part, and only a record is.
pub(super) fn parts(field: &FormField, fact: &FactDefinition) -> Vec<LintProblem> {
    let mut problems = Vec::new();
    let mut found = |name: &str, why| problems.push(LintProblem::FormPart { field: name.to_owned(), why });
    let asked_as = match field.kind {
        FieldKind::Record => Some(FactKind::Record),
        FieldKind::RecordList => Some(FactKind::List),
        _ => None,
    };
    let fits = asked_as.map_or(!holds_records(fact), |kind| holds_records(fact) && fact.kind == kind);
    if !fits {
        found(
            &field.fact,
            "a record is asked for as `record`, a list of records as `record-list`, nothing else is",
        );
    }
    if asked_as.is_none() != field.parts.is_empty() {
        found(&field.fact, "a record is asked for in `parts`, and nothing else has any");
    }
    for part in &field.parts {
        let name = format!("{}.{}", field.fact, part.fact);
        if fits && fact.field(&part.fact).is_none() {
            found(&name, "the record has no such field");
        }
        if matches!(part.kind, FieldKind::MoneyList | FieldKind::Record | FieldKind::RecordList) {
            found(&name, "a part is a plain field");
        }
        if part.identifying || part.evidence.is_some() {
            found(&name, "evidence, and what tells whose case it is, are said of the whole record");
        }
    }
    problems
}
