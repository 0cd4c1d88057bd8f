//! Expert review: seats filled by lot, conflicts declared, scores given apart from each other, tallied
//! when all are in, explained where they stand far apart.

use std::collections::BTreeMap;

use super::{Case, Decision, Ruling, optional, required};
use crate::effect::{Audience, Effect, MailKind};
use crate::event::EventKind;
use crate::id::PersonId;
use crate::panel::{Candidate, Conflict, Marks, Tally, draw, tally, total};
use crate::refusal::RefusalReason;
use crate::state::{Seat, SeatStanding, State};

/// Fills the empty seats from the candidates on the table. Who sits or sat, who has judged the case and
/// who stepped back from it is out of the lot, whatever the registers say.
pub(super) fn draw_panel(case: &Case<'_>) -> Decision {
    let panel = case.pipeline.panel().ok_or(RefusalReason::WrongStage)?;
    let seats = seats(case)?;
    let taken = seats.iter().filter(|seat| seat.is_taken()).count();
    let wanted = usize::from(panel.seats).saturating_sub(taken);
    let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
    let seed = case.context.table.seed.ok_or(RefusalReason::WrongStage)?;
    let candidates = case.context.table.candidates.iter().map(|candidate| screened(case, seats, candidate));
    let drawn = draw(seed, wanted, candidates.collect());
    let draw = drawn.map_err(|fault| RefusalReason::DrawImpossible { fault })?;
    let invited = Effect::tell(MailKind::ReviewInvitation, Audience::Panel);
    Ruling::one(EventKind::PanelDrawn { draw }, vec![invited])
}

fn screened(case: &Case<'_>, seats: &[Seat], candidate: &Candidate) -> Candidate {
    let mut candidate = candidate.clone();
    let expert = candidate.expert;
    let seated = seats.iter().any(|seat| seat.expert == expert);
    let application = case.application;
    if seated || application.recused.contains(&expert) {
        candidate.excluded.push(Conflict::Declared);
    }
    if application.reviewers.contains(&expert) || application.created_by == expert {
        candidate.excluded.push(Conflict::WorkedOnApplication);
    }
    candidate.excluded.sort_unstable();
    candidate.excluded.dedup();
    candidate
}

pub(super) fn accept() -> Decision {
    Ruling::one(EventKind::ReviewAccepted, Vec::new())
}

pub(super) fn step_back(reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let told = Effect::tell_holders(crate::role::Role::Officer);
    Ruling::one(EventKind::ReviewRecused { reason }, vec![told])
}

pub(super) fn score(case: &Case<'_>, marks: &Marks, comment: &str) -> Decision {
    let panel = case.pipeline.panel().ok_or(RefusalReason::WrongStage)?;
    let comment = optional("comment", comment)?;
    total(&panel.rubric, marks).map_err(|fault| RefusalReason::MarksWrong { fault })?;
    let mut ruling = Ruling {
        events: vec![EventKind::ScoreSubmitted { marks: marks.clone(), comment }],
        effects: Vec::new(),
    };
    let mut scores = scores(case)?;
    scores.insert(case.signature()?.person, marks.clone());
    if scores.len() < usize::from(panel.seats) {
        return Ok(ruling);
    }
    let tally = tally(&panel.rubric, &scores, panel.tally);
    let tally = tally.map_err(|fault| RefusalReason::MarksWrong { fault })?;
    let settled = tally.must_explain.is_empty();
    ruling.events.push(EventKind::ScoresTallied { tally });
    if settled {
        conclude(case, &mut ruling)?;
    } else {
        ruling.effects.push(Effect::tell(MailKind::ReviewInvitation, Audience::Panel));
    }
    Ok(ruling)
}

pub(super) fn explain(case: &Case<'_>, reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let expert = case.signature()?.person;
    let tally: &Tally = case.application.tally.as_ref().ok_or(RefusalReason::ExplanationNotAsked)?;
    let explained = |other: &PersonId| {
        *other == expert
            || seats(case).is_ok_and(|seats| {
                seats.iter().any(|seat| {
                    seat.expert == *other
                        && matches!(&seat.standing, SeatStanding::Scored { explanation: Some(_), .. })
                })
            })
    };
    let all = tally.must_explain.iter().all(explained);
    let mut ruling = Ruling { events: vec![EventKind::ScoreExplained { reason }], effects: Vec::new() };
    if all {
        conclude(case, &mut ruling)?;
    }
    Ok(ruling)
}

fn conclude(case: &Case<'_>, ruling: &mut Ruling) -> Result<(), RefusalReason> {
    let step = case.next_step()?;
    ruling.effects.extend(case.tell_next(&step));
    ruling.events.push(EventKind::ReviewConcluded { step });
    Ok(())
}

fn seats<'a>(case: &'a Case<'_>) -> Result<&'a [Seat], RefusalReason> {
    match &case.application.state {
        State::ExpertReview { seats } => Ok(seats),
        _ => Err(RefusalReason::WrongStage),
    }
}

fn scores(case: &Case<'_>) -> Result<BTreeMap<PersonId, Marks>, RefusalReason> {
    let scored = seats(case)?.iter().filter_map(|seat| match &seat.standing {
        SeatStanding::Scored { marks, .. } => Some((seat.expert, marks.clone())),
        SeatStanding::Drawn | SeatStanding::Accepted | SeatStanding::Recused { .. } => None,
    });
    Ok(scored.collect())
}
