//! Folding the events of an expert review: seats, declarations, scores and their reasons.
//! Never fails, and decides nothing.

use crate::application::Application;
use crate::event::{Event, EventKind};
use crate::state::{Seat, SeatStanding, State};

pub(super) fn apply(application: &mut Application, event: &Event) {
    if let EventKind::ScoresTallied { tally } = &event.kind {
        application.tally = Some(tally.clone());
    }
    let State::ExpertReview { seats } = &mut application.state else { return };
    if let EventKind::PanelDrawn { draw } = &event.kind {
        let drawn = draw.chosen.iter().map(|expert| Seat { expert: *expert, standing: SeatStanding::Drawn });
        seats.extend(drawn);
        return;
    }
    let own = seats.iter_mut().rev().find(|seat| Some(seat.expert) == event.person);
    let Some(seat) = own else { return };
    match &event.kind {
        EventKind::ReviewAccepted => seat.standing = SeatStanding::Accepted,
        EventKind::ReviewRecused { reason } => {
            seat.standing = SeatStanding::Recused { reason: reason.clone() };
        }
        EventKind::ScoreSubmitted { marks, comment } => {
            let (marks, comment) = (marks.clone(), comment.clone());
            seat.standing = SeatStanding::Scored { marks, comment, explanation: None };
        }
        EventKind::ScoreExplained { reason } => {
            if let SeatStanding::Scored { explanation, .. } = &mut seat.standing {
                *explanation = Some(reason.clone());
            }
        }
        _ => {}
    }
}
