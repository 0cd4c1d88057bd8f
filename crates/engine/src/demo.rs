//! The demo jurisdiction: towns, one account per role, generated enterprises, budget and two open calls.
//!
//! Everything but accounts and enterprises goes through the use cases a bureau would use. Refused where
//! there is already somebody in the database, and outside a demo.

mod enterprises;
mod experts;
mod people;

use std::collections::BTreeMap;

use workflow::calendar::CalendarNotice;
use workflow::id::{CallId, OrganisationId, TownId};
use workflow::{Role, Timestamp};

use crate::budgets::BudgetLineInput;
use crate::calls::CallInput;
use crate::clock::DEMO_START;
use crate::installation::TownDefinition;
use crate::{Engine, EngineError, Signed};

/// The password of every demo account.
pub const DEMO_PASSWORD: &str = "houbu-demo-2026";

/// One account of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    pub login: &'static str,
    pub name: &'static str,
    pub roles: &'static [Role],
    /// Key of the department it speaks for.
    pub department: Option<&'static str>,
}

/// What the demo put into the database.
#[derive(Debug, Clone)]
pub struct DemoCast {
    pub towns: Vec<TownId>,
    pub organisations: Vec<OrganisationId>,
    pub calls: Vec<CallId>,
}

/// Towns and zones of Haimen with the codes their pages are listed by.
const TOWNS: [(&str, &str, &str); 12] = [
    ("haimen", "海门街道", "Haimen Subdistrict"),
    ("binjiang", "滨江街道", "Binjiang Subdistrict"),
    ("sanchang", "三厂街道", "Sanchang Subdistrict"),
    ("sanxing", "三星镇", "Sanxing Town"),
    ("changle", "常乐镇", "Changle Town"),
    ("yuelai", "悦来镇", "Yuelai Town"),
    ("sijia", "四甲镇", "Sijia Town"),
    ("yudong", "余东镇", "Yudong Town"),
    ("zhengyu", "正余镇", "Zhengyu Town"),
    ("baochang", "包场镇", "Baochang Town"),
    ("linjiang", "临江镇", "Linjiang Town"),
    ("haiyong", "海永镇", "Haiyong Town"),
];

impl Engine {
    /// Fills an empty database with the demo.
    pub async fn install_demo(
        &self,
        programmes: Vec<BTreeMap<String, Vec<u8>>>,
        notices: Vec<CalendarNotice>,
    ) -> Result<DemoCast, EngineError> {
        if !self.settings.demo || store::people::count(&self.store).await? > 0 {
            return Err(EngineError::Conflict { what: "demo-needs-an-empty-database".to_owned() });
        }
        self.set_demo_clock(DEMO_START).await?;
        for files in programmes {
            self.adopt_pack(files).await?;
        }
        self.install_towns(TOWNS.map(definition).to_vec()).await?;
        self.install_notices(notices).await?;
        let towns: Vec<TownId> =
            store::towns::list(&self.store).await?.into_iter().map(|town| town.id).collect();
        self.install_people(towns[3]).await?;
        let enterprises = self.install_enterprises(&towns).await?;
        self.install_experts(&enterprises).await?;
        let organisations = enterprises.iter().map(|row| row.id).collect();
        let calls = self.install_calls().await?;
        Ok(DemoCast { towns, organisations, calls })
    }

    /// The accounts, as the demo prints them and the sign-in page of a demo lists them.
    pub fn demo_accounts() -> &'static [DemoAccount] {
        &people::ACCOUNTS
    }

    /// A demo account, signed in without its password.
    pub async fn demo_person(&self, login: &str) -> Result<Signed, EngineError> {
        let row = store::people::find_by_login(&self.store, login).await?;
        let row = row.ok_or(EngineError::NotFound { what: "person" })?;
        self.signed(row.id).await?.ok_or(EngineError::NotFound { what: "person" })
    }

    /// Two budget lines, and a call on each, drafted by an officer and opened by the director.
    async fn install_calls(&self) -> Result<Vec<CallId>, EngineError> {
        let maker = self.demo_person("maker@demo.houbu.test").await?;
        let officer = self.demo_person("officer@demo.houbu.test").await?;
        let director = self.demo_person("director@demo.houbu.test").await?;
        let mut calls = Vec::new();
        for (position, demo) in DEMO_CALLS.iter().enumerate() {
            let line = self.create_budget_line(&maker, demo.line(), &format!("demo-line-{position}")).await?;
            let input = demo.call(self.now().await?, line.to_string());
            let call = self.draft_call(&officer, input, &format!("demo-call-{position}")).await?;
            let row = store::calls::find(&self.store, call).await?;
            let version = row.map_or(1, |row| row.version);
            self.open_call(&director, call, version, &format!("demo-open-{position}")).await?;
            calls.push(call);
        }
        Ok(calls)
    }
}

fn definition((code, name_zh, name_en): (&str, &str, &str)) -> TownDefinition {
    TownDefinition { code: code.to_owned(), name_zh: name_zh.to_owned(), name_en: name_en.to_owned() }
}

/// One programme's call and the line it draws on.
struct DemoCall {
    programme: &'static str,
    title_zh: &'static str,
    title_en: &'static str,
    notice_zh: &'static str,
    notice_en: &'static str,
    targets: &'static str,
    line_code: &'static str,
    line_zh: &'static str,
    line_en: &'static str,
    line_yuan: &'static str,
    /// Days the window stays open after its first day.
    open_days: u64,
}

impl DemoCall {
    fn line(&self) -> BudgetLineInput {
        BudgetLineInput {
            fiscal_year: "2026".to_owned(),
            code: self.line_code.to_owned(),
            title_zh: self.line_zh.to_owned(),
            title_en: self.line_en.to_owned(),
            total: self.line_yuan.to_owned(),
        }
    }

    fn call(&self, now: Timestamp, line: String) -> CallInput {
        CallInput {
            programme: self.programme.to_owned(),
            title_zh: self.title_zh.to_owned(),
            title_en: self.title_en.to_owned(),
            fiscal_year: "2026".to_owned(),
            opens_on: now.date().to_string(),
            closes_on: now.date().plus_days(self.open_days).to_string(),
            budget_line: line,
            notice_zh: self.notice_zh.to_owned(),
            notice_en: self.notice_en.to_owned(),
            targets: self.targets.to_owned(),
        }
    }
}

const DEMO_CALLS: [DemoCall; 2] = [
    DemoCall {
        programme: "hnte-reward",
        title_zh: "2026 年度高新技术企业认定奖励",
        title_en: "Reward for high-tech enterprises recognised, 2026",
        notice_zh: "上一年度经认定的高新技术企业，可在本批次开放之日起一个月内申报。逾期未申报的，视为放弃。",
        notice_en: "Enterprises recognised in the year before may apply within one month of the opening. \
                    Whoever does not apply in time waives the reward.",
        targets: "兑现企业 25 家",
        line_code: "2060404-01",
        line_zh: "高新技术企业认定奖励",
        line_en: "Rewards for high-tech enterprises",
        line_yuan: "5000000",
        open_days: 28,
    },
    DemoCall {
        programme: "technical-contract",
        title_zh: "2026 年度技术合同认定登记奖补",
        title_en: "Subsidy for registered technical contracts, 2026",
        notice_zh: "按上一年度登记的技术合同中实际到账的技术交易额分段计算，每家单位每年不超过 5 万元。",
        notice_en: "Banded on the amounts actually paid under technical contracts registered the year before; \
                    at most 50,000 yuan per unit and year.",
        targets: "登记技术合同成交额增长 10%",
        line_code: "2060404-02",
        line_zh: "技术合同认定登记奖补",
        line_en: "Subsidies for technical contracts",
        line_yuan: "800000",
        open_days: 58,
    },
];
