//! The ladder of approval, and the minutes of the bureau meeting.
//! Quorum, majority and who may sit are the workflow's to judge.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use engine::queries::reviews::{MeetingChoices, RungStanding, RungState};
use templates::Message;
use templates::pages::case::Choice;
use templates::pages::case::acts::meeting::{MeetingAct, MinutesShown, Resolution, RungLine};
use workflow::{Command, Money, RefusalReason};

use super::{day, either, is_about_text, ticked};
use crate::case::decide::{give, show_again, values};
use crate::case::view::amount_is_open;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

/// Names of the ticks begin like this.
const PRESENT_PREFIX: &str = "present_";

pub async fn resolve(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (held_on, form) = day(&typed, "held_on", "meeting-held-on", values(&typed));
    let results = ("carried", "lost");
    let (approved, mut form) = either(&typed, "meeting_result", results, "meeting-result", form);
    let votes = typed.get("in_favour").trim().to_owned();
    let in_favour = votes.parse::<u16>().ok();
    if in_favour.is_none() {
        let fault = if votes.is_empty() { "error-missing" } else { "error-not-a-whole-number" };
        form = form.refuse("in_favour", Message::new(fault).about("meeting-in-favour"));
    }
    let amount = match typed.get("meeting_amount").trim() {
        "" => None,
        text => {
            let amount = text.parse::<Money>().ok();
            if amount.is_none() {
                let unreadable = Message::new("error-not-an-amount").about("decision-amount");
                form = form.refuse("meeting_amount", unreadable);
            }
            amount
        }
    };
    let (Some(held_on), Some(approved), Some(in_favour), true) =
        (held_on, approved, in_favour, form.is_sound())
    else {
        return show_again(&visit, &case, form, None).await;
    };
    let command = Command::ResolveMeeting {
        minutes_number: typed.text("minutes_number"),
        held_on,
        present: ticked(&typed, PRESENT_PREFIX),
        in_favour,
        approved,
        opinion: typed.text("meeting_opinion"),
        amount,
    };
    give(visit, &case, &typed, command, "flash-meeting-resolved").await
}

pub fn part(view: &CaseView) -> Option<MeetingAct> {
    let reviews = &view.reviews;
    let resolution = reviews.meeting.as_ref().map(|choices| resolution(view, choices));
    (resolution.is_some() || !reviews.ladder.is_empty())
        .then(|| MeetingAct { rungs: reviews.ladder.iter().map(rung).collect(), resolution })
}

fn resolution(view: &CaseView, choices: &MeetingChoices) -> Resolution {
    let tick = |(person, name): &(workflow::id::PersonId, String)| {
        Choice::new(format!("{PRESENT_PREFIX}{person}"), name.clone())
    };
    Resolution {
        quorum: choices.quorum,
        members: choices.members.iter().map(tick).collect(),
        amount_is_open: amount_is_open(view),
        opposed: view.reviews.opposed,
    }
}

fn rung(standing: &RungStanding) -> RungLine {
    RungLine {
        role: standing.role.key().to_owned(),
        up_to_fen: standing.up_to.map(Money::fen),
        quorum: standing.quorum,
        state: match standing.state {
            RungState::Passed => "passed",
            RungState::Now => "now",
            RungState::Ahead => "ahead",
            RungState::Spared => "spared",
            RungState::Stopped => "stopped",
        },
        person: standing.person.clone(),
        at_millis: standing.at.map(workflow::Timestamp::millis),
        opinion: standing.opinion.clone(),
        minutes: standing.minutes.as_ref().map(|minutes| MinutesShown {
            number: minutes.number.clone(),
            held_on: minutes.held_on.to_string(),
            present: minutes.present.clone(),
            in_favour: minutes.in_favour,
        }),
    }
}

pub fn field_of(reason: &RefusalReason) -> &'static str {
    match reason {
        RefusalReason::ReasonRequired { field } | RefusalReason::TextTooLong { field, .. }
            if field == "minutes_number" =>
        {
            "minutes_number"
        }
        RefusalReason::DateOutOfRange { .. } => "held_on",
        RefusalReason::NotAMeetingMember { .. } | RefusalReason::QuorumMissing { .. } => "present",
        RefusalReason::MajorityMissing { .. } => "in_favour",
        RefusalReason::AmountRequired | RefusalReason::AmountNotPositive => "meeting_amount",
        text if is_about_text(text) => "meeting_opinion",
        _ => "",
    }
}
