//! Moving a running case to another version of its pipeline: what is safe, and what a case would lose.
//!
//! A plan maps every stage in which cases live. A case keeps its stage when the new pipeline has it;
//! otherwise it goes to the next stage that the new one has. Nobody is sent back, skips a stage that
//! waits for it, loses a correction or a day of its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::application::{Application, StageClock};
use crate::calendar::{Calendar, CountFrom};
use crate::pipeline::Pipeline;
use crate::role::Role;
use crate::stage::Stage;

/// From one version of a pipeline to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Fingerprint of the pack that carries the new pipeline.
    pub governed_by: String,
    pub pipeline: Pipeline,
    pub stages: BTreeMap<Stage, Stage>,
}

/// What a case would lose; any of these refuses the migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "lost", rename_all = "kebab-case")]
pub enum LostRight {
    /// The plan says nothing of the stage the case is in.
    Unmapped { stage: Stage },
    /// The new pipeline does not have the stage it is mapped to.
    NoSuchStage { stage: Stage },
    /// It would go back to what it has passed.
    SentBack { stage: Stage },
    /// It would pass over a stage of the new pipeline.
    Skips { stage: Stage },
    /// A published, awarded or paid case keeps its stage.
    Settled { stage: Stage },
    /// No limit would run at the stage.
    NoClock { stage: Stage },
    /// The applicant would have fewer days than it was given.
    ShorterClock { before: crate::clock::Date, after: crate::clock::Date },
    /// A correction it was promised would be gone.
    Correction,
    /// The list would be public for fewer days.
    Publicity,
    /// It came in by another track.
    Track,
}

impl LostRight {
    /// Stable key; the catalogues label it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unmapped { .. } => "unmapped",
            Self::NoSuchStage { .. } => "no-such-stage",
            Self::SentBack { .. } => "sent-back",
            Self::Skips { .. } => "skips",
            Self::Settled { .. } => "settled",
            Self::NoClock { .. } => "no-clock",
            Self::ShorterClock { .. } => "shorter-clock",
            Self::Correction => "correction",
            Self::Publicity => "publicity",
            Self::Track => "track",
        }
    }
}

/// Where one case would go, and by when it would have to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub from: Stage,
    pub to: Stage,
    pub clock: Option<StageClock>,
}

/// What the plan does to one case; every right it would lose, at once.
pub fn preview(
    application: &Application,
    old: &Pipeline,
    migration: &Migration,
    calendar: &Calendar,
    count_from: CountFrom,
    today: crate::clock::Date,
) -> Result<Move, Vec<LostRight>> {
    let from = application.stage();
    let Some(&to) = migration.stages.get(&from) else {
        return Err(vec![LostRight::Unmapped { stage: from }]);
    };
    let mut lost = lost_on_the_way(from, to, &migration.pipeline);
    lost.extend(lost_promises(application, old, migration));
    let clock = clock_at(application, to, migration, calendar, count_from, today);
    if from != Stage::Draft && !to.is_final() && clock.is_none() {
        lost.push(LostRight::NoClock { stage: to });
    }
    if migration.pipeline.owner(to) == Some(Role::Applicant) {
        let due = |clock: Option<&StageClock>| clock.and_then(|clock| clock.due.day());
        if let (Some(before), Some(after)) = (due(application.clock.as_ref()), due(clock.as_ref()))
            && after < before
        {
            lost.push(LostRight::ShorterClock { before, after });
        }
    }
    if lost.is_empty() { Ok(Move { from, to, clock }) } else { Err(lost) }
}

/// Forward only, to the very stage or, where it is gone, to the next there is.
fn lost_on_the_way(from: Stage, to: Stage, new: &Pipeline) -> Vec<LostRight> {
    let mut lost = Vec::new();
    let has = |stage: Stage| new.limit(stage).is_some() || new.rule(stage).is_some();
    if !has(to) {
        lost.push(LostRight::NoSuchStage { stage: to });
    }
    if to < from {
        lost.push(LostRight::SentBack { stage: to });
    }
    if to != from && !(from.is_review() && to.is_review()) {
        lost.push(LostRight::Settled { stage: from });
    }
    let waiting = new.stages.iter().map(|rule| rule.key);
    let skipped = waiting.filter(|stage| !stage.is_loop() && from <= *stage && *stage < to);
    lost.extend(skipped.map(|stage| LostRight::Skips { stage }));
    lost
}

fn lost_promises(application: &Application, old: &Pipeline, migration: &Migration) -> Vec<LostRight> {
    let new = &migration.pipeline;
    let mut lost = Vec::new();
    if new.track != old.track {
        lost.push(LostRight::Track);
    }
    let ahead = application.stage() <= Stage::Correction;
    let left =
        |pipeline: &Pipeline| pipeline.correction_rounds().saturating_sub(application.correction_rounds);
    if ahead && left(new) < left(old) {
        lost.push(LostRight::Correction);
    }
    let days = |pipeline: &Pipeline| pipeline.limit(Stage::Publicity).map(|(days, _)| days);
    if application.stage() <= Stage::Publicity && days(new) < days(old) {
        lost.push(LostRight::Publicity);
    }
    lost
}

/// The stage's clock goes on from where it began; a new stage's begins today.
fn clock_at(
    application: &Application,
    to: Stage,
    migration: &Migration,
    calendar: &Calendar,
    count_from: CountFrom,
    today: crate::clock::Date,
) -> Option<StageClock> {
    let (days, on_overdue) = migration.pipeline.limit(to)?;
    let kept = application.clock.as_ref().filter(|_| to == application.stage());
    if let Some(kept) = kept
        && matches!(to, Stage::Publicity | Stage::Objection)
    {
        return Some(StageClock { on_overdue, ..kept.clone() });
    }
    let begun = kept.map_or(today, |clock| clock.counts_from);
    let due = calendar.due(begun, days, count_from);
    Some(StageClock { counts_from: begun, limit_working_days: days, due, on_overdue })
}
