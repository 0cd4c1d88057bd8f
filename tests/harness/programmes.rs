//! Programmes for tests: a shipped one with another pipeline, its call, and cases handed in to it.
//! What a pipeline is made of, the test writes down as a programme's file would.

use std::collections::BTreeMap;

use engine::CallInput;
use engine::attachments::Upload;
use workflow::Command;
use workflow::id::{ApplicationId, CallId, OrganisationId};

use crate::House;
use crate::cases::PDF;

/// The files of a programme, by name.
pub type ProgrammeFiles = BTreeMap<String, Vec<u8>>;

const MANIFEST: &str = "programme.toml";
/// Days the window of a test's call stays open.
const OPEN_DAYS: u64 = 60;

/// A programme as it is shipped.
pub fn shipped(code: &str) -> ProgrammeFiles {
    let named = format!("code = \"{code}\"");
    let mut found = houbu::embedded_programmes().into_iter();
    found.find(|files| manifest_of(files).starts_with(&named)).expect("the programme is shipped")
}

fn manifest_of(files: &ProgrammeFiles) -> String {
    files.get(MANIFEST).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
}

/// A shipped programme with this pipeline in the place of its own.
pub fn programme_with_pipeline(code: &str, pipeline: &str) -> ProgrammeFiles {
    let mut files = shipped(code);
    let manifest = manifest_of(&files);
    let rest = manifest.split("\n[pipeline]").next().unwrap_or_default();
    let rest = rest.split("\n[[pipeline.stage]]").next().unwrap_or_default();
    files.insert(MANIFEST.to_owned(), format!("{rest}\n{pipeline}\n").into_bytes());
    files
}

impl House {
    /// Adopts a programme, drafts a call of it and opens it, on the budget line of a shipped call.
    pub async fn call_of(&self, files: ProgrammeFiles) -> CallId {
        let pack = self.engine.adopt_pack(files).await.expect("the programme can be adopted");
        let programme = pack.programme().code.clone();
        let (officer, director) = (self.signed("officer").await, self.signed("director").await);
        let line =
            store::calls::find(self.database.store(), self.cast.calls[1]).await.expect("calls are read");
        let today = self.engine.today().await.expect("the clock is read");
        let input = CallInput {
            title_zh: format!("测试批次 {programme}"),
            title_en: format!("Test call {programme}"),
            programme,
            fiscal_year: "2026".to_owned(),
            opens_on: today.to_string(),
            closes_on: today.plus_days(OPEN_DAYS).to_string(),
            budget_line: line.expect("the demo has the call").budget_line_id.to_string(),
            notice_zh: "测试批次。".to_owned(),
            notice_en: "A test call.".to_owned(),
            targets: "兑现企业 1 家".to_owned(),
        };
        let key = format!("call-{}", pack.fingerprint());
        let call = self.engine.draft_call(&officer, input, &key).await.expect("the call is drafted");
        let row = store::calls::find(self.database.store(), call).await.expect("calls are read");
        let version = row.map_or(1, |row| row.version);
        self.engine
            .open_call(&director, call, version, &format!("{key}-open"))
            .await
            .expect("the call opens");
        call
    }

    /// A case of the technical-contract programme, handed in with these answers and named documents.
    pub async fn handed_in(
        &self,
        call: CallId,
        organisation: OrganisationId,
        answers: &[(&str, &str)],
        documents: &[(&str, &str)],
    ) -> ApplicationId {
        let signed = self.member_of(organisation).await;
        let key = |step: &str| format!("{call}-{organisation}-{step}");
        let begun = self.engine.start_application(&signed, call, organisation, &key("start")).await;
        let case = begun.expect("an application starts").application;
        let answers =
            answers.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
        self.give(&signed, case, Command::SaveAnswers { answers }, &key("save")).await;
        for (code, name) in documents {
            let upload = Upload {
                document_code: (*code).to_owned(),
                file_name: (*name).to_owned(),
                bytes: [PDF, name.as_bytes()].concat(),
            };
            let added = self.engine.add_attachment(&signed, case, upload, &key(code)).await;
            added.expect("the document is taken");
        }
        self.give(&signed, case, Command::Submit, &key("submit")).await;
        case
    }

    /// Passed by two officers.
    pub async fn checked(&self, case: ApplicationId, opinion: &str) {
        for officer in ["officer", "officer2"] {
            let signed = self.signed(officer).await;
            let pass = Command::PassCheck { opinion: opinion.to_owned() };
            self.give(&signed, case, pass, &format!("{case}-{officer}-check")).await;
        }
    }
}
