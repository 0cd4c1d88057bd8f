//! One decision with its trace, warm: Houbu's pack against zen-engine on the same eight conditions
//! of 国科发火〔2016〕32号 art. 11, over the same enterprises, in alternating blocks of one run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use rules::{Eligibility, Facts, Pack, ParameterOverrides};
use serde_json::{Value, json};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions};

use crate::percentiles::{Durations, micros};

const RULING: &str = "HNTE_COND";
/// Blocks alternate, so that a busy moment of the machine hits both.
const BLOCKS: usize = 40;
const DECISIONS_PER_BLOCK: usize = 2_500;
/// Decisions of each engine before anything is timed.
const WARM_UP: usize = 5_000;

pub fn run() -> Result<()> {
    let pack = pack()?;
    let peer = peer()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let enterprises = enterprises()?;
    let facts: Vec<Facts> = enterprises
        .iter()
        .map(|inputs| pack.read_facts(&inputs.to_string()).map_err(|faults| anyhow::anyhow!("{faults:?}")))
        .collect::<Result<_>>()?;
    let overrides = ParameterOverrides::new();
    let ours = |facts: &Facts| pack.evaluate(RULING, facts, &overrides);
    let theirs = |inputs: &Value| {
        let options = EvaluationOptions { trace: true, ..EvaluationOptions::default() };
        runtime.block_on(peer.evaluate_with_opts(inputs.clone().into(), options))
    };
    let mut eligible = 0;
    for (inputs, facts) in enterprises.iter().zip(&facts) {
        let verdict = ours(facts)?;
        let answer = theirs(inputs).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
        let answer: Value = answer.result.to_value();
        let expected = verdict.eligibility == Eligibility::Eligible;
        ensure!(answer["eligible"] == json!(expected), "different answers for {inputs}: {answer}");
        let met = verdict.criteria.iter().filter(|criterion| criterion.outcome == rules::Outcome::Met);
        ensure!(answer["met"] == json!(met.count()), "different criteria for {inputs}: {answer}");
        eligible += usize::from(expected);
    }
    for turn in 0..WARM_UP {
        ours(&facts[turn % facts.len()])?;
        drop(theirs(&enterprises[turn % enterprises.len()]));
    }
    let (mut of_ours, mut of_theirs) = (Durations::default(), Durations::default());
    for _ in 0..BLOCKS {
        for turn in 0..DECISIONS_PER_BLOCK {
            of_ours.time(|| ours(&facts[turn % facts.len()])).context("ours")?;
        }
        for turn in 0..DECISIONS_PER_BLOCK {
            drop(of_theirs.time(|| theirs(&enterprises[turn % enterprises.len()])));
        }
    }
    println!(
        "One decision of the eight conditions of 国科发火〔2016〕32号 art. 11 (nine criteria), with its trace, \
         one thread, compiled beforehand. Both engines gave the same answer and the same number of met \
         criteria for each of {} enterprises ({eligible} eligible). {} decisions each, in {BLOCKS} alternating \
         blocks.\n",
        enterprises.len(),
        of_ours.count()
    );
    println!("| engine | p50, µs | p99, µs |\n|---|---|---|");
    let row = |name: &str, durations: &mut Durations| {
        let (half, most) = (durations.percentile(50), durations.percentile(99));
        println!("| {name} | {} | {} |", micros(half), micros(most));
        (half, most)
    };
    let (ours_half, ours_most) = row("Houbu, exact fractions, full trace", &mut of_ours);
    let (half, most) = row("zen-engine 2.1.6, decimal numbers, trace", &mut of_theirs);
    println!(
        "\nRatio, ours over theirs: p50 {:.2}, p99 {:.2}.",
        ours_half.as_secs_f64() / half.as_secs_f64(),
        ours_most.as_secs_f64() / most.as_secs_f64()
    );
    Ok(())
}

fn pack() -> Result<Pack> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/hnte-reward");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().context("a name")?.to_string_lossy().into_owned();
        files.insert(name, std::fs::read(path)?);
    }
    Ok(Pack::from_files(files)?)
}

/// The worked case that meets everything, and one variant for each figure moved off its bound.
fn enterprises() -> Result<Vec<Value>> {
    let base = json!({
        "days_registered": 1500, "owns_core_ip": true, "tech_field_listed": true, "tech_staff": 12,
        "total_staff": 100, "sales_y": [30_000_000, 40_000_000, 50_000_000],
        "rd_y": [1_500_000, 2_000_000, 2_600_000], "rd_domestic_total": 6_100_000,
        "ht_revenue": 35_000_000, "total_revenue": 52_000_000, "innovation_score": 78,
        "incident_in_365d": false
    });
    let changes = [
        ("days_registered", json!(364)),
        ("owns_core_ip", json!(false)),
        ("tech_field_listed", json!(false)),
        ("tech_staff", json!(9)),
        ("tech_staff", json!(10)),
        ("sales_y", json!([30_000_000, 40_000_000, 50_000_001])),
        ("sales_y", json!([150_000_000, 180_000_000, 200_000_001])),
        ("rd_y", json!([1_500_000, 2_000_000, 2_499_999])),
        ("rd_domestic_total", json!(3_660_000)),
        ("rd_domestic_total", json!(3_659_999)),
        ("ht_revenue", json!(31_200_000)),
        ("ht_revenue", json!(31_199_999)),
        ("innovation_score", json!(70)),
        ("innovation_score", json!(71)),
        ("incident_in_365d", json!(true)),
    ];
    let mut enterprises = vec![base.clone()];
    for (key, value) in changes {
        let mut changed = base.clone();
        changed[key] = value;
        enterprises.push(changed);
    }
    Ok(enterprises)
}

/// The same conditions as a decision graph of the peer, compiled.
fn peer() -> Result<Decision> {
    let rows = [
        ("last_sales", "sales_y[len(sales_y) - 1]"),
        ("tier", "$.last_sales <= 50000000 ? 0.05 : $.last_sales <= 200000000 ? 0.04 : 0.03"),
        ("registered", "days_registered >= 365"),
        ("core_ip", "owns_core_ip == true"),
        ("field", "tech_field_listed == true"),
        ("staff_share", "tech_staff / total_staff"),
        ("staff", "$.staff_share >= 0.1"),
        ("rd_share", "sum(rd_y) / sum(sales_y)"),
        ("rd", "$.rd_share >= $.tier"),
        ("domestic_share", "rd_domestic_total / sum(rd_y)"),
        ("domestic", "$.domestic_share >= 0.6"),
        ("income_share", "ht_revenue / total_revenue"),
        ("income", "$.income_share >= 0.6"),
        ("score", "innovation_score > 70"),
        ("no_incident", "incident_in_365d == false"),
        (
            "met",
            "count([$.registered, $.core_ip, $.field, $.staff, $.rd, $.domestic, $.income, $.score, $.no_incident], # == true)",
        ),
        ("eligible", "$.met == 9"),
    ];
    let expressions: Vec<Value> =
        rows.iter().map(|(key, value)| json!({"id": key, "key": key, "value": value})).collect();
    let graph = json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "rule", "name": "rule", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}}
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rule", "type": "edge"},
            {"id": "b", "sourceId": "rule", "targetId": "out", "type": "edge"}
        ]
    });
    let content: DecisionContent = serde_json::from_value(graph)?;
    let mut decision = DecisionEngine::default()
        .create_decision(Arc::new(content))
        .map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    decision.compile();
    Ok(decision)
}
