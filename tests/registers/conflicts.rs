//! The pool of a draw, from files to candidates: one expert for each bond, one for none, and the load.
//! Who is drawn follows from the seed alone.

use std::collections::BTreeSet;

use engine::registers::{CaseInQuestion, LOAD_WINDOW_DAYS, Register};
use harness::{House, on_both_databases};
use store::people::PersonRow;
use store::registers::panel_seats;
use uuid::Uuid;
use workflow::id::{ApplicationId, PersonId};
use workflow::panel::{Candidate, Conflict, LOOK_BACK_YEARS, Seed, draw};
use workflow::{Role, Timestamp};

use super::files::{people, table, uscc};

/// So many experts: one stranger, and one for each case below.
const EXPERTS: u32 = 12;

/// Ids of accounts made here lie far from every generated one.
fn account(number: u32) -> PersonId {
    PersonId::new(Uuid::from_u128(0xffff_0000 + u128::from(number)))
}

fn login(number: u32) -> String {
    format!("reviewer{number}@demo.houbu.test")
}

async fn open_accounts(house: &House) {
    let unit = house.engine.store().begin().await.unwrap();
    for number in 1..=EXPERTS {
        let row = PersonRow {
            id: account(number),
            login: login(number),
            name: format!("专家 {number}"),
            phone: None,
            id_card: None,
            password_hash: "none".to_owned().into(),
            locale: "zh-CN".to_owned(),
            active: true,
            created_at: Timestamp::from_millis(1),
            town_id: None,
            department: None,
        };
        store::people::insert(&unit, &row).await.unwrap();
        store::people::set_roles(&unit, row.id, &[Role::Expert]).await.unwrap();
    }
    unit.commit().await.unwrap();
}

/// The case of the demo's first applicant, and its organisation's code.
async fn case(house: &House) -> (CaseInQuestion, String) {
    let organisation = house.cast.organisations[0];
    let application = house.submitted(&[organisation]).await[0];
    let row = store::organisations::find(house.engine.store(), organisation).await.unwrap().unwrap();
    let question = CaseInQuestion {
        application,
        organisation,
        declared: BTreeSet::from([account(10)]),
        look_back_years: LOOK_BACK_YEARS,
    };
    (question, row.uscc)
}

/// Number by number: 1 is a stranger; 2 works there, 3 did until lately, 4 did long ago; 5 shares a telephone
/// with an engineer there, 6 the address, 7 the account; 8 invented with the engineer; 9 works at a party to an
/// agreement; 10 declared; 11 wrote with the engineer; 12 is a party in person, to something long over.
async fn fill(house: &House, applicant: &str) {
    let load = |register: Register, header: &'static str, lines: Vec<String>| {
        house.engine.install_register(register, table(header, &lines))
    };
    house.engine.install_register(Register::Person, people(1..=EXPERTS)).await.unwrap();
    let contacts = "person_code,name,phone,address,bank_account,source,valid_from";
    let own = vec![
        "P-5,专家 5,+86 138 1234 5678,,,名册,2020-01-01".to_owned(),
        "P-6,专家 6,,南通市海门区示例路１号,,名册,2020-01-01".to_owned(),
        "P-7,专家 7,,,9805-0078-8016-00000000,名册,2020-01-01".to_owned(),
        "P-99,总工程师,13812345678,,,名册,2020-01-01".to_owned(),
    ];
    load(Register::Person, contacts, own).await.unwrap();
    let positions = vec![
        format!("P-99,{applicant},总工程师,社保,2019-01-01,"),
        format!("P-2,{applicant},顾问,社保,2025-01-01,"),
        format!("P-3,{applicant},顾问,社保,2019-01-01,2023-06-30"),
        format!("P-4,{applicant},顾问,社保,2010-01-01,2020-06-30"),
        format!("P-9,{},教授,社保,2010-01-01,", uscc(9)),
    ];
    load(Register::Position, "person_code,uscc,position_title,source,valid_from,valid_to", positions)
        .await
        .unwrap();
    let rights = vec![format!("ZL1,I,装置,{},P-99;P-8,公报,2015-01-01", uscc(77))];
    load(Register::IpRight, "right_number,right_class,title,owners,inventors,source,valid_from", rights)
        .await
        .unwrap();
    let papers = vec!["DOI-1,方法,P-11;P-99,期刊,2018-01-01".to_owned()];
    load(Register::Publication, "publication_number,title,authors,source,valid_from", papers).await.unwrap();
    let agreements = vec![
        format!("A-1,开发,{applicant};{},,10,0,登记,2025-01-01,", uscc(9)),
        format!("A-2,开发,{applicant},P-12,10,0,登记,2015-01-01,2016-01-01"),
    ];
    let header = "agreement_number,title,organisations,people,amount,paid,source,valid_from,valid_to";
    load(Register::Agreement, header, agreements).await.unwrap();
    let experts = (1..=EXPERTS).map(|number| format!("P-{number},装备,{},聘书,2025-01-01", login(number)));
    load(Register::Expert, "person_code,expertise,login,source,valid_from", experts.collect()).await.unwrap();
}

/// The candidates of this test, without those the demo brings.
async fn pool(house: &House, case: &CaseInQuestion) -> Vec<Candidate> {
    let mut pool = house.engine.review_candidates(case).await.unwrap();
    pool.retain(|candidate| (1..=EXPERTS).any(|number| account(number) == candidate.expert));
    pool
}

async fn give_seat(house: &House, application: ApplicationId, expert: PersonId, at: Timestamp) {
    let unit = house.engine.store().begin().await.unwrap();
    panel_seats::seat(&unit, application, expert, at).await.unwrap();
    unit.commit().await.unwrap();
}

on_both_databases! {
    async fn each_bond_excludes_its_expert_and_no_other(database: Database) {
        let house = House::open(database).await;
        open_accounts(&house).await;
        let (case, applicant) = case(&house).await;
        fill(&house, &applicant).await;
        let found: Vec<Vec<Conflict>> =
            pool(&house, &case).await.into_iter().map(|candidate| candidate.excluded).collect();
        assert_eq!(found, [
            vec![],
            vec![Conflict::SameOrganisation],
            vec![Conflict::SameOrganisation],
            vec![],
            vec![Conflict::SharedPhone],
            vec![Conflict::SharedAddress],
            vec![Conflict::SharedBankAccount],
            vec![Conflict::SharedWork],
            vec![Conflict::SharedAgreement],
            vec![Conflict::Declared],
            vec![Conflict::SharedWork],
            vec![],
        ]);
    }

    async fn whoever_touched_the_case_and_whoever_was_drawn_before_is_out(database: Database) {
        let house = House::open(database).await;
        open_accounts(&house).await;
        let (case, applicant) = case(&house).await;
        fill(&house, &applicant).await;
        let now = house.engine.now().await.unwrap();
        give_seat(&house, case.application, account(1), now).await;
        let applicant = house.member_of(case.organisation).await;
        let unit = house.engine.store().begin().await.unwrap();
        store::people::set_roles(&unit, applicant.id(), &[Role::Expert]).await.unwrap();
        unit.commit().await.unwrap();
        let login = "applicant@demo.houbu.test";
        let file = table("person_code,expertise,login,source,valid_from", &[format!("P-99,装备,{login},聘书,2025-01-01")]);
        house.engine.install_register(Register::Expert, file).await.unwrap();
        let pool = house.engine.review_candidates(&case).await.unwrap();
        let of = |expert: PersonId| pool.iter().find(|candidate| candidate.expert == expert).unwrap();
        assert_eq!(of(account(1)).excluded, [Conflict::WorkedOnApplication]);
        assert!(of(applicant.id()).excluded.contains(&Conflict::WorkedOnApplication));
        let inactive = account(4);
        let unit = house.engine.store().begin().await.unwrap();
        store::people::set_active(&unit, inactive, false).await.unwrap();
        unit.commit().await.unwrap();
        let pool = house.engine.review_candidates(&case).await.unwrap();
        assert!(pool.iter().all(|candidate| candidate.expert != inactive));
    }

    async fn seats_of_a_year_are_load_and_the_draw_follows_from_its_seed(database: Database) {
        let house = House::open(database).await;
        open_accounts(&house).await;
        let (case, applicant) = case(&house).await;
        let others = house.submitted(&house.cast.organisations[1..2]).await;
        fill(&house, &applicant).await;
        let now = house.engine.now().await.unwrap();
        let day = 24 * 3600 * 1000;
        give_seat(&house, others[0], account(1), now.plus_millis(-day)).await;
        give_seat(&house, others[0], account(4), now.plus_millis(-day)).await;
        give_seat(&house, others[0], account(12), now.plus_millis(-day * (LOAD_WINDOW_DAYS + 1))).await;
        let unit = house.engine.store().begin().await.unwrap();
        assert!(panel_seats::release(&unit, others[0], account(4), now).await.unwrap());
        assert!(!panel_seats::release(&unit, others[0], account(4), now).await.unwrap());
        assert!(panel_seats::seat(&unit, others[0], account(1), now).await.is_err());
        unit.roll_back().await.unwrap();
        let unit = house.engine.store().begin().await.unwrap();
        panel_seats::release(&unit, others[0], account(4), now).await.unwrap();
        unit.commit().await.unwrap();
        let pool = pool(&house, &case).await;
        let loads: Vec<(PersonId, u32)> =
            pool.iter().filter(|one| one.excluded.is_empty()).map(|one| (one.expert, one.load)).collect();
        assert_eq!(loads, [(account(1), 1), (account(4), 0), (account(12), 0)]);
        let drawn = draw(Seed::new([7; 32]), 2, pool).unwrap();
        let record = serde_json::to_string(&drawn).unwrap();
        let read: workflow::panel::Draw = serde_json::from_str(&record).unwrap();
        assert!(read.holds());
        assert!(read.chosen.iter().all(|expert| [1, 4, 12].map(account).contains(expert)));
    }

    /// Six experts at least are free for every enterprise, and the bonds the demo tells of are found.
    async fn the_demo_has_experts_and_some_are_bound(database: Database) {
        let house = House::open(database).await;
        let pool = |position: usize| {
            let organisation = house.cast.organisations[position];
            let house = &house;
            async move {
                let case = CaseInQuestion {
                    application: ApplicationId::new(Uuid::from_u128(1)),
                    organisation,
                    declared: BTreeSet::new(),
                    look_back_years: LOOK_BACK_YEARS,
                };
                let pool = house.engine.review_candidates(&case).await.unwrap();
                pool.into_iter().map(|candidate| candidate.excluded).collect::<Vec<_>>()
            }
        };
        let bound = |pool: &[Vec<Conflict>]| {
            let mut bonds: Vec<Conflict> = pool.iter().flatten().copied().collect();
            bonds.sort_unstable();
            bonds
        };
        assert_eq!(bound(&pool(0).await), [Conflict::SameOrganisation, Conflict::SharedPhone]);
        assert_eq!(bound(&pool(1).await), [Conflict::SharedWork]);
        assert_eq!(bound(&pool(2).await), [Conflict::SharedAgreement; 2]);
        assert_eq!(pool(3).await, vec![Vec::<Conflict>::new(); 8]);
    }
}
