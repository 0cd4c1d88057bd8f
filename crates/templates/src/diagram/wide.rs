//! The picture for a desk: the main line in rows from left to right, loops under their step, ways back in
//! lanes above the row. Knows no colours and no language.

mod ways;

use super::captions::Captions;
use super::face::{Corner, Face, MARK_RISE, MARK_ROOM};
use super::lanes::{Far, PORT_STEP, Port, Row};
use super::measure;
use super::outcomes::{self, Place};
use super::plan::{Link, Plan, Way};
use super::rows::row_lengths;
use super::scene::{Anchor, Area, Scene, Style, at, times};

const CARD_WIDTH: i32 = 180;
const COLUMN_GAP: i32 = 32;
/// Between steps whose way has words of its own.
const COLUMN_GAP_WITH_WORDS: i32 = 88;
const MARGIN_X: i32 = 28;
const MARGIN_Y: i32 = 16;

/// How far out of the column a line runs on its way to the next row.
const RETURN_OUT: i32 = 22;
/// Above and below that line.
const RETURN_GAP: i32 = 24;

const LOOP_GAP: i32 = 40;
/// Where, from the left of a card, the ways down to a loop and back up stand: clear of the marks.
const LOOP_DOWN: i32 = MARK_ROOM + 4;
const LOOP_UP: i32 = LOOP_DOWN + 22;
const WORDS_GAP: i32 = 6;

/// More steps in a row would be too small to read on a page.
const COLUMNS_MAX_COUNT: usize = 5;
const COLUMNS_WITH_WORDS_MAX_COUNT: usize = 4;

/// Fewer columns than this would press the words below the picture.
const COLUMNS_MIN_COUNT: usize = 4;
const SECTION_GAP: i32 = 28;

struct Wide<'a> {
    plan: &'a Plan<'a>,
    captions: &'a Captions<'a>,
    column: i32,
    right: i32,
    rows: Vec<Row>,
    fars: Vec<Far>,
    scene: Scene,
}

pub fn lay_out(plan: &Plan, captions: &Captions) -> Scene {
    let mut wide = Wide::new(plan, captions);
    wide.assign_lanes();
    wide.place_cards();
    for link in &plan.links {
        match link.way {
            Way::Onward => wide.onward(link),
            Way::Down => wide.around_the_loop(link, LOOP_DOWN, Anchor::End),
            Way::Up => wide.around_the_loop(link, LOOP_UP, Anchor::Start),
            Way::Far => wide.around_the_corner(link),
            Way::Chain | Way::Told => {}
        }
    }
    wide.far();
    wide.finish()
}

impl<'a> Wide<'a> {
    fn new(plan: &'a Plan<'a>, captions: &'a Captions<'a>) -> Self {
        let cuts = |at: usize| {
            let is_cut = |link: &&Link| {
                let ends = (plan.position(link.from), plan.position(link.to));
                ends.0.min(ends.1) <= Some(at) && Some(at) < ends.0.max(ends.1)
            };
            plan.by_way(Way::Far).filter(is_cut).count()
        };
        let ties: Vec<usize> = (0..plan.main.len()).map(cuts).collect();
        let with_words = plan.by_way(Way::Onward).any(|link| link.label.is_some());
        let (gap, most) = if with_words {
            (COLUMN_GAP_WITH_WORDS, COLUMNS_WITH_WORDS_MAX_COUNT)
        } else {
            (COLUMN_GAP, COLUMNS_MAX_COUNT)
        };
        let column = CARD_WIDTH + gap;
        let mut rows = Vec::new();
        let mut start = 0;
        for length in row_lengths(plan.main.len(), most, &ties) {
            rows.push(Row::of(start..start + length));
            start += length;
        }
        let longest = rows.iter().map(|row| row.positions.len()).max().unwrap_or(0);
        let columns = longest.max(COLUMNS_MIN_COUNT);
        let right = MARGIN_X + times(columns) * column - gap;
        Self { plan, captions, column, right, rows, fars: Vec::new(), scene: Scene::default() }
    }

    fn row_of(&self, position: usize) -> usize {
        self.rows.iter().position(|row| row.positions.contains(&position)).unwrap_or(0)
    }

    fn x_of(&self, position: usize) -> i32 {
        let start = self.rows.get(self.row_of(position)).map_or(0, |row| row.positions.start);
        MARGIN_X + times(position - start) * self.column
    }

    /// Where a way touches a card as the `slot`th of those that do.
    fn port(&self, node: usize, slot: usize) -> Option<Port> {
        let position = self.plan.position(node)?;
        let into_side = self.plan.main[position] != node;
        let x = if into_side {
            self.x_of(position) - COLUMN_GAP / 2 + times(slot) * (PORT_STEP / 4)
        } else {
            self.x_of(position) + (LOOP_DOWN + times(slot) * PORT_STEP).min(CARD_WIDTH - PORT_STEP / 2)
        };
        Some(Port { row: self.row_of(position), x, into_side })
    }

    /// Short ways get the lanes next to the row, so that longer ones pass over them.
    fn assign_lanes(&mut self) {
        let plan = self.plan;
        for link in plan.by_way(Way::Far) {
            if self.beside(link).is_some() {
                continue;
            }
            let (start, end) = (self.port(link.from, 0), self.port(link.to, 0));
            let (Some(start), Some(end)) = (start, end) else { continue };
            let label = self.captions.label(link);
            let (from, to) = (link.from, link.to);
            self.fars.push(Far { from, to, label, start, end, start_lane: 0, end_lane: 0 });
        }
        self.fars.sort_by_key(|far| (far.start.row.abs_diff(far.end.row), far.start.x.abs_diff(far.end.x)));
        self.spread_ports();
        let outside = self.right + RETURN_OUT;
        for far in &mut self.fars {
            let words = words_width(far);
            if far.start.row == far.end.row {
                far.start_lane = self.rows[far.start.row].lane(far.start.x, far.end.x, words);
            } else {
                far.start_lane = self.rows[far.start.row].lane(far.start.x, outside, words);
                far.end_lane = self.rows[far.end.row].lane(far.end.x, outside, 0);
            }
        }
    }

    /// On each card, ways to the left stand at the left, and low lanes outermost: so they nest, not cross.
    fn spread_ports(&mut self) {
        let ends = self.fars.iter().enumerate().flat_map(|(index, far)| {
            let is_leftward = |own: &Port, other: &Port| own.row == other.row && other.x < own.x;
            [
                (far.from, index, is_leftward(&far.start, &far.end)),
                (far.to, index, is_leftward(&far.end, &far.start)),
            ]
        });
        let mut ends: Vec<(usize, usize, bool)> = ends.collect();
        ends.sort_by_key(|(node, index, is_leftward)| {
            (*node, !is_leftward, if *is_leftward { *index } else { usize::MAX - index })
        });
        for same_card in ends.chunk_by(|one, other| one.0 == other.0) {
            for (slot, (node, index, _)) in same_card.iter().enumerate() {
                let Some(port) = self.port(*node, slot) else { continue };
                let far = &mut self.fars[*index];
                if far.from == *node { far.start = port } else { far.end = port }
            }
        }
    }

    fn place_cards(&mut self) {
        let mut top = MARGIN_Y;
        for index in 0..self.rows.len() {
            let positions = self.rows[index].positions.clone();
            let faces: Vec<(usize, Face)> = positions.map(|at| (at, self.face(self.plan.main[at]))).collect();
            let row = &mut self.rows[index];
            row.y = top + row.lanes_height() + MARK_RISE;
            row.height = faces.iter().map(|(_, face)| face.height()).max().unwrap_or(0);
            row.bottom = row.y + row.height;
            let (y, height) = (row.y, row.height);
            for (position, face) in &faces {
                self.place(self.plan.main[*position], face, self.x_of(*position), y, height);
            }
            self.place_loops(index);
            top = self.rows[index].bottom + RETURN_GAP * 2;
        }
    }

    fn place_loops(&mut self, index: usize) {
        let positions = self.rows[index].positions.clone();
        let lines = positions.clone().flat_map(|at| self.loop_words(at)).max().unwrap_or(0);
        let gap = LOOP_GAP.max(times(lines) * Style::Label.line_px() + 2 * WORDS_GAP + MARK_RISE);
        let row_bottom = self.rows[index].y + self.rows[index].height;
        for position in positions {
            let mut top = row_bottom + gap;
            for node in self.plan.loops[position].clone() {
                let face = self.face(node);
                let height = face.height();
                self.place(node, &face, self.x_of(position), top, height);
                self.rows[index].bottom = self.rows[index].bottom.max(top + height);
                top += height + LOOP_GAP;
            }
        }
    }

    /// How many lines the words of the ways to and from a step's loop take.
    fn loop_words(&self, position: usize) -> Vec<usize> {
        let step = self.plan.main[position];
        let Some(first) = self.plan.loops[position].first() else { return Vec::new() };
        [(self.plan.link(step, *first), LOOP_DOWN), (self.plan.link(*first, step), LOOP_UP)]
            .into_iter()
            .filter_map(|(link, x)| {
                let label = self.captions.label(link?)?;
                Some(Style::Label.wrap(&label, loop_words_room(x)).len())
            })
            .collect()
    }

    fn face(&self, node: usize) -> Face {
        Face::of(&self.plan.nodes[node], self.captions, CARD_WIDTH)
    }

    fn place(&mut self, node: usize, face: &Face, x: i32, y: i32, height: i32) {
        let area = Area { x, y, width: CARD_WIDTH, height };
        let card = face.card(node, &self.plan.nodes[node], area, self.captions, Corner::Left);
        self.scene.cards.push(card);
    }

    fn finish(mut self) -> Scene {
        let bottom = self.rows.last().map_or(0, |row| row.bottom);
        let place = Place {
            top: at(MARGIN_X, if bottom == 0 { MARGIN_Y } else { bottom + SECTION_GAP }),
            width: self.right - MARGIN_X,
            card_width: CARD_WIDTH,
            gap: COLUMN_GAP,
            across: true,
            corner: Corner::Left,
        };
        let end = outcomes::lay(&mut self.scene, self.plan, self.captions, &place);
        self.scene.height = if self.plan.outcomes.is_empty() { bottom } else { end } + MARGIN_Y;
        self.scene
    }
}

/// How much of its lane the words of a way take.
fn words_width(far: &Far) -> i32 {
    let label = far.label.as_ref();
    label.map_or(0, |text| 2 * WORDS_GAP + measure::width(text, Style::Label.size_px()))
}

/// The words of the way down stand to its left, those of the way up to its right and a little past the card:
/// not as far as the line to the next row.
fn loop_words_room(inset: i32) -> i32 {
    if inset == LOOP_DOWN {
        LOOP_DOWN - 2 * WORDS_GAP
    } else {
        CARD_WIDTH - LOOP_UP - WORDS_GAP + RETURN_OUT - 4
    }
}
