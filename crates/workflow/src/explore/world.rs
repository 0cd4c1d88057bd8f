//! The small world of an exploration: everybody a procedure needs, each duty twice, and those who hold
//! too much. Shrinks what would only repeat itself: seats, departments, quorums and rounds.
//! Knows who there is and what lies on the table; what they try is `attempt`'s.

use uuid::Uuid;

use crate::application::{JudgedAs, Judgement, Origin};
use crate::calendar::{Calendar, CalendarNotice, CountFrom};
use crate::clock::{Date, Timestamp};
use crate::decide::{Context, Table, Window};
use crate::id::{ApplicationId, AttachmentId, BudgetLineId, CallId, OrganisationId, PersonId, TownId};
use crate::money::Money;
use crate::panel::{Candidate, Conflict, Seed};
use crate::pipeline::{Pipeline, ROUNDS_LIMIT, Rung};
use crate::role::{Actor, Delegation, Role};
use crate::stage::Stage;

use super::figure::{Figure, Part, Who};

/// More seats, departments or members of a meeting only repeat what two show.
const SHRUNK_TO: u16 = 2;
/// A second round shows that the loop comes back, and that it ends.
const ROUNDS_SHRUNK_TO: u8 = 2;
/// What a case is worth where no rung of the ladder says otherwise.
const WORTH_YUAN: i64 = 100_000;
/// Long after every limit of a stage, every window and every waiting time of an instalment.
const LATER_DAYS: u64 = 400;
/// Days from one state to whatever is due in it.
const DUE_IN_DAYS: u64 = 10;
const LAST_CALENDAR_YEAR: i32 = 2029;

/// Who there is, and what lies on the table.
pub(super) struct World {
    pub pipeline: Pipeline,
    pub figures: Vec<Figure>,
    pub judgements: Vec<Judgement>,
    /// Amounts a person may set: one for each rung.
    pub amounts: Vec<Money>,
    pub members: Vec<PersonId>,
    pub photos: Vec<AttachmentId>,
    /// The day every state begins on.
    pub today: Date,
    /// The day on which whatever is due falls: between the two moments.
    pub due_day: Date,
    moments: [Timestamp; 2],
    actors: Vec<Actor>,
    candidates: Vec<Candidate>,
    calendar: Calendar,
}

fn morning(day: Date) -> Timestamp {
    day.start().plus_seconds(9 * 3600)
}

pub(super) fn id<T>(make: impl Fn(Uuid) -> T, number: u128) -> T {
    make(Uuid::from_u128(number))
}

fn organisation() -> OrganisationId {
    id(OrganisationId::new, 50)
}

impl World {
    pub fn new(pipeline: &Pipeline) -> Self {
        let pipeline = shrunk(pipeline);
        let figures = figures(&pipeline);
        let amounts = amounts(&pipeline.ladder());
        let judged = |outcome, amount| Judgement {
            ruling: String::new(),
            pack_fingerprint: String::new(),
            outcome,
            amount,
            ceiling: None,
            findings: Vec::new(),
            facts_json: String::new(),
            verdict_json: String::new(),
            host_version: None,
        };
        let mut judgements: Vec<Judgement> =
            amounts.iter().map(|amount| judged(JudgedAs::Eligible, Some(*amount))).collect();
        judgements.push(judged(JudgedAs::NeedsReview, None));
        judgements.push(judged(JudgedAs::Ineligible, None));
        let today = Date::from_ymd(2026, 3, 2).expect("a day of the calendar");
        let notice = |year| CalendarNotice {
            year,
            published_on: today,
            document: String::new(),
            off: Vec::new(),
            work: Vec::new(),
        };
        Self {
            today,
            due_day: today.plus_days(DUE_IN_DAYS),
            moments: [morning(today), morning(today.plus_days(LATER_DAYS))],
            actors: figures.iter().map(|figure| figure.actor.clone()).collect(),
            candidates: figures.iter().filter_map(candidate).collect(),
            members: figures.iter().filter(|figure| meets(figure)).filter_map(Figure::person).collect(),
            photos: vec![id(AttachmentId::new, 60)],
            calendar: Calendar::new((2026..=LAST_CALENDAR_YEAR).map(notice).collect()),
            pipeline,
            figures,
            judgements,
            amounts,
        }
    }

    /// What somebody has before them at a moment; the seed decides whom a lot falls on.
    pub fn context(&self, figure: usize, later: bool, judged: usize, seed: u8) -> Context<'_> {
        Context {
            now: self.moment(later),
            actor: &self.figures[figure].actor,
            calendar: &self.calendar,
            count_from: CountFrom::NextDay,
            window: Window { opens_on: self.today, closes_on: self.due_day },
            organisation_confirmed: true,
            missing: &[],
            account_ready: true,
            judgement: self.judgements.get(judged),
            table: Table {
                candidates: &self.candidates,
                seed: Some(Seed::new([seed; 32])),
                meeting_members: &self.members,
                photos: &self.photos,
                assignees: &self.actors,
                migration: None,
            },
        }
    }

    /// One of the two moments at which everything is tried: today, and after every limit.
    pub fn moment(&self, later: bool) -> Timestamp {
        self.moments[usize::from(later)]
    }

    pub fn figure_of(&self, person: PersonId) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.person() == Some(person))
    }

    pub fn find(&self, part: Part, number: u8) -> Option<PersonId> {
        let found = self.figures.iter().find(|figure| figure.who == Who { part, number });
        found.and_then(Figure::person)
    }

    /// Acts for the applicant, or lends to somebody who does.
    pub fn is_member(&self, person: PersonId) -> bool {
        self.figure_of(person).is_some_and(|figure| figure.actor.is_member_of(organisation()))
    }

    pub fn origin() -> Origin {
        Origin {
            id: id(ApplicationId::new, 1),
            number: String::new(),
            call: id(CallId::new, 2),
            programme: String::new(),
            pack_fingerprint: String::new(),
            governed_by: None,
            organisation: organisation(),
            town: id(TownId::new, 70),
            budget_line: id(BudgetLineId::new, 3),
        }
    }
}

fn meets(figure: &Figure) -> bool {
    figure.actor.owns(Role::BureauMeeting) && !figure.actor.is_member_of(organisation())
}

fn candidate(figure: &Figure) -> Option<Candidate> {
    let related = figure.actor.is_member_of(organisation());
    let excluded = if related { vec![Conflict::SameOrganisation] } else { Vec::new() };
    let expert = figure.person().filter(|_| figure.actor.owns(Role::Expert))?;
    Some(Candidate { expert, load: 0, excluded })
}

/// The pipeline in small. A number of rounds that is no end stays as it is.
fn shrunk(pipeline: &Pipeline) -> Pipeline {
    let mut pipeline = pipeline.clone();
    for rule in &mut pipeline.stages {
        let rounds = rule.max_rounds.filter(|rounds| *rounds <= ROUNDS_LIMIT);
        rule.max_rounds = rounds.map(|rounds| rounds.min(ROUNDS_SHRUNK_TO)).or(rule.max_rounds);
        rule.departments.truncate(usize::from(SHRUNK_TO));
        if let Some(panel) = &mut rule.panel {
            panel.seats = panel.seats.min(SHRUNK_TO);
        }
        for rung in &mut rule.rungs {
            rung.quorum = rung.quorum.map(|quorum| quorum.min(SHRUNK_TO));
        }
    }
    pipeline
}

/// An amount that each rung has the last word on.
fn amounts(ladder: &[Rung]) -> Vec<Money> {
    let yuan = ladder.iter().filter_map(|rung| rung.up_to_yuan).collect::<Vec<_>>();
    let top = yuan.last().map_or(WORTH_YUAN, |limit| limit.saturating_add(1));
    yuan.into_iter().chain([top]).filter_map(Money::from_yuan).filter(|amount| amount.is_positive()).collect()
}

/// Collects people, each with an id of its own.
#[derive(Default)]
struct Cast(Vec<Figure>);

impl Cast {
    fn add(&mut self, part: Part, number: u8, roles: &[Role]) -> &mut Figure {
        let person = id(PersonId::new, 100 + self.0.len() as u128);
        let actor = Actor {
            person: Some(person),
            roles: roles.to_vec(),
            town: Some(id(TownId::new, 70)),
            ..Actor::clock()
        };
        self.0.push(Figure { who: Who { part, number }, actor, spare: false, answers_only: false });
        self.0.last_mut().expect("one was pushed")
    }

    /// So many holders of a role; the first lends it, and may step back.
    fn holders(&mut self, part: Part, role: Role, count: usize) {
        for number in 1..=count {
            let number = u8::try_from(number).unwrap_or(u8::MAX);
            self.add(part, number, &[role]).spare = number == 1;
        }
    }

    fn lent(&self, from: impl Fn(&Figure) -> bool) -> Vec<Delegation> {
        let lent = |figure: &Figure| -> Vec<Delegation> {
            let actor = &figure.actor;
            let lend = |role: &Role| {
                Some(Delegation {
                    role: *role,
                    from: actor.person?,
                    organisations: actor.organisations.clone(),
                    town: actor.town,
                    department: actor.department.clone(),
                })
            };
            let delegable = actor.roles.iter().filter(|role| Role::DELEGABLE.contains(role));
            delegable.filter_map(lend).collect()
        };
        self.0.iter().filter(|figure| from(figure)).flat_map(lent).collect()
    }
}

/// Every duty with one more person than it needs, a reserve for objections, and those who hold too much.
fn figures(pipeline: &Pipeline) -> Vec<Figure> {
    let mut cast = Cast::default();
    cast.add(Part::Member, 1, &[]).actor.organisations = vec![organisation()];
    cast.holders(Part::Recommender, Role::Recommender, 2);
    cast.add(Part::OtherTown, 1, &[Role::Recommender]).actor.town = Some(id(TownId::new, 71));
    cast.holders(Part::Officer, Role::Officer, 3);
    let seats = pipeline.panel().map_or(0, |panel| usize::from(panel.seats));
    cast.holders(Part::Expert, Role::Expert, seats + 1);
    for (index, rule) in pipeline.departments().iter().enumerate() {
        for turn in 0..2 {
            let number = u8::try_from(index * 2 + turn + 1).unwrap_or(u8::MAX);
            let figure = cast.add(Part::Department, number, &[Role::Department]);
            figure.actor.department = Some(rule.key.clone());
            figure.spare = turn == 0;
        }
    }
    let rungs = |role| pipeline.ladder().iter().filter(|rung| rung.role == role).count() + 1;
    cast.holders(Part::SectionHead, Role::SectionHead, rungs(Role::SectionHead).max(2));
    cast.holders(Part::Director, Role::Director, rungs(Role::Director).max(2));
    cast.holders(Part::MeetingMember, Role::BureauMeeting, usize::from(SHRUNK_TO) + 1);
    cast.holders(Part::FinanceMaker, Role::FinanceMaker, 2);
    cast.holders(Part::FinanceChecker, Role::FinanceChecker, 2);
    reserve(&mut cast, pipeline);
    for (part, role) in [
        (Part::Policy, Role::Policy),
        (Part::Supervisor, Role::Supervisor),
        (Part::Administrator, Role::Administrator),
    ] {
        cast.add(part, 1, &[role]);
    }
    overburdened(&mut cast, pipeline);
    let clock = Figure::nobody(Part::Clock, Actor::clock());
    let public = Figure::nobody(Part::Public, Actor::public());
    cast.0.into_iter().chain([clock, public]).collect()
}

/// Where everybody has reviewed a case, the bureau names somebody who has not: one for each objection
/// that may change the amount, and one more.
fn reserve(cast: &mut Cast, pipeline: &Pipeline) {
    let rounds = pipeline.amendment_rounds().min(ROUNDS_LIMIT);
    for number in 1..=rounds + 1 {
        cast.add(Part::Reserve, number, &[pipeline.objection_handler()]).answers_only = true;
    }
}

fn overburdened(cast: &mut Cast, pipeline: &Pipeline) {
    let everything: Vec<Delegation> = cast.lent(|_| true);
    let firsts = cast.lent(|figure| figure.who.number == 1 && figure.who.part.lends());
    let own = pipeline.departments().first().map(|rule| rule.key.clone());
    cast.add(Part::Deputy, 1, &[]).actor.delegations = firsts;
    for part in [Part::Everyman, Part::Insider] {
        let figure = cast.add(part, 1, &Role::GRANTABLE);
        figure.actor.department.clone_from(&own);
        figure.actor.delegations.clone_from(&everything);
    }
    let insider = cast.0.last_mut().expect("the insider was added last");
    insider.actor.organisations = vec![organisation()];
    let lent = cast.lent(|figure| figure.who.part == Part::Insider);
    cast.add(Part::InsidersDeputy, 1, &[]).actor.delegations = lent;
}

/// The last step of a role: who holds no later one is of no more consequence after it.
pub(super) const fn last_stage(role: Role) -> Stage {
    match role {
        Role::Recommender => Stage::Recommendation,
        Role::Expert => Stage::ExpertReview,
        Role::Department => Stage::JointReview,
        Role::BureauMeeting => Stage::Approval,
        Role::Applicant
        | Role::Officer
        | Role::SectionHead
        | Role::Director
        | Role::FinanceMaker
        | Role::FinanceChecker
        | Role::Policy
        | Role::Supervisor
        | Role::Administrator
        | Role::Public
        | Role::Clock => Stage::Recovered,
    }
}
