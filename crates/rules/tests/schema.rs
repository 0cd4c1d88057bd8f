//! The generated schema of facts against what reading facts accepts. The little validator here
//! knows every keyword the schemas use and panics at any other, so that none is passed over.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use rules::{Case, FactDefinition, FactKind, Pack, ParameterOverrides};
use serde_json::{Map, Value, json};
use support::{shipped, small_files, with_manifest};

/// Keywords that describe and decide nothing.
const NOTES: [&str; 13] = [
    "$schema",
    "$id",
    "title",
    "description",
    "format",
    "x-source",
    "x-default",
    "x-unit",
    "x-step",
    "x-lowest",
    "x-highest",
    "x-changeable",
    "x-evidence",
];

fn accepts(schema: &Value, value: &Value) -> bool {
    let schema = schema.as_object().unwrap();
    let known = |name: &str| schema.get(name);
    schema.iter().all(|(keyword, wanted)| match keyword.as_str() {
        "type" => match wanted {
            Value::Array(types) => types.iter().any(|name| is_type(name.as_str().unwrap(), value)),
            name => is_type(name.as_str().unwrap(), value),
        },
        "enum" => wanted.as_array().unwrap().contains(value),
        "not" => !accepts(wanted, value),
        "anyOf" => wanted.as_array().unwrap().iter().any(|one| accepts(one, value)),
        "pattern" => value
            .as_str()
            .is_none_or(|text| regex::Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text)),
        "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
        "maxLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap())
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| accepts(wanted, item))),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
        "required" => value.as_object().is_none_or(|entries| {
            wanted.as_array().unwrap().iter().all(|key| entries.contains_key(key.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|entries| {
            let wanted = wanted.as_object().unwrap();
            entries.iter().all(|(key, value)| wanted.get(key).is_none_or(|inner| accepts(inner, value)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|entries| {
            let listed = known("properties").unwrap().as_object().unwrap();
            assert_eq!(wanted, &json!(false));
            entries.keys().all(|key| listed.contains_key(key))
        }),
        note => {
            assert!(NOTES.contains(&note), "the validator does not know `{note}`");
            true
        }
    })
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type `{other}`"),
    }
}

fn inputs(case: &Case) -> Value {
    serde_json::from_str(case.inputs.get()).unwrap()
}

#[test]
fn the_schema_of_every_shipped_pack_accepts_its_cases() {
    for (name, pack) in shipped() {
        let schema = pack.facts_schema();
        for case in pack.cases() {
            let read = pack.read_facts(case.inputs.get()).unwrap();
            let judged = pack.evaluate(&case.programme, &read, &ParameterOverrides::new()).is_ok();
            assert_eq!(accepts(&schema, &inputs(case)), judged, "{name} {}", case.id);
        }
        for fact in &pack.programme().facts {
            let described = &schema["properties"][&fact.key];
            assert_eq!(described["title"], fact.title_zh.as_str());
            assert!(described["x-source"].is_string() && described["description"].is_string());
        }
    }
}

/// Every case of every pack with one fact made wrong.
#[test]
fn what_reading_refuses_the_schema_refuses() {
    let mut wronged = 0;
    for (name, pack) in shipped() {
        let schema = pack.facts_schema();
        for case in pack.cases() {
            let whole = inputs(case);
            for fact in &pack.programme().facts {
                for wrong in wrong_values(fact) {
                    let mut entries = whole.as_object().unwrap().clone();
                    entries.insert(fact.key.clone(), wrong.clone());
                    let json = Value::Object(entries);
                    assert!(pack.read_facts(&json.to_string()).is_err(), "{name} {} {wrong}", fact.key);
                    assert!(!accepts(&schema, &json), "{name} {} {wrong}", fact.key);
                    wronged += 1;
                }
            }
            let mut entries = whole.as_object().unwrap().clone();
            entries.insert("no_such_fact".into(), json!(1));
            assert!(!accepts(&schema, &Value::Object(entries)), "{name}");
        }
    }
    assert!(wronged > 1_000, "only {wronged} were tried");
}

fn wrong_values(fact: &FactDefinition) -> Vec<Value> {
    let mut wrong = match fact.item_kind() {
        FactKind::Number => vec![json!(true), json!("1,000"), json!({}), json!("1/-3")],
        FactKind::Integer => vec![json!(1.5), json!("1.5"), json!("x")],
        FactKind::MoneyYuan => vec![json!("1.234"), json!("¥1"), json!(false)],
        FactKind::Boolean => vec![json!("yes"), json!(1)],
        FactKind::Text => vec![json!(1), json!("x".repeat(2_001))],
        FactKind::Date => vec![json!("2026/01/01"), json!(20_260_101)],
        FactKind::Record => vec![json!([1]), json!({"no_such_field": 1}), json!("x")],
        FactKind::List => Vec::new(),
    };
    if fact.item_kind().is_number() && !fact.signed {
        wrong.extend([json!(-1), json!("-1")]);
    }
    if fact.kind == FactKind::List {
        let long = fact.max_length.unwrap_or(rules::facts::LIST_MAX_ITEMS) + 1;
        let mut lists: Vec<Value> = wrong.into_iter().map(|item| json!([item])).collect();
        lists.extend([json!(1), Value::Array(vec![Value::Null; long])]);
        return lists;
    }
    wrong.push(json!([[]]));
    wrong
}

/// Facts a person might send, right and wrong, of every kind.
const KINDS: &str = r#"
[[fact]]
key = "n"
kind = "number"
signed = true
title_zh = "n"
title_en = "n"
source = "form"
optional = true

[[fact]]
key = "m"
kind = "money-yuan"
title_zh = "m"
title_en = "m"
source = "form"
optional = true

[[fact]]
key = "l"
kind = "list"
of = "record"
max_length = 2
title_zh = "l"
title_en = "l"
source = "form"
optional = true

[[fact.field]]
key = "i"
kind = "integer"
title_zh = "i"
title_en = "i"

[[fact.field]]
key = "b"
kind = "boolean"
optional = true
title_zh = "b"
title_en = "b"
"#;

static OF_EVERY_KIND: LazyLock<(Pack, Value)> = LazyLock::new(|| {
    let pack = Pack::from_files(with_manifest("", KINDS)).unwrap();
    let schema = pack.facts_schema();
    (pack, schema)
});

fn some_value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (0_i64..1_000_000).prop_map(|cents| json!(format!("{}.{:02}", cents / 100, cents % 100))),
        "-?[0-9]{1,3}(\\.[0-9]{1,2})?([eE]-?[0-9])?(/[0-9])?".prop_map(Value::from),
        "[a-z0-9 .-]{0,4}".prop_map(Value::from),
    ];
    plain.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[ibx]", inner, 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What the schema lets through is read, and what was read is let through as it is stored.
    #[test]
    fn schema_and_reading_agree(entries in prop::collection::btree_map("[nmlx]|word|zz", some_value(), 0..4)) {
        let (pack, schema) = &*OF_EVERY_KIND;
        let json = Value::Object(entries.into_iter().collect());
        let read = pack.read_facts(&json.to_string());
        if accepts(schema, &json) {
            prop_assert!(read.is_ok(), "{json} {read:?}");
        }
        if let Ok(facts) = read && pack.missing_facts("SMALL", &facts).is_empty() {
            let stored: Value = serde_json::from_str(&facts.to_json()).unwrap();
            prop_assert!(accepts(schema, &stored) || lacks_a_field(&stored), "{stored}");
        }
    }
}

/// Reading leaves it to the ruling whether a field of a record is needed; the schema does not.
fn lacks_a_field(stored: &Value) -> bool {
    let records = stored["l"].as_array().into_iter().flatten();
    records.into_iter().any(|record| record.is_object() && record.get("i").is_none())
}

#[test]
fn a_ruling_names_what_it_cannot_do_without() {
    let mut files = small_files("output(\"n\", x);");
    let manifest = String::from_utf8(files.remove("programme.toml").unwrap()).unwrap();
    let manifest = manifest.replacen("optional = true", "optional = false", 1);
    files.insert("programme.toml".into(), manifest.into_bytes());
    let schema = Pack::from_files(files).unwrap().facts_schema();
    assert_eq!(schema["anyOf"][0]["required"], json!(["x"]));
    assert!(accepts(&schema, &json!({"x": 1})));
    assert!(!accepts(&schema, &json!({})) && !accepts(&schema, &json!({"x": null})));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}
