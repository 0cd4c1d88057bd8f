//! JSON read without ever passing a number through a binary float: a number keeps its decimal
//! text until it is an [`Exact`]. Knows nothing of facts or cases.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use crate::exact::Exact;

/// Deepest nesting read; facts need two levels, cases three.
const JSON_MAX_DEPTH: usize = 16;

/// One JSON value with exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Number(Exact),
    Text(String),
    List(Vec<Node>),
    Map(BTreeMap<String, Node>),
}

impl Node {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Self::read(text, 0)
    }

    pub(crate) fn from_raw(raw: &RawValue) -> Result<Self, String> {
        Self::read(raw.get(), 0)
    }

    fn read(text: &str, depth: usize) -> Result<Self, String> {
        if depth > JSON_MAX_DEPTH {
            return Err(format!("nested deeper than {JSON_MAX_DEPTH} levels"));
        }
        let text = text.trim();
        match text.as_bytes().first() {
            Some(b'n') => parse::<()>(text).map(|()| Self::Null),
            Some(b't' | b'f') => parse(text).map(Self::Boolean),
            Some(b'"') => parse(text).map(Self::Text),
            Some(b'[') => parse::<Vec<&RawValue>>(text)?
                .into_iter()
                .map(|item| Self::read(item.get(), depth + 1))
                .collect::<Result<_, _>>()
                .map(Self::List),
            Some(b'{') => parse::<BTreeMap<String, Box<RawValue>>>(text)?
                .into_iter()
                .map(|(key, item)| Ok((key, Self::read(item.get(), depth + 1)?)))
                .collect::<Result<_, String>>()
                .map(Self::Map),
            _ => {
                parse::<&RawValue>(text)?;
                // A figure beyond every bound stays text, so that its field is named for it.
                Ok(text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number))
            }
        }
    }
}

fn parse<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|fault| fault.to_string())
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(items) => {
                f.write_str("{")?;
                for (index, (key, item)) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{key}: {item}")?;
                }
                f.write_str("}")
            }
        }
    }
}
