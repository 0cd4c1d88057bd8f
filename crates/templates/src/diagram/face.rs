//! What is written on a card, and how high the card must be for it. The layouts decide where it stands.
//! It draws nothing itself.

use super::captions::Captions;
use super::scene::{Anchor, Area, Card, Mark, Style, Words, at, paragraph};
use super::{Node, NodeState, measure};

pub const PADDING_X: i32 = 12;
const PADDING_TOP: i32 = 13;
const PADDING_BOTTOM: i32 = 11;

/// How far a mark stands from the corner, and how high it is.
const MARK_INSET: i32 = 12;
const MARK_HEIGHT: i32 = 22;
const MARK_PADDING: i32 = 9;
const TICK_RADIUS: i32 = 10;

/// A way may touch the upper edge only this far from the side of the mark.
pub const MARK_ROOM: i32 = 100;

/// How far a mark rises above its card.
pub const MARK_RISE: i32 = MARK_HEIGHT / 2;

/// The corner the mark stands at: the ways come in elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    Left,
    Right,
}

pub struct Face {
    name: Vec<String>,
    details: Vec<String>,
}

impl Face {
    pub fn of(node: &Node, captions: &Captions, width: i32) -> Self {
        let room = width - 2 * PADDING_X;
        let parts: Vec<String> = [captions.owner(node), captions.limit(node)].into_iter().flatten().collect();
        let together = parts.join(" · ");
        let details = if measure::width(&together, Style::Detail.size_px()) <= room {
            Some(together).filter(|line| !line.is_empty()).into_iter().collect()
        } else {
            parts.iter().flat_map(|part| Style::Detail.wrap(part, room)).collect()
        };
        Self { name: Style::Name.wrap(&captions.name(node), room), details }
    }

    /// Adds a line that only this layout needs.
    pub fn with_detail(mut self, text: &str, width: i32) -> Self {
        self.details.extend(Style::Detail.wrap(text, width - 2 * PADDING_X));
        self
    }

    pub fn height(&self) -> i32 {
        PADDING_TOP + self.text_height() + PADDING_BOTTOM
    }

    fn text_height(&self) -> i32 {
        let height = |lines: &[String], style: Style| super::scene::times(lines.len()) * style.line_px();
        height(&self.name, Style::Name) + height(&self.details, Style::Detail)
    }

    /// The card; in a higher place than it needs, the text stands in the middle.
    pub fn card(
        &self,
        plan_node: usize,
        node: &Node,
        area: Area,
        captions: &Captions,
        corner: Corner,
    ) -> Card {
        let x = area.x + PADDING_X;
        let top = area.y + PADDING_TOP + (area.height - self.height()) / 2;
        let mut lines = paragraph(at(x, top), Anchor::Start, Style::Name, &self.name);
        let below = top + super::scene::times(self.name.len()) * Style::Name.line_px();
        lines.extend(paragraph(at(x, below), Anchor::Start, Style::Detail, &self.details));
        Card { node: plan_node, area, lines, mark: mark(node, area, captions, corner) }
    }
}

fn mark(node: &Node, area: Area, captions: &Captions, corner: Corner) -> Option<Mark> {
    let place = |width: i32| match corner {
        Corner::Left => area.x + MARK_INSET,
        Corner::Right => area.right() - MARK_INSET - width,
    };
    if node.state == NodeState::Done {
        return Some(Mark::Tick(at(place(2 * TICK_RADIUS) + TICK_RADIUS, area.y)));
    }
    let text = captions.mark(node)?;
    let width = measure::width(&text, Style::Mark.size_px()) + 2 * MARK_PADDING;
    let tag = Area { x: place(width), y: area.y - MARK_RISE, width, height: MARK_HEIGHT };
    let top = tag.y + (MARK_HEIGHT - Style::Mark.line_px()) / 2;
    let words = Words { at: at(tag.x + MARK_PADDING, top), anchor: Anchor::Start, style: Style::Mark, text };
    Some(Mark::Tag(tag, words))
}
