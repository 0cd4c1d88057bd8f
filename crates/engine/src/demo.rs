//! The demo jurisdiction: towns, accounts for every role, generated enterprises, budget and open calls.
//!
//! Everything but accounts and enterprises goes through the use cases a bureau would use. Refused where
//! there is already somebody in the database, and outside a demo.

mod calls;
mod enterprises;
mod experts;
mod people;

use std::collections::BTreeMap;

use workflow::Role;
use workflow::calendar::CalendarNotice;
use workflow::id::{CallId, OrganisationId, TownId};

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
}

fn definition((code, name_zh, name_en): (&str, &str, &str)) -> TownDefinition {
    TownDefinition { code: code.to_owned(), name_zh: name_zh.to_owned(), name_en: name_en.to_owned() }
}
