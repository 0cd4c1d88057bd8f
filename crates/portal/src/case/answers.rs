//! The form of a policy pack as fields of a page, and answers as a reader sees them.
//! Knows the form's shape, never what an answer means.

use engine::form::{FieldKind, FormField as Asked};
use engine::queries::case_view::CaseView;
use templates::pages::case::DefectNote;
use templates::pages::case::form::{Evidence, FormField, FormSection};
use templates::pages::case::show::{Answer, AnswerSection};
use templates::{Locale, Message};
use workflow::application::Answers;
use workflow::state::State;

use super::titles::{DOCUMENT_PREFIX, document, pick, title};
use super::{asked, figures};

/// The sections to fill in, with what is typed already; of one list of records, one more may be shown.
pub fn sections(view: &CaseView, locale: Locale, typed: &Answers, add_to: &str) -> Vec<FormSection> {
    let self_check = view.pack.self_check_ruling().map(|ruling| ruling.code.as_str());
    let section = |section: &engine::form::FormSection| FormSection {
        key: section.key.clone(),
        title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
        informs_only: self_check == Some(section.ruling.as_str()),
        fields: section.fields.iter().map(|asked| field(view, locale, asked, typed, add_to)).collect(),
    };
    view.pack.form().sections.iter().map(section).collect()
}

fn field(view: &CaseView, locale: Locale, asked: &Asked, typed: &Answers, add_to: &str) -> FormField {
    let is_mine =
        |defect: &&workflow::state::Defect| defect.field.split('.').next() == Some(asked.fact.as_str());
    FormField {
        evidence: asked.evidence.as_deref().and_then(|code| evidence(view, locale, code)),
        defects: open_defects(view).iter().filter(is_mine).map(|defect| defect.message.clone()).collect(),
        ..asked::field(locale, asked, &asked.fact, rows_shown(asked, typed, add_to))
    }
}

/// Every record that was begun, at least one, and one more where that was asked for.
fn rows_shown(asked: &Asked, typed: &Answers, add_to: &str) -> usize {
    let more = usize::from(asked.fact == add_to);
    (asked::rows_begun(asked, typed) + more).clamp(1, asked.rows_limit().max(1))
}

/// The first input of the record that would be added to a list; none where none may be.
pub fn first_of_next(view: &CaseView, fact: &str, typed: &Answers) -> Option<String> {
    let mut lists = super::titles::fields(view).filter(|asked| asked.kind == FieldKind::RecordList);
    let asked = lists.find(|asked| asked.fact == fact)?;
    let next = asked::rows_begun(asked, typed);
    let part = asked.parts.first().filter(|_| next < asked.rows_limit())?;
    Some(format!("{fact}.{next}.{}", part.fact))
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
        FieldKind::Record => "record",
        FieldKind::RecordList => "record-list",
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
    super::titles::fields(view).any(|asked| asked.inputs().iter().any(|input| input == name))
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
        FieldKind::Record => parts(asked, &asked.fact, None, &typed, locale),
        FieldKind::RecordList => (0..asked.rows_limit())
            .flat_map(|row| parts(asked, &format!("{}.{row}", asked.fact), Some(row + 1), &typed, locale))
            .collect(),
        _ => typed(&asked.fact).map(|value| said(asked, value, locale)).into_iter().collect(),
    };
    Answer { title: pick(locale, &asked.title_zh, &asked.title_en).to_owned(), values }
}

/// The parts of one record that were typed; in a list, with the record's number.
fn parts<'a>(
    asked: &Asked,
    name: &str,
    number: Option<usize>,
    typed: &impl Fn(&str) -> Option<&'a str>,
    locale: Locale,
) -> Vec<Message> {
    let part = |part: &Asked| {
        let value = typed(&format!("{name}.{}", part.fact))?;
        let title = pick(locale, &part.title_zh, &part.title_en);
        let title = number.map_or_else(|| title.to_owned(), |number| format!("{number} {title}"));
        let (key, value) = match (part.kind, value) {
            (FieldKind::Boolean, "yes" | "true") => ("case-list-item-yes", value.to_owned()),
            (FieldKind::Boolean, "no" | "false") => ("case-list-item-no", value.to_owned()),
            (FieldKind::Choice, _) => ("case-list-item", chosen(part, value, locale).to_owned()),
            (FieldKind::Money, _) => ("case-list-item", figures::typed_money(value)),
            _ => ("case-list-item", value.to_owned()),
        };
        Some(Message::new(key).with("title", title).with("value", value))
    };
    asked.parts.iter().filter_map(part).collect()
}

fn chosen<'a>(asked: &'a Asked, value: &'a str, locale: Locale) -> &'a str {
    let choice = asked.choices.iter().find(|choice| choice.value == value);
    choice.map_or(value, |choice| pick(locale, &choice.title_zh, &choice.title_en))
}

fn said(asked: &Asked, value: &str, locale: Locale) -> Message {
    match (asked.kind, value) {
        (FieldKind::Boolean, "yes" | "true") => Message::new("yes"),
        (FieldKind::Boolean, "no" | "false") => Message::new("no"),
        (FieldKind::Choice, _) => Message::verbatim(chosen(asked, value, locale)),
        (FieldKind::Money, _) => Message::verbatim(figures::typed_money(value)),
        _ => Message::verbatim(value),
    }
}
