//! One pack explained: what it asks, rules, pays and promises, and how its own cases come out just now.
//! Words come from the pack and the catalogue; nothing is judged in this file.

use axum::extract::Path;
use axum::response::Response;
use engine::form::FormField;
use engine::manifest::{Target, TargetComparison};
use engine::queries::packs::{PackCase, PackView};
use templates::Message;
use templates::pages::policy::{
    CaseRow, DocumentRow, FieldRow, Mismatch, PackPage, ScriptPart, SectionPart, StepRow, TargetRow,
};
use workflow::pipeline::{OnOverdue, StageRule};

use super::{either, pack_rules};
use crate::error::PortalError;
use crate::page::Visit;

pub async fn show(visit: Visit, Path(fingerprint): Path<String>) -> Result<Response, PortalError> {
    let view = visit.engine().pack_view(&fingerprint).await?;
    visit.show(&page(&visit, view)).await
}

fn page(visit: &Visit, view: PackView) -> PackPage {
    let locale = visit.locale;
    let programme = view.pack.programme();
    let parameters = pack_rules::parameters(visit, programme);
    let passed = |case: &&PackCase| case.outcome.result == "passed";
    PackPage {
        title: either(locale, &programme.title_zh, &programme.title_en),
        summary: either(locale, &programme.summary_zh, &programme.summary_en),
        code: programme.code.clone(),
        version: programme.version.clone(),
        fingerprint: view.pack.fingerprint().to_owned(),
        current: view.current,
        effective_from: programme.effective_from.clone(),
        effective_until: programme.effective_until.clone(),
        stored_at_millis: view.stored_at.millis(),
        rulings: pack_rules::rulings(locale, &view.pack),
        elsewhere: parameters.iter().filter(|row| row.elsewhere).count(),
        unverified: parameters.iter().filter(|row| row.mark == pack_rules::UNVERIFIED).count(),
        parameters,
        checks: pack_rules::checks(locale, programme),
        sections: sections(visit, &view),
        documents: documents(visit, &view),
        steps: view.pipeline.iter().flat_map(|pipeline| &pipeline.stages).map(step).collect(),
        targets: programme.targets.iter().map(|one| target(visit, one)).collect(),
        scripts: scripts(&view),
        cases_passed: view.cases.iter().filter(passed).count(),
        cases: view.cases.into_iter().map(case).collect(),
    }
}

fn sections(visit: &Visit, view: &PackView) -> Vec<SectionPart> {
    let title_of = |code: &str| {
        let found = view.pack.documents().iter().find(|document| document.code == code);
        found.map(|document| either(visit.locale, &document.title_zh, &document.title_en))
    };
    let field = |field: &FormField| FieldRow {
        title: either(visit.locale, &field.title_zh, &field.title_en),
        kind: kind_key(field),
        unit: field.unit.as_deref().and_then(|unit| known(visit, &format!("policy-unit-{unit}"))),
        required: field.required,
        evidence: field.evidence.as_deref().and_then(title_of),
    };
    let sections = view.pack.form().sections.iter().map(|section| SectionPart {
        title: either(visit.locale, &section.title_zh, &section.title_en),
        fields: section.fields.iter().map(field).collect(),
    });
    sections.collect()
}

/// The kind as the form's file writes it.
fn kind_key(field: &FormField) -> String {
    let json = serde_json::to_value(field.kind).unwrap_or_default();
    json.as_str().unwrap_or("text").to_owned()
}

/// A text the catalogue has in this language.
fn known(visit: &Visit, key: &str) -> Option<Message> {
    let message = Message::new(key);
    visit.state.templates().catalogue().say_exactly(visit.locale, &message).map(|_| message)
}

fn documents(visit: &Visit, view: &PackView) -> Vec<DocumentRow> {
    let name = |media_type: &String| match media_type.as_str() {
        "image/jpeg" => "JPG".to_owned(),
        other => other.rsplit('/').next().unwrap_or(other).to_uppercase(),
    };
    let documents = view.pack.documents().iter().map(|document| DocumentRow {
        title: either(visit.locale, &document.title_zh, &document.title_en),
        accepted: document.accepted.iter().map(name).collect::<Vec<_>>().join(", "),
        required: document.required,
    });
    documents.collect()
}

fn step(rule: &StageRule) -> StepRow {
    StepRow {
        stage: rule.key.key().to_owned(),
        owner: rule.owner.key().to_owned(),
        limit_working_days: rule.limit_working_days,
        lapses: rule.on_overdue == OnOverdue::Lapse,
        max_rounds: rule.max_rounds,
    }
}

fn target(visit: &Visit, target: &Target) -> TargetRow {
    let comparison = match target.comparison {
        TargetComparison::AtLeast => "at-least",
        TargetComparison::AtMost => "at-most",
        TargetComparison::Equals => "equals",
    };
    TargetRow {
        title: either(visit.locale, &target.title_zh, &target.title_en),
        comparison: comparison.to_owned(),
        value: pack_rules::figure(visit, &target.value, &target.unit),
    }
}

fn scripts(view: &PackView) -> Vec<ScriptPart> {
    let paths =
        view.pack.paths().filter(|path| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "rhai"));
    let part = |path: &str| {
        let text = view.pack.file(path)?.to_owned();
        Some(ScriptPart { path: path.to_owned(), text })
    };
    paths.filter_map(part).collect()
}

fn case(case: PackCase) -> CaseRow {
    let told = case.outcome.mismatches.into_iter().map(|one| Mismatch {
        field: one.field,
        expected: one.expected,
        got: one.got,
    });
    CaseRow {
        id: case.outcome.id,
        ruling: case.ruling,
        why: case.why,
        source: case.source,
        result: case.outcome.result.to_owned(),
        mismatches: told.collect(),
    }
}
