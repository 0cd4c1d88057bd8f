//! People with an account, and the roles they hold.
//!
//! Logins are lower-case mail addresses; callers normalise before they ask.

use workflow::id::{PersonId, TownId};
use workflow::{Role, Timestamp};

use crate::Page;
use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{
    change_one, execute, find as find_row, insert as insert_row, integer, list as list_rows, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "people", key 1;
    /// A human being with an account.
    pub struct PersonRow {
        id: PersonId,
        login: String,
        name: String,
        phone: Option<Hidden<String>>,
        id_card: Option<Hidden<String>>,
        password_hash: Hidden<String>,
        locale: String,
        active: bool,
        created_at: Timestamp,
        /// The town a recommender speaks for.
        town_id: Option<TownId>,
        /// The department somebody speaks for in joint reviews, by its key.
        department: Option<String>,
    }
}

table! { "person_roles", key 2;
    /// A role somebody was granted.
    pub struct PersonRoleRow {
        person_id: PersonId,
        role: Role,
    }
}

/// Inserts a person; a login that is taken is a conflict.
pub async fn insert(unit: &UnitOfWork, person: &PersonRow) -> Result<(), StoreError> {
    insert_row(unit, person).await
}

pub async fn find(on: &impl Source, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_login(on: &impl Source, login: &str) -> Result<Option<PersonRow>, StoreError> {
    find_row(on, "WHERE t.login = $1", values![login.to_owned()]).await
}

/// People by login, page by page (`after` is a login).
pub async fn list(on: &impl Source, page: &Page) -> Result<Vec<PersonRow>, StoreError> {
    let after = page.after.clone().unwrap_or_default();
    list_rows(on, "WHERE t.login > $1 ORDER BY t.login LIMIT $2", values![after, page.rows()]).await
}

/// Active holders of a role, such as everybody who is to be told.
pub async fn holding(on: &impl Source, role: Role) -> Result<Vec<PersonRow>, StoreError> {
    let tail =
        "JOIN person_roles r ON r.person_id = t.id WHERE r.role = $1 AND t.active = true ORDER BY t.login";
    list_rows(on, tail, values![role]).await
}

/// How many people there are: zero means a fresh installation.
pub async fn count(on: &impl Source) -> Result<i64, StoreError> {
    integer(on, "SELECT COUNT(*) FROM people", Vec::new()).await
}

pub async fn roles(on: &impl Source, person: PersonId) -> Result<Vec<Role>, StoreError> {
    let rows: Vec<PersonRoleRow> =
        list_rows(on, "WHERE t.person_id = $1 ORDER BY t.role", values![person]).await?;
    Ok(rows.into_iter().map(|row| row.role).collect())
}

/// All grants there are: few enough to be read at once beside a list of people.
pub async fn all_roles(on: &impl Source) -> Result<Vec<PersonRoleRow>, StoreError> {
    list_rows(on, "ORDER BY t.person_id, t.role", Vec::new()).await
}

/// Makes these, and only these, the roles of a person.
pub async fn set_roles(unit: &UnitOfWork, person: PersonId, roles: &[Role]) -> Result<(), StoreError> {
    execute(unit, "DELETE FROM person_roles WHERE person_id = $1", values![person]).await?;
    for role in roles {
        insert_row(unit, &PersonRoleRow { person_id: person, role: *role }).await?;
    }
    Ok(())
}

pub async fn set_password_hash(
    unit: &UnitOfWork,
    id: PersonId,
    hash: &Hidden<String>,
) -> Result<(), StoreError> {
    let sql = "UPDATE people SET password_hash = $2 WHERE id = $1";
    change_one(unit, "person", sql, values![id, hash.clone()]).await
}

pub async fn set_active(unit: &UnitOfWork, id: PersonId, active: bool) -> Result<(), StoreError> {
    let sql = "UPDATE people SET active = $2 WHERE id = $1";
    change_one(unit, "person", sql, values![id, active]).await
}

pub async fn set_locale(unit: &UnitOfWork, id: PersonId, locale: &str) -> Result<(), StoreError> {
    let sql = "UPDATE people SET locale = $2 WHERE id = $1";
    change_one(unit, "person", sql, values![id, locale.to_owned()]).await
}

/// Overwrites a person's own particulars: name, phone, town, department.
pub async fn set_particulars(unit: &UnitOfWork, person: &PersonRow) -> Result<(), StoreError> {
    let sql = "UPDATE people SET name = $2, phone = $3, town_id = $4, department = $5 WHERE id = $1";
    change_one(
        unit,
        "person",
        sql,
        values![
            person.id,
            person.name.clone(),
            person.phone.clone(),
            person.town_id,
            person.department.clone()
        ],
    )
    .await
}

/// Active members of an organisation who have an open account.
pub async fn members_of(
    on: &impl Source,
    organisation: workflow::id::OrganisationId,
) -> Result<Vec<PersonRow>, StoreError> {
    let tail = "JOIN memberships m ON m.person_id = t.id \
                WHERE m.organisation_id = $1 AND m.state = 'active' AND t.active = true ORDER BY t.login";
    list_rows(on, tail, values![organisation]).await
}

/// Names of these people, for logs that show who acted.
pub async fn names(on: &impl Source, people: &[PersonId]) -> Result<Vec<(PersonId, String)>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = crate::row::placeholders(1, people.len());
    let cells = people.iter().map(crate::cell::Cell::value).collect();
    let rows: Vec<PersonRow> = list_rows(on, &format!("WHERE t.id IN ({wanted})"), cells).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
