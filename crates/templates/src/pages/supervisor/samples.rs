//! Supervision's pages in the states worth looking at: busy, empty, sound, broken.
//! For the test and the gallery only.

use super::{
    Audit, AuditFault, AuditReport, BudgetRow, Journal, JournalRow, OverdueCase, Overview, StageCount,
};
use crate::Message;

pub fn overviews() -> Vec<Overview> {
    let stage = |key: &str, count, overdue| StageCount {
        href: format!("/cases?stage={key}"),
        stage: key.to_owned(),
        count,
        overdue,
    };
    let busy = Overview {
        stages: vec![
            stage("draft", 12, 0),
            stage("formal-check", 7, 2),
            stage("approval", 3, 0),
            stage("disbursement", 1, 1),
            stage("closed", 21, 0),
        ],
        cases: 44,
        overdue_count: 3,
        overdue: vec![
            OverdueCase {
                href: "/cases/1".to_owned(),
                number: "HM-2026-0007".to_owned(),
                organisation: "海门示范精密机械有限公司".to_owned(),
                stage: "formal-check".to_owned(),
                owner: Some("officer".to_owned()),
                due_on: Some("2026-02-27".to_owned()),
            },
            OverdueCase {
                href: "/cases/2".to_owned(),
                number: "HM-2026-0011".to_owned(),
                organisation: "海门示范新材料股份有限公司".to_owned(),
                stage: "disbursement".to_owned(),
                owner: None,
                due_on: None,
            },
        ],
        payment_exceptions: 2,
        budget: vec![BudgetRow {
            fiscal_year: 2026,
            code: "2060404".to_owned(),
            title: "科技成果转化与扩散".to_owned(),
            total_fen: 2_000_000_000,
            committed_fen: 740_000_000,
            ordered_fen: 500_000_000,
            paid_fen: 460_000_050,
            remaining_fen: 1_260_000_000,
        }],
    };
    let empty = Overview {
        stages: vec![stage("draft", 0, 0)],
        cases: 0,
        overdue_count: 0,
        overdue: Vec::new(),
        payment_exceptions: 0,
        budget: Vec::new(),
    };
    vec![busy, empty]
}

pub fn journals() -> Vec<Journal> {
    let entry = JournalRow {
        number: 42,
        at_millis: 1_772_413_200_000,
        action: Message::new("journal-call-opened"),
        role: "director".to_owned(),
        person: Some("分管领导".to_owned()),
        subject: Message::new("journal-subject-call"),
        subject_id: "0195".repeat(8),
        details: vec![Message::new("journal-detail-number").with("value", "HM-2026-C001")],
    };
    let clock = JournalRow {
        number: 41,
        person: None,
        role: "clock".to_owned(),
        details: Vec::new(),
        ..entry.clone()
    };
    vec![
        Journal { entries: vec![entry, clock], next: Some("/supervisor/journal?before=41".to_owned()) },
        Journal { entries: Vec::new(), next: None },
    ]
}

pub fn audits() -> Vec<Audit> {
    let sound = AuditReport {
        at_millis: 1_772_413_200_000,
        applications: 44,
        events: 391,
        verdicts: 38,
        budget_lines: 2,
        seals: 12,
        exported: 12,
        faults: Vec::new(),
    };
    let broken = AuditReport {
        faults: vec![AuditFault {
            subject: Message::verbatim("HM-2026-0007"),
            what: Message::new("audit-fault-projection-differs"),
        }],
        ..sound.clone()
    };
    vec![Audit { report: None }, Audit { report: Some(sound) }, Audit { report: Some(broken) }]
}
