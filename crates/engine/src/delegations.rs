//! Absence and hand-over: a person lends one of its own roles to another for some days.
//!
//! What is lent can be lent no further, and it never loosens a separation: the workflow looks at the giver
//! as well as at the receiver. An administrator records an absence for somebody who cannot.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::delegations::{self, DelegationRow};
use store::people::PersonRow;
use workflow::id::{DelegationId, PersonId};
use workflow::{Date, Role};

use crate::error::Faults;
use crate::notify::enqueue_mail;
use crate::{Engine, EngineError, Signed, journal, text};

/// Longer than this is not an absence but another person's job.
pub const DELEGATION_LIMIT_DAYS: i64 = 92;
const REASON_MAX_CHARACTERS: usize = 200;

/// A delegation as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DelegationInput {
    /// Empty for oneself; an administrator names the login of who is away.
    pub from: String,
    pub role: String,
    /// The receiver's login.
    pub to: String,
    pub first_day: String,
    pub last_day: String,
    pub reason: String,
}

/// A delegation with the names a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DelegationView {
    pub id: DelegationId,
    pub role: Role,
    pub from: String,
    pub to: String,
    pub first_day: Date,
    pub last_day: Date,
    pub reason: String,
    /// It holds today.
    pub holds: bool,
    /// The reader may end it.
    pub may_end: bool,
}

struct Checked {
    role: Role,
    from: PersonRow,
    to: PersonRow,
    first_day: Date,
    last_day: Date,
    reason: String,
}

impl Engine {
    /// Lends a role. Every fault at once.
    pub async fn delegate(
        &self,
        signed: &Signed,
        input: DelegationInput,
        key: &str,
    ) -> Result<DelegationId, EngineError> {
        let checked = self.check_delegation(signed, &input).await?;
        let (engine, maker) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("delegate", input), move |unit, now| {
            Box::pin(async move {
                let row = DelegationRow {
                    id: engine.fresh_id(now, DelegationId::new)?,
                    role: checked.role,
                    from_person: checked.from.id,
                    to_person: checked.to.id,
                    first_day: checked.first_day,
                    last_day: checked.last_day,
                    reason: checked.reason,
                    made_by: maker.id(),
                    made_at: now,
                    ended_at: None,
                };
                delegations::insert(unit, &row).await?;
                let context = json!({
                    "role": row.role.key(),
                    "giver": checked.from.name,
                    "first_day": row.first_day.to_string(),
                    "last_day": row.last_day.to_string(),
                    "link": format!("{}/delegations", engine.settings.public_url),
                });
                let dedupe = row.id.to_string();
                enqueue_mail(&engine, unit, now, &checked.to, "role-lent", context, &dedupe).await?;
                let detail = json!({ "role": row.role, "from": row.from_person, "to": row.to_person });
                let subject = ("delegation", row.id.to_string());
                let by = (&maker, speaks_as(&maker, row.from_person, row.role));
                journal::record(unit, now, by, "role-lent", subject, detail.to_string()).await?;
                Ok(row.id)
            })
        })
        .await
    }

    /// Takes a lent role back, or gives it back, before its last day.
    pub async fn end_delegation(
        &self,
        signed: &Signed,
        id: DelegationId,
        key: &str,
    ) -> Result<(), EngineError> {
        let missing = || EngineError::NotFound { what: "delegation" };
        let row = delegations::find(&self.store, id).await?.ok_or_else(missing)?;
        if !concerns(signed, &row) {
            return Err(missing());
        }
        let maker = signed.clone();
        self.once(&signed.id().to_string(), key, &("end-delegation", id), move |unit, now| {
            Box::pin(async move {
                delegations::end(unit, id, now).await?;
                let subject = ("delegation", id.to_string());
                let by = (&maker, speaks_as(&maker, row.from_person, row.role));
                journal::record(unit, now, by, "role-returned", subject, "{}".to_owned()).await
            })
        })
        .await
    }

    /// What a person lent and was lent, the latest first.
    pub async fn delegations(&self, signed: &Signed) -> Result<Vec<DelegationView>, EngineError> {
        let rows = delegations::of_person(&self.store, signed.id()).await?;
        let mut people: Vec<PersonId> =
            rows.iter().flat_map(|row| [row.from_person, row.to_person]).collect();
        people.sort_unstable();
        people.dedup();
        let names = store::people::names(&self.store, &people).await?;
        let name = |id: PersonId| {
            names.iter().find(|(person, _)| *person == id).map_or_else(String::new, |(_, name)| name.clone())
        };
        let today = self.today().await?;
        let view = |row: DelegationRow| DelegationView {
            from: name(row.from_person),
            to: name(row.to_person),
            holds: row.ended_at.is_none() && (row.first_day..=row.last_day).contains(&today),
            may_end: row.ended_at.is_none() && row.last_day >= today && concerns(signed, &row),
            id: row.id,
            role: row.role,
            first_day: row.first_day,
            last_day: row.last_day,
            reason: row.reason,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn check_delegation(
        &self,
        signed: &Signed,
        input: &DelegationInput,
    ) -> Result<Checked, EngineError> {
        let mut faults = Faults::default();
        let from = self.giver(signed, &mut faults, &input.from).await?;
        let to = store::people::find_by_login(&self.store, &input.to.trim().to_lowercase()).await?;
        let to = to.filter(|person| person.active);
        if to.is_none() {
            faults.add("to", "person-unknown");
        }
        if to.as_ref().is_some_and(|to| from.as_ref().is_some_and(|from| from.id == to.id)) {
            faults.add("to", "own-account");
        }
        let role = Role::from_key(&input.role).filter(|role| Role::DELEGABLE.contains(role));
        match (role, &from) {
            (None, _) => faults.add("role", "choice"),
            (Some(role), Some(from)) => {
                if !store::people::roles(&self.store, from.id).await?.contains(&role) {
                    faults.add("role", "role-not-held");
                }
            }
            (Some(_), None) => {}
        }
        let today = self.today().await?;
        let first_day = day(&mut faults, "first_day", &input.first_day);
        let last_day = day(&mut faults, "last_day", &input.last_day);
        if let (Some(first), Some(last)) = (first_day, last_day) {
            if last < first || last < today {
                faults.add("last_day", "before-first-day");
            } else if last.days_since(first) >= DELEGATION_LIMIT_DAYS {
                faults.push(
                    crate::FieldFault::new("last_day", "too-many-days").with("limit", DELEGATION_LIMIT_DAYS),
                );
            }
        }
        let reason = text::required(&mut faults, "reason", &input.reason, REASON_MAX_CHARACTERS);
        faults.into_result()?;
        let incomplete = || EngineError::field("role", "choice");
        Ok(Checked {
            role: role.ok_or_else(incomplete)?,
            from: from.ok_or_else(incomplete)?,
            to: to.ok_or_else(incomplete)?,
            first_day: first_day.ok_or_else(incomplete)?,
            last_day: last_day.ok_or_else(incomplete)?,
            reason,
        })
    }

    /// Oneself; for another person only an administrator speaks.
    async fn giver(
        &self,
        signed: &Signed,
        faults: &mut Faults,
        typed: &str,
    ) -> Result<Option<PersonRow>, EngineError> {
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() || typed == signed.person.login {
            return Ok(Some(signed.person.clone()));
        }
        signed.require(Role::Administrator)?;
        let found = store::people::find_by_login(&self.store, &typed).await?;
        if found.is_none() {
            faults.add("from", "person-unknown");
        }
        Ok(found)
    }
}

fn day(faults: &mut Faults, field: &str, typed: &str) -> Option<Date> {
    let day = typed.trim().parse().ok();
    if day.is_none() {
        faults.add(field, "date");
    }
    day
}

fn concerns(signed: &Signed, row: &DelegationRow) -> bool {
    let me = signed.id();
    row.from_person == me || row.to_person == me || signed.holds(Role::Administrator)
}

/// The giver speaks as what it lends; an administrator as administrator.
fn speaks_as(signed: &Signed, from: PersonId, role: Role) -> Role {
    if signed.id() == from || !signed.holds(Role::Administrator) { role } else { Role::Administrator }
}
