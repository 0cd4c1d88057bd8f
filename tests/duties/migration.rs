//! A thousand running cases move to another version of their pipeline, or none of them does.
//! The programme is the one on confirmation: its cases begin by the bureau's proposal.

use std::collections::{BTreeMap, BTreeSet};

use engine::migrations::{PlanInput, PlannedMove};
use engine::{CallInput, EngineError, Signed};
use harness::{Database, House, on_both_databases};
use store::Hidden;
use store::memberships::{MembershipKind, MembershipRow, MembershipState};
use store::organisations::OrganisationRow;
use uuid::Uuid;
use workflow::id::{ApplicationId, CallId, MembershipId, OrganisationId};
use workflow::migration::LostRight;
use workflow::{Command, Stage};

/// Cases of the whole run; some go further before the pipeline changes.
const CASES: u128 = 1_000;
const CONFIRMED: usize = 200;
const CHECKED_ONCE: usize = 100;
const AT_APPROVAL: usize = 40;

/// The programme's files with its text changed.
fn changed(replace: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rd-award");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        files.insert(entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    let mut text = String::from_utf8(files["programme.toml"].clone()).unwrap();
    for (from, to) in replace {
        assert!(text.contains(from), "the programme says {from}");
        text = text.replacen(from, to, 1);
    }
    files.insert("programme.toml".to_owned(), text.into_bytes());
    files
}

const CONFIRMATION: &str = "key = \"confirmation\"\nowner = \"applicant\"\nlimit_working_days = 22";
const VERSION: &str = "version = \"1\"";
const APPROVAL: &str = "[[pipeline.stage]]\nkey = \"approval\"";

/// A site visit before approval, and more days to confirm.
async fn longer_with_a_visit(house: &House) -> String {
    let visit = format!(
        "[[pipeline.stage]]\nkey = \"site-visit\"\nowner = \"officer\"\nlimit_working_days = 5\n\
         on_overdue = \"escalate\"\n\n{APPROVAL}"
    );
    let more = CONFIRMATION.replace("22", "30");
    let files = changed(&[(VERSION, "version = \"2\""), (CONFIRMATION, &more), (APPROVAL, &visit)]);
    house.engine.adopt_pack(files).await.unwrap().fingerprint().to_owned()
}

/// Fewer days to confirm: who has been promised more would lose some.
async fn shorter(house: &House) -> String {
    let fewer = CONFIRMATION.replace("22", "10");
    let files = changed(&[(VERSION, "version = \"3\""), (CONFIRMATION, &fewer)]);
    house.engine.adopt_pack(files).await.unwrap().fingerprint().to_owned()
}

async fn open_call(house: &House) -> CallId {
    let officer = house.signed("officer").await;
    let line = store::budgets::list(house.database.store()).await.unwrap()[0].id;
    let input = CallInput {
        programme: "rd-award".to_owned(),
        title_zh: "2026年度企业研发费用奖励".to_owned(),
        title_en: "R&D award 2026".to_owned(),
        fiscal_year: "2026".to_owned(),
        opens_on: "2026-03-02".to_owned(),
        closes_on: "2026-06-30".to_owned(),
        budget_line: line.to_string(),
        notice_zh: "免申即享。".to_owned(),
        notice_en: "No application is needed.".to_owned(),
        targets: String::new(),
    };
    let call = house.engine.draft_call(&officer, input, "draft-rd").await.unwrap();
    let director = house.signed("director").await;
    house.engine.open_call(&director, call, 1, "open-rd").await.unwrap();
    call
}

/// Enterprises of which the demo's applicant is a member.
async fn enterprises(house: &House) -> Vec<String> {
    let store: &Database = &house.database;
    let applicant = house.signed("applicant").await;
    let now = house.engine.now().await.unwrap();
    let town = house.cast.towns[0];
    let rows: Vec<OrganisationRow> = (0..CASES)
        .map(|number| {
            let name = format!("海门测试企业{number}有限公司");
            OrganisationRow {
                id: OrganisationId::new(Uuid::from_u128(0xF000_0000 + number)),
                uscc: workflow::identity::complete_uscc(&format!("91320684MA1{number:06}")).unwrap(),
                account_name: name.clone(),
                name,
                town_id: town,
                registered_on: "2015-06-01".parse().unwrap(),
                address: "海门".to_owned(),
                legal_representative: "法定代表人".to_owned(),
                account_number: Hidden::new(format!("320500000000{number:07}")),
                bank_code: "310306500019".to_owned(),
                bank_name: "浦发银行南通海门支行".to_owned(),
                confirmed_at: Some(now),
                confirmed_by: None,
                created_at: now,
                profile_json: "{}".to_owned(),
            }
        })
        .collect();
    let codes = rows.iter().map(|row| row.uscc.clone()).collect();
    let person = applicant.id();
    let outcome: Result<(), EngineError> = store
        .store()
        .transact(move |unit| {
            Box::pin(async move {
                for (number, row) in rows.iter().enumerate() {
                    store::organisations::insert(unit, row).await?;
                    let membership = MembershipRow {
                        id: MembershipId::new(Uuid::from_u128(0xE000_0000 + number as u128)),
                        person_id: person,
                        organisation_id: row.id,
                        kind: MembershipKind::Preparer,
                        state: MembershipState::Active,
                        requested_at: now,
                        decided_by: None,
                        decided_at: Some(now),
                    };
                    store::memberships::insert(unit, &membership).await?;
                }
                Ok(())
            })
        })
        .await;
    outcome.unwrap();
    codes
}

fn answers() -> BTreeMap<String, String> {
    let answers = [
        ("reg_in_js", "true"),
        ("legal_person", "true"),
        ("super_deduction_this_year", "true"),
        ("hnte_tax_pref_this_year", "false"),
        ("rd", "1000000"),
    ];
    answers.map(|(field, value)| (field.to_owned(), value.to_owned())).into()
}

async fn give(house: &House, signed: &Signed, case: ApplicationId, command: Command) {
    let key = format!("{}-{:?}-{case}", signed.id(), command.kind());
    house.engine.give(signed, case, command, &key).await.unwrap();
}

/// A thousand cases at three stages.
async fn running(house: &House, call: CallId) -> Vec<ApplicationId> {
    let officer = house.signed("officer").await;
    let mut cases = Vec::new();
    for code in enterprises(house).await {
        let key = format!("propose-{code}");
        cases.push(house.engine.propose(&officer, call, &code, answers(), &key).await.unwrap());
    }
    let applicant = house.signed("applicant").await;
    let second = house.signed("officer2").await;
    let pass = || Command::PassCheck { opinion: String::new() };
    for case in &cases[..CONFIRMED] {
        give(house, &applicant, *case, Command::Confirm).await;
    }
    for case in &cases[..CHECKED_ONCE] {
        give(house, &officer, *case, pass()).await;
    }
    for case in &cases[..AT_APPROVAL] {
        give(house, &second, *case, pass()).await;
    }
    cases
}

fn plan(call: CallId, to_fingerprint: &str) -> PlanInput {
    let to_fingerprint = to_fingerprint.to_owned();
    PlanInput { call, to_fingerprint, stages: BTreeMap::new(), reason: "增加现场核查".to_owned() }
}

fn by_stage(moves: &[PlannedMove]) -> BTreeMap<Stage, usize> {
    let mut counts = BTreeMap::new();
    for planned in moves {
        *counts.entry(planned.from).or_default() += 1;
    }
    counts
}

on_both_databases! {
    async fn a_thousand_running_cases_are_moved_with_preview_or_not_at_all(database: Database) {
        let house = House::open(database).await;
        let call = open_call(&house).await;
        let cases = running(&house, call).await;
        let policy = house.signed("policy").await;
        let director = house.signed("director").await;

        // Fewer days to confirm: refused with every case that waits for its organisation, and nothing moves.
        let unsafe_pack = shorter(&house).await;
        let refused = house.engine.draw_plan(&policy, plan(call, &unsafe_pack), "unsafe").await.unwrap_err();
        let EngineError::MigrationUnsafe(losing) = refused else { panic!("not refused as unsafe: {refused}") };
        assert_eq!(losing.len(), cases.len() - CONFIRMED);
        let numbers: BTreeSet<&str> = losing.iter().map(|case| case.number.as_str()).collect();
        assert_eq!(numbers.len(), losing.len(), "each case is named once");
        let shorter_clock = |lost: &LostRight| matches!(lost, LostRight::ShorterClock { .. });
        assert!(losing.iter().all(|case| case.stage == Stage::Confirmation && case.lost.iter().all(shorter_clock)));
        assert_eq!(house.engine.plans(&policy).await.unwrap().len(), 0);

        // More days and a visit: everybody keeps what they have.
        let pack = longer_with_a_visit(&house).await;
        let moves = house.engine.preview_plan(&policy, &plan(call, &pack)).await.unwrap();
        let expected = [
            (Stage::Confirmation, cases.len() - CONFIRMED),
            (Stage::FormalCheck, CONFIRMED - AT_APPROVAL),
            (Stage::Approval, AT_APPROVAL),
        ];
        assert_eq!(by_stage(&moves), expected.into());
        assert!(moves.iter().all(|planned| planned.lost.is_empty() && planned.from == planned.to));
        let id = house.engine.draw_plan(&policy, plan(call, &pack), "draw").await.unwrap();
        assert!(house.engine.apply_plan(&policy, id, "own").await.is_err(), "policy staff do not apply");
        let moved = house.engine.apply_plan(&director, id, "apply").await.unwrap();
        assert_eq!(moved, cases.len() as u64);
        assert_eq!(house.engine.apply_plan(&director, id, "apply").await.unwrap(), moved, "the same key again");
        assert!(house.engine.apply_plan(&director, id, "again").await.is_err(), "a plan is applied once");

        // Each record replays, and each case follows the new pipeline from where it was.
        let report = house.engine.audit().await.unwrap();
        assert_eq!(report.faults, Vec::new());
        let once_checked = cases[AT_APPROVAL];
        let second = house.signed("officer2").await;
        give(&house, &second, once_checked, Command::PassCheck { opinion: String::new() }).await;
        let view = house.engine.case_view(&second, once_checked).await.unwrap();
        assert_eq!(view.application.stage(), Stage::SiteVisit, "the first officer's word was kept");
        let fresh = house.engine.case_view(&second, cases[cases.len() - 1]).await;
        assert!(fresh.is_ok() || matches!(fresh, Err(EngineError::NotFound { .. })));
    }
}
