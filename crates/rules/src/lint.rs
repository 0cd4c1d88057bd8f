//! What can be said about a pack before anybody is judged by it: names that do not exist, figures
//! nobody uses, criteria without a clause. Each finding has a place and a remedy.

mod facts;
mod inspect;
mod stacking;

use std::fmt;

pub(crate) use inspect::{lint, unknown_names};

/// One thing wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    /// From 1; 1 where the whole file is meant.
    pub line: usize,
    pub column: usize,
    pub problem: LintProblem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintProblem {
    FileMissing,
    NotUtf8,
    TooLarge,
    Syntax { message: String },
    UnknownName { name: String, suggestion: Option<String> },
    UnknownFunction { name: String, suggestion: Option<String> },
    UnusedParameter { name: String },
    DuplicateName { name: String },
    CriterionWithoutClause { code: String },
    DuplicateCriterion { code: String },
    UndeclaredCriterion { code: String },
    ClauseDiffers { code: String, script: String, manifest: String },
    CriterionNotInScript { code: String },
    NotADate { value: String },
    FormFactUnknown { fact: String },
    DocumentUnknown { code: String },
    TextMissing { message: String },
    RulingUnknown { code: String },
    MonotoneFactUnknown { fact: String, suggestion: Option<String> },
    NotSearchable { fact: String, why: &'static str },
    UnknownField { field: String, of: Option<String>, suggestion: Option<String> },
    NotARecord { name: String, of_items: bool },
    FactShape { fact: String, why: &'static str },
    Period { parameter: String, why: &'static str },
    Stacking { name: String, why: &'static str },
    FormPart { field: String, why: &'static str },
}

impl LintProblem {
    /// What to do about it, for the person who edits the pack.
    pub fn remedy(&self) -> String {
        let suggest = |suggestion: &Option<String>, otherwise: &str| match suggestion {
            Some(name) => format!("did you mean `{name}`?"),
            None => otherwise.to_owned(),
        };
        match self {
            Self::FileMissing => "add the file, or correct its name in programme.toml".into(),
            Self::NotUtf8 => "save the file as UTF-8".into(),
            Self::TooLarge => "a pack is a handful of short text files; split or shorten it".into(),
            Self::Syntax { .. } => "correct the text at this place".into(),
            Self::UnknownName { suggestion, .. } => {
                suggest(suggestion, "declare it as [[fact]] or [[parameter]] in programme.toml")
            }
            Self::UnknownFunction { suggestion, .. } => {
                suggest(suggestion, "see docs/RULES.md for the functions there are")
            }
            Self::UnusedParameter { .. } => "use it in a script, or remove it".into(),
            Self::DuplicateName { .. } => "give one of the two another name".into(),
            Self::CriterionWithoutClause { .. } => "write the clause label as the second argument".into(),
            Self::DuplicateCriterion { .. } => "give one of the two another code".into(),
            Self::UndeclaredCriterion { .. } => {
                "add a [[criterion]] with its legal basis to programme.toml".into()
            }
            Self::ClauseDiffers { .. } => "make script and programme.toml agree".into(),
            Self::CriterionNotInScript { .. } => "state it in the ruling's script, or remove it".into(),
            Self::NotADate { .. } => "write the day as YYYY-MM-DD".into(),
            Self::FormFactUnknown { .. } => {
                "a form field fills a [[fact]]; declare it or correct the key".into()
            }
            Self::DocumentUnknown { .. } => "add the document to `documents`, or correct the code".into(),
            Self::TextMissing { .. } => "add the message to the catalogue".into(),
            Self::RulingUnknown { .. } => "name a [[ruling]] of this pack".into(),
            Self::MonotoneFactUnknown { suggestion, .. } => {
                suggest(suggestion, "name a [[fact]] that is a number or a list of numbers")
            }
            Self::UnknownField { suggestion, .. } => {
                suggest(suggestion, "declare it as [[fact.field]] of the record")
            }
            Self::NotARecord { of_items: true, .. } => {
                "name a list of records, or leave the field out".into()
            }
            Self::NotARecord { of_items: false, .. } => {
                "of a list, take one record first: `at(list, 1).field`, or `for item in list`".into()
            }
            Self::FactShape { .. } => "correct the [[fact]]".into(),
            Self::FormPart { .. } => "correct the field, or the [[fact]] it fills".into(),
            Self::Stacking { .. } => "correct [stacking]".into(),
            Self::Period { .. } => "correct `from` and `until` of its periods".into(),
            Self::NotSearchable { .. } => "correct the value, or leave it out".into(),
        }
    }
}

impl fmt::Display for LintProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileMissing => f.write_str("the file is missing"),
            Self::NotUtf8 => f.write_str("the file is not UTF-8 text"),
            Self::TooLarge => f.write_str("larger than allowed"),
            Self::Syntax { message } => f.write_str(message),
            Self::UnknownName { name, .. } => {
                write!(f, "`{name}` is neither a fact nor a parameter")
            }
            Self::UnknownFunction { name, .. } => write!(f, "there is no function `{name}`"),
            Self::UnusedParameter { name } => write!(f, "parameter `{name}` is used by no script"),
            Self::DuplicateName { name } => write!(f, "`{name}` is declared twice"),
            Self::CriterionWithoutClause { code } => {
                write!(f, "criterion `{code}` names no clause")
            }
            Self::DuplicateCriterion { code } => write!(f, "criterion `{code}` is stated twice"),
            Self::UndeclaredCriterion { code } => {
                write!(f, "criterion `{code}` has no legal basis")
            }
            Self::ClauseDiffers { code, script, manifest } => {
                write!(f, "criterion `{code}` has clause `{script}` here and `{manifest}` in programme.toml")
            }
            Self::CriterionNotInScript { code } => {
                write!(f, "criterion `{code}` stands in no script")
            }
            Self::NotADate { value } => write!(f, "`{value}` is not a day"),
            Self::FormFactUnknown { fact } => {
                write!(f, "the form asks for `{fact}`, which is no fact")
            }
            Self::DocumentUnknown { code } => write!(f, "no document has the code `{code}`"),
            Self::TextMissing { message } => write!(f, "the catalogue has no message `{message}`"),
            Self::RulingUnknown { code } => write!(f, "there is no ruling `{code}`"),
            Self::MonotoneFactUnknown { fact, .. } => {
                write!(f, "[[monotone]] names `{fact}`, which is no fact that can rise")
            }
            Self::UnknownField { field, of: Some(fact), .. } => {
                write!(f, "`{fact}` has no field `{field}`")
            }
            Self::UnknownField { field, of: None, .. } => {
                write!(f, "no record has a field `{field}`")
            }
            Self::NotARecord { name, of_items: true } => write!(f, "`{name}` is no list of records"),
            Self::NotARecord { name, of_items: false } => write!(f, "`{name}` is no record"),
            Self::FormPart { field, why } => write!(f, "form field `{field}`: {why}"),
            Self::Period { parameter, why } => write!(f, "parameter `{parameter}`: {why}"),
            Self::Stacking { name, why } => write!(f, "[stacking] `{name}`: {why}"),
            Self::FactShape { fact, why } | Self::NotSearchable { fact, why } => {
                write!(f, "fact `{fact}`: {why}")
            }
        }
    }
}

impl Finding {
    pub(crate) fn at_file(file: &str, problem: LintProblem) -> Self {
        Self { file: file.into(), line: 1, column: 1, problem }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.problem, self.problem.remedy())
    }
}
