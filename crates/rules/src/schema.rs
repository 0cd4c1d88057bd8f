//! The facts of a pack as a JSON Schema (2020-12), for whoever fills them from elsewhere: a
//! register, a spreadsheet, another system. Says no more than reading the facts would say.

use serde_json::{Map, Value, json};

use crate::facts::{FactDefinition, FactKind, LIST_MAX_ITEMS, TEXT_MAX_CHARS};
use crate::pack::Pack;

/// The dialect every schema is written in.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// A decimal, with an exponent if need be; or a fraction, as canonical facts write one third.
const NUMBER_PATTERN: &str = r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$|^-?[0-9]+/[0-9]+$";
const UNSIGNED_PATTERN: &str = r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$|^[0-9]+/[0-9]+$";
const INTEGER_PATTERN: &str = r"^-?[0-9]+$";
const UNSIGNED_INTEGER_PATTERN: &str = r"^[0-9]+$";
const MONEY_PATTERN: &str = r"^-?[0-9]+(\.[0-9]{1,2})?$";
const UNSIGNED_MONEY_PATTERN: &str = r"^[0-9]+(\.[0-9]{1,2})?$";
const DATE_PATTERN: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

impl Pack {
    /// What an object of facts may hold, and what each ruling cannot do without.
    pub fn facts_schema(&self) -> Value {
        let programme = self.programme();
        let properties: Map<String, Value> =
            programme.facts.iter().map(|fact| (fact.key.clone(), whole(fact))).collect();
        let rulings: Vec<Value> = programme
            .rulings
            .iter()
            .map(|ruling| {
                let needed = self.needed_facts(&ruling.code);
                let known: Map<String, Value> =
                    needed.iter().map(|key| (key.clone(), json!({"not": {"type": "null"}}))).collect();
                json!({"title": ruling.code, "required": needed, "properties": known})
            })
            .collect();
        json!({
            "$schema": DIALECT,
            "$id": format!("urn:houbu:facts:{}:{}", programme.code, self.fingerprint()),
            "title": programme.title_zh,
            "description": programme.title_en,
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
            "anyOf": rulings,
        })
    }

    /// Facts a ruling uses that must be given: neither optional nor with a default.
    fn needed_facts(&self, ruling: &str) -> Vec<String> {
        let used = self.compiled_rulings().find(|compiled| compiled.definition.code == ruling);
        let needed = self.programme().facts.iter().filter(|fact| {
            let named = used.is_some_and(|compiled| compiled.facts.contains(&fact.key));
            named && !fact.optional && fact.default_value().is_none()
        });
        needed.map(|fact| fact.key.clone()).collect()
    }
}

/// A fact with its titles and origin.
fn whole(fact: &FactDefinition) -> Value {
    let mut schema = if fact.kind == FactKind::List { list(fact) } else { item(fact, fact.kind, true) };
    describe(&mut schema, fact);
    schema.insert("x-source".into(), json!(fact.source));
    if let Some(value) = &fact.default {
        schema.insert("x-default".into(), json!(value));
    }
    Value::Object(schema)
}

fn describe(schema: &mut Map<String, Value>, fact: &FactDefinition) {
    schema.insert("title".into(), json!(fact.title_zh));
    schema.insert("description".into(), json!(fact.title_en));
    let bound = |bound: &Option<crate::Exact>| bound.as_ref().map(ToString::to_string).into();
    let changeable = json!(fact.changeable);
    let notes: [(&str, Value); 6] = [
        ("x-unit", fact.unit.clone().into()),
        ("x-step", bound(&fact.step)),
        ("x-lowest", bound(&fact.lowest)),
        ("x-highest", bound(&fact.highest)),
        ("x-changeable", changeable),
        ("x-evidence", fact.evidence.clone().into()),
    ];
    let said = notes.into_iter().filter(|(_, value)| !value.is_null());
    schema.extend(said.map(|(name, value)| (name.to_owned(), value)));
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value { map } else { Map::new() }
}

fn list(fact: &FactDefinition) -> Map<String, Value> {
    object(json!({
        "type": ["array", "null"],
        "items": item(fact, fact.item_kind(), true),
        "minItems": fact.min_length.unwrap_or(0),
        "maxItems": fact.max_length.unwrap_or(LIST_MAX_ITEMS),
    }))
}

/// One value that is no list; `null` is "not known".
fn item(fact: &FactDefinition, kind: FactKind, may_be_unknown: bool) -> Map<String, Value> {
    let types = |names: &[&str]| -> Value {
        let unknown = may_be_unknown.then_some("null");
        names.iter().copied().chain(unknown).collect::<Vec<_>>().into()
    };
    let number = |name: &str, signed: &str, unsigned: &str| {
        let pattern = if fact.signed { signed } else { unsigned };
        let mut schema = object(json!({"type": types(&[name, "string"]), "pattern": pattern}));
        if !fact.signed {
            schema.insert("minimum".into(), json!(0));
        }
        schema
    };
    match kind {
        FactKind::Number => number("number", NUMBER_PATTERN, UNSIGNED_PATTERN),
        FactKind::Integer => number("integer", INTEGER_PATTERN, UNSIGNED_INTEGER_PATTERN),
        FactKind::MoneyYuan => number("number", MONEY_PATTERN, UNSIGNED_MONEY_PATTERN),
        FactKind::Boolean => object(json!({"type": types(&["boolean"])})),
        FactKind::Text if fact.choices.is_empty() => {
            object(json!({"type": types(&["string"]), "maxLength": TEXT_MAX_CHARS}))
        }
        FactKind::Text => {
            let choices = fact.choices.iter().map(|choice| json!(choice));
            let unknown = may_be_unknown.then_some(Value::Null);
            object(json!({"enum": choices.chain(unknown).collect::<Vec<_>>()}))
        }
        FactKind::Date => {
            object(json!({"type": types(&["string"]), "format": "date", "pattern": DATE_PATTERN}))
        }
        FactKind::Record => object(json!({
            "type": types(&["object"]),
            "properties": fields(fact),
            "required": fact.fields.iter().filter(|field| !field.optional).map(|field| &field.key).collect::<Vec<_>>(),
            "additionalProperties": false,
        })),
        // Lists do not nest; a pack that declares it so is refused when it is written.
        FactKind::List => object(json!({"not": {}})),
    }
}

fn fields(fact: &FactDefinition) -> Map<String, Value> {
    let field = |field: &FactDefinition| {
        let mut schema = item(field, field.kind, field.optional);
        describe(&mut schema, field);
        (field.key.clone(), Value::Object(schema))
    };
    fact.fields.iter().map(field).collect()
}
