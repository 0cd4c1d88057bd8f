//! The steps the tests of this subject take again and again, through the engine's use cases.
//! It only brings cases to where a test begins; what is right is for each test to say.

use std::collections::BTreeMap;

use engine::attachments::Upload;
use engine::{CallInput, PublishInput};
use harness::House;
use workflow::id::{ApplicationId, CallId, NoticeId};
use workflow::state::Defect;
use workflow::{Command, Stage, Timestamp};

/// The smallest file that is a PDF.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// The demo's call for technical contracts, which has no town in its pipeline.
pub fn call(house: &House) -> CallId {
    house.cast.calls[1]
}

pub async fn give(house: &House, who: &str, case: ApplicationId, command: Command) {
    let signed = house.signed(who).await;
    let key = format!("{who}-{:?}-{case}", command.kind());
    house.engine.give(&signed, case, command, &key).await.unwrap();
}

/// A draft of the demo's first enterprise.
pub async fn draft(house: &House, call: CallId) -> ApplicationId {
    let applicant = house.signed("applicant").await;
    let organisation = house.cast.organisations[0];
    let key = format!("start-{call}");
    let begun = house.engine.start_application(&applicant, call, organisation, &key).await;
    begun.unwrap().application
}

/// A complete application, handed in.
pub async fn submitted(house: &House, call: CallId) -> ApplicationId {
    let case = draft(house, call).await;
    let answers = [("kind", "unit"), ("contract_total", "1000000"), ("paid_total", "800000")];
    let answers: BTreeMap<String, String> =
        answers.map(|(field, value)| (field.to_owned(), value.to_owned())).into();
    give(house, "applicant", case, Command::SaveAnswers { answers }).await;
    let applicant = house.signed("applicant").await;
    for code in ["licence", "contract-registration", "payment-proof"] {
        let upload =
            Upload { document_code: code.to_owned(), file_name: format!("{code}.pdf"), bytes: PDF.to_vec() };
        let key = format!("{code}-{case}");
        house.engine.add_attachment(&applicant, case, upload, &key).await.unwrap();
    }
    give(house, "applicant", case, Command::Submit).await;
    case
}

/// Sent back to the applicant with one defect.
pub async fn in_correction(house: &House) -> ApplicationId {
    let case = submitted(house, call(house)).await;
    let defects = vec![Defect { field: "paid_total".to_owned(), message: "缺少银行回单".to_owned() }];
    give(house, "officer", case, Command::RequestCorrection { defects }).await;
    case
}

/// Approved, and waiting for its list.
pub async fn approved(house: &House) -> ApplicationId {
    approved_in(house, call(house)).await
}

pub async fn approved_in(house: &House, call: CallId) -> ApplicationId {
    let case = submitted(house, call).await;
    for officer in ["officer", "officer2"] {
        give(house, officer, case, Command::PassCheck { opinion: String::new() }).await;
    }
    give(house, "director", case, Command::Approve { opinion: String::new(), amount: None }).await;
    case
}

pub async fn publish(house: &House, cases: Vec<ApplicationId>, key: &str) -> NoticeId {
    let officer = house.signed("officer").await;
    let input = PublishInput { call: call(house), applications: cases };
    house.engine.publish_list(&officer, input, key).await.unwrap()
}

pub async fn stage(house: &House, case: ApplicationId) -> Stage {
    let row = store::applications::find(house.database.store(), case).await.unwrap().unwrap();
    Stage::from_key(&row.stage).unwrap()
}

/// Moves the clock to an hour and minute of a day.
pub async fn set_time(house: &House, day: &str, hour: u32, minute: u32) -> Timestamp {
    let instant = Timestamp::in_shanghai(day.parse().unwrap(), hour, minute).unwrap();
    house.engine.set_demo_clock(instant).await.unwrap();
    instant
}

/// A sound call for technical contracts on the line of the demo's call.
pub async fn call_input(house: &House, opens_on: &str, closes_on: &str) -> CallInput {
    let row = store::calls::find(house.database.store(), call(house)).await.unwrap().unwrap();
    CallInput {
        programme: row.programme_code,
        title_zh: "补充批次".to_owned(),
        title_en: "A further call".to_owned(),
        fiscal_year: row.fiscal_year.to_string(),
        opens_on: opens_on.to_owned(),
        closes_on: closes_on.to_owned(),
        budget_line: row.budget_line_id.to_string(),
        notice_zh: "通知".to_owned(),
        notice_en: "Notice".to_owned(),
        targets: "支持企业 3 家".to_owned(),
    }
}

/// The same call, open.
pub async fn open_call(house: &House, opens_on: &str, closes_on: &str) -> CallId {
    let (officer, director) = (house.signed("officer").await, house.signed("director").await);
    let input = call_input(house, opens_on, closes_on).await;
    let call = house.engine.draft_call(&officer, input, &format!("draft-{opens_on}")).await.unwrap();
    house.engine.open_call(&director, call, 1, &format!("open-{call}")).await.unwrap()
}
