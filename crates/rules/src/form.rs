//! `form.json` as types: the application form's sections and fields, and the documents to attach.
//! Says what to ask; how it looks belongs to the pages.

use serde::{Deserialize, Serialize};

use crate::facts::LIST_MAX_ITEMS;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub sections: Vec<FormSection>,
    #[serde(default)]
    pub documents: Vec<DocumentDefinition>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    pub key: String,
    pub title_zh: String,
    pub title_en: String,
    /// The ruling the section's facts serve.
    pub ruling: String,
    pub fields: Vec<FormField>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Key of the fact the field fills.
    pub fact: String,
    pub title_zh: String,
    pub title_en: String,
    #[serde(default)]
    pub hint_zh: String,
    #[serde(default)]
    pub hint_en: String,
    /// How to ask: `number`, `money`, `boolean`, `choice`, `text`, `date`, `money-list`, `record`,
    /// `record-list`.
    pub kind: FieldKind,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub required: bool,
    /// Titles of the items of a list, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Choice>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What is asked of a record, or of each record of a list: plain fields, named by the record's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<FormField>,
    /// Most records of a list that may be typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<usize>,
    /// Code of the document that proves the figure.
    #[serde(default)]
    pub evidence: Option<String>,
    /// Tells whose application it is: a blind reviewer does not see it.
    #[serde(default)]
    pub identifying: bool,
}

/// Records of a list that may be typed in where the form names no number: what fits on a page.
pub const ROWS_USUAL_COUNT: usize = 10;

impl FormField {
    /// Most records of a list that may be typed in.
    pub fn rows_limit(&self) -> usize {
        self.rows.unwrap_or(ROWS_USUAL_COUNT).min(LIST_MAX_ITEMS)
    }

    /// The names of its inputs: `fact`, `fact.0`, `fact.part` or `fact.0.part`.
    pub fn inputs(&self) -> Vec<String> {
        let parts =
            |of: &str| self.parts.iter().map(|part| format!("{of}.{}", part.fact)).collect::<Vec<_>>();
        let rows = 0..self.rows_limit();
        match self.kind {
            FieldKind::MoneyList => {
                (0..self.items.len()).map(|index| format!("{}.{index}", self.fact)).collect()
            }
            FieldKind::Record => parts(&self.fact),
            FieldKind::RecordList => rows.flat_map(|row| parts(&format!("{}.{row}", self.fact))).collect(),
            _ => vec![self.fact.clone()],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    Number,
    Integer,
    Money,
    Boolean,
    Choice,
    Text,
    Date,
    MoneyList,
    /// Several inputs that belong together.
    Record,
    /// The same, as often as there are such things.
    RecordList,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub title_zh: String,
    pub title_en: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDefinition {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    /// Accepted content types: `application/pdf`, `image/png`, `image/jpeg`.
    pub accepted: Vec<String>,
    #[serde(default)]
    pub required: bool,
    /// Names neither the organisation nor its people: all that a blind reviewer gets to read.
    #[serde(default)]
    pub blind_copy: bool,
}
