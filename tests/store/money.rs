//! A line is never overspent, an award never ordered past its amount, an instalment never ordered twice, and
//! nobody checks their own batch.
//! The naive way is shown to fail beside the store's way, so that the race is known to happen.

use std::sync::Arc;

use harness::on_both_databases;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use store::commitments::Move;
use store::finance::{coming, count_due, due};
use store::payments::{BatchState, OrderRow, OrderState};
use store::repayments::{self, RepaymentRow};
use store::{Hidden, Page, Store, StoreError, budgets, commitments, payments};
use tokio::sync::Barrier;
use workflow::Money;

use super::seed::{
    CHECKER, LINE_TOTAL_FEN, MAKER, NOW, application, batch, batch_row, commitment, commitment_row, day, fen,
    line, line_row, order, order_row, person, raw, raw_run, sow,
};

const ROUNDS: u128 = 30;
const RIVALS: usize = 8;
/// Three fit into a line, a fourth does not.
const AWARD_FEN: i64 = 30_000;

async fn award(store: Store, number: u128) -> Result<(), StoreError> {
    store.transact(move |unit| Box::pin(budgets::commit(unit, line(number), fen(AWARD_FEN)))).await
}

async fn order_part(store: Store, amount: i64) -> Result<(), StoreError> {
    store
        .transact(move |unit| {
            Box::pin(commitments::shift(unit, application(1), Move::Order, fen(amount), NOW))
        })
        .await
}

fn receipt() -> RepaymentRow {
    RepaymentRow {
        id: 0,
        commitment_id: commitment(1),
        application_id: application(1),
        amount_fen: fen(100),
        received_on: day(9),
        reference: "R1".to_owned(),
        recorded_by: person(CHECKER),
        recorded_at: NOW,
    }
}

/// The sum first, the insert later, each on its own: what the store does not offer.
async fn award_naively(on: DatabaseConnection, round: u128, everybody_has_read: Arc<Barrier>) -> bool {
    let sql =
        format!("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS used FROM naive WHERE line = {round}");
    let statement = Statement::from_string(on.get_database_backend(), sql);
    let row = on.query_one_raw(statement).await.unwrap().unwrap();
    let used: i64 = row.try_get("", "used").unwrap();
    everybody_has_read.wait().await;
    if used + AWARD_FEN > LINE_TOTAL_FEN {
        return false;
    }
    raw_run(&on, &format!("INSERT INTO naive VALUES ({round}, {AWARD_FEN})")).await.is_ok()
}

fn granted(outcomes: &[bool]) -> i64 {
    i64::try_from(outcomes.iter().filter(|outcome| **outcome).count()).unwrap() * AWARD_FEN
}

on_both_databases! {
    async fn concurrent_awards_never_overspend_a_line(database: Database) {
        sow(database.store(), 0).await;
        for round in 2..ROUNDS + 2 {
            let row = line_row(round);
            database.store()
                .transact::<_, StoreError, _>(move |unit| Box::pin(async move { budgets::insert(unit, &row).await }))
                .await
                .unwrap();
            let rivals = (0..RIVALS).map(|_| tokio::spawn(award(database.store().clone(), round)));
            let mut outcomes = Vec::new();
            for outcome in futures::future::join_all(rivals).await {
                match outcome.unwrap() {
                    Ok(()) => outcomes.push(true),
                    Err(StoreError::Overspend { line, available_fen }) => {
                        assert_eq!((line, available_fen), (format!("KJ{round}"), LINE_TOTAL_FEN - 3 * AWARD_FEN));
                        outcomes.push(false);
                    }
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(granted(&outcomes), 3 * AWARD_FEN);
            let row = budgets::find(database.store(), line(round)).await.unwrap().unwrap();
            assert_eq!(row.committed_fen.fen(), 3 * AWARD_FEN);
        }
    }

    async fn reading_the_sum_first_does_overspend(database: Database) {
        let bare = raw(&database).await;
        raw_run(&bare, "CREATE TABLE naive (line BIGINT, amount BIGINT)").await.unwrap();
        for round in 0..3 {
            let barrier = Arc::new(Barrier::new(RIVALS));
            let rivals = (0..RIVALS).map(|_| {
                tokio::spawn(award_naively(bare.clone(), round, Arc::clone(&barrier)))
            });
            let outcomes = futures::future::join_all(rivals).await;
            let outcomes: Vec<bool> = outcomes.into_iter().map(Result::unwrap).collect();
            assert!(granted(&outcomes) > LINE_TOTAL_FEN, "the race did not happen");
        }
    }

    async fn a_line_moves_as_its_oracle_says(database: Database) {
        sow(database.store(), 0).await;
        let unit = database.store().begin().await.unwrap();
        let id = line(1);
        budgets::commit(&unit, id, fen(100_000)).await.unwrap();
        let refused = |result: Result<(), StoreError>, left: i64| {
            assert!(matches!(result, Err(StoreError::Overspend { available_fen, .. }) if available_fen == left));
        };
        refused(budgets::commit(&unit, id, fen(1)).await, 0);
        refused(budgets::pay(&unit, id, fen(1)).await, 0);
        budgets::order(&unit, id, fen(60_000)).await.unwrap();
        refused(budgets::release(&unit, id, fen(40_001)).await, 40_000);
        refused(budgets::order(&unit, id, fen(40_001)).await, 40_000);
        budgets::release(&unit, id, fen(40_000)).await.unwrap();
        budgets::pay(&unit, id, fen(50_000)).await.unwrap();
        refused(budgets::return_order(&unit, id, fen(10_001)).await, 10_000);
        budgets::return_order(&unit, id, fen(10_000)).await.unwrap();
        refused(budgets::recover(&unit, id, fen(50_001)).await, 50_000);
        budgets::recover(&unit, id, fen(30_000)).await.unwrap();
        refused(budgets::recover(&unit, id, fen(20_001)).await, 20_000);
        // What came back frees nothing.
        refused(budgets::commit(&unit, id, fen(40_001)).await, 40_000);
        let row = budgets::find(&unit, id).await.unwrap().unwrap();
        let counters = [row.total_fen, row.committed_fen, row.ordered_fen, row.paid_fen, row.recovered_fen];
        assert_eq!(counters.map(Money::fen), [100_000, 60_000, 50_000, 50_000, 30_000]);
        for wrong in [0, -5] {
            assert!(matches!(budgets::commit(&unit, id, fen(wrong)).await, Err(StoreError::Conflict { .. })));
        }
        let nowhere = budgets::commit(&unit, line(9), fen(1)).await;
        assert!(matches!(nowhere, Err(StoreError::NotFound { .. })));
        unit.commit().await.unwrap();
        let bare = raw(&database).await;
        for broken in ["committed_fen = total_fen + 1", "recovered_fen = paid_fen + 1"] {
            let outcome = raw_run(&bare, &format!("UPDATE budget_lines SET {broken}")).await;
            assert!(outcome.is_err(), "{broken}: the CHECK is the last guard");
        }
    }

    async fn orders_never_pass_the_award_however_many_try(database: Database) {
        sow(database.store(), 1).await;
        let unit = database.store().begin().await.unwrap();
        commitments::insert(&unit, &commitment_row(1)).await.unwrap();
        unit.commit().await.unwrap();
        // The award is 500 fen: two orders of 200 fit, a third does not.
        let rivals = (0..RIVALS).map(|_| tokio::spawn(order_part(database.store().clone(), 200)));
        let outcomes = futures::future::join_all(rivals).await;
        let fit = outcomes.into_iter().filter(|outcome| outcome.as_ref().unwrap().is_ok()).count();
        assert_eq!(fit, 2);
        let unit = database.store().begin().await.unwrap();
        let shift = |step, amount| commitments::shift(&unit, application(1), step, fen(amount), NOW);
        let refused = |outcome: Result<(), StoreError>| {
            assert!(matches!(outcome, Err(StoreError::Conflict { .. })), "{outcome:?}");
        };
        refused(shift(Move::Pay, 401).await);
        shift(Move::Pay, 200).await.unwrap();
        refused(shift(Move::ReturnOrder, 201).await);
        refused(shift(Move::Release, 101).await);
        shift(Move::Release, 100).await.unwrap();
        refused(shift(Move::Order, 1).await);
        refused(shift(Move::Recover, 201).await);
        shift(Move::Recover, 200).await.unwrap();
        refused(shift(Move::Recover, 0).await);
        unit.commit().await.unwrap();
        let bare = raw(&database).await;
        for broken in [
            "ordered_fen = amount_fen + 1",
            "released_fen = amount_fen - ordered_fen + 1",
            "paid_fen = ordered_fen + 1",
            "recovered_fen = paid_fen + 1",
            "recovered_fen = -1",
            "instalment = instalment_count + 1",
        ] {
            let outcome = raw_run(&bare, &format!("UPDATE commitments SET {broken}")).await;
            assert!(outcome.is_err(), "{broken}: the CHECK is the last guard");
        }
    }

    async fn a_receipt_is_kept_once_and_for_ever(database: Database) {
        sow(database.store(), 1).await;
        let unit = database.store().begin().await.unwrap();
        commitments::insert(&unit, &commitment_row(1)).await.unwrap();
        repayments::append(&unit, &receipt()).await.unwrap();
        unit.commit().await.unwrap();
        let unit = database.store().begin().await.unwrap();
        let twice = repayments::append(&unit, &receipt()).await;
        assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
        unit.roll_back().await.unwrap();
        let kept = repayments::find_by_reference(database.store(), application(1), "R1").await.unwrap();
        assert_eq!(repayments::of_application(database.store(), application(1)).await.unwrap(), [kept.unwrap()]);
        let bare = raw(&database).await;
        for sql in ["UPDATE repayments SET amount_fen = 1", "DELETE FROM repayments"] {
            let refused = raw_run(&bare, sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
    }

    async fn an_instalment_has_one_live_order_and_an_award_one_under_way(database: Database) {
        sow(database.store(), 1).await;
        let bare = raw(&database).await;
        raw_run(&bare, "UPDATE applications SET stage = 'disbursement'").await.unwrap();
        let unit = database.store().begin().await.unwrap();
        commitments::insert(&unit, &commitment_row(1)).await.unwrap();
        assert_eq!(due(&unit, day(9), &Page::first(9)).await.unwrap().len(), 1);
        let next = commitments::NextInstalment { number: 1, amount: fen(300), not_before: Some(day(9)) };
        commitments::set_next(&unit, application(1), 2, Some(next)).await.unwrap();
        let listed = async |today| {
            let page = Page::first(9);
            let due = due(&unit, day(today), &page).await.unwrap().len();
            assert_eq!(count_due(&unit, day(today)).await.unwrap(), i64::try_from(due).unwrap());
            (due, coming(&unit, day(today), &page).await.unwrap().len())
        };
        assert_eq!([listed(8).await, listed(9).await], [(0, 1), (1, 0)]);
        payments::insert(&unit, &batch_row(1), &[order_row(1)]).await.unwrap();
        assert_eq!(listed(9).await, (0, 0));
        unit.commit().await.unwrap();

        // Another instalment has to wait as well, as long as the first is under way.
        let other = || OrderRow { instalment: 2, instalment_count: 2, ..order_row(3) };
        let unit = database.store().begin().await.unwrap();
        let early = payments::insert(&unit, &batch_row(3), &[other()]).await;
        assert!(matches!(early, Err(StoreError::Conflict { .. })), "{early:?}");
        unit.roll_back().await.unwrap();

        let unit = database.store().begin().await.unwrap();
        let twice = payments::insert(&unit, &batch_row(2), &[order_row(2)]).await;
        assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
        unit.roll_back().await.unwrap();

        let unit = database.store().begin().await.unwrap();
        let advance = |from, to| payments::advance_order(&unit, order(1), from, to, Some("AC04"), NOW);
        advance(OrderState::Made, OrderState::Rejected).await.unwrap();
        let again = advance(OrderState::Made, OrderState::Rejected).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })));
        payments::insert(&unit, &batch_row(2), &[order_row(2)]).await.unwrap();
        unit.commit().await.unwrap();
        // The old order cannot come back to life beside its successor.
        assert!(raw_run(&bare, "UPDATE payment_orders SET state = 'unknown' WHERE state = 'rejected'").await.is_err());
        // A settled instalment is never ordered again; the next one may be.
        raw_run(&bare, "UPDATE payment_orders SET state = 'settled' WHERE state = 'made'").await.unwrap();
        let unit = database.store().begin().await.unwrap();
        let again = payments::insert(&unit, &batch_row(4), &[order_row(4)]).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
        unit.roll_back().await.unwrap();
        let unit = database.store().begin().await.unwrap();
        payments::insert(&unit, &batch_row(3), &[other()]).await.unwrap();
        unit.commit().await.unwrap();
    }

    async fn the_maker_cannot_authorise(database: Database) {
        sow(database.store(), 1).await;
        let unit = database.store().begin().await.unwrap();
        commitments::insert(&unit, &commitment_row(1)).await.unwrap();
        payments::insert(&unit, &batch_row(1), &[order_row(1)]).await.unwrap();
        let file = || Hidden::new(b"<Document/>".to_vec());
        let own = payments::authorise(&unit, batch(1), person(MAKER), NOW, file()).await;
        assert!(matches!(own, Err(StoreError::Conflict { .. })));
        payments::authorise(&unit, batch(1), person(CHECKER), NOW, file()).await.unwrap();
        let again = payments::authorise(&unit, batch(1), person(CHECKER), NOW, file()).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })));
        payments::mark_sent(&unit, batch(1), person(CHECKER), NOW).await.unwrap();
        let row = payments::lock_batch(&unit, batch(1)).await.unwrap().unwrap();
        assert_eq!((row.state, row.file_bytes), (BatchState::Sent, Some(file())));
        unit.commit().await.unwrap();
        let bare = raw(&database).await;
        assert!(raw_run(&bare, "UPDATE payment_batches SET authorised_by = made_by").await.is_err());
    }
}
