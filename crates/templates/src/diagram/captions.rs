//! What stands in the picture, said in one language: names, owners, limits, marks, reasons.
//! Places nothing and measures nothing.

use super::plan::{Link, Plan};
use super::{Node, NodeState};
use crate::{Arguments, Catalogue, Locale, Message};

pub struct Captions<'a> {
    catalogue: &'a Catalogue,
    locale: Locale,
}

impl<'a> Captions<'a> {
    pub fn new(catalogue: &'a Catalogue, locale: Locale) -> Self {
        Self { catalogue, locale }
    }

    pub fn say(&self, message: &Message) -> String {
        self.catalogue.say(self.locale, message)
    }

    pub fn text(&self, key: &str) -> String {
        self.catalogue.text(self.locale, key, &Arguments::new())
    }

    pub fn name(&self, node: &Node) -> String {
        self.text(&stage_key(node))
    }

    pub fn owner(&self, node: &Node) -> Option<String> {
        node.owner.as_ref().map(|role| self.text(&format!("role-{role}")))
    }

    pub fn limit(&self, node: &Node) -> Option<String> {
        node.limit_working_days.map(|days| self.say(&Message::new("diagram-limit").with("count", days)))
    }

    pub fn label(&self, link: &Link) -> Option<String> {
        link.label.map(|key| self.text(key))
    }

    /// The words of a mark; `Done` is marked by a tick, the others need none.
    pub fn mark(&self, node: &Node) -> Option<String> {
        match node.state {
            NodeState::Here => Some(self.text("diagram-here")),
            NodeState::Stopped => Some(self.text("diagram-stopped")),
            NodeState::Plain | NodeState::Done | NodeState::Ahead => None,
        }
    }

    pub fn description(&self, plan: &Plan) -> String {
        let here = plan.nodes.iter().find(|node| node.state == NodeState::Here);
        let message = match here {
            Some(node) => {
                Message::new("diagram-description-here").with_message("stage", &Message::new(stage_key(node)))
            }
            None => Message::new("diagram-description"),
        };
        self.say(&message.with("steps", plan.main.len() + plan.loops.iter().map(Vec::len).sum::<usize>()))
    }

    /// Where an outcome may come from. Named when it shares its line with others.
    pub fn origins(&self, plan: &Plan, outcome: usize, shared: bool) -> Option<String> {
        let links: Vec<&Link> = plan.links_told_into(outcome).collect();
        let stages = self.stages(links.iter().map(|link| (&plan.nodes[link.from], self.label(link))))?;
        let key = if shared { "diagram-from-of" } else { "diagram-from" };
        Some(self.about(plan, key, outcome, stages))
    }

    /// Where an outcome may still lead to, apart from the next of its line.
    pub fn onward(&self, plan: &Plan, outcome: usize) -> Option<String> {
        let links: Vec<&Link> = plan.links_told_out_of(outcome).collect();
        let stages = self.stages(links.iter().map(|link| (&plan.nodes[link.to], self.label(link))))?;
        Some(self.about(plan, "diagram-onward", outcome, stages))
    }

    fn about(&self, plan: &Plan, key: &str, outcome: usize, stages: String) -> String {
        let name = Message::new(stage_key(&plan.nodes[outcome]));
        self.say(&Message::new(key).with_message("outcome", &name).with("stages", stages))
    }

    fn stages<'n>(&self, found: impl Iterator<Item = (&'n Node, Option<String>)>) -> Option<String> {
        let names: Vec<String> = found
            .map(|(node, reason)| match reason {
                Some(reason) => self.say(
                    &Message::new("diagram-because")
                        .with_message("stage", &Message::new(stage_key(node)))
                        .with("reason", reason),
                ),
                None => self.name(node),
            })
            .collect();
        (!names.is_empty()).then(|| names.join(&self.text("list-separator")))
    }
}

fn stage_key(node: &Node) -> String {
    format!("stage-{}", node.key)
}
