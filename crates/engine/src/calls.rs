//! Calls: an officer drafts one, a director opens it, the clock closes it.
//!
//! A draft freezes the programme's pack as it is at that moment; an open call never changes.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::calls::{CallRow, CallState};
use store::journal::JournalRow;
use workflow::id::{BudgetLineId, CallId};
use workflow::{Date, Role, Timestamp};

use crate::actor::Signed;
use crate::error::{Faults, FieldFault};
use crate::perform::encode;
use crate::{Engine, EngineError, journal};

/// A title fits on two lines of a phone.
pub const CALL_TITLE_LIMIT_CHARACTERS: usize = 120;
/// A notice is a few pages of prose; attachments belong elsewhere.
pub const CALL_NOTICE_LIMIT_CHARACTERS: usize = 20_000;
/// A programme that promises more than this promises nothing.
pub const CALL_TARGETS_LIMIT: usize = 20;
/// One target is one line.
pub const CALL_TARGET_LIMIT_CHARACTERS: usize = 200;
/// No window stays open longer than a year and a day.
pub const CALL_WINDOW_LIMIT_DAYS: i64 = 366;
/// Budgets are drawn up for years near the present; anything else is a slip of the finger.
const FISCAL_YEAR_DISTANCE_YEARS: i32 = 2;

/// A call as typed. `targets` holds one target per line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallInput {
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub fiscal_year: String,
    pub opens_on: String,
    pub closes_on: String,
    pub budget_line: String,
    pub notice_zh: String,
    pub notice_en: String,
    pub targets: String,
}

/// The same after every check.
struct CheckedCall {
    programme: String,
    pack_fingerprint: String,
    title_zh: String,
    title_en: String,
    fiscal_year: i32,
    opens_on: Date,
    closes_on: Date,
    budget_line: BudgetLineId,
    notice_zh: String,
    notice_en: String,
    targets_json: String,
}

impl Engine {
    /// Drafts a call; nobody sees it but staff.
    pub async fn draft_call(
        &self,
        signed: &Signed,
        input: CallInput,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Officer)?;
        let (engine, signed) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        self.once(
            &scope,
            key,
            &("draft-call", input.clone()),
            move |unit, now| {
                Box::pin(async move {
                    let checked = check(unit, &input, now.date()).await?;
                    let id = engine.fresh_id(now, CallId::new)?;
                    let year = checked.fiscal_year;
                    let turn = store::counters::next(unit, &format!("call-{year}")).await?;
                    let number = format!("{}-{year}-C{turn:03}", engine.settings.number_prefix);
                    let row = checked.into_row(id, number, &signed, now);
                    store::calls::insert(unit, &row).await?;
                    record(unit, now, (&signed, Role::Officer), "call-drafted", &row).await?;
                    Ok(id)
                })
            },
        )
        .await
    }

    /// Rewrites a draft, as read at `version`; the pack is frozen anew.
    pub async fn edit_call(
        &self,
        signed: &Signed,
        call: CallId,
        version: i64,
        input: CallInput,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Officer)?;
        let signed = signed.clone();
        let scope = signed.id().to_string();
        self.once(
            &scope,
            key,
            &("edit-call", call, version, input.clone()),
            move |unit, now| {
                Box::pin(async move {
                    let old = draft(unit, call).await?;
                    let checked = check(unit, &input, now.date()).await?;
                    let row = checked.over(old, version);
                    store::calls::update_draft(unit, &row).await?;
                    record(unit, now, (&signed, Role::Officer), "call-edited", &row).await?;
                    Ok(call)
                })
            },
        )
        .await
    }

    /// Opens a draft, as read at `version`; whoever drafted it may not.
    pub async fn open_call(
        &self,
        signed: &Signed,
        call: CallId,
        version: i64,
        key: &str,
    ) -> Result<CallId, EngineError> {
        signed.require(Role::Director)?;
        let signed = signed.clone();
        let scope = signed.id().to_string();
        self.once(
            &scope,
            key,
            &("open-call", call, version),
            move |unit, now| {
                Box::pin(async move {
                    let row = draft(unit, call).await?;
                    may_open(&signed, &row, now.date())?;
                    store::calls::open(unit, call, version, signed.id(), now).await?;
                    record(unit, now, (&signed, Role::Director), "call-opened", &row).await?;
                    Ok(call)
                })
            },
        )
        .await
    }

    /// Closes every open call whose last day has passed. Safe to run twice, and beside itself.
    pub async fn close_calls(&self) -> Result<u32, EngineError> {
        let today = self.today().await?;
        let mut closed = 0;
        for call in store::calls::past_closing(&self.store, today).await? {
            closed += u32::from(self.close_call(call).await?);
        }
        Ok(closed)
    }

    async fn close_call(&self, call: CallRow) -> Result<bool, EngineError> {
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let closed = store::calls::close(unit, call.id, now).await?;
                if closed {
                    let act = JournalRow {
                        id: 0,
                        at: now,
                        actor_person: None,
                        actor_role: Role::Clock,
                        action: "call-closed".to_owned(),
                        subject_kind: "call".to_owned(),
                        subject_id: call.id.to_string(),
                        detail_json: detail(&call)?,
                    };
                    store::journal::append(unit, &act).await?;
                }
                Ok(closed)
            })
        })
        .await
    }
}

/// May this person open this draft today? Pages ask the same question.
pub(crate) fn may_open(signed: &Signed, call: &CallRow, today: Date) -> Result<(), EngineError> {
    if call.state != CallState::Draft {
        return Err(EngineError::Conflict {
            what: "call-not-draft".to_owned(),
        });
    }
    if !signed.holds(Role::Director) || call.drafted_by == signed.id() {
        return Err(EngineError::Forbidden);
    }
    if call.closes_on < today {
        return Err(EngineError::field("closes_on", "window-past"));
    }
    Ok(())
}

async fn draft(unit: &UnitOfWork, call: CallId) -> Result<CallRow, EngineError> {
    let row = store::calls::find(unit, call).await?;
    let row = row.ok_or(EngineError::NotFound { what: "call" })?;
    if row.state == CallState::Draft {
        Ok(row)
    } else {
        Err(EngineError::Conflict {
            what: "call-not-draft".to_owned(),
        })
    }
}

async fn record(
    unit: &UnitOfWork,
    now: Timestamp,
    by: (&Signed, Role),
    action: &'static str,
    call: &CallRow,
) -> Result<(), EngineError> {
    journal::record(
        unit,
        now,
        by,
        action,
        ("call", call.id.to_string()),
        detail(call)?,
    )
    .await
}

/// What the journal keeps of a call: enough to see later what was decided on.
fn detail(call: &CallRow) -> Result<String, EngineError> {
    encode(&serde_json::json!({
        "number": call.number,
        "programme": call.programme_code,
        "pack": call.pack_fingerprint,
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "budget_line": call.budget_line_id,
    }))
}

/// Every fault at once.
async fn check(
    unit: &UnitOfWork,
    input: &CallInput,
    today: Date,
) -> Result<CheckedCall, EngineError> {
    let mut faults = Faults::default();
    let programme = store::programmes::find(unit, input.programme.trim()).await?;
    if programme.is_none() {
        faults.add("programme", "choice");
    }
    let line = match input.budget_line.trim().parse::<BudgetLineId>() {
        Ok(id) => store::budgets::find(unit, id).await?,
        Err(_) => None,
    };
    if line.is_none() {
        faults.add("budget_line", "choice");
    }
    let fiscal_year = fiscal_year(&input.fiscal_year, today, &mut faults);
    if let (Some(line), Some(year)) = (&line, fiscal_year)
        && i64::from(year) != i64::from(line.fiscal_year)
    {
        let fault =
            FieldFault::new("budget_line", "budget-line-year").with("year", line.fiscal_year);
        faults.push(fault);
    }
    let window = window(input, today, &mut faults);
    let title_zh = text(
        "title_zh",
        &input.title_zh,
        CALL_TITLE_LIMIT_CHARACTERS,
        &mut faults,
    );
    let title_en = text(
        "title_en",
        &input.title_en,
        CALL_TITLE_LIMIT_CHARACTERS,
        &mut faults,
    );
    let notice_zh = text(
        "notice_zh",
        &input.notice_zh,
        CALL_NOTICE_LIMIT_CHARACTERS,
        &mut faults,
    );
    let notice_en = text(
        "notice_en",
        &input.notice_en,
        CALL_NOTICE_LIMIT_CHARACTERS,
        &mut faults,
    );
    let targets = targets(&input.targets, &mut faults);
    faults.into_result()?;
    let (Some(programme), Some(line), Some(fiscal_year), Some((opens_on, closes_on))) =
        (programme, line, fiscal_year, window)
    else {
        return Err(EngineError::field("programme", "required"));
    };
    Ok(CheckedCall {
        programme: programme.code,
        pack_fingerprint: programme.current_fingerprint,
        title_zh,
        title_en,
        fiscal_year,
        opens_on,
        closes_on,
        budget_line: line.id,
        notice_zh,
        notice_en,
        targets_json: encode(&targets)?,
    })
}

/// A text that must be there, within its limit, without characters nobody can see.
fn text(field: &str, typed: &str, limit: usize, faults: &mut Faults) -> String {
    let typed = typed.trim().replace("\r\n", "\n");
    if typed.is_empty() {
        faults.add(field, "required");
    } else if typed.chars().count() > limit {
        faults.push(FieldFault::new(field, "too-long").with("limit", limit));
    } else if typed
        .chars()
        .any(|character| character.is_control() && character != '\n')
    {
        faults.add(field, "control-character");
    }
    typed
}

fn fiscal_year(typed: &str, today: Date, faults: &mut Faults) -> Option<i32> {
    let minimum = today.year() - FISCAL_YEAR_DISTANCE_YEARS;
    let maximum = today.year() + FISCAL_YEAR_DISTANCE_YEARS;
    let year = typed
        .trim()
        .parse()
        .ok()
        .filter(|year| (minimum..=maximum).contains(year));
    if year.is_none() {
        let fault = FieldFault::new("fiscal_year", "out-of-range");
        faults.push(fault.with("minimum", minimum).with("maximum", maximum));
    }
    year
}

fn window(input: &CallInput, today: Date, faults: &mut Faults) -> Option<(Date, Date)> {
    let mut day = |field: &str, typed: &str| {
        let day = typed.parse::<Date>().ok();
        if day.is_none() {
            faults.add(
                field,
                if typed.trim().is_empty() {
                    "required"
                } else {
                    "not-a-date"
                },
            );
        }
        day
    };
    let opens_on = day("opens_on", &input.opens_on);
    let closes_on = day("closes_on", &input.closes_on);
    let (opens_on, closes_on) = (opens_on?, closes_on?);
    if closes_on < opens_on {
        faults.add("closes_on", "date-order");
    } else if closes_on < today {
        faults.add("closes_on", "window-past");
    } else if closes_on.days_since(opens_on) > CALL_WINDOW_LIMIT_DAYS {
        let fault = FieldFault::new("closes_on", "window-too-long");
        faults.push(fault.with("limit", CALL_WINDOW_LIMIT_DAYS));
    }
    Some((opens_on, closes_on))
}

fn targets(typed: &str, faults: &mut Faults) -> Vec<String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    let long = |line: &String| line.chars().count() > CALL_TARGET_LIMIT_CHARACTERS;
    if lines.len() > CALL_TARGETS_LIMIT {
        let fault = FieldFault::new("targets", "too-many-lines").with("limit", CALL_TARGETS_LIMIT);
        faults.push(fault);
    } else if lines.iter().any(long) {
        let fault = FieldFault::new("targets", "line-too-long");
        faults.push(fault.with("limit", CALL_TARGET_LIMIT_CHARACTERS));
    } else if lines.iter().any(|line| line.chars().any(char::is_control)) {
        faults.add("targets", "control-character");
    }
    lines
}

impl CheckedCall {
    fn into_row(self, id: CallId, number: String, signed: &Signed, now: Timestamp) -> CallRow {
        CallRow {
            id,
            number,
            programme_code: self.programme,
            pack_fingerprint: self.pack_fingerprint,
            title_zh: self.title_zh,
            title_en: self.title_en,
            fiscal_year: self.fiscal_year.into(),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            budget_line_id: self.budget_line,
            notice_zh: self.notice_zh,
            notice_en: self.notice_en,
            targets_json: self.targets_json,
            state: CallState::Draft,
            drafted_by: signed.id(),
            drafted_at: now,
            opened_by: None,
            opened_at: None,
            closed_at: None,
            version: 1,
        }
    }

    /// The old row with everything a draft may change; whoever drafted it stays its drafter.
    fn over(self, old: CallRow, version: i64) -> CallRow {
        CallRow {
            programme_code: self.programme,
            pack_fingerprint: self.pack_fingerprint,
            title_zh: self.title_zh,
            title_en: self.title_en,
            fiscal_year: self.fiscal_year.into(),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            budget_line_id: self.budget_line,
            notice_zh: self.notice_zh,
            notice_en: self.notice_en,
            targets_json: self.targets_json,
            version,
            ..old
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: impl FnOnce(&mut Faults), expect: &str) {
        let mut faults = Faults::default();
        run(&mut faults);
        let found = match faults.into_result() {
            Err(EngineError::Invalid(faults)) => {
                let one = |fault: &FieldFault| format!("{} {}", fault.field, fault.code);
                faults.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        };
        assert_eq!(found, expect);
    }

    fn check_window(opens_on: &str, closes_on: &str, expect: &str) {
        let input = CallInput {
            opens_on: opens_on.to_owned(),
            closes_on: closes_on.to_owned(),
            ..CallInput::default()
        };
        let today = Date::from_ymd(2026, 3, 2).expect("a day");
        check(|faults| drop(window(&input, today, faults)), expect);
    }

    #[test]
    fn a_window_is_two_days_in_order_not_yet_over_and_not_endless() {
        check_window("2026-03-02", "2026-03-31", "");
        check_window("2026-03-02", "2026-03-02", "");
        check_window("", "soon", "opens_on required; closes_on not-a-date");
        check_window("2026-03-05", "2026-03-04", "closes_on date-order");
        check_window("2026-02-01", "2026-03-01", "closes_on window-past");
        check_window("2026-03-02", "2027-03-04", "closes_on window-too-long");
    }

    #[test]
    fn a_fiscal_year_lies_near_the_present() {
        let today = Date::from_ymd(2026, 3, 2).expect("a day");
        let year =
            |typed: &str, expect| check(|faults| drop(fiscal_year(typed, today, faults)), expect);
        year(" 2026 ", "");
        year("2024", "");
        year("2029", "fiscal_year out-of-range");
        year("26", "fiscal_year out-of-range");
    }

    #[test]
    fn targets_are_short_lines() {
        let lines = |typed: &str, expect| check(|faults| drop(targets(typed, faults)), expect);
        lines("新认定高新技术企业 30 家\n\n兑现满意度 95%", "");
        lines(&"一\n".repeat(21), "targets too-many-lines");
        lines(&"长".repeat(201), "targets line-too-long");
        lines("响\u{7}铃", "targets control-character");
    }

    #[test]
    fn a_text_is_there_and_readable() {
        let one = |typed: &str, expect| {
            check(|faults| drop(text("notice_zh", typed, 10, faults)), expect)
        };
        one("一\r\n二", "");
        one("   ", "notice_zh required");
        one("一二三四五六七八九十一", "notice_zh too-long");
        one("一\u{0}", "notice_zh control-character");
    }
}
