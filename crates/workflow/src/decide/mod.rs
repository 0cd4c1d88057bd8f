//! Deciding: what a command would do to an application, or why it is refused. Total and pure.
//!
//! [`permit`] answers who may do what, where; it serves both the decision and [`available`],
//! so a button that is shown is a command that is allowed. One file per stage family.

mod approval;
mod draft;
mod payment;
mod permit;
mod review;

use crate::application::{Application, Judgement, StageClock};
use crate::calendar::{Calendar, CountFrom, Due};
use crate::clock::{Date, Timestamp};
use crate::command::{Command, CommandKind};
use crate::effect::Effect;
use crate::event::{Event, EventKind, Step};
use crate::pipeline::{OnOverdue, Pipeline};
use crate::refusal::{Refusal, RefusalReason};
use crate::role::{Actor, Role};
use crate::stage::Stage;

pub use draft::{Beginning, start};
pub use permit::{permit, role_for};
pub use review::DEFECTS_LIMIT;

/// Opinions, reasons and defect texts: a page of prose, not a document.
pub const TEXT_LIMIT_CHARACTERS: usize = 2000;

/// What a decision needs to know besides the application. Everything is given; nothing is looked up.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    pub now: Timestamp,
    pub actor: &'a Actor,
    pub calendar: &'a Calendar,
    pub count_from: CountFrom,
    pub window: Window,
    /// Officers have seen the organisation's licence.
    pub organisation_confirmed: bool,
    /// Fields and documents that keep the application from being submitted.
    pub missing: &'a [String],
    /// How the rules judge the answers now; needed to submit.
    pub judgement: Option<&'a Judgement>,
}

/// When a call takes applications. Both days are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub opens_on: Date,
    pub closes_on: Date,
}

/// What happened, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
}

/// A decision before it is signed: kinds and effects.
type Decision = Result<(EventKind, Vec<Effect>), RefusalReason>;

/// Decides a command.
pub fn decide(
    application: &Application,
    pipeline: &Pipeline,
    command: &Command,
    context: &Context<'_>,
) -> Result<Outcome, Refusal> {
    let kind = command.kind();
    let refuse = |reason| Refusal { stage: application.stage(), command: kind, reason };
    permit(application, pipeline, kind, context).map_err(refuse)?;
    let case = Case { application, pipeline, context };
    let (event, effects) = case.decide(command).map_err(refuse)?;
    Ok(sign(event, effects, kind, context))
}

/// The commands this actor may give now, in the order pages show them.
pub fn available(application: &Application, pipeline: &Pipeline, context: &Context<'_>) -> Vec<CommandKind> {
    let allowed = |kind: &CommandKind| permit(application, pipeline, *kind, context).is_ok();
    CommandKind::ALL.into_iter().filter(allowed).collect()
}

fn sign(kind: EventKind, effects: Vec<Effect>, command: CommandKind, context: &Context<'_>) -> Outcome {
    let event = Event { at: context.now, person: context.actor.person, role: role_for(command), kind };
    Outcome { events: vec![event], effects }
}

/// An application under decision.
struct Case<'a> {
    application: &'a Application,
    pipeline: &'a Pipeline,
    context: &'a Context<'a>,
}

impl Case<'_> {
    fn decide(&self, command: &Command) -> Decision {
        match command {
            Command::SaveAnswers { answers } => draft::save_answers(answers),
            Command::Submit => draft::submit(self),
            Command::Withdraw { reason } => draft::withdraw(reason),
            Command::Recommend { opinion } => review::recommend(self, opinion),
            Command::DeclineRecommendation { reason } => review::decline(reason),
            Command::PassCheck { opinion } => review::pass_check(self, opinion),
            Command::RequestCorrection { defects } => review::request_correction(self, defects),
            Command::AnswerCorrection => review::answer_correction(self),
            Command::Approve { opinion, amount } => approval::approve(self, opinion, *amount),
            Command::Reject { reason } => approval::reject(reason),
            Command::Publish { notice } => approval::publish(self, *notice),
            Command::EndPublicity => approval::end_publicity(self),
            Command::Award { document_number } => approval::award(self, document_number),
            Command::OrderPayment { order, batch } => payment::order(self, *order, *batch),
            Command::CancelPayment { order } => payment::cancel(self, *order),
            Command::AuthorisePayment { order } => payment::authorise(self, *order),
            Command::SendPayment { order } => payment::send(self, *order),
            Command::RecordAnswer { order, answer } => payment::record_answer(self, *order, answer),
            Command::ComputeDeadline => self.compute_deadline(),
            Command::Lapse => {
                Ok((EventKind::Lapsed, vec![draft::told_applicant(crate::effect::MailKind::Lapsed)]))
            }
        }
    }

    /// The day of a deadline that awaited its calendar, counted from when its stage began.
    fn compute_deadline(&self) -> Decision {
        let mut clock = awaiting(self.application)?.clone();
        let days = clock.limit_working_days;
        clock.due = self.context.calendar.due(clock.entered_on, days, self.context.count_from);
        match clock.due {
            Due::On { .. } => Ok((EventKind::DeadlineComputed { clock }, Vec::new())),
            Due::AwaitingCalendar { year } => Err(RefusalReason::CalendarNotLoaded { year }),
        }
    }

    fn today(&self) -> Date {
        self.context.now.date()
    }

    /// The step after the present stage.
    fn next_step(&self) -> Result<Step, RefusalReason> {
        let to = self.pipeline.next_after(self.application.stage()).ok_or(RefusalReason::WrongStage)?;
        Ok(Step { to, clock: self.clock_for(to, None) })
    }

    /// The clock that starts today at a stage; `days` replaces the programme's limit.
    fn clock_for(&self, stage: Stage, days: Option<u16>) -> Option<StageClock> {
        let rule = self.pipeline.rule(stage)?;
        let limit_working_days = days.or(rule.limit_working_days)?;
        let entered_on = self.today();
        let due = self.context.calendar.due(entered_on, limit_working_days, self.context.count_from);
        Some(StageClock { entered_on, limit_working_days, due, on_overdue: rule.on_overdue })
    }
}

/// A text that must be there and must not be endless.
fn required(field: &str, text: &str) -> Result<String, RefusalReason> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalReason::ReasonRequired { field: field.to_owned() });
    }
    optional(field, text)
}

/// A text that may be empty.
fn optional(field: &str, text: &str) -> Result<String, RefusalReason> {
    let text = text.trim();
    if text.chars().count() > TEXT_LIMIT_CHARACTERS {
        return Err(RefusalReason::TextTooLong { field: field.to_owned(), limit: TEXT_LIMIT_CHARACTERS });
    }
    Ok(text.to_owned())
}

/// May the present stage end by lapsing now?
fn lapses(
    application: &Application,
    pipeline: &Pipeline,
    context: &Context<'_>,
) -> Result<(), RefusalReason> {
    let today = context.now.date();
    if application.stage() == Stage::Draft {
        let closes_on = context.window.closes_on;
        return if closes_on < today {
            Ok(())
        } else {
            Err(RefusalReason::NotOverdue { due: Some(closes_on) })
        };
    }
    let rule = pipeline.rule(application.stage()).ok_or(RefusalReason::WrongStage)?;
    if rule.on_overdue != OnOverdue::Lapse {
        return Err(RefusalReason::OverdueDoesNotLapse);
    }
    if application.is_overdue(today) {
        Ok(())
    } else {
        Err(RefusalReason::NotOverdue { due: application.due().and_then(Due::day) })
    }
}

/// The clock of a stage whose deadline awaits its calendar.
fn awaiting(application: &Application) -> Result<&StageClock, RefusalReason> {
    let clock = application.clock.as_ref();
    let undated = clock.filter(|clock| matches!(clock.due, Due::AwaitingCalendar { .. }));
    undated.ok_or(RefusalReason::DeadlineKnown)
}

/// A clock signs as [`Role::Clock`]; used where an actor must be a person.
fn person(actor: &Actor, role: Role) -> Result<crate::id::PersonId, RefusalReason> {
    actor.person.ok_or(RefusalReason::RoleRequired { role })
}
