//! An award taken back after its first part was paid: the rest is free again, what was paid is demanded,
//! comes back in parts, and is never committed anew. Through the use cases and the pages.

use engine::bank::DemoAnswer;
use engine::{Engine, EngineError};
use harness::on_both_databases;
use sea_orm::ConnectionTrait;
use workflow::id::ApplicationId;
use workflow::{Command, Money, RefusalReason};

use super::refusal;
use super::stage::{AWARD_FEN, Figures, Stage, codes};

const FIRST_FEN: i64 = AWARD_FEN / 10 * 6;
const SECOND_FEN: i64 = AWARD_FEN - FIRST_FEN;

/// The first of two parts of each award is paid, and the first award revoked.
async fn revoked(stage: &Stage) -> ApplicationId {
    let batch = stage.sent(&stage.applications, "first").await;
    stage.bank_says(batch, DemoAnswer::AllSettled, "first-paid").await;
    let case = stage.applications[0];
    let command = Command::Revoke { reason: "申报材料不实".to_owned() };
    stage.give("director", case, command, "revoke").await.unwrap();
    case
}

fn repayment(fen: i64, reference: &str) -> Command {
    Command::RecordRepayment {
        amount: Money::from_fen(fen).unwrap(),
        received_on: "2026-03-17".parse().unwrap(),
        reference: reference.to_owned(),
    }
}

async fn audited(engine: &Engine) {
    assert_eq!(engine.audit().await.unwrap().faults, []);
}

on_both_databases! {
    async fn the_rest_is_released_and_the_first_part_comes_back_in_two(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let engine = &stage.house.engine;
        let case = revoked(&stage).await;
        let taken_back = Figures {
            committed: 2 * AWARD_FEN - SECOND_FEN,
            ordered: 2 * FIRST_FEN,
            paid: 2 * FIRST_FEN,
            released: SECOND_FEN,
            recovered: 0,
        };
        assert_eq!(stage.figures().await, taken_back);
        assert_eq!(stage.stages().await, ["recovery", "disbursement"]);
        audited(engine).await;
        let list = engine.recoveries(&stage.maker().await, None).await.unwrap();
        assert_eq!((list.to_demand.len(), list.demanded.len(), list.recovered.rows.len()), (1, 0, 0));
        // Nothing of it is due any more, not even on the day of its second part.
        stage.house.set_day("2026-05-18").await;
        assert_eq!(stage.due().await, [stage.applications[1]]);
        stage.house.set_day("2026-03-17").await;

        let early = stage.give("checker", case, repayment(1, "early"), "early").await;
        assert_eq!(refusal(early), RefusalReason::NotDemanded);
        let demand = || Command::DemandRecovery { document_number: "海科追〔2026〕1号".to_owned() };
        assert!(stage.give("checker", case, demand(), "not-the-maker").await.is_err());
        stage.give("maker", case, demand(), "demand").await.unwrap();
        assert!(stage.give("maker", case, repayment(1, "maker"), "not-the-checker").await.is_err());

        let half = FIRST_FEN / 2;
        let much = stage.give("checker", case, repayment(FIRST_FEN + 1, "much"), "much").await;
        assert_eq!(refusal(much), RefusalReason::RepaymentTooMuch { left: Money::from_fen(FIRST_FEN).unwrap() });
        stage.give("checker", case, repayment(half, "R1"), "half").await.unwrap();
        // The same receipt under another key is not another repayment.
        let again = stage.give("checker", case, repayment(half, " R1 "), "half-again").await;
        assert_eq!(codes(again), ["repayment-known"]);
        let much = stage.give("checker", case, repayment(half + 1, "R2"), "still-much").await;
        assert_eq!(refusal(much), RefusalReason::RepaymentTooMuch { left: Money::from_fen(FIRST_FEN - half).unwrap() });
        assert_eq!(stage.figures().await, Figures { recovered: half, ..taken_back });
        let one = engine.recovery(&stage.checker().await, case).await.unwrap();
        assert_eq!((one.claim.left.fen(), one.repayments.len()), (FIRST_FEN - half, 1));
        audited(engine).await;

        stage.give("checker", case, repayment(FIRST_FEN - half, "R2"), "rest").await.unwrap();
        assert_eq!(stage.stages().await, ["recovered", "disbursement"]);
        assert_eq!(stage.figures().await, Figures { recovered: FIRST_FEN, ..taken_back });
        let list = engine.recoveries(&stage.maker().await, None).await.unwrap();
        assert_eq!((list.to_demand.len(), list.demanded.len(), list.recovered.rows.len()), (0, 0, 1));
        // What came back is not to be spent again; what was released is.
        let lines = engine.budget_lines(&stage.maker().await).await.unwrap();
        let line = lines.iter().find(|line| line.line == stage.line).unwrap();
        assert_eq!((line.released.fen(), line.recovered.fen()), (SECOND_FEN, FIRST_FEN));
        assert_eq!(line.remaining.fen(), line.total.fen() - taken_back.committed);
        audited(engine).await;
    }

    async fn an_award_revoked_before_any_payment_frees_all_of_it(database: Database) {
        let stage = Stage::to_disbursement(database).await;
        let command = Command::Revoke { reason: "单位注销".to_owned() };
        stage.give("director", stage.applications[0], command, "revoke").await.unwrap();
        assert_eq!(stage.stages().await, ["revoked", "disbursement"]);
        let figures = stage.figures().await;
        assert_eq!((figures.committed, figures.released), (AWARD_FEN, AWARD_FEN));
        assert_eq!(stage.due().await, [stage.applications[1]]);
        assert_eq!(codes(stage.make(&stage.applications, "both").await), ["payment-not-due"]);
        let none = stage.house.engine.recovery(&stage.maker().await, stage.applications[0]).await;
        assert!(matches!(none, Err(EngineError::NotFound { .. })), "{none:?}");
        audited(&stage.house.engine).await;
    }

    async fn the_audit_finds_money_that_was_moved_behind_its_back(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let case = revoked(&stage).await;
        let one = |fen: i64| repayment(fen, "R1");
        let demand = Command::DemandRecovery { document_number: "海科追〔2026〕1号".to_owned() };
        stage.house.set_day("2026-03-17").await;
        stage.give("maker", case, demand, "demand").await.unwrap();
        stage.give("checker", case, one(100), "one").await.unwrap();
        audited(&stage.house.engine).await;
        let bare = sea_orm::Database::connect(stage.house.database.url()).await.unwrap();
        for sql in [
            format!("UPDATE commitments SET released_fen = released_fen - 1 WHERE application_id = '{case}'"),
            format!("UPDATE commitments SET instalment = 1, instalment_fen = 5 WHERE application_id = '{case}'"),
            "UPDATE budget_lines SET recovered_fen = recovered_fen - 1 WHERE recovered_fen > 0".to_owned(),
            format!("UPDATE payment_orders SET amount_fen = amount_fen + 1 WHERE application_id = '{case}'"),
        ] {
            let before = stage.house.engine.audit().await.unwrap().faults.len();
            assert_eq!(bare.execute_unprepared(&sql).await.unwrap().rows_affected(), 1, "{sql}");
            let after = stage.house.engine.audit().await.unwrap().faults.len();
            assert!(after > before, "{sql} went unseen");
        }
    }

    async fn the_pages_demand_and_record_and_keep_what_was_typed(database: Database) {
        let stage = Stage::to_first_part(database).await;
        let case = revoked(&stage).await;
        stage.house.set_day("2026-03-17").await;
        let place = format!("/finance/recoveries/{case}");
        let maker = stage.house.client("maker").await;
        let list = maker.get("/finance/recoveries").await;
        assert!(list.text().contains("待发追回通知") && list.text().contains("3,300.00"), "{}", list.text());
        let page = maker.get(&place).await;
        let empty = maker.submit(&page, &format!("{place}/demand"), &[("document_number", " ")]).await;
        assert!(empty.text().contains("请填写追回通知文号"), "{}", empty.text());
        let fields = [("document_number", "海科追〔2026〕1号")];
        let done = maker.submit(&empty, &format!("{place}/demand"), &fields).await;
        assert!(done.text().contains("已登记追回通知") && done.text().contains("海科追〔2026〕1号"), "{}", done.text());
        assert!(!done.text().contains("登记退回款"), "the maker records no repayment");

        let checker = stage.house.client("checker").await;
        let page = checker.get(&place).await;
        let to = format!("{place}/repayments");
        let wrong = checker.submit(&page, &to, &[("amount", "一千"), ("received_on", ""), ("reference", "R9")]).await;
        for said in ["退回金额应为数字", "请填写入账日期"] {
            assert!(wrong.text().contains(said), "{}", wrong.text());
        }
        assert!(wrong.html().contains("value=\"R9\""), "what was typed is kept");
        let much = [("amount", "3300.01"), ("received_on", "2026-03-17"), ("reference", "R9")];
        let refused = checker.submit(&wrong, &to, &much).await;
        assert!(refused.html().contains("id=\"amount-error\""), "{}", refused.text());
        let part = [("amount", "1,300"), ("received_on", "2026-03-17"), ("reference", "R9")];
        let done = checker.submit(&refused, &to, &part).await;
        assert!(done.text().contains("退回款已登记") && done.text().contains("2,000.00"), "{}", done.text());
        let again = checker.submit(&done, &to, &part).await;
        assert!(again.text().contains("这个凭证号已经登记过"), "{}", again.text());
    }
}
