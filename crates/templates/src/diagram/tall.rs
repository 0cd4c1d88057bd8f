//! The picture for a phone: the main line in one column, loops indented under their step, ways back in lanes
//! at the right. Knows no colours and no language.

use super::captions::Captions;
use super::face::{Corner, Face, MARK_RISE};
use super::outcomes::{self, Place};
use super::plan::{Link, Plan, Way};
use super::scene::{Anchor, Area, Scene, Style, at, paragraph, times};

/// The width of a narrow phone without its margins.
const WIDTH: i32 = 340;
const MARGIN: i32 = 8;
const MARGIN_Y: i32 = 14;

/// The main line runs down so far from the left of the cards.
const RAIL: i32 = 24;
const GAP: i32 = 30;
/// Loops leave the main line free to pass at their left.
const INDENT: i32 = 44;
const LOOP_DOWN: i32 = 24;
const LOOP_UP: i32 = 46;
const WORDS_GAP: i32 = 7;

const LANE_WIDTH: i32 = 12;
const PORT_STEP: i32 = 12;
/// More lanes than this share the last one: a column must stay wide enough for words.
const LANES_MAX_COUNT: usize = 5;
const SECTION_GAP: i32 = 26;

struct Tall<'a> {
    plan: &'a Plan<'a>,
    captions: &'a Captions<'a>,
    /// The right edge of every card.
    right: i32,
    /// The far ways, each with its lane.
    fars: Vec<(Link<'a>, usize)>,
    scene: Scene,
}

pub fn lay_out(plan: &Plan, captions: &Captions) -> Scene {
    let fars = lanes(plan);
    let lanes = fars.iter().map(|(_, lane)| lane + 1).max().unwrap_or(0);
    let right = WIDTH - MARGIN - times(lanes) * LANE_WIDTH;
    let mut tall = Tall { plan, captions, right, fars, scene: Scene::default() };
    let bottom = tall.place_cards();
    for link in &plan.links {
        match link.way {
            Way::Onward => tall.onward(link),
            Way::Down | Way::Up => tall.around_the_loop(link),
            Way::Far | Way::Chain | Way::Told => {}
        }
    }
    tall.far();
    tall.finish(bottom)
}

/// Short ways get the inner lanes. Two ways share a lane when neither passes the other's cards.
fn lanes<'a>(plan: &Plan<'a>) -> Vec<(Link<'a>, usize)> {
    let mut order: Vec<usize> = Vec::new();
    for (step, loops) in plan.main.iter().zip(&plan.loops) {
        order.push(*step);
        order.extend(loops);
    }
    let place = |node: usize| order.iter().position(|other| *other == node).unwrap_or(0);
    let span = |link: &Link| {
        let (from, to) = (place(link.from), place(link.to));
        (from.min(to), from.max(to))
    };
    let mut links: Vec<Link> = plan.by_way(Way::Far).copied().collect();
    links.sort_by_key(|link| span(link).1 - span(link).0);
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut assigned = Vec::new();
    for link in links {
        let (top, bottom) = span(&link);
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|other| bottom < other.0 || other.1 < top);
        let lane = lanes.iter().position(is_free).unwrap_or(lanes.len()).min(LANES_MAX_COUNT - 1);
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((top, bottom));
        assigned.push((link, lane));
    }
    assigned
}

impl Tall<'_> {
    fn place_cards(&mut self) -> i32 {
        let mut top = MARGIN_Y;
        let mut bottom = 0;
        for position in 0..self.plan.main.len() {
            let step = self.plan.main[position];
            bottom = self.place(step, MARGIN, top);
            for (index, node) in self.plan.loops[position].clone().into_iter().enumerate() {
                let gap = if index == 0 { self.loop_gap(step, node) } else { GAP };
                bottom = self.place(node, MARGIN + INDENT, bottom + gap);
            }
            top = bottom + self.onward_gap(position);
        }
        bottom
    }

    fn place(&mut self, node: usize, x: i32, y: i32) -> i32 {
        let width = self.right - x;
        let mut face = Face::of(&self.plan.nodes[node], self.captions, width);
        let labels = self.fars.iter().filter(|(link, _)| link.from == node);
        for (link, _) in labels {
            if let Some(label) = self.captions.label(link) {
                face = face.with_detail(&format!("→ {label}"), width);
            }
        }
        let area = Area { x, y, width, height: face.height() };
        let card = face.card(node, &self.plan.nodes[node], area, self.captions, Corner::Right);
        self.scene.cards.push(card);
        area.bottom()
    }

    fn onward_gap(&self, position: usize) -> i32 {
        let next = self.plan.main.get(position + 1);
        let link = next.and_then(|next| self.plan.link(self.plan.main[position], *next));
        GAP.max(
            times(link.map_or(0, |link| self.words(link, MARGIN + RAIL).len())) * Style::Label.line_px()
                + 2 * WORDS_GAP
                + MARK_RISE,
        )
    }

    fn loop_gap(&self, step: usize, node: usize) -> i32 {
        let both = [self.plan.link(step, node), self.plan.link(node, step)];
        let lines: usize = both.into_iter().flatten().map(|link| self.loop_words(link).len()).sum();
        GAP.max(times(lines) * Style::Label.line_px() + 2 * WORDS_GAP + MARK_RISE)
    }

    /// The words of a way whose line runs at `x`; they stand to its right.
    fn words(&self, link: &Link, x: i32) -> Vec<String> {
        let room = self.right - x - WORDS_GAP;
        self.captions.label(link).map(|label| Style::Label.wrap(&label, room)).unwrap_or_default()
    }

    /// Both ways of a loop have their words in one place; an arrow says whose they are.
    fn loop_words(&self, link: &Link) -> Vec<String> {
        let arrow = if link.way == Way::Down { "↓" } else { "↑" };
        let room = self.right - MARGIN - INDENT - LOOP_UP - WORDS_GAP;
        self.captions
            .label(link)
            .map(|label| Style::Label.wrap(&format!("{arrow} {label}"), room))
            .unwrap_or_default()
    }

    fn onward(&mut self, link: &Link) {
        let (Some(from), Some(to)) = (self.scene.area(link.from), self.scene.area(link.to)) else { return };
        let x = MARGIN + RAIL;
        self.scene.connect(link.from, link.to, vec![at(x, from.bottom()), at(x, to.y)]);
        let lines = self.words(link, x);
        let top = to.y - MARK_RISE - WORDS_GAP - times(lines.len()) * Style::Label.line_px();
        self.scene.words.extend(paragraph(at(x + WORDS_GAP, top), Anchor::Start, Style::Label, &lines));
    }

    fn around_the_loop(&mut self, link: &Link) {
        let (Some(from), Some(to)) = (self.scene.area(link.from), self.scene.area(link.to)) else { return };
        let left = MARGIN + INDENT;
        let lines = self.loop_words(link);
        let (x, start, end, top) = if link.way == Way::Down {
            (left + LOOP_DOWN, from.bottom(), to.y, from.bottom() + WORDS_GAP)
        } else {
            let down = self.plan.link(link.to, link.from);
            let above = times(down.map_or(0, |link| self.loop_words(link).len())) * Style::Label.line_px();
            (left + LOOP_UP, from.y, to.bottom(), to.bottom() + WORDS_GAP + above)
        };
        self.scene.connect(link.from, link.to, vec![at(x, start), at(x, end)]);
        let place = at(left + LOOP_UP + WORDS_GAP, top);
        self.scene.words.extend(paragraph(place, Anchor::Start, Style::Label, &lines));
    }

    fn far(&mut self) {
        let mut taken = vec![0_usize; self.plan.nodes.len()];
        for (link, lane) in self.fars.clone() {
            let (Some(from), Some(to)) = (self.scene.area(link.from), self.scene.area(link.to)) else {
                continue;
            };
            let mut port = |node: usize, area: Area| {
                let y = area.y + 2 * PORT_STEP + times(taken[node]) * PORT_STEP;
                taken[node] += 1;
                y.min(area.bottom() - PORT_STEP / 2)
            };
            let (start, end) = (port(link.from, from), port(link.to, to));
            let x = self.right + (times(lane) + 1) * LANE_WIDTH;
            let points = vec![at(from.right(), start), at(x, start), at(x, end), at(to.right(), end)];
            self.scene.connect(link.from, link.to, points);
        }
    }

    fn finish(mut self, bottom: i32) -> Scene {
        let place = Place {
            top: at(MARGIN, if bottom == 0 { MARGIN_Y } else { bottom + SECTION_GAP }),
            width: self.right - MARGIN,
            card_width: self.right - MARGIN,
            gap: RAIL,
            across: false,
            corner: Corner::Right,
        };
        let end = outcomes::lay(&mut self.scene, self.plan, self.captions, &place);
        self.scene.width = WIDTH;
        self.scene.height = if self.plan.outcomes.is_empty() { bottom } else { end } + MARGIN_Y;
        self.scene
    }
}
