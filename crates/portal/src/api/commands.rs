//! Commands on a case, exactly as the workflow writes them: `{"command": "submit"}`.
//!
//! Only what a person gives on one case. Lists and payments change many cases at once and have
//! resources of their own, so that no case moves without its list, its batch or the bank's word.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::Receipt;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflow::application::Answers;
use workflow::command::Grade;
use workflow::id::{ApplicationId, AttachmentId, PersonId};
use workflow::panel::Marks;
use workflow::state::{AgreedInstalment, Defect};
use workflow::{Command, Date, Money};

use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A command on one case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CaseCommand {
    SaveAnswers {
        #[schema(value_type = std::collections::BTreeMap<String, String>)]
        answers: Answers,
    },
    Submit,
    Withdraw {
        reason: String,
    },
    Recommend {
        opinion: String,
    },
    DeclineRecommendation {
        reason: String,
    },
    PassCheck {
        opinion: String,
    },
    /// All defects in one notice.
    RequestCorrection {
        #[schema(value_type = Vec<DefectBody>)]
        defects: Vec<Defect>,
    },
    AnswerCorrection,
    /// The organisation wants what the bureau proposed.
    Confirm,
    Decline {
        reason: String,
    },
    /// Fills the empty seats of the panel by lot.
    DrawPanel,
    /// Declares to be free of conflicts.
    AcceptReview,
    RecuseReview {
        reason: String,
    },
    /// Points by the codes of the rubric.
    SubmitScore {
        #[schema(value_type = std::collections::BTreeMap<String, u16>)]
        marks: Marks,
        comment: String,
    },
    ExplainScore {
        reason: String,
    },
    /// `photos` are attachments of the document `site-photo`.
    RecordVisit {
        #[schema(value_type = String, format = Date)]
        visited_on: Date,
        finding: String,
        confirmed: bool,
        #[schema(value_type = Vec<String>)]
        photos: Vec<AttachmentId>,
    },
    ConfirmVisit {
        opinion: String,
    },
    /// A department's word in the joint review; an objection needs its reasons.
    GiveOpinion {
        agrees: bool,
        opinion: String,
    },
    /// The minutes of the bureau meeting; `present` are people, `amount` is in fen.
    ResolveMeeting {
        minutes_number: String,
        #[schema(value_type = String, format = Date)]
        held_on: Date,
        #[schema(value_type = Vec<String>)]
        present: Vec<PersonId>,
        in_favour: u16,
        approved: bool,
        opinion: String,
        #[schema(value_type = Option<i64>)]
        #[serde(default)]
        amount: Option<Money>,
    },
    /// `amount`, in fen, only where the rules leave it to a person.
    Approve {
        opinion: String,
        #[schema(value_type = Option<i64>)]
        #[serde(default)]
        amount: Option<Money>,
    },
    Reject {
        reason: String,
    },
    Award {
        document_number: String,
    },
    /// What the bureau offers to sign; percents add up to 100.
    DraftAgreement {
        number: String,
        #[schema(value_type = Vec<InstalmentBody>)]
        instalments: Vec<AgreedInstalment>,
    },
    SignAgreement,
    ReportMilestone {
        report: String,
    },
    AcceptMilestone {
        opinion: String,
    },
    ReturnMilestone {
        reason: String,
    },
    ReportResults {
        report: String,
    },
    /// `excellent`, `good`, `fair` or `poor`.
    Evaluate {
        #[schema(value_type = String)]
        grade: Grade,
        opinion: String,
    },
    Revoke {
        reason: String,
    },
    DemandRecovery {
        document_number: String,
    },
    /// Paid money that came back; `amount` in fen.
    RecordRepayment {
        #[schema(value_type = i64)]
        amount: Money,
        #[schema(value_type = String, format = Date)]
        received_on: Date,
        reference: String,
    },
    /// Steps back from the case for good.
    Recuse {
        reason: String,
    },
    /// Hands the work of the stage to these people; nobody named gives it back to all.
    Assign {
        #[schema(value_type = Vec<String>)]
        to: Vec<PersonId>,
    },
}

/// One part of the money, and what must be achieved first.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstalmentBody {
    pub percent: u8,
    pub milestone: Option<MilestoneBody>,
}

/// What must be achieved before an instalment.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneBody {
    pub title: String,
    /// A day: `2026-12-31`.
    pub due_on: Option<String>,
}

/// One thing to put right.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefectBody {
    /// A form field, a document code, or empty for the application as a whole.
    pub field: String,
    pub message: String,
}

/// Where the case stands after a command.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptBody {
    pub application: String,
    pub version: u64,
    pub stage: String,
}

/// Which state of the case the caller has read.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AtVersion {
    /// `version` of the case as it was read; a case that has moved on answers 409.
    pub version: u64,
}

/// The answers of a form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswersBody {
    /// Field by field, as typed; lists are `field.0`, `field.1`, … with the oldest first.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub answers: Answers,
}

/// Give a command
#[utoipa::path(
    post,
    path = "/api/v1/applications/{application}/commands",
    tag = "applications",
    request_body = CaseCommand,
    responses((status = 200, body = ReceiptBody))
)]
pub async fn give(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(application): Path<String>,
    Query(at): Query<AtVersion>,
    JsonBody(command): JsonBody<CaseCommand>,
) -> Result<Json<ReceiptBody>, PortalError> {
    let application: ApplicationId = id(&application)?;
    let receipt = state.engine().give_at(&signed, application, at.version, command.into(), &key).await?;
    Ok(Json(receipt.into()))
}

/// Save the answers of a draft or a correction
#[utoipa::path(
    put,
    path = "/api/v1/applications/{application}/answers",
    tag = "applications",
    request_body = AnswersBody,
    responses((status = 200, body = ReceiptBody))
)]
pub async fn save(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(application): Path<String>,
    Query(at): Query<AtVersion>,
    JsonBody(body): JsonBody<AnswersBody>,
) -> Result<Json<ReceiptBody>, PortalError> {
    let application: ApplicationId = id(&application)?;
    let command = Command::SaveAnswers { answers: body.answers };
    let receipt = state.engine().give_at(&signed, application, at.version, command, &key).await?;
    Ok(Json(receipt.into()))
}

impl From<Receipt> for ReceiptBody {
    fn from(receipt: Receipt) -> Self {
        Self {
            application: receipt.application.to_string(),
            version: receipt.version,
            stage: receipt.stage.key().to_owned(),
        }
    }
}

impl From<CaseCommand> for Command {
    fn from(command: CaseCommand) -> Self {
        match command {
            CaseCommand::SaveAnswers { answers } => Self::SaveAnswers { answers },
            CaseCommand::Submit => Self::Submit,
            CaseCommand::Withdraw { reason } => Self::Withdraw { reason },
            CaseCommand::Recommend { opinion } => Self::Recommend { opinion },
            CaseCommand::DeclineRecommendation { reason } => Self::DeclineRecommendation { reason },
            CaseCommand::PassCheck { opinion } => Self::PassCheck { opinion },
            CaseCommand::RequestCorrection { defects } => Self::RequestCorrection { defects },
            CaseCommand::AnswerCorrection => Self::AnswerCorrection,
            CaseCommand::Confirm => Self::Confirm,
            CaseCommand::Decline { reason } => Self::Decline { reason },
            CaseCommand::DrawPanel => Self::DrawPanel,
            CaseCommand::AcceptReview => Self::AcceptReview,
            CaseCommand::RecuseReview { reason } => Self::RecuseReview { reason },
            CaseCommand::SubmitScore { marks, comment } => Self::SubmitScore { marks, comment },
            CaseCommand::ExplainScore { reason } => Self::ExplainScore { reason },
            CaseCommand::RecordVisit { visited_on, finding, confirmed, photos } => {
                Self::RecordVisit { visited_on, finding, confirmed, photos }
            }
            CaseCommand::ConfirmVisit { opinion } => Self::ConfirmVisit { opinion },
            CaseCommand::GiveOpinion { agrees, opinion } => Self::GiveOpinion { agrees, opinion },
            CaseCommand::ResolveMeeting {
                minutes_number,
                held_on,
                present,
                in_favour,
                approved,
                opinion,
                amount,
            } => Self::ResolveMeeting {
                minutes_number,
                held_on,
                present,
                in_favour,
                approved,
                opinion,
                amount,
            },
            CaseCommand::Approve { opinion, amount } => Self::Approve { opinion, amount },
            CaseCommand::Reject { reason } => Self::Reject { reason },
            CaseCommand::Award { document_number } => Self::Award { document_number },
            CaseCommand::DraftAgreement { number, instalments } => {
                Self::DraftAgreement { number, instalments }
            }
            CaseCommand::SignAgreement => Self::SignAgreement,
            CaseCommand::ReportMilestone { report } => Self::ReportMilestone { report },
            CaseCommand::AcceptMilestone { opinion } => Self::AcceptMilestone { opinion },
            CaseCommand::ReturnMilestone { reason } => Self::ReturnMilestone { reason },
            CaseCommand::ReportResults { report } => Self::ReportResults { report },
            CaseCommand::Evaluate { grade, opinion } => Self::Evaluate { grade, opinion },
            CaseCommand::Revoke { reason } => Self::Revoke { reason },
            CaseCommand::DemandRecovery { document_number } => Self::DemandRecovery { document_number },
            CaseCommand::RecordRepayment { amount, received_on, reference } => {
                Self::RecordRepayment { amount, received_on, reference }
            }
            CaseCommand::Recuse { reason } => Self::Recuse { reason },
            CaseCommand::Assign { to } => Self::Assign { to },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use workflow::CommandKind;

    use super::*;

    const NOBODY: &str = "00000000000000000000000000000000";

    /// Every command of the workflow but those that write rows beside the case and those of the clock.
    fn every() -> Vec<Command> {
        let text = || "x".to_owned();
        let day: Date = "2026-03-05".parse().unwrap();
        let amount = Money::from_fen(7);
        let person: PersonId = NOBODY.parse().unwrap();
        let milestone = workflow::award::Milestone { title: text(), due_on: Some(day) };
        let instalments = vec![AgreedInstalment { percent: 100, milestone: Some(milestone) }];
        vec![
            Command::SaveAnswers { answers: Answers::from([(text(), text())]) },
            Command::Submit,
            Command::Withdraw { reason: text() },
            Command::Confirm,
            Command::Decline { reason: text() },
            Command::Recommend { opinion: text() },
            Command::DeclineRecommendation { reason: text() },
            Command::PassCheck { opinion: text() },
            Command::RequestCorrection { defects: vec![Defect { field: text(), message: text() }] },
            Command::AnswerCorrection,
            Command::DrawPanel,
            Command::AcceptReview,
            Command::RecuseReview { reason: text() },
            Command::SubmitScore { marks: Marks::from([(text(), 3)]), comment: text() },
            Command::ExplainScore { reason: text() },
            Command::RecordVisit {
                visited_on: day,
                finding: text(),
                confirmed: true,
                photos: vec![NOBODY.parse().unwrap()],
            },
            Command::ConfirmVisit { opinion: text() },
            Command::GiveOpinion { agrees: false, opinion: text() },
            Command::ResolveMeeting {
                minutes_number: text(),
                held_on: day,
                present: vec![person],
                in_favour: 1,
                approved: true,
                opinion: text(),
                amount,
            },
            Command::Approve { opinion: text(), amount },
            Command::Reject { reason: text() },
            Command::Award { document_number: text() },
            Command::DraftAgreement { number: text(), instalments },
            Command::SignAgreement,
            Command::ReportMilestone { report: text() },
            Command::AcceptMilestone { opinion: text() },
            Command::ReturnMilestone { reason: text() },
            Command::ReportResults { report: text() },
            Command::Evaluate { grade: Grade::Good, opinion: text() },
            Command::Revoke { reason: text() },
            Command::DemandRecovery { document_number: text() },
            Command::RecordRepayment { amount: amount.unwrap(), received_on: day, reference: text() },
            Command::Recuse { reason: text() },
            Command::Assign { to: vec![person] },
        ]
    }

    #[test]
    fn every_command_a_person_gives_on_one_case_is_there() {
        const ELSEWHERE: [CommandKind; 13] = [
            CommandKind::Publish,
            CommandKind::EndPublicity,
            CommandKind::FileObjection,
            CommandKind::DecideObjection,
            CommandKind::OrderPayment,
            CommandKind::CancelPayment,
            CommandKind::AuthorisePayment,
            CommandKind::SendPayment,
            CommandKind::RecordAnswer,
            CommandKind::Migrate,
            CommandKind::ComputeDeadline,
            CommandKind::Lapse,
            CommandKind::RejectOverdue,
        ];
        let mut kinds: Vec<CommandKind> = every().iter().map(Command::kind).chain(ELSEWHERE).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, CommandKind::ALL);
    }

    #[test]
    fn a_command_is_written_as_the_workflow_writes_it() {
        for theirs in every() {
            let json = serde_json::to_value(&theirs).unwrap();
            let ours: CaseCommand = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(serde_json::to_value(&ours).unwrap(), json);
            assert_eq!(Command::from(ours), theirs);
        }
    }

    #[test]
    fn money_moves_only_through_batches() {
        let order = r#"{"command":"order-payment","order":"0","batch":"0"}"#;
        assert!(serde_json::from_str::<CaseCommand>(order).is_err());
    }
}
