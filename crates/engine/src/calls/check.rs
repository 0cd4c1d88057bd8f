//! A call as typed becomes a call that may be stored, or every fault in it at once.
//!
//! Reads what a call refers to; writes nothing.

use store::UnitOfWork;
use store::calls::{CallRow, CallState};
use workflow::id::{BudgetLineId, CallId};
use workflow::{Date, Timestamp};

use super::CallInput;
use crate::EngineError;
use crate::actor::Signed;
use crate::error::{Faults, FieldFault};
use crate::packs::is_standard;
use crate::perform::encode;

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

/// The same after every check.
pub(super) struct CheckedCall {
    programme: String,
    pack_fingerprint: String,
    texts: Texts,
    pub(super) fiscal_year: i32,
    opens_on: Date,
    closes_on: Date,
    budget_line: BudgetLineId,
    targets_json: String,
}

/// What people read of a call, in both languages.
struct Texts {
    title_zh: String,
    title_en: String,
    notice_zh: String,
    notice_en: String,
}

/// Every fault at once.
pub(super) async fn check(
    unit: &UnitOfWork,
    input: &CallInput,
    today: Date,
) -> Result<CheckedCall, EngineError> {
    let mut faults = Faults::default();
    let programme = store::programmes::find(unit, input.programme.trim()).await?;
    match &programme {
        None => faults.add("programme", "choice"),
        Some(programme) if is_standard(programme)? => faults.add("programme", "standard"),
        Some(_) => {}
    }
    let line = if let Ok(id) = input.budget_line.trim().parse::<BudgetLineId>() {
        store::budgets::find(unit, id).await?
    } else {
        None
    };
    if line.is_none() {
        faults.add("budget_line", "choice");
    }
    let fiscal_year = fiscal_year(&input.fiscal_year, today, &mut faults);
    if let (Some(line), Some(year)) = (&line, fiscal_year)
        && i64::from(year) != line.fiscal_year
    {
        let fault = FieldFault::new("budget_line", "budget-line-year").with("year", line.fiscal_year);
        faults.push(fault);
    }
    let window = window(input, today, &mut faults);
    let texts = texts(input, &mut faults);
    let targets = targets(&input.targets, &mut faults);
    faults.into_result()?;
    let (Some(programme), Some(line), Some(fiscal_year), Some((opens_on, closes_on))) =
        (programme, line, fiscal_year, window)
    else {
        return Err(EngineError::field("programme", "required"));
    };
    let in_force = store::publications::in_force(unit, &programme.code, today).await?;
    let pack_fingerprint = match in_force {
        Some(publication) if publication.effective_until.is_some_and(|last| last < opens_on) => {
            return Err(EngineError::field("programme", "rules-ended"));
        }
        Some(publication) => publication.fingerprint,
        None => programme.current_fingerprint,
    };
    Ok(CheckedCall {
        programme: programme.code,
        pack_fingerprint,
        texts,
        fiscal_year,
        opens_on,
        closes_on,
        budget_line: line.id,
        targets_json: encode(&targets)?,
    })
}

fn texts(input: &CallInput, faults: &mut Faults) -> Texts {
    let (title, notice) = (CALL_TITLE_LIMIT_CHARACTERS, CALL_NOTICE_LIMIT_CHARACTERS);
    Texts {
        title_zh: text("title_zh", &input.title_zh, title, faults),
        title_en: text("title_en", &input.title_en, title, faults),
        notice_zh: text("notice_zh", &input.notice_zh, notice, faults),
        notice_en: text("notice_en", &input.notice_en, notice, faults),
    }
}

/// A text that must be there, within its limit, without characters nobody can see.
fn text(field: &str, typed: &str, limit: usize, faults: &mut Faults) -> String {
    let typed = typed.trim().replace("\r\n", "\n");
    if typed.is_empty() {
        faults.add(field, "required");
    } else if typed.chars().count() > limit {
        faults.push(FieldFault::new(field, "too-long").with("limit", limit));
    } else if typed.chars().any(|character| character.is_control() && character != '\n') {
        faults.add(field, "control-character");
    }
    typed
}

fn fiscal_year(typed: &str, today: Date, faults: &mut Faults) -> Option<i32> {
    let minimum = today.year() - FISCAL_YEAR_DISTANCE_YEARS;
    let maximum = today.year() + FISCAL_YEAR_DISTANCE_YEARS;
    let year = typed.trim().parse().ok().filter(|year| (minimum..=maximum).contains(year));
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
            faults.add(field, if typed.trim().is_empty() { "required" } else { "not-a-date" });
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
    pub(super) fn into_row(self, id: CallId, number: String, signed: &Signed, now: Timestamp) -> CallRow {
        CallRow {
            id,
            number,
            programme_code: self.programme,
            pack_fingerprint: self.pack_fingerprint,
            title_zh: self.texts.title_zh,
            title_en: self.texts.title_en,
            fiscal_year: self.fiscal_year.into(),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            budget_line_id: self.budget_line,
            notice_zh: self.texts.notice_zh,
            notice_en: self.texts.notice_en,
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
    pub(super) fn over(self, old: CallRow, version: i64) -> CallRow {
        CallRow {
            programme_code: self.programme,
            pack_fingerprint: self.pack_fingerprint,
            title_zh: self.texts.title_zh,
            title_en: self.texts.title_en,
            fiscal_year: self.fiscal_year.into(),
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            budget_line_id: self.budget_line,
            notice_zh: self.texts.notice_zh,
            notice_en: self.texts.notice_en,
            targets_json: self.targets_json,
            version,
            ..old
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(run: impl FnOnce(&mut Faults) -> T, expect: &str) {
        let mut faults = Faults::default();
        let _ = run(&mut faults);
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
        check(|faults| window(&input, today, faults), expect);
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
        let year = |typed: &str, expect| check(|faults| fiscal_year(typed, today, faults), expect);
        year(" 2026 ", "");
        year("2024", "");
        year("2029", "fiscal_year out-of-range");
        year("26", "fiscal_year out-of-range");
    }

    #[test]
    fn targets_are_short_lines() {
        let lines = |typed: &str, expect| check(|faults| targets(typed, faults), expect);
        lines("新认定高新技术企业 30 家\n\n兑现满意度 95%", "");
        lines(&"一\n".repeat(21), "targets too-many-lines");
        lines(&"长".repeat(201), "targets line-too-long");
        lines("响\u{7}铃", "targets control-character");
    }

    #[test]
    fn a_text_is_there_and_readable() {
        let one = |typed: &str, expect| {
            check(|faults| text("notice_zh", typed, 10, faults), expect);
        };
        one("一\r\n二", "");
        one("   ", "notice_zh required");
        one("一二三四五六七八九十一", "notice_zh too-long");
        one("一\u{0}", "notice_zh control-character");
    }
}
