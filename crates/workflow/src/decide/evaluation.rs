//! Evaluation: the organisation reports what was achieved, an officer grades it, the case closes.
//! A grade changes no money.

use super::{Case, Decision, Ruling, optional, required};
use crate::command::Grade;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::role::Role;
use crate::stage::Stage;

pub(super) fn report(case: &Case<'_>, report: &str) -> Decision {
    let report = required("report", report)?;
    let clock = case.clock_for(Stage::Evaluation, None);
    let told = Effect::tell_holders(Role::Officer);
    Ruling::one(EventKind::ResultsReported { report, clock }, vec![told])
}

/// A poor grade has its reasons written.
pub(super) fn evaluate(grade: Grade, opinion: &str) -> Decision {
    let opinion = match grade {
        Grade::Poor => required("opinion", opinion)?,
        Grade::Excellent | Grade::Good | Grade::Fair => optional("opinion", opinion)?,
    };
    let told = Effect::tell_applicant(MailKind::Evaluated);
    Ruling::one(EventKind::Evaluated { grade, opinion }, vec![told])
}
