//! Rows and the lanes above them: where ways back and across run without touching a card or each other.
//! The wide picture asks; nothing is drawn here.

use super::scene::{Area, Point, at, times};

const LANE_HEIGHT: i32 = 14;
const LANE_HEIGHT_WITH_WORDS: i32 = 24;
const LANE_GAP: i32 = 16;

/// Between two ways that touch the same card.
pub const PORT_STEP: i32 = 16;

/// A row of the main line.
pub struct Row {
    /// Positions on the main line.
    pub positions: std::ops::Range<usize>,
    lanes: Vec<Vec<(i32, i32)>>,
    lane_height: i32,
    /// The upper edge of its steps.
    pub y: i32,
    pub height: i32,
    pub bottom: i32,
}

/// A way back or across: where it leaves, and the lane it has in the row of each end.
pub struct Far {
    pub from: usize,
    pub to: usize,
    pub label: Option<String>,
    pub start: Port,
    pub end: Port,
    pub start_lane: usize,
    pub end_lane: usize,
}

/// Where a lane is left for a card.
#[derive(Clone, Copy)]
pub struct Port {
    pub row: usize,
    pub x: i32,
    /// Into the side of a loop; else into the upper edge of a step.
    pub into_side: bool,
}

/// From the lane's end to the border of the card.
pub fn tail(port: Port, card: Area) -> Vec<Point> {
    if port.into_side {
        vec![at(port.x, card.middle()), at(card.x, card.middle())]
    } else {
        vec![at(port.x, card.y)]
    }
}

impl Row {
    pub fn of(positions: std::ops::Range<usize>) -> Self {
        let lanes = Vec::new();
        Self { positions, lanes, lane_height: LANE_HEIGHT, y: 0, height: 0, bottom: 0 }
    }

    /// The lowest lane free between two points, wide enough for the words on it.
    pub fn lane(&mut self, start: i32, end: i32, words: i32) -> usize {
        let end = start + (end - start).signum() * words.max(start.abs_diff(end).cast_signed());
        let (from, to) = (start.min(end) - PORT_STEP / 2, start.max(end) + PORT_STEP / 2);
        if words > 0 {
            self.lane_height = LANE_HEIGHT_WITH_WORDS;
        }
        let is_free = |lane: &Vec<(i32, i32)>| lane.iter().all(|taken| to <= taken.0 || taken.1 <= from);
        let found = self.lanes.iter().position(is_free).unwrap_or_else(|| {
            self.lanes.push(Vec::new());
            self.lanes.len() - 1
        });
        self.lanes[found].push((from, to));
        found
    }

    pub fn lanes_height(&self) -> i32 {
        if self.lanes.is_empty() { 0 } else { LANE_GAP + times(self.lanes.len()) * self.lane_height }
    }

    pub fn lane_y(&self, lane: usize) -> i32 {
        self.y - LANE_GAP - times(lane) * self.lane_height
    }
}
