//! What visit, departments and the ladder of approval have said of a case, and what they still may say.
//! Staff only; facts from the log, nothing is decided here.

use std::collections::BTreeMap;

use serde::Serialize;
use workflow::id::{AttachmentId, PersonId};
use workflow::pipeline::{DepartmentRule, Rung};
use workflow::role::Signature;
use workflow::state::{State, VisitRecord};
use workflow::{Application, CommandKind, Date, Event, EventKind, Money, Pipeline, Role, Stage, Timestamp};

use super::department::{GivenOpinion, is_silent, opinions};
use crate::actor::Signed;
use crate::case::Loaded;
use crate::laid::meeting_members;
use crate::{Engine, EngineError};

/// What the reviews came to so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reviews {
    pub visit: Option<VisitReport>,
    /// Every department asked, from when the review began.
    pub departments: Vec<DepartmentStanding>,
    /// The reader speaks for this one.
    pub own_department: Option<String>,
    /// Lowest rung first, from when approval began; empty where one person decides alone.
    pub ladder: Vec<RungStanding>,
    /// The meeting's minutes may be recorded now.
    pub meeting: Option<MeetingChoices>,
    /// A department objected.
    pub opposed: bool,
}

/// The record of the site visit.
#[derive(Debug, Clone, Serialize)]
pub struct VisitReport {
    pub visited_on: Date,
    pub finding: String,
    pub confirmed: bool,
    pub photos: Vec<AttachmentId>,
    pub first: Option<String>,
    /// Nobody while the second officer has not signed.
    pub second: Option<String>,
    pub signed: bool,
    pub opinion: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DepartmentStanding {
    pub key: String,
    pub title_zh: String,
    pub title_en: String,
    /// Nothing while it is silent.
    pub opinion: Option<GivenOpinion>,
}

/// How far a rung has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RungState {
    Passed,
    Now,
    Ahead,
    /// A lower rung covers the amount.
    Spared,
    Stopped,
}

#[derive(Debug, Clone, Serialize)]
pub struct RungStanding {
    pub role: Role,
    pub up_to: Option<Money>,
    pub quorum: Option<u16>,
    pub state: RungState,
    pub person: Option<String>,
    pub at: Option<Timestamp>,
    pub opinion: Option<String>,
    pub minutes: Option<Minutes>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Minutes {
    pub number: String,
    pub held_on: Date,
    pub present: Vec<String>,
    pub in_favour: u16,
}

/// Who may sit in the meeting on this case.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingChoices {
    pub quorum: u16,
    pub members: Vec<(PersonId, String)>,
}

type Names = BTreeMap<PersonId, String>;

impl Engine {
    pub(crate) async fn reviews(
        &self,
        signed: &Signed,
        loaded: &Loaded,
        events: &[Event],
        names: &Names,
        actions: &[CommandKind],
    ) -> Result<Reviews, EngineError> {
        let application = &loaded.application;
        let own = signed.actor.capacities(Role::Department).into_iter().find_map(|speaks| speaks.department);
        let meeting = if actions.contains(&CommandKind::ResolveMeeting) {
            Some(self.meeting_choices(loaded).await?)
        } else {
            None
        };
        Ok(Reviews {
            visit: visit(application, events, names),
            departments: departments(application, &loaded.pipeline, events, names),
            own_department: own,
            ladder: ladder(application, &loaded.pipeline, events, names),
            meeting,
            opposed: !application.dissent.is_empty(),
        })
    }

    /// Members free to decide: not of the organisation, not on a lower rung, not stepped back.
    async fn meeting_choices(&self, loaded: &Loaded) -> Result<MeetingChoices, EngineError> {
        let application = &loaded.application;
        let State::Approval { rung, passed, .. } = &application.state else {
            return Ok(MeetingChoices { quorum: 0, members: Vec::new() });
        };
        let mut members = meeting_members(&self.store, loaded).await?;
        members.retain(|person| {
            !application.recused.contains(person) && !passed.iter().any(|signed| signed.involves(*person))
        });
        let quorum = loaded.pipeline.ladder().get(*rung).and_then(|rung| rung.quorum);
        let mut members = store::people::names(&self.store, &members).await?;
        members.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(MeetingChoices { quorum: quorum.unwrap_or_default(), members })
    }
}

fn name_of(signature: Signature, names: &Names) -> Option<String> {
    names.get(&signature.person).cloned()
}

fn visit(application: &Application, events: &[Event], names: &Names) -> Option<VisitReport> {
    let open = match &application.state {
        State::SiteVisit { record } => record.as_ref(),
        _ => None,
    };
    let signed = application.visit.as_ref();
    let record: &VisitRecord = signed.or(open)?;
    let confirmation = events.iter().rev().find_map(|event| match &event.kind {
        EventKind::VisitConfirmed { opinion, .. } => Some((event.signature(), opinion.clone())),
        _ => None,
    });
    let (second, opinion) = confirmation.filter(|_| signed.is_some()).unwrap_or_default();
    Some(VisitReport {
        visited_on: record.visited_on,
        finding: record.finding.clone(),
        confirmed: record.confirmed,
        photos: record.photos.clone(),
        first: name_of(record.by, names),
        second: second.and_then(|second| name_of(second, names)),
        signed: signed.is_some(),
        opinion: Some(opinion).filter(|opinion| !opinion.is_empty()),
    })
}

fn departments(
    application: &Application,
    pipeline: &Pipeline,
    events: &[Event],
    names: &Names,
) -> Vec<DepartmentStanding> {
    let given = opinions(events, names);
    if given.is_empty() && application.stage() != Stage::JointReview {
        return Vec::new();
    }
    let silent = |rule: &DepartmentRule| is_silent(application, &rule.key);
    let standing = |rule: &DepartmentRule| DepartmentStanding {
        key: rule.key.clone(),
        title_zh: rule.title_zh.clone(),
        title_en: rule.title_en.clone(),
        opinion: given.iter().rev().find(|opinion| opinion.department == rule.key && !silent(rule)).cloned(),
    };
    pipeline.departments().iter().map(standing).collect()
}

/// What was said on a rung.
#[derive(Default)]
struct Said {
    person: Option<PersonId>,
    at: Option<Timestamp>,
    opinion: Option<String>,
    minutes: Option<Minutes>,
    stopped: bool,
}

fn ladder(
    application: &Application,
    pipeline: &Pipeline,
    events: &[Event],
    names: &Names,
) -> Vec<RungStanding> {
    let rungs = pipeline.ladder();
    let said = said(events, names);
    let begun = application.stage() == Stage::Approval || !said.is_empty();
    if !begun || (rungs.len() == 1 && rungs[0].role != Role::BureauMeeting) {
        return Vec::new();
    }
    let now = match application.state {
        State::Approval { rung, .. } => Some(rung),
        _ => None,
    };
    let last = application.amount().map(|amount| pipeline.last_rung(amount));
    let mut said = said.into_iter();
    let standing = |(index, rung): (usize, Rung)| {
        let said = said.next();
        let state = match (&said, now, last) {
            (Some(said), ..) if said.stopped => RungState::Stopped,
            (Some(_), ..) => RungState::Passed,
            (None, Some(now), _) if now == index => RungState::Now,
            (None, Some(_), Some(last)) if index > last => RungState::Spared,
            (None, Some(_), _) => RungState::Ahead,
            (None, None, _) => RungState::Spared,
        };
        let said = said.unwrap_or_default();
        RungStanding {
            role: rung.role,
            up_to: rung.up_to_yuan.and_then(Money::from_yuan),
            quorum: rung.quorum,
            state,
            person: said.person.and_then(|person| names.get(&person).cloned()),
            at: said.at,
            opinion: said.opinion.filter(|opinion| !opinion.is_empty()),
            minutes: said.minutes,
        }
    };
    rungs.into_iter().enumerate().map(standing).collect()
}

/// One entry per rung that has spoken, lowest first, since approval was last entered.
fn said(events: &[Event], names: &Names) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut minutes = None;
    let mut at_approval = false;
    for event in events {
        let spoken = |opinion: &str, minutes, stopped| Said {
            person: event.person,
            at: Some(event.at),
            opinion: Some(opinion.to_owned()),
            minutes,
            stopped,
        };
        match &event.kind {
            EventKind::MeetingResolved { minutes_number, held_on, present, in_favour, .. } => {
                minutes = Some(Minutes {
                    number: minutes_number.clone(),
                    held_on: *held_on,
                    present: present.iter().filter_map(|person| names.get(person).cloned()).collect(),
                    in_favour: *in_favour,
                });
            }
            EventKind::RungPassed { opinion, .. } | EventKind::Approved { opinion, .. } => {
                said.push(spoken(opinion, minutes.take(), false));
            }
            EventKind::Rejected { reason } if at_approval => {
                said.push(spoken(reason, minutes.take(), true));
            }
            kind => {
                if let Some(to) = step_of(kind) {
                    at_approval = to == Stage::Approval;
                    if at_approval {
                        said.clear();
                    }
                }
            }
        }
    }
    said
}

/// Where a review's last event leads.
fn step_of(kind: &EventKind) -> Option<Stage> {
    match kind {
        EventKind::Submitted { step, .. }
        | EventKind::Confirmed { step, .. }
        | EventKind::Recommended { step, .. }
        | EventKind::CheckConfirmed { step, .. }
        | EventKind::ReviewConcluded { step }
        | EventKind::VisitConfirmed { step, .. }
        | EventKind::JointReviewConcluded { step }
        | EventKind::Migrated { step, .. } => Some(step.to),
        _ => None,
    }
}
