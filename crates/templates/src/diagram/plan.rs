//! Which stage stands where, before any measure is taken: the main line, what hangs on it, what ends it.
//! Every way is sorted once into how it is shown, so that none is drawn twice or forgotten.

use super::{Diagram, EdgeKind, Node, NodeKind};
use crate::Message;

/// The whole procedure has 23 stages; what goes past this many is left out, lest a picture never end.
const NODES_MAX_COUNT: usize = 60;

/// Every stage to every other of a pipeline twice this long is still fewer.
const EDGES_MAX_COUNT: usize = 600;

/// A way between two nodes, by their positions in the diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub label: Option<&'a str>,
    pub way: Way,
}

/// How a link is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From a step to the next of the main line.
    Onward,
    /// From a step down to its loop.
    Down,
    /// From a loop up to its step.
    Up,
    /// Between any other two of the main line and its loops.
    Far,
    /// From an outcome to the next of its line.
    Chain,
    /// Told in words beside the outcome.
    Told,
}

pub struct Plan<'a> {
    pub title: &'a Message,
    pub nodes: &'a [Node],
    /// Steps in order, then the ends they lead forward to.
    pub main: Vec<usize>,
    /// For each of the main line, the loops under it.
    pub loops: Vec<Vec<usize>>,
    /// The other ends, those that follow one another in one line.
    pub outcomes: Vec<Vec<usize>>,
    pub links: Vec<Link<'a>>,
}

impl<'a> Plan<'a> {
    pub fn of(diagram: &'a Diagram) -> Self {
        let nodes = &diagram.nodes[..diagram.nodes.len().min(NODES_MAX_COUNT)];
        let links = links(diagram, nodes);
        let main = main_line(nodes, &links);
        let loops = loops(nodes, &main, &links);
        let outcomes = outcomes(nodes, &main, &links);
        let mut plan = Self { title: &diagram.title, nodes, main, loops, outcomes, links };
        for index in 0..plan.links.len() {
            plan.links[index].way = plan.way(&plan.links[index]);
        }
        plan
    }

    pub fn link(&self, from: usize, to: usize) -> Option<&Link<'a>> {
        self.links.iter().find(|link| link.from == from && link.to == to)
    }

    pub fn by_way(&self, way: Way) -> impl Iterator<Item = &Link<'a>> {
        self.links.iter().filter(move |link| link.way == way)
    }

    pub fn links_told_into(&self, outcome: usize) -> impl Iterator<Item = &Link<'a>> {
        self.by_way(Way::Told).filter(move |link| link.to == outcome)
    }

    /// Links out of an outcome that no other outcome tells.
    pub fn links_told_out_of(&self, outcome: usize) -> impl Iterator<Item = &Link<'a>> {
        let told = self.by_way(Way::Told).filter(move |link| link.from == outcome);
        told.filter(|link| !self.is_outcome(link.to))
    }

    /// The position on the main line of a step, or of the step a loop hangs on.
    pub fn position(&self, node: usize) -> Option<usize> {
        (0..self.main.len()).find(|at| self.main[*at] == node || self.loops[*at].contains(&node))
    }

    pub fn is_outcome(&self, node: usize) -> bool {
        self.outcomes.iter().any(|line| line.contains(&node))
    }

    fn way(&self, link: &Link) -> Way {
        if self.is_outcome(link.from) || self.is_outcome(link.to) {
            let follows =
                self.outcomes.iter().any(|line| line.windows(2).any(|pair| pair == [link.from, link.to]));
            return if follows { Way::Chain } else { Way::Told };
        }
        let follows = self.main.windows(2).any(|pair| pair == [link.from, link.to]);
        if follows {
            return Way::Onward;
        }
        for (step, loops) in self.main.iter().zip(&self.loops) {
            let Some(first) = loops.first() else { continue };
            if (link.from, link.to) == (*step, *first) {
                return Way::Down;
            }
            if (link.from, link.to) == (*first, *step) {
                return Way::Up;
            }
        }
        Way::Far
    }
}

/// Each pair of stages once, none to itself, none to a stage that is not there.
fn links<'a>(diagram: &'a Diagram, nodes: &[Node]) -> Vec<Link<'a>> {
    let mut links: Vec<Link> = Vec::new();
    for edge in diagram.edges.iter().take(EDGES_MAX_COUNT) {
        let find = |key: &str| nodes.iter().position(|node| node.key == key);
        let (Some(from), Some(to)) = (find(&edge.from), find(&edge.to)) else { continue };
        if from != to && !links.iter().any(|link| link.from == from && link.to == to) {
            links.push(Link { from, to, kind: edge.kind, label: edge.label.as_deref(), way: Way::Far });
        }
    }
    links
}

fn main_line(nodes: &[Node], links: &[Link]) -> Vec<usize> {
    let of_kind = |kind| (0..nodes.len()).filter(move |index| nodes[*index].kind == kind);
    let crowned = |end: &usize| {
        links.iter().any(|link| {
            link.to == *end && link.kind == EdgeKind::Forward && nodes[link.from].kind != NodeKind::End
        })
    };
    let mut steps: Vec<usize> = of_kind(NodeKind::Step).collect();
    if steps.is_empty() {
        steps.extend(of_kind(NodeKind::Loop));
    }
    steps.into_iter().chain(of_kind(NodeKind::End).filter(crowned)).collect()
}

/// A loop hangs on the step it goes to and fro with; else on one that leads to it; else on the one before it.
fn loops(nodes: &[Node], main: &[usize], links: &[Link]) -> Vec<Vec<usize>> {
    let mut loops = vec![Vec::new(); main.len()];
    let linked = |from: usize, to: usize| links.iter().any(|link| link.from == from && link.to == to);
    let hanging = |index: &usize| nodes[*index].kind == NodeKind::Loop && !main.contains(index);
    for index in (0..nodes.len()).filter(hanging) {
        let best = |step: &usize| (linked(*step, index), linked(index, *step));
        let host = main
            .iter()
            .position(|step| best(step) == (true, true))
            .or_else(|| main.iter().position(|step| best(step).0))
            .or_else(|| main.iter().position(|step| best(step).1))
            .or_else(|| main.iter().rposition(|step| *step < index))
            .unwrap_or(0);
        loops[host].push(index);
    }
    loops
}

fn outcomes(nodes: &[Node], main: &[usize], links: &[Link]) -> Vec<Vec<usize>> {
    let ends: Vec<usize> = (0..nodes.len())
        .filter(|index| nodes[*index].kind == NodeKind::End && !main.contains(index))
        .collect();
    let next = |from: usize, taken: &[Vec<usize>], chain: &[usize]| {
        let free = |end: usize| {
            ends.contains(&end) && !chain.contains(&end) && !taken.iter().any(|other| other.contains(&end))
        };
        links.iter().find(|link| link.from == from && free(link.to)).map(|link| link.to)
    };
    let is_first = |end: usize| !links.iter().any(|link| link.to == end && ends.contains(&link.from));
    let mut order: Vec<usize> = ends.iter().copied().filter(|end| is_first(*end)).collect();
    order.extend(ends.iter().copied().filter(|end| !is_first(*end)));
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for start in order {
        if chains.iter().any(|chain| chain.contains(&start)) {
            continue;
        }
        let mut chain = vec![start];
        while let Some(following) = next(chain[chain.len() - 1], &chains, &chain) {
            chain.push(following);
        }
        chains.push(chain);
    }
    chains
}
