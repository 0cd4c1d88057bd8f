//! One row as one line of JSON: an object with a member per column, bytes in hexadecimal.
//! Values keep their kind: a line that does not fit its table is refused, not converted.

use sea_orm::{QueryResult, Value};
use serde_json::{Map, Value as Json};

use crate::cell::{Cell, ColumnKind};
use crate::error::StoreError;
use crate::row::Table;

pub fn row_to_line(table: &Table, row: &QueryResult) -> Result<String, StoreError> {
    let mut members = Map::new();
    for (index, (name, kind)) in table.columns.iter().enumerate() {
        members.insert((*name).to_owned(), to_json(*kind, row, index)?);
    }
    Ok(Json::Object(members).to_string())
}

fn to_json(kind: ColumnKind, row: &QueryResult, index: usize) -> Result<Json, StoreError> {
    Ok(match kind {
        ColumnKind::Text => Option::<String>::read(row, index)?.into(),
        ColumnKind::Integer => Option::<i64>::read(row, index)?.into(),
        ColumnKind::Flag => Option::<bool>::read(row, index)?.into(),
        ColumnKind::Bytes => Option::<Vec<u8>>::read(row, index)?.map(hex::encode).into(),
    })
}

pub fn line_to_values(table: &Table, line: &str) -> Result<Vec<Value>, StoreError> {
    let broken = || StoreError::corrupt(format!("a line of {}", table.name));
    let members: Map<String, Json> = serde_json::from_str(line).map_err(|_| broken())?;
    if members.len() != table.columns.len() {
        return Err(broken());
    }
    table
        .columns
        .iter()
        .map(|(name, kind)| members.get(*name).and_then(|json| to_value(*kind, json)).ok_or_else(broken))
        .collect()
}

fn to_value(kind: ColumnKind, json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(match kind {
            ColumnKind::Text => String::absent(),
            ColumnKind::Integer => i64::absent(),
            ColumnKind::Flag => bool::absent(),
            ColumnKind::Bytes => Vec::<u8>::absent(),
        });
    }
    Some(match kind {
        ColumnKind::Text => json.as_str()?.to_owned().value(),
        ColumnKind::Integer => json.as_i64()?.value(),
        ColumnKind::Flag => json.as_bool()?.value(),
        ColumnKind::Bytes => hex::decode(json.as_str()?).ok()?.value(),
    })
}
