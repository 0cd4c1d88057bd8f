//! `form.json` as types: the application form's sections and fields, and the documents to attach.
//! Says what to ask; how it looks belongs to the pages.

use serde::{Deserialize, Serialize};

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
    /// How to ask: `number`, `money`, `boolean`, `choice`, `text`, `date`, `money-list`.
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
    /// Code of the document that proves the figure.
    #[serde(default)]
    pub evidence: Option<String>,
    /// Tells whose application it is: a blind reviewer does not see it.
    #[serde(default)]
    pub identifying: bool,
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
