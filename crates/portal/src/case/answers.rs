//! The form of a policy pack as fields of a page, and answers as a reader sees them.
//! Knows the form's shape, never what an answer means.

use engine::form::{FieldKind, FormField as Asked};
use engine::queries::case_view::CaseView;
use templates::pages::case::form::{Evidence, FormField, FormSection};
use templates::pages::case::show::{Answer, AnswerSection};
use templates::pages::case::{Choice, DefectNote};
use templates::{Locale, Message};
use workflow::application::Answers;
use workflow::state::State;

use super::figures;
use super::titles::{DOCUMENT_PREFIX, document, pick, title};

/// The sections to fill in.
pub fn sections(view: &CaseView, locale: Locale) -> Vec<FormSection> {
    let self_check = view.pack.self_check_ruling().map(|ruling| ruling.code.as_str());
    let section = |section: &engine::form::FormSection| FormSection {
        key: section.key.clone(),
        title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
        informs_only: self_check == Some(section.ruling.as_str()),
        fields: section.fields.iter().map(|asked| field(view, locale, asked)).collect(),
    };
    view.pack.form().sections.iter().map(section).collect()
}

fn field(view: &CaseView, locale: Locale, asked: &Asked) -> FormField {
    let items = asked.items.iter().enumerate().map(|(index, item)| {
        Choice::new(format!("{}.{index}", asked.fact), pick(locale, &item.title_zh, &item.title_en))
    });
    let choices = asked
        .choices
        .iter()
        .map(|choice| Choice::new(choice.value.clone(), pick(locale, &choice.title_zh, &choice.title_en)));
    let is_mine =
        |defect: &&workflow::state::Defect| defect.field.split('.').next() == Some(asked.fact.as_str());
    FormField {
        id: asked.fact.clone(),
        title: pick(locale, &asked.title_zh, &asked.title_en).to_owned(),
        hint: pick(locale, &asked.hint_zh, &asked.hint_en).to_owned(),
        kind: kind(asked.kind),
        unit: unit(asked),
        required: asked.required,
        items: items.collect(),
        choices: choices.collect(),
        evidence: asked.evidence.as_deref().and_then(|code| evidence(view, locale, code)),
        defects: open_defects(view).iter().filter(is_mine).map(|defect| defect.message.clone()).collect(),
    }
}

pub(super) const fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Number => "number",
        FieldKind::Integer => "integer",
        FieldKind::Money => "money",
        FieldKind::Boolean => "boolean",
        FieldKind::Choice => "choice",
        FieldKind::Text => "text",
        FieldKind::Date => "date",
        FieldKind::MoneyList => "money-list",
    }
}

/// Units that pages have a word for; money fields say yuan by themselves.
pub(super) fn unit(asked: &Asked) -> Option<Message> {
    let known = ["people", "days", "months", "years", "points", "percent"];
    let unit = asked.unit.as_deref().filter(|unit| known.contains(unit))?;
    Some(Message::new(format!("unit-{unit}")))
}

fn evidence(view: &CaseView, locale: Locale, code: &str) -> Option<Evidence> {
    Some(Evidence {
        title: document(view, locale, code)?,
        there: view.attachments.iter().any(|attachment| attachment.document_code == code),
    })
}

fn open_defects(view: &CaseView) -> &[workflow::state::Defect] {
    match &view.application.state {
        State::Correction { defects, .. } => defects,
        _ => &[],
    }
}

/// The open correction notice, every defect at its place.
pub fn defects(view: &CaseView, locale: Locale) -> Vec<DefectNote> {
    let note = |defect: &workflow::state::Defect| {
        let about = (!defect.field.is_empty()).then_some(defect.field.as_str());
        DefectNote {
            field: about.filter(|name| !name.starts_with(DOCUMENT_PREFIX)).map(str::to_owned),
            title: about.map(|name| title(view, locale, name)),
            message: defect.message.clone(),
        }
    };
    open_defects(view).iter().map(note).collect()
}

/// Everything a form of this case may send; other names are nobody's.
pub fn is_known(view: &CaseView, name: &str) -> bool {
    let (fact, item) = name.split_once('.').map_or((name, None), |(fact, item)| (fact, Some(item)));
    let fits = |asked: &Asked| match (asked.kind, item) {
        (FieldKind::MoneyList, Some(item)) => {
            item.parse::<usize>().is_ok_and(|index| index < asked.items.len())
        }
        (FieldKind::MoneyList, None) | (_, Some(_)) => false,
        (_, None) => true,
    };
    super::titles::fields(view).any(|asked| asked.fact == fact && fits(asked))
}

/// The answers section by section; choices by their titles, sums grouped, everything else as typed.
pub fn shown(view: &CaseView, locale: Locale) -> Vec<AnswerSection> {
    let answers = &view.application.answers;
    let section = |section: &engine::form::FormSection| AnswerSection {
        title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
        answers: section.fields.iter().map(|asked| answer(asked, answers, locale)).collect(),
    };
    view.pack.form().sections.iter().map(section).collect()
}

pub fn answer(asked: &Asked, answers: &Answers, locale: Locale) -> Answer {
    let typed = |name: &str| answers.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let values = match asked.kind {
        FieldKind::MoneyList => {
            let item = |(index, item): (usize, &engine::form::Choice)| {
                let value = figures::typed_money(typed(&format!("{}.{index}", asked.fact))?);
                let title = pick(locale, &item.title_zh, &item.title_en);
                Some(Message::new("case-list-item").with("title", title).with("value", value))
            };
            asked.items.iter().enumerate().filter_map(item).collect()
        }
        _ => typed(&asked.fact).map(|value| said(asked, value, locale)).into_iter().collect(),
    };
    Answer { title: pick(locale, &asked.title_zh, &asked.title_en).to_owned(), values }
}

fn said(asked: &Asked, value: &str, locale: Locale) -> Message {
    match (asked.kind, value) {
        (FieldKind::Boolean, "yes" | "true") => Message::new("yes"),
        (FieldKind::Boolean, "no" | "false") => Message::new("no"),
        (FieldKind::Choice, _) => {
            let choice = asked.choices.iter().find(|choice| choice.value == value);
            Message::verbatim(choice.map_or(value, |choice| pick(locale, &choice.title_zh, &choice.title_en)))
        }
        (FieldKind::Money, _) => Message::verbatim(figures::typed_money(value)),
        _ => Message::verbatim(value),
    }
}
