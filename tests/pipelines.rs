//! The pipelines that are shipped: each may run, several are truly different, and what a panel or a
//! department is to read is asked for by the form of the same programme. Runs no case.

use std::collections::BTreeSet;

use rules::Pack;
use rules::form::DocumentDefinition;
use workflow::Pipeline;

fn packs() -> impl Iterator<Item = Pack> {
    houbu::embedded_programmes().into_iter().map(|files| Pack::from_files(files).unwrap())
}

/// What is applied for; a standard is only checked.
fn shipped() -> Vec<(Pack, Pipeline)> {
    packs()
        .filter(|pack| !pack.programme().pipeline.is_null())
        .map(|pack| {
            let pipeline = serde_json::from_value(pack.programme().pipeline.clone());
            let pipeline = pipeline.unwrap_or_else(|fault| panic!("{}: {fault}", pack.programme().code));
            (pack, pipeline)
        })
        .collect()
}

#[test]
fn a_pack_without_a_pipeline_decides_no_money() {
    let standards: Vec<Pack> = packs().filter(|pack| pack.programme().pipeline.is_null()).collect();
    assert!(standards.len() >= 7, "only {} standards", standards.len());
    for pack in standards {
        let code = &pack.programme().code;
        assert!(pack.award_ruling().is_none(), "{code} awards money and has no pipeline");
        assert!(!pack.cases().is_empty(), "{code} has no case");
    }
}

#[test]
fn every_shipped_pipeline_may_run_and_four_at_least_differ() {
    let mut kinds = BTreeSet::new();
    for (pack, pipeline) in shipped() {
        assert_eq!(pipeline.check(), Ok(()), "{}", pack.programme().code);
        let stages: Vec<&str> = pipeline.stages.iter().map(|rule| rule.key.key()).collect();
        kinds.insert((pipeline.track.key(), stages));
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
    let tracks: BTreeSet<&str> = kinds.iter().map(|(track, _)| *track).collect();
    assert_eq!(tracks, BTreeSet::from(["agreement", "application", "on-confirmation"]));
}

/// Every state of a small world, every command of everybody; the counts are what `houbu workflow check` says.
#[test]
fn every_shipped_pipeline_is_proved() {
    for (pack, pipeline) in shipped() {
        let report = workflow::explore::explore(&pipeline);
        let code = &pack.programme().code;
        assert!(report.violations.is_empty(), "{code}: {:?}", report.violations);
        assert!(report.states > 500, "{code} has only {} states", report.states);
    }
}

#[test]
fn what_departments_read_is_asked_for_and_attached() {
    let mut departments = 0;
    for (pack, pipeline) in shipped() {
        let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
        let asked: BTreeSet<&str> = fields.map(|field| field.fact.as_str()).collect();
        let attached: BTreeSet<&str> =
            pack.documents().iter().map(|document| document.code.as_str()).collect();
        for rule in pipeline.departments() {
            let unknown_fields: Vec<_> =
                rule.fields.iter().filter(|field| !asked.contains(field.as_str())).collect();
            let unknown_documents: Vec<_> =
                rule.documents.iter().filter(|code| !attached.contains(code.as_str())).collect();
            assert!(unknown_fields.is_empty(), "{}: {unknown_fields:?}", rule.key);
            assert!(unknown_documents.is_empty(), "{}: {unknown_documents:?}", rule.key);
            departments += 1;
        }
    }
    assert!(departments >= 3);
}

/// An expert of a blind panel reads blind copies only: one at least must be there whenever it sits.
#[test]
fn a_blind_panel_has_blind_copies_to_read() {
    let mut panels = 0;
    for (pack, _) in shipped().into_iter().filter(|(_, pipeline)| pipeline.is_blind()) {
        let copies: Vec<&DocumentDefinition> =
            pack.documents().iter().filter(|document| document.blind_copy).collect();
        assert!(copies.iter().any(|document| document.required), "{}", pack.programme().code);
        assert!(copies.iter().all(|document| document.code.ends_with("-blind")), "{copies:?}");
        panels += 1;
    }
    assert!(panels >= 1);
}
