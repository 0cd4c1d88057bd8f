//! An oracle in plain integer arithmetic, written from the policy text and sharing nothing with
//! the engine, compared with the packs on random facts; and properties every pack must keep.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use rules::{Eligibility, FactKind, FactValue, Facts, Pack, ParameterOverrides};
use support::{judge, pack};

static HNTE: LazyLock<Pack> = LazyLock::new(|| pack("hnte-reward"));
static CONTRACT: LazyLock<Pack> = LazyLock::new(|| pack("technical-contract"));
/// The same packs as they come back from storage.
static STORED: LazyLock<[Pack; 2]> =
    LazyLock::new(|| [&*HNTE, &*CONTRACT].map(|pack| Pack::from_bytes(&pack.to_bytes()).unwrap()));

#[derive(Clone, Debug)]
struct Enterprise {
    days: i128,
    ip: bool,
    field: bool,
    /// Tenths of a person, so that monthly averages occur.
    tech_staff_tenths: i128,
    staff_tenths: i128,
    sales: Vec<i128>,
    rd: Vec<i128>,
    rd_domestic: i128,
    high_tech_income: i128,
    income: i128,
    score: i128,
    incident: bool,
}

impl Enterprise {
    fn facts(&self) -> String {
        serde_json::json!({
            "days_registered": self.days.to_string(),
            "owns_core_ip": self.ip,
            "tech_field_listed": self.field,
            "tech_staff": format!("{}.{}", self.tech_staff_tenths / 10, self.tech_staff_tenths % 10),
            "total_staff": format!("{}.{}", self.staff_tenths / 10, self.staff_tenths % 10),
            "sales_y": self.sales.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "rd_y": self.rd.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "rd_domestic_total": self.rd_domestic.to_string(),
            "ht_revenue": self.high_tech_income.to_string(),
            "total_revenue": self.income.to_string(),
            "innovation_score": self.score.to_string(),
            "incident_in_365d": self.incident,
        })
        .to_string()
    }

    fn tier_pct(&self) -> i128 {
        match self.sales[self.sales.len() - 1] {
            ..=50_000_000 => 5,
            50_000_001..=200_000_000 => 4,
            _ => 3,
        }
    }

    fn failed(&self) -> BTreeSet<&'static str> {
        let (rd, sales) = (self.rd.iter().sum::<i128>(), self.sales.iter().sum::<i128>());
        // A share of nothing cannot be shown, so it is not met.
        let share = |part: i128, whole: i128, percent: i128| whole > 0 && part * 100 >= whole * percent;
        let conditions = [
            ("11-1", self.days >= 365),
            ("11-2", self.ip),
            ("11-3", self.field),
            ("11-4", share(self.tech_staff_tenths, self.staff_tenths, 10)),
            ("11-5", share(rd, sales, self.tier_pct())),
            ("11-5-domestic", share(self.rd_domestic, rd, 60)),
            ("11-6", share(self.high_tech_income, self.income, 60)),
            ("11-7", self.score > 70),
            ("11-8", !self.incident),
        ];
        conditions.into_iter().filter(|(_, holds)| !holds).map(|(clause, _)| clause).collect()
    }
}

/// Figures crowd the limits, one yuan to either side.
fn money() -> impl Strategy<Value = i128> {
    prop_oneof![
        Just(0_i128),
        0..300_000_000_i128,
        (prop::sample::select(vec![50_000_000_i128, 200_000_000]), -2..=2_i128)
            .prop_map(|(limit, off)| limit + off),
    ]
}

/// A part that is often exactly `percent` of the whole, or one yuan off.
fn part_of(whole: i128, percents: Vec<i128>) -> impl Strategy<Value = i128> {
    let boundary = (prop::sample::select(percents), -1..=1_i128);
    prop_oneof![
        4 => boundary.prop_map(move |(percent, off)| ((whole * percent + 99) / 100 + off).max(0)),
        1 => 0..=whole.max(1),
    ]
}

fn enterprise() -> impl Strategy<Value = Enterprise> {
    let flags = (prop::bool::weighted(0.9), prop::bool::weighted(0.9), prop::bool::weighted(0.1));
    let counts = (360..370_i128, 0..2_000_i128, 65..75_i128);
    (flags, counts, prop::collection::vec(money(), 1..=3), money()).prop_flat_map(
        |((ip, field, incident), (days, staff, score), sales, income)| {
            let total: i128 = sales.iter().sum();
            let parts = (part_of(total, vec![3, 4, 5]), part_of(staff, vec![10]), part_of(income, vec![60]));
            parts.prop_flat_map(move |(rd, tech_staff, high_tech)| {
                let sales = sales.clone();
                part_of(rd, vec![60]).prop_map(move |rd_domestic| {
                    let mut years = vec![0; sales.len()];
                    years[0] = rd / 3;
                    *years.last_mut().unwrap() += rd - rd / 3;
                    Enterprise {
                        days,
                        ip,
                        field,
                        tech_staff_tenths: tech_staff,
                        staff_tenths: staff,
                        sales: sales.clone(),
                        rd: years,
                        rd_domestic,
                        high_tech_income: high_tech,
                        income,
                        score,
                        incident,
                    }
                })
            })
        },
    )
}

/// Rates in permille of fen, so that the whole sum stays an integer; a broken fen is dropped.
fn unit_award_fen(paid_fen: i128) -> i128 {
    let slice = |from: i128, to: i128| (paid_fen.min(to) - from).max(0);
    let thousandths =
        slice(0, 10_000_000) * 10 + slice(10_000_000, 100_000_000) * 5 + slice(100_000_000, i128::MAX);
    (thousandths / 1_000).min(5_000_000)
}

fn registrar_award_yuan(volume: i128) -> i128 {
    if volume < 100_000_000 {
        0
    } else {
        (30_000 + (volume - 100_000_000) / 50_000_000 * 10_000).min(100_000)
    }
}

fn any_value(kind: FactKind) -> BoxedStrategy<FactValue> {
    match kind {
        FactKind::Number | FactKind::Integer | FactKind::MoneyYuan => prop_oneof![
            any::<i64>().prop_map(|number| FactValue::Number(number.into())),
            Just(FactValue::Number(0.into())),
        ]
        .boxed(),
        FactKind::Boolean => any::<bool>().prop_map(FactValue::Boolean).boxed(),
        FactKind::Text => prop::sample::select(vec!["WZ", "TZ", "JS2019", "unit", "registrar", "?"])
            .prop_map(|text| FactValue::Text(text.into()))
            .boxed(),
        FactKind::Date => Just(FactValue::Date("2026-03-02".into())).boxed(),
        FactKind::Record => prop::collection::btree_map("[ab]", any::<i64>(), 0..3)
            .prop_map(|fields| {
                let value = |(key, number): (String, i64)| (key, FactValue::Number(number.into()));
                FactValue::Record(fields.into_iter().map(value).collect())
            })
            .boxed(),
        FactKind::List => prop::collection::vec(any::<i64>(), 0..4)
            .prop_map(|items| {
                FactValue::List(items.into_iter().map(|item| FactValue::Number(item.into())).collect())
            })
            .boxed(),
    }
}

/// Any fact with a value of its kind, of any other kind, or none.
fn any_facts(pack: &Pack) -> BoxedStrategy<Facts> {
    let kinds = [
        FactKind::Number,
        FactKind::Boolean,
        FactKind::Text,
        FactKind::Date,
        FactKind::List,
        FactKind::Record,
    ];
    let one = |key: String, kind: FactKind| {
        let wrong = prop::sample::select(kinds.to_vec()).prop_flat_map(any_value);
        prop_oneof![10 => any_value(kind), 1 => Just(FactValue::Missing), 1 => wrong]
            .prop_map(move |value| (key.clone(), value))
    };
    let all: Vec<_> =
        pack.programme().facts.iter().map(|fact| one(fact.key.clone(), fact.kind).boxed()).collect();
    all.prop_map(|values| {
        let mut facts = Facts::default();
        for (key, value) in values {
            facts.set(key, value);
        }
        facts
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_self_check_agrees_with_plain_arithmetic(enterprise in enterprise()) {
        let verdict = judge(&HNTE, "HNTE_COND", &enterprise.facts());
        prop_assert_eq!(verdict.failed_clauses(), enterprise.failed());
        prop_assert_eq!(verdict.eligibility == Eligibility::Eligible, enterprise.failed().is_empty());
        let tier = rules::OutputValue::Number(i64::try_from(enterprise.tier_pct()).unwrap().into());
        prop_assert_eq!(&verdict.outputs["rd_tier_pct"], &tier);
    }

    #[test]
    fn contract_awards_agree_with_plain_arithmetic(
        paid_fen in prop_oneof![
            0..20_000_000_i128, 0..200_000_000_i128, 4_549_999_000..4_550_001_000_i128, 0..10_i128.pow(13),
        ],
        volume in prop_oneof![
            0..1_000_000_000_i128,
            (1..12_i128, -1..=1_i128).prop_map(|(steps, off)| steps * 50_000_000 + off),
        ],
    ) {
        let paid = format!(r#"{{"kind":"unit","paid_total":"{}.{:02}"}}"#, paid_fen / 100, paid_fen % 100);
        let award = judge(&CONTRACT, "TECH_CONTRACT", &paid).amount_fen().map(i128::from);
        prop_assert_eq!(award, Some(unit_award_fen(paid_fen)));
        let registered = format!(r#"{{"kind":"registrar","registered_total":{volume}}}"#);
        let award = judge(&CONTRACT, "TECH_CONTRACT", &registered).amount_fen().map(i128::from);
        prop_assert_eq!(award, Some(registrar_award_yuan(volume) * 100));
    }

    #[test]
    fn one_yuan_decides_at_the_threshold(last in 1..400_000_000_i128, earlier in 0..400_000_000_i128) {
        let mut enterprise = Enterprise {
            days: 365, ip: true, field: true, tech_staff_tenths: 1, staff_tenths: 10, sales: vec![earlier, last],
            rd: vec![0, 0], rd_domestic: 0, high_tech_income: 6, income: 10, score: 71, incident: false,
        };
        let enough = ((earlier + last) * enterprise.tier_pct() + 99) / 100;
        enterprise.rd = vec![0, enough];
        enterprise.rd_domestic = enough;
        let passes = |enterprise: &Enterprise| {
            judge(&HNTE, "HNTE_COND", &enterprise.facts()).eligibility == Eligibility::Eligible
        };
        prop_assert!(passes(&enterprise));
        enterprise.rd = vec![0, enough - 1];
        prop_assert!(!passes(&enterprise));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_facts_give_a_verdict_or_an_error_and_the_same_one_twice(
        hnte in any_facts(&HNTE), contract in any_facts(&CONTRACT),
    ) {
        for (pack, stored, facts) in [(&*HNTE, &STORED[0], hnte), (&*CONTRACT, &STORED[1], contract)] {
            // A check on facts of a wrong kind is an error, never a panic.
            drop(pack.check_facts(&facts));
            for ruling in &pack.programme().rulings {
                let judged = |pack: &Pack| {
                    let verdict = pack.evaluate(&ruling.code, &facts, &ParameterOverrides::new());
                    let verdict = verdict.map_err(|fault| fault.to_string())?;
                    assert!(verdict.amount.as_ref().is_none_or(|amount| !amount.is_negative()));
                    Ok::<_, String>(verdict.to_json())
                };
                prop_assert_eq!(judged(pack), judged(stored));
            }
        }
    }
}
