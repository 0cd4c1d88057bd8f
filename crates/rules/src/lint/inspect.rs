//! The inspections themselves, each a function from a pack to findings.
//! They read scripts without running them, and change nothing in the pack.

use std::collections::BTreeSet;

use super::{Finding, LintProblem, facts, stacking};
use crate::facts::is_date;
use crate::host;
use crate::manifest::{Parameter, ParameterPeriod, Programme};
use crate::pack::{CompiledRuling, FORM, MANIFEST, Pack};
use crate::scan::{Named, Scan, nearest};
use crate::stacking::StackingDefinition;

pub(crate) fn lint(pack: &Pack) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ruling in pack.compiled_rulings() {
        findings.extend(criteria(pack, ruling));
        findings.extend(redefined(pack, ruling));
    }
    findings.extend(unused_parameters(pack));
    findings.extend(duplicate_names(pack.programme()));
    findings.extend(dates(pack.programme()));
    findings.extend(facts::shapes(pack.programme()));
    findings.extend(facts::searchable(pack));
    findings.extend(facts::monotone(pack.programme()));
    findings.extend(facts::fields(pack));
    findings.extend(stacking::inspect(pack.programme()));
    findings.extend(form(pack));
    findings.extend(texts(pack));
    findings
}

/// Variables and functions a script names that do not exist, each with the nearest that does.
pub(crate) fn unknown_names(programme: &Programme, file: &str, scan: &Scan) -> Vec<Finding> {
    let facts = programme.facts.iter().map(|fact| fact.key.as_str());
    let parameters = programme.parameters.iter().map(|parameter| parameter.name.as_str());
    let locals = scan.declared.iter().map(String::as_str);
    let names: BTreeSet<&str> = facts.chain(parameters).chain(locals).collect();
    let functions: BTreeSet<&str> =
        host::FUNCTIONS.iter().copied().chain(scan.functions.iter().map(String::as_str)).collect();
    let at = |named: &Named, problem| Finding {
        file: file.into(),
        line: named.line,
        column: named.column,
        problem,
    };
    let variables = scan.variables.iter().filter(|named| !names.contains(named.name.as_str())).map(|named| {
        let suggestion = nearest(&named.name, names.iter().copied());
        at(named, LintProblem::UnknownName { name: named.name.clone(), suggestion })
    });
    let calls = scan.calls.iter().filter(|named| !functions.contains(named.name.as_str())).map(|named| {
        let suggestion = nearest(&named.name, functions.iter().copied());
        at(named, LintProblem::UnknownFunction { name: named.name.clone(), suggestion })
    });
    variables.chain(calls).collect()
}

fn criteria(pack: &Pack, ruling: &CompiledRuling) -> Vec<Finding> {
    let file = &ruling.definition.script;
    let scan = Scan::of(pack.file(file).unwrap_or(""));
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for stated in &scan.criteria {
        let code = stated.code.name.clone();
        let mut found = |problem| {
            findings.push(Finding {
                file: file.clone(),
                line: stated.code.line,
                column: stated.code.column,
                problem,
            });
        };
        if !seen.insert(code.clone()) {
            found(LintProblem::DuplicateCriterion { code: code.clone() });
        }
        match (&stated.clause, ruling.criteria.get(&code)) {
            (None, _) => found(LintProblem::CriterionWithoutClause { code }),
            (Some(clause), _) if clause.trim().is_empty() => {
                found(LintProblem::CriterionWithoutClause { code });
            }
            (Some(_), None) => found(LintProblem::UndeclaredCriterion { code }),
            (Some(clause), Some(known)) if *clause != known.definition.clause => {
                let manifest = known.definition.clause.clone();
                found(LintProblem::ClauseDiffers { code, script: clause.clone(), manifest });
            }
            (Some(_), Some(_)) => {}
        }
    }
    let declared = pack.programme().criteria.iter().filter(|known| known.ruling == ruling.definition.code);
    let absent = declared.filter(|known| !seen.contains(&known.code));
    let problem = |code: &String| LintProblem::CriterionNotInScript { code: code.clone() };
    findings.extend(absent.map(|known| Finding::at_file(MANIFEST, problem(&known.code))));
    findings
}

/// A function under the name of a host's would stand in its place: a criterion stated would not be judged.
fn redefined(pack: &Pack, ruling: &CompiledRuling) -> Vec<Finding> {
    let file = &ruling.definition.script;
    let scan = Scan::of(pack.file(file).unwrap_or(""));
    let taken = scan.functions.iter().filter(|name| host::FUNCTIONS.contains(&name.as_str()));
    taken.map(|name| Finding::at_file(file, LintProblem::DuplicateName { name: name.clone() })).collect()
}

fn unused_parameters(pack: &Pack) -> Vec<Finding> {
    let caps = pack.programme().stacking.iter().flat_map(StackingDefinition::caps).map(|(_, name)| name);
    let used: BTreeSet<&String> =
        pack.compiled_rulings().flat_map(|ruling| &ruling.parameters).chain(caps).collect();
    let unused = pack.programme().parameters.iter().filter(|parameter| !used.contains(&parameter.name));
    unused
        .map(|parameter| {
            Finding::at_file(MANIFEST, LintProblem::UnusedParameter { name: parameter.name.clone() })
        })
        .collect()
}

fn duplicate_names(programme: &Programme) -> Vec<Finding> {
    let facts = programme.facts.iter().map(|fact| &fact.key);
    let parameters = programme.parameters.iter().map(|parameter| &parameter.name);
    let names = facts.chain(parameters).collect::<Vec<_>>();
    let rulings = programme.rulings.iter().map(|ruling| &ruling.code).collect::<Vec<_>>();
    let criteria = programme.criteria.iter().map(|criterion| &criterion.code).collect::<Vec<_>>();
    let repeated = [names, rulings, criteria].into_iter().flat_map(|group| {
        let mut seen = BTreeSet::new();
        group.into_iter().filter(move |name| !seen.insert(*name)).collect::<Vec<_>>()
    });
    repeated
        .map(|name| Finding::at_file(MANIFEST, LintProblem::DuplicateName { name: name.clone() }))
        .collect()
}

fn dates(programme: &Programme) -> Vec<Finding> {
    let periods = programme.parameters.iter().flat_map(|parameter| &parameter.periods);
    let days = [Some(&programme.effective_from), programme.effective_until.as_ref()]
        .into_iter()
        .chain(periods.flat_map(|period| [Some(&period.from), period.until.as_ref()]));
    let wrong = days.flatten().filter(|day| !is_date(day));
    let wrong = wrong.map(|day| LintProblem::NotADate { value: day.clone() });
    let periods = programme.parameters.iter().filter_map(wrong_periods);
    wrong.chain(periods).map(|problem| Finding::at_file(MANIFEST, problem)).collect()
}

/// On one day a parameter has one value.
fn wrong_periods(parameter: &Parameter) -> Option<LintProblem> {
    let found = |why| Some(LintProblem::Period { parameter: parameter.name.clone(), why });
    let mut periods: Vec<_> = parameter.periods.iter().collect();
    periods.sort_by(|one, other| one.from.cmp(&other.from));
    if periods.iter().any(|period| period.until.as_ref().is_some_and(|until| *until < period.from)) {
        return found("a period ends before it begins");
    }
    let meet = |pair: &[&ParameterPeriod]| pair[0].until.as_ref().is_none_or(|until| *until >= pair[1].from);
    if periods.windows(2).any(meet) { found("two periods overlap") } else { None }
}

fn form(pack: &Pack) -> Vec<Finding> {
    let programme = pack.programme();
    let mut problems = Vec::new();
    for section in &pack.form().sections {
        if programme.rulings.iter().all(|ruling| ruling.code != section.ruling) {
            problems.push(LintProblem::RulingUnknown { code: section.ruling.clone() });
        }
        for field in &section.fields {
            match programme.facts.iter().find(|fact| fact.key == field.fact) {
                Some(fact) => problems.extend(facts::parts(field, fact)),
                None => problems.push(LintProblem::FormFactUnknown { fact: field.fact.clone() }),
            }
            if let Some(code) = &field.evidence
                && pack.documents().iter().all(|document| document.code != *code)
            {
                problems.push(LintProblem::DocumentUnknown { code: code.clone() });
            }
        }
    }
    problems.into_iter().map(|problem| Finding::at_file(FORM, problem)).collect()
}

/// A catalogue that exists must say every criterion: its title, and both outcomes.
fn texts(pack: &Pack) -> Vec<Finding> {
    let mut findings = Vec::new();
    for locale in ["zh-CN", "en"] {
        let file = format!("texts.{locale}.ftl");
        let Some(catalogue) = pack.texts(locale) else {
            findings.push(Finding::at_file(&file, LintProblem::FileMissing));
            continue;
        };
        let messages: BTreeSet<&str> = catalogue.lines().filter_map(|line| line.split(" =").next()).collect();
        for criterion in &pack.programme().criteria {
            for suffix in ["", "-met", "-not-met"] {
                let message = format!("criterion-{}{suffix}", criterion.code);
                if !messages.contains(message.as_str()) {
                    findings.push(Finding::at_file(&file, LintProblem::TextMissing { message }));
                }
            }
        }
    }
    findings
}
