//! The reconciler: recomputes from the rows what is due, with no other input, and lets it happen.
//!
//! Each case moves in a unit of its own; one that cannot move does not stop the others. Run it late,
//! twice, or beside itself: what has happened is refused the second time.

use workflow::calendar::Due;
use workflow::id::ApplicationId;
use workflow::pipeline::OnOverdue;
use workflow::{Actor, Application, Command, Date, State};

use crate::case::state_of;
use crate::perform::perform;
use crate::{Engine, EngineError};

/// Cases read at a time; the reconciler goes on until none is left.
const BATCH_LIMIT_CASES: u32 = 200;
/// Batches of one run: a run ends even if rows keep coming; the next tick goes on.
const BATCHES_LIMIT: usize = 500;

/// What a run of the reconciler did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    pub publicity_ended: u32,
    /// Lapsed, or rejected, because a limit passed.
    pub lapsed: u32,
    pub deadlines_computed: u32,
    /// Cases that should have moved and did not, for a reason that may pass.
    pub failed: u32,
}

/// What a case awaits from the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    EndPublicity,
    Lapse,
    Reject,
    ComputeDeadline,
}

/// What an overdue case awaits; nothing when a person has to act.
fn awaited(application: &Application) -> Option<Move> {
    match &application.state {
        State::Publicity { listing: Some(_) } => Some(Move::EndPublicity),
        _ => match application.clock.as_ref()?.on_overdue {
            OnOverdue::Escalate => None,
            OnOverdue::Lapse => Some(Move::Lapse),
            OnOverdue::Reject => Some(Move::Reject),
        },
    }
}

impl Engine {
    /// Ends publicity, lets lapse what is overdue, dates what awaited a calendar.
    pub async fn reconcile_deadlines(&self) -> Result<Reconciled, EngineError> {
        let today = self.today().await?;
        let mut done = Reconciled {
            deadlines_computed: self.compute_awaiting_deadlines().await?,
            ..Reconciled::default()
        };
        let yesterday = today.previous();
        let mut after = None;
        for _ in 0..BATCHES_LIMIT {
            let rows = store::applications::due(&self.store, yesterday, after, BATCH_LIMIT_CASES).await?;
            let Some(last) = rows.last() else { break };
            after = last.due_on.map(|day| (day, last.id));
            for row in rows {
                if let Some(step) = awaited(&state_of(&row.state_json)?) {
                    self.move_case(row.id, step, today, &mut done).await;
                }
            }
        }
        self.lapse_drafts(today, &mut done).await?;
        Ok(done)
    }

    /// Drafts of calls whose last day has passed.
    async fn lapse_drafts(&self, today: Date, done: &mut Reconciled) -> Result<(), EngineError> {
        let mut after = None;
        for _ in 0..BATCHES_LIMIT {
            let drafts =
                store::applications::drafts_past_closing(&self.store, today, after, BATCH_LIMIT_CASES)
                    .await?;
            let Some(last) = drafts.last() else { break };
            after = Some(*last);
            for draft in drafts {
                self.move_case(draft, Move::Lapse, today, done).await;
            }
        }
        Ok(())
    }

    async fn move_case(&self, id: ApplicationId, step: Move, today: Date, done: &mut Reconciled) {
        match self.clock_moves(id, step, today).await {
            Ok(()) => match step {
                Move::EndPublicity => done.publicity_ended += 1,
                Move::Lapse | Move::Reject => done.lapsed += 1,
                Move::ComputeDeadline => done.deadlines_computed += 1,
            },
            // Somebody was faster, or it is not due after all: nothing is left to do.
            Err(EngineError::Refused(refusal)) => {
                tracing::debug!(application = %id, refusal = %refusal, "the clock was refused");
            }
            Err(error) => {
                done.failed += 1;
                tracing::error!(application = %id, error = %error, "the clock could not move a case");
            }
        }
    }

    async fn clock_moves(&self, id: ApplicationId, step: Move, today: Date) -> Result<(), EngineError> {
        let engine = self.clone();
        let (command, name) = match step {
            Move::EndPublicity => (Command::EndPublicity, "end-publicity"),
            Move::Lapse => (Command::Lapse, "lapse"),
            Move::Reject => (Command::RejectOverdue, "reject-overdue"),
            Move::ComputeDeadline => (Command::ComputeDeadline, "compute-deadline"),
        };
        let key = format!("clock:{name}:{today}");
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                perform(&engine, unit, now, &Actor::clock(), id, &command, &key).await?;
                Ok(())
            })
        })
        .await
    }

    /// Dates the cases whose deadline awaited a calendar that is loaded by now.
    pub(crate) async fn compute_awaiting_deadlines(&self) -> Result<u32, EngineError> {
        let today = self.today().await?;
        let loaded = self.calendar().await?.last_loaded_year();
        let mut computed = 0;
        let mut after = None;
        for _ in 0..BATCHES_LIMIT {
            let rows = store::applications::undated(&self.store, after, BATCH_LIMIT_CASES).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows {
                let awaited = state_of(&row.state_json)?.due();
                if !matches!(awaited, Some(Due::AwaitingCalendar { year }) if loaded >= Some(year)) {
                    continue;
                }
                match self.clock_moves(row.id, Move::ComputeDeadline, today).await {
                    Ok(()) => computed += 1,
                    // Somebody was faster, or the days reach into a year that is not loaded yet.
                    Err(EngineError::Refused(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(computed)
    }
}
