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
use workflow::id::ApplicationId;
use workflow::state::Defect;
use workflow::{Command, Money};

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
            CaseCommand::Approve { opinion, amount } => Self::Approve { opinion, amount },
            CaseCommand::Reject { reason } => Self::Reject { reason },
            CaseCommand::Award { document_number } => Self::Award { document_number },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn every() -> Vec<CaseCommand> {
        let text = || "x".to_owned();
        let defect = Defect { field: text(), message: text() };
        vec![
            CaseCommand::SaveAnswers { answers: Answers::from([(text(), text())]) },
            CaseCommand::Submit,
            CaseCommand::Withdraw { reason: text() },
            CaseCommand::Recommend { opinion: text() },
            CaseCommand::DeclineRecommendation { reason: text() },
            CaseCommand::PassCheck { opinion: text() },
            CaseCommand::RequestCorrection { defects: vec![defect] },
            CaseCommand::AnswerCorrection,
            CaseCommand::Approve { opinion: text(), amount: Money::from_fen(7) },
            CaseCommand::Reject { reason: text() },
            CaseCommand::Award { document_number: text() },
        ]
    }

    #[test]
    fn a_command_is_written_as_the_workflow_writes_it() {
        for command in every() {
            let json = serde_json::to_value(&command).unwrap();
            let theirs: Command = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(theirs, Command::from(command));
            assert_eq!(serde_json::to_value(&theirs).unwrap(), json);
        }
    }

    #[test]
    fn money_moves_only_through_batches() {
        let order = r#"{"command":"order-payment","order":"0","batch":"0"}"#;
        assert!(serde_json::from_str::<CaseCommand>(order).is_err());
    }
}
