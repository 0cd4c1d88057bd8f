//! Reading facts from JSON against their definitions. All faults are reported at once, each at
//! its field. Numbers may arrive as JSON numbers or as strings; neither passes through a float.

use std::collections::BTreeMap;

use super::{FactDefinition, FactError, FactKind, FactProblem, FactSource, FactValue, Facts};
use crate::exact::Exact;
use crate::json::Node;
use crate::scan::nearest;

/// Longest text value; facts are words and codes, not documents.
pub const TEXT_MAX_CHARS: usize = 2_000;
/// Longest list a definition may allow when it names no limit of its own.
pub const LIST_MAX_ITEMS: usize = 64;

impl Facts {
    /// Reads every fact the programme defines, whoever supplies it.
    pub fn read(definitions: &[FactDefinition], json: &str) -> Result<Self, Vec<FactError>> {
        read(definitions, json, |_| true)
    }

    /// Reads what one source may supply; anything else is refused, so that an applicant cannot
    /// choose what the programme or a register decides.
    pub fn read_from(
        source: FactSource,
        definitions: &[FactDefinition],
        json: &str,
    ) -> Result<Self, Vec<FactError>> {
        read(definitions, json, |definition| definition.source == source)
    }
}

fn read(
    definitions: &[FactDefinition],
    json: &str,
    settable: impl Fn(&FactDefinition) -> bool,
) -> Result<Facts, Vec<FactError>> {
    let unreadable = |detail: String| vec![FactError::at("", FactProblem::Unreadable { detail })];
    let fields = match Node::parse(json) {
        Ok(Node::Map(fields)) => fields,
        Ok(_) => return Err(unreadable("not an object".into())),
        Err(detail) => return Err(unreadable(detail)),
    };
    let mut facts = Facts::default();
    let mut faults = Vec::new();
    for (key, node) in fields {
        let Some(definition) = definitions.iter().find(|definition| definition.key == key) else {
            let suggestion = nearest(&key, definitions.iter().map(|definition| definition.key.as_str()));
            faults.push(FactError::at(key, FactProblem::Unknown { suggestion }));
            continue;
        };
        if !settable(definition) {
            faults.push(FactError::at(key, FactProblem::NotSettable));
            continue;
        }
        match definition.read_value(&node) {
            Ok(value) => facts.set(key, value),
            Err(misread) => faults.extend(misread),
        }
    }
    if faults.is_empty() { Ok(facts) } else { Err(faults) }
}

impl FactDefinition {
    /// The value used when nobody supplied the fact.
    pub fn default_value(&self) -> Option<FactValue> {
        let text = self.default.as_ref()?;
        let node = match self.kind {
            FactKind::Boolean => Node::Boolean(text == "true"),
            _ => Node::Text(text.clone()),
        };
        self.read_value(&node).ok()
    }

    pub(crate) fn read_value(&self, node: &Node) -> Result<FactValue, Vec<FactError>> {
        let at = |problem| vec![FactError::at(&self.key, problem)];
        match (self.kind, node) {
            (FactKind::List, Node::Null) => Ok(FactValue::Missing),
            (FactKind::List, Node::List(items)) => self.read_list(items),
            (FactKind::List, other) => Err(at(FactProblem::NotAList { found: other.to_string() })),
            (kind, node) => self.read_item(kind, node, None),
        }
    }

    fn read_list(&self, items: &[Node]) -> Result<FactValue, Vec<FactError>> {
        let shortest = self.min_length.unwrap_or(0);
        let longest = self.max_length.unwrap_or(LIST_MAX_ITEMS);
        if items.len() < shortest || items.len() > longest {
            let problem = FactProblem::WrongLength { shortest, longest, found: items.len() };
            return Err(vec![FactError::at(&self.key, problem)]);
        }
        let (mut values, mut faults) = (Vec::with_capacity(items.len()), Vec::new());
        for (index, item) in items.iter().enumerate() {
            match self.read_item(self.item_kind(), item, Some(index)) {
                Ok(value) => values.push(value),
                Err(misread) => faults.extend(misread),
            }
        }
        if faults.is_empty() { Ok(FactValue::List(values)) } else { Err(faults) }
    }

    fn read_item(
        &self,
        kind: FactKind,
        node: &Node,
        item: Option<usize>,
    ) -> Result<FactValue, Vec<FactError>> {
        let at = |problem| vec![FactError { item, ..FactError::at(&self.key, problem) }];
        match (kind, node) {
            (FactKind::Record, Node::Null) => Ok(FactValue::Missing),
            (FactKind::Record, Node::Map(entries)) => self.read_record(entries, item),
            (FactKind::Record, other) => Err(at(FactProblem::NotARecord { found: other.to_string() })),
            (kind, node) => self.read_scalar(kind, node).map_err(at),
        }
    }

    fn read_record(
        &self,
        entries: &BTreeMap<String, Node>,
        item: Option<usize>,
    ) -> Result<FactValue, Vec<FactError>> {
        let (mut known, mut faults) = (BTreeMap::new(), Vec::new());
        for (key, node) in entries {
            let read = self.field(key).map_or_else(
                || {
                    let suggestion = nearest(key, self.fields.iter().map(|field| field.key.as_str()));
                    Err(FactProblem::Unknown { suggestion })
                },
                |field| field.read_scalar(field.kind, node),
            );
            match read {
                Ok(FactValue::Missing) => {}
                Ok(value) => drop(known.insert(key.clone(), value)),
                Err(problem) => {
                    let field = Some(key.clone());
                    faults.push(FactError { item, field, ..FactError::at(&self.key, problem) });
                }
            }
        }
        if faults.is_empty() { Ok(FactValue::Record(known)) } else { Err(faults) }
    }

    fn read_scalar(&self, kind: FactKind, node: &Node) -> Result<FactValue, FactProblem> {
        if *node == Node::Null {
            return Ok(FactValue::Missing);
        }
        match kind {
            FactKind::Number | FactKind::Integer | FactKind::MoneyYuan => self.read_number(kind, node),
            FactKind::Boolean => match node {
                Node::Boolean(value) => Ok(FactValue::Boolean(*value)),
                other => Err(FactProblem::NotBoolean { found: other.to_string() }),
            },
            FactKind::Text => self.read_text(node),
            FactKind::Date => match node {
                Node::Text(text) if is_date(text) => Ok(FactValue::Date(text.clone())),
                other => Err(FactProblem::NotADate { found: other.to_string() }),
            },
            // Neither nests in another; a pack that declares it so is refused when it is written.
            FactKind::List => Err(FactProblem::NotAList { found: node.to_string() }),
            FactKind::Record => Err(FactProblem::NotARecord { found: node.to_string() }),
        }
    }

    fn read_number(&self, kind: FactKind, node: &Node) -> Result<FactValue, FactProblem> {
        let found = || node.to_string();
        let number = match node {
            Node::Number(number) => number.clone(),
            Node::Text(text) => {
                text.parse::<Exact>().map_err(|_| FactProblem::NotANumber { found: found() })?
            }
            _ => return Err(FactProblem::NotANumber { found: found() }),
        };
        if number.is_negative() && !self.signed {
            return Err(FactProblem::Negative { found: found() });
        }
        if kind == FactKind::Integer && !number.is_integer() {
            return Err(FactProblem::NotAnInteger { found: found() });
        }
        if kind == FactKind::MoneyYuan && number.decimals().is_none_or(|decimals| decimals > 2) {
            return Err(FactProblem::FinerThanFen { found: found() });
        }
        Ok(FactValue::Number(number))
    }

    fn read_text(&self, node: &Node) -> Result<FactValue, FactProblem> {
        let Node::Text(text) = node else {
            return Err(FactProblem::NotText { found: node.to_string() });
        };
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(FactProblem::TextTooLong { limit: TEXT_MAX_CHARS });
        }
        if !self.choices.is_empty() && !self.choices.contains(text) {
            return Err(FactProblem::NotAChoice { found: text.clone(), allowed: self.choices.clone() });
        }
        Ok(FactValue::Text(text.clone()))
    }
}

/// A real day of the calendar, written `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year >= 1900 && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn definition(key: &str, kind: FactKind) -> FactDefinition {
        FactDefinition {
            key: key.into(),
            kind,
            of: Some(FactKind::MoneyYuan),
            fields: Vec::new(),
            min_length: Some(1),
            max_length: Some(3),
            choices: Vec::new(),
            title_zh: String::new(),
            title_en: String::new(),
            unit: None,
            source: FactSource::Form,
            optional: false,
            signed: false,
            default: None,
            changeable: None,
            step: None,
            lowest: None,
            highest: None,
            evidence: None,
        }
    }

    fn definitions() -> Vec<FactDefinition> {
        let mut scheme = definition("scheme", FactKind::Text);
        scheme.choices = vec!["WZ".into(), "TZ".into()];
        scheme.source = FactSource::Programme;
        vec![
            definition("staff", FactKind::Number),
            definition("year", FactKind::Integer),
            definition("sales", FactKind::MoneyYuan),
            definition("sales_y", FactKind::List),
            definition("urban", FactKind::Boolean),
            definition("founded", FactKind::Date),
            scheme,
        ]
    }

    fn codes(json: &str) -> Vec<String> {
        let faults = Facts::read(&definitions(), json).unwrap_err();
        faults.iter().map(|fault| format!("{}:{}", fault.fact, fault.problem.code())).collect()
    }

    #[test]
    fn decimals_are_read_as_text_and_written_back_the_same() {
        let json = r#"{"staff": 1.2, "sales": "100.10", "sales_y": [1, null, 3], "urban": true, "founded": "2024-02-29"}"#;
        let facts = Facts::read(&definitions(), json).unwrap();
        assert_eq!(facts.get("staff"), &FactValue::Number("1.2".parse().unwrap()));
        let canonical = facts.to_json();
        assert_eq!(
            canonical,
            r#"{"founded":"2024-02-29","sales":"100.1","sales_y":["1",null,"3"],"staff":"1.2","urban":true}"#
        );
        assert_eq!(Facts::read(&definitions(), &canonical).unwrap().to_json(), canonical);
    }

    #[test]
    fn every_fault_is_named_at_its_field() {
        assert_eq!(
            codes(
                r#"{"staff":"a lot","year":2024.5,"sales":1.234,"sales_y":[1,-2],"urban":"yes",
                    "founded":"2023-02-29","scheme":"XX","slaes":1}"#
            ),
            [
                "founded:not-a-date",
                "sales:finer-than-fen",
                "sales_y:negative",
                "scheme:not-a-choice",
                "slaes:unknown",
                "staff:not-a-number",
                "urban:not-boolean",
                "year:not-an-integer",
            ]
        );
        assert_eq!(codes(r#"{"sales_y":[1,2,3,4]}"#), ["sales_y:wrong-length"]);
        assert_eq!(codes(r#"{"sales":1e400,"staff":1e-99}"#), ["sales:not-a-number", "staff:not-a-number"]);
        assert_eq!(codes("[1]"), [":unreadable"]);
    }

    #[test]
    fn a_misspelt_fact_is_answered_with_the_nearest() {
        let faults = Facts::read(&definitions(), r#"{"slaes":1}"#).unwrap_err();
        assert_eq!(faults[0].problem, FactProblem::Unknown { suggestion: Some("sales".into()) });
    }

    #[test]
    fn an_applicant_cannot_choose_the_scheme() {
        let faults = Facts::read_from(FactSource::Form, &definitions(), r#"{"scheme":"WZ"}"#).unwrap_err();
        assert_eq!(faults[0].problem, FactProblem::NotSettable);
    }
}
