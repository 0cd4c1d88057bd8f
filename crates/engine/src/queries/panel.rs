//! What the expert panel of a case came to: for the bureau its draws and seats, and marks only once all are
//! in; for the applicant that the review is over and, after the decision, its mean. Facts from the log.

use std::collections::BTreeMap;

use serde::Serialize;
use workflow::id::{ApplicationId, PersonId};
use workflow::panel::{Conflict, Draw, Marks, Rubric, Tally, total};
use workflow::{Application, Event, EventKind, Role, Stage, Timestamp};

use super::sight::{SEES_ALL, is_member, may_see};
use crate::actor::Signed;
use crate::audit::event_of;
use crate::case::Loaded;
use crate::{Engine, EngineError};

/// Candidates a page lists; the published record has all of them.
const CANDIDATES_SHOWN: usize = 100;

/// The panel as a reader who is not on it may know it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PanelView {
    pub concluded: bool,
    /// Out of 100, in hundredths; the applicant learns it after the decision.
    pub mean_hundredths: Option<u32>,
    pub pass_mark_hundredths: u32,
    /// Only for the bureau.
    pub inside: Option<PanelInside>,
}

/// What only the bureau learns.
#[derive(Debug, Clone, Serialize)]
pub struct PanelInside {
    pub blind: bool,
    pub seats: u16,
    pub taken: usize,
    pub accepted: usize,
    pub scored: usize,
    pub draws: Vec<DrawView>,
    pub members: Vec<PanelMember>,
    #[serde(skip)]
    pub rubric: Rubric,
    /// Once all scores are in.
    pub tally: Option<TallyFigures>,
}

/// One draw as it was published.
#[derive(Debug, Clone, Serialize)]
pub struct DrawView {
    pub at: Timestamp,
    pub seed: String,
    pub seats: u16,
    pub candidate_count: usize,
    /// The first of them.
    pub candidates: Vec<CandidateView>,
    pub chosen: Vec<String>,
    /// Run again just now from its seed: the same experts came out.
    pub holds: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct CandidateView {
    pub name: String,
    pub load: u32,
    pub excluded: Vec<Conflict>,
    pub chosen: bool,
}

/// How far a member of the panel has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberStanding {
    Drawn,
    Accepted,
    Recused,
    Scored,
}

impl MemberStanding {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Accepted => "accepted",
            Self::Recused => "recused",
            Self::Scored => "scored",
        }
    }
}

/// A seat with whoever sits or sat in it; marks only once all are in.
#[derive(Debug, Clone, Serialize)]
pub struct PanelMember {
    pub name: String,
    pub standing: MemberStanding,
    /// Why they stepped back.
    pub reason: Option<String>,
    pub score: Option<ScoreView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ScoreView {
    pub marks: Marks,
    pub comment: String,
    pub total_hundredths: u32,
    /// Does not count in the mean.
    pub dropped: bool,
    pub outlier: bool,
    pub must_explain: bool,
    pub explanation: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct TallyFigures {
    pub mean_hundredths: u32,
    pub spread_hundredths: u32,
}

/// The whole published record of a draw, in the form anybody can run again.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedDraw {
    pub number: String,
    pub drawn_at: Timestamp,
    #[serde(flatten)]
    pub draw: Draw,
}

impl Engine {
    /// Every draw of a case, for the bureau; ids of experts, no names.
    pub async fn published_draws(
        &self,
        signed: &Signed,
        id: ApplicationId,
    ) -> Result<Vec<PublishedDraw>, EngineError> {
        let loaded = Loaded::read(self, &self.store, id).await?;
        if !may_see(signed, &loaded.application) || !looks_inside(signed, &loaded.application) {
            return Err(EngineError::NotFound { what: "application" });
        }
        let rows = store::event_log::read(&self.store, id).await?;
        let number = &loaded.application.origin.number;
        let mut draws = Vec::new();
        for row in &rows {
            let event = event_of(row)?;
            if let EventKind::PanelDrawn { draw } = event.kind {
                draws.push(PublishedDraw { number: number.clone(), drawn_at: event.at, draw });
            }
        }
        Ok(draws)
    }

    /// The panel of a case, where its programme has one and the case has come so far.
    pub(crate) async fn panel_view(
        &self,
        signed: &Signed,
        loaded: &Loaded,
        events: &[Event],
    ) -> Result<Option<PanelView>, EngineError> {
        let application = &loaded.application;
        let reached = events.iter().any(|event| matches!(event.kind, EventKind::PanelDrawn { .. }));
        let Some(rule) = loaded.pipeline.panel() else { return Ok(None) };
        if !reached && application.stage() != Stage::ExpertReview {
            return Ok(None);
        }
        let concluded = events.iter().any(|event| matches!(event.kind, EventKind::ReviewConcluded { .. }));
        let inside = looks_inside(signed, application);
        let tally = application.tally.as_ref();
        let mean = tally.filter(|_| inside || (concluded && is_decided(events)));
        let inside = if inside { Some(self.inside(loaded, events).await?) } else { None };
        Ok(Some(PanelView {
            concluded,
            mean_hundredths: mean.map(|tally| tally.mean_hundredths),
            pass_mark_hundredths: rule.pass_mark_hundredths,
            inside,
        }))
    }

    async fn inside(&self, loaded: &Loaded, events: &[Event]) -> Result<PanelInside, EngineError> {
        let missing = || EngineError::NotFound { what: "panel" };
        let rule = loaded.pipeline.panel().ok_or_else(missing)?;
        let names = self.expert_names(events).await?;
        let tally = loaded.application.tally.as_ref();
        let members = members(events, &names, &rule.rubric, tally);
        let standing =
            |wanted: MemberStanding| members.iter().filter(|member| member.standing == wanted).count();
        let scored = standing(MemberStanding::Scored);
        let accepted = standing(MemberStanding::Accepted) + scored;
        Ok(PanelInside {
            blind: rule.blind,
            seats: rule.seats,
            taken: accepted + standing(MemberStanding::Drawn),
            accepted,
            scored,
            draws: draws(events, &names),
            members,
            rubric: rule.rubric.clone(),
            tally: tally.map(|tally| TallyFigures {
                mean_hundredths: tally.mean_hundredths,
                spread_hundredths: tally.spread_hundredths,
            }),
        })
    }

    /// Names of everybody a page shows in a draw.
    async fn expert_names(&self, events: &[Event]) -> Result<BTreeMap<PersonId, String>, EngineError> {
        let mut wanted = Vec::new();
        for event in events {
            if let EventKind::PanelDrawn { draw } = &event.kind {
                wanted.extend(&draw.chosen);
                wanted.extend(draw.candidates.iter().take(CANDIDATES_SHOWN).map(|one| one.expert));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        Ok(store::people::names(&self.store, &wanted).await?.into_iter().collect())
    }
}

/// The bureau, not the organisation and not the town; nobody on the panel while it sits.
pub(crate) fn looks_inside(signed: &Signed, application: &Application) -> bool {
    signed.holds_any(&SEES_ALL) && !is_member(signed, application)
}

/// Somebody has said yes or no.
fn is_decided(events: &[Event]) -> bool {
    let decision = |event: &&Event| {
        matches!(
            event.kind,
            EventKind::Approved { .. } | EventKind::Rejected { .. } | EventKind::OverdueRejected
        )
    };
    events.iter().rev().find(decision).is_some()
}

fn draws(events: &[Event], names: &BTreeMap<PersonId, String>) -> Vec<DrawView> {
    let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
    let view = |at: Timestamp, draw: &Draw| DrawView {
        at,
        seed: draw.seed.to_string(),
        seats: draw.seats,
        candidate_count: draw.candidates.len(),
        candidates: draw
            .candidates
            .iter()
            .take(CANDIDATES_SHOWN)
            .map(|candidate| CandidateView {
                name: name(&candidate.expert),
                load: candidate.load,
                excluded: candidate.excluded.clone(),
                chosen: draw.chosen.contains(&candidate.expert),
            })
            .collect(),
        chosen: draw.chosen.iter().map(name).collect(),
        holds: draw.holds(),
    };
    let drawn = events.iter().filter_map(|event| match &event.kind {
        EventKind::PanelDrawn { draw } => Some(view(event.at, draw)),
        _ => None,
    });
    drawn.collect()
}

/// Everybody drawn, in order; what they wrote appears with the tally, not before.
fn members(
    events: &[Event],
    names: &BTreeMap<PersonId, String>,
    rubric: &Rubric,
    tally: Option<&Tally>,
) -> Vec<PanelMember> {
    let mut order: Vec<PersonId> = Vec::new();
    for event in events {
        if let EventKind::PanelDrawn { draw } = &event.kind {
            order.extend(&draw.chosen);
        }
    }
    let member = |expert: PersonId| {
        let (mut standing, mut reason) = (MemberStanding::Drawn, None);
        let own = events.iter().filter(|event| event.person == Some(expert));
        for event in own.filter(|event| event.role == Role::Expert) {
            match &event.kind {
                EventKind::ReviewAccepted => standing = MemberStanding::Accepted,
                EventKind::ReviewRecused { reason: why } => {
                    standing = MemberStanding::Recused;
                    reason = Some(why.clone());
                }
                EventKind::ScoreSubmitted { .. } => standing = MemberStanding::Scored,
                _ => {}
            }
        }
        PanelMember {
            name: names.get(&expert).cloned().unwrap_or_default(),
            standing,
            reason,
            score: tally.and_then(|tally| score(events, expert, rubric, tally)),
        }
    };
    order.into_iter().map(member).collect()
}

/// What one expert wrote, measured against the tally.
pub(crate) fn score(events: &[Event], expert: PersonId, rubric: &Rubric, tally: &Tally) -> Option<ScoreView> {
    let (marks, comment) = written(events, expert)?;
    Some(ScoreView {
        total_hundredths: tally.totals.get(&expert).copied().or_else(|| total(rubric, marks).ok())?,
        marks: marks.clone(),
        comment: comment.to_owned(),
        dropped: tally.dropped.contains(&expert),
        outlier: tally.outliers.contains(&expert),
        must_explain: tally.must_explain.contains(&expert),
        explanation: explanation(events, expert),
    })
}

/// The marks and the comment an expert handed in.
pub(crate) fn written(events: &[Event], expert: PersonId) -> Option<(&Marks, &str)> {
    events.iter().rev().filter(|event| event.person == Some(expert)).find_map(|event| match &event.kind {
        EventKind::ScoreSubmitted { marks, comment } => Some((marks, comment.as_str())),
        _ => None,
    })
}

/// The reasons an expert gave for a score far from the others.
pub(crate) fn explanation(events: &[Event], expert: PersonId) -> Option<String> {
    events.iter().rev().filter(|event| event.person == Some(expert)).find_map(|event| match &event.kind {
        EventKind::ScoreExplained { reason } => Some(reason.clone()),
        _ => None,
    })
}
