//! Organisations: those one stands for, one of them with its people, and the list the bureau reads.
//! Account numbers come in as the reader may see them; nothing is masked here.

use serde::Serialize;

use super::Page;
use super::case::Choice;
use super::form::Form;
use crate::Message;

/// Towns to choose from in samples.
pub(crate) fn sample_towns() -> Vec<Choice> {
    let names = ["海门街道", "临江新区", "叠石桥国际家纺产业园区"];
    names.into_iter().enumerate().map(|(position, name)| Choice::new(position.to_string(), name)).collect()
}

/// How an organisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The members were asked.
    Requested,
    /// An officer has not seen the licence.
    Unconfirmed,
    Confirmed,
}

#[derive(Debug, Clone, Serialize)]
pub struct OrganisationLine {
    pub href: String,
    pub name: String,
    pub uscc: String,
    pub town: String,
    pub standing: Standing,
    pub created_at_millis: i64,
}

impl OrganisationLine {
    fn sample(name: &str, standing: Standing) -> Self {
        Self {
            href: "/organisations/1".to_owned(),
            name: name.to_owned(),
            uscc: "91320684138774279B".to_owned(),
            town: "海门街道".to_owned(),
            standing,
            created_at_millis: 1_772_413_200_000,
        }
    }

    fn samples() -> Vec<Self> {
        vec![
            Self::sample("海门示范精密机械有限公司", Standing::Confirmed),
            Self::sample("江苏东布洲智能装备科技（海门）股份有限公司", Standing::Unconfirmed),
            Self::sample("南通临江新材料有限公司", Standing::Requested),
        ]
    }
}

/// What one stands for. Fields to add one: `organisation_name`, `uscc`, `town`, `registered_on`.
#[derive(Debug, Clone, Serialize)]
pub struct MyOrganisations {
    pub organisations: Vec<OrganisationLine>,
    pub form: Form,
    pub towns: Vec<Choice>,
}

impl Page for MyOrganisations {
    const TEMPLATE: &'static str = "applicant/organisations.html";
    const TITLE: &'static str = "organisations-title";

    fn samples() -> Vec<Self> {
        let towns = sample_towns;
        let refused = Form::empty()
            .with("uscc", "91320684138774279A")
            .refuse("uscc", Message::new("error-uscc-check-digit"));
        vec![
            Self { organisations: Vec::new(), form: refused, towns: towns() },
            Self { organisations: OrganisationLine::samples(), form: Form::empty(), towns: towns() },
        ]
    }
}

/// Somebody who stands for an organisation, or asks to.
#[derive(Debug, Clone, Serialize)]
pub struct MemberLine {
    pub membership: String,
    pub name: String,
    pub login: String,
    pub requested_at_millis: i64,
}

/// One organisation. Members edit: `organisation_name`, `town`, `registered_on`, `address`,
/// `legal_representative`, `account_name`, `account_number`, `bank_code`, `bank_name`.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationProfile {
    pub path: String,
    pub back: String,
    pub name: String,
    pub uscc: String,
    pub standing: Standing,
    /// The values shown; what a member edits.
    pub form: Form,
    pub town: String,
    pub towns: Vec<Choice>,
    pub members: Vec<MemberLine>,
    pub requests: Vec<MemberLine>,
    pub can_edit: bool,
    pub can_confirm: bool,
}

impl Page for OrganisationProfile {
    const TEMPLATE: &'static str = "applicant/organisation.html";
    const TITLE: &'static str = "organisation-title";

    fn samples() -> Vec<Self> {
        let member = |name: &str, login: &str| MemberLine {
            membership: "1".to_owned(),
            name: name.to_owned(),
            login: login.to_owned(),
            requested_at_millis: 1_772_413_200_000,
        };
        let form = Form::empty()
            .with("organisation_name", "海门示范精密机械有限公司")
            .with("town", "0")
            .with("registered_on", "2015-04-08")
            .with("address", "海门区示范路 1 号")
            .with("legal_representative", "法定代表人")
            .with("account_name", "海门示范精密机械有限公司")
            .with("account_number", "3206********0018")
            .with("bank_code", "310306500019")
            .with("bank_name", "示范银行海门支行");
        let page = |form: Form, can_edit, can_confirm, standing| Self {
            path: "/organisations/1".to_owned(),
            back: "/organisations".to_owned(),
            name: "海门示范精密机械有限公司".to_owned(),
            uscc: "91320684138774279B".to_owned(),
            standing,
            form,
            town: "海门街道".to_owned(),
            towns: sample_towns(),
            members: vec![member("经办人", "applicant@example.cn")],
            requests: if can_edit { vec![member("新经办人", "newcomer@example.cn")] } else { Vec::new() },
            can_edit,
            can_confirm,
        };
        let refused = form
            .clone()
            .refuse("account_name", Message::new("error-account-name-differs").about("field-account-name"))
            .refuse("bank_code", Message::new("error-bank-code"));
        vec![
            page(form.clone(), true, false, Standing::Unconfirmed),
            page(refused, true, false, Standing::Confirmed),
            page(form, false, true, Standing::Unconfirmed),
        ]
    }

    fn title(&self) -> Message {
        Message::verbatim(self.name.clone())
    }
}

/// The bureau's list: all, or those to confirm.
#[derive(Debug, Clone, Serialize)]
pub struct Organisations {
    pub organisations: Vec<OrganisationLine>,
    pub only_unconfirmed: bool,
    pub unconfirmed: i64,
    pub next: Option<String>,
}

impl Page for Organisations {
    const TEMPLATE: &'static str = "officer/organisations.html";
    const TITLE: &'static str = "organisations-list-title";

    fn samples() -> Vec<Self> {
        let all = Self {
            organisations: OrganisationLine::samples(),
            only_unconfirmed: false,
            unconfirmed: 1,
            next: Some("/officer/organisations?after=x".to_owned()),
        };
        vec![
            Self { organisations: Vec::new(), only_unconfirmed: true, unconfirmed: 0, next: None },
            Self { only_unconfirmed: true, next: None, ..all.clone() },
            all,
        ]
    }
}
