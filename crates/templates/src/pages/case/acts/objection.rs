//! Objections on the page of a case, and the answer of whoever did not review it.
//! Who objected is shown to the handler and to supervision alone.

use serde::Serialize;

/// Form fields: `objection_decision`, `objection_amount`, `objection_reply`.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionAct {
    /// The item is frozen now.
    pub frozen: bool,
    pub notes: Vec<ObjectionNote>,
    pub may_decide: bool,
    pub amount_fen: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ObjectionNote {
    pub number: String,
    pub filed_at_millis: i64,
    /// Absent for the organisation: words can give a name away.
    pub body: Option<String>,
    pub objector: Option<Objector>,
    /// `upheld`, `dismissed` or `amended`.
    pub decision: Option<String>,
    pub reply: Option<String>,
    pub decided_at_millis: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Objector {
    pub name: String,
    pub identity_masked: String,
    pub contact: String,
}

impl ObjectionAct {
    pub(crate) fn samples() -> Vec<Self> {
        let open = ObjectionNote {
            number: "HM-2026-Y001".to_owned(),
            filed_at_millis: 1_772_413_200_000,
            body: Some("该单位申报的合同未实际履行，请核查付款凭证。".to_owned()),
            objector: None,
            decision: None,
            reply: None,
            decided_at_millis: None,
        };
        let objector = Objector {
            name: "异议人".to_owned(),
            identity_masked: "1101**********002X".to_owned(),
            contact: "13900000000".to_owned(),
        };
        let answered = ObjectionNote {
            decision: Some("dismissed".to_owned()),
            reply: Some("经核查，付款凭证真实有效。".to_owned()),
            decided_at_millis: Some(1_772_499_600_000),
            ..open.clone()
        };
        let act = |frozen, may_decide, notes| Self { frozen, notes, may_decide, amount_fen: Some(550_000) };
        vec![
            act(true, true, vec![ObjectionNote { objector: Some(objector), ..open.clone() }, open.clone()]),
            act(true, false, vec![ObjectionNote { body: None, ..open }]),
            act(false, false, vec![answered]),
        ]
    }
}
