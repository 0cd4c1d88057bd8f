//! Accounts: the administrator makes them, grants roles and closes them; everybody chooses their own language.
//!
//! An administrator holds no other role and changes nothing about their own account here.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::people::{self, PersonRow};
use store::{Hidden, StoreError, UnitOfWork};
use workflow::id::{PersonId, TownId};
use workflow::{Role, Timestamp};

use crate::error::Faults;
use crate::password_reset::{INVITATION_LIFE_SECONDS, send_link};
use crate::{Engine, EngineError, Signed, journal, passwords, text};

/// Names of people are short; so are names of duties that stand for them.
const NAME_MAX_CHARACTERS: usize = 60;
const PHONE_MAX_CHARACTERS: usize = 30;
/// Mails and pages speak these.
const LOCALES: [&str; 2] = ["zh-CN", "en"];

/// A person as the administrator types them. Roles are keys, the town an id or empty, the department the
/// key of one some programme asks, or empty.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PersonInput {
    pub name: String,
    /// Read only when the account is made; a login never changes.
    pub email: String,
    pub phone: String,
    pub town: String,
    #[serde(default)]
    pub department: String,
    pub roles: Vec<String>,
}

struct Checked {
    name: String,
    login: String,
    phone: Option<Hidden<String>>,
    town: Option<TownId>,
    department: Option<String>,
    roles: Vec<Role>,
}

impl Engine {
    /// Makes an account and mails its person a link to choose a password.
    pub async fn create_person(
        &self,
        signed: &Signed,
        input: PersonInput,
        key: &str,
    ) -> Result<PersonId, EngineError> {
        signed.require(Role::Administrator)?;
        let checked = self.check_person(&input, true).await?;
        let password_hash = self.hash_password(&self.fresh_secret()?).await?;
        let (engine, admin) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("create-person", input), move |unit, now| {
            Box::pin(async move {
                let id = engine.fresh_id(now, PersonId::new)?;
                let person = checked.row(id, password_hash, now);
                insert(unit, &person, &checked.roles).await?;
                send_link(&engine, unit, now, &person, INVITATION_LIFE_SECONDS).await?;
                journal_roles(unit, now, &admin, "person-created", id, &checked.roles).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Changes name, phone, town, department and roles of another person.
    pub async fn update_person(
        &self,
        signed: &Signed,
        id: PersonId,
        input: PersonInput,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::Administrator)?;
        if id == signed.id() {
            return Err(EngineError::field("roles", "own-account"));
        }
        let checked = self.check_person(&input, false).await?;
        let admin = signed.clone();
        self.once(&signed.id().to_string(), key, &("update-person", id, input), move |unit, now| {
            Box::pin(async move {
                let mut person =
                    people::find(unit, id).await?.ok_or(EngineError::NotFound { what: "person" })?;
                (person.name, person.phone) = (checked.name, checked.phone);
                (person.town_id, person.department) = (checked.town, checked.department);
                people::set_particulars(unit, &person).await?;
                people::set_roles(unit, id, &checked.roles).await?;
                journal_roles(unit, now, &admin, "person-changed", id, &checked.roles).await
            })
        })
        .await
    }

    /// Closes an account at once, or opens it again.
    pub async fn set_person_active(
        &self,
        signed: &Signed,
        id: PersonId,
        active: bool,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::Administrator)?;
        if id == signed.id() {
            return Err(EngineError::field("roles", "own-account"));
        }
        let admin = signed.clone();
        self.once(&signed.id().to_string(), key, &("set-person-active", id, active), move |unit, now| {
            Box::pin(async move {
                people::set_active(unit, id, active).await?;
                if !active {
                    store::sessions::delete_of_person(unit, id).await?;
                }
                let action = if active { "person-opened" } else { "person-closed" };
                let subject = ("person", id.to_string());
                journal::record(unit, now, (&admin, Role::Administrator), action, subject, "{}".to_owned())
                    .await
            })
        })
        .await
    }

    /// Chooses the language of one's own mails.
    pub async fn change_locale(&self, signed: &Signed, locale: &str) -> Result<(), EngineError> {
        if !LOCALES.contains(&locale) {
            return Err(EngineError::field("locale", "choice"));
        }
        let (id, locale) = (signed.id(), locale.to_owned());
        self.in_unit(move |unit, _| Box::pin(async move { Ok(people::set_locale(unit, id, &locale).await?) }))
            .await
    }

    /// Makes an account with a password, without anybody signed in: the first administrator, the demo.
    pub async fn create_account(
        &self,
        login: &str,
        name: &str,
        password: &str,
        roles: &[Role],
    ) -> Result<PersonId, EngineError> {
        let mut faults = Faults::default();
        let login = text::email(&mut faults, "email", login);
        let name = text::required(&mut faults, "name", name, NAME_MAX_CHARACTERS);
        passwords::check(&mut faults, password, password);
        faults.into_result()?;
        let password_hash = self.hash_password(password).await?;
        let checked =
            Checked { name, login, phone: None, town: None, department: None, roles: roles.to_vec() };
        let engine = self.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let id = engine.fresh_id(now, PersonId::new)?;
                insert(unit, &checked.row(id, password_hash, now), &checked.roles).await?;
                Ok(id)
            })
        })
        .await
    }

    async fn check_person(&self, input: &PersonInput, is_fresh: bool) -> Result<Checked, EngineError> {
        let mut faults = Faults::default();
        let name = text::required(&mut faults, "name", &input.name, NAME_MAX_CHARACTERS);
        let login = if is_fresh { text::email(&mut faults, "email", &input.email) } else { String::new() };
        let phone = text::optional(&mut faults, "phone", &input.phone, PHONE_MAX_CHARACTERS);
        let roles = check_roles(&mut faults, &input.roles);
        let town = self.check_town(&mut faults, &input.town).await?;
        if town.is_none() && roles.contains(&Role::Recommender) {
            faults.add("town", "town-of-recommender");
        }
        let department = self.check_department(&mut faults, &input.department).await?;
        if department.is_none() && roles.contains(&Role::Department) {
            faults.add("department", "department-of-reviewer");
        }
        faults.into_result()?;
        let phone = (!phone.is_empty()).then(|| Hidden::new(phone));
        Ok(Checked { name, login, phone, town, department, roles })
    }

    /// The department chosen, if any; one no programme asks is a fault.
    async fn check_department(
        &self,
        faults: &mut Faults,
        chosen: &str,
    ) -> Result<Option<String>, EngineError> {
        let chosen = chosen.trim();
        if chosen.is_empty() {
            return Ok(None);
        }
        let known = self.departments().await?.into_iter().find(|department| department.key == chosen);
        if known.is_none() {
            faults.add("department", "choice");
        }
        Ok(known.map(|department| department.key))
    }

    /// The town typed, if any; one that does not exist is a fault.
    pub(crate) async fn check_town(
        &self,
        faults: &mut Faults,
        typed: &str,
    ) -> Result<Option<TownId>, EngineError> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let town = match typed.trim().parse() {
            Ok(id) => store::towns::find(&self.store, id).await?,
            Err(_) => None,
        };
        if town.is_none() {
            faults.add("town", "choice");
        }
        Ok(town.map(|town| town.id))
    }
}

fn check_roles(faults: &mut Faults, typed: &[String]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for key in typed {
        match Role::from_key(key).filter(|role| Role::GRANTABLE.contains(role)) {
            Some(role) if roles.contains(&role) => {}
            Some(role) => roles.push(role),
            None => faults.add("roles", "choice"),
        }
    }
    if roles.contains(&Role::Administrator) && roles.len() > 1 {
        faults.add("roles", "administrator-alone");
    }
    roles
}

impl Checked {
    fn row(&self, id: PersonId, password_hash: String, now: Timestamp) -> PersonRow {
        PersonRow {
            id,
            login: self.login.clone(),
            name: self.name.clone(),
            phone: self.phone.clone(),
            id_card: None,
            password_hash: Hidden::new(password_hash),
            locale: LOCALES[0].to_owned(),
            active: true,
            created_at: now,
            town_id: self.town,
            department: self.department.clone(),
        }
    }
}

/// Inserts a person with roles; an address that has an account is a fault of its field.
pub(crate) async fn insert(unit: &UnitOfWork, person: &PersonRow, roles: &[Role]) -> Result<(), EngineError> {
    people::insert(unit, person).await.map_err(|error| match error {
        StoreError::Conflict { .. } => EngineError::field("email", "email-taken"),
        other => other.into(),
    })?;
    people::set_roles(unit, person.id, roles).await?;
    Ok(())
}

async fn journal_roles(
    unit: &UnitOfWork,
    now: Timestamp,
    admin: &Signed,
    action: &'static str,
    id: PersonId,
    roles: &[Role],
) -> Result<(), EngineError> {
    let detail = json!({ "roles": roles }).to_string();
    let subject = ("person", id.to_string());
    journal::record(unit, now, (admin, Role::Administrator), action, subject, detail).await
}
