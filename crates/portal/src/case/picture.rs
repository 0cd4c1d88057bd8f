//! The picture of a pipeline: which stages it has and which ways lead from one to another, and where in
//! it a case stands. Drawn by `templates`; the same for the page of a case and for the command line.

use templates::Message;
use templates::diagram::{Diagram, Edge, EdgeKind, Node, NodeKind, NodeState};
use workflow::pipeline::{OnOverdue, Pipeline, Track};
use workflow::state::State;
use workflow::{Application, Stage};

/// A pipeline, with a case in it or without.
pub fn picture(pipeline: &Pipeline, title: Message, case: Option<&Application>) -> Diagram {
    let stages = shown(pipeline);
    let nodes = stages.iter().map(|stage| Node {
        key: stage.key().to_owned(),
        owner: pipeline.owner(*stage).map(|role| role.key().to_owned()),
        limit_working_days: pipeline.limit(*stage).map(|(days, _)| days),
        state: case.map_or(NodeState::Plain, |case| standing(case, *stage)),
        kind: kind(*stage),
    });
    Diagram { title, nodes: nodes.collect(), edges: edges(pipeline, &stages) }
}

/// The steps in order, the loops behind their step, then every end there is.
fn shown(pipeline: &Pipeline) -> Vec<Stage> {
    let mut stages: Vec<Stage> = pipeline.stages.iter().map(|rule| rule.key).collect();
    if pipeline.rule(Stage::Objection).is_none() {
        let after =
            stages.iter().position(|stage| *stage == Stage::Publicity).map_or(stages.len(), |at| at + 1);
        stages.insert(after, Stage::Objection);
    }
    stages.retain(|stage| *stage != Stage::Recovery);
    stages.extend([
        Stage::Closed,
        Stage::Rejected,
        Stage::Withdrawn,
        Stage::Lapsed,
        Stage::Revoked,
        Stage::Recovery,
        Stage::Recovered,
    ]);
    stages
}

const fn kind(stage: Stage) -> NodeKind {
    match stage {
        Stage::Correction | Stage::Objection | Stage::Acceptance => NodeKind::Loop,
        Stage::Recovery => NodeKind::End,
        other if other.is_final() => NodeKind::End,
        _ => NodeKind::Step,
    }
}

/// What lies behind a case, where it is, and what is ahead of it.
fn standing(case: &Application, stage: Stage) -> NodeState {
    let (at, stopped) = match &case.state {
        State::Rejected { at_stage, .. } | State::Withdrawn { at_stage, .. } | State::Lapsed { at_stage } => {
            (*at_stage, true)
        }
        living => (living.stage(), false),
    };
    let own = case.stage();
    if stage == own {
        return if stopped { NodeState::Stopped } else { NodeState::Here };
    }
    let passed = stage < at || (own.is_final() && stage == at);
    let trodden = match stage {
        Stage::Correction => case.correction_rounds > 0,
        Stage::Objection => case.amendments > 0 || at == Stage::Objection,
        Stage::Recovery => own == Stage::Recovered,
        _ => true,
    };
    if passed && trodden && !stage.is_final() { NodeState::Done } else { NodeState::Ahead }
}

fn edges(pipeline: &Pipeline, stages: &[Stage]) -> Vec<Edge> {
    let line = stages.iter().copied().filter(|stage| kind(*stage) == NodeKind::Step);
    let line: Vec<Stage> = line.chain([Stage::Closed]).collect();
    let mut edges: Vec<Edge> =
        line.windows(2).map(|pair| edge(pair[0], pair[1], EdgeKind::Forward)).collect();
    let mut turn = |step: Stage, turned: Stage| {
        if stages.contains(&turned) {
            edges.push(edge(step, turned, EdgeKind::Forward));
            edges.push(edge(turned, step, EdgeKind::Back));
        }
    };
    turn(Stage::FormalCheck, Stage::Correction);
    turn(Stage::Publicity, Stage::Objection);
    turn(Stage::Disbursement, Stage::Acceptance);
    for stage in stages.iter().copied().filter(|stage| !stage.is_final()) {
        edges.extend(ends(pipeline, stage).into_iter().map(|end| edge(stage, end, EdgeKind::Exit)));
    }
    edges.push(edge(Stage::Recovery, Stage::Recovered, EdgeKind::Forward));
    edges
}

/// How a case may end from a stage.
fn ends(pipeline: &Pipeline, stage: Stage) -> Vec<Stage> {
    let mut ends = Vec::new();
    let consequence = pipeline.limit(stage).map(|(_, on_overdue)| on_overdue);
    let rejected = match stage {
        Stage::Correction => false,
        Stage::Objection => true,
        other => other.is_review(),
    };
    if rejected || consequence == Some(OnOverdue::Reject) {
        ends.push(Stage::Rejected);
    }
    if stage.is_review() || matches!(stage, Stage::Draft | Stage::Confirmation) {
        ends.push(Stage::Withdrawn);
    }
    let window = stage == Stage::Draft && pipeline.track != Track::OnConfirmation;
    if window || consequence == Some(OnOverdue::Lapse) {
        ends.push(Stage::Lapsed);
    }
    let awarded =
        [Stage::Agreement, Stage::Acceptance, Stage::Disbursement, Stage::Evaluation, Stage::Closed];
    if awarded.contains(&stage) {
        ends.extend([Stage::Revoked, Stage::Recovery]);
    }
    ends
}

fn edge(from: Stage, to: Stage, kind: EdgeKind) -> Edge {
    Edge { from: from.key().to_owned(), to: to.key().to_owned(), kind, label: None }
}
