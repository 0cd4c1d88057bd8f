//! Case codes that no pack judges, because they compute no condition of a policy: check digits, days of
//! a calendar, a table of regions, and the choice among several subsidies.
//!
//! `None` says that the inputs are not ones this validator knows.

use rules::Exact;
use rules::case::Validators;
use rules::stacking::{Claim, History, Repeat, StackingRules, stack};
use serde_json::{Number, Value, json};
use workflow::Date;
use workflow::calendar::{Calendar, CalendarError, CountFrom};
use workflow::identity::{check_cnaps, check_id_card, check_uscc, find_region, normalise_code};

/// 国务院令第711号: an answer within so many working days of the request.
const ANSWER_WORKING_DAYS: u16 = 20;
/// And so many more when the term is extended.
const EXTENSION_WORKING_DAYS: u16 = 20;
/// A request that is not clear enough is sent back within so many working days.
const CORRECTION_NOTICE_WORKING_DAYS: u16 = 7;

pub(super) fn validators(calendar: Calendar) -> Validators {
    let mut validators = Validators::new();
    let requests = calendar.clone();
    validators.insert("USCC".to_owned(), Box::new(uscc));
    validators.insert("IDCARD".to_owned(), Box::new(id_card));
    validators.insert("CNAPS".to_owned(), Box::new(cnaps));
    validators.insert("REGION".to_owned(), Box::new(region));
    validators.insert("NO_DUP".to_owned(), Box::new(no_duplicate));
    validators.insert("WORKDAY".to_owned(), Box::new(move |inputs| working_day(&calendar, inputs)));
    validators.insert("GOVINFO".to_owned(), Box::new(move |inputs| information_request(&requests, inputs)));
    validators
}

fn code(inputs: &Value) -> Option<String> {
    Some(normalise_code(inputs.get("code")?.as_str()?))
}

fn uscc(inputs: &Value) -> Option<Value> {
    Some(json!({ "valid": check_uscc(&code(inputs)?).is_ok() }))
}

fn id_card(inputs: &Value) -> Option<Value> {
    Some(json!({ "valid": check_id_card(&code(inputs)?).is_ok() }))
}

/// A code that does not hold has no area either.
fn cnaps(inputs: &Value) -> Option<Value> {
    let code = code(inputs)?;
    let valid = check_cnaps(&code).is_ok();
    Some(json!({ "valid": valid, "area": if valid { code.get(3..7) } else { None } }))
}

fn region(inputs: &Value) -> Option<Value> {
    Some(match find_region(&code(inputs)?) {
        None => json!({ "status": "unknown", "name": null, "successor": null }),
        Some(region) => json!({
            "status": if region.is_current() { "current" } else { "historical" },
            "name": region.name,
            "successor": region.ended.map(|ended| ended.successor),
        }),
    })
}

fn date(inputs: &Value, name: &str) -> Option<Date> {
    inputs.get(name)?.as_str()?.parse().ok()
}

/// A day, or `null` where no notice answers.
fn day(counted: Result<Date, CalendarError>) -> Value {
    counted.map_or(Value::Null, |day| Value::from(day.to_string()))
}

/// The end of a count of working days; `null` with an error code where no notice answers.
fn working_day(calendar: &Calendar, inputs: &Value) -> Option<Value> {
    let days = u16::try_from(inputs.get("n")?.as_u64()?).ok()?;
    let from = match inputs.get("count_from").and_then(Value::as_str) {
        None | Some("next_day") => CountFrom::NextDay,
        Some("same_day") => CountFrom::SameDay,
        Some(_) => return None,
    };
    let calendar = match inputs.get("calendar_version") {
        None | Some(Value::Null) => calendar.clone(),
        Some(_) => calendar.as_published_by(date(inputs, "calendar_version")?),
    };
    Some(match calendar.add_working_days(date(inputs, "start")?, days, from) {
        Ok(end) => json!({ "end": end.to_string() }),
        Err(error) => json!({ "end": null, "error": error.to_string() }),
    })
}

/// The clocks of a request for information. One sent back for correction has no last day yet: the term
/// begins when the corrected request arrives.
fn information_request(calendar: &Calendar, inputs: &Value) -> Option<Value> {
    let received = date(inputs, "received")?;
    let is_set = |name: &str| inputs.get(name).and_then(Value::as_bool).unwrap_or(false);
    let after = |days| day(calendar.add_working_days(received, days, CountFrom::NextDay));
    if is_set("incomplete") {
        return Some(json!({ "due": null, "correction_notice_due": after(CORRECTION_NOTICE_WORKING_DAYS) }));
    }
    let extension = if is_set("extended") { EXTENSION_WORKING_DAYS } else { 0 };
    Some(json!({ "due": after(ANSWER_WORKING_DAYS + extension), "correction_notice_due": null }))
}

/// Whoever pays a subsidy that a case only mentions: none of its own programmes.
const ANOTHER: &str = "another";

/// Several subsidies of one organisation: 从高不重复, top-up, one interest subsidy per loan.
fn no_duplicate(inputs: &Value) -> Option<Value> {
    let repeat = match inputs.get("mode").and_then(Value::as_str) {
        None => Repeat::Nothing,
        Some("top_up") => Repeat::Difference,
        Some(_) => return None,
    };
    let claim = |item: &Value| Some(Claim { repeat, ..claim(item)? });
    let claims: Option<Vec<Claim>> = inputs.get("items")?.as_array()?.iter().map(claim).collect();
    let mut history = History::default();
    for (matter, paid) in table(inputs, "already_paid")? {
        history.paid_on_matter_fen.insert(matter.clone(), fen(paid)?);
    }
    // The matter of an interest subsidy is the loan itself.
    for (loan, subsidised) in table(inputs, "other_fiscal_interest_subsidy")? {
        if subsidised.as_bool()? {
            history.subsidised_loans.insert(loan.clone(), [ANOTHER.to_owned()].into());
        }
    }
    let stacked = stack(&claims?, &history, &StackingRules::default()).ok()?;
    let chosen: Vec<usize> = stacked.chosen().collect();
    Some(json!({ "pay": yuan(stacked.total_fen)?, "chosen": chosen }))
}

fn claim(item: &Value) -> Option<Claim> {
    let matter = item.get("matter")?.as_str()?.to_owned();
    let amount_fen = fen(item.get("amount")?)?;
    Some(Claim { loan: Some(matter.clone()), matter, amount_fen, ..Claim::default() })
}

/// An object by name; nothing where it is not given.
fn table<'a>(inputs: &'a Value, name: &str) -> Option<Vec<(&'a String, &'a Value)>> {
    match inputs.get(name) {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(value) => Some(value.as_object()?.iter().collect()),
    }
}

/// Yuan as a case writes them, in whole fen.
fn fen(value: &Value) -> Option<u64> {
    let yuan: Exact = value.as_number()?.to_string().parse().ok()?;
    let fen = yuan.times(&Exact::from(100)).ok()?;
    if !fen.is_integer() {
        return None;
    }
    u64::try_from(fen.to_i64()?).ok()
}

fn yuan(fen: u128) -> Option<Number> {
    serde_json::from_str(&format!("{}.{:02}", fen / 100, fen % 100)).ok()
}
