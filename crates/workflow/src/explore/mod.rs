//! Proving a pipeline: every state of a small world, every command of everybody at each, breadth first.
//!
//! What it shows is what `check` cannot: that somebody can act, that nobody can act alone, that no path
//! pays before it awards or awards before it was public. `docs/WORKFLOW.md` says what it leaves out.

mod attempt;
mod course;
mod figure;
mod graph;
mod monitor;
mod names;
mod normal;
mod people;
mod property;
mod words;
mod world;

use std::collections::BTreeSet;

use crate::application::Application;
use crate::command::Command;
use crate::decide::{Context, Outcome};
use crate::pipeline::Pipeline;
use crate::refusal::Refusal;
use crate::stage::Stage;

use graph::{Graph, Scope};
use world::World;

pub use figure::{Part, Who};
pub use property::{Chapter, Property, Story, Violation};

/// More states than this no pipeline of this engine has; a fault may have.
pub const STATES_LIMIT: usize = 1_000_000;

/// The function that decides: the engine's own, or one with a fault planted in it.
pub type Decide<'a> =
    dyn Fn(&Application, &Pipeline, &Command, &Context<'_>) -> Result<Outcome, Refusal> + Sync + 'a;

/// What an exploration saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub states: usize,
    /// Accepted commands.
    pub transitions: u64,
    /// Commands tried, accepted or not.
    pub attempts: u64,
    pub reached: BTreeSet<Stage>,
    /// The first violation of each property; none is the proof.
    pub violations: Vec<Violation>,
}

/// Explores a pipeline under the engine's own decisions.
pub fn explore(pipeline: &Pipeline) -> Report {
    explore_with(pipeline, &crate::decide::decide)
}

/// Explores a pipeline under decisions that may be wrong.
pub fn explore_with(pipeline: &Pipeline, decide: &Decide<'_>) -> Report {
    let world = World::new(pipeline);
    let graph = Graph::explore(&world, decide, Scope::Everybody);
    let tell = |graph: &Graph<'_>, property| {
        let (node, trial) = graph.broken[&property];
        Violation { property, story: graph.story(node, trial) }
    };
    let mut violations: Vec<Violation> =
        graph.broken.keys().map(|property| tell(&graph, *property)).collect();
    // What lies behind a way that was not followed nobody has seen.
    if !graph.is_cut {
        let missing = pipeline.stages.iter().map(|rule| rule.key);
        let missing = missing.filter(|stage| !graph.reached().contains(stage));
        violations.extend(
            missing.map(|stage| Violation {
                property: Property::StageReached { stage },
                story: Story::default(),
            }),
        );
        violations.extend(
            graph
                .dead_end()
                .map(|node| Violation { property: Property::EndReached, story: graph.story(node, None) }),
        );
    }
    let (mut transitions, mut attempts) = (graph.transitions, graph.attempts);
    for figure in 0..world.figures.len() {
        if world.figures[figure].person().is_none() {
            continue;
        }
        let alone = Graph::explore(&world, decide, Scope::Alone(figure));
        transitions += alone.transitions;
        attempts += alone.attempts;
        let told = violations.iter().any(|violation| violation.property == Property::NobodyAlone);
        if alone.broken.contains_key(&Property::NobodyAlone) && !told {
            violations.push(tell(&alone, Property::NobodyAlone));
        }
    }
    Report { states: graph.states(), transitions, attempts, reached: graph.reached(), violations }
}
