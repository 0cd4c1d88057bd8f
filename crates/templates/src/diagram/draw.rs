//! A laid-out picture as SVG. Places nothing: the scene says where, the classes say in which colour,
//! and only a file that stands alone carries a style of its own.

use std::fmt::Write as _;

use super::captions::Captions;
use super::plan::{Plan, Way};
use super::scene::{Anchor, Area, Card, Mark, Point, Route, Scene, Style, Words, at};
use super::{NodeKind, NodeState, Orientation, Standing, style};

const CORNER_RADIUS: i32 = 8;
const CARD_RADIUS: i32 = 6;
const END_RADIUS: i32 = 20;
const TICK_RADIUS: i32 = 10;

/// The head of an arrow: its length, and half its width.
const HEAD_LENGTH: i32 = 8;
const HEAD_HALF_WIDTH: i32 = 4;

/// From the top of a line of text to its baseline, in hundredths of the font size past half the line.
const BASELINE_PERCENT: i32 = 36;

pub fn draw(
    scene: &Scene,
    plan: &Plan,
    captions: &Captions,
    orientation: Orientation,
    standing: Standing,
) -> String {
    let mut svg = String::new();
    open(&mut svg, scene, plan, captions, orientation);
    if standing == Standing::File {
        push(&mut svg, format_args!("<style>{}</style>", style::stylesheet()));
        push(&mut svg, format_args!("<rect class=\"diagram__ground\" width=\"100%\" height=\"100%\"/>"));
    }
    for (from, to) in &scene.rules {
        push(&mut svg, format_args!("<path class=\"diagram__rule\" d=\"{}\"/>", path(&[*from, *to])));
    }
    for route in &scene.routes {
        draw_route(&mut svg, route, plan);
    }
    for card in &scene.cards {
        draw_card(&mut svg, card, plan);
    }
    for words in &scene.words {
        draw_words(&mut svg, words);
    }
    svg.push_str("</svg>");
    svg
}

fn open(svg: &mut String, scene: &Scene, plan: &Plan, captions: &Captions, orientation: Orientation) {
    // Both pictures stand on one page: their ids must differ.
    let name = match orientation {
        Orientation::Wide => "wide",
        Orientation::Tall => "tall",
    };
    let (width, height) = (scene.width, scene.height);
    push(
        svg,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram__picture diagram__picture--{name}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"diagram-{name}-title diagram-{name}-description\" focusable=\"false\">"
        ),
    );
    let title = escaped(&captions.say(plan.title));
    push(svg, format_args!("<title id=\"diagram-{name}-title\">{title}</title>"));
    let description = escaped(&captions.description(plan));
    push(svg, format_args!("<desc id=\"diagram-{name}-description\">{description}</desc>"));
}

fn draw_route(svg: &mut String, route: &Route, plan: &Plan) {
    let [.., before, tip] = route.points.as_slice() else { return };
    let back = towards(*tip, *before, HEAD_LENGTH - 1);
    let mut points = route.points.clone();
    points.pop();
    points.push(back);
    let class = route_class(route, plan);
    push(svg, format_args!("<g class=\"diagram__way{class}\">"));
    push(svg, format_args!("<path class=\"diagram__line\" d=\"{}\"/>", path(&points)));
    let base = towards(*tip, *before, HEAD_LENGTH);
    let (left, right) = if before.x == tip.x {
        (at(base.x - HEAD_HALF_WIDTH, base.y), at(base.x + HEAD_HALF_WIDTH, base.y))
    } else {
        (at(base.x, base.y - HEAD_HALF_WIDTH), at(base.x, base.y + HEAD_HALF_WIDTH))
    };
    let head = format!("M{} {}L{} {}L{} {}Z", tip.x, tip.y, left.x, left.y, right.x, right.y);
    push(svg, format_args!("<path class=\"diagram__head\" d=\"{head}\"/></g>"));
}

/// The main line as far as the case has come; ways beside it; the rest.
fn route_class(route: &Route, plan: &Plan) -> &'static str {
    let Some(link) = plan.link(route.from, route.to) else { return "" };
    match link.way {
        Way::Onward => {
            let (from, to) = (plan.nodes[link.from].state, plan.nodes[link.to].state);
            let is_behind = from == NodeState::Done
                && matches!(to, NodeState::Done | NodeState::Here | NodeState::Stopped);
            if is_behind { " diagram__way--behind" } else { "" }
        }
        Way::Down | Way::Up | Way::Far => " diagram__way--beside",
        Way::Chain | Way::Told => "",
    }
}

fn draw_card(svg: &mut String, card: &Card, plan: &Plan) {
    let node = &plan.nodes[card.node];
    let kind = match node.kind {
        NodeKind::Step => "step",
        NodeKind::Loop => "loop",
        NodeKind::End => "end",
    };
    let state = match node.state {
        NodeState::Plain => "plain",
        NodeState::Done => "done",
        NodeState::Here => "here",
        NodeState::Ahead => "ahead",
        NodeState::Stopped => "stopped",
    };
    let radius = if node.kind == NodeKind::End { END_RADIUS } else { CARD_RADIUS };
    push(svg, format_args!("<g class=\"diagram__stage diagram__stage--{kind} diagram__stage--{state}\">"));
    draw_area(svg, "diagram__card", card.area, radius);
    for words in &card.lines {
        draw_words(svg, words);
    }
    match &card.mark {
        Some(Mark::Tick(centre)) => draw_tick(svg, *centre),
        Some(Mark::Tag(area, words)) => {
            draw_area(svg, "diagram__mark", *area, area.height / 2);
            draw_words(svg, words);
        }
        None => {}
    }
    svg.push_str("</g>");
}

fn draw_area(svg: &mut String, class: &str, area: Area, radius: i32) {
    let Area { x, y, width, height } = area;
    push(
        svg,
        format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
        ),
    );
}

fn draw_tick(svg: &mut String, centre: Point) {
    let Point { x, y } = centre;
    push(svg, format_args!("<circle class=\"diagram__mark\" cx=\"{x}\" cy=\"{y}\" r=\"{TICK_RADIUS}\"/>"));
    let (left, foot, right) = (at(x - 5, y), at(x - 1, y + 4), at(x + 5, y - 4));
    let tick = format!("M{} {}L{} {}L{} {}", left.x, left.y, foot.x, foot.y, right.x, right.y);
    push(svg, format_args!("<path class=\"diagram__tick\" d=\"{tick}\"/>"));
}

fn draw_words(svg: &mut String, words: &Words) {
    let style = words.style;
    let size = style.size_px();
    let anchor = match words.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight =
        if matches!(style, Style::Name | Style::Mark | Style::Heading) { " font-weight=\"700\"" } else { "" };
    let y = words.at.y + style.line_px() / 2 + size * BASELINE_PERCENT / 100;
    let (class, x, text) = (style.class(), words.at.x, escaped(&words.text));
    push(
        svg,
        format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}>{text}</text>"
        ),
    );
}

/// Straight pieces, rounded where they meet.
fn path(points: &[Point]) -> String {
    let mut text = String::new();
    for (index, point) in points.iter().enumerate() {
        let next = points.get(index + 1);
        match (index.checked_sub(1).map(|previous| points[previous]), next) {
            (None, _) => push(&mut text, format_args!("M{} {}", point.x, point.y)),
            (Some(_), None) => push(&mut text, format_args!("L{} {}", point.x, point.y)),
            (Some(previous), Some(next)) => {
                let radius =
                    CORNER_RADIUS.min(distance(previous, *point) / 2).min(distance(*point, *next) / 2);
                let (into, out) = (towards(*point, previous, radius), towards(*point, *next, radius));
                push(
                    &mut text,
                    format_args!("L{} {}Q{} {} {} {}", into.x, into.y, point.x, point.y, out.x, out.y),
                );
            }
        }
    }
    text
}

/// So many pixels from one point on the way to another; both lie on one line across or down.
fn towards(from: Point, to: Point, pixels: i32) -> Point {
    at(from.x + (to.x - from.x).signum() * pixels, from.y + (to.y - from.y).signum() * pixels)
}

fn distance(one: Point, other: Point) -> i32 {
    (one.x - other.x).abs() + (one.y - other.y).abs()
}

/// Text as XML has it; what XML cannot hold becomes a space.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            control if control.is_control() || matches!(control, '\u{FFFE}' | '\u{FFFF}') => safe.push(' '),
            plain => safe.push(plain),
        }
    }
    safe
}

fn push(text: &mut String, piece: std::fmt::Arguments<'_>) {
    text.write_fmt(piece).expect("writing to a string never fails");
}
