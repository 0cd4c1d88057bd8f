//! Records in scripts: `ip.advanced`, and lists of them: `only(loans, "kind", "new")`. A script
//! can read a record and never change one. A field that is not known reads as missing, as does
//! every field of a record that is not there.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Array, Dynamic, Engine};

use super::{ScriptResult, fault, from_fact, to_output};
use crate::facts::{FactDefinition, FactValue};

/// Shared, so that handing it to a function copies nothing.
#[derive(Clone, Debug)]
pub(super) struct Record(Arc<BTreeMap<String, Dynamic>>);

impl Record {
    pub(super) fn of(known: &BTreeMap<String, FactValue>, fields: &[FactDefinition]) -> Self {
        let mut values: BTreeMap<_, _> =
            fields.iter().map(|field| (field.key.clone(), Dynamic::UNIT)).collect();
        values.extend(known.iter().map(|(key, value)| (key.clone(), from_fact(value, &[]))));
        Self(Arc::new(values))
    }

    fn field(&self, name: &str) -> ScriptResult<Dynamic> {
        let value = self.0.get(name).cloned();
        value.ok_or_else(|| fault(format!("the record has no field `{name}`")))
    }
}

/// One field of every record of a list; unknown where the record is.
pub(super) fn column(list: &Array, field: &str) -> ScriptResult<Array> {
    list.iter().map(|item| of_item(item, field)).collect()
}

fn of_item(item: &Dynamic, field: &str) -> ScriptResult<Dynamic> {
    if item.is_unit() {
        return Ok(Dynamic::UNIT);
    }
    match item.read_lock::<Record>() {
        Some(record) => record.field(field),
        None => Err(fault(format!("the list holds no records, so there is no field `{field}`"))),
    }
}

/// The records whose field is known to equal the value; against an unknown value, unknown.
fn only(list: Array, field: &str, value: &Dynamic) -> ScriptResult<Dynamic> {
    let Some(wanted) = to_output(value)? else {
        return Ok(Dynamic::UNIT);
    };
    let mut chosen = Array::new();
    for item in list {
        if to_output(&of_item(&item, field)?)?.as_ref() == Some(&wanted) {
            chosen.push(item);
        }
    }
    Ok(Dynamic::from_array(chosen))
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Record>("record")
        .register_indexer_get(|record: &mut Record, field: &str| record.field(field))
        .register_indexer_get(|(): &mut (), _: &str| ())
        .register_fn("only", |list: Array, field: &str, value: Dynamic| only(list, field, &value))
        .register_fn("only", |(): (), _: &str, _: Dynamic| ());
}
