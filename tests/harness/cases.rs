//! Cases brought quickly to where a test begins, through the engine's own use cases.
//! Technical contracts have no recommendation, so they are the shortest way to an award.

use engine::PublishInput;
use engine::Signed;
use engine::attachments::Upload;
use engine::budgets::BudgetLineInput;
use workflow::id::{ApplicationId, OrganisationId};
use workflow::{Command, Money};

use crate::House;

/// The smallest file that is a PDF by its content.
pub const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// What a unit was paid under its contracts (yuan), and what that earns it.
pub const PAID_YUAN: &str = "1000000";
/// The demo's budget line of the technical-contract call.
const CONTRACT_LINE: &str = "2060404-02";
pub const AWARD_FEN: i64 = 550_000;

impl House {
    /// The applicant, acting for any one organisation of the demo.
    pub async fn member_of(&self, organisation: OrganisationId) -> Signed {
        let mut signed = self.signed("applicant").await;
        signed.actor.organisations = vec![organisation];
        signed
    }

    /// A submitted claim of each of these organisations in the technical-contract call.
    pub async fn submitted(&self, organisations: &[OrganisationId]) -> Vec<ApplicationId> {
        let mut cases = Vec::new();
        for organisation in organisations {
            cases.push(self.submit_claim(*organisation).await);
        }
        cases
    }

    async fn submit_claim(&self, organisation: OrganisationId) -> ApplicationId {
        let signed = self.member_of(organisation).await;
        let key = |step: &str| format!("{organisation}-{step}");
        let call = self.cast.calls[1];
        let begun = self.engine.start_application(&signed, call, organisation, &key("start")).await;
        let case = begun.expect("an application starts").application;
        let answers = [("kind", "unit"), ("contract_total", "1200000"), ("paid_total", PAID_YUAN)];
        let answers = answers.map(|(field, value)| (field.to_owned(), value.to_owned())).into();
        self.give(&signed, case, Command::SaveAnswers { answers }, &key("save")).await;
        for document in
            ["licence", "contract-registration", "payment-proof", "account-certificate", "commitment"]
        {
            let upload = Upload {
                document_code: document.to_owned(),
                file_name: format!("{document}.pdf"),
                bytes: PDF.to_vec(),
            };
            // A document the pack does not ask for is not needed here.
            let _ = self.engine.add_attachment(&signed, case, upload, &key(document)).await;
        }
        self.give(&signed, case, Command::Submit, &key("submit")).await;
        case
    }

    /// Awarded claims, due for payment. Moves the clock past the publicity.
    pub async fn awarded(&self, organisations: &[OrganisationId]) -> Vec<ApplicationId> {
        let cases = self.publicised(organisations).await;
        let director = self.signed("director").await;
        for case in &cases {
            let command = Command::Award { document_number: "海科发〔2026〕1号".to_owned() };
            self.give(&director, *case, command, &format!("{case}-award")).await;
        }
        cases
    }

    /// Claims whose publicity has ended, waiting for the award.
    pub async fn publicised(&self, organisations: &[OrganisationId]) -> Vec<ApplicationId> {
        let cases = self.submitted(organisations).await;
        let officers = [self.signed("officer").await, self.signed("officer2").await];
        let director = self.signed("director").await;
        for case in &cases {
            for (turn, officer) in officers.iter().enumerate() {
                let pass = Command::PassCheck { opinion: String::new() };
                self.give(officer, *case, pass, &format!("{case}-check-{turn}")).await;
            }
            let approve = Command::Approve { opinion: "同意".to_owned(), amount: None };
            self.give(&director, *case, approve, &format!("{case}-approve")).await;
        }
        let list = PublishInput { call: self.cast.calls[1], applications: cases.clone() };
        self.engine.publish_list(&officers[0], list, "publish").await.expect("the list is published");
        self.set_day("2026-03-10").await;
        self.engine.reconcile_deadlines().await.expect("publicity ends");
        cases
    }

    /// Lowers the technical-contract line to this total, as finance would.
    pub async fn shrink_line(&self, fen: i64) {
        let lines = store::budgets::list(self.database.store()).await.expect("lines are listed");
        let line = lines.into_iter().find(|line| line.code == CONTRACT_LINE).expect("the demo has the line");
        let input = BudgetLineInput {
            fiscal_year: line.fiscal_year.to_string(),
            code: line.code,
            title_zh: line.title_zh,
            title_en: line.title_en,
            total: Money::from_fen(fen).expect("a small amount").to_string(),
        };
        let maker = self.signed("maker").await;
        self.engine.change_budget_line(&maker, line.id, input, "shrink").await.expect("the line shrinks");
    }

    /// A command that must be accepted.
    pub async fn give(&self, signed: &Signed, case: ApplicationId, command: Command, key: &str) {
        let kind = command.kind();
        if let Err(refused) = self.engine.give(signed, case, command, key).await {
            panic!("{kind:?} is refused: {refused}");
        }
    }

    /// What an awarded claim is worth.
    pub fn award(&self) -> Money {
        Money::from_fen(AWARD_FEN).expect("a small amount")
    }
}
