//! Worked cases: read a case file, judge each case, compare. Only the fields named in `expected`
//! are compared; numbers exactly, `failed` as a set. Codes that are no ruling (identity codes,
//! working days) are judged by validators the caller brings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::RuleError;
use crate::exact::Exact;
use crate::json::Node;
use crate::pack::{Pack, ParameterOverrides};
use crate::verdict::{Eligibility, NESTING_MARK, OutputValue, Verdict};

/// Figures that never end (growth rates) are compared at this many decimals.
const RATE_DECIMALS: u32 = 8;
/// Decimals of a payable amount in yuan.
const FEN_DECIMALS: u32 = 2;

/// One worked case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Case {
    pub id: String,
    /// Code of a ruling or of a validator.
    pub programme: String,
    pub inputs: Box<RawValue>,
    pub expected: BTreeMap<String, Box<RawValue>>,
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub basis: String,
}

/// A file of cases.
#[derive(Clone, Debug)]
pub struct CaseFile {
    pub cases: Vec<Case>,
}

impl CaseFile {
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let cases = serde_json::from_str(text).map_err(|source| RuleError::CaseFileUnreadable { source })?;
        Ok(Self { cases })
    }
}

/// One field that came out differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub field: String,
    pub expected: String,
    pub got: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseResult {
    Passed,
    Failed(Vec<Mismatch>),
    /// Neither a ruling nor a validator has the case's code.
    Unsupported,
}

/// Judges inputs that no pack judges; `None` when it cannot answer such inputs.
pub type Validator = Box<dyn Fn(&serde_json::Value) -> Option<serde_json::Value> + Send + Sync>;

/// Validators by case code.
pub type Validators = BTreeMap<String, Validator>;

/// The packs a case may name, and the validators beside them.
#[derive(Default)]
pub struct PackLibrary {
    packs: Vec<Arc<Pack>>,
    validators: Validators,
}

impl std::fmt::Debug for PackLibrary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PackLibrary").field("packs", &self.packs).finish_non_exhaustive()
    }
}

impl PackLibrary {
    pub fn new(packs: Vec<Arc<Pack>>, validators: Validators) -> Self {
        Self { packs, validators }
    }

    /// The pack whose manifest has the ruling.
    pub fn find(&self, ruling: &str) -> Option<&Arc<Pack>> {
        self.packs.iter().find(|pack| pack.ruling(ruling).is_some())
    }

    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// Judges one case and compares what came out with what was expected.
    pub fn check(&self, case: &Case) -> CaseResult {
        let got = if let Some(pack) = self.find(&case.programme) {
            judged(pack, case)
        } else if let Some(validator) = self.validators.get(&case.programme) {
            match validated(validator, case) {
                Some(got) => got,
                None => return CaseResult::Unsupported,
            }
        } else {
            return CaseResult::Unsupported;
        };
        let mismatches = got.map_or_else(|fault| vec![fault], |got| compare(case, &got));
        if mismatches.is_empty() { CaseResult::Passed } else { CaseResult::Failed(mismatches) }
    }
}

type Fields = BTreeMap<String, Node>;

fn unreadable(field: &str, detail: &dyn std::fmt::Display) -> Mismatch {
    Mismatch { field: field.into(), expected: "a verdict".into(), got: detail.to_string() }
}

fn judged(pack: &Pack, case: &Case) -> Result<Fields, Mismatch> {
    let facts = pack
        .read_facts(case.inputs.get())
        .map_err(|faults| unreadable("inputs", &RuleError::FactsRefused { faults }))?;
    let verdict = pack.evaluate(&case.programme, &facts, &ParameterOverrides::new());
    verdict.map(|verdict| fields(&verdict)).map_err(|fault| unreadable("verdict", &fault))
}

fn validated(validator: &Validator, case: &Case) -> Option<Result<Fields, Mismatch>> {
    let inputs = serde_json::from_str(case.inputs.get()).ok()?;
    let outputs = validator(&inputs)?;
    Some(match Node::parse(&outputs.to_string()) {
        Ok(Node::Map(fields)) => Ok(fields),
        Ok(other) => Err(unreadable("outputs", &other)),
        Err(detail) => Err(unreadable("outputs", &detail)),
    })
}

/// A verdict in the vocabulary of case files.
fn fields(verdict: &Verdict) -> Fields {
    let number = |value: Option<Exact>| value.map_or(Node::Null, Node::Number);
    let mut fields = Fields::new();
    for (name, value) in &verdict.outputs {
        nest(&mut fields, name, node(value));
    }
    let eligible = match verdict.eligibility {
        Eligibility::Eligible => Node::Boolean(true),
        Eligibility::Ineligible => Node::Boolean(false),
        Eligibility::NeedsReview => Node::Null,
    };
    let failed = verdict.failed_clauses().into_iter().map(|clause| Node::Text(clause.into()));
    fields.insert("eligible".into(), eligible);
    fields.insert("failed".into(), Node::List(failed.collect()));
    fields.insert("amount".into(), number(verdict.payable_yuan()));
    fields.insert(EXACT_AMOUNT.into(), number(verdict.amount.clone()));
    // A case file writes two bounds as one range.
    if let (Some(lowest), Some(highest)) = (fields.get("amount_min"), fields.get("amount_max")) {
        let range = vec![lowest.clone(), highest.clone()];
        fields.insert("amount_range".into(), Node::List(range));
    }
    fields
}

/// The amount before rounding; no case names it, an expectation finer than a fen means it.
const EXACT_AMOUNT: &str = "amount before rounding";

fn node(value: &OutputValue) -> Node {
    match value {
        OutputValue::Number(number) => Node::Number(number.clone()),
        OutputValue::Boolean(value) => Node::Boolean(*value),
        OutputValue::Text(text) => Node::Text(text.clone()),
        OutputValue::List(items) => Node::List(items.iter().map(node).collect()),
        OutputValue::Missing => Node::Null,
    }
}

/// `na.band` becomes the field `band` of the field `na`.
fn nest(fields: &mut Fields, name: &str, value: Node) {
    let Some((group, rest)) = name.split_once(NESTING_MARK) else {
        fields.insert(name.into(), value);
        return;
    };
    let inner = fields.entry(group.into()).or_insert_with(|| Node::Map(Fields::new()));
    if let Node::Map(inner) = inner {
        nest(inner, rest, value);
    }
}

fn compare(case: &Case, got: &Fields) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    for (field, raw) in &case.expected {
        let expected = match Node::from_raw(raw) {
            Ok(expected) => expected,
            Err(detail) => {
                mismatches.push(unreadable(field, &detail));
                continue;
            }
        };
        let finer_than_fen =
            matches!(&expected, Node::Number(number) if number.decimals() > Some(FEN_DECIMALS));
        let key = if field == "amount" && finer_than_fen && got.contains_key(EXACT_AMOUNT) {
            EXACT_AMOUNT
        } else {
            field
        };
        let found = got.get(key).unwrap_or(&Node::Null);
        let agree = if field == "failed" { same_set(&expected, found) } else { same(&expected, found) };
        if !agree {
            mismatches.push(Mismatch {
                field: field.clone(),
                expected: expected.to_string(),
                got: found.to_string(),
            });
        }
    }
    mismatches
}

fn same_set(expected: &Node, got: &Node) -> bool {
    let set = |node: &Node| match node {
        Node::List(items) => Some(items.iter().map(ToString::to_string).collect::<BTreeSet<_>>()),
        _ => None,
    };
    set(expected).is_some() && set(expected) == set(got)
}

fn same(expected: &Node, got: &Node) -> bool {
    match (expected, got) {
        (Node::Number(expected), Node::Number(got)) => same_number(expected, got),
        (Node::List(expected), Node::List(got)) => {
            expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| same(expected, got))
        }
        (Node::Map(expected), Node::Map(got)) => {
            expected.iter().all(|(key, expected)| same(expected, got.get(key).unwrap_or(&Node::Null)))
        }
        // A group of which nothing is known was never begun.
        (Node::Map(expected), Node::Null) => expected.values().all(|expected| same(expected, &Node::Null)),
        (expected, got) => expected == got,
    }
}

fn same_number(expected: &Exact, got: &Exact) -> bool {
    if got.decimals().is_some_and(|decimals| decimals <= RATE_DECIMALS) {
        return expected == got;
    }
    expected.rounded_to(RATE_DECIMALS) == got.rounded_to(RATE_DECIMALS)
}
