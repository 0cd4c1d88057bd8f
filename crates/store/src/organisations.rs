//! Organisations that apply, each known by its unified social credit code.
//! Whether a code is well-formed or a licence genuine is decided elsewhere.

use workflow::id::{OrganisationId, PersonId, TownId};
use workflow::{Date, Timestamp};

use crate::Page;
use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{
    change_one, find as find_row, insert as insert_row, integer, list as list_rows, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "organisations", key 1;
    /// A legal entity that applies.
    pub struct OrganisationRow {
        id: OrganisationId,
        uscc: String,
        name: String,
        town_id: TownId,
        registered_on: Date,
        address: String,
        legal_representative: String,
        account_name: String,
        account_number: Hidden<String>,
        bank_code: String,
        bank_name: String,
        /// An officer has seen the licence; needed before the first submission.
        confirmed_at: Option<Timestamp>,
        confirmed_by: Option<PersonId>,
        created_at: Timestamp,
        profile_json: String,
    }
}

/// Inserts an organisation; a code that is registered is a conflict.
pub async fn insert(unit: &UnitOfWork, organisation: &OrganisationRow) -> Result<(), StoreError> {
    insert_row(unit, organisation).await
}

pub async fn find(on: &impl Source, id: OrganisationId) -> Result<Option<OrganisationRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_uscc(on: &impl Source, uscc: &str) -> Result<Option<OrganisationRow>, StoreError> {
    find_row(on, "WHERE t.uscc = $1", values![uscc.to_owned()]).await
}

/// All organisations by code, page by page (`after` is a code).
pub async fn list(on: &impl Source, page: &Page) -> Result<Vec<OrganisationRow>, StoreError> {
    let after = page.after.clone().unwrap_or_default();
    list_rows(on, "WHERE t.uscc > $1 ORDER BY t.uscc LIMIT $2", values![after, page.rows()]).await
}

/// Those whose licence nobody has confirmed, oldest first (`after` is an id).
pub async fn unconfirmed(on: &impl Source, page: &Page) -> Result<Vec<OrganisationRow>, StoreError> {
    let after = page.after.clone().unwrap_or_default();
    let tail = "WHERE t.confirmed_at IS NULL AND t.id > $1 ORDER BY t.id LIMIT $2";
    list_rows(on, tail, values![after, page.rows()]).await
}

pub async fn count_unconfirmed(on: &impl Source) -> Result<i64, StoreError> {
    integer(on, "SELECT COUNT(*) FROM organisations WHERE confirmed_at IS NULL", Vec::new()).await
}

/// The organisations a person is an active member of.
pub async fn of_member(on: &impl Source, person: PersonId) -> Result<Vec<OrganisationRow>, StoreError> {
    let tail = "JOIN memberships m ON m.organisation_id = t.id \
                WHERE m.person_id = $1 AND m.state = 'active' ORDER BY t.uscc";
    list_rows(on, tail, values![person]).await
}

/// Records that an officer has seen the licence; a second time is a conflict.
pub async fn confirm(
    unit: &UnitOfWork,
    id: OrganisationId,
    by: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE organisations SET confirmed_at = $2, confirmed_by = $3 \
               WHERE id = $1 AND confirmed_at IS NULL";
    change_one(unit, "organisation already confirmed", sql, values![id, at, by]).await
}

/// Takes the confirmation back: what the licence says has changed, or nobody is left who was seen with it.
pub async fn unconfirm(unit: &UnitOfWork, id: OrganisationId) -> Result<(), StoreError> {
    let sql = "UPDATE organisations SET confirmed_at = NULL, confirmed_by = NULL WHERE id = $1";
    change_one(unit, "organisation", sql, values![id]).await
}

/// Overwrites everything a member may change; the code and the confirmation stay.
pub async fn update(unit: &UnitOfWork, organisation: &OrganisationRow) -> Result<(), StoreError> {
    let sql = "UPDATE organisations SET name = $2, town_id = $3, registered_on = $4, address = $5, \
               legal_representative = $6, account_name = $7, account_number = $8, bank_code = $9, \
               bank_name = $10, profile_json = $11 WHERE id = $1";
    let row = organisation.clone();
    let cells = values![
        row.id,
        row.name,
        row.town_id,
        row.registered_on,
        row.address,
        row.legal_representative,
        row.account_name,
        row.account_number,
        row.bank_code,
        row.bank_name,
        row.profile_json,
    ];
    change_one(unit, "organisation", sql, cells).await
}
