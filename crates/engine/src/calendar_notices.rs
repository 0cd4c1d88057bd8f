//! Holiday notices: an administrator loads one as text; it is checked whole and never changes.
//!
//! A later notice for the same year takes its place; deadlines that awaited it are dated at once.

use serde::Serialize;
use store::UnitOfWork;
use store::calendar::CalendarNoticeRow;
use workflow::calendar::CalendarNotice;
use workflow::id::NoticeId;
use workflow::{Date, Role, Timestamp};

use crate::actor::Signed;
use crate::error::{Faults, FieldFault};
use crate::perform::encode;
use crate::{Engine, EngineError, journal};

/// A year's notice is a few hundred bytes; this is room for any.
pub const NOTICE_LIMIT_BYTES: usize = 16 * 1024;
/// Ranges and worked days of one year: there are seven holidays.
const ENTRIES_LIMIT: usize = 40;
/// The longest holiday so far had ten days; one twice as long is a slip of the pen.
const RANGE_LIMIT_DAYS: i64 = 20;
/// The name of an official document.
const DOCUMENT_LIMIT_CHARACTERS: usize = 100;
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// A loaded notice as the administrator's list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadedNotice {
    pub year: i32,
    pub published_on: Date,
    pub document: String,
    pub days_off: u32,
    pub days_worked: u32,
    pub loaded_at: Timestamp,
    /// No later notice takes its place.
    pub in_force: bool,
}

impl Engine {
    /// Loads a notice given as JSON text. Answers its year.
    pub async fn load_calendar_notice(
        &self,
        signed: &Signed,
        text: &str,
        key: &str,
    ) -> Result<i32, EngineError> {
        signed.require(Role::Administrator)?;
        let notice = read(text)?;
        let (engine, signed) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        let year = self
            .once(&scope, key, &("load-calendar-notice", notice.clone()), move |unit, now| {
                Box::pin(async move { keep(&engine, unit, now, &signed, &notice).await })
            })
            .await?;
        self.compute_awaiting_deadlines().await?;
        Ok(year)
    }

    /// Every loaded notice, newest year first.
    pub async fn calendar_notices(&self) -> Result<Vec<LoadedNotice>, EngineError> {
        let rows = store::calendar::list(&self.store).await?;
        let mut listed = Vec::with_capacity(rows.len());
        for (position, row) in rows.iter().enumerate() {
            let notice: CalendarNotice = serde_json::from_str(&row.content_json)
                .map_err(|error| EngineError::Corrupt { what: format!("calendar notice: {error}") })?;
            let days = |[first, last]: &[Date; 2]| last.days_since(*first) + 1;
            listed.push(LoadedNotice {
                year: notice.year,
                published_on: notice.published_on,
                document: notice.document,
                days_off: u32::try_from(notice.off.iter().map(days).sum::<i64>()).unwrap_or(0),
                days_worked: u32::try_from(notice.work.len()).unwrap_or(0),
                loaded_at: row.loaded_at,
                in_force: rows.get(position + 1).is_none_or(|next| next.year != row.year),
            });
        }
        listed.reverse();
        Ok(listed)
    }
}

async fn keep(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    signed: &Signed,
    notice: &CalendarNotice,
) -> Result<i32, EngineError> {
    let known = store::calendar::list(unit).await?;
    let year = i64::from(notice.year);
    if known.iter().any(|row| row.year == year && row.published_on == notice.published_on) {
        return Err(EngineError::field("notice", "calendar-loaded"));
    }
    let row = CalendarNoticeRow {
        id: engine.fresh_id(now, NoticeId::new)?,
        year,
        published_on: notice.published_on,
        document: notice.document.clone(),
        content_json: encode(notice)?,
        loaded_at: now,
    };
    store::calendar::insert(unit, &row).await?;
    let subject = ("calendar-notice", row.id.to_string());
    let detail = encode(&serde_json::json!({ "year": year, "document": row.document }))?;
    let by = (signed, Role::Administrator);
    journal::record(unit, now, by, "calendar-loaded", subject, detail).await?;
    Ok(notice.year)
}

/// Reads and checks a notice; every fault at once.
fn read(text: &str) -> Result<CalendarNotice, EngineError> {
    if text.trim().is_empty() {
        return Err(EngineError::field("notice", "required"));
    }
    if text.len() > NOTICE_LIMIT_BYTES {
        let fault = FieldFault::new("notice", "too-long").with("limit", NOTICE_LIMIT_BYTES);
        return Err(EngineError::Invalid(vec![fault]));
    }
    let notice: CalendarNotice = serde_json::from_str(text).map_err(|error| {
        let fault = FieldFault::new("notice", "calendar-unreadable");
        EngineError::Invalid(vec![fault.with("line", error.line()).with("column", error.column())])
    })?;
    let mut faults = Faults::default();
    let mut add = |code, what: String| {
        faults.push(FieldFault::new("notice", code).with("what", what));
    };
    if !YEARS.contains(&notice.year) || (notice.published_on.year() - notice.year).abs() > 1 {
        add("calendar-year", notice.year.to_string());
    }
    let document = notice.document.chars();
    if notice.document.trim().is_empty()
        || document.clone().count() > DOCUMENT_LIMIT_CHARACTERS
        || document.clone().any(char::is_control)
    {
        add("calendar-document", String::new());
    }
    if notice.off.len() + notice.work.len() > ENTRIES_LIMIT || notice.off.is_empty() {
        add("calendar-entries", ENTRIES_LIMIT.to_string());
    }
    for [first, last] in &notice.off {
        let days = last.days_since(*first);
        let near = first.year() >= notice.year - 1 && last.year() == notice.year;
        if !(0..RANGE_LIMIT_DAYS).contains(&days) || !near {
            add("calendar-range", format!("{first}/{last}"));
        }
    }
    for day in &notice.work {
        let off = notice.off.iter().any(|[first, last]| (*first..=*last).contains(day));
        if !day.is_weekend() || off || (day.year() - notice.year).abs() > 1 {
            add("calendar-work-day", day.to_string());
        }
    }
    faults.into_result().map(|()| notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let codes: Vec<&str> = match read(text) {
            Err(EngineError::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
            _ => Vec::new(),
        };
        assert_eq!(codes, expect, "{text}");
    }

    fn notice(year: i32, off: &str, work: &str) -> String {
        format!(
            r#"{{"year":{year},"published_on":"2026-11-03","document":"国办发明电","off":[{off}],"work":[{work}]}}"#
        )
    }

    #[test]
    fn a_sound_notice_is_read() {
        let spring = r#"["2027-02-05","2027-02-13"],["2026-12-31","2027-01-02"]"#;
        check(&notice(2027, spring, r#""2027-02-14""#), &[]);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        check("", &["required"]);
        check("{", &["calendar-unreadable"]);
        check(&notice(2027, r#"["2027-02-30","2027-03-01"]"#, ""), &["calendar-unreadable"]);
        check(&notice(2031, r#"["2031-02-05","2031-02-06"]"#, ""), &["calendar-year"]);
        check(
            &notice(2027, r#"["2027-02-13","2027-02-05"]"#, r#""2027-02-15""#),
            &["calendar-range", "calendar-work-day"],
        );
        check(&notice(2027, r#"["2027-02-05","2027-02-07"]"#, r#""2027-02-06""#), &["calendar-work-day"]);
    }
}
