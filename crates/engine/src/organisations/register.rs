//! Registering: a code nobody stands for becomes an organisation with this person; else a member is asked.
//! It shows nothing of an organisation to somebody who is not yet its member.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::memberships::{self, MembershipKind, MembershipRow, MembershipState};
use store::organisations::{self, OrganisationRow};
use store::people::PersonRow;
use store::{Hidden, UnitOfWork};
use workflow::id::{MembershipId, OrganisationId, PersonId, TownId};
use workflow::identity::{CodeError, check_uscc, normalise_code};
use workflow::{Date, Timestamp};

use crate::error::Faults;
use crate::notify::enqueue_mail;
use crate::{Engine, EngineError, Signed, passwords, people, text};

/// As on the pages of accounts.
const NAME_MAX_CHARACTERS: usize = 60;
/// One person stands for a few organisations; hundreds are somebody harvesting codes.
const MEMBERSHIPS_PER_PERSON_MAX: usize = 20;

/// What a newcomer types: themselves and their organisation.
#[derive(Clone, Serialize, Deserialize)]
pub struct RegistrationInput {
    pub organisation: JoinInput,
    pub display_name: String,
    pub email: String,
    pub password: String,
    pub password_again: String,
    /// The language the newcomer reads.
    pub locale: String,
}

impl std::fmt::Debug for RegistrationInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RegistrationInput")
            .field("organisation", &self.organisation)
            .finish_non_exhaustive()
    }
}

/// What names an organisation, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JoinInput {
    pub organisation_name: String,
    pub uscc: String,
    pub town: String,
    pub registered_on: String,
}

/// What a registration came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registered {
    /// A fresh organisation; an officer confirms its licence before the first submission.
    Founded,
    /// The code has a member, who was asked.
    Requested,
}

struct Checked {
    name: String,
    uscc: String,
    town: TownId,
    registered_on: Date,
}

impl Engine {
    /// Makes an account and its organisation, or asks to join the one that is there.
    pub async fn register(&self, input: RegistrationInput, key: &str) -> Result<Registered, EngineError> {
        let mut faults = Faults::default();
        let organisation = self.check_organisation(&mut faults, &input.organisation).await?;
        let name = text::required(&mut faults, "display_name", &input.display_name, NAME_MAX_CHARACTERS);
        let login = text::email(&mut faults, "email", &input.email);
        passwords::check(&mut faults, &input.password, &input.password_again);
        if !login.is_empty() && store::people::find_by_login(&self.store, &login).await?.is_some() {
            // A repeated click finds its own account; the stored outcome answers it below.
            let seen = store::idempotency::find(&self.store, &scope(&login), key).await?;
            if seen.is_none() {
                faults.add("email", "email-taken");
            }
        }
        faults.into_result()?;
        let organisation = organisation.ok_or(EngineError::Forbidden)?;
        let hash = self.hash_password(&input.password).await?;
        let engine = self.clone();
        let locale = if input.locale == "en" { "en" } else { "zh-CN" };
        let seen = ("register", input.organisation.clone(), name.clone(), login.clone());
        self.once(&scope(&login), key, &seen, move |unit, now| {
            Box::pin(async move {
                let id = engine.fresh_id(now, PersonId::new)?;
                let person = newcomer(id, login, name, hash, locale, now);
                people::insert(unit, &person, &[]).await?;
                attach(&engine, unit, now, &person, &organisation).await
            })
        })
        .await
    }

    /// Registers or joins one more organisation.
    pub async fn join_organisation(
        &self,
        signed: &Signed,
        input: JoinInput,
        key: &str,
    ) -> Result<Registered, EngineError> {
        let mut faults = Faults::default();
        let checked = self.check_organisation(&mut faults, &input).await?;
        faults.into_result()?;
        let checked = checked.ok_or(EngineError::Forbidden)?;
        let (engine, person) = (self.clone(), signed.person.clone());
        self.once(&signed.id().to_string(), key, &("join-organisation", input), move |unit, now| {
            Box::pin(async move {
                let live = memberships::live_of(unit, person.id).await?;
                if live.iter().any(|(_, organisation)| organisation.uscc == checked.uscc) {
                    return Err(EngineError::field("uscc", "already-member"));
                }
                if live.len() >= MEMBERSHIPS_PER_PERSON_MAX {
                    return Err(EngineError::field("uscc", "too-many-memberships"));
                }
                attach(&engine, unit, now, &person, &checked).await
            })
        })
        .await
    }

    async fn check_organisation(
        &self,
        faults: &mut Faults,
        input: &JoinInput,
    ) -> Result<Option<Checked>, EngineError> {
        let name =
            text::required(faults, "organisation_name", &input.organisation_name, text::LINE_MAX_CHARACTERS);
        let uscc = check_code(faults, &input.uscc);
        let registered_on = check_founding(faults, &input.registered_on, self.today().await?);
        let town = self.check_town(faults, &input.town).await?;
        if input.town.trim().is_empty() {
            faults.add("town", "required");
        }
        Ok(town.zip(registered_on).map(|(town, registered_on)| Checked { name, uscc, town, registered_on }))
    }
}

/// Scope of the idempotency keys of people who have no account yet.
fn scope(login: &str) -> String {
    format!("register:{login}")
}

fn check_code(faults: &mut Faults, typed: &str) -> String {
    let code = normalise_code(typed);
    match check_uscc(&code) {
        Ok(()) => {}
        Err(_) if code.is_empty() => faults.add("uscc", "required"),
        Err(CodeError::Length { .. }) => faults.add("uscc", "uscc-length"),
        Err(CodeError::Character { .. }) => faults.add("uscc", "uscc-character"),
        Err(CodeError::CheckDigit | CodeError::BirthDate) => faults.add("uscc", "uscc-check-digit"),
    }
    code
}

/// The founding day of the licence: a date that is not ahead.
pub(super) fn check_founding(faults: &mut Faults, typed: &str, today: Date) -> Option<Date> {
    if typed.trim().is_empty() {
        faults.add("registered_on", "required");
        return None;
    }
    let Ok(day) = typed.parse::<Date>() else {
        faults.add("registered_on", "not-a-date");
        return None;
    };
    if day > today {
        faults.add("registered_on", "date-ahead");
    }
    Some(day)
}

fn newcomer(
    id: PersonId,
    login: String,
    name: String,
    hash: String,
    locale: &str,
    now: Timestamp,
) -> PersonRow {
    PersonRow {
        id,
        login,
        name,
        phone: None,
        id_card: None,
        password_hash: Hidden::new(hash),
        locale: locale.to_owned(),
        active: true,
        created_at: now,
        town_id: None,
        department: None,
    }
}

/// Founds the organisation with this person, or asks its members.
async fn attach(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    person: &PersonRow,
    checked: &Checked,
) -> Result<Registered, EngineError> {
    let found = organisations::find_by_uscc(unit, &checked.uscc).await?;
    let (id, members) = match &found {
        Some(row) => (row.id, store::people::members_of(unit, row.id).await?),
        None => (found_organisation(engine, unit, now, checked).await?, Vec::new()),
    };
    let is_asked = !members.is_empty();
    if found.is_some() && !is_asked {
        // Nobody is left who was seen with the licence: it is looked at again.
        organisations::unconfirm(unit, id).await?;
    }
    let membership = MembershipRow {
        id: engine.fresh_id(now, MembershipId::new)?,
        person_id: person.id,
        organisation_id: id,
        kind: MembershipKind::Preparer,
        state: if is_asked { MembershipState::Requested } else { MembershipState::Active },
        requested_at: now,
        decided_by: None,
        decided_at: None,
    };
    memberships::insert(unit, &membership).await?;
    let organisation = found.map_or_else(|| checked.name.clone(), |row| row.name);
    for member in &members {
        let link = format!("{}/organisations/{id}", engine.settings.public_url);
        let context = json!({ "organisation": organisation, "person": person.name, "link": link });
        let dedupe = membership.id.to_string();
        enqueue_mail(engine, unit, now, member, "membership-requested", context, &dedupe).await?;
    }
    Ok(if is_asked { Registered::Requested } else { Registered::Founded })
}

async fn found_organisation(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    checked: &Checked,
) -> Result<OrganisationId, EngineError> {
    let id = engine.fresh_id(now, OrganisationId::new)?;
    let row = OrganisationRow {
        id,
        uscc: checked.uscc.clone(),
        name: checked.name.clone(),
        town_id: checked.town,
        registered_on: checked.registered_on,
        address: String::new(),
        legal_representative: String::new(),
        account_name: String::new(),
        account_number: Hidden::new(String::new()),
        bank_code: String::new(),
        bank_name: String::new(),
        confirmed_at: None,
        confirmed_by: None,
        created_at: now,
        profile_json: "{}".to_owned(),
    };
    organisations::insert(unit, &row).await?;
    Ok(id)
}
