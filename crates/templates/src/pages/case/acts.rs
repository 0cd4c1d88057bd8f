//! What the special stages show and ask on the page of a case: one part per family, absent where the case
//! is elsewhere. Which forms there are, the engine's actions say.

use serde::Serialize;

pub mod agreement;
pub mod duty;
pub mod evaluation;
pub mod joint;
pub mod meeting;
pub mod objection;
pub mod panel;
pub mod proposal;
pub mod recovery;
pub mod visit;
pub mod work;

/// The parts this reader sees now.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Acts {
    pub agreement: Option<agreement::AgreementAct>,
    pub duty: Option<duty::DutyAct>,
    pub evaluation: Option<evaluation::EvaluationAct>,
    pub joint: Option<joint::JointAct>,
    pub meeting: Option<meeting::MeetingAct>,
    pub objection: Option<objection::ObjectionAct>,
    pub panel: Option<panel::PanelAct>,
    pub proposal: Option<proposal::ProposalAct>,
    pub recovery: Option<recovery::RecoveryAct>,
    pub visit: Option<visit::VisitAct>,
    pub work: Option<work::WorkAct>,
}

impl Acts {
    /// Each part alone, in every state worth looking at, with the stage it belongs to.
    pub fn samples() -> Vec<(&'static str, Self)> {
        let mut samples = Vec::new();
        let agreements = agreement::AgreementAct::samples().into_iter();
        samples.extend(agreements.map(|act| ("agreement", Self { agreement: Some(act), ..Self::default() })));
        let evaluations = evaluation::EvaluationAct::samples().into_iter();
        samples
            .extend(evaluations.map(|act| ("evaluation", Self { evaluation: Some(act), ..Self::default() })));
        let objections = objection::ObjectionAct::samples().into_iter();
        samples.extend(objections.map(|act| ("objection", Self { objection: Some(act), ..Self::default() })));
        let panels = panel::PanelAct::samples().into_iter();
        samples.extend(panels.map(|act| ("expert-review", Self { panel: Some(act), ..Self::default() })));
        let proposals = proposal::ProposalAct::samples().into_iter();
        samples
            .extend(proposals.map(|act| ("confirmation", Self { proposal: Some(act), ..Self::default() })));
        let recoveries = recovery::RecoveryAct::samples().into_iter();
        samples
            .extend(recoveries.map(|act| ("disbursement", Self { recovery: Some(act), ..Self::default() })));
        let works = work::WorkAct::samples().into_iter();
        samples.extend(works.map(|act| ("formal-check", Self { work: Some(act), ..Self::default() })));
        samples
    }

    /// Visit, joint review or meeting wait for this reader. Stepping back is open at most stages.
    pub fn awaits_review(&self) -> bool {
        self.panel.as_ref().is_some_and(|act| act.may_draw)
            || self.visit.as_ref().is_some_and(|act| act.may_record || act.may_sign)
            || self.joint.as_ref().is_some_and(|act| act.may_answer)
            || self.meeting.as_ref().is_some_and(|act| act.resolution.is_some())
    }
}
