//! What each mail about a case is told, as the mail templates read it: codes and figures, and words that
//! somebody wrote. No identity or account numbers, and nothing an expert of a blind review may not know.

use serde_json::{Value, json};
use workflow::calendar::Due;
use workflow::command::ObjectionDecision;
use workflow::effect::MailKind;
use workflow::state::{Listing, SeatStanding, State};
use workflow::{Event, EventKind, Money, Timestamp};

use crate::Engine;
use crate::case::Loaded;

/// One decision, as one reader is told of it.
pub(super) struct Told<'a> {
    pub engine: &'a Engine,
    pub loaded: &'a Loaded,
    pub events: &'a [Event],
    pub now: Timestamp,
    pub locale: &'a str,
}

impl Told<'_> {
    pub(super) fn context(&self, mail: MailKind) -> Value {
        if mail == MailKind::ReviewInvitation {
            return self.invitation();
        }
        let mut context = json!({ "case": case_reference(self.engine, self.loaded, self.locale) });
        let particulars = match mail {
            MailKind::ApplicationSubmitted => json!({ "submitted_at_millis": self.now.millis() }),
            MailKind::CorrectionRequested => self.correction(),
            MailKind::NotRecommended => json!({ "reason": self.reason() }),
            MailKind::Rejected => self.rejection(),
            MailKind::Approved | MailKind::Recovered => json!({ "amount_fen": self.amount_fen() }),
            MailKind::PublicityStarted => self.publicity(),
            MailKind::Awarded => self.award(),
            MailKind::Paid => self.payment(),
            MailKind::PaymentRejected => {
                json!({ "amount_fen": self.instalment().1, "reason": self.reason() })
            }
            MailKind::Lapsed => self.lapse(),
            MailKind::WorkWaiting | MailKind::YourTurn => {
                json!({ "stage": self.loaded.application.stage().key(), "due_at_millis": self.due() })
            }
            MailKind::Proposed | MailKind::ObjectionFiled => json!({ "due_at_millis": self.due() }),
            MailKind::ObjectionDecided => self.objection(),
            MailKind::MilestoneAccepted => {
                let (instalment, fen) = self.instalment();
                json!({ "instalment": instalment, "amount_fen": fen })
            }
            MailKind::MilestoneReturned => {
                let (instalment, reason) = (self.instalment().0, self.reason());
                json!({ "instalment": instalment, "reason": reason, "due_at_millis": self.due() })
            }
            MailKind::Evaluated => self.evaluation(),
            MailKind::Revoked => json!({ "reason": self.reason(), "paid_fen": self.paid_fen() }),
            MailKind::RecoveryDemanded => self.demand(),
            MailKind::Recommended
            | MailKind::PublicityEnded
            | MailKind::Withdrawn
            | MailKind::DeadlineReminder
            | MailKind::ReviewInvitation => json!({}),
        };
        if let (Value::Object(context), Value::Object(particulars)) = (&mut context, particulars) {
            context.extend(particulars);
        }
        context
    }

    /// The last minute of the present stage's limit.
    fn due(&self) -> Option<i64> {
        self.loaded.application.due().and_then(Due::day).map(last_minute)
    }

    fn amount_fen(&self) -> i64 {
        match &self.loaded.application.state {
            State::Recovered { repaid, .. } => repaid.fen(),
            _ => self.loaded.application.amount().map_or(0, Money::fen),
        }
    }

    fn paid_fen(&self) -> i64 {
        self.loaded.application.award().map_or(0, |award| award.paid().fen())
    }

    /// Number and amount of the instalment the case is at.
    fn instalment(&self) -> (usize, i64) {
        let award = self.loaded.application.award();
        let current = award.and_then(|award| Some((award.current_number()?, award.current()?.amount.fen())));
        current.unwrap_or_default()
    }

    /// The reason written in this decision; words that stay inside the bureau are none.
    fn reason(&self) -> Value {
        let written = self.events.iter().rev().find_map(|event| match &event.kind {
            EventKind::Rejected { reason }
            | EventKind::RecommendationDeclined { reason }
            | EventKind::MilestoneReturned { reason, .. }
            | EventKind::PaymentRejected { reason, .. }
            | EventKind::Revoked { reason, .. } => Some(reason.as_str()),
            _ => None,
        });
        verbatim(written.unwrap_or_default())
    }

    fn correction(&self) -> Value {
        let defects = match &self.loaded.application.state {
            State::Correction { defects, .. } => defects.as_slice(),
            _ => &[],
        };
        let defects: Vec<Value> = defects.iter().map(|defect| verbatim(&defect.message)).collect();
        json!({ "defects": defects, "due_at_millis": self.due() })
    }

    fn rejection(&self) -> Value {
        match &self.loaded.application.state {
            State::Rejected { at_stage, reason } if reason.is_empty() => {
                json!({ "reasons": [], "overdue_stage": at_stage.key() })
            }
            _ => json!({ "reasons": [self.reason()], "overdue_stage": null }),
        }
    }

    fn publicity(&self) -> Value {
        match &self.loaded.application.state {
            State::Publicity { listing: Some(Listing { notice, first_day, last_day }) } => json!({
                "from": first_day.to_string(),
                "until": last_day.to_string(),
                "notice_link": format!("{}/publicity/{notice}", self.engine.settings().public_url),
            }),
            _ => json!({}),
        }
    }

    fn award(&self) -> Value {
        let number = self.loaded.application.award().map(|award| award.document_number.as_str());
        json!({ "document_number": number.unwrap_or_default(), "amount_fen": self.amount_fen() })
    }

    /// The instalment that was paid last.
    fn payment(&self) -> Value {
        let instalments = self.loaded.application.award().map_or(&[][..], |award| &award.instalments);
        let paid = instalments.iter().filter(|instalment| instalment.paid_on.is_some());
        json!({
            "amount_fen": paid.clone().next_back().map_or(0, |instalment| instalment.amount.fen()),
            "settled_at_millis": self.now.millis(),
            "instalment": paid.count(),
            "instalments": instalments.len(),
        })
    }

    fn lapse(&self) -> Value {
        let stage = match &self.loaded.application.state {
            State::Lapsed { at_stage } => at_stage.key(),
            other => other.stage().key(),
        };
        json!({ "stage": stage, "due_at_millis": last_minute(self.now.date().previous()) })
    }

    fn objection(&self) -> Value {
        let decided = self.events.iter().find_map(|event| match &event.kind {
            EventKind::ObjectionDecided { decision, reply, .. } => Some((decision, reply)),
            _ => None,
        });
        let Some((decision, reply)) = decided else { return json!({}) };
        let decision = match decision {
            ObjectionDecision::Upheld => "upheld",
            ObjectionDecision::Dismissed => "dismissed",
            ObjectionDecision::Amended { .. } => "amended",
        };
        json!({ "decision": decision, "amount_fen": self.amount_fen(), "reply": verbatim(reply) })
    }

    fn evaluation(&self) -> Value {
        let evaluated = self.events.iter().find_map(|event| match &event.kind {
            EventKind::Evaluated { grade, opinion } => Some((grade, opinion)),
            _ => None,
        });
        let Some((grade, opinion)) = evaluated else { return json!({}) };
        let opinion = (!opinion.is_empty()).then(|| verbatim(opinion));
        json!({ "grade": grade.key(), "opinion": opinion })
    }

    fn demand(&self) -> Value {
        match &self.loaded.application.state {
            State::Recovery { demand: Some(demand), .. } => json!({
                "document_number": demand.document_number,
                "amount_fen": demand.amount.fen(),
                "due_at_millis": self.due(),
            }),
            _ => json!({}),
        }
    }

    /// Number, call and day only: an expert may not learn from a mail whose case it is.
    fn invitation(&self) -> Value {
        let State::ExpertReview { seats } = &self.loaded.application.state else { return json!({}) };
        let explain = seats
            .iter()
            .all(|seat| matches!(seat.standing, SeatStanding::Scored { .. } | SeatStanding::Recused { .. }));
        let origin = &self.loaded.application.origin;
        json!({
            "number": origin.number,
            "call": call_title(self.loaded, self.locale),
            "link": format!("{}/applications/{}", self.engine.settings().public_url, origin.id),
            "due_at_millis": self.due(),
            "explain": explain,
        })
    }
}

/// The part of a context that names the case.
pub(crate) fn case_reference(engine: &Engine, loaded: &Loaded, locale: &str) -> Value {
    let origin = &loaded.application.origin;
    json!({
        "number": origin.number,
        "call": call_title(loaded, locale),
        "organisation": loaded.organisation.name,
        "link": format!("{}/applications/{}", engine.settings().public_url, origin.id),
    })
}

fn call_title<'a>(loaded: &'a Loaded, locale: &str) -> &'a str {
    if locale == "en" { &loaded.call.title_en } else { &loaded.call.title_zh }
}

/// What a person wrote, as the templates carry it.
fn verbatim(text: &str) -> Value {
    json!({ "key": "verbatim", "args": { "text": text } })
}

/// A limit runs to the last minute of its day.
fn last_minute(day: workflow::Date) -> i64 {
    day.next().start().plus_seconds(-60).millis()
}
