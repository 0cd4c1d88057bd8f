//! The form of a policy pack as fields of a page, whether or not there is a case yet. Here no
//! evidence is asked for and nothing was found wrong; a case adds both.

use engine::Pack;
use engine::form::{FieldKind, FormField as Asked};
use templates::Locale;
use templates::pages::case::Choice;
use templates::pages::case::form::{FormField, FormRow, FormSection};
use workflow::application::Answers;

use super::answers::{kind, unit};
use super::titles::pick;

/// Records of a list that the bureau's own form shows at least; it has no button for one more.
const PROPOSAL_ROWS_SHOWN: usize = 3;

pub fn sections(pack: &Pack, locale: Locale, typed: &Answers) -> Vec<FormSection> {
    let self_check = pack.self_check_ruling().map(|ruling| ruling.code.as_str());
    let sections = pack.form().sections.iter();
    sections
        .map(|section| FormSection {
            key: section.key.clone(),
            title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
            informs_only: self_check == Some(section.ruling.as_str()),
            fields: section.fields.iter().map(|asked| proposed(locale, asked, typed)).collect(),
        })
        .collect()
}

fn proposed(locale: Locale, asked: &Asked, typed: &Answers) -> FormField {
    let rows = (rows_begun(asked, typed) + 1).max(PROPOSAL_ROWS_SHOWN).min(asked.rows_limit());
    FormField { may_add: false, ..field(locale, asked, &asked.fact, rows) }
}

/// How many records of a list have anything typed in them, up to the last that has.
pub fn rows_begun(asked: &Asked, typed: &Answers) -> usize {
    let begun = |row: &usize| {
        let name = |part: &Asked| format!("{}.{row}.{}", asked.fact, part.fact);
        asked.parts.iter().any(|part| typed.get(&name(part)).is_some_and(|text| !text.trim().is_empty()))
    };
    (0..asked.rows_limit()).rev().find(begun).map_or(0, |last| last + 1)
}

/// A field under its whole name; a list of records with so many rows.
pub fn field(locale: Locale, asked: &Asked, name: &str, rows: usize) -> FormField {
    let items = asked.items.iter().enumerate().map(|(index, item)| {
        Choice::new(format!("{name}.{index}"), pick(locale, &item.title_zh, &item.title_en))
    });
    let choices = asked
        .choices
        .iter()
        .map(|choice| Choice::new(choice.value.clone(), pick(locale, &choice.title_zh, &choice.title_en)));
    let parts = |of: &str| -> Vec<FormField> {
        let part = |part: &Asked| field(locale, part, &format!("{of}.{}", part.fact), 0);
        asked.parts.iter().map(part).collect()
    };
    let is_list = asked.kind == FieldKind::RecordList;
    let row = |row: usize| FormRow { number: row + 1, parts: parts(&format!("{name}.{row}")) };
    FormField {
        id: name.to_owned(),
        title: pick(locale, &asked.title_zh, &asked.title_en).to_owned(),
        hint: pick(locale, &asked.hint_zh, &asked.hint_en).to_owned(),
        kind: kind(asked.kind),
        unit: unit(asked),
        required: asked.required,
        items: items.collect(),
        choices: choices.collect(),
        parts: if is_list { Vec::new() } else { parts(name) },
        rows: if is_list { (0..rows).map(row).collect() } else { Vec::new() },
        may_add: is_list && rows < asked.rows_limit(),
        evidence: None,
        defects: Vec::new(),
    }
}
