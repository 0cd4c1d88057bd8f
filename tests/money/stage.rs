//! Applications brought to where money begins, through the use cases everybody uses; and the ledger's word.
//! What the numbers should be is for each test to say.

use std::collections::BTreeMap;

use engine::attachments::Upload;
use engine::{EngineError, PublishInput, Signed};
use harness::{Database, House};
use workflow::id::{ApplicationId, BudgetLineId, PaymentBatchId};
use workflow::{Command, Money};

use engine::bank::{BankFile, DemoAnswer, Imported};
use engine::disburse::{MakeBatch, SendBatch};

/// The technical-contract call of the demo and what each of its applications is worth there: 5,500 yuan.
const CALL: usize = 1;
pub const AWARD_FEN: i64 = 550_000;

/// A demo with two applications that the director may award.
pub struct Stage {
    pub house: House,
    pub line: BudgetLineId,
    pub applications: Vec<ApplicationId>,
}

impl Stage {
    /// Both applications approved and publicised.
    pub async fn to_award(database: Database) -> Self {
        let house = House::open(database).await;
        let call = store::calls::find(house.engine.store(), house.cast.calls[CALL]).await.unwrap().unwrap();
        let stage = Self { house, line: call.budget_line_id, applications: Vec::new() };
        let mut applications = Vec::new();
        for (position, applicant) in ["applicant", "applicant2"].into_iter().enumerate() {
            applications.push(stage.submitted(applicant, position).await);
        }
        let officer = stage.house.signed("officer").await;
        let input = PublishInput { call: call.id, applications: applications.clone() };
        stage.house.engine.publish_list(&officer, input, "publish").await.unwrap();
        stage.house.set_day("2026-03-16").await;
        stage.house.engine.reconcile_deadlines().await.unwrap();
        Self { applications, ..stage }
    }

    /// Both applications awarded: two payments are due.
    pub async fn to_disbursement(database: Database) -> Self {
        let stage = Self::to_award(database).await;
        for application in &stage.applications {
            stage.award(*application, &format!("award-{application}")).await.unwrap();
        }
        stage
    }

    pub async fn award(&self, application: ApplicationId, key: &str) -> Result<(), EngineError> {
        let director = self.house.signed("director").await;
        let command = Command::Award { document_number: "海科〔2026〕1号".to_owned() };
        self.house.engine.give(&director, application, command, key).await.map(|_| ())
    }

    async fn submitted(&self, applicant: &str, position: usize) -> ApplicationId {
        let engine = &self.house.engine;
        let person = self.house.signed(applicant).await;
        let (call, organisation) = (self.house.cast.calls[CALL], self.house.cast.organisations[position]);
        let key = |step: &str| format!("{step}-{position}");
        let begun = engine.start_application(&person, call, organisation, &key("start")).await.unwrap();
        let id = begun.application;
        let typed = [("kind", "unit"), ("contract_total", "1000000"), ("paid_total", "1000000")];
        let answers: BTreeMap<_, _> =
            typed.map(|(field, value)| (field.to_owned(), value.to_owned())).into_iter().collect();
        engine.give(&person, id, Command::SaveAnswers { answers }, &key("answers")).await.unwrap();
        for code in ["licence", "contract-registration", "payment-proof"] {
            let upload = Upload {
                document_code: code.to_owned(),
                file_name: format!("{code}.pdf"),
                bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\nendobj\n%%EOF\n".to_vec(),
            };
            engine.add_attachment(&person, id, upload, &key(code)).await.unwrap();
        }
        engine.give(&person, id, Command::Submit, &key("submit")).await.unwrap();
        for officer in ["officer", "officer2"] {
            let officer_signed = self.house.signed(officer).await;
            let command = Command::PassCheck { opinion: "材料齐全".to_owned() };
            engine.give(&officer_signed, id, command, &key(officer)).await.unwrap();
        }
        let director = self.house.signed("director").await;
        let command = Command::Approve { opinion: "同意".to_owned(), amount: None };
        engine.give(&director, id, command, &key("approve")).await.unwrap();
        id
    }

    pub async fn maker(&self) -> Signed {
        self.house.signed("maker").await
    }

    pub async fn checker(&self) -> Signed {
        self.house.signed("checker").await
    }

    pub async fn make(&self, of: &[ApplicationId], key: &str) -> Result<PaymentBatchId, EngineError> {
        let applications = of.iter().map(ToString::to_string).collect();
        self.house.engine.make_batch(&self.maker().await, MakeBatch { applications }, key).await
    }

    /// A batch that was handed to the bank.
    pub async fn sent(&self, of: &[ApplicationId], key: &str) -> PaymentBatchId {
        let batch = self.make(of, key).await.unwrap();
        let checker = self.checker().await;
        self.house.engine.authorise_batch(&checker, batch, &format!("{key}-authorise")).await.unwrap();
        let input = SendBatch { note: String::new() };
        self.house.engine.send_batch(&checker, batch, input, &format!("{key}-send")).await.unwrap();
        batch
    }

    pub async fn answer(&self, batch: PaymentBatchId, answer: DemoAnswer) -> BankFile {
        self.house.engine.demo_bank_answer(&self.checker().await, batch, answer).await.unwrap()
    }

    pub async fn import(&self, file: &BankFile, key: &str) -> Result<Imported, EngineError> {
        self.house.engine.import_bank_answer(&self.checker().await, file.clone(), key).await
    }

    /// Demo answer and import in one; answers the counts.
    pub async fn bank_says(
        &self,
        batch: PaymentBatchId,
        answer: DemoAnswer,
        key: &str,
    ) -> engine::bank::ImportSummary {
        let file = self.answer(batch, answer).await;
        let imported = self.import(&file, key).await.unwrap();
        let checker = self.checker().await;
        self.house.engine.bank_message(&checker, imported.message).await.unwrap().summary
    }

    pub async fn stages(&self) -> Vec<String> {
        let mut stages = Vec::new();
        for id in &self.applications {
            let row = store::applications::find(self.house.engine.store(), *id).await.unwrap().unwrap();
            stages.push(row.stage);
        }
        stages
    }

    pub async fn due(&self) -> Vec<ApplicationId> {
        let list = self.house.engine.due_payments(&self.maker().await, None).await.unwrap();
        list.due.rows.iter().map(|row| row.application).collect()
    }

    /// Committed, ordered and paid of the line, in awards; panics when the ledger tells another story.
    pub async fn counters(&self) -> (i64, i64, i64) {
        let store = self.house.engine.store();
        let line = store::budgets::find(store, self.line).await.unwrap().unwrap();
        let turnover = store::ledger::turnover(store).await.unwrap();
        let balance = |account: &str| -> i64 {
            let of_line =
                turnover.iter().filter(|row| row.budget_line_id == self.line && row.account == account);
            of_line.map(|row| row.debit_fen.fen() - row.credit_fen.fen()).sum()
        };
        let paid = balance("paid");
        let ordered = paid + balance("orders");
        let committed = ordered + balance("commitments");
        let total = committed + balance("appropriation");
        let told = [total, committed, ordered, paid, balance("source")];
        let kept = [line.total_fen, line.committed_fen, line.ordered_fen, line.paid_fen].map(Money::fen);
        assert_eq!(told[..4], kept, "the ledger and the counters differ");
        assert_eq!(told[4], -total, "money came from nowhere");
        assert!(
            kept.iter().all(|fen| *fen == kept[0] || fen % AWARD_FEN == 0),
            "a part of an award: {kept:?}"
        );
        (committed / AWARD_FEN, ordered / AWARD_FEN, paid / AWARD_FEN)
    }
}

/// The codes of the faults, in order.
pub fn codes<T: std::fmt::Debug>(outcome: Result<T, EngineError>) -> Vec<&'static str> {
    match outcome {
        Err(EngineError::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
        other => panic!("faults were expected, not {other:?}"),
    }
}
