//! A small world: one pipeline, two calendar years, eleven actors and one organisation.
//! One actor per role, a recommender of another town, the clock, and two who hold every role.

use uuid::Uuid;
use workflow::application::{JudgedAs, Judgement, Origin};
use workflow::calendar::{Calendar, CalendarNotice, CountFrom};
use workflow::decide::Window;
use workflow::id::{ApplicationId, BudgetLineId, CallId, OrganisationId, PersonId, TownId};
use workflow::pipeline::{OnOverdue, StageRule};
use workflow::{Actor, Context, Date, Money, Pipeline, Role, Stage, Timestamp};

pub const AMOUNT_YUAN: i64 = 200_000;

pub fn id<T>(make: impl Fn(Uuid) -> T, number: u128) -> T {
    make(Uuid::from_u128(number))
}

pub fn person(number: u128) -> PersonId {
    id(PersonId::new, number)
}

pub fn pipeline(with_recommendation: bool) -> Pipeline {
    let rule = |key, owner, days, on_overdue| StageRule {
        key,
        owner,
        limit_working_days: days,
        on_overdue,
        max_rounds: None,
    };
    let mut stages = vec![
        rule(Stage::Draft, Role::Applicant, None, OnOverdue::Lapse),
        rule(Stage::Recommendation, Role::Recommender, Some(5), OnOverdue::Escalate),
        rule(Stage::FormalCheck, Role::Officer, Some(5), OnOverdue::Escalate),
        rule(Stage::Correction, Role::Applicant, Some(5), OnOverdue::Lapse),
        rule(Stage::Approval, Role::Director, Some(10), OnOverdue::Escalate),
        rule(Stage::Publicity, Role::Officer, Some(5), OnOverdue::Escalate),
        rule(Stage::Award, Role::Director, Some(10), OnOverdue::Escalate),
        rule(Stage::Disbursement, Role::FinanceMaker, Some(3), OnOverdue::Escalate),
    ];
    if !with_recommendation {
        stages.remove(1);
    }
    let pipeline = Pipeline { stages };
    assert_eq!(pipeline.check(), Ok(()));
    pipeline
}

pub fn calendar() -> Calendar {
    let notice = |year| CalendarNotice {
        year,
        published_on: Date::from_ymd(year - 1, 11, 1).unwrap(),
        document: String::new(),
        off: Vec::new(),
        work: Vec::new(),
    };
    Calendar::new(vec![notice(2026), notice(2027)])
}

/// Actors 0–8: one role each; 9 holds every role and belongs to the organisation; 10 every role, no membership.
pub fn actor(number: usize) -> Actor {
    let organisation = id(OrganisationId::new, 50);
    let one = |role: Role| Actor {
        person: Some(person(100 + number as u128)),
        roles: vec![role],
        organisations: Vec::new(),
        town: Some(id(TownId::new, 60)),
    };
    let all = Actor { roles: Role::GRANTABLE.to_vec(), ..one(Role::Officer) };
    match number {
        0 => Actor { roles: Vec::new(), organisations: vec![organisation], ..one(Role::Officer) },
        1 | 2 => one(Role::Officer),
        3 => one(Role::Recommender),
        4 => one(Role::Director),
        5 => one(Role::FinanceMaker),
        6 => one(Role::FinanceChecker),
        7 => Actor { town: Some(id(TownId::new, 61)), ..one(Role::Recommender) },
        8 => Actor::clock(),
        9 => Actor { organisations: vec![organisation], ..all },
        _ => all,
    }
}

pub fn judgement(outcome: JudgedAs) -> Judgement {
    Judgement {
        ruling: "HNTE_REWARD".to_owned(),
        pack_fingerprint: "f".repeat(64),
        outcome,
        amount: (outcome == JudgedAs::Eligible).then(|| Money::from_yuan(AMOUNT_YUAN).unwrap()),
        findings: vec!["YEAR".to_owned()],
        facts_json: "{}".to_owned(),
        verdict_json: "{}".to_owned(),
    }
}

pub struct World {
    pub calendar: Calendar,
    pub window: Window,
}

impl World {
    pub fn context<'a>(&'a self, now: Timestamp, actor: &'a Actor, judged: &'a Judgement) -> Context<'a> {
        Context {
            now,
            actor,
            calendar: &self.calendar,
            count_from: CountFrom::NextDay,
            window: self.window,
            organisation_confirmed: true,
            missing: &[],
            judgement: Some(judged),
        }
    }
}

pub fn origin() -> Origin {
    Origin {
        id: id(ApplicationId::new, 1),
        number: "HM-2026-0001".to_owned(),
        call: id(CallId::new, 2),
        programme: "hnte-reward".to_owned(),
        pack_fingerprint: "f".repeat(64),
        organisation: id(OrganisationId::new, 50),
        town: id(TownId::new, 60),
        budget_line: id(BudgetLineId::new, 3),
    }
}
