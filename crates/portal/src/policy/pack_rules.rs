//! The rules of a pack in a reader's words: criteria with their basis, figures with unit, place and mark.
//! Figures are exact texts and are never computed with here.

use engine::manifest::{Mark, Parameter, ParameterUnit, Programme, Purpose};
use engine::{Exact, Pack};
use templates::pages::policy::{CheckRow, CriterionRow, ParameterRow, RulingPart};
use templates::{Locale, Message};
use workflow::Money;

use super::either;
use crate::page::Visit;

/// The mark of a figure nobody found published.
pub const UNVERIFIED: &str = "unverified";
/// What the whole country is bound by is nowhere another place's figure.
const NATIONAL: &str = "全国";

pub fn rulings(locale: Locale, pack: &Pack) -> Vec<RulingPart> {
    let programme = pack.programme();
    let criteria = |ruling: &str| {
        let own = programme.criteria.iter().filter(|criterion| criterion.ruling == ruling);
        let row = own.map(|criterion| CriterionRow {
            label: Message::of_pack(pack.fingerprint(), format!("criterion-{}", criterion.code)),
            code: criterion.code.clone(),
            clause: criterion.clause.clone(),
            document: criterion.document.clone(),
            article: criterion.article.clone(),
        });
        row.collect()
    };
    let part = |ruling: &engine::manifest::RulingDefinition| RulingPart {
        code: ruling.code.clone(),
        title: either(locale, &ruling.title_zh, &ruling.title_en),
        purpose: match ruling.purpose {
            Purpose::SelfCheck => "self-check".to_owned(),
            Purpose::Award => "award".to_owned(),
        },
        criteria: criteria(&ruling.code),
    };
    programme.rulings.iter().map(part).collect()
}

pub fn parameters(visit: &Visit, programme: &Programme) -> Vec<ParameterRow> {
    programme.parameters.iter().map(|parameter| row(visit, parameter)).collect()
}

fn row(visit: &Visit, parameter: &Parameter) -> ParameterRow {
    let basis = &parameter.basis;
    let bureau = &visit.state.settings().bureau;
    let mark = match basis.mark {
        Mark::Official => "official",
        Mark::Repost => "repost",
        Mark::Derived => "derived",
        Mark::GeneralKnowledge => UNVERIFIED,
    };
    ParameterRow {
        title: either(visit.locale, &parameter.title_zh, &parameter.title_en),
        name: parameter.name.clone(),
        value: parameter_value(visit, parameter),
        document: basis.document.clone(),
        article: basis.article.clone(),
        place: basis.place.clone(),
        elsewhere: basis.place != NATIONAL && !bureau.contains(&basis.place),
        mark: mark.to_owned(),
        note: either(visit.locale, &basis.note_zh, &basis.note_en),
    }
}

fn parameter_value(visit: &Visit, parameter: &Parameter) -> Message {
    let unit = match parameter.unit {
        ParameterUnit::Yuan => "yuan",
        ParameterUnit::WanYuan => "wan-yuan",
        ParameterUnit::YiYuan => "yi-yuan",
        ParameterUnit::Percent => "percent",
        ParameterUnit::Permille => "permille",
        ParameterUnit::Points => "points",
        ParameterUnit::Days => "days",
        ParameterUnit::Months => "months",
        ParameterUnit::Years => "years",
        ParameterUnit::Count => "count",
    };
    let yuan = parameter.in_script(&parameter.value).map(|yuan| grouped(&yuan)).unwrap_or_default();
    figure(visit, &parameter.value, unit).with("yuan", yuan)
}

/// A figure with its unit; a unit no catalogue knows is shown as it is written.
pub fn figure(visit: &Visit, value: &Exact, unit: &str) -> Message {
    let text = grouped(value);
    let message =
        Message::new(format!("policy-value-{unit}")).with("value", text.clone()).with("yuan", text.clone());
    let catalogue = visit.state.templates().catalogue();
    match catalogue.say_exactly(visit.locale, &message) {
        Some(_) => message,
        None => Message::verbatim(format!("{text} {unit}")),
    }
}

/// Thousands separated, decimals as they are.
fn grouped(value: &Exact) -> String {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let money = whole.parse().ok().and_then(Money::from_yuan).map(Money::grouped);
    let whole = money.as_deref().and_then(|text| text.strip_suffix(".00")).unwrap_or(whole);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

pub fn checks(locale: Locale, programme: &Programme) -> Vec<CheckRow> {
    let rows = programme.checks.iter().map(|check| CheckRow {
        title: either(locale, &check.title_zh, &check.title_en),
        refuses: check.refuses(),
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn figures_keep_every_digit() {
        let check = |numerator: i64, denominator: i64, expect: &str| {
            assert_eq!(grouped(&Exact::fraction(numerator, denominator).unwrap()), expect);
        };
        check(5000, 1, "5,000");
        check(50_000_000, 1, "50,000,000");
        check(5, 2, "2.5");
        check(12_345_678, 1000, "12,345.678");
        check(0, 1, "0");
    }
}
