//! Paying what was awarded: the maker's batch of payment orders, and taking it back.
//!
//! Every order is one `OrderPayment` on its application, all in one unit. The second person's part is
//! in `authorise`, the payee's checks in `payee`; nothing here reads a bank's answer.

mod authorise;
pub(crate) mod payee;

use std::collections::BTreeSet;

use fail::fail_point;
use serde::{Deserialize, Serialize};
use store::commitments::NextInstalment;
use store::payments::{BatchRow, BatchState, OrderRow, OrderState};
use store::{UnitOfWork, applications, calls, commitments, counters, organisations, payments};
use treasury::batch::{Act, BATCH_MAX_ORDERS, PaymentBatch};
use treasury::instruction::PaymentOrder;
use treasury::iso20022::MessageId;
use workflow::id::{ApplicationId, PaymentBatchId, PaymentOrderId};
use workflow::{Application, Command, CommandKind, Role, State, Timestamp};

use crate::case::state_of;
use crate::error::{Faults, FieldFault};
use crate::money_effects::next_instalment;
use crate::perform::perform;
use crate::{Engine, EngineError, Signed, journal};

pub use authorise::{BatchFile, SendBatch};
pub(crate) use payee::payee_problem;

/// What the maker ticked on the list of what is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeBatch {
    /// Ids of applications, as typed.
    pub applications: Vec<String>,
}

/// A person's write, as the steps of one unit hand it on.
pub(crate) struct Giver<'a> {
    pub engine: &'a Engine,
    pub unit: &'a UnitOfWork,
    pub now: Timestamp,
    pub signed: &'a Signed,
    pub key: &'a str,
}

impl Giver<'_> {
    pub(crate) async fn give(
        &self,
        application: ApplicationId,
        command: &Command,
    ) -> Result<(), EngineError> {
        let Giver { engine, unit, now, signed, key } = *self;
        perform(engine, unit, now, &signed.actor, application, command, key).await.map(|_| ())
    }

    pub(crate) const fn act(&self) -> Act {
        Act { by: self.signed.id(), at: self.now }
    }

    pub(crate) async fn write_journal(
        &self,
        role: Role,
        action: &'static str,
        batch: PaymentBatchId,
        detail: &serde_json::Value,
    ) -> Result<(), EngineError> {
        let subject = ("payment-batch", batch.to_string());
        journal::record(self.unit, self.now, (self.signed, role), action, subject, detail.to_string()).await
    }
}

impl Engine {
    /// Puts the chosen due applications into one new batch, or says of each why it cannot be paid.
    pub async fn make_batch(
        &self,
        signed: &Signed,
        input: MakeBatch,
        key: &str,
    ) -> Result<PaymentBatchId, EngineError> {
        signed.require(Role::FinanceMaker)?;
        let chosen = chosen(&input.applications)?;
        let (engine, person, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let asked = ("make-batch", input);
        let made = self.once(&scope, key, &asked, move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: &owned_key };
                make(&giver, &chosen).await
            })
        });
        let batch = made.await?;
        fail_point!("disburse::after-commit");
        Ok(batch)
    }

    /// Takes a batch back before it is authorised; its applications are due again.
    pub async fn cancel_batch(
        &self,
        signed: &Signed,
        batch: PaymentBatchId,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::FinanceMaker)?;
        let (engine, person, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        self.once(&scope, key, &("cancel-batch", batch), move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: &owned_key };
                cancel(&giver, batch).await
            })
        })
        .await
    }
}

/// The ticked applications, each once and in one order, so that two makers never wait for each other in a ring.
fn chosen(texts: &[String]) -> Result<BTreeSet<ApplicationId>, EngineError> {
    if texts.len() > BATCH_MAX_ORDERS {
        let fault = FieldFault::new("applications", "batch-too-many-orders").with("limit", BATCH_MAX_ORDERS);
        return Err(EngineError::Invalid(vec![fault]));
    }
    let parsed: Result<BTreeSet<ApplicationId>, _> = texts.iter().map(|text| text.parse()).collect();
    match parsed {
        Ok(ids) if ids.is_empty() => Err(EngineError::field("applications", "nothing-chosen")),
        Ok(ids) => Ok(ids),
        Err(_) => Err(EngineError::field("applications", "nothing-chosen")),
    }
}

async fn make(giver: &Giver<'_>, chosen: &BTreeSet<ApplicationId>) -> Result<PaymentBatchId, EngineError> {
    let (unit, now) = (giver.unit, giver.now);
    let batch = giver.engine.fresh_id(now, PaymentBatchId::new)?;
    let mut orders = Vec::with_capacity(chosen.len());
    let mut faults = Faults::default();
    for application in chosen {
        applications::lock(unit, *application).await?;
        orders.extend(prepare(giver, *application, &mut faults).await?);
    }
    faults.into_result()?;
    let amounts: Vec<_> = orders.iter().map(|part| (part.order.id, part.order.amount)).collect();
    let made =
        PaymentBatch::make(batch, &amounts, giver.act()).map_err(|refusal| conflict(refusal.code()))?;
    let row = batch_row(giver, &made).await?;
    let rows: Vec<OrderRow> = orders.iter().map(|part| order_row(part, batch, now)).collect();
    payments::insert(unit, &row, &rows).await?;
    fail_point!("disburse::after-batch-insert");
    for Part { order, .. } in &orders {
        let command = Command::OrderPayment { order: order.id, batch };
        giver.give(order.application, &command).await?;
        fail_point!("disburse::after-order");
    }
    fail_point!("disburse::after-orders");
    let detail =
        serde_json::json!({ "number": row.number, "orders": orders.len(), "total_fen": made.total.fen() });
    giver.write_journal(Role::FinanceMaker, "batch-made", batch, &detail).await?;
    fail_point!("disburse::before-commit");
    Ok(batch)
}

/// The order of one instalment: which of how many.
struct Part {
    order: PaymentOrder,
    number: i64,
    count: i64,
}

/// The instalment an application waits to be paid, of how many; nothing when none is due.
fn waiting(application: &Application) -> Option<(i64, NextInstalment)> {
    let State::Disbursement { award, payment } = &application.state else {
        return None;
    };
    let (count, next) = next_instalment(&application.state, award);
    next.filter(|_| payment.is_due()).map(|next| (count, next))
}

/// The order of one application, or its faults.
async fn prepare(
    giver: &Giver<'_>,
    application: ApplicationId,
    faults: &mut Faults,
) -> Result<Option<Part>, EngineError> {
    let unit = giver.unit;
    let row = applications::find(unit, application).await?;
    let row = row.ok_or(EngineError::NotFound { what: "application" })?;
    let organisation = organisations::find(unit, row.organisation_id).await?;
    let organisation = organisation.ok_or(EngineError::NotFound { what: "organisation" })?;
    let held = commitments::of_application(unit, application).await?;
    let fault = |code| {
        FieldFault::new(payee::field_of(application), code)
            .with("number", &row.number)
            .with("organisation", &organisation.name)
    };
    let Some((held, (count, next))) = held.zip(waiting(&state_of(&row.state_json)?)) else {
        faults.push(fault("payment-not-due"));
        return Ok(None);
    };
    if let Some(day) = next.not_before.filter(|day| giver.now.date() < *day) {
        faults.push(fault("payment-not-yet").with("day", day));
        return Ok(None);
    }
    let payee = match payee::payee_of(&organisation) {
        Ok(payee) => payee,
        Err((part, problem)) => {
            let named = fault("payee-unusable").with("part", part).with("problem", problem);
            faults.push(named);
            return Ok(None);
        }
    };
    let call = calls::find(unit, row.call_id).await?.ok_or(EngineError::NotFound { what: "call" })?;
    let id = giver.engine.fresh_id(giver.now, PaymentOrderId::new)?;
    let remittance = remittance(&row.number, (next.number, count), call.title_zh.trim());
    let order = PaymentOrder::make(id, held.id, application, next.amount, payee, remittance);
    if order.is_err() {
        faults.push(fault("remittance-unusable"));
    }
    Ok(order.ok().map(|order| Part { order, number: next.number, count }))
}

/// What the payee reads: the case, the instalment where there are several, and what for.
fn remittance(case: &str, (number, count): (i64, i64), title: &str) -> String {
    if count > 1 { format!("{case} 第{number}期/共{count}期 {title}") } else { format!("{case} {title}") }
}

async fn batch_row(giver: &Giver<'_>, made: &PaymentBatch) -> Result<BatchRow, EngineError> {
    let year = giver.now.date().year();
    let serial = counters::next(giver.unit, &format!("batch-{year}")).await?;
    let prefix = &giver.engine.settings.number_prefix;
    Ok(BatchRow {
        id: made.id,
        number: format!("{prefix}-P{year}-{serial:04}"),
        message_id: MessageId(made.id).to_string(),
        state: BatchState::Made,
        made_by: made.made.by,
        made_at: made.made.at,
        authorised_by: None,
        authorised_at: None,
        file_bytes: None,
        file_sha256: None,
        sent_by: None,
        sent_at: None,
        total_fen: made.total,
        order_count: i64::try_from(made.orders.len()).unwrap_or(i64::MAX),
    })
}

fn order_row(part: &Part, batch: PaymentBatchId, now: Timestamp) -> OrderRow {
    let order = &part.order;
    OrderRow {
        id: order.id,
        commitment_id: order.commitment,
        application_id: order.application,
        batch_id: batch,
        amount_fen: order.amount,
        end_to_end_id: order.end_to_end_id().to_string(),
        payee_name: order.payee.name().to_owned(),
        payee_account: order.payee.account_number().to_owned().into(),
        payee_bank_code: order.payee.bank_code().to_owned(),
        payee_bank_name: order.payee.bank_name().to_owned(),
        remittance: order.remittance.clone(),
        state: OrderState::Made,
        reason: None,
        made_at: now,
        updated_at: now,
        instalment: part.number,
        instalment_count: part.count,
    }
}

async fn cancel(giver: &Giver<'_>, id: PaymentBatchId) -> Result<(), EngineError> {
    let (batch, orders) = locked(giver, id).await?;
    authorise::treasury_batch(&batch, &orders)?
        .cancel(giver.act())
        .map_err(|refusal| authorise::refused(refusal, CommandKind::CancelPayment))?;
    for order in &orders {
        giver.give(order.application_id, &Command::CancelPayment { order: order.id }).await?;
        payments::advance_order(giver.unit, order.id, order.state, OrderState::Cancelled, None, giver.now)
            .await?;
    }
    payments::advance_batch(giver.unit, id, BatchState::Made, BatchState::Cancelled).await?;
    let detail = serde_json::json!({ "number": batch.number });
    giver.write_journal(Role::FinanceMaker, "batch-cancelled", id, &detail).await
}

/// A batch and its orders, the applications locked in one order for everybody, then the batch.
pub(crate) async fn locked(
    giver: &Giver<'_>,
    id: PaymentBatchId,
) -> Result<(BatchRow, Vec<OrderRow>), EngineError> {
    let unit = giver.unit;
    let orders = payments::orders_of_batch(unit, id).await?;
    let cases: BTreeSet<ApplicationId> = orders.iter().map(|order| order.application_id).collect();
    for application in cases {
        applications::lock(unit, application).await?;
    }
    let batch =
        payments::lock_batch(unit, id).await?.ok_or(EngineError::NotFound { what: "payment-batch" })?;
    // Read again: what was seen before the locks may have moved.
    let orders = payments::orders_of_batch(unit, id).await?;
    Ok((batch, orders))
}

pub(crate) fn conflict(code: &str) -> EngineError {
    EngineError::Conflict { what: code.to_owned() }
}
