//! Every sample in both forms and languages: no card on another, no way through a card, no word outside its
//! box or on another, every way from border to border, well-formed SVG, and nothing said or drawn twice.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use super::captions::Captions;
use super::plan::{Plan, Way};
use super::scene::{Area, Mark, Point, Route, Scene};
use super::*;

fn catalogue() -> Catalogue {
    Catalogue::load().unwrap()
}

fn scenes(diagram: &Diagram, catalogue: &Catalogue, mut look: impl FnMut(&str, &Plan, &Scene)) {
    let plan = Plan::of(diagram);
    for locale in Locale::ALL {
        let captions = Captions::new(catalogue, locale);
        look(&format!("wide {locale}"), &plan, &wide::lay_out(&plan, &captions));
        look(&format!("tall {locale}"), &plan, &tall::lay_out(&plan, &captions));
    }
}

fn overlap(one: Area, other: Area) -> bool {
    one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom()
}

fn holds(outer: Area, inner: Area) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

fn on_border(area: Area, point: Point) -> bool {
    let within_x = (area.x..=area.right()).contains(&point.x);
    let within_y = (area.y..=area.bottom()).contains(&point.y);
    within_x
        && within_y
        && (point.x == area.x || point.x == area.right() || point.y == area.y || point.y == area.bottom())
}

/// The piece as a thin area, with nothing at its ends.
fn pieces(route: &Route) -> impl Iterator<Item = Area> {
    route.points.windows(2).map(|pair| {
        let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
        Area { x, y, width: pair[0].x.max(pair[1].x) - x, height: pair[0].y.max(pair[1].y) - y }
    })
}

fn crosses(piece: Area, area: Area) -> bool {
    piece.x < area.right() && area.x < piece.right() && area.y < piece.y && piece.y < area.bottom()
        || piece.y < area.bottom() && area.y < piece.bottom() && area.x < piece.x && piece.x < area.right()
}

/// Every fault of a picture a reader could see.
fn faults(plan: &Plan, scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let name = |node: usize| plan.nodes[node].key.as_str();
    let whole = Area { x: 0, y: 0, width: scene.width, height: scene.height };
    let mut boxes: Vec<(String, Area)> =
        scene.cards.iter().map(|card| (name(card.node).to_owned(), card.area)).collect();
    boxes.extend(scene.words.iter().map(|words| (words.text.clone(), words.area())));
    for (index, (one, area)) in boxes.iter().enumerate() {
        if !holds(whole, *area) {
            faults.push(format!("{one} outside the picture"));
        }
        let over = boxes[..index].iter().filter(|(_, other)| overlap(*area, *other));
        faults.extend(over.map(|(other, _)| format!("{one} over {other}")));
    }
    for card in &scene.cards {
        let mut lines = card.lines.iter();
        if !lines.all(|words| holds(card.area, words.area())) {
            faults.push(format!("words of {} leave the card", name(card.node)));
        }
        let Some(Mark::Tag(tag, words)) = &card.mark else { continue };
        if !holds(*tag, words.area())
            || !holds(whole, *tag)
            || card.lines.iter().any(|line| overlap(*tag, line.area()))
        {
            faults.push(format!("the mark of {}", name(card.node)));
        }
        let others = boxes.iter().filter(|(other, area)| other != name(card.node) && overlap(*tag, *area));
        faults.extend(others.map(|(other, _)| format!("the mark of {} over {other}", name(card.node))));
        let ways = scene.routes.iter().filter(|route| pieces(route).any(|piece| crosses(piece, *tag)));
        faults.extend(ways.map(|way| format!("{} → {} through a mark", name(way.from), name(way.to))));
    }
    let mut touched = Vec::new();
    for route in &scene.routes {
        faults.extend(route_faults(plan, scene, route));
        for end in [route.points[0], *route.points.last().unwrap()] {
            if touched.contains(&end) {
                faults.push(format!("{} → {} ends where another does", name(route.from), name(route.to)));
            }
            touched.push(end);
        }
    }
    faults
}

fn route_faults(plan: &Plan, scene: &Scene, route: &Route) -> Vec<String> {
    let way = format!("{} → {}", plan.nodes[route.from].key, plan.nodes[route.to].key);
    let mut faults = Vec::new();
    let (from, to) = (scene.area(route.from).unwrap(), scene.area(route.to).unwrap());
    if !on_border(from, route.points[0]) || !on_border(to, *route.points.last().unwrap()) {
        faults.push(format!("{way} does not begin and end on a border"));
    }
    if route.points.windows(2).any(|pair| (pair[0].x == pair[1].x) == (pair[0].y == pair[1].y)) {
        faults.push(format!("{way} runs aslant or stands still"));
    }
    if route
        .points
        .iter()
        .any(|point| point.x < 0 || point.x > scene.width || point.y < 0 || point.y > scene.height)
    {
        faults.push(format!("{way} leaves the picture"));
    }
    for piece in pieces(route) {
        let cards = scene.cards.iter().filter(|card| crosses(piece, card.area));
        faults.extend(cards.map(|card| format!("{way} through {}", plan.nodes[card.node].key)));
        let words = scene.words.iter().filter(|words| crosses(piece, words.area()));
        faults.extend(words.map(|words| format!("{way} through “{}”", words.text)));
    }
    faults
}

#[test]
fn no_sample_has_a_fault_a_reader_could_see() {
    let catalogue = catalogue();
    let mut found = Vec::new();
    for (index, sample) in Diagram::samples().iter().enumerate() {
        scenes(sample, &catalogue, |look, plan, scene| {
            found.extend(faults(plan, scene).into_iter().map(|fault| format!("#{index} {look}: {fault}")));
            assert_eq!(scene.cards.len(), plan.nodes.len(), "#{index} {look}: a stage is missing");
            let drawn = plan.links.iter().filter(|link| link.way != Way::Told).count();
            assert_eq!(scene.routes.len(), drawn, "#{index} {look}: a way is missing");
        });
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Any length of the main line, any step with a loop, any way back.
#[test]
fn pipelines_of_any_shape_are_drawn_without_fault() {
    let catalogue = catalogue();
    let keys = ["draft", "recommendation", "formal-check", "expert-review", "site-visit", "joint-review"];
    let mut found = Vec::new();
    for count in 1..=16_usize {
        for pattern in 0..6_usize {
            let node = |index: usize, kind| Node {
                key: format!(
                    "{}{}",
                    keys[index % keys.len()],
                    if index < keys.len() { "" } else { "-x" }.repeat(index)
                ),
                owner: Some("finance-checker".to_owned()),
                limit_working_days: Some(10),
                state: if index == pattern { NodeState::Here } else { NodeState::Done },
                kind,
            };
            let mut nodes: Vec<Node> = (0..count).map(|index| node(index, NodeKind::Step)).collect();
            let edge = |from: &Node, to: &Node, kind| Edge {
                from: from.key.clone(),
                to: to.key.clone(),
                kind,
                label: None,
            };
            let mut edges: Vec<Edge> =
                nodes.windows(2).map(|pair| edge(&pair[0], &pair[1], EdgeKind::Forward)).collect();
            let (one, other) = (count * pattern / 7, count - 1);
            edges.push(edge(&nodes[other], &nodes[one], EdgeKind::Back));
            if let Some(back) = edges.last_mut().filter(|_| pattern % 2 == 0) {
                back.label = Some("event-rejected".to_owned());
            }
            if count > 2 {
                edges.push(edge(&nodes[0], &nodes[other], EdgeKind::Forward));
                edges.push(edge(&nodes[other], &nodes[0], EdgeKind::Back));
            }
            if count > 1 {
                let mut loop_ = node(0, NodeKind::Loop);
                loop_.key = "correction".to_owned();
                edges.push(edge(&nodes[pattern % count], &loop_, EdgeKind::Forward));
                edges.push(edge(&loop_, &nodes[pattern % count], EdgeKind::Back));
                nodes.push(loop_);
            }
            let diagram = Diagram { title: Message::new("diagram-title"), nodes, edges };
            scenes(&diagram, &catalogue, |look, plan, scene| {
                let name = format!("{count}/{pattern} {look}");
                found.extend(faults(plan, scene).into_iter().map(|fault| format!("{name}: {fault}")));
                assert_eq!(scene.cards.len(), plan.nodes.len(), "{name}");
                assert_eq!(scene.routes.len(), plan.links.len(), "{name}");
            });
        }
    }
    assert!(found.is_empty(), "{}\n{} in all", found[..found.len().min(20)].join("\n"), found.len());
}

#[test]
fn loops_and_ends_stand_where_they_belong() {
    let samples = Diagram::samples();
    let check = |sample: usize, way: Way, expect: usize| {
        let plan = Plan::of(&samples[sample]);
        assert_eq!(plan.by_way(way).count(), expect, "#{sample} {way:?}");
    };
    check(0, Way::Onward, 6);
    check(0, Way::Down, 1);
    check(0, Way::Told, 7);
    check(2, Way::Far, 1);
    check(2, Way::Chain, 2);
    check(6, Way::Down, 2);
    check(6, Way::Far, 4);
    let plan = Plan::of(&samples[2]);
    let keys = |line: &[usize]| line.iter().map(|node| plan.nodes[*node].key.as_str()).collect::<Vec<_>>();
    assert_eq!(keys(&plan.main).last(), Some(&"closed"));
    assert_eq!(keys(plan.outcomes.last().unwrap()), ["revoked", "recovery", "recovered"]);
}

#[test]
fn every_way_out_is_told_in_words() {
    let catalogue = catalogue();
    let sample = &Diagram::samples()[2];
    let drawn = svg(sample, &catalogue, Locale::ZhCn, Orientation::Wide, Standing::Page);
    let words: String = texts(&drawn).concat();
    assert!(words.contains("可能出现在：镇区推荐、形式审查、专家评审"), "{words}");
    assert!(words.contains("镇区推荐（已超期）、补正、协议签订"), "{words}");
    assert!(words.contains("已撤销可能出现在：下达、协议签订、验收、拨付、绩效评价、办结"), "{words}");
}

#[test]
fn where_the_case_stands_is_said_and_not_only_coloured() {
    let catalogue = catalogue();
    let here = &Diagram::samples()[1];
    for orientation in [Orientation::Wide, Orientation::Tall] {
        let chinese = svg(here, &catalogue, Locale::ZhCn, orientation, Standing::Page);
        assert_eq!(texts(&chinese).iter().filter(|text| *text == "当前").count(), 1);
        assert!(chinese.contains("当前在“补正”"), "{chinese}");
        assert_eq!(chinese.matches("diagram__tick").count(), 2);
        let english = svg(here, &catalogue, Locale::En, orientation, Standing::Page);
        assert!(texts(&english).iter().any(|text| text == "Now here"));
        let without = svg(&Diagram::samples()[2], &catalogue, Locale::ZhCn, orientation, Standing::Page);
        assert!(!without.contains("diagram__mark") && !without.contains("当前"), "{without}");
    }
}

fn texts(svg: &str) -> Vec<String> {
    svg.split("<text ")
        .skip(1)
        .map(|rest| rest[rest.find('>').unwrap() + 1..rest.find('<').unwrap()].to_owned())
        .collect()
}

/// Checks tags and quotes; the names of what it met, with how often.
fn elements(xml: &str) -> BTreeMap<String, usize> {
    let mut open = Vec::new();
    let mut met = BTreeMap::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let bare = ["&amp;", "&lt;", "&gt;", "&quot;"]
            .iter()
            .fold(rest[..start].to_owned(), |text, entity| text.replace(entity, ""));
        assert!(!bare.contains(['&', '>']), "{bare}");
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap().to_owned();
        *met.entry(name.clone()).or_default() += 1;
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?} {rest}");
    met
}

#[test]
fn a_picture_is_well_formed_and_brings_a_style_only_as_a_file() {
    let catalogue = catalogue();
    for sample in Diagram::samples() {
        for (locale, orientation) in Locale::ALL.into_iter().zip([Orientation::Wide, Orientation::Tall]) {
            let page = svg(&sample, &catalogue, locale, orientation, Standing::Page);
            let met = elements(&page);
            assert_eq!((met["svg"], met["title"], met["desc"]), (1, 1, 1));
            assert!(!met.contains_key("style") && !page.contains(" style="), "{page}");
            assert!(page.contains("role=\"img\""));
            let file = elements(&svg(&sample, &catalogue, locale, orientation, Standing::File));
            assert_eq!(file["style"], 1);
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let mut diagram = Diagram::samples().remove(0);
    diagram.title = Message::verbatim("<script>&\"\u{1}");
    diagram.nodes[0].key = "<b>&\"".to_owned();
    let drawn = svg(&diagram, &catalogue(), Locale::En, Orientation::Wide, Standing::Page);
    elements(&drawn);
    assert!(drawn.contains("&lt;script&gt;&amp;&quot; </title>"), "{drawn}");
}

#[test]
fn odd_pipelines_are_drawn_all_the_same() {
    let catalogue = catalogue();
    let node = |key: &str, kind| Node {
        key: key.to_owned(),
        owner: None,
        limit_working_days: None,
        state: NodeState::Plain,
        kind,
    };
    let edge = |from: &str, to: &str| Edge {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: EdgeKind::Forward,
        label: None,
    };
    let check = |nodes: Vec<Node>, edges: Vec<Edge>| {
        let diagram = Diagram { title: Message::new("diagram-title"), nodes, edges };
        scenes(&diagram, &catalogue, |look, plan, scene| {
            assert_eq!(faults(plan, scene), Vec::<String>::new(), "{look}");
            assert_eq!(scene.cards.len(), plan.nodes.len(), "{look}");
        });
    };
    check(Vec::new(), vec![edge("draft", "award")]);
    check(vec![node("rejected", NodeKind::End)], Vec::new());
    check(vec![node("correction", NodeKind::Loop)], vec![edge("correction", "correction")]);
    let three = |kind| ["draft", "award", "closed"].map(|key| node(key, kind)).to_vec();
    check(
        three(NodeKind::Loop),
        vec![edge("draft", "closed"), edge("closed", "draft"), edge("draft", "closed")],
    );
    let around = vec![edge("draft", "award"), edge("award", "closed"), edge("closed", "draft")];
    check(three(NodeKind::End), around.clone());
    check(three(NodeKind::Step), around);
    let ends: Vec<Node> = ["rejected", "withdrawn", "lapsed", "revoked", "recovery", "recovered", "closed"]
        .map(|key| node(key, NodeKind::End))
        .to_vec();
    let line = ends.windows(2).map(|pair| edge(&pair[0].key, &pair[1].key)).collect();
    check(ends, line);
}
