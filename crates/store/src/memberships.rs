//! Who may act for which organisation, and who asked to.
//!
//! At most one request or active membership stands per person and organisation; the index sees to it.

use workflow::Timestamp;
use workflow::id::{MembershipId, OrganisationId, PersonId};

use crate::cell::{Cell, keyed};
use crate::error::StoreError;
use crate::organisations::OrganisationRow;
use crate::row::{
    Row, change_one, columns, find as find_row, insert as insert_row, list as list_rows, query, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// As what a person acts for an organisation.
    pub enum MembershipKind {
        Preparer = "preparer",
        LegalRepresentative = "legal-representative",
    }
    /// How far a membership has come.
    pub enum MembershipState {
        Requested = "requested",
        Active = "active",
        Refused = "refused",
        Left = "left",
    }
}

table! { "memberships", key 1;
    /// A person's request to act, or right to act, for an organisation.
    pub struct MembershipRow {
        id: MembershipId,
        person_id: PersonId,
        organisation_id: OrganisationId,
        kind: MembershipKind,
        state: MembershipState,
        requested_at: Timestamp,
        decided_by: Option<PersonId>,
        decided_at: Option<Timestamp>,
    }
}

/// A membership with what a page shows of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub membership: MembershipRow,
    pub person_name: String,
    pub person_login: String,
}

/// Inserts a membership; a second live one of the same pair is a conflict.
pub async fn insert(unit: &UnitOfWork, membership: &MembershipRow) -> Result<(), StoreError> {
    insert_row(unit, membership).await
}

pub async fn find(on: &impl Source, id: MembershipId) -> Result<Option<MembershipRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Active memberships of a person.
pub async fn active_of(on: &impl Source, person: PersonId) -> Result<Vec<MembershipRow>, StoreError> {
    list_rows(on, "WHERE t.person_id = $1 AND t.state = 'active' ORDER BY t.id", values![person]).await
}

/// Every membership of a person, newest first.
pub async fn of_person(on: &impl Source, person: PersonId) -> Result<Vec<MembershipRow>, StoreError> {
    list_rows(on, "WHERE t.person_id = $1 ORDER BY t.id DESC", values![person]).await
}

/// Requests and active memberships of a person, each with its organisation.
pub async fn live_of(
    on: &impl Source,
    person: PersonId,
) -> Result<Vec<(MembershipRow, OrganisationRow)>, StoreError> {
    let sql = format!(
        "SELECT {}, {} FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.person_id = $1 AND m.state IN ('requested', 'active') ORDER BY o.uscc",
        columns::<MembershipRow>("m"),
        columns::<OrganisationRow>("o")
    );
    let after = MembershipRow::TABLE.columns.len();
    let rows = query(on, sql, values![person]).await?;
    rows.iter().map(|row| Ok((MembershipRow::read(row, 0)?, OrganisationRow::read(row, after)?))).collect()
}

/// Members of an organisation in one state, with their names.
pub async fn of_organisation(
    on: &impl Source,
    organisation: OrganisationId,
    state: MembershipState,
) -> Result<Vec<Member>, StoreError> {
    let sql = format!(
        "SELECT {}, p.name, p.login FROM memberships m JOIN people p ON p.id = m.person_id \
         WHERE m.organisation_id = $1 AND m.state = $2 ORDER BY m.id",
        columns::<MembershipRow>("m")
    );
    let after = MembershipRow::TABLE.columns.len();
    let rows = query(on, sql, values![organisation, state]).await?;
    rows.iter()
        .map(|row| {
            Ok(Member {
                membership: MembershipRow::read(row, 0)?,
                person_name: String::read(row, after)?,
                person_login: String::read(row, after + 1)?,
            })
        })
        .collect()
}

/// Moves a membership from one state to another; a conflict when it has moved on.
pub async fn decide(
    unit: &UnitOfWork,
    id: MembershipId,
    from: MembershipState,
    to: MembershipState,
    by: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE memberships SET state = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND state = $2";
    change_one(unit, "membership already decided", sql, values![id, from, to, by, at]).await
}
