//! The ends off the main line, under the picture: each line of them, and in words where it may come from.
//! Their ways are not drawn through the picture: from ten steps to three ends they would be a tangle.

use super::captions::Captions;
use super::face::{Corner, Face, MARK_RISE};
use super::plan::{Plan, Way};
use super::scene::{Anchor, Area, Card, Point, Scene, Style, at, paragraph, times};

const HEADING_GAP: i32 = 14;
const LINE_GAP: i32 = 22;
const NOTE_GAP: i32 = 20;

/// With less room beside the cards, the words stand below them.
const NOTE_WIDTH_MIN: i32 = 220;

/// Where outcomes may stand, and how their lines run.
pub struct Place {
    pub top: Point,
    pub width: i32,
    pub card_width: i32,
    pub gap: i32,
    /// Whether a line of outcomes runs to the right; downward otherwise.
    pub across: bool,
    pub corner: Corner,
}

/// Lays the outcomes and says where they end.
pub fn lay(scene: &mut Scene, plan: &Plan, captions: &Captions, place: &Place) -> i32 {
    if plan.outcomes.is_empty() {
        return place.top.y;
    }
    let Point { x, y } = place.top;
    scene.rules.push((place.top, at(x + place.width, y)));
    let heading = [captions.text("diagram-outcomes")];
    scene.words.extend(paragraph(at(x, y + HEADING_GAP), Anchor::Start, Style::Heading, &heading));
    let mut bottom = y + HEADING_GAP + Style::Heading.line_px() + HEADING_GAP - LINE_GAP + MARK_RISE;
    for line in &plan.outcomes {
        let top = bottom + LINE_GAP;
        let cards = if place.across {
            across(plan, captions, place, line, top)
        } else {
            down(plan, captions, place, line, top)
        };
        bottom = notes(scene, plan, captions, place, line, &cards);
        scene.cards.extend(cards);
    }
    for link in plan.by_way(Way::Chain) {
        if let (Some(from), Some(to)) = (scene.area(link.from), scene.area(link.to)) {
            scene.connect(link.from, link.to, chain(from, to, place.gap));
        }
    }
    bottom
}

/// To the right, straight down, or down to the left where the line was broken.
fn chain(from: Area, to: Area, inset: i32) -> Vec<Point> {
    if to.y == from.y {
        return vec![at(from.right(), from.middle()), at(to.x, to.middle())];
    }
    let between = i32::midpoint(from.bottom(), to.y);
    let (start, end) = (from.x + inset, to.x + inset);
    let mut points = vec![at(start, from.bottom()), at(start, between), at(end, between), at(end, to.y)];
    points.dedup();
    if start == end { vec![points[0], at(end, to.y)] } else { points }
}

/// A line too long for the width goes on below, from the left.
fn across(plan: &Plan, captions: &Captions, place: &Place, line: &[usize], top: i32) -> Vec<Card> {
    let faces: Vec<Face> =
        line.iter().map(|node| Face::of(&plan.nodes[*node], captions, place.card_width)).collect();
    let height = faces.iter().map(Face::height).max().unwrap_or(0);
    let per_row =
        usize::try_from((place.width + place.gap) / (place.card_width + place.gap)).unwrap_or(1).max(1);
    let cards = faces.iter().zip(line).enumerate().map(|(index, (face, node))| {
        let x = place.top.x + times(index % per_row) * (place.card_width + place.gap);
        let y = top + times(index / per_row) * (height + LINE_GAP);
        let area = Area { x, y, width: place.card_width, height };
        face.card(*node, &plan.nodes[*node], area, captions, place.corner)
    });
    cards.collect()
}

fn down(plan: &Plan, captions: &Captions, place: &Place, line: &[usize], top: i32) -> Vec<Card> {
    let mut y = top;
    let mut cards = Vec::new();
    for node in line {
        let face = Face::of(&plan.nodes[*node], captions, place.card_width);
        let area = Area { x: place.top.x, y, width: place.card_width, height: face.height() };
        y = area.bottom() + place.gap;
        cards.push(face.card(*node, &plan.nodes[*node], area, captions, place.corner));
    }
    cards
}

/// Says where the line of outcomes comes from, beside it or below, and where all of it ends.
fn notes(
    scene: &mut Scene,
    plan: &Plan,
    captions: &Captions,
    place: &Place,
    line: &[usize],
    cards: &[Card],
) -> i32 {
    let right = cards.iter().map(|card| card.area.right()).max().unwrap_or(place.top.x);
    let top = cards.iter().map(|card| card.area.y).min().unwrap_or(place.top.y);
    let bottom = cards.iter().map(|card| card.area.bottom()).max().unwrap_or(place.top.y);
    let beside = place.top.x + place.width - right - NOTE_GAP;
    let is_beside = place.across && beside >= NOTE_WIDTH_MIN;
    let room = if is_beside { beside } else { place.width };
    let mut lines = Vec::new();
    for node in line {
        let told = [captions.origins(plan, *node, line.len() > 1), captions.onward(plan, *node)];
        lines.extend(told.into_iter().flatten().flat_map(|text| Style::Note.wrap(&text, room)));
    }
    let height = times(lines.len()) * Style::Note.line_px();
    let start = if is_beside {
        at(right + NOTE_GAP, top + ((bottom - top - height) / 2).max(0))
    } else {
        at(place.top.x, bottom + HEADING_GAP / 2)
    };
    scene.words.extend(paragraph(start, Anchor::Start, Style::Note, &lines));
    if lines.is_empty() { bottom } else { bottom.max(start.y + height) }
}
