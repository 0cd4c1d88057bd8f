//! Payment orders and files to test with. Generated, no real account or person.
//! It only builds; nothing is asserted here.

use treasury::instruction::PaymentOrder;
use treasury::iso20022::pain001::{Initiation, Transfer};
use treasury::payee::{Debtor, DebtorParts, Payee, PayeeParts};
use uuid::Uuid;
use workflow::clock::{Date, Timestamp};
use workflow::id::{ApplicationId, CommitmentId, PaymentBatchId, PaymentOrderId};
use workflow::money::Money;

pub const NOW: Timestamp = Timestamp::from_millis(1_772_413_200_123);

pub fn fen(amount: i64) -> Money {
    Money::from_fen(amount).unwrap()
}

pub fn order_id(number: usize) -> PaymentOrderId {
    PaymentOrderId::new(Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number as u128))
}

pub fn batch_id() -> PaymentBatchId {
    PaymentBatchId::new(Uuid::from_u128(0x0195_aaaa_0000_7000_8000_0000_0000_0001))
}

pub fn debtor() -> Debtor {
    let parts = DebtorParts {
        name: "海门区科学技术局".to_owned(),
        account_number: "320501642736000001".to_owned(),
        bank_code: "310306500019".to_owned(),
    };
    parts.try_into().unwrap()
}

pub fn payee_parts(name: &str) -> PayeeParts {
    PayeeParts {
        name: name.to_owned(),
        account_number: "32050164273600009999".to_owned(),
        bank_code: "310306600011".to_owned(),
        bank_name: "浦发银行启东支行".to_owned(),
    }
}

pub fn payee(name: &str) -> Payee {
    payee_parts(name).try_into().unwrap()
}

pub fn order(number: usize) -> PaymentOrder {
    PaymentOrder::make(
        order_id(number),
        CommitmentId::new(Uuid::from_u128(number as u128)),
        ApplicationId::new(Uuid::from_u128(number as u128)),
        fen(10_000_000 + i64::try_from(number).unwrap()),
        payee(&format!("海门第{number}号科技有限公司")),
        "高新技术企业奖励 2026".to_owned(),
    )
    .unwrap()
}

pub fn initiation_of(transfers: Vec<Transfer>) -> Initiation {
    let date = Date::from_ymd(2026, 3, 3).unwrap();
    Initiation::make(batch_id(), NOW, date, debtor(), transfers).unwrap()
}

pub fn initiation(count: usize) -> Initiation {
    initiation_of((0..count).map(|number| Transfer::from(&order(number))).collect())
}
