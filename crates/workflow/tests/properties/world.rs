//! A small world: two calendar years of which the second is announced late, one organisation, and
//! everybody a procedure needs, with those who hold too much.
//! Whoever acts and what lies on the table is here; what they try is `attempt`'s.

use uuid::Uuid;
use workflow::application::{JudgedAs, Judgement, Origin};
use workflow::calendar::{Calendar, CalendarNotice, CountFrom};
use workflow::decide::{Table, Window};
use workflow::id::{ApplicationId, AttachmentId, BudgetLineId, CallId, OrganisationId, PersonId, TownId};
use workflow::migration::Migration;
use workflow::panel::{Candidate, Conflict, Seed};
use workflow::role::Delegation;
use workflow::{Actor, Context, Date, Money, Pipeline, Role, Stage, Timestamp};

pub const ACTORS: usize = 27;
/// Holds every role, and every delegable one from everybody else.
pub const EVERYMAN: usize = 23;
/// Everyman, and a member of the organisation.
pub const INSIDER: usize = 24;

pub fn id<T>(make: impl Fn(Uuid) -> T, number: u128) -> T {
    make(Uuid::from_u128(number))
}

pub fn person(number: usize) -> PersonId {
    id(PersonId::new, 100 + number as u128)
}

pub fn organisation() -> OrganisationId {
    id(OrganisationId::new, 50)
}

fn holder(number: usize, roles: &[Role]) -> Actor {
    Actor {
        person: Some(person(number)),
        roles: roles.to_vec(),
        organisations: Vec::new(),
        town: Some(id(TownId::new, 60)),
        department: None,
        delegations: Vec::new(),
    }
}

fn lent(from: &Actor) -> Vec<Delegation> {
    let lent = |role: &Role| Delegation {
        role: *role,
        from: from.person.expect("only people lend"),
        organisations: from.organisations.clone(),
        town: from.town,
        department: from.department.clone(),
    };
    from.roles.iter().filter(|role| Role::DELEGABLE.contains(role)).map(lent).collect()
}

/// Everybody with one duty: an applicant, staff by their roles, then the clock and the public.
fn single(number: usize) -> Actor {
    let one = |role: Role| holder(number, &[role]);
    match number {
        0 => Actor { organisations: vec![organisation()], ..holder(0, &[]) },
        1..=4 => one(Role::Officer),
        5 => one(Role::Recommender),
        6 => Actor { town: Some(id(TownId::new, 61)), ..one(Role::Recommender) },
        7..=10 => one(Role::Expert),
        11 => Actor { department: Some("environment".to_owned()), ..one(Role::Department) },
        12 => Actor { department: Some("tax".to_owned()), ..one(Role::Department) },
        13 => one(Role::SectionHead),
        14 | 15 => one(Role::Director),
        16..=18 => one(Role::BureauMeeting),
        19 => one(Role::FinanceMaker),
        20 => one(Role::FinanceChecker),
        21 => Actor::clock(),
        _ => Actor::public(),
    }
}

/// The singles, Everyman, the insider, somebody who stands in for the first of each role, and somebody
/// to whom only the insider lent.
pub fn actor(number: usize) -> Actor {
    let everything = |number| {
        let everybody = (1..21).flat_map(|other| lent(&single(other)));
        let own = Actor { department: Some("tax".to_owned()), ..holder(number, &Role::GRANTABLE) };
        Actor { delegations: everybody.collect(), ..own }
    };
    match number {
        EVERYMAN => everything(EVERYMAN),
        INSIDER => Actor { organisations: vec![organisation()], ..everything(INSIDER) },
        25 => {
            let firsts = [1, 5, 11, 13, 14, 19, 20].map(single);
            Actor { delegations: firsts.iter().flat_map(lent).collect(), ..holder(25, &[]) }
        }
        26 => Actor { delegations: lent(&actor(INSIDER)), ..holder(26, &[]) },
        single_number => single(single_number),
    }
}

/// Members of the organisation, whatever else they hold.
pub fn is_member(person: PersonId) -> bool {
    person == self::person(0) || person == self::person(INSIDER)
}

pub fn judgement(outcome: JudgedAs, yuan: Option<i64>) -> Judgement {
    Judgement {
        ruling: "HNTE_REWARD".to_owned(),
        pack_fingerprint: "f".repeat(64),
        outcome,
        amount: yuan.filter(|_| outcome == JudgedAs::Eligible).and_then(Money::from_yuan),
        ceiling: None,
        findings: vec!["YEAR".to_owned()],
        facts_json: "{}".to_owned(),
        verdict_json: "{}".to_owned(),
        host_version: None,
    }
}

/// What lies on every table of a walk.
pub struct World {
    pub opens_on: Date,
    pub actors: Vec<Actor>,
    pub candidates: Vec<Candidate>,
    pub members: Vec<PersonId>,
    pub photos: [AttachmentId; 1],
    pub migration: Migration,
}

impl World {
    pub fn new(pipeline: &Pipeline, opens_on: Date) -> Self {
        let actors: Vec<Actor> = (0..ACTORS).map(actor).collect();
        let experts = actors.iter().filter(|actor| actor.owns(Role::Expert));
        let candidates = experts.filter_map(|actor| {
            let related = actor.is_member_of(organisation());
            let excluded = if related { vec![Conflict::SameOrganisation] } else { Vec::new() };
            Some(Candidate { expert: actor.person?, load: 1, excluded })
        });
        let members = actors.iter().filter(|actor| actor.owns(Role::BureauMeeting));
        let members = members.filter(|actor| !actor.is_member_of(organisation()));
        let to_itself = Stage::ALL.into_iter().map(|stage| (stage, stage)).collect();
        Self {
            opens_on,
            candidates: candidates.collect(),
            members: members.filter_map(|actor| actor.person).collect(),
            photos: [id(AttachmentId::new, 500)],
            migration: Migration {
                governed_by: "e".repeat(64),
                pipeline: pipeline.clone(),
                stages: to_itself,
            },
            actors,
        }
    }

    /// The notice of the second year comes in its second week: before, its deadlines have no day.
    pub fn calendar(now: Timestamp) -> Calendar {
        let notice = |year, month, day| CalendarNotice {
            year,
            published_on: Date::from_ymd(year, month, day).unwrap(),
            document: String::new(),
            off: Vec::new(),
            work: Vec::new(),
        };
        let notices = vec![notice(2026, 1, 1), notice(2027, 1, 12), notice(2028, 1, 1), notice(2029, 1, 1)];
        Calendar::new(notices).as_published_by(now.date())
    }

    pub fn context<'a>(
        &'a self,
        now: Timestamp,
        calendar: &'a Calendar,
        actor: &'a Actor,
        judged: &'a Judgement,
        seed: u8,
    ) -> Context<'a> {
        Context {
            now,
            actor,
            calendar,
            count_from: CountFrom::NextDay,
            window: Window { opens_on: self.opens_on, closes_on: self.opens_on.plus_days(40) },
            organisation_confirmed: true,
            missing: &[],
            account_ready: true,
            judgement: Some(judged),
            table: Table {
                candidates: &self.candidates,
                seed: Some(Seed::new([seed; 32])),
                meeting_members: &self.members,
                photos: &self.photos,
                assignees: &self.actors,
                migration: Some(&self.migration),
            },
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
        governed_by: None,
        organisation: organisation(),
        town: id(TownId::new, 60),
        budget_line: id(BudgetLineId::new, 3),
    }
}
