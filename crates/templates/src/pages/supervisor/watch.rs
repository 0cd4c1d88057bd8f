//! What supervision watches: risk signals, and who read which case.
//! Facts and links only; what a signal means is said by the catalogue, and nobody is accused.

use serde::Serialize;

use crate::Message;
use crate::pages::Page;

/// A case with the page of its readings.
#[derive(Debug, Clone, Serialize)]
pub struct CaseLink {
    pub href: String,
    pub number: String,
    pub readings: String,
}

/// A person with the page of what they read.
#[derive(Debug, Clone, Serialize)]
pub struct PersonLink {
    pub href: String,
    pub name: String,
}

/// Risk signals of every kind.
#[derive(Debug, Clone, Serialize)]
pub struct Signals {
    pub quick_seconds: i64,
    pub share_days: i64,
    pub quick: Vec<QuickRow>,
    pub repeated: Vec<RepeatedRow>,
    pub shared: Vec<SharedRow>,
    pub shares: Vec<ShareRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct QuickRow {
    pub case: CaseLink,
    pub organisation: String,
    pub person: PersonLink,
    pub role: String,
    pub decision: Message,
    pub at_millis: i64,
    pub seconds: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct RepeatedRow {
    pub person: PersonLink,
    pub organisation: String,
    /// The later of the two years.
    pub year: i64,
    pub cases: Vec<CaseLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SharedRow {
    /// What they share; the account or the phone itself is not shown.
    pub what: Message,
    pub organisations: Vec<String>,
    pub cases: Vec<CaseLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShareRow {
    pub person: PersonLink,
    pub role: String,
    pub decision: Message,
    pub decisions: i64,
    pub of_all: i64,
    pub percent: i64,
    pub holders: i64,
    pub cases: Vec<CaseLink>,
}

/// Who read what.
#[derive(Debug, Clone, Serialize)]
pub struct Readings {
    /// Of everything, of one case, or by one person.
    pub about: Message,
    /// Whether this is one part only, with a way back to the whole.
    pub part: bool,
    /// The number somebody looked for and that no case has.
    pub unknown_number: Option<String>,
    pub readings: Vec<ReadingRow>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReadingRow {
    pub at_millis: i64,
    pub case: CaseLink,
    pub organisation: String,
    pub person: PersonLink,
    pub roles: Vec<String>,
    pub door: Message,
}

impl Page for Signals {
    const TEMPLATE: &'static str = "supervisor/signals.html";
    const TITLE: &'static str = "signals-title";

    fn samples() -> Vec<Self> {
        let nothing = Self {
            quick_seconds: 60,
            share_days: 365,
            quick: Vec::new(),
            repeated: Vec::new(),
            shared: Vec::new(),
            shares: Vec::new(),
        };
        let quick = QuickRow {
            case: case("0007"),
            organisation: "海门示范精密机械有限公司".to_owned(),
            person: person("分管领导"),
            role: "director".to_owned(),
            decision: Message::new("event-approved"),
            at_millis: 1_772_413_200_000,
            seconds: 8,
        };
        let repeated = RepeatedRow {
            person: person("业务科室 1"),
            organisation: "海门示范新材料科技股份有限公司".to_owned(),
            year: 2026,
            cases: vec![case("0003"), case("0011")],
        };
        let shared = |what: &str| SharedRow {
            what: Message::new(what),
            organisations: vec![
                "海门示范精密机械有限公司".to_owned(),
                "海门示范新材料科技股份有限公司".to_owned(),
            ],
            cases: vec![case("0007")],
        };
        let share = ShareRow {
            person: person("业务科室 2"),
            role: "officer".to_owned(),
            decision: Message::new("event-check-passed"),
            decisions: 41,
            of_all: 50,
            percent: 82,
            holders: 4,
            cases: vec![case("0007"), case("0011")],
        };
        let busy = Self {
            quick: vec![quick],
            repeated: vec![repeated],
            shared: vec![shared("signals-shared-account"), shared("signals-shared-address")],
            shares: vec![share],
            ..nothing.clone()
        };
        vec![nothing, busy]
    }
}

impl Page for Readings {
    const TEMPLATE: &'static str = "supervisor/readings.html";
    const TITLE: &'static str = "readings-title";

    fn samples() -> Vec<Self> {
        let row = |door: &str, roles: &[&str]| ReadingRow {
            at_millis: 1_772_413_200_000,
            case: case("0007"),
            organisation: "海门示范精密机械有限公司".to_owned(),
            person: person("业务科室 1"),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            door: Message::new(door),
        };
        let all = Self {
            about: Message::new("readings-of-all"),
            part: false,
            unknown_number: None,
            readings: vec![
                row("readings-door-page", &["officer", "director"]),
                row("readings-door-attachment", &[]),
            ],
            next: Some("/supervisor/readings?before=1".to_owned()),
        };
        let one = Self {
            about: Message::new("readings-of-case").with("number", "HM-2026-0007"),
            part: true,
            readings: Vec::new(),
            next: None,
            ..all.clone()
        };
        let unknown = Self { unknown_number: Some("HM-2026-9999".to_owned()), ..all.clone() };
        vec![all, one, unknown]
    }
}

fn case(number: &str) -> CaseLink {
    CaseLink {
        href: format!("/applications/{number}"),
        number: format!("HM-2026-{number}"),
        readings: format!("/supervisor/readings/{number}"),
    }
}

fn person(name: &str) -> PersonLink {
    PersonLink { href: "/supervisor/readings/people/1".to_owned(), name: name.to_owned() }
}
