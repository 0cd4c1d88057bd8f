//! Canaries: everything that tells whose application it is carries a text of its own, and no answer of any
//! route to a blind reviewer contains one, in body or headers, but the bytes of the blind copies. And what
//! an expert wrote is in nobody's answer before all scores are in.

use std::collections::BTreeSet;

use super::paths::{Paths, ask};
use harness::panels::{PLATFORM_ANSWERS, marks};
use harness::tamper::Thief;
use harness::{House, on_both_databases};
use workflow::Command;
use workflow::id::{ApplicationId, OrganisationId};

/// Names, numbers and texts of the applicant; none is part of anything else.
const CANARIES: [&str; 14] = [
    "金丝雀机械",
    "91320614MA27XKCAN7",
    "金丝雀路",
    "金丝雀法人",
    "金丝雀户名",
    "98050078801600777777",
    "金丝雀银行",
    "金丝雀镇",
    "Canary Town",
    "金丝雀经办人",
    "13900777777",
    "金丝雀研发平台",
    "canary-file",
    "canary-opinion",
];

/// The town of the applicant, and the last two of the list.
const TOWNS: [&str; 2] = ["金丝雀镇", "Canary Town"];
const OTHER_TOWNS: [&str; 2] = ["海永镇", "Haiyong Town"];

/// What the first expert writes.
const COMMENT: &str = "金丝雀评语";
/// Of the marks 19, 29, 29 and 11 out of 100.
const TOTAL: &str = "88.00";

/// The blind copies' bytes may say anything; the name of their file may not.
const DOCUMENTS: [(&str, &str); 7] = [
    ("licence", "canary-file-1.pdf"),
    ("recognition", "canary-file-2.pdf"),
    ("plan", "canary-file-3.pdf"),
    ("plan-blind", "canary-file-4.pdf"),
    ("tax-certificate", "canary-file-5.pdf"),
    ("safety-commitment", "canary-file-6.pdf"),
    ("credit-commitment", "canary-file-7.pdf"),
];

/// Fills the organisation, its town and its people with canaries.
async fn hide(house: &House, organisation: OrganisationId) {
    let thief = Thief::enter(&house.database).await;
    let member = house.signed("applicant").await.id();
    thief
        .run(&format!(
            "UPDATE organisations SET name = '金丝雀机械有限公司', uscc = '91320614MA27XKCAN7', \
             address = '南通市金丝雀路 7 号', legal_representative = '金丝雀法人', \
             account_name = '金丝雀户名', account_number = '98050078801600777777', \
             bank_name = '金丝雀银行' WHERE id = '{organisation}'; \
             UPDATE towns SET name_zh = '金丝雀镇', name_en = 'Canary Town' \
             WHERE id = (SELECT town_id FROM organisations WHERE id = '{organisation}'); \
             UPDATE people SET name = '金丝雀经办人', phone = '13900777777' WHERE id = '{member}'"
        ))
        .await;
}

/// A case at its expert review whose every trace of the applicant is a canary.
async fn case_of_canaries(house: &House) -> ApplicationId {
    let organisation = house.cast.organisations[0];
    hide(house, organisation).await;
    let call = house.platform_call().await;
    let mut answers = PLATFORM_ANSWERS.to_vec();
    for answer in answers.iter_mut().filter(|(field, _)| *field == "platform_name") {
        answer.1 = "金丝雀研发平台";
    }
    let case = house.handed_in(call, organisation, &answers, &DOCUMENTS).await;
    let recommend = Command::Recommend { opinion: "canary-opinion".to_owned() };
    house.give(&house.signed("recommender").await, case, recommend, &format!("{case}-recommend")).await;
    house.checked(case, "canary-opinion").await;
    case
}

/// Asks every route that answers to a reading, in both languages, and names the canaries found.
async fn sing(house: &House, paths: &Paths, account: &str, canaries: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for answer in ask(house, paths, account).await {
        let bytes_of_a_blind_copy = answer.status.is_success() && paths.is_document(&answer.path);
        let body = String::from_utf8_lossy(&answer.body);
        for canary in canaries {
            // A list of every town there is tells of none.
            let every_town = TOWNS.contains(canary) && OTHER_TOWNS.iter().any(|town| body.contains(town));
            let in_body = !bytes_of_a_blind_copy && !every_town && body.contains(canary);
            let encoded = percent_encoded(canary);
            let in_headers = answer.headers.contains(canary) || answer.headers.contains(&encoded);
            if in_body || in_headers {
                found.push(format!("{account}: {canary} in {} ({})", answer.path, answer.language));
            }
        }
    }
    found
}

/// As a name travels in a header.
fn percent_encoded(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

async fn score(house: &House, case: ApplicationId, account: &str, points: [u16; 4], comment: &str) {
    let expert = house.signed(account).await;
    let score = Command::SubmitScore { marks: marks(points), comment: comment.to_owned() };
    house.give(&expert, case, score, &format!("{case}-{account}-score")).await;
}

on_both_databases! {
    async fn no_answer_tells_a_blind_reviewer_whose_it_is(database: Database) {
        let house = House::open(database).await;
        let case = case_of_canaries(&house).await;
        let paths = Paths::of(&house, case).await;
        let control = sing(&house, &paths, "officer", &CANARIES).await;
        let sung: BTreeSet<&str> =
            CANARIES.into_iter().filter(|canary| control.iter().any(|line| line.contains(canary))).collect();
        for canary in ["金丝雀机械", "91320614MA27XKCAN7", "金丝雀研发平台", "canary-file", "canary-opinion"] {
            assert!(sung.contains(canary), "{canary} would not be found at all: {sung:?}");
        }
        let officer = house.signed("officer").await;
        house.give(&officer, case, Command::DrawPanel, "draw").await;
        let panel = house.panel(case).await;
        let unseated = harness::panels::EXPERTS.into_iter().find(|one| !panel.contains(one)).unwrap();
        let mut found = sing(&house, &paths, panel[0], &CANARIES).await;
        for account in &panel {
            let expert = house.signed(account).await;
            house.give(&expert, case, Command::AcceptReview, &format!("{account}-accept")).await;
        }
        found.extend(sing(&house, &paths, panel[0], &CANARIES).await);
        found.extend(sing(&house, &paths, unseated, &CANARIES).await);
        for account in &panel {
            score(&house, case, account, [19, 29, 29, 11], "同意").await;
        }
        found.extend(sing(&house, &paths, panel[0], &CANARIES).await);
        house.deliver_mail().await;
        let mails = house.mails();
        let invitations: Vec<_> =
            mails.iter().filter(|mail| mail.to.address().starts_with("expert")).collect();
        assert!(invitations.len() >= panel.len(), "every member was invited");
        for mail in invitations {
            let text = format!("{}\n{}", mail.subject.as_str(), mail.text_body.as_str());
            let told = CANARIES.iter().filter(|canary| text.contains(**canary));
            found.extend(told.map(|canary| format!("a mail: {canary}")));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    async fn no_answer_tells_a_score_before_all_are_in(database: Database) {
        let house = House::open(database).await;
        let case = case_of_canaries(&house).await;
        let panel = house.declared_panel(case).await;
        score(&house, case, panel[0], [19, 29, 29, 11], COMMENT).await;
        score(&house, case, panel[1], [19, 29, 29, 11], COMMENT).await;
        let paths = Paths::of(&house, case).await;
        let canaries = [COMMENT, TOTAL, "\"total_hundredths\":8800", "\"team\":29"];
        let others = [
            panel[2], "officer", "officer2", "head", "director", "meeting1", "tax", "recommender", "applicant",
            "supervisor", "maker", "checker", "policy", "admin",
        ];
        let mut found = Vec::new();
        for account in others {
            found.extend(sing(&house, &paths, account, &canaries).await);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        let own = sing(&house, &paths, panel[0], &canaries).await;
        assert!(own.iter().any(|line| line.contains(TOTAL)), "one's own score is shown to oneself");
        score(&house, case, panel[2], [19, 29, 29, 11], COMMENT).await;
        let after = sing(&house, &paths, "officer", &canaries).await;
        for canary in canaries {
            assert!(after.iter().any(|line| line.contains(canary)), "{canary} is told afterwards: {after:?}");
        }
    }
}
