//! The form of a policy pack as fields of a page where there is no case yet: the bureau's proposals.
//! No evidence is asked for and nothing was found wrong.

use engine::Pack;
use engine::form::FormField as Asked;
use templates::Locale;
use templates::pages::case::Choice;
use templates::pages::case::form::{FormField, FormSection};

use super::answers::{kind, unit};
use super::titles::pick;

pub fn sections(pack: &Pack, locale: Locale) -> Vec<FormSection> {
    let self_check = pack.self_check_ruling().map(|ruling| ruling.code.as_str());
    let sections = pack.form().sections.iter();
    sections
        .map(|section| FormSection {
            key: section.key.clone(),
            title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
            informs_only: self_check == Some(section.ruling.as_str()),
            fields: section.fields.iter().map(|asked| field(locale, asked)).collect(),
        })
        .collect()
}

fn field(locale: Locale, asked: &Asked) -> FormField {
    let items = asked.items.iter().enumerate().map(|(index, item)| {
        Choice::new(format!("{}.{index}", asked.fact), pick(locale, &item.title_zh, &item.title_en))
    });
    let choices = asked
        .choices
        .iter()
        .map(|choice| Choice::new(choice.value.clone(), pick(locale, &choice.title_zh, &choice.title_en)));
    FormField {
        id: asked.fact.clone(),
        title: pick(locale, &asked.title_zh, &asked.title_en).to_owned(),
        hint: pick(locale, &asked.hint_zh, &asked.hint_en).to_owned(),
        kind: kind(asked.kind),
        unit: unit(asked),
        required: asked.required,
        items: items.collect(),
        choices: choices.collect(),
        evidence: None,
        defects: Vec::new(),
    }
}
