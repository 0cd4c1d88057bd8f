//! Applications brought to where money begins, through the use cases everybody uses; and the ledger's word.
//! What the numbers should be is for each test to say.

use std::collections::BTreeMap;

use engine::attachments::Upload;
use engine::{EngineError, PublishInput, Signed};
use harness::{Database, House};
use sea_orm::ConnectionTrait;
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
        Self::to_award_in(House::open(database).await).await
    }

    /// Both applications awarded in two parts, the second not to be paid for two months.
    pub async fn to_first_part(database: Database) -> Self {
        let house = House::open(database).await;
        pay_in_parts(&house).await;
        Self::awarded(Self::to_award_in(house).await).await
    }

    async fn to_award_in(house: House) -> Self {
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
        Self::awarded(Self::to_award(database).await).await
    }

    async fn awarded(stage: Self) -> Self {
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

    /// Committed, ordered and paid of the line, in awards.
    pub async fn counters(&self) -> (i64, i64, i64) {
        let Figures { committed, ordered, paid, .. } = self.figures().await;
        for fen in [committed, ordered, paid] {
            assert_eq!(fen % AWARD_FEN, 0, "a part of an award");
        }
        (committed / AWARD_FEN, ordered / AWARD_FEN, paid / AWARD_FEN)
    }

    /// Where the line's money is, in fen; panics when ledger, counters or commitments tell another story.
    pub async fn figures(&self) -> Figures {
        let store = self.house.engine.store();
        let line = store::budgets::find(store, self.line).await.unwrap().unwrap();
        let turnover = store::ledger::turnover(store).await.unwrap();
        let balance = |account: &str| -> i64 {
            let of_line =
                turnover.iter().filter(|row| row.budget_line_id == self.line && row.account == account);
            of_line.map(|row| row.debit_fen.fen() - row.credit_fen.fen()).sum()
        };
        let recovered = balance("recovered");
        let paid = recovered + balance("paid");
        let ordered = paid + balance("orders");
        let committed = ordered + balance("commitments");
        let total = committed + balance("appropriation");
        let kept = [line.total_fen, line.committed_fen, line.ordered_fen, line.paid_fen, line.recovered_fen];
        let told = [total, committed, ordered, paid, recovered];
        assert_eq!(told, kept.map(Money::fen), "the ledger and the counters differ");
        assert_eq!(balance("source"), -total, "money came from nowhere");
        let holdings = store::commitments::holdings(store).await.unwrap();
        let held = holdings.iter().find(|held| held.budget_line_id == self.line).unwrap();
        let released = held.released_fen.fen();
        let sums = [held.ordered_fen, held.paid_fen, held.recovered_fen].map(Money::fen);
        assert_eq!([held.amount_fen.fen() - released, sums[0], sums[1], sums[2]], told[1..]);
        Figures { committed, ordered, paid, released, recovered }
    }

    /// A command somebody gives, which may be refused.
    pub async fn give(
        &self,
        who: &str,
        application: ApplicationId,
        command: Command,
        key: &str,
    ) -> Result<(), EngineError> {
        let signed = self.house.signed(who).await;
        self.house.engine.give(&signed, application, command, key).await.map(|_| ())
    }
}

/// Where the money of a line is, in fen; cumulative but for `released`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub committed: i64,
    pub ordered: i64,
    pub paid: i64,
    pub released: i64,
    pub recovered: i64,
}

/// The technical-contract call under a pack that pays 60 and, two months later, 40 per cent.
pub async fn pay_in_parts(house: &House) {
    const PARTS: &str = "\n[[pipeline.stage.instalment]]\npercent = 60\n\n\
                         [[pipeline.stage.instalment]]\npercent = 40\nafter_months = 2\n";
    let call = house.cast.calls[CALL];
    let row = store::calls::find(house.engine.store(), call).await.unwrap().unwrap();
    let shipped = houbu::embedded_programmes().into_iter().find(|files| {
        let pack = rules::Pack::from_files(files.clone()).unwrap();
        pack.programme().code == row.programme_code
    });
    let mut files = shipped.unwrap();
    let definition = files.get_mut("programme.toml").unwrap();
    let text = String::from_utf8(definition.clone()).unwrap();
    let stage = "key = \"disbursement\"";
    let (before, after) = text.split_once(stage).unwrap();
    // The parts stand behind the stage's own keys.
    let end = after.find("\n\n").unwrap_or(after.len());
    let (own, rest) = after.split_at(end);
    *definition = format!("{before}{stage}{}\n{PARTS}{rest}", own.trim_end()).into_bytes();
    let pack = house.engine.adopt_pack(files).await.unwrap();
    assert_ne!(pack.fingerprint(), row.pack_fingerprint);
    let sql = format!("UPDATE calls SET pack_fingerprint = '{}' WHERE id = '{call}'", pack.fingerprint());
    let database = sea_orm::Database::connect(house.database.url()).await.unwrap();
    database.execute_unprepared(&sql).await.unwrap();
}

/// The codes of the faults, in order.
pub fn codes<T: std::fmt::Debug>(outcome: Result<T, EngineError>) -> Vec<&'static str> {
    match outcome {
        Err(EngineError::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
        other => panic!("faults were expected, not {other:?}"),
    }
}
