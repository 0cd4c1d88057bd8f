//! An award in two parts, 60 and 40 per cent: each is ordered once, in its turn and not before its day, and
//! the parts never come to more than the award. Through the use cases, on both databases.

use std::collections::BTreeSet;

use engine::EngineError;
use engine::bank::DemoAnswer;
use engine::disburse::MakeBatch;
use harness::on_both_databases;
use sea_orm::ConnectionTrait;
use treasury::iso20022::pain001;
use workflow::id::PaymentBatchId;
use workflow::{Command, RefusalReason};

use super::refusal;
use super::stage::{AWARD_FEN, Figures, Stage, codes};

const FIRST_FEN: i64 = AWARD_FEN / 10 * 6;
const SECOND_FEN: i64 = AWARD_FEN - FIRST_FEN;
/// A Monday after two months.
const SECOND_DAY: &str = "2026-05-18";
const RIVALS: usize = 6;

/// Amount, text and reference of every payment in a batch's file.
async fn transfers(stage: &Stage, batch: PaymentBatchId) -> Vec<(i64, String, String)> {
    let file = stage.house.engine.download_batch(&stage.checker().await, batch).await.unwrap();
    let initiation = pain001::read(&file.bytes).unwrap();
    let told = |transfer: &pain001::Transfer| {
        (transfer.amount.fen(), transfer.remittance.clone(), transfer.end_to_end_id.to_string())
    };
    initiation.transfers().iter().map(told).collect()
}

/// The last day of the first award's limit.
async fn limit(stage: &Stage) -> String {
    let row = store::applications::find(stage.house.engine.store(), stage.applications[0]).await;
    row.unwrap().unwrap().due_on.unwrap().to_string()
}

/// Several makers tick the same case at the same moment; one batch may come of it.
async fn race(stage: &Stage, round: &str) -> PaymentBatchId {
    let maker = stage.maker().await;
    let rivals = (0..RIVALS).map(|rival| {
        let (engine, maker) = (stage.house.engine.clone(), maker.clone());
        let input = MakeBatch { applications: vec![stage.applications[0].to_string()] };
        let key = format!("{round}-{rival}");
        tokio::spawn(async move { engine.make_batch(&maker, input, &key).await })
    });
    let mut made = Vec::new();
    for outcome in futures::future::join_all(rivals).await {
        match outcome.unwrap() {
            Ok(batch) => made.push(batch),
            Err(refused) => assert_eq!(codes::<()>(Err(refused)), ["payment-not-due"]),
        }
    }
    assert_eq!(made.len(), 1, "{round}: {made:?}");
    made[0]
}

async fn pay(stage: &Stage, batch: PaymentBatchId, key: &str) {
    let checker = stage.checker().await;
    let engine = &stage.house.engine;
    engine.authorise_batch(&checker, batch, &format!("{key}-authorise")).await.unwrap();
    let input = engine::disburse::SendBatch { note: String::new() };
    engine.send_batch(&checker, batch, input, &format!("{key}-send")).await.unwrap();
    stage.bank_says(batch, DemoAnswer::AllSettled, &format!("{key}-answer")).await;
}

on_both_databases! {
    async fn sixty_and_forty_are_paid_one_after_the_other(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let engine = &stage.house.engine;
        assert_eq!(stage.figures().await.committed, 2 * AWARD_FEN);
        assert_eq!(limit(&stage).await, "2026-03-19", "three working days after the award");
        let due = engine.due_payments(&stage.maker().await, None).await.unwrap();
        let told: Vec<_> =
            due.due.rows.iter().map(|row| (row.amount.fen(), row.instalment, row.instalment_count)).collect();
        assert_eq!((told, due.count), (vec![(FIRST_FEN, 1, 2); 2], 2));

        let first = stage.sent(&stage.applications, "first").await;
        let files = transfers(&stage, first).await;
        assert!(files.iter().all(|(fen, text, _)| *fen == FIRST_FEN && text.contains("第1期/共2期")), "{files:?}");
        stage.bank_says(first, DemoAnswer::AllSettled, "first-paid").await;
        assert_eq!(stage.stages().await, ["disbursement", "disbursement"]);
        let paid = Figures {
            committed: 2 * AWARD_FEN,
            ordered: 2 * FIRST_FEN,
            paid: 2 * FIRST_FEN,
            released: 0,
            recovered: 0,
        };
        assert_eq!(stage.figures().await, paid);

        // The second part has a day: listed as coming, nobody is late with it, and it is refused until then.
        assert_eq!(limit(&stage).await, "2026-05-20", "three working days after Saturday the sixteenth");
        let due = engine.due_payments(&stage.maker().await, None).await.unwrap();
        assert_eq!((due.due.rows.len(), due.count, due.coming.len()), (0, 0, 2));
        assert_eq!(due.coming[0].not_before.unwrap().to_string(), "2026-05-16");
        assert_eq!(codes(stage.make(&stage.applications, "early").await), ["payment-not-yet"; 2]);
        stage.house.set_day(SECOND_DAY).await;
        let due = engine.due_payments(&stage.maker().await, None).await.unwrap();
        assert_eq!((due.count, due.coming.len(), due.due.rows[0].instalment), (2, 0, 2));

        let second = stage.sent(&stage.applications, "second").await;
        // The bank repeats and contradicts what it said of the first part: the second is not touched.
        let repeated = stage.bank_says(first, DemoAnswer::AllSettled, "first-again").await;
        assert_eq!((repeated.settled, repeated.unchanged), (0, 2));
        let torn = stage.bank_says(first, DemoAnswer::OneRejected, "first-torn").await;
        assert_eq!((torn.rejected, torn.contradictions), (0, 1));
        stage.bank_says(second, DemoAnswer::AllSettled, "second-paid").await;
        assert_eq!(stage.stages().await, ["closed", "closed"]);
        let both = Figures { ordered: 2 * AWARD_FEN, paid: 2 * AWARD_FEN, ..paid };
        assert_eq!(stage.figures().await, both);
        let mut all = transfers(&stage, second).await;
        assert!(all.iter().all(|(fen, text, _)| *fen == SECOND_FEN && text.contains("第2期/共2期")), "{all:?}");
        all.extend(files);
        let references: BTreeSet<&String> = all.iter().map(|(_, _, reference)| reference).collect();
        assert_eq!(references.len(), 4, "one end-to-end id for each part of each award");
        assert_eq!(engine.audit().await.unwrap().faults, []);
    }

    async fn each_part_is_ordered_once_however_many_try(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let batch = race(&stage, "first").await;
        assert_eq!(stage.figures().await.ordered, FIRST_FEN);
        pay(&stage, batch, "first").await;
        stage.house.set_day(SECOND_DAY).await;
        let batch = race(&stage, "second").await;
        assert_eq!(stage.figures().await.ordered, AWARD_FEN);
        stage.house.engine.cancel_batch(&stage.maker().await, batch, "cancel").await.unwrap();
        assert_eq!((stage.figures().await.ordered, stage.figures().await.paid), (FIRST_FEN, FIRST_FEN));
        let batch = race(&stage, "again").await;
        pay(&stage, batch, "again").await;
        assert_eq!(stage.stages().await, ["closed", "disbursement"]);
        assert_eq!((stage.figures().await.ordered, stage.figures().await.paid), (AWARD_FEN, AWARD_FEN));
        assert_eq!(stage.house.engine.audit().await.unwrap().faults, []);
    }

    async fn no_file_is_written_for_an_order_that_was_altered(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let batch = stage.make(&stage.applications, "make").await.unwrap();
        let bare = sea_orm::Database::connect(stage.house.database.url()).await.unwrap();
        // One fen from one order to the other: the batch still sums up.
        for (sign, case) in ["+", "-"].into_iter().zip(&stage.applications) {
            let change = format!("amount_fen = amount_fen {sign} 1");
            let sql = format!("UPDATE payment_orders SET {change} WHERE application_id = '{case}'");
            bare.execute_unprepared(&sql).await.unwrap();
        }
        let refused = stage.house.engine.authorise_batch(&stage.checker().await, batch, "check").await;
        assert!(matches!(refused, Err(EngineError::Corrupt { .. })), "{refused:?}");
    }

    async fn a_rejected_second_part_is_ordered_anew_and_the_first_stays_paid(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let first = stage.sent(&stage.applications, "first").await;
        stage.bank_says(first, DemoAnswer::AllSettled, "first-paid").await;
        stage.house.set_day(SECOND_DAY).await;
        let second = stage.sent(&stage.applications, "second").await;
        let under_way = stage.give("director", stage.applications[0], revoke(), "under-way").await;
        assert_eq!(refusal(under_way), RefusalReason::PaymentUnderWay);
        stage.bank_says(second, DemoAnswer::OneRejected, "second-torn").await;
        let list = stage.house.engine.due_payments(&stage.maker().await, None).await.unwrap();
        let row = &list.due.rows[0];
        assert_eq!((row.instalment, row.returned_reason.as_deref()), (2, Some("AC04")));
        assert_eq!(stage.figures().await.ordered, 2 * FIRST_FEN + SECOND_FEN);
        let third = stage.sent(&stage.due().await, "third").await;
        stage.bank_says(third, DemoAnswer::AllSettled, "third-paid").await;
        assert_eq!(stage.figures().await.paid, 2 * AWARD_FEN);
    }
}

fn revoke() -> Command {
    Command::Revoke { reason: "申报材料不实".to_owned() }
}
