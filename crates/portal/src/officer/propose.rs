//! 免申即享: an officer proposes to one organisation, or to those of a table.
//! A table is shown as it would fare before anything is written; it travels back with the page.

use axum::extract::Path;
use axum::response::Response;
use engine::proposals::{
    Obstacle, PROPOSALS_FILE_LIMIT_BYTES, PROPOSALS_LIMIT, ProposalCall, ProposedRow, USCC_COLUMN,
    proposal_columns,
};
use engine::{EngineError, FieldFault, Pack};
use templates::pages::case::Choice;
use templates::pages::propose::{Propose, ProposePreview, ProposedLine};
use templates::{FlashKind, Form, Locale, Message};
use workflow::application::{Answers, JudgedAs};
use workflow::id::CallId;
use workflow::{Money, Stage};

use crate::case::asked::sections;
use crate::case::titles::{clause_in, pick, title_in};
use crate::case::trouble::fault_in;
use crate::error::PortalError;
use crate::extract::{CheckedForm, CheckedUpload, Typed, id};
use crate::page::Visit;

const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

pub async fn show(visit: Visit, Path(call): Path<String>) -> Result<Response, PortalError> {
    let call = visit.engine().proposal_call(visit.signed()?, id(&call)?).await?;
    visit.show(&page(visit.locale, &call, Form::empty(), None)).await
}

/// One organisation: looked at, or proposed when nothing stands in the way.
pub async fn one(
    visit: Visit,
    Path(call): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (engine, signed) = (visit.engine(), visit.signed()?);
    let call = engine.proposal_call(signed, id(&call)?).await?;
    let uscc = typed.text(USCC_COLUMN);
    let answers = answers(&call.pack, &typed);
    let row = engine.preview_proposal(signed, call.id, &uscc, answers.clone()).await?;
    if let Some(obstacle) = &row.obstacle {
        let form = refused(&call.pack, visit.locale, values(&typed), obstacle);
        let line = line(&visit, &call.pack, &row);
        return visit.refuse(&page(visit.locale, &call, form, Some(line))).await;
    }
    if typed.get("then") == "preview" {
        let line = line(&visit, &call.pack, &row);
        return visit.show(&page(visit.locale, &call, values(&typed), Some(line))).await;
    }
    match engine.propose(signed, call.id, &uscc, answers, &typed.key()?).await {
        Ok(application) => {
            let place = format!("/applications/{application}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-proposed-one")))
        }
        Err(EngineError::Invalid(faults)) => {
            let form = faults.iter().fold(values(&typed), |form, fault| {
                form.refuse(&fault.field, fault_in(&call.pack, visit.locale, fault))
            });
            visit.refuse(&page(visit.locale, &call, form, None)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// How each row of a table would fare.
pub async fn preview(
    visit: Visit,
    Path(call): Path<String>,
    upload: CheckedUpload,
) -> Result<Response, PortalError> {
    let (engine, signed) = (visit.engine(), visit.signed()?);
    let call = engine.proposal_call(signed, id(&call)?).await?;
    let Some(file) = upload.files.into_iter().next() else {
        return table_refused(&visit, &call, &[FieldFault::new("file", "file-missing")]).await;
    };
    match engine.preview_proposals(signed, call.id, &file.bytes).await {
        Ok(rows) => {
            // It was read as UTF-8 a moment ago.
            let table = String::from_utf8_lossy(&file.bytes).into_owned();
            visit.show(&preview_page(&visit, &call, &rows, table)).await
        }
        Err(EngineError::Invalid(faults)) => table_refused(&visit, &call, &faults).await,
        Err(other) => Err(other.into()),
    }
}

/// Proposes every sound row of the table that was looked at.
pub async fn all(
    visit: Visit,
    Path(call): Path<String>,
    upload: CheckedUpload,
) -> Result<Response, PortalError> {
    let (engine, signed) = (visit.engine(), visit.signed()?);
    let call = engine.proposal_call(signed, id(&call)?).await?;
    let (typed, key) = (&upload.form, upload.form.key()?);
    match engine.propose_all(signed, call.id, typed.get("table").as_bytes(), &key).await {
        Ok(proposed) => {
            let stage = Stage::Confirmation.key();
            let place = format!("/cases?stage={stage}&call={}", call.id);
            let said = Message::new("flash-proposed-many").with("count", proposed.len());
            Ok(visit.go_saying(&place, FlashKind::Success, said))
        }
        Err(EngineError::Invalid(faults)) => table_refused(&visit, &call, &faults).await,
        Err(other) => Err(other.into()),
    }
}

fn values(typed: &Typed) -> Form {
    let mut values = typed.visible();
    values.remove("then");
    Form { values, errors: Vec::new() }
}

/// What the form of the pack asks for; other names are nobody's.
fn answers(pack: &Pack, typed: &Typed) -> Answers {
    let columns = proposal_columns(pack);
    let known = |name: &String| name != USCC_COLUMN && columns.contains(name);
    typed.visible().into_iter().filter(|(name, value)| known(name) && !value.trim().is_empty()).collect()
}

async fn table_refused(
    visit: &Visit,
    call: &ProposalCall,
    faults: &[FieldFault],
) -> Result<Response, PortalError> {
    let form = Form { errors: crate::faults::field_errors(faults), ..Form::empty() };
    visit.refuse(&page(visit.locale, call, form, None)).await
}

fn page(locale: Locale, call: &ProposalCall, form: Form, row: Option<ProposedLine>) -> Propose {
    let column = |name: &String| {
        let choice = Choice::new(name.clone(), title_in(&call.pack, locale, name));
        if name == USCC_COLUMN { Choice { text: String::new(), ..choice } } else { choice }
    };
    Propose {
        sections: sections(&call.pack, locale, &form.values),
        form,
        href: place(call.id),
        call_href: format!("/officer/calls/{}", call.id),
        call: pick(locale, &call.title_zh, &call.title_en).to_owned(),
        opens_on: call.opens_on.to_string(),
        closes_on: call.closes_on.to_string(),
        on_confirmation: call.on_confirmation,
        takes_proposals: call.takes_proposals,
        row,
        columns: proposal_columns(&call.pack).iter().map(column).collect(),
        megabytes: u32::try_from(PROPOSALS_FILE_LIMIT_BYTES / BYTES_PER_MEGABYTE).unwrap_or(u32::MAX),
        lines_limit: PROPOSALS_LIMIT,
    }
}

fn place(call: CallId) -> String {
    format!("/officer/calls/{call}/propose")
}

fn preview_page(visit: &Visit, call: &ProposalCall, rows: &[ProposedRow], table: String) -> ProposePreview {
    let sound = || rows.iter().filter(|row| row.obstacle.is_none());
    let total = Money::sum(sound().filter_map(|row| row.amount)).unwrap_or(Money::ZERO);
    ProposePreview {
        href: place(call.id),
        call: pick(visit.locale, &call.title_zh, &call.title_en).to_owned(),
        sound: sound().count(),
        bad: rows.len() - sound().count(),
        total_fen: total.fen(),
        rows: rows.iter().map(|row| line(visit, &call.pack, row)).collect(),
        table,
    }
}

fn line(visit: &Visit, pack: &Pack, row: &ProposedRow) -> ProposedLine {
    let results = match &row.obstacle {
        Some(obstacle) => hindered(visit, pack, obstacle),
        None => vec![Message::new(match row.outcome {
            Some(JudgedAs::NeedsReview) => "propose-needs-review",
            _ => "propose-eligible",
        })],
    };
    ProposedLine {
        line: row.line,
        uscc: row.uscc.clone(),
        organisation: row.organisation.clone(),
        sound: row.obstacle.is_none(),
        results,
        amount_fen: row.amount.map(Money::fen),
    }
}

/// Why a row is not proposed, in the words of the preview.
fn hindered(visit: &Visit, pack: &Pack, obstacle: &Obstacle) -> Vec<Message> {
    let locale = visit.locale;
    let joined = |words: Vec<String>| {
        let separator = visit.state.templates().catalogue().say(locale, &Message::new("list-separator"));
        words.join(&separator)
    };
    let one = |message| vec![message];
    match obstacle {
        Obstacle::CodeWrong(_) => {
            let faults = obstacle.clone().faults();
            faults.iter().map(crate::faults::message).collect()
        }
        Obstacle::UnknownOrganisation { .. } => one(Message::new("propose-unknown-organisation")),
        Obstacle::OwnOrganisation => one(Message::new("propose-own-organisation")),
        Obstacle::AlreadyThere { number } => {
            one(Message::new("propose-already-there").with("number", number.clone()))
        }
        Obstacle::Twice { first } => one(Message::new("propose-twice").with("first", first.to_string())),
        Obstacle::Faults(faults) => faults.iter().map(|fault| fault_in(pack, locale, fault)).collect(),
        Obstacle::Missing(names) => {
            let titles = names.iter().map(|name| title_in(pack, locale, name)).collect();
            one(Message::new("propose-missing").with("fields", joined(titles)))
        }
        Obstacle::NotEligible(findings) => {
            let labels = findings.iter().map(|clause| label(visit, pack, clause)).collect();
            one(Message::new("propose-findings").with("findings", joined(labels)))
        }
    }
}

fn label(visit: &Visit, pack: &Pack, clause: &str) -> String {
    let Some(code) = clause_in(pack, clause) else { return clause.to_owned() };
    let label = Message::of_pack(pack.fingerprint(), format!("criterion-{code}"));
    visit.state.templates().catalogue().say(visit.locale, &label)
}

/// The same at the fields of the form.
fn refused(pack: &Pack, locale: Locale, form: Form, obstacle: &Obstacle) -> Form {
    match obstacle {
        // The result stands above the form, in words.
        Obstacle::NotEligible(_) => form.refuse("", Message::new("error-propose-not-eligible")),
        Obstacle::OwnOrganisation => form.refuse(USCC_COLUMN, Message::new("propose-own-organisation")),
        Obstacle::CodeWrong(_) | Obstacle::UnknownOrganisation { .. } | Obstacle::AlreadyThere { .. } => {
            obstacle
                .clone()
                .faults()
                .iter()
                .fold(form, |form, fault| form.refuse(USCC_COLUMN, crate::faults::message(fault)))
        }
        Obstacle::Twice { .. } | Obstacle::Faults(_) | Obstacle::Missing(_) => obstacle
            .clone()
            .faults()
            .iter()
            .fold(form, |form, fault| form.refuse(&fault.field, fault_in(pack, locale, fault))),
    }
}
