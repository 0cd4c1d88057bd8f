//! Calls as everybody reads them: only those the engine shows to the public.
//! How a call is told line by line serves the pages of staff as well.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::calls::{CallSummary, CallView};
use templates::Locale;
use templates::pages::calls::{CallLine, CallText, PublicCall, PublicCalls};
use workflow::{Money, Role};

use crate::error::PortalError;
use crate::extract::id;
use crate::page::Visit;

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let calls = visit.engine().open_calls().await?;
    let calls = calls.into_iter().map(|call| line(visit.locale, call, "/calls"));
    visit.show(&PublicCalls { calls: calls.collect() }).await
}

pub async fn show(visit: Visit, Path(call): Path<String>) -> Result<Response, PortalError> {
    let call = visit.engine().public_call(id(&call)?).await?;
    let applicant = visit.signed.as_ref().is_some_and(|signed| signed.holds(Role::Applicant));
    let start = format!("/applications/start?call={}", call.summary.id);
    let page = PublicCall {
        takes_applications: call.takes_applications,
        on_confirmation: call.on_confirmation,
        start: applicant.then_some(start),
        call: text(visit.locale, call),
    };
    visit.show(&page).await
}

/// A title in the reader's language.
pub fn title_of(locale: Locale, chinese: &str, english: &str) -> String {
    match locale {
        Locale::ZhCn => chinese.to_owned(),
        Locale::En => english.to_owned(),
    }
}

/// A call in a list whose pages lie under `place`.
pub fn line(locale: Locale, call: CallSummary, place: &str) -> CallLine {
    CallLine {
        href: format!("{place}/{}", call.id),
        title: title_of(locale, &call.title_zh, &call.title_en),
        number: call.number,
        fiscal_year: call.fiscal_year,
        opens_on: call.opens_on.naive(),
        closes_on: call.closes_on.naive(),
        state: call.state.to_owned(),
        budget_fen: call.budget.map(Money::fen),
    }
}

/// What a call says, in the reader's language.
pub fn text(locale: Locale, call: CallView) -> CallText {
    let summary = call.summary;
    CallText {
        title: title_of(locale, &summary.title_zh, &summary.title_en),
        number: summary.number,
        programme: title_of(locale, &call.programme_zh, &call.programme_en),
        fiscal_year: summary.fiscal_year,
        opens_on: summary.opens_on.naive(),
        closes_on: summary.closes_on.naive(),
        state: summary.state.to_owned(),
        budget_fen: summary.budget.map(Money::fen),
        notice: paragraphs(&title_of(locale, &call.notice_zh, &call.notice_en)),
        targets: call.targets,
    }
}

/// Lines of a notice as paragraphs; empty ones only part them.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
