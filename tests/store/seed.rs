//! Rows that other rows hang on, and raw access for tests that must do what the store refuses.
//! No test lives here, and no value here means anything beyond its test.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use store::applications::ApplicationRow;
use store::budgets::BudgetLineRow;
use store::calls::{CallRow, CallState};
use store::commitments::CommitmentRow;
use store::organisations::OrganisationRow;
use store::payments::{BatchRow, BatchState, OrderRow, OrderState};
use store::people::PersonRow;
use store::programmes::{PackRow, ProgrammeRow};
use store::towns::TownRow;
use store::{Hidden, Store, UnitOfWork};
use uuid::Uuid;
use workflow::id::{
    ApplicationId, BudgetLineId, CallId, CommitmentId, OrganisationId, PaymentBatchId, PaymentOrderId,
    PersonId, TownId,
};
use workflow::{Date, Money, Role, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_772_413_200_000);
pub const MAKER: u128 = 1;
pub const CHECKER: u128 = 2;
pub const LINE_TOTAL_FEN: i64 = 100_000;

macro_rules! id_functions {
    ($($name:ident: $type:ty;)*) => {$(
        pub const fn $name(number: u128) -> $type {
            <$type>::new(Uuid::from_u128(number))
        }
    )*};
}

id_functions! {
    person: PersonId;
    town: TownId;
    organisation: OrganisationId;
    line: BudgetLineId;
    call: CallId;
    application: ApplicationId;
    commitment: CommitmentId;
    batch: PaymentBatchId;
    order: PaymentOrderId;
}

pub fn fen(amount: i64) -> Money {
    Money::from_fen(amount).unwrap()
}

pub fn day(number: u32) -> Date {
    Date::from_ymd(2026, 3, number).unwrap()
}

pub fn person_row(number: u128) -> PersonRow {
    PersonRow {
        id: person(number),
        login: format!("person{number}@example.cn"),
        name: format!("经办{number}"),
        phone: None,
        id_card: Some(Hidden::new("320684199001010011".to_owned())),
        password_hash: Hidden::new("$argon2id$secret".to_owned()),
        locale: "zh-CN".to_owned(),
        active: true,
        created_at: NOW,
        town_id: Some(town(1)),
        department: None,
    }
}

pub fn organisation_row(number: u128) -> OrganisationRow {
    OrganisationRow {
        id: organisation(number),
        uscc: format!("91320684MA1{number:07}"),
        name: format!("企业{number}"),
        town_id: town(1),
        registered_on: day(1),
        address: "海门区".to_owned(),
        legal_representative: "法定代表人".to_owned(),
        account_name: format!("企业{number}"),
        account_number: Hidden::new("6222000011112222".to_owned()),
        bank_code: "102306800012".to_owned(),
        bank_name: "工行海门支行".to_owned(),
        confirmed_at: None,
        confirmed_by: None,
        created_at: NOW,
        profile_json: "{}".to_owned(),
    }
}

pub fn line_row(number: u128) -> BudgetLineRow {
    BudgetLineRow {
        id: line(number),
        fiscal_year: 2026,
        code: format!("KJ{number}"),
        title_zh: "科技创新".to_owned(),
        title_en: "Innovation".to_owned(),
        total_fen: fen(LINE_TOTAL_FEN),
        committed_fen: Money::ZERO,
        ordered_fen: Money::ZERO,
        paid_fen: Money::ZERO,
        recovered_fen: Money::ZERO,
    }
}

pub fn call_row(number: u128) -> CallRow {
    CallRow {
        id: call(number),
        number: format!("CALL-{number}"),
        programme_code: "hnte-reward".to_owned(),
        pack_fingerprint: "f1".to_owned(),
        title_zh: "高企奖励".to_owned(),
        title_en: "High-tech reward".to_owned(),
        fiscal_year: 2026,
        opens_on: day(1),
        closes_on: day(20),
        budget_line_id: line(1),
        notice_zh: String::new(),
        notice_en: String::new(),
        targets_json: "[]".to_owned(),
        state: CallState::Draft,
        drafted_by: person(MAKER),
        drafted_at: NOW,
        opened_by: None,
        opened_at: None,
        closed_at: None,
        version: 1,
    }
}

pub fn application_row(number: u128) -> ApplicationRow {
    ApplicationRow {
        id: application(number),
        number: format!("APP-{number}"),
        call_id: call(1),
        organisation_id: organisation(number),
        stage: "formal-check".to_owned(),
        version: 0,
        state_json: "{}".to_owned(),
        amount_fen: Some(fen(500)),
        submitted_at: Some(NOW),
        due_on: Some(day(9)),
        owner_role: Some(Role::Officer),
        created_by: person(MAKER),
        created_at: NOW,
        updated_at: NOW,
        notice_id: None,
    }
}

pub fn commitment_row(number: u128) -> CommitmentRow {
    CommitmentRow {
        id: commitment(number),
        application_id: application(number),
        budget_line_id: line(1),
        amount_fen: fen(500),
        made_at: NOW,
        updated_at: NOW,
        ordered_fen: Money::ZERO,
        paid_fen: Money::ZERO,
        released_fen: Money::ZERO,
        recovered_fen: Money::ZERO,
        instalment_count: 1,
        instalment: Some(1),
        instalment_fen: Some(fen(500)),
        not_before: None,
    }
}

pub fn batch_row(number: u128) -> BatchRow {
    BatchRow {
        id: batch(number),
        number: format!("B{number}"),
        message_id: format!("M{number}"),
        state: BatchState::Made,
        made_by: person(MAKER),
        made_at: NOW,
        authorised_by: None,
        authorised_at: None,
        file_bytes: None,
        file_sha256: None,
        sent_by: None,
        sent_at: None,
        total_fen: fen(500),
        order_count: 1,
    }
}

/// An order of batch `number` for commitment 1.
pub fn order_row(number: u128) -> OrderRow {
    OrderRow {
        id: order(number),
        commitment_id: commitment(1),
        application_id: application(1),
        batch_id: batch(number),
        amount_fen: fen(500),
        end_to_end_id: format!("E{number}"),
        payee_name: "企业1".to_owned(),
        payee_account: Hidden::new("6222000011112222".to_owned()),
        payee_bank_code: "102306800012".to_owned(),
        payee_bank_name: "工行海门支行".to_owned(),
        remittance: "APP-1".to_owned(),
        state: OrderState::Made,
        reason: None,
        made_at: NOW,
        updated_at: NOW,
        instalment: 1,
        instalment_count: 1,
    }
}

/// Two people, a pack, a programme, a line, a call, and `applications` organisations with an application each.
pub async fn sow(store: &Store, applications: u128) {
    let unit = store.begin().await.unwrap();
    let haimen = TownRow {
        id: town(1),
        code: "320614".to_owned(),
        name_zh: "海门".to_owned(),
        name_en: "Haimen".to_owned(),
        position: 1,
    };
    store::towns::insert(&unit, &haimen).await.unwrap();
    for number in [MAKER, CHECKER] {
        store::people::insert(&unit, &person_row(number)).await.unwrap();
    }
    sow_programme(&unit).await;
    store::budgets::insert(&unit, &line_row(1)).await.unwrap();
    store::calls::insert(&unit, &call_row(1)).await.unwrap();
    for number in 1..=applications {
        store::organisations::insert(&unit, &organisation_row(number)).await.unwrap();
        store::applications::insert(&unit, &application_row(number)).await.unwrap();
    }
    unit.commit().await.unwrap();
}

async fn sow_programme(unit: &UnitOfWork) {
    let pack = PackRow {
        fingerprint: "f1".to_owned(),
        programme_code: "hnte-reward".to_owned(),
        version: "1".to_owned(),
        bytes: vec![0, 1, 255],
        stored_at: NOW,
        host_version: "1".to_owned(),
    };
    assert!(store::programmes::store_pack(unit, &pack).await.unwrap());
    assert!(!store::programmes::store_pack(unit, &pack).await.unwrap());
    let programme = ProgrammeRow {
        code: "hnte-reward".to_owned(),
        title_zh: "高企奖励".to_owned(),
        title_en: "High-tech reward".to_owned(),
        current_fingerprint: "f1".to_owned(),
        definition_json: "{}".to_owned(),
    };
    store::programmes::save(unit, &programme).await.unwrap();
}

/// The database without the store in front of it, as somebody with a password has it.
pub async fn raw(database: &harness::Database) -> DatabaseConnection {
    sea_orm::Database::connect(database.url()).await.unwrap()
}

pub async fn raw_run(on: &DatabaseConnection, sql: &str) -> Result<u64, DbErr> {
    on.execute_unprepared(sql).await.map(|result| result.rows_affected())
}
