//! The laid-out picture: cards, ways between them, words, all in whole pixels. Says how large each is;
//! decides no place itself and writes no SVG.

use super::measure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

pub const fn at(x: i32, y: i32) -> Point {
    Point { x, y }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl Area {
    pub const fn right(&self) -> i32 {
        self.x + self.width
    }

    pub const fn bottom(&self) -> i32 {
        self.y + self.height
    }

    pub const fn middle(&self) -> i32 {
        self.y + self.height / 2
    }
}

/// What a text is, and so how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Name,
    Detail,
    Label,
    Mark,
    Heading,
    Note,
}

impl Style {
    pub const fn size_px(self) -> i32 {
        match self {
            Self::Name | Self::Heading => 16,
            Self::Note => 14,
            Self::Detail => 13,
            Self::Label | Self::Mark => 12,
        }
    }

    pub const fn line_px(self) -> i32 {
        match self {
            Self::Name | Self::Heading | Self::Note => 22,
            Self::Detail => 19,
            Self::Label | Self::Mark => 16,
        }
    }

    pub const fn class(self) -> &'static str {
        match self {
            Self::Name => "diagram__name",
            Self::Detail => "diagram__detail",
            Self::Label => "diagram__label",
            Self::Mark => "diagram__mark-text",
            Self::Heading => "diagram__heading",
            Self::Note => "diagram__note",
        }
    }

    pub fn wrap(self, text: &str, room_px: i32) -> Vec<String> {
        measure::wrap(text, self.size_px(), room_px)
    }
}

/// Which point of the line `Words::at` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text; `at` is the top of the line, not its baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub at: Point,
    pub anchor: Anchor,
    pub style: Style,
    pub text: String,
}

impl Words {
    #[cfg(test)]
    pub fn area(&self) -> Area {
        let width = measure::width(&self.text, self.style.size_px());
        let x = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2,
            Anchor::End => self.at.x - width,
        };
        Area { x, y: self.at.y, width, height: self.style.line_px() }
    }
}

/// Lines under one another from a point on.
pub fn paragraph(at_top: Point, anchor: Anchor, style: Style, lines: &[String]) -> Vec<Words> {
    let tops = (0..).map(|line: i32| at_top.y + line * style.line_px());
    lines
        .iter()
        .zip(tops)
        .map(|(text, y)| Words { at: at(at_top.x, y), anchor, style, text: text.clone() })
        .collect()
}

/// A stage. Its mark stands astride the upper edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub node: usize,
    pub area: Area,
    pub lines: Vec<Words>,
    pub mark: Option<Mark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Tick(Point),
    Tag(Area, Words),
}

/// A way from card to card: straight pieces from border to border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub from: usize,
    pub to: usize,
    pub points: Vec<Point>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Scene {
    pub width: i32,
    pub height: i32,
    pub cards: Vec<Card>,
    pub routes: Vec<Route>,
    pub words: Vec<Words>,
    /// Lines that only part the picture.
    pub rules: Vec<(Point, Point)>,
}

impl Scene {
    /// The place of a stage; every stage of a plan has one once the cards are laid.
    pub fn area(&self, node: usize) -> Option<Area> {
        self.cards.iter().find(|card| card.node == node).map(|card| card.area)
    }

    pub fn connect(&mut self, from: usize, to: usize, points: Vec<Point>) {
        self.routes.push(Route { from, to, points });
    }
}

/// A count of things as a number of pixels to multiply.
pub fn times(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
