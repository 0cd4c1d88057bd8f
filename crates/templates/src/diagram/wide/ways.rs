//! The ways of the wide picture: along the row, to the next row, down to a loop and back, in the lanes above.
//! Cards and lanes are placed before; nothing is moved here.

use super::super::lanes::{PORT_STEP, tail};
use super::super::plan::Link;
use super::super::scene::{Anchor, Style, Words, at, paragraph, times};
use super::{
    CARD_WIDTH, COLUMN_GAP_WITH_WORDS, MARGIN_X, RETURN_GAP, RETURN_OUT, WORDS_GAP, Wide, loop_words_room,
    words_width,
};

impl Wide<'_> {
    pub fn onward(&mut self, link: &Link) {
        let (Some(from), Some(to)) = (self.scene.area(link.from), self.scene.area(link.to)) else { return };
        let label = self.captions.label(link);
        if from.y == to.y {
            self.scene.connect(
                link.from,
                link.to,
                vec![at(from.right(), from.middle()), at(to.x, to.middle())],
            );
            if let Some(label) = label {
                self.words_across(&label, i32::midpoint(from.right(), to.x), from.middle());
            }
            return;
        }
        let row = self.plan.position(link.from).map_or(0, |position| self.row_of(position));
        let between = self.rows[row].bottom + RETURN_GAP;
        let (out, back) = (from.right() + RETURN_OUT, to.x - RETURN_OUT);
        self.scene.connect(
            link.from,
            link.to,
            vec![
                at(from.right(), from.middle()),
                at(out, from.middle()),
                at(out, between),
                at(back, between),
                at(back, to.middle()),
                at(to.x, to.middle()),
            ],
        );
        if let Some(text) = label {
            let place = at(out - RETURN_OUT, between - Style::Label.line_px() - 2);
            self.scene.words.push(Words { at: place, anchor: Anchor::End, style: Style::Label, text });
        }
    }

    /// Words astride a way between two columns: half of the lines above it, half below.
    pub fn words_across(&mut self, label: &str, centre: i32, y: i32) {
        let lines = Style::Label.wrap(label, COLUMN_GAP_WITH_WORDS - 2 * WORDS_GAP);
        let (above, below) = lines.split_at(lines.len().div_ceil(2));
        let top = y - times(above.len()) * Style::Label.line_px() - 3;
        self.scene.words.extend(paragraph(at(centre, top), Anchor::Middle, Style::Label, above));
        self.scene.words.extend(paragraph(at(centre, y + 3), Anchor::Middle, Style::Label, below));
    }

    pub fn around_the_loop(&mut self, link: &Link, inset: i32, anchor: Anchor) {
        let (Some(from), Some(to)) = (self.scene.area(link.from), self.scene.area(link.to)) else { return };
        let x = from.x + inset;
        let is_down = from.y < to.y;
        let (start, end) = if is_down { (from.bottom(), to.y) } else { (from.y, to.bottom()) };
        self.scene.connect(link.from, link.to, vec![at(x, start), at(x, end)]);
        let Some(label) = self.captions.label(link) else { return };
        let lines = Style::Label.wrap(&label, loop_words_room(inset));
        let x = if anchor == Anchor::End { x - WORDS_GAP } else { x + WORDS_GAP };
        let top = start.min(end) + WORDS_GAP;
        self.scene.words.extend(paragraph(at(x, top), anchor, Style::Label, &lines));
    }

    /// The step and the loop of a way between a step and the loop of its neighbour, which has room below.
    pub fn beside(&self, link: &Link) -> Option<(usize, usize)> {
        let (from, to) = (self.plan.position(link.from)?, self.plan.position(link.to)?);
        let (step, under) = if self.plan.main[from] == link.from { (from, to) } else { (to, from) };
        let node = if step == from { link.to } else { link.from };
        let fits = step.abs_diff(under) == 1
            && self.row_of(step) == self.row_of(under)
            && self.plan.loops[step].is_empty()
            && self.plan.loops[under].first() == Some(&node);
        fits.then_some((self.plan.main[step], node))
    }

    /// Down from a step and sideways into its neighbour's loop, or the other way.
    pub fn around_the_corner(&mut self, link: &Link) {
        let Some((step, node)) = self.beside(link) else { return };
        let (Some(from), Some(to)) = (self.scene.area(step), self.scene.area(node)) else { return };
        let is_down = link.from == step;
        let inset = if is_down { 0 } else { PORT_STEP / 2 };
        let (x, y) = (from.x + CARD_WIDTH / 2 + inset, to.middle() + inset);
        let side = if from.x < to.x { to.x } else { to.right() };
        let mut points = vec![at(x, from.bottom()), at(x, y), at(side, y)];
        if !is_down {
            points.reverse();
        }
        self.scene.connect(link.from, link.to, points);
        let Some(label) = self.captions.label(link) else { return };
        let lines = Style::Label.wrap(&label, CARD_WIDTH / 2 - WORDS_GAP);
        let (x, anchor) = if is_down { (x - WORDS_GAP, Anchor::End) } else { (x + WORDS_GAP, Anchor::Start) };
        self.scene.words.extend(paragraph(at(x, from.bottom() + WORDS_GAP), anchor, Style::Label, &lines));
    }

    pub fn far(&mut self) {
        // Past the lines to the next row, and past the words of the ways that turn there.
        let turning = self.fars.iter().filter(|far| far.start.row != far.end.row);
        let words_end = turning.map(|far| far.start.x + words_width(far)).max().unwrap_or(0);
        let mut beyond = words_end.max(self.right + RETURN_OUT);
        for far in std::mem::take(&mut self.fars) {
            let (Some(from), Some(to)) = (self.scene.area(far.from), self.scene.area(far.to)) else {
                continue;
            };
            let start_y = self.rows[far.start.row].lane_y(far.start_lane);
            let mut points = tail(far.start, from);
            points.reverse();
            points.push(at(far.start.x, start_y));
            let is_leftward = far.start.row == far.end.row && far.end.x < far.start.x;
            if far.start.row == far.end.row {
                points.push(at(far.end.x, start_y));
            } else {
                beyond += PORT_STEP / 2;
                let end_y = self.rows[far.end.row].lane_y(far.end_lane);
                points.extend([at(beyond, start_y), at(beyond, end_y), at(far.end.x, end_y)]);
            }
            points.extend(tail(far.end, to));
            self.scene.connect(far.from, far.to, points);
            if let Some(text) = far.label {
                // Where the way begins: in the middle another could come down through them.
                let (inset, anchor) =
                    if is_leftward { (-WORDS_GAP, Anchor::End) } else { (WORDS_GAP, Anchor::Start) };
                let place = at(far.start.x + inset, start_y - Style::Label.line_px() - 2);
                self.scene.words.push(Words { at: place, anchor, style: Style::Label, text });
            }
        }
        self.scene.width = beyond + MARGIN_X - RETURN_OUT;
    }
}
