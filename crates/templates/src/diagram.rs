//! The picture of a pipeline: a plain list of steps and ways in, an SVG out, in either language.
//!
//! Laid out by few fixed rules, so that the same pipeline always gives the same picture. It knows stages
//! and roles only as keys of the catalogues, decides nothing, and writes no style or script into a page:
//! colours come by class from the stylesheet.

mod captions;
mod draw;
mod face;
mod lanes;
mod measure;
mod outcomes;
mod plan;
mod rows;
mod samples;
mod scene;
mod style;
mod tall;
#[cfg(test)]
mod tests;
mod wide;

use serde::{Deserialize, Serialize};

use crate::{Catalogue, Locale, Message};
use captions::Captions;
use plan::Plan;

/// A pipeline to be drawn, and where in it a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagram {
    pub title: Message,
    /// Steps in the order of the pipeline; loops and ends may stand anywhere.
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Key of the stage.
    pub key: String,
    /// Key of the role.
    pub owner: Option<String>,
    pub limit_working_days: Option<u16>,
    pub state: NodeState,
    pub kind: NodeKind,
}

/// Where a case stands towards a stage. `Plain` throughout draws the pipeline without a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeState {
    Plain,
    Done,
    Here,
    Ahead,
    Stopped,
}

/// A step of the main line, a loop hanging on one, or an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    Step,
    Loop,
    End,
}

/// A way from one stage to another. One whose stage is not among the nodes is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub kind: EdgeKind,
    /// Key of a text: why it is taken.
    pub label: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    Forward,
    Back,
    /// Out of the main line; told in words under the picture, lest twenty lines cross it.
    Exit,
}

/// Rows for a desk, a column for a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    Wide,
    Tall,
}

/// Inside a page, which brings the colours, or as a file that has to bring its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Page,
    File,
}

/// Draws the picture.
pub fn svg(
    diagram: &Diagram,
    catalogue: &Catalogue,
    locale: Locale,
    orientation: Orientation,
    standing: Standing,
) -> String {
    let plan = Plan::of(diagram);
    let captions = Captions::new(catalogue, locale);
    let scene = match orientation {
        Orientation::Wide => wide::lay_out(&plan, &captions),
        Orientation::Tall => tall::lay_out(&plan, &captions),
    };
    draw::draw(&scene, &plan, &captions, orientation, standing)
}
