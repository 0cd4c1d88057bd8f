//! The accounts of the demo: one per role, as many as a duty needs (two officers who check and one for
//! objections, a panel of experts, three members of the bureau meeting, the departments of a joint review),
//! and applicants of the first enterprises. One password is hashed once for all of them.

use store::people::PersonRow;
use workflow::Role;
use workflow::id::{PersonId, TownId};

use super::{DEMO_PASSWORD, DemoAccount};
use crate::{Engine, EngineError};

/// Logins end in a name that no mail reaches.
pub(super) const ACCOUNTS: [DemoAccount; 29] = [
    account("applicant@demo.houbu.test", "企业经办人", &[]),
    account("applicant2@demo.houbu.test", "企业经办人二", &[]),
    account("recommender@demo.houbu.test", "三星镇推荐人", &[Role::Recommender]),
    account("officer@demo.houbu.test", "受理员甲", &[Role::Officer]),
    account("officer2@demo.houbu.test", "受理员乙", &[Role::Officer]),
    account("officer3@demo.houbu.test", "受理员丙", &[Role::Officer]),
    department("tax@demo.houbu.test", "联审部门（税务）经办人", "tax"),
    department("emergency@demo.houbu.test", "联审部门（应急管理）经办人", "emergency"),
    department("credit@demo.houbu.test", "联审部门（信用）经办人", "credit"),
    account("head@demo.houbu.test", "科室负责人", &[Role::SectionHead]),
    account("director@demo.houbu.test", "分管领导", &[Role::Director]),
    account("expert1@demo.houbu.test", "专家一", &[Role::Expert]),
    account("expert2@demo.houbu.test", "专家二", &[Role::Expert]),
    account("expert3@demo.houbu.test", "专家三", &[Role::Expert]),
    account("expert4@demo.houbu.test", "专家四", &[Role::Expert]),
    account("expert5@demo.houbu.test", "专家五", &[Role::Expert]),
    account("expert6@demo.houbu.test", "专家六", &[Role::Expert]),
    account("expert7@demo.houbu.test", "专家七", &[Role::Expert]),
    account("expert8@demo.houbu.test", "专家八", &[Role::Expert]),
    account("meeting1@demo.houbu.test", "局务会成员一", &[Role::BureauMeeting]),
    account("meeting2@demo.houbu.test", "局务会成员二", &[Role::BureauMeeting]),
    account("meeting3@demo.houbu.test", "局务会成员三", &[Role::BureauMeeting]),
    account("maker@demo.houbu.test", "财务制单员", &[Role::FinanceMaker]),
    account("checker@demo.houbu.test", "财务复核员", &[Role::FinanceChecker]),
    account("policy@demo.houbu.test", "政策管理员", &[Role::Policy]),
    account("policy2@demo.houbu.test", "政策复核员", &[Role::Policy]),
    account("supervisor@demo.houbu.test", "纪检监督员", &[Role::Supervisor]),
    account("admin@demo.houbu.test", "系统管理员", &[Role::Administrator]),
    account("newcomer@demo.houbu.test", "新注册经办人", &[]),
];

const fn account(login: &'static str, name: &'static str, roles: &'static [Role]) -> DemoAccount {
    DemoAccount { login, name, roles, department: None }
}

/// Speaks for the department of this key in joint reviews.
const fn department(login: &'static str, name: &'static str, key: &'static str) -> DemoAccount {
    DemoAccount { login, name, roles: &[Role::Department], department: Some(key) }
}

impl Engine {
    /// Makes the accounts; the recommender speaks for `town`.
    pub(super) async fn install_people(&self, town: TownId) -> Result<(), EngineError> {
        let now = self.now().await?;
        let password_hash = self.hash_password(DEMO_PASSWORD).await?;
        let unit = self.store.begin().await?;
        for account in &ACCOUNTS {
            let row = PersonRow {
                id: self.fresh_id(now, PersonId::new)?,
                login: account.login.to_owned(),
                name: account.name.to_owned(),
                phone: None,
                id_card: None,
                password_hash: password_hash.clone().into(),
                locale: "zh-CN".to_owned(),
                active: true,
                created_at: now,
                town_id: account.roles.contains(&Role::Recommender).then_some(town),
                department: account.department.map(str::to_owned),
            };
            store::people::insert(&unit, &row).await?;
            store::people::set_roles(&unit, row.id, account.roles).await?;
        }
        unit.commit().await?;
        Ok(())
    }
}
