//! The life of a pack through the engine, on both databases: two people, days, what cases are judged by,
//! what would change, and what is executed again.

mod drafts;
mod files;
mod golden;
pub mod history;
mod impact;
mod publishing;
pub mod replay;

use std::sync::atomic::{AtomicU32, Ordering};

use engine::studio::{DraftFiles, DraftInput, DraftText, DraftView, PublishDraft};
use engine::{EngineError, Signed};
use harness::House;
use workflow::Command;
use workflow::id::{ApplicationId, OrganisationId, PackDraftId};

pub const PROGRAMME: &str = "technical-contract";
const MANIFEST: &str = "programme.toml";
const CASES: &str = "cases.json";
/// What a unit that was paid a million yuan gets: by the shipped rules, and by a first band of 2 %.
pub const SHIPPED_FEN: i64 = harness::cases::AWARD_FEN;
pub const RAISED_FEN: i64 = 650_000;

/// The files with the first band's rate at so many percent.
pub fn with_rate(mut files: DraftFiles, percent: &str) -> DraftFiles {
    let manifest = files.get_mut(MANIFEST).unwrap();
    let named = "name = \"band_first_rate\"\nvalue = \"";
    let (before, after) = manifest.split_once(named).unwrap();
    let (_, rest) = after.split_once('"').unwrap();
    *manifest = format!("{before}{named}{percent}\"{rest}");
    files
}

/// The files with one case of a unit in the place of all of them.
pub fn with_case(mut files: DraftFiles, yuan: &str) -> DraftFiles {
    let cases = format!(
        "[{{\"id\": \"RATE-01\", \"programme\": \"TECH_CONTRACT\", \"inputs\": {{\"kind\": \"unit\", \
         \"paid_total\": 1000000}}, \"expected\": {{\"amount\": {yuan}}}}}]"
    );
    files.insert(CASES.to_owned(), cases);
    files
}

/// A first band of 2 %, with its case.
pub fn raised(files: DraftFiles) -> DraftFiles {
    with_case(with_rate(files, "2"), "6500")
}

/// Drafts begun in this process: each under a key of its own.
static BEGUN: AtomicU32 = AtomicU32::new(0);

/// A draft somebody of policy has begun.
pub struct Written {
    pub author: Signed,
    pub id: PackDraftId,
}

impl Written {
    pub async fn begin(house: &House, author: &str) -> Self {
        let author = house.signed(author).await;
        let input =
            DraftInput {
                programme: Some(PROGRAMME.to_owned()), files: None, note: "调整比例".to_owned()
            };
        let key = format!("begin-{}", BEGUN.fetch_add(1, Ordering::Relaxed));
        let id = house.engine.begin_draft(&author, input, &key).await.unwrap();
        Self { author, id }
    }

    pub async fn view(&self, house: &House) -> DraftView {
        house.engine.draft(&self.author, self.id).await.unwrap()
    }

    pub async fn save(&self, house: &House, files: DraftFiles) -> Result<i64, EngineError> {
        let version = self.view(house).await.line.version;
        let text = DraftText { files, note: "调整比例".to_owned(), rebase: false };
        let key = format!("save-{}-{version}", self.id);
        house.engine.save_draft(&self.author, self.id, version, text, &key).await
    }

    pub async fn submit(&self, house: &House) -> Result<PackDraftId, EngineError> {
        let version = self.view(house).await.line.version;
        house
            .engine
            .submit_draft(&self.author, self.id, version, &format!("submit-{}-{version}", self.id))
            .await
    }

    /// As somebody else of policy, from a day on.
    pub async fn publish(&self, house: &House, by: &Signed, from: &str) -> Result<i64, EngineError> {
        let version = self.view(house).await.line.version;
        let days = PublishDraft { effective_from: from.to_owned(), effective_until: String::new() };
        let key = format!("publish-{}-{version}-{from}", self.id);
        house.engine.publish_draft(by, self.id, version, days, &key).await
    }
}

/// Other rules, written by one and published by the other of policy.
pub async fn publish_raised(house: &House, from: &str) -> i64 {
    let draft = Written::begin(house, "policy").await;
    let files = raised(draft.view(house).await.files);
    draft.save(house, files).await.unwrap();
    draft.submit(house).await.unwrap();
    let second = house.signed("policy2").await;
    draft.publish(house, &second, from).await.unwrap()
}

/// The fingerprint and the fen a case was judged with.
pub async fn judged(house: &House, case: ApplicationId) -> (String, Option<i64>) {
    let row = store::applications::find(house.database.store(), case).await.unwrap().unwrap();
    let state: workflow::Application = serde_json::from_str(&row.state_json).unwrap();
    let judgement = state.judgement.unwrap();
    (judgement.pack_fingerprint, judgement.amount.map(workflow::Money::fen))
}

/// A claim that is written and has its documents, but is not handed in.
pub async fn ready_claim(house: &House, organisation: OrganisationId) -> (Signed, ApplicationId) {
    let signed = house.member_of(organisation).await;
    let key = |step: &str| format!("{organisation}-{step}");
    let begun =
        house.engine.start_application(&signed, house.cast.calls[1], organisation, &key("start")).await;
    let case = begun.unwrap().application;
    let answers =
        [("kind", "unit"), ("contract_total", "1200000"), ("paid_total", harness::cases::PAID_YUAN)];
    let answers = answers.map(|(field, value)| (field.to_owned(), value.to_owned())).into();
    house.give(&signed, case, Command::SaveAnswers { answers }, &key("save")).await;
    for document in ["contract-registration", "payment-proof", "account-certificate", "commitment", "licence"]
    {
        let upload = engine::attachments::Upload {
            document_code: document.to_owned(),
            file_name: format!("{document}.pdf"),
            bytes: harness::cases::PDF.to_vec(),
        };
        // A document the pack does not ask for is not needed here.
        let _ = house.engine.add_attachment(&signed, case, upload, &key(document)).await;
    }
    (signed, case)
}

/// The codes of the faults.
pub fn codes<T: std::fmt::Debug>(outcome: Result<T, EngineError>) -> Vec<&'static str> {
    match outcome {
        Err(EngineError::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
        other => panic!("faults were expected, not {other:?}"),
    }
}
