//! Generated enterprises: names that say they are examples, codes whose check digits hold.
//! The first two belong to the demo's applicants; most have their licence confirmed.

use store::memberships::{MembershipKind, MembershipRow, MembershipState};
use store::organisations::OrganisationRow;
use workflow::Date;
use workflow::id::{MembershipId, OrganisationId, TownId};
use workflow::identity::complete_uscc;

use crate::{Engine, EngineError};

/// A few dozen: enough to page through a list.
const ENTERPRISES: usize = 36;
/// The last few wait for an officer to confirm their licence.
const UNCONFIRMED: usize = 4;
const TRADES: [&str; 6] = ["精密机械", "新材料", "生物医药", "智能装备", "软件技术", "船舶配套"];
/// A branch in Haimen whose CNAPS code is published.
const BANK_CODE: &str = "310306500019";
const BANK_NAME: &str = "上海浦东发展银行南通海门支行";
const APPLICANTS: [&str; 2] = ["applicant@demo.houbu.test", "applicant2@demo.houbu.test"];

impl Engine {
    pub(super) async fn install_enterprises(
        &self,
        towns: &[TownId],
    ) -> Result<Vec<OrganisationRow>, EngineError> {
        let officer = self.demo_person("officer@demo.houbu.test").await?.id();
        let now = self.now().await?;
        let mut rows = Vec::with_capacity(ENTERPRISES);
        for number in 0..ENTERPRISES {
            let confirmed = number < ENTERPRISES - UNCONFIRMED;
            let name = format!("海门示例{:02}{}有限公司", number + 1, TRADES[number % TRADES.len()]);
            rows.push(OrganisationRow {
                id: self.fresh_id(now, OrganisationId::new)?,
                uscc: code(number)?,
                account_name: name.clone(),
                name,
                // The first stands in the town whose recommender has an account.
                town_id: towns[(number + 3) % towns.len()],
                registered_on: registered_on(number)?,
                address: format!("南通市海门区示例路 {} 号", number + 1),
                legal_representative: "法定代表人".to_owned(),
                account_number: format!("9805007880160000{number:04}").into(),
                bank_code: BANK_CODE.to_owned(),
                bank_name: BANK_NAME.to_owned(),
                confirmed_at: confirmed.then_some(now),
                confirmed_by: confirmed.then_some(officer),
                created_at: now,
                profile_json: "{}".to_owned(),
            });
        }
        let unit = self.store.begin().await?;
        for row in &rows {
            store::organisations::insert(&unit, row).await?;
        }
        for (row, login) in rows.iter().zip(APPLICANTS) {
            let person = store::people::find_by_login(&unit, login).await?;
            let person = person.ok_or(EngineError::NotFound { what: "person" })?;
            let membership = MembershipRow {
                id: self.fresh_id(now, MembershipId::new)?,
                person_id: person.id,
                organisation_id: row.id,
                kind: MembershipKind::Preparer,
                state: MembershipState::Active,
                requested_at: now,
                decided_by: Some(officer),
                decided_at: Some(now),
            };
            store::memberships::insert(&unit, &membership).await?;
        }
        unit.commit().await?;
        Ok(rows)
    }
}

/// A code of Haimen District with a serial that reads as an example.
fn code(number: usize) -> Result<String, EngineError> {
    let subject = subject_code(&format!("MADEM{number:03}"));
    complete_uscc(&format!("91320614{subject}"))
        .ok_or_else(|| EngineError::Corrupt { what: "demo code".to_owned() })
}

/// Eight characters and their GB 11714 check character.
pub(super) fn subject_code(eight: &str) -> String {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |character: char| character.to_digit(36).unwrap_or(0);
    let sum: u32 = eight.chars().zip(WEIGHTS).map(|(character, weight)| value(character) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    format!("{eight}{check}")
}

fn registered_on(number: usize) -> Result<Date, EngineError> {
    let year = 2008 + i32::try_from(number % 15).unwrap_or(0);
    let month = u32::try_from(number % 12).unwrap_or(0) + 1;
    Date::from_ymd(year, month, 18).ok_or_else(|| EngineError::Corrupt { what: "demo date".to_owned() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use workflow::identity::check_uscc;

    use super::{ENTERPRISES, code};

    #[test]
    fn every_generated_code_is_valid_and_its_own() {
        let codes: std::collections::BTreeSet<String> =
            (0..ENTERPRISES).map(|number| code(number).unwrap()).collect();
        assert_eq!(codes.len(), ENTERPRISES);
        assert!(codes.iter().all(|code| check_uscc(code) == Ok(())), "{codes:?}");
    }
}
