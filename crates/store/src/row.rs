//! Rows: one macro turns a struct into a table's columns, and a few generic statements read and write them.
//!
//! Everything else in this crate is SQL in plain sight, the same text for both databases.

use sea_orm::{QueryResult, Statement, Value};

use crate::cell::ColumnKind;
use crate::error::StoreError;
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

/// A table as a backup sees it: name, columns in order, and the leading columns that form its key.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, ColumnKind)],
    /// How many of the first columns form the primary key.
    pub key_columns: usize,
    /// The database numbers the rows: `id` is left out when inserting.
    pub numbered: bool,
}

/// A struct that mirrors a table, field by field.
pub trait Row: Sized + Send {
    const TABLE: Table;

    /// Reads the table's columns, the first of which stands at `offset`.
    fn read(row: &QueryResult, offset: usize) -> Result<Self, StoreError>;

    /// The values of all columns, in order.
    fn values(&self) -> Vec<Value>;
}

/// Defines a row: `table!("people", key 1; /// doc pub struct PersonRow { id: PersonId, … })`.
macro_rules! table {
    ($table:literal, key $key:literal $(, numbered $numbered:literal)?;
     $(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::row::Row for $name {
            const TABLE: $crate::row::Table = $crate::row::Table {
                name: $table,
                columns: &[$((stringify!($field), <$type as $crate::cell::Cell>::KIND)),*],
                key_columns: $key,
                numbered: false $(|| $numbered)?,
            };

            fn read(row: &sea_orm::QueryResult, offset: usize) -> Result<Self, $crate::error::StoreError> {
                let mut next = offset..;
                let mut index = || next.next().unwrap_or(offset);
                Ok(Self { $($field: <$type as $crate::cell::Cell>::read(row, index())?,)* })
            }

            fn values(&self) -> Vec<sea_orm::Value> {
                vec![$($crate::cell::Cell::value(&self.$field)),*]
            }
        }
    };
}
pub(crate) use table;

/// Binds cells in order: `values![id, now]`.
macro_rules! values {
    ($($cell:expr),* $(,)?) => { vec![$($crate::cell::Cell::value(&$cell)),*] };
}
pub(crate) use values;

/// The columns of a row, each behind the table's alias: `a.id, a.number, …`.
pub fn columns<R: Row>(alias: &str) -> String {
    R::TABLE.columns.iter().map(|(name, _)| format!("{alias}.{name}")).collect::<Vec<_>>().join(", ")
}

/// The bare columns of a row, for RETURNING.
pub fn names<R: Row>() -> String {
    R::TABLE.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// `$1, $2, …` for so many values, counted from `first`.
pub fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// Runs a query written by hand.
pub async fn query(
    on: &impl Source,
    sql: String,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    let connection = on.connection();
    let statement = Statement::from_sql_and_values(connection.backend(), sql, values);
    connection.query_all(statement).await
}

/// Rows of one table (alias `t`); `tail` is everything behind FROM.
pub async fn list<R: Row>(on: &impl Source, tail: &str, values: Vec<Value>) -> Result<Vec<R>, StoreError> {
    let sql = format!("SELECT {} FROM {} t {tail}", columns::<R>("t"), R::TABLE.name);
    query(on, sql, values).await?.iter().map(|row| R::read(row, 0)).collect()
}

/// The first such row.
pub async fn find<R: Row>(on: &impl Source, tail: &str, values: Vec<Value>) -> Result<Option<R>, StoreError> {
    Ok(list(on, &format!("{tail} LIMIT 1"), values).await?.into_iter().next())
}

/// One integer, such as a count.
pub async fn integer(on: &impl Source, sql: &str, values: Vec<Value>) -> Result<i64, StoreError> {
    let rows = query(on, sql.to_owned(), values).await?;
    let row = rows.first().ok_or_else(|| StoreError::corrupt("no row where one is promised"))?;
    <i64 as crate::cell::Cell>::read(row, 0)
}

/// Inserts a row; the number of a numbered row is made by the database and returned by [`insert_numbered`].
pub async fn insert<R: Row>(unit: &UnitOfWork, row: &R) -> Result<(), StoreError> {
    execute(unit, insert_sql(&R::TABLE, 0), row.values()).await.map(|_| ())
}

/// Inserts a row whose first column the database fills in; answers that number.
pub async fn insert_numbered<R: Row>(unit: &UnitOfWork, row: &R) -> Result<i64, StoreError> {
    let mut values = row.values();
    values.remove(0);
    integer(unit, &format!("{} RETURNING id", insert_sql(&R::TABLE, 1)), values).await
}

/// The INSERT of a table without its first `skip` columns.
pub fn insert_sql(table: &Table, skip: usize) -> String {
    let names: Vec<&str> = table.columns[skip..].iter().map(|(name, _)| *name).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), placeholders(1, names.len()))
}

/// Runs a statement; answers how many rows it changed.
pub async fn execute(
    unit: &UnitOfWork,
    sql: impl Into<String>,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let connection = unit.connection();
    let statement = Statement::from_sql_and_values(connection.backend(), sql, values);
    connection.execute(statement).await
}

/// Runs a conditional statement that must change exactly one row; otherwise the row has moved on.
pub async fn change_one(
    unit: &UnitOfWork,
    what: &'static str,
    sql: &str,
    values: Vec<Value>,
) -> Result<(), StoreError> {
    match execute(unit, sql, values).await? {
        1 => Ok(()),
        _ => Err(StoreError::conflict(what)),
    }
}

/// Overwrites all columns of the row with this key. Answers whether there was one.
pub async fn replace<R: Row>(unit: &UnitOfWork, row: &R) -> Result<bool, StoreError> {
    let table = R::TABLE;
    let pair = |index: usize| format!("{} = ${}", table.columns[index].0, index + 1);
    let assignments: Vec<String> = (table.key_columns..table.columns.len()).map(pair).collect();
    let conditions: Vec<String> = (0..table.key_columns).map(pair).collect();
    let sql =
        format!("UPDATE {} SET {} WHERE {}", table.name, assignments.join(", "), conditions.join(" AND "));
    Ok(execute(unit, sql, row.values()).await? == 1)
}

/// Defines what a join reads; each field names its column:
/// `projection!(/// doc pub struct Due { id: CallId = "c.id", … })`.
macro_rules! projection {
    ($(#[$doc:meta])* pub struct $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $column:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::row::Projection for $name {
            const COLUMNS: &'static [&'static str] = &[$($column),*];

            fn read(row: &sea_orm::QueryResult) -> Result<Self, $crate::error::StoreError> {
                let mut next = 0_usize..;
                let mut index = || next.next().unwrap_or(0);
                Ok(Self { $($field: <$type as $crate::cell::Cell>::read(row, index())?,)* })
            }
        }
    };
}
pub(crate) use projection;

/// A struct that a join fills.
pub trait Projection: Sized + Send {
    const COLUMNS: &'static [&'static str];

    fn read(row: &QueryResult) -> Result<Self, StoreError>;
}

/// The rows of a join; `tail` begins with FROM.
pub async fn project<P: Projection>(
    on: &impl Source,
    tail: &str,
    values: Vec<Value>,
) -> Result<Vec<P>, StoreError> {
    let sql = format!("SELECT {} {tail}", P::COLUMNS.join(", "));
    query(on, sql, values).await?.iter().map(P::read).collect()
}
