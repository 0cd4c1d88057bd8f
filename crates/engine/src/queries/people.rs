//! People as the administrator sees them: roles and state, never identity numbers or passwords.
//! It changes nothing.

use serde::Serialize;
use store::people::PersonRow;
use workflow::id::{PersonId, TownId};
use workflow::{Role, Timestamp};

use crate::{Engine, EngineError, Signed};

/// A screen and a half.
pub const PEOPLE_PAGE_ROWS: u32 = 50;

/// One account.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    pub id: PersonId,
    pub login: String,
    pub name: String,
    pub phone: String,
    pub town: Option<TownId>,
    /// Key of the department it speaks for.
    pub department: Option<String>,
    pub roles: Vec<Role>,
    pub active: bool,
    pub created_at: Timestamp,
    /// One's own account is not changed here.
    pub can_change: bool,
}

/// A page of accounts; `next` is where the next page begins.
#[derive(Debug, Clone, Serialize)]
pub struct PeoplePage {
    pub people: Vec<PersonView>,
    pub next: Option<String>,
}

/// A town or zone.
#[derive(Debug, Clone, Serialize)]
pub struct Town {
    pub id: TownId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
}

impl Engine {
    /// Accounts by login; `after` is the last login seen.
    pub async fn people(&self, signed: &Signed, after: Option<String>) -> Result<PeoplePage, EngineError> {
        signed.require(Role::Administrator)?;
        let page = store::Page { after, limit: PEOPLE_PAGE_ROWS };
        let rows = store::people::list(&self.store, &page).await?;
        let grants = store::people::all_roles(&self.store).await?;
        let is_full = rows.len() == PEOPLE_PAGE_ROWS as usize;
        let next = rows.last().filter(|_| is_full).map(|row| row.login.clone());
        let roles_of =
            |id| grants.iter().filter(|grant| grant.person_id == id).map(|grant| grant.role).collect();
        let people = rows.into_iter().map(|row| view(signed, roles_of(row.id), row)).collect();
        Ok(PeoplePage { people, next })
    }

    pub async fn person(&self, signed: &Signed, id: PersonId) -> Result<PersonView, EngineError> {
        signed.require(Role::Administrator)?;
        let found = store::people::find(&self.store, id).await?;
        let row = found.ok_or(EngineError::NotFound { what: "person" })?;
        let roles = store::people::roles(&self.store, id).await?;
        Ok(view(signed, roles, row))
    }

    /// Towns and zones in the order pages show them; no secret.
    pub async fn towns(&self) -> Result<Vec<Town>, EngineError> {
        let rows = store::towns::list(&self.store).await?;
        let town = |row: store::towns::TownRow| Town {
            id: row.id,
            code: row.code,
            name_zh: row.name_zh,
            name_en: row.name_en,
        };
        Ok(rows.into_iter().map(town).collect())
    }
}

fn view(signed: &Signed, roles: Vec<Role>, row: PersonRow) -> PersonView {
    PersonView {
        can_change: row.id != signed.id(),
        id: row.id,
        login: row.login,
        name: row.name,
        phone: row.phone.map(store::Hidden::into_inner).unwrap_or_default(),
        town: row.town_id,
        department: row.department,
        roles,
        active: row.active,
        created_at: row.created_at,
    }
}
