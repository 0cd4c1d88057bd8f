//! Who is asking: a signed-in person with the roles and memberships they hold now.
//!
//! Loaded anew for every request, so that a right taken away is gone at once, a lent one with its day.

use store::Source;
use store::delegations::DelegationRow;
use store::people::PersonRow;
use workflow::id::{OrganisationId, PersonId};
use workflow::role::Delegation;
use workflow::{Actor, Date, Role};

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
        let actor = actor_of(&self.store, &row, self.today().await?).await?;
        Ok(Some(Signed { person: row, actor }))
    }

    /// The same inside a unit of work, for somebody who is spoken of and did not sign in.
    pub(crate) async fn actor_on(
        &self,
        on: &impl Source,
        person: PersonId,
        today: Date,
    ) -> Result<Option<Actor>, EngineError> {
        match store::people::find(on, person).await? {
            Some(row) if row.active => Ok(Some(actor_of(on, &row, today).await?)),
            _ => Ok(None),
        }
    }
}

async fn actor_of(on: &impl Source, row: &PersonRow, today: Date) -> Result<Actor, EngineError> {
    let mut delegations = Vec::new();
    for lent in store::delegations::held_by(on, row.id, today).await? {
        delegations.extend(delegation(on, &lent).await?);
    }
    Ok(Actor {
        person: Some(row.id),
        roles: store::people::roles(on, row.id).await?,
        organisations: organisations(on, row.id).await?,
        town: row.town_id,
        department: row.department.clone(),
        delegations,
    })
}

/// A role its giver still holds, with what binds the giver; nothing when it was taken away meanwhile.
async fn delegation(on: &impl Source, lent: &DelegationRow) -> Result<Option<Delegation>, EngineError> {
    let giver = store::people::find(on, lent.from_person).await?;
    let Some(giver) = giver.filter(|giver| giver.active) else { return Ok(None) };
    if !store::people::roles(on, giver.id).await?.contains(&lent.role) {
        return Ok(None);
    }
    Ok(Some(Delegation {
        role: lent.role,
        from: giver.id,
        organisations: organisations(on, giver.id).await?,
        town: giver.town_id,
        department: giver.department,
    }))
}

async fn organisations(on: &impl Source, person: PersonId) -> Result<Vec<OrganisationId>, EngineError> {
    let memberships = store::memberships::active_of(on, person).await?;
    Ok(memberships.into_iter().map(|row| row.organisation_id).collect())
}
