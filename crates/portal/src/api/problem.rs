//! How the API says that something failed: `application/problem+json` of RFC 9457.
//!
//! Texts are in the language asked for; codes, fields and numbers are for programs.

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use engine::migrations::UnsafeMove;
use serde::Serialize;
use serde_json::{Map, Value};
use templates::{Catalogue, Locale};
use utoipa::ToSchema;
use workflow::Refusal;
use workflow::migration::LostRight;

use super::values::{Fault, said};
use crate::error::Saying;
use crate::faults;

/// A failed request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status and the code say it all.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// Stable, for programs.
    pub code: String,
    /// In the language asked for.
    pub detail: String,
    /// Names the line of the log where the server failed; absent when the caller did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Every wrong field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// Why the procedure does not allow the command now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalBody>,
    /// Every right that a refused migration would take from a case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
}

/// A right one case would lose.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loss {
    /// The case's number.
    pub number: String,
    pub stage: String,
    /// Stable key.
    pub lost: String,
    /// In the language asked for.
    pub message: String,
}

/// A refused command.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusalBody {
    pub stage: String,
    pub command: String,
    /// Stable key; further members carry its numbers.
    #[schema(value_type = String)]
    pub reason: Value,
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub numbers: Map<String, Value>,
}

/// The whole answer.
pub fn answer(catalogue: &Catalogue, locale: Locale, saying: &Saying) -> Response {
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: saying.status.canonical_reason().unwrap_or("Error").to_owned(),
        status: saying.status.as_u16(),
        code: saying.code.to_owned(),
        detail: catalogue.say(locale, &saying.message),
        reference: saying.reference.clone(),
        faults: said(catalogue, locale, &saying.faults),
        refusal: saying.refusal.as_ref().map(refusal),
        losses: saying.losses.iter().flat_map(|planned| losses(catalogue, locale, planned)).collect(),
    };
    let media_type = [(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
    (saying.status, media_type, Json(problem)).into_response()
}

fn losses(catalogue: &Catalogue, locale: Locale, planned: &UnsafeMove) -> Vec<Loss> {
    let loss = |lost: &LostRight| Loss {
        number: planned.number.clone(),
        stage: planned.stage.key().to_owned(),
        lost: lost.key().to_owned(),
        message: catalogue.say(locale, &faults::lost_right(lost)),
    };
    planned.lost.iter().map(loss).collect()
}

fn refusal(refusal: &Refusal) -> RefusalBody {
    let mut numbers = match serde_json::to_value(&refusal.reason) {
        Ok(Value::Object(numbers)) => numbers,
        _ => Map::new(),
    };
    for money in ["amount", "ceiling", "left"] {
        let fen = numbers.remove(money);
        numbers.extend(fen.map(|fen| (format!("{money}_fen"), fen)));
    }
    RefusalBody {
        stage: refusal.stage.key().to_owned(),
        command: refusal.command.key().to_owned(),
        reason: numbers.remove("reason").unwrap_or(Value::Null),
        numbers,
    }
}

#[cfg(test)]
mod tests {
    use workflow::{CommandKind, Money, RefusalReason, Stage};

    use super::*;

    #[test]
    fn a_refusal_carries_its_numbers_beside_its_reason() {
        let check = |reason: RefusalReason, expect: Value| {
            let refused = Refusal { stage: Stage::Approval, command: CommandKind::Approve, reason };
            assert_eq!(serde_json::to_value(refusal(&refused)).ok(), Some(expect));
        };
        check(
            RefusalReason::AmountFixed { amount: Money::from_fen(5).unwrap_or_default() },
            serde_json::json!({ "stage": "approval", "command": "approve", "reason": "amount-fixed", "amount_fen": 5 }),
        );
        check(
            RefusalReason::WrongStage,
            serde_json::json!({ "stage": "approval", "command": "approve", "reason": "wrong-stage" }),
        );
    }
}
