//! How one typed field becomes one column, on both databases: ids and dates as text, instants and money
//! as integers, bytes as bytes.
//!
//! Reading checks: a stored value that is not what its type promises is [`StoreError::Corrupt`].

use std::fmt;

use sea_orm::{QueryResult, TryGetable, Value};
use workflow::id::{
    ApplicationId, AttachmentId, BankMessageId, BudgetLineId, CallId, CommitmentId, DelegationId, MailId,
    MembershipId, MigrationPlanId, NoticeId, ObjectionId, OrganisationId, OutboxId, PackDraftId,
    PaymentBatchId, PaymentOrderId, PersonId, TownId,
};
use workflow::{Date, Money, Role, Timestamp};

use crate::error::StoreError;

/// What a column holds, as a backup needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Integer,
    Flag,
    Bytes,
}

/// A field that fits into one column.
pub trait Cell: Sized {
    const KIND: ColumnKind;

    /// The value to bind.
    fn value(&self) -> Value;

    /// The value to bind for an absent field of this kind.
    fn absent() -> Value {
        match Self::KIND {
            ColumnKind::Text => Value::String(None),
            ColumnKind::Integer => Value::BigInt(None),
            ColumnKind::Flag => Value::Bool(None),
            ColumnKind::Bytes => Value::Bytes(None),
        }
    }

    /// Reads a column by its position; `None` when it is null.
    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError>;

    /// Reads a column that must not be null.
    fn read(row: &QueryResult, index: usize) -> Result<Self, StoreError> {
        Self::read_nullable(row, index)?.ok_or_else(|| StoreError::corrupt("null where a value is promised"))
    }
}

fn get<T: TryGetable>(row: &QueryResult, index: usize) -> Result<Option<T>, StoreError> {
    Ok(row.try_get_by::<Option<T>, _>(index)?)
}

macro_rules! plain_cells {
    ($($type:ty => $kind:ident, $variant:ident;)*) => {$(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::$kind;

            fn value(&self) -> Value {
                Value::$variant(Some(self.clone().into()))
            }

            fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
                get::<Self>(row, index)
            }
        }
    )*};
}

plain_cells! {
    String => Text, String;
    i64 => Integer, BigInt;
    bool => Flag, Bool;
    Vec<u8> => Bytes, Bytes;
}

macro_rules! text_cells {
    ($($type:ty),* $(,)?) => {$(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::Text;

            fn value(&self) -> Value {
                Value::String(Some(self.to_string()))
            }

            fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
                let text = get::<String>(row, index)?;
                text.map(|text| text.parse().map_err(|_| StoreError::corrupt(stringify!($type)))).transpose()
            }
        }
    )*};
}

text_cells!(
    ApplicationId,
    AttachmentId,
    BankMessageId,
    BudgetLineId,
    CallId,
    CommitmentId,
    DelegationId,
    MigrationPlanId,
    ObjectionId,
    Date,
    MailId,
    MembershipId,
    NoticeId,
    OrganisationId,
    OutboxId,
    PackDraftId,
    PaymentBatchId,
    PaymentOrderId,
    PersonId,
    TownId,
);

impl Cell for Timestamp {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn value(&self) -> Value {
        Value::BigInt(Some(self.millis()))
    }

    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
        Ok(get::<i64>(row, index)?.map(Self::from_millis))
    }
}

impl Cell for Money {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn value(&self) -> Value {
        Value::BigInt(Some(self.fen()))
    }

    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
        let fen = get::<i64>(row, index)?;
        fen.map(|fen| Self::from_fen(fen).ok_or_else(|| StoreError::corrupt("Money"))).transpose()
    }
}

impl Cell for Role {
    const KIND: ColumnKind = ColumnKind::Text;

    fn value(&self) -> Value {
        Value::String(Some(self.key().to_owned()))
    }

    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
        let key = get::<String>(row, index)?;
        key.map(|key| Self::from_key(&key).ok_or_else(|| StoreError::corrupt("Role"))).transpose()
    }
}

impl<T: Cell> Cell for Option<T> {
    const KIND: ColumnKind = T::KIND;

    fn value(&self) -> Value {
        self.as_ref().map_or_else(T::absent, T::value)
    }

    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
        T::read_nullable(row, index).map(Some)
    }
}

/// A value that never shows in a log: `Debug` prints three dots. Read it with [`Hidden::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden<T>(T);

impl<T> Hidden<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    pub const fn reveal(&self) -> &T {
        &self.0
    }

    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Hidden<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Hidden<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("…")
    }
}

impl<T: Cell> Cell for Hidden<T> {
    const KIND: ColumnKind = T::KIND;

    fn value(&self) -> Value {
        self.0.value()
    }

    fn read_nullable(row: &QueryResult, index: usize) -> Result<Option<Self>, StoreError> {
        Ok(T::read_nullable(row, index)?.map(Self))
    }
}

/// Defines enums stored as their stable key.
macro_rules! keyed {
    ($($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $key:literal),* $(,)?
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.key() == key)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.key())
            }
        }

        impl $crate::cell::Cell for $name {
            const KIND: $crate::cell::ColumnKind = $crate::cell::ColumnKind::Text;

            fn value(&self) -> sea_orm::Value {
                sea_orm::Value::String(Some(self.key().to_owned()))
            }

            fn read_nullable(
                row: &sea_orm::QueryResult,
                index: usize,
            ) -> Result<Option<Self>, $crate::error::StoreError> {
                let key = <String as $crate::cell::Cell>::read_nullable(row, index)?;
                key.map(|key| Self::from_key(&key).ok_or_else(|| $crate::error::StoreError::corrupt(stringify!($name))))
                    .transpose()
            }
        }
    )*};
}
pub(crate) use keyed;
