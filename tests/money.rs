//! From award to settled: never overspent, never paid twice, never lost, on both databases.
//! Through the use cases; the ledger's own word is asked after every step that counts.

mod instalments;
mod recoveries;
pub mod stage;

use engine::EngineError;
use engine::bank::{BankFile, DemoAnswer};
use engine::budgets::BudgetLineInput;
use engine::disburse::MakeBatch;
use harness::on_both_databases;
use stage::{Stage, codes};
use workflow::{Command, Refusal, RefusalReason, Role};

fn line_of(row: &store::budgets::BudgetLineRow, yuan: &str) -> BudgetLineInput {
    BudgetLineInput {
        fiscal_year: row.fiscal_year.to_string(),
        code: row.code.clone(),
        title_zh: row.title_zh.clone(),
        title_en: row.title_en.clone(),
        total: yuan.to_owned(),
    }
}

on_both_databases! {
    async fn two_awards_at_once_never_overspend_a_line(database: Database) {
        let stage = Stage::to_award(database).await;
        let engine = &stage.house.engine;
        let row = store::budgets::find(engine.store(), stage.line).await.unwrap().unwrap();
        // One award fits, two do not.
        engine.change_budget_line(&stage.maker().await, stage.line, line_of(&row, "8000"), "lower").await.unwrap();
        let [first, second] = stage.applications[..] else { panic!("two applications") };
        let (one, two) = tokio::join!(stage.award(first, "one"), stage.award(second, "two"));
        let refused = match (one, two) {
            (Ok(()), Err(refused)) | (Err(refused), Ok(())) => refused,
            other => panic!("exactly one award fits: {other:?}"),
        };
        assert!(matches!(refused, EngineError::Overspend { available } if available.fen() == 250_000), "{refused:?}");
        assert_eq!(stage.counters().await, (1, 0, 0));
        let short = line_of(&row, "5499.99");
        let below = engine.change_budget_line(&stage.maker().await, stage.line, short, "below").await;
        assert_eq!(codes(below), ["budget-below-committed"]);
        engine.change_budget_line(&stage.maker().await, stage.line, line_of(&row, "800000"), "raise").await.unwrap();
        assert_eq!(stage.counters().await, (1, 0, 0));
    }

    async fn a_batch_is_made_once_checked_by_another_person_and_its_file_never_changes(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let engine = &stage.house.engine;
        let maker_id = stage.maker().await.id();
        // Even with both roles, the maker is not the checker.
        let both = [Role::FinanceMaker, Role::FinanceChecker];
        let unit = engine.store().begin().await.unwrap();
        store::people::set_roles(&unit, maker_id, &both).await.unwrap();
        unit.commit().await.unwrap();

        let (one, two) = tokio::join!(
            stage.make(&stage.applications, "click"),
            stage.make(&stage.applications, "another-window"),
        );
        let batch = match (one, two) {
            (Ok(batch), Err(refused)) | (Err(refused), Ok(batch)) => {
                assert_eq!(codes::<()>(Err(refused)), ["payment-not-due"; 2]);
                batch
            }
            other => panic!("exactly one batch is made: {other:?}"),
        };
        let own = engine.authorise_batch(&stage.maker().await, batch, "own").await;
        assert_eq!(refusal(own), RefusalReason::MakerIsChecker);
        let view = engine.payment_batch(&stage.maker().await, batch).await.unwrap();
        assert!(view.needs_another_person && !view.can_download);
        let early = engine.download_batch(&stage.checker().await, batch).await;
        assert!(matches!(early, Err(EngineError::Conflict { .. })), "{early:?}");

        engine.authorise_batch(&stage.checker().await, batch, "check").await.unwrap();
        let again = engine.authorise_batch(&stage.checker().await, batch, "check-again").await;
        assert!(matches!(again, Err(EngineError::Conflict { .. })), "{again:?}");
        let first = engine.download_batch(&stage.checker().await, batch).await.unwrap();
        stage.house.set_day("2026-03-17").await;
        let second = engine.download_batch(&stage.maker().await, batch).await.unwrap();
        assert_eq!(first.bytes, second.bytes);
        let view = engine.payment_batch(&stage.checker().await, batch).await.unwrap();
        assert_eq!((view.downloads.len(), view.file_sha256), (2, Some(first.sha256)));
        let late = engine.cancel_batch(&stage.maker().await, batch, "cancel").await;
        assert!(matches!(late, Err(EngineError::Conflict { .. })), "{late:?}");
        assert_eq!(stage.counters().await, (2, 2, 0));
    }

    async fn a_cancelled_batch_makes_its_payments_due_again(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let batch = stage.make(&stage.applications, "make").await.unwrap();
        assert_eq!((stage.due().await.len(), stage.counters().await), (0, (2, 2, 0)));
        stage.house.engine.cancel_batch(&stage.maker().await, batch, "cancel").await.unwrap();
        assert_eq!((stage.due().await.len(), stage.counters().await), (2, (2, 0, 0)));
        stage.sent(&stage.applications, "make-again").await;
        assert_eq!(stage.counters().await, (2, 2, 0));
    }

    async fn an_answer_is_posted_once_and_a_contradiction_never(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let batch = stage.sent(&stage.applications, "pay").await;
        let file = stage.answer(batch, DemoAnswer::AllSettled).await;
        let first = stage.import(&file, "import").await.unwrap();
        assert!(!first.repeated);
        assert_eq!(stage.counters().await, (2, 2, 2));
        assert_eq!(stage.stages().await, ["closed", "closed"]);
        let renamed = BankFile { file_name: "other.xml".to_owned(), ..file.clone() };
        let again = stage.import(&renamed, "import-again").await.unwrap();
        assert_eq!((again.message, again.repeated), (first.message, true));

        let repeated = stage.bank_says(batch, DemoAnswer::AllSettled, "same-news").await;
        assert_eq!((repeated.settled, repeated.unchanged), (0, 2));
        let torn = stage.bank_says(batch, DemoAnswer::OneRejected, "other-news").await;
        assert_eq!((torn.rejected, torn.contradictions, torn.unchanged), (0, 1, 1));
        let aside = stage.house.engine.payment_exceptions(&stage.checker().await).await.unwrap();
        assert_eq!(aside.set_aside.len(), 1);
        assert_eq!(stage.counters().await, (2, 2, 2));
        let view = stage.house.engine.payment_batch(&stage.checker().await, batch).await.unwrap();
        assert_eq!(view.state, "answered");
        assert!(stage.house.engine.audit().await.unwrap().faults.is_empty());
    }

    async fn a_rejected_payment_is_ordered_anew_and_only_then(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let batch = stage.sent(&stage.applications, "pay").await;
        let summary = stage.bank_says(batch, DemoAnswer::OneRejected, "answer").await;
        assert_eq!((summary.settled, summary.rejected), (1, 1));
        assert_eq!(stage.counters().await, (2, 1, 1));
        let due = stage.due().await;
        let list = stage.house.engine.due_payments(&stage.maker().await, None).await.unwrap();
        assert_eq!(list.due.rows[0].returned_reason.as_deref(), Some("AC04"));
        stage.house.deliver_mail().await;
        let told = stage.house.mails();
        let returned = told.iter().find(|mail| mail.subject.as_str().contains("银行退回支付")).unwrap();
        assert!(returned.text_body.as_str().contains("AC04"), "{returned:?}");
        let everything = stage.make(&stage.applications, "both").await;
        assert_eq!(codes(everything), ["payment-not-due"]);
        let second = stage.sent(&due, "pay-again").await;
        // The first file is answered again, otherwise: the old order is not revived.
        let late = stage.bank_says(batch, DemoAnswer::AllSettled, "late").await;
        assert_eq!((late.settled, late.contradictions, late.unchanged), (0, 1, 1));
        assert_eq!(stage.counters().await, (2, 2, 1));
        stage.bank_says(second, DemoAnswer::AllSettled, "second").await;
        assert_eq!(stage.counters().await, (2, 2, 2));
        assert_eq!(stage.stages().await, ["closed", "closed"]);
    }

    async fn an_unknown_payment_is_asked_after_and_never_ordered_anew(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let batch = stage.sent(&stage.applications, "pay").await;
        let pending = stage.bank_says(batch, DemoAnswer::Pending, "pending").await;
        assert_eq!(pending.unknown, 2);
        assert_eq!((stage.due().await.len(), stage.counters().await), (0, (2, 2, 0)));
        assert_eq!(codes(stage.make(&stage.applications, "again").await), ["payment-not-due"; 2]);
        let open = stage.house.engine.payment_exceptions(&stage.checker().await).await.unwrap();
        assert_eq!(open.unknown.len(), 2);
        let repeated = stage.bank_says(batch, DemoAnswer::Pending, "pending-still").await;
        assert_eq!((repeated.unknown, repeated.unchanged), (0, 2));
        stage.bank_says(batch, DemoAnswer::AllSettled, "settled").await;
        assert_eq!(stage.counters().await, (2, 2, 2));
    }

    async fn what_cannot_be_paid_or_read_is_refused_by_name_and_nothing_is_done(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let engine = &stage.house.engine;
        assert_eq!(codes(stage.make(&[], "none").await), ["nothing-chosen"]);
        let rubbish = MakeBatch { applications: vec!["x".to_owned()] };
        assert_eq!(codes(engine.make_batch(&stage.maker().await, rubbish, "rubbish").await), ["nothing-chosen"]);
        let organisation = stage.house.cast.organisations[1];
        let mut row = store::organisations::find(engine.store(), organisation).await.unwrap().unwrap();
        let sound = row.clone();
        "310306500018".clone_into(&mut row.bank_code);
        write(&stage, &row).await;
        assert_eq!(codes(stage.make(&stage.applications, "account").await), ["payee-unusable"]);
        let list = engine.due_payments(&stage.maker().await, None).await.unwrap();
        let problems: Vec<_> = list.due.rows.iter().map(|row| row.payee_problem).collect();
        assert!(problems.contains(&Some(("payee-bank-code", "check-digit"))), "{problems:?}");
        write(&stage, &sound).await;
        assert_eq!(stage.counters().await, (2, 0, 0));

        let batch = stage.make(&stage.applications, "make").await.unwrap();
        engine.authorise_batch(&stage.checker().await, batch, "check").await.unwrap();
        let paid = engine.download_batch(&stage.checker().await, batch).await.unwrap();
        let file = |bytes: &[u8]| BankFile { file_name: "answer.xml".to_owned(), bytes: bytes.to_vec() };
        let check = async |bytes: &[u8], key: &str, expect: &str| {
            assert_eq!(codes(stage.import(&file(bytes), key).await), [expect], "{key}");
        };
        check(b"", "empty", "bank-file-missing").await;
        check(b"<Document", "malformed", "message-malformed").await;
        check(&paid.bytes, "foreign", "message-foreign").await;
        assert_eq!(stage.counters().await, (2, 2, 0));
        let own = Command::RecordAnswer {
            order: workflow::id::PaymentOrderId::new(uuid::Uuid::nil()),
            answer: workflow::command::BankAnswer::Unknown,
        };
        let alone = engine.give(&stage.checker().await, stage.applications[0], own, "alone").await;
        assert!(matches!(alone, Err(EngineError::Forbidden)), "{alone:?}");
    }
}

/// Why the workflow refused.
fn refusal(outcome: Result<(), EngineError>) -> RefusalReason {
    match outcome {
        Err(EngineError::Refused(Refusal { reason, .. })) => reason,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

async fn write(stage: &Stage, row: &store::organisations::OrganisationRow) {
    let unit = stage.house.engine.store().begin().await.unwrap();
    store::organisations::update(&unit, row).await.unwrap();
    unit.commit().await.unwrap();
}
