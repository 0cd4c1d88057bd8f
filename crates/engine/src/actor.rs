//! Who is asking: a signed-in person with the roles and memberships they hold now.
//!
//! Loaded anew for every request, so that a right taken away is gone at once.

use store::people::PersonRow;
use workflow::id::PersonId;
use workflow::{Actor, Role};

use crate::{Engine, EngineError};

/// A person with what they may act as.
#[derive(Debug, Clone)]
pub struct Signed {
    pub person: PersonRow,
    pub actor: Actor,
}

impl Signed {
    pub fn holds(&self, role: Role) -> bool {
        self.actor.holds(role)
    }

    pub fn holds_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.holds(*role))
    }

    /// Refuses unless the person holds the role.
    pub fn require(&self, role: Role) -> Result<(), EngineError> {
        if self.holds(role) { Ok(()) } else { Err(EngineError::Forbidden) }
    }

    pub const fn id(&self) -> PersonId {
        self.person.id
    }
}

impl Engine {
    /// The person with roles and memberships; `None` when the account is gone or closed.
    pub async fn signed(&self, person: PersonId) -> Result<Option<Signed>, EngineError> {
        let Some(row) = store::people::find(&self.store, person).await? else {
            return Ok(None);
        };
        if !row.active {
            return Ok(None);
        }
        let roles = store::people::roles(&self.store, person).await?;
        let memberships = store::memberships::active_of(&self.store, person).await?;
        let organisations = memberships.into_iter().map(|row| row.organisation_id).collect();
        let actor = Actor { person: Some(person), roles, organisations, town: row.town_id };
        Ok(Some(Signed { person: row, actor }))
    }
}
