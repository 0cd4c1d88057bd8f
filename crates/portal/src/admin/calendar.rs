//! The working-day calendar: what is loaded, and loading one more notice.
//! Reading a notice, and dating what waited for it, is the engine's work.

use axum::response::Response;
use engine::{EngineError, LoadedNotice};
use templates::pages::calendar::{CalendarPage, NoticeLine};
use templates::{FlashKind, Form, Message};

use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    visit.show(&page(&visit, Form::empty()).await?).await
}

pub async fn load(visit: Visit, CheckedForm(form): CheckedForm) -> Result<Response, PortalError> {
    let (signed, key) = (visit.signed()?, form.key()?);
    match visit.engine().load_calendar_notice(signed, form.get("notice"), &key).await {
        Ok(year) => {
            let message = Message::new("flash-calendar-loaded").with("year", year.to_string());
            Ok(visit.go_saying("/admin/calendar", FlashKind::Success, message))
        }
        Err(EngineError::Invalid(faults)) => visit.refuse(&page(&visit, form.again(&faults)).await?).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, form: Form) -> Result<CalendarPage, PortalError> {
    let notices = visit.engine().calendar_notices().await?;
    let line = |notice: LoadedNotice| NoticeLine {
        year: notice.year,
        document: notice.document,
        published_on: notice.published_on.naive(),
        days_off: notice.days_off,
        days_worked: notice.days_worked,
        in_force: notice.in_force,
    };
    Ok(CalendarPage {
        form,
        last_year: notices.first().map(|notice| notice.year),
        notices: notices.into_iter().map(line).collect(),
    })
}
