//! 一事一议: the draft of an agreement, its signature, milestones, and the instalments as everybody reads
//! them. A row of the draft without a word is not there.

use axum::extract::Path;
use axum::response::Response;
use engine::attachments::{ATTACHMENT_LIMIT_BYTES, milestone_code};
use engine::queries::case_view::{CaseView, Viewpoint};
use templates::pages::case::acts::agreement::{
    AgreementAct, DraftRow, InstalmentLine, MilestoneNow, Terms, TermsPart,
};
use templates::{Form, Message};
use workflow::award::{Award, INSTALMENTS_LIMIT, Milestone, Share, divide};
use workflow::state::{AgreedInstalment, AgreementTerms, State};
use workflow::{Command, CommandKind, Date, RefusalReason, Stage};

use crate::case::decide::{give, show_again, values};
use crate::case::view::file;
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::page::Visit;

const BYTES_PER_MEGABYTE: usize = 1024 * 1024;
/// Rows a draft begins with, and how many come with "more".
const DRAFT_ROWS: usize = 4;

pub async fn draft(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let rows = rows_of(&values(&typed));
    if typed.is_ticked("more") {
        let rows = (rows + DRAFT_ROWS).min(INSTALMENTS_LIMIT);
        let form = values(&typed).with(&percent_field(rows), typed.get(&percent_field(rows)));
        return show_again(&visit, &case, form, None).await;
    }
    match instalments(&typed, rows) {
        Ok(instalments) => {
            let command = Command::DraftAgreement { number: typed.text("agreement_number"), instalments };
            give(visit, &case, &typed, command, "flash-agreement-drafted").await
        }
        Err(form) => show_again(&visit, &case, form, None).await,
    }
}

pub async fn sign(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    give(visit, &case, &form.0, Command::SignAgreement, "flash-agreement-signed").await
}

pub async fn report(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::ReportMilestone { report: form.0.text("milestone_report") };
    give(visit, &case, &form.0, command, "flash-milestone-reported").await
}

pub async fn accept(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::AcceptMilestone { opinion: form.0.text("milestone_opinion") };
    give(visit, &case, &form.0, command, "flash-milestone-accepted").await
}

pub async fn send_back(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::ReturnMilestone { reason: form.0.text("milestone_reason") };
    give(visit, &case, &form.0, command, "flash-milestone-returned").await
}

pub fn field_of(reason: &RefusalReason) -> &'static str {
    match reason {
        RefusalReason::ReasonRequired { field } | RefusalReason::TextTooLong { field, .. } => {
            if field == "number" { "agreement_number" } else { "agreement_shares" }
        }
        RefusalReason::SharesWrong { .. } => "agreement_shares",
        _ => "",
    }
}

fn percent_field(number: usize) -> String {
    format!("agreement_percent_{number}")
}

fn milestone_field(number: usize) -> String {
    format!("agreement_milestone_{number}")
}

fn due_field(number: usize) -> String {
    format!("agreement_due_{number}")
}

/// How many rows the form showed.
fn rows_of(form: &Form) -> usize {
    let last = (1..=INSTALMENTS_LIMIT).rev().find(|number| form.values.contains_key(&percent_field(*number)));
    last.unwrap_or(0).max(DRAFT_ROWS)
}

/// The rows with a word in them, or the form with every fault.
fn instalments(typed: &Typed, rows: usize) -> Result<Vec<AgreedInstalment>, Form> {
    let mut form = values(typed);
    let mut parts = Vec::new();
    for number in 1..=rows {
        let percent = typed.get(&percent_field(number)).trim().trim_end_matches('%').trim();
        let title = typed.get(&milestone_field(number)).trim();
        let due = typed.get(&due_field(number)).trim();
        if percent.is_empty() && title.is_empty() && due.is_empty() {
            continue;
        }
        let mut fault = |field: String, key: &str, label: &str| {
            let refused = std::mem::take(&mut form).refuse(&field, Message::new(key).about(label));
            form = refused;
        };
        if percent.is_empty() {
            fault(percent_field(number), "error-milestone-without-share", "agreement-percent");
            continue;
        }
        let Some(percent) = percent.parse::<u8>().ok().filter(|percent| (1..=100).contains(percent)) else {
            fault(percent_field(number), "error-percent", "agreement-percent");
            continue;
        };
        let due_on = due.parse::<Date>().ok();
        if !due.is_empty() && due_on.is_none() {
            fault(due_field(number), "error-not-a-date", "agreement-due");
        }
        if !due.is_empty() && title.is_empty() {
            fault(milestone_field(number), "error-date-needs-milestone", "agreement-milestone");
        }
        let milestone = (!title.is_empty()).then(|| Milestone { title: title.to_owned(), due_on });
        parts.push(AgreedInstalment { percent, milestone });
    }
    if form.is_sound() { Ok(parts) } else { Err(form) }
}

/// A draft that stands is written on, not anew.
pub fn prefilled(view: &CaseView, form: Form) -> Form {
    let State::Agreement { draft: Some(terms), .. } = &view.application.state else { return form };
    if form.values.contains_key("agreement_number") || !view.actions.contains(&CommandKind::DraftAgreement) {
        return form;
    }
    let numbered = form.with("agreement_number", terms.number.clone());
    terms.instalments.iter().enumerate().fold(numbered, |form, (index, part)| {
        let number = index + 1;
        let form = form.with(&percent_field(number), part.percent.to_string());
        let Some(milestone) = &part.milestone else { return form };
        let day = milestone.due_on.map(|day| day.to_string()).unwrap_or_default();
        form.with(&milestone_field(number), milestone.title.clone()).with(&due_field(number), day)
    })
}

pub fn part(view: &CaseView, form: &Form) -> Option<AgreementAct> {
    let award = view.application.award()?;
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let may_draft = may(CommandKind::DraftAgreement);
    let drafting = matches!(view.application.state, State::Agreement { .. });
    let in_parts =
        award.instalments.len() > 1 || award.instalments.iter().any(|part| part.milestone.is_some());
    if !drafting && !in_parts {
        return None;
    }
    let row = |number: usize| DraftRow {
        number,
        percent: percent_field(number),
        milestone: milestone_field(number),
        due_on: due_field(number),
    };
    let document = milestone_code(&view.application).unwrap_or_default();
    Some(AgreementAct {
        terms: terms(view, award),
        may_draft,
        draft_open: form.values.contains_key("agreement_number")
            && (!form.is_sound() || rows_of(form) > DRAFT_ROWS),
        draft_rows: if may_draft { (1..=rows_of(form)).map(row).collect() } else { Vec::new() },
        may_sign: may(CommandKind::SignAgreement),
        is_member: view.viewpoint == Viewpoint::Member,
        instalments: if drafting { Vec::new() } else { lines(view, award) },
        milestone: milestone(view, award),
        may_report: may(CommandKind::ReportMilestone),
        may_accept: may(CommandKind::AcceptMilestone),
        files: view
            .attachments
            .iter()
            .filter(|attachment| attachment.document_code == document)
            .map(|attachment| file(view, attachment))
            .collect(),
        document,
        megabytes: u32::try_from(ATTACHMENT_LIMIT_BYTES / BYTES_PER_MEGABYTE).unwrap_or(u32::MAX),
    })
}

/// The draft, with what each part would be.
fn terms(view: &CaseView, award: &Award) -> Option<Terms> {
    let State::Agreement { draft: Some(AgreementTerms { number, instalments, .. }), .. } =
        &view.application.state
    else {
        return None;
    };
    let share = |part: &AgreedInstalment| Share { percent: part.percent, not_before: None, milestone: None };
    let amounts = divide(award.amount, instalments.iter().map(share).collect());
    let part = |(part, amount): (&AgreedInstalment, workflow::award::Instalment)| TermsPart {
        percent: part.percent,
        amount_fen: Some(amount.amount.fen()),
        milestone: part.milestone.as_ref().map(|milestone| milestone.title.clone()),
        due_on: part.milestone.as_ref().and_then(|milestone| milestone.due_on).map(|day| day.to_string()),
    };
    Some(Terms { number: number.clone(), parts: instalments.iter().zip(amounts).map(part).collect() })
}

fn lines(view: &CaseView, award: &Award) -> Vec<InstalmentLine> {
    let current = award.current_number();
    let stage = view.application.stage();
    let over = matches!(stage, Stage::Revoked | Stage::Recovery | Stage::Recovered);
    let line = |(index, part): (usize, &workflow::award::Instalment)| {
        let number = index + 1;
        let standing = match part.paid_on {
            Some(_) => "paid",
            None if over => "released",
            None if current != Some(number) => "waiting",
            None if stage == Stage::Acceptance => "milestone",
            None => "payable",
        };
        let milestone = part.milestone.as_ref();
        InstalmentLine {
            number,
            amount_fen: part.amount.fen(),
            milestone: milestone.map(|milestone| milestone.title.clone()),
            due_on: milestone.and_then(|milestone| milestone.due_on).map(|day| day.to_string()),
            not_before: part.not_before.map(|day| day.to_string()),
            state: standing,
            paid_on: part.paid_on.map(|day| day.to_string()),
        }
    };
    award.instalments.iter().enumerate().map(line).collect()
}

fn milestone(view: &CaseView, award: &Award) -> Option<MilestoneNow> {
    let State::Acceptance { report, .. } = &view.application.state else { return None };
    let milestone = award.current()?.milestone.as_ref()?;
    Some(MilestoneNow {
        title: milestone.title.clone(),
        due_on: milestone.due_on.map(|day| day.to_string()),
        report: report.clone(),
    })
}
