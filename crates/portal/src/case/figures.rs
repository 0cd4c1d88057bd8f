//! Exact figures as messages: percentages, yuan, people, days. Nothing is rounded into another verdict.
//! A unit comes from the pack; what is unknown is said as a bare number.

use engine::Exact;
use engine::manifest::{Parameter, ParameterUnit};
use engine::verdict::{CriterionTrace, OutputValue};
use templates::Message;
use workflow::Money;

/// Percentages and unending fractions are shown with this many decimals, or more where that tells two apart.
const USUAL_DECIMALS: u32 = 2;
const MOST_DECIMALS: u32 = 10;

/// How a figure is said: by itself, or inside a sentence of the pack that brings its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Alone,
    Sentence,
}

/// Both sides of a criterion, with decimals enough to tell them apart.
pub fn sides(criterion: &CriterionTrace, setting: Setting) -> (Option<Message>, Option<Message>) {
    let unit = criterion.unit.as_deref();
    let decimals = telling_decimals(criterion.observed.as_ref(), criterion.threshold.as_ref(), unit);
    let say = |side: &OutputValue| value(side, unit, decimals, setting);
    (criterion.observed.as_ref().map(say), criterion.threshold.as_ref().map(say))
}

fn telling_decimals(
    observed: Option<&OutputValue>,
    threshold: Option<&OutputValue>,
    unit: Option<&str>,
) -> u32 {
    let (Some(OutputValue::Number(one)), Some(OutputValue::Number(other))) = (observed, threshold) else {
        return USUAL_DECIMALS;
    };
    let (one, other) = (in_unit(one, unit), in_unit(other, unit));
    let tells = |decimals: &u32| one == other || digits(&one, *decimals) != digits(&other, *decimals);
    (USUAL_DECIMALS..MOST_DECIMALS).find(tells).unwrap_or(MOST_DECIMALS)
}

fn value(value: &OutputValue, unit: Option<&str>, decimals: u32, setting: Setting) -> Message {
    match value {
        OutputValue::Number(number) => figure(number, unit, decimals, setting),
        OutputValue::Boolean(true) => Message::new("yes"),
        OutputValue::Boolean(false) => Message::new("no"),
        OutputValue::Text(text) => Message::verbatim(text.clone()),
        // Neither stands beside a comparison: a list is an output, and what is missing has no side.
        OutputValue::List(_) | OutputValue::Missing => Message::verbatim("—"),
    }
}

fn figure(number: &Exact, unit: Option<&str>, decimals: u32, setting: Setting) -> Message {
    let text = digits(&in_unit(number, unit), decimals);
    let key = match (unit, setting) {
        (Some("yuan"), _) => return yuan(number),
        (Some("percent"), _) => "percent",
        (Some("permille"), _) => "permille",
        (Some("year"), _) => return Message::new("figure-plain").with("n", text),
        (Some(known @ ("days" | "months" | "years" | "people" | "points" | "count")), Setting::Alone) => {
            known
        }
        _ => "plain",
    };
    Message::new(format!("figure-{key}")).with("n", grouped(&text))
}

/// A share is stored as a fraction: 0.05 is said as 5%.
fn in_unit(number: &Exact, unit: Option<&str>) -> Exact {
    let factor = match unit {
        Some("percent") => Exact::from(100),
        Some("permille") => Exact::from(1000),
        _ => return number.clone(),
    };
    number.times(&factor).unwrap_or_else(|_| number.clone())
}

/// Yuan with at least two decimals.
pub fn yuan(number: &Exact) -> Message {
    let text = digits(number, USUAL_DECIMALS);
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    Message::new("figure-yuan").with("n", grouped(&format!("{whole}.{fraction:0<2}")))
}

/// A sum as somebody typed it, in yuan with its thousands grouped; what is none stays as it was typed.
pub fn typed_money(text: &str) -> String {
    text.parse::<Money>().map_or_else(|_| text.to_owned(), |amount| grouped(&amount.to_string()))
}

/// A share such as 0.05, said as 5%.
pub fn share(number: &Exact) -> Message {
    figure(number, Some("percent"), MOST_DECIMALS, Setting::Alone)
}

/// A figure as it was filled in: a fact in percent holds 5 where a computed share holds 0.05.
pub fn fact(number: &Exact, unit: Option<&str>) -> Message {
    let key = match unit {
        Some("yuan") => return yuan(number),
        Some("year") => return Message::new("figure-year").with("n", digits(number, MOST_DECIMALS)),
        Some(
            known @ ("percent" | "permille" | "days" | "months" | "years" | "people" | "points" | "count"),
        ) => known,
        _ => "plain",
    };
    Message::new(format!("figure-{key}")).with("n", grouped(&digits(number, MOST_DECIMALS)))
}

/// A plain number.
pub fn plain(number: &Exact) -> Message {
    figure(number, None, USUAL_DECIMALS, Setting::Alone)
}

/// A parameter as it was published; sums of money in yuan.
pub fn parameter(parameter: &Parameter, value: &Exact) -> Message {
    let unit = match parameter.unit {
        ParameterUnit::Yuan | ParameterUnit::WanYuan | ParameterUnit::YiYuan => {
            return parameter.in_script(value).map_or_else(|_| plain(value), |yuan_value| yuan(&yuan_value));
        }
        ParameterUnit::Percent => "percent",
        ParameterUnit::Permille => "permille",
        ParameterUnit::Points => "points",
        ParameterUnit::Days => "days",
        ParameterUnit::Months => "months",
        ParameterUnit::Years => "years",
        ParameterUnit::Count => "count",
    };
    Message::new(format!("figure-{unit}")).with("n", grouped(&digits(value, MOST_DECIMALS)))
}

/// Decimal digits: all of them when they end soon enough, else rounded at `decimals`.
fn digits(number: &Exact, decimals: u32) -> String {
    let short = number.decimals().is_some_and(|own| own <= decimals);
    if short {
        number.to_string()
    } else {
        number.rounded_to(decimals).unwrap_or_else(|_| number.clone()).to_string()
    }
}

/// The whole part in groups of three.
fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use engine::verdict::{Comparison, LegalBasis, Outcome};

    use super::*;

    fn criterion(observed: &str, threshold: &str, unit: &str) -> CriterionTrace {
        let number = |text: &str| Some(OutputValue::Number(text.parse().unwrap()));
        CriterionTrace {
            code: "rd-ratio".to_owned(),
            clause: "11-5".to_owned(),
            outcome: Outcome::NotMet,
            observed: number(observed),
            comparison: Comparison::AtLeast,
            threshold: number(threshold),
            unit: Some(unit.to_owned()),
            legal_basis: LegalBasis::default(),
            facts_used: std::collections::BTreeSet::new(),
            soft: false,
        }
    }

    #[test]
    fn a_rounded_figure_never_contradicts_the_verdict() {
        let check = |observed: &str, threshold: &str, unit: &str, expect: [&str; 2]| {
            let (one, other) = sides(&criterion(observed, threshold, unit), Setting::Alone);
            let text = |side: Option<Message>| side.unwrap().args["n"].as_str().unwrap().to_owned();
            assert_eq!([text(one), text(other)], expect);
        };
        check("0.032", "0.04", "percent", ["3.2", "4"]);
        check("0.0499999", "0.05", "percent", ["4.99999", "5"]);
        check("0.05", "0.05", "percent", ["5", "5"]);
        check("1234567.5", "200000", "yuan", ["1,234,567.50", "200,000.00"]);
        check("2025", "2025", "year", ["2025", "2025"]);
        check("2190", "365", "days", ["2,190", "365"]);
    }
}
