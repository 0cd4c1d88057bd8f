//! Deciding: what a command would do to an application, or why it is refused. Total and pure.
//!
//! [`permit`] answers who may do what, where; it serves both the decision and [`available`],
//! so a button that is shown is a command that is allowed. One file per stage family.

mod agreement;
mod approval;
mod check;
mod draft;
mod duty;
mod evaluation;
mod expert;
mod joint;
mod objection;
mod payment;
mod permit;
mod proposal;
mod publicity;
mod recovery;
mod visit;

use crate::application::{Application, Judgement, StageClock};
use crate::calendar::{Calendar, CountFrom, Due};
use crate::clock::{Date, Timestamp};
use crate::command::{Command, CommandKind};
use crate::effect::{Effect, MailKind};
use crate::event::{Event, EventKind, Step};
use crate::id::{AttachmentId, PersonId};
use crate::migration::Migration;
use crate::panel::{Candidate, Seed};
use crate::pipeline::{OnOverdue, Pipeline};
use crate::refusal::{Refusal, RefusalReason};
use crate::role::{Actor, Capacity, Role, Signature};
use crate::stage::Stage;

pub use check::DEFECTS_LIMIT;
pub use draft::{Beginning, start};
pub use objection::OBJECTIONS_LIMIT;
pub use permit::{permit, role_for};
pub use proposal::propose;

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
    /// The organisation's account is entered.
    pub account_ready: bool,
    /// How the rules judge the answers now; needed to submit and to confirm.
    pub judgement: Option<&'a Judgement>,
    pub table: Table<'a>,
}

/// What a few commands need laid on the table; empty for all others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table<'a> {
    /// Experts with their load and conflicts, and the seed of the lot.
    pub candidates: &'a [Candidate],
    pub seed: Option<Seed>,
    /// Members of the bureau meeting who are free to decide on this case.
    pub meeting_members: &'a [PersonId],
    /// Photographs of the site visit that are stored with the case.
    pub photos: &'a [AttachmentId],
    /// The people work is handed to, with what they may do.
    pub assignees: &'a [Actor],
    pub migration: Option<&'a Migration>,
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

/// A decision before it is signed: what happened, in order, and what follows.
struct Ruling {
    events: Vec<EventKind>,
    effects: Vec<Effect>,
}

impl Ruling {
    #[expect(clippy::unnecessary_wraps, reason = "it is the last line of most decisions")]
    fn one(event: EventKind, effects: Vec<Effect>) -> Decision {
        Ok(Self { events: vec![event], effects })
    }
}

type Decision = Result<Ruling, RefusalReason>;

/// Decides a command.
pub fn decide(
    application: &Application,
    pipeline: &Pipeline,
    command: &Command,
    context: &Context<'_>,
) -> Result<Outcome, Refusal> {
    let kind = command.kind();
    let refuse = |reason| Refusal { stage: application.stage(), command: kind, reason };
    let capacity = permit(application, pipeline, kind, context).map_err(refuse)?;
    let case = Case { application, pipeline, context, capacity };
    let ruling = case.decide(command).map_err(refuse)?;
    Ok(sign(ruling, &case.capacity, context.now))
}

/// The commands this actor may give now, in the order pages show them.
pub fn available(application: &Application, pipeline: &Pipeline, context: &Context<'_>) -> Vec<CommandKind> {
    let allowed = |kind: &CommandKind| permit(application, pipeline, *kind, context).is_ok();
    CommandKind::ALL.iter().copied().filter(allowed).collect()
}

fn sign(ruling: Ruling, capacity: &Capacity, at: Timestamp) -> Outcome {
    let (person, on_behalf_of, role) = (capacity.person, capacity.on_behalf_of, capacity.role);
    let event = |kind| Event { at, person, on_behalf_of, role, kind };
    Outcome { events: ruling.events.into_iter().map(event).collect(), effects: ruling.effects }
}

/// An application under decision.
struct Case<'a> {
    application: &'a Application,
    pipeline: &'a Pipeline,
    context: &'a Context<'a>,
    /// As what, and for whom, the actor speaks.
    capacity: Capacity,
}

impl Case<'_> {
    fn decide(&self, command: &Command) -> Decision {
        match command {
            Command::SaveAnswers { answers } => draft::save_answers(answers),
            Command::Submit => draft::submit(self),
            Command::Withdraw { reason } => draft::withdraw(self, reason),
            Command::Confirm => proposal::confirm(self),
            Command::Decline { reason } => proposal::decline(self, reason),
            Command::Recommend { opinion } => check::recommend(self, opinion),
            Command::DeclineRecommendation { reason } => check::decline(reason),
            Command::PassCheck { opinion } => check::pass(self, opinion),
            Command::RequestCorrection { defects } => check::request_correction(self, defects),
            Command::AnswerCorrection => check::answer_correction(self),
            Command::DrawPanel => expert::draw_panel(self),
            Command::AcceptReview => expert::accept(),
            Command::RecuseReview { reason } => expert::step_back(reason),
            Command::SubmitScore { marks, comment } => expert::score(self, marks, comment),
            Command::ExplainScore { reason } => expert::explain(self, reason),
            Command::RecordVisit { visited_on, finding, confirmed, photos } => {
                visit::record(self, *visited_on, finding, *confirmed, photos)
            }
            Command::ConfirmVisit { opinion } => visit::confirm(self, opinion),
            Command::GiveOpinion { agrees, opinion } => joint::give_opinion(self, *agrees, opinion),
            Command::Approve { opinion, amount } => approval::approve(self, opinion, *amount),
            Command::ResolveMeeting { .. } => approval::resolve_meeting(self, command),
            Command::Reject { reason } => approval::reject(reason),
            Command::Publish { notice } => publicity::publish(self, *notice),
            Command::EndPublicity => publicity::end(self),
            Command::FileObjection { objection, text } => objection::file(self, *objection, text),
            Command::DecideObjection { decision, reply } => objection::decide(self, *decision, reply),
            Command::Award { document_number } => publicity::award(self, document_number),
            Command::DraftAgreement { number, instalments } => agreement::draft(self, number, instalments),
            Command::SignAgreement => agreement::sign(self),
            Command::ReportMilestone { report } => agreement::report(self, report),
            Command::AcceptMilestone { opinion } => agreement::accept(self, opinion),
            Command::ReturnMilestone { reason } => agreement::send_back(self, reason),
            Command::OrderPayment { order, batch } => payment::order(self, *order, *batch),
            Command::CancelPayment { order } => payment::cancel(self, *order),
            Command::AuthorisePayment { order } => payment::authorise(self, *order),
            Command::SendPayment { order } => payment::send(self, *order),
            Command::RecordAnswer { order, answer } => payment::record_answer(self, *order, answer),
            Command::ReportResults { report } => evaluation::report(self, report),
            Command::Evaluate { grade, opinion } => evaluation::evaluate(*grade, opinion),
            Command::Revoke { reason } => recovery::revoke(self, reason),
            Command::DemandRecovery { document_number } => recovery::demand(self, document_number),
            Command::RecordRepayment { amount, received_on, reference } => {
                recovery::repay(self, *amount, *received_on, reference)
            }
            Command::Recuse { reason } => duty::recuse(reason),
            Command::Assign { to } => duty::assign(self, to),
            Command::Migrate { to } => duty::migrate(self, *to),
            Command::ComputeDeadline => self.compute_deadline(),
            Command::Lapse => Ruling::one(EventKind::Lapsed, vec![Effect::tell_applicant(MailKind::Lapsed)]),
            Command::RejectOverdue => {
                Ruling::one(EventKind::OverdueRejected, vec![Effect::tell_applicant(MailKind::Rejected)])
            }
        }
    }
    /// The day of a deadline that awaited its calendar, counted from when its stage began.
    fn compute_deadline(&self) -> Decision {
        let mut clock = awaiting(self.application)?.clone();
        let days = clock.limit_working_days;
        clock.due = self.context.calendar.due(clock.counts_from, days, self.context.count_from);
        match clock.due {
            Due::On { .. } => Ruling::one(EventKind::DeadlineComputed { clock }, Vec::new()),
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
        self.clock_from(stage, days, self.today())
    }

    fn clock_from(&self, stage: Stage, days: Option<u16>, counts_from: Date) -> Option<StageClock> {
        let (limit, on_overdue) = self.pipeline.limit(stage)?;
        let limit_working_days = days.unwrap_or(limit);
        let due = self.context.calendar.due(counts_from, limit_working_days, self.context.count_from);
        Some(StageClock { counts_from, limit_working_days, due, on_overdue })
    }

    /// The signature of the person who decides; the clock and the public sign nothing.
    fn signature(&self) -> Result<Signature, RefusalReason> {
        self.capacity.signature().ok_or(RefusalReason::RoleRequired { role: self.capacity.role })
    }

    /// A day that is not in the future and not before the stage began.
    fn recent(&self, field: &str, day: Date) -> Result<Date, RefusalReason> {
        let last = self.today();
        let first = self.application.clock.as_ref().map_or(last, |clock| clock.counts_from);
        if (first..=last).contains(&day) {
            Ok(day)
        } else {
            Err(RefusalReason::DateOutOfRange { field: field.to_owned(), first, last })
        }
    }

    /// Tells whoever a step brings the case to.
    fn tell_next(&self, step: &Step) -> Vec<Effect> {
        let holder = match step.to {
            Stage::ExpertReview => Some(Role::Officer),
            Stage::Approval => self.pipeline.ladder().first().map(|rung| rung.role),
            Stage::Acceptance | Stage::Evaluation => Some(Role::Applicant),
            other => self.pipeline.owner(other),
        };
        match holder {
            Some(Role::Applicant) => vec![Effect::tell_applicant(MailKind::YourTurn)],
            Some(role) => vec![Effect::tell_holders(role)],
            None => Vec::new(),
        }
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

/// May the limit of the present stage have this consequence now?
fn falls(
    application: &Application,
    pipeline: &Pipeline,
    context: &Context<'_>,
    consequence: OnOverdue,
) -> Result<(), RefusalReason> {
    let today = context.now.date();
    if application.stage() == Stage::Draft && consequence == OnOverdue::Lapse {
        let closes_on = context.window.closes_on;
        return if closes_on < today {
            Ok(())
        } else {
            Err(RefusalReason::NotOverdue { due: Some(closes_on) })
        };
    }
    let (_, on_overdue) = pipeline.limit(application.stage()).ok_or(RefusalReason::WrongStage)?;
    if on_overdue != consequence {
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
