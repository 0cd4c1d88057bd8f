//! Pipelines worth looking at: a short one, the whole procedure at several points, one confirmed without
//! an application, one agreed in instalments. They resemble real ones and are none.

use super::{Diagram, Edge, EdgeKind, Node, NodeKind, NodeState};
use crate::Message;

impl Diagram {
    /// For the tests and the gallery.
    pub fn samples() -> Vec<Self> {
        vec![
            short(),
            whole().standing("correction", &["draft", "recommendation"]),
            whole(),
            closed(),
            stopped(),
            confirmed(),
            agreed(),
        ]
    }

    fn of(nodes: Vec<Node>) -> Self {
        Self { title: Message::new("diagram-title"), nodes, edges: Vec::new() }.along()
    }

    /// Ways from each step to the next, and on to the last end given.
    fn along(mut self) -> Self {
        let line = self.nodes.iter().filter(|node| node.kind == NodeKind::Step || node.key == "closed");
        let keys: Vec<String> = line.map(|node| node.key.clone()).collect();
        for pair in keys.windows(2) {
            self = self.way(&pair[0], &pair[1], EdgeKind::Forward, None);
        }
        self
    }

    fn way(mut self, from: &str, to: &str, kind: EdgeKind, label: Option<&str>) -> Self {
        let label = label.map(str::to_owned);
        self.edges.push(Edge { from: from.to_owned(), to: to.to_owned(), kind, label });
        self
    }

    fn turning(self, step: &str, loop_: &str, labels: Option<(&str, &str)>) -> Self {
        self.way(step, loop_, EdgeKind::Forward, labels.map(|(down, _)| down)).way(
            loop_,
            step,
            EdgeKind::Back,
            labels.map(|(_, up)| up),
        )
    }

    fn exits(mut self, end: &str, stages: &[&str]) -> Self {
        for stage in stages {
            self = self.way(stage, end, EdgeKind::Exit, None);
        }
        self
    }

    fn standing(mut self, here: &str, done: &[&str]) -> Self {
        for node in &mut self.nodes {
            node.state = match node.key.as_str() {
                key if key == here => NodeState::Here,
                key if done.contains(&key) => NodeState::Done,
                _ => NodeState::Ahead,
            };
        }
        self
    }
}

fn node(key: &str, kind: NodeKind, owner: Option<&str>, limit: Option<u16>) -> Node {
    let owner = owner.map(str::to_owned);
    Node { key: key.to_owned(), owner, limit_working_days: limit, state: NodeState::Plain, kind }
}

fn step(key: &str, owner: &str, limit: u16) -> Node {
    node(key, NodeKind::Step, Some(owner), Some(limit))
}

fn hanging(key: &str, owner: &str, limit: u16) -> Node {
    node(key, NodeKind::Loop, Some(owner), Some(limit))
}

fn end(key: &str) -> Node {
    node(key, NodeKind::End, None, None)
}

fn draft() -> Node {
    node("draft", NodeKind::Step, Some("applicant"), None)
}

fn short() -> Diagram {
    Diagram::of(vec![
        draft(),
        step("formal-check", "officer", 5),
        hanging("correction", "applicant", 5),
        step("approval", "director", 10),
        step("publicity", "officer", 5),
        step("award", "director", 10),
        step("disbursement", "finance-maker", 3),
        end("closed"),
        end("rejected"),
        end("withdrawn"),
        end("lapsed"),
    ])
    .turning("formal-check", "correction", None)
    .exits("rejected", &["formal-check", "approval"])
    .exits("withdrawn", &["draft", "formal-check", "correction", "approval"])
    .exits("lapsed", &["correction"])
}

fn whole() -> Diagram {
    let reviews = [
        "recommendation",
        "formal-check",
        "expert-review",
        "site-visit",
        "joint-review",
        "approval",
        "objection",
    ];
    Diagram::of(vec![
        draft(),
        step("recommendation", "recommender", 5),
        step("formal-check", "officer", 5),
        hanging("correction", "applicant", 5),
        step("expert-review", "expert", 10),
        step("site-visit", "officer", 5),
        step("joint-review", "department", 5),
        step("approval", "bureau-meeting", 10),
        step("publicity", "officer", 5),
        hanging("objection", "section-head", 10),
        step("award", "director", 10),
        step("agreement", "officer", 10),
        step("acceptance", "officer", 20),
        step("disbursement", "finance-maker", 3),
        step("evaluation", "officer", 20),
        end("closed"),
        end("rejected"),
        end("withdrawn"),
        end("lapsed"),
        end("revoked"),
        node("recovery", NodeKind::End, Some("finance-maker"), Some(20)),
        end("recovered"),
    ])
    .turning("formal-check", "correction", Some(("command-request-correction", "command-answer-correction")))
    .turning("publicity", "objection", None)
    .way("disbursement", "acceptance", EdgeKind::Back, Some("event-payment-settled"))
    .exits("rejected", &reviews)
    .way("recommendation", "lapsed", EdgeKind::Exit, Some("case-overdue"))
    .exits(
        "withdrawn",
        &["draft", "recommendation", "formal-check", "correction", "expert-review", "approval"],
    )
    .exits("lapsed", &["correction", "agreement"])
    .exits("revoked", &["award", "agreement", "acceptance", "disbursement", "evaluation", "closed"])
    .way("revoked", "recovery", EdgeKind::Forward, None)
    .way("recovery", "recovered", EdgeKind::Forward, None)
}

fn closed() -> Diagram {
    let mut diagram = whole();
    for node in diagram.nodes.iter_mut().filter(|node| node.kind == NodeKind::Step) {
        node.state = NodeState::Done;
    }
    for node in diagram.nodes.iter_mut().filter(|node| node.key == "closed") {
        node.state = NodeState::Here;
    }
    diagram
}

fn stopped() -> Diagram {
    let mut diagram =
        whole().standing("rejected", &["draft", "recommendation", "formal-check", "correction"]);
    for node in diagram.nodes.iter_mut().filter(|node| node.key == "expert-review") {
        node.state = NodeState::Stopped;
    }
    diagram
}

fn confirmed() -> Diagram {
    Diagram::of(vec![
        step("confirmation", "applicant", 15),
        step("publicity", "officer", 5),
        hanging("objection", "section-head", 10),
        step("award", "director", 10),
        step("disbursement", "finance-maker", 3),
        end("closed"),
        end("rejected"),
        end("lapsed"),
    ])
    .turning("publicity", "objection", Some(("event-correction-requested", "event-correction-answered")))
    .exits("lapsed", &["confirmation"])
    .exits("rejected", &["objection"])
    .standing("publicity", &["confirmation"])
}

/// Acceptance hangs on disbursement, a step is left out at the bureau's choice, and every way has words.
fn agreed() -> Diagram {
    let diagram = Diagram::of(vec![
        draft(),
        step("formal-check", "officer", 5),
        hanging("correction", "applicant", 5),
        step("site-visit", "officer", 5),
        step("approval", "bureau-meeting", 10),
        step("publicity", "officer", 5),
        step("award", "director", 10),
        step("agreement", "officer", 10),
        step("disbursement", "finance-maker", 3),
        hanging("acceptance", "officer", 20),
        end("closed"),
        end("rejected"),
        end("withdrawn"),
        end("revoked"),
        end("recovery"),
        end("recovered"),
    ]);
    let labelled = |mut diagram: Diagram| {
        for edge in &mut diagram.edges {
            edge.label = Some("command-approve".to_owned());
        }
        diagram
    };
    labelled(diagram)
        .turning(
            "formal-check",
            "correction",
            Some(("command-request-correction", "command-answer-correction")),
        )
        .turning("disbursement", "acceptance", None)
        .way("agreement", "acceptance", EdgeKind::Forward, None)
        .way("formal-check", "approval", EdgeKind::Forward, Some("event-check-confirmed"))
        .way("approval", "formal-check", EdgeKind::Back, Some("event-rejected"))
        .way("publicity", "site-visit", EdgeKind::Back, Some("event-rejected"))
        .exits("rejected", &["formal-check", "approval"])
        .exits("withdrawn", &["draft", "formal-check"])
        .exits("revoked", &["award", "disbursement"])
        .way("revoked", "recovery", EdgeKind::Forward, None)
        .way("recovery", "recovered", EdgeKind::Forward, None)
        .way("recovery", "revoked", EdgeKind::Back, None)
        .way("revoked", "award", EdgeKind::Back, None)
}
