//! Registers: certified facts, each with its source, the days on which it holds, and when it was recorded.
//!
//! A correction never edits a row: it replaces it, and the replaced row stays. What may be written into a
//! register, and what follows from it, is decided elsewhere.

pub mod holdings;
pub mod panel_seats;
pub mod relations;
mod rows;

use std::collections::BTreeMap;

use workflow::{Date, Timestamp};

use crate::Page;
use crate::cell::{Cell, keyed};
use crate::error::StoreError;
use crate::row::{
    Row, change_one, execute, find, insert, insert_numbered, list, placeholders, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

pub use rows::{
    Agreement, Certificate, Expert, IpRight, Loan, Position, Publication, RegisteredOrganisation,
    RegisteredPerson,
};

/// Keys asked for in one statement: both databases bind far more.
const KEYS_PER_STATEMENT: usize = 500;

keyed! {
    /// The registers there are.
    pub enum Register {
        Organisation = "organisation",
        Person = "person",
        Position = "position",
        IpRight = "ip-right",
        Agreement = "agreement",
        Loan = "loan",
        Certificate = "certificate",
        Publication = "publication",
        Expert = "expert",
    }
    /// As what somebody is party to a right, an agreement or a publication.
    pub enum Capacity {
        Owner = "owner",
        Inventor = "inventor",
        Party = "party",
        Author = "author",
    }
    /// Whether a party is named by a unified social credit code or by a person's register code.
    pub enum PartyKind {
        Organisation = "organisation",
        Person = "person",
    }
}

table! { "register_parties", key 5;
    /// One party of a row that stands. Written with the row, removed when the row is replaced.
    pub struct PartyRow {
        register: Register,
        row_id: i64,
        capacity: Capacity,
        party_kind: PartyKind,
        party: String,
        valid_from: Date,
        valid_to: Option<Date>,
    }
}

/// Somebody a row names, before the row has a number.
pub type Party<'row> = (Capacity, PartyKind, &'row str);

/// A row of a register.
pub trait RegisterRow: Row + Clone + PartialEq + Sync {
    const REGISTER: Register;

    fn id(&self) -> i64;

    /// What tells it from other rows of its register that stand.
    fn key(&self) -> &str;

    /// The days on which it holds; the second is the last day.
    fn days(&self) -> (Date, Option<Date>);

    /// Whether the other row says the same, whenever it was recorded.
    fn says_the_same(&self, other: &Self) -> bool;

    /// Everybody the row names as a party.
    fn parties(&self) -> Vec<Party<'_>>;
}

/// What became of a row that was to be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    Added,
    Corrected,
    Unchanged,
}

/// Records a row: a new key is added, another content replaces the row that stands, the same changes nothing.
pub async fn record<R: RegisterRow>(
    unit: &UnitOfWork,
    row: &R,
    standing: Option<&R>,
    at: Timestamp,
) -> Result<Recorded, StoreError> {
    let outcome = match standing {
        Some(standing) if standing.says_the_same(row) => return Ok(Recorded::Unchanged),
        Some(standing) => {
            replace(unit, standing, at).await?;
            Recorded::Corrected
        }
        None => Recorded::Added,
    };
    let id = insert_numbered(unit, row).await?;
    let (valid_from, valid_to) = row.days();
    for (capacity, party_kind, party) in row.parties() {
        let party = party.to_owned();
        let row =
            PartyRow { register: R::REGISTER, row_id: id, capacity, party_kind, party, valid_from, valid_to };
        insert(unit, &row).await?;
    }
    Ok(outcome)
}

async fn replace<R: RegisterRow>(unit: &UnitOfWork, standing: &R, at: Timestamp) -> Result<(), StoreError> {
    let table = R::TABLE.name;
    let sql = format!("UPDATE {table} SET replaced_at = $2 WHERE id = $1 AND replaced_at IS NULL");
    change_one(unit, "register row replaced meanwhile", &sql, values![standing.id(), at]).await?;
    let sql = "DELETE FROM register_parties WHERE register = $1 AND row_id = $2";
    execute(unit, sql, values![R::REGISTER, standing.id()]).await?;
    Ok(())
}

/// The rows that stand under these keys, by key.
pub async fn standing<R: RegisterRow>(
    on: &impl Source,
    keys: &[String],
) -> Result<BTreeMap<String, R>, StoreError> {
    let mut found = BTreeMap::new();
    for keys in keys.chunks(KEYS_PER_STATEMENT) {
        let wanted = placeholders(1, keys.len());
        let tail = format!("WHERE t.key IN ({wanted}) AND t.replaced_at IS NULL");
        let rows: Vec<R> = list(on, &tail, keys.iter().map(Cell::value).collect()).await?;
        found.extend(rows.into_iter().map(|row| (row.key().to_owned(), row)));
    }
    Ok(found)
}

/// Rows that stand, by key, page by page (`after` is a key).
pub async fn page<R: RegisterRow>(on: &impl Source, page: &Page) -> Result<Vec<R>, StoreError> {
    let after = page.after.clone().unwrap_or_default();
    let tail = "WHERE t.replaced_at IS NULL AND t.key > $1 ORDER BY t.key LIMIT $2";
    list(on, tail, values![after, page.rows()]).await
}

/// The row that stands under a key.
pub async fn one<R: RegisterRow>(on: &impl Source, key: &str) -> Result<Option<R>, StoreError> {
    find(on, "WHERE t.key = $1 AND t.replaced_at IS NULL", values![key.to_owned()]).await
}

/// Everything ever recorded under a key, oldest first: at most a page.
pub async fn history<R: RegisterRow>(on: &impl Source, key: &str) -> Result<Vec<R>, StoreError> {
    let limit = i64::from(crate::PAGE_MAXIMUM_ROWS);
    list(on, "WHERE t.key = $1 ORDER BY t.id LIMIT $2", values![key.to_owned(), limit]).await
}
