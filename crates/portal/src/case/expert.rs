//! The page of a case for a member of its panel: the declaration, what is to be reviewed, the scores.
//! Everything it shows comes from the engine's view for experts; the whole case is never read here.

use axum::response::Response;
use engine::queries::case_view::CaseAttachment;
use engine::queries::expert::ExpertView;
use engine::queries::panel::MemberStanding;
use templates::pages::case::CaseHead;
use templates::pages::case::expert::{ExpertCase, ExpertDocument, OwnScore, RubricLine, TallyLine};
use templates::pages::case::show::{AnswerSection, DocumentFile, Entry};
use templates::{Form, Locale};
use workflow::CommandKind;
use workflow::panel::{Conflict, Rubric};

use super::acts::panel::{MARKS_PREFIX, marks};
use super::titles::pick;
use super::view::kilobytes;
use super::{answers, place};
use crate::error::PortalError;
use crate::page::Visit;

/// What an expert is asked about; the others are for the bureau to know.
const DECLARED_KINDS: [Conflict; 6] = [
    Conflict::SameOrganisation,
    Conflict::SharedAddress,
    Conflict::SharedBankAccount,
    Conflict::SharedWork,
    Conflict::SharedAgreement,
    Conflict::WorkedOnApplication,
];

pub async fn show(visit: &Visit, view: &ExpertView) -> Result<Response, PortalError> {
    visit.show(&page(visit.locale, view, Form::empty(), Vec::new())).await
}

/// The page again, with what was typed and what is wrong with it.
pub async fn refuse(
    visit: &Visit,
    view: &ExpertView,
    form: Form,
    kept: Vec<String>,
) -> Result<Response, PortalError> {
    visit.refuse(&page(visit.locale, view, form, kept)).await
}

fn page(locale: Locale, view: &ExpertView, form: Form, kept: Vec<String>) -> ExpertCase {
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let deadline = view.deadline;
    ExpertCase {
        form,
        head: CaseHead {
            href: place(view.id),
            number: view.number.clone(),
            organisation: view.organisation_name.clone().unwrap_or_default(),
            call: pick(locale, &view.call.title_zh, &view.call.title_en).to_owned(),
            stage: view.stage.key().to_owned(),
            version: view.version,
        },
        blind: view.blind,
        programme: pick(locale, &view.programme_title_zh, &view.programme_title_en).to_owned(),
        due_on: deadline.and_then(|deadline| deadline.due.day()).map(|day| day.to_string()),
        working_days_left: deadline.and_then(|deadline| deadline.working_days_left),
        overdue: deadline.is_some_and(|deadline| deadline.overdue),
        kinds: DECLARED_KINDS.iter().map(|kind| kind.key().to_owned()).collect(),
        declared: view.standing != MemberStanding::Drawn,
        answers: sections(view, locale),
        documents: documents(view, locale),
        rubric: view.rubric.as_ref().map(|rubric| lines(locale, rubric)).unwrap_or_default(),
        own: own(view, locale),
        tally: view.tally.as_ref().map(|tally| TallyLine {
            totals: tally.totals_hundredths.iter().copied().map(i64::from).collect(),
            mean: i64::from(tally.mean_hundredths),
            spread: i64::from(tally.spread_hundredths),
        }),
        timeline: timeline(view),
        may_accept: may(CommandKind::AcceptReview),
        may_step_back: may(CommandKind::RecuseReview),
        may_score: may(CommandKind::SubmitScore),
        may_explain: may(CommandKind::ExplainScore),
        kept,
    }
}

/// Sections of the form that have a field this expert may read.
fn sections(view: &ExpertView, locale: Locale) -> Vec<AnswerSection> {
    let section = |section: &engine::form::FormSection| AnswerSection {
        title: pick(locale, &section.title_zh, &section.title_en).to_owned(),
        answers: section
            .fields
            .iter()
            .filter(|field| view.fields.contains(&field.fact))
            .map(|field| answers::answer(field, &view.answers, locale))
            .collect(),
    };
    let sections = view.pack.form().sections.iter().map(section);
    sections.filter(|section| !section.answers.is_empty()).collect()
}

fn documents(view: &ExpertView, locale: Locale) -> Vec<ExpertDocument> {
    let readable = view.pack.documents().iter().filter(|document| !view.blind || document.blind_copy);
    let files = |code: &str| {
        let own = view.attachments.iter().filter(|file| file.document_code == code);
        own.map(|attachment| file(view, attachment)).collect()
    };
    readable
        .map(|document| ExpertDocument {
            title: pick(locale, &document.title_zh, &document.title_en).to_owned(),
            files: files(&document.code),
        })
        .collect()
}

fn file(view: &ExpertView, attachment: &CaseAttachment) -> DocumentFile {
    DocumentFile {
        id: attachment.id.to_string(),
        name: attachment.file_name.clone(),
        href: format!("{}/documents/{}", place(view.id), attachment.id),
        kilobytes: kilobytes(attachment),
        uploaded_at_millis: attachment.uploaded_at.millis(),
    }
}

fn lines(locale: Locale, rubric: &Rubric) -> Vec<RubricLine> {
    let line = |criterion: &workflow::panel::Criterion| RubricLine {
        field: format!("{MARKS_PREFIX}{}", criterion.code),
        title: pick(locale, &criterion.title_zh, &criterion.title_en).to_owned(),
        max: criterion.max,
        weight: criterion.weight,
    };
    rubric.criteria().iter().map(line).collect()
}

fn own(view: &ExpertView, locale: Locale) -> Option<OwnScore> {
    let (own, rubric) = (view.own.as_ref()?, view.rubric.as_ref()?);
    Some(OwnScore {
        marks: marks(locale, rubric, &own.marks),
        comment: own.comment.clone(),
        total: i64::from(own.total_hundredths),
        explanation: own.explanation.clone(),
    })
}

fn timeline(view: &ExpertView) -> Vec<Entry> {
    let entry = |entry: &engine::queries::timeline::TimelineEntry| Entry {
        kind: entry.kind.to_owned(),
        at_millis: entry.at.millis(),
        role: entry.role.key().to_owned(),
        person: None,
        on_behalf_of: None,
        details: Vec::new(),
        tone: "",
    };
    view.timeline.iter().map(entry).collect()
}
