//! Role × ownership: two cases of two organisations, one under expert review and one before departments,
//! and everybody who might ask for them by page, program, list, filter or document.
//!
//! What each may see is written here a second time; the answers must be exactly that.

use harness::panels::{EXPERTS, PLATFORM_ANSWERS, PLATFORM_DOCUMENTS};
use harness::programmes::programme_with_pipeline;
use harness::{Client, House, on_both_databases};
use reqwest::{Method, StatusCode};
use workflow::id::{ApplicationId, AttachmentId};

/// How much of a case somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    None,
    Whole,
    /// Acts for the organisation.
    Own,
    /// A seat in the blind panel.
    Seat,
    /// The named department.
    Department,
}

use Sight::{Department, None as Nothing, Own, Seat, Whole};

/// What each account sees of the case under review and of the case before departments.
const SIGHTS: [(&str, Sight, Sight); 18] = [
    ("applicant", Own, Nothing),
    ("applicant2", Nothing, Own),
    ("newcomer", Nothing, Nothing),
    ("recommender", Whole, Nothing),
    ("officer", Whole, Whole),
    ("officer2", Whole, Whole),
    ("head", Whole, Whole),
    ("director", Whole, Whole),
    ("meeting1", Whole, Whole),
    ("meeting2", Whole, Whole),
    ("maker", Whole, Whole),
    ("checker", Whole, Whole),
    ("supervisor", Whole, Whole),
    ("tax", Nothing, Department),
    ("emergency", Nothing, Nothing),
    ("credit", Nothing, Nothing),
    ("policy", Nothing, Nothing),
    ("admin", Nothing, Nothing),
];

const BLIND: [&str; 2] = ["plan-blind", "results-blind"];
/// What the rule of the department names.
const OF_TAX: [&str; 1] = ["tax-certificate"];

/// One case with what would give it away.
struct Case {
    id: ApplicationId,
    number: String,
    organisation: String,
    /// Each document with its code.
    documents: Vec<(AttachmentId, String)>,
}

impl Case {
    async fn of(house: &House, id: ApplicationId) -> Self {
        let store = house.database.store();
        let row = store::applications::find(store, id).await.unwrap().unwrap();
        let organisation = store::organisations::find(store, row.organisation_id).await.unwrap().unwrap();
        let kept = store::attachments::of_application(store, id).await.unwrap();
        let documents = kept.into_iter().map(|row| (row.id, row.document_code)).collect();
        Self { id, number: row.number, organisation: organisation.name, documents }
    }
}

/// Somebody at both doors.
struct Reader {
    name: &'static str,
    browser: Client,
    program: reqwest::Client,
    token: String,
}

impl Reader {
    async fn enter(house: &House, name: &'static str) -> Self {
        let browser = house.client(name).await;
        let token = house.engine.create_api_token(&house.signed(name).await, "reader").await.unwrap();
        Self { name, browser, program: reqwest::Client::builder().no_proxy().build().unwrap(), token }
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let url = self.browser.url(path);
        let request = if path.starts_with("/api/") {
            self.program.get(url).bearer_auth(&self.token)
        } else {
            self.browser.http().get(url)
        };
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), format!("{:?}", response.headers()));
        (status, format!("{headers}{}", String::from_utf8_lossy(&response.bytes().await.unwrap())))
    }

    /// What is wrong with what this reader finds of a case, if anything.
    async fn look(&self, case: &Case, sight: Sight) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut expect = |path: &str, right: bool, got: &(StatusCode, String)| {
            if !right {
                wrong.push(format!("{} with {sight:?}: {path} answers {}", self.name, got.0));
            }
        };
        for path in [
            format!("/applications/{}", case.id),
            format!("/api/v1/applications/{}", case.id),
            format!("/api/v1/applications/{}/attachments", case.id),
        ] {
            let got = self.get(&path).await;
            let seen = sight != Nothing;
            let numbered = path.ends_with("attachments") || got.1.contains(&case.number) == seen;
            let right = got.0.is_success() == seen && numbered && names_rightly(case, sight, &got.1);
            expect(&path, right, &got);
        }
        for (id, code) in &case.documents {
            let readable = match sight {
                Nothing => false,
                Whole | Own => true,
                Seat => BLIND.contains(&code.as_str()),
                Department => OF_TAX.contains(&code.as_str()),
            };
            for path in [
                format!("/applications/{}/documents/{id}", case.id),
                format!("/api/v1/applications/{}/attachments/{id}", case.id),
            ] {
                let got = self.get(&path).await;
                let right = if readable { got.0.is_success() } else { got.0 == StatusCode::NOT_FOUND };
                expect(&path, right, &got);
            }
        }
        let lists = self.lists(case, sight).await;
        wrong.extend(lists);
        wrong
    }

    /// Lists, with and without their filters.
    async fn lists(&self, case: &Case, sight: Sight) -> Vec<String> {
        let mut wrong = Vec::new();
        for list in ["/cases", "/cases?stage=expert-review", "/cases?stage=joint-review"] {
            for path in [list.to_owned(), list.replace("/cases", "/api/v1/staff/applications")] {
                let (status, body) = self.get(&path).await;
                let shown = status.is_success() && body.contains(&case.number);
                let may = matches!(sight, Whole | Department);
                let narrowed = list.contains('?');
                if (shown && !may)
                    || (!shown && may && !narrowed)
                    || (body.contains(&case.organisation) && !may)
                {
                    wrong.push(format!("{} with {sight:?}: {path} lists it: {shown}", self.name));
                }
            }
        }
        for path in ["/applications", "/api/v1/applications"] {
            let (_, body) = self.get(path).await;
            if body.contains(&case.number) != (sight == Own) {
                wrong.push(format!("{} with {sight:?}: {path}", self.name));
            }
        }
        for path in ["/work", "/api/v1/staff/work"] {
            let (_, body) = self.get(path).await;
            let named = body.contains(&case.organisation);
            let told = matches!(sight, Seat) && named;
            if ((sight == Nothing || sight == Own) && body.contains(&case.number)) || told {
                wrong.push(format!("{} with {sight:?}: {path}", self.name));
            }
        }
        wrong
    }

    /// A command is not even refused where the case does not exist for the reader.
    async fn command(&self, case: &Case) -> StatusCode {
        let path = format!("/api/v1/applications/{}/commands?version=1", case.id);
        let request = self.program.request(Method::POST, self.browser.url(&path)).bearer_auth(&self.token);
        let body = serde_json::json!({ "command": "award", "document_number": "海科发〔2026〕1号" });
        let key = format!("{}-{}", self.name, case.id);
        request.header("idempotency-key", key).json(&body).send().await.unwrap().status()
    }
}

/// The organisation's name is told to whoever sees more than a blind seat.
fn names_rightly(case: &Case, sight: Sight, body: &str) -> bool {
    matches!(sight, Whole | Own | Department) || !body.contains(&case.organisation)
}

on_both_databases! {
    async fn a_case_is_seen_by_whom_it_concerns_and_as_far_as_it_does(database: Database) {
        let house = House::open(database).await;
        let call = house.call_of(programme_with_pipeline("rd-platform", PIPELINE)).await;
        let mut cases = Vec::new();
        for organisation in &house.cast.organisations[..2] {
            let case = house.handed_in(call, *organisation, &PLATFORM_ANSWERS, &PLATFORM_DOCUMENTS).await;
            house.checked(case, "材料齐全").await;
            house.declared_panel(case).await;
            cases.push(case);
        }
        house.scored_alike(cases[1], [18, 25, 25, 18]).await;
        let (reviewed, joint) = (Case::of(&house, cases[0]).await, Case::of(&house, cases[1]).await);
        let mut sights = SIGHTS.to_vec();
        let (first, second) = (house.panel(reviewed.id).await, house.panel(joint.id).await);
        let seat = |panel: &[&str], expert: &str| if panel.contains(&expert) { Seat } else { Nothing };
        sights.extend(EXPERTS.map(|expert| (expert, seat(&first, expert), seat(&second, expert))));
        let mut wrong = Vec::new();
        for (name, of_first, of_second) in sights {
            let reader = Reader::enter(&house, name).await;
            for (case, sight) in [(&reviewed, of_first), (&joint, of_second)] {
                wrong.extend(reader.look(case, sight).await);
                let status = reader.command(case).await;
                let hidden = status == StatusCode::NOT_FOUND;
                if hidden != (sight == Nothing) || status.is_success() || status.is_server_error() {
                    wrong.push(format!("{name} with {sight:?}: a command answers {status}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

const PIPELINE: &str = r#"
[[pipeline.stage]]
key = "draft"
owner = "applicant"
[[pipeline.stage]]
key = "formal-check"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "correction"
owner = "applicant"
limit_working_days = 5
on_overdue = "lapse"
[[pipeline.stage]]
key = "expert-review"
owner = "expert"
limit_working_days = 10
[pipeline.stage.panel]
seats = 3
blind = true
pass_mark_hundredths = 6000
criterion = [
  { code = "foundation", title_zh = "基础", title_en = "Foundation", max = 20 },
  { code = "team", title_zh = "团队", title_en = "Team", max = 30 },
  { code = "output", title_zh = "成果", title_en = "Results", max = 30 },
  { code = "service", title_zh = "服务", title_en = "Service", max = 20 },
]
[[pipeline.stage]]
key = "joint-review"
owner = "department"
limit_working_days = 5
on_overdue = "escalate"
[[pipeline.stage.department]]
key = "tax"
title_zh = "税务部门"
title_en = "Tax authority"
fields = ["rd_last_year"]
documents = ["tax-certificate"]
[[pipeline.stage]]
key = "approval"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "publicity"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "award"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "disbursement"
owner = "finance-maker"
limit_working_days = 3
"#;
