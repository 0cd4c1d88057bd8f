//! Totals against sums done by hand, the options one by one, and what holds for every panel.
//! Who may see them is tested elsewhere.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn criterion(code: &str, max: u16, weight: u16) -> Criterion {
    let titles = [format!("指标 {code}"), format!("Criterion {code}")];
    let [title_zh, title_en] = titles;
    Criterion { code: code.to_owned(), title_zh, title_en, max, weight }
}

fn rubric(criteria: &[(&str, u16, u16)]) -> Rubric {
    Rubric::new(criteria.iter().map(|(code, max, weight)| criterion(code, *max, *weight)).collect()).unwrap()
}

fn marks(points: &[(&str, u16)]) -> Marks {
    points.iter().map(|(code, points)| ((*code).to_owned(), *points)).collect()
}

fn expert(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

/// A panel whose experts, numbered from 1, gave these whole points out of 100.
fn panel(points: &[u16], rule: TallyRule) -> Tally {
    let scores =
        (1..).zip(points).map(|(number, points)| (expert(number), marks(&[("all", *points)]))).collect();
    tally(&rubric(&[("all", 100, 1)]), &scores, rule).unwrap()
}

#[test]
fn totals_are_shares_of_the_most_there_could_be() {
    let plain = rubric(&[("novelty", 30, 1), ("team", 20, 1), ("market", 50, 1)]);
    assert_eq!(total(&plain, &marks(&[("novelty", 25), ("team", 15), ("market", 42)])), Ok(8_200));
    let percent = rubric(&[("novelty", 100, 60), ("team", 100, 40)]);
    assert_eq!(total(&percent, &marks(&[("novelty", 80), ("team", 90)])), Ok(8_400));
    assert_eq!(total(&percent, &marks(&[("novelty", 100), ("team", 100)])), Ok(FULL_MARKS_HUNDREDTHS));
    let thirds = rubric(&[("one", 3, 1)]);
    assert_eq!(total(&thirds, &marks(&[("one", 1)])), Ok(3_333));
    assert_eq!(total(&thirds, &marks(&[("one", 2)])), Ok(6_667));
    // 1/16 is 6.25 exactly; 1/32 is 3.125 and goes up to 3.13.
    assert_eq!(total(&rubric(&[("one", 16, 1)]), &marks(&[("one", 1)])), Ok(625));
    assert_eq!(total(&rubric(&[("one", 32, 1)]), &marks(&[("one", 1)])), Ok(313));
}

#[test]
fn marks_that_do_not_fit_are_refused() {
    let rubric = rubric(&[("novelty", 30, 1), ("team", 20, 1)]);
    let check = |points: &[(&str, u16)], expect: TallyFault| {
        assert_eq!(total(&rubric, &marks(points)), Err(expect));
    };
    check(
        &[("novelty", 3), ("team", 3), ("luck", 1)],
        TallyFault::UnknownCriterion { code: "luck".to_owned() },
    );
    let above = TallyFault::AboveMaximum { code: "novelty".to_owned(), points: 31, max: 30 };
    check(&[("novelty", 31), ("team", 3)], above);
    check(&[("novelty", 3)], TallyFault::Missing { code: "team".to_owned() });
    assert_eq!(tally(&rubric, &BTreeMap::new(), TallyRule::default()), Err(TallyFault::NoScores));
}

#[test]
fn a_rubric_is_checked_when_read() {
    let read = |text: &str| serde_json::from_str::<Rubric>(text).map_err(|error| error.to_string());
    let line = |code: &str, max: u32, more: &str| {
        format!(r#"{{"code":"{code}","title_zh":"新颖性","title_en":"Novelty","max":{max}{more}}}"#)
    };
    let one = line("novelty", 30, "");
    assert_eq!(read(&format!("[{one}]")).unwrap().criteria()[0].weight, 1);
    let check = |text: String, expect: &str| {
        let error = read(&text).unwrap_err();
        assert!(error.contains(expect), "{text}: {error}");
    };
    check("[]".to_owned(), "1 to 50 criteria");
    check(format!("[{one},{one}]"), "listed twice");
    check(format!("[{}]", line("novelty", 0, "")), "needs max");
    check(format!("[{}]", line("novelty", 30, ",\"weight\":0")), "needs weight");
    check(format!("[{}]", line("No velty", 30, "")), "lowercase");
    check(format!("[{}]", line("novelty", 30, ",\"wieght\":2")), "unknown field `wieght`");
}

#[test]
fn highest_and_lowest_drop_once_each() {
    let rule = TallyRule { drop_highest_lowest: true, ..TallyRule::default() };
    let dropped = panel(&[60, 80, 90, 70, 90], rule);
    assert_eq!(dropped.mean_hundredths, 8_000);
    assert_eq!(dropped.dropped, [expert(1), expert(5)]);
    assert_eq!(panel(&[60, 80, 90, 70, 90], TallyRule::default()).mean_hundredths, 7_800);
    let two = panel(&[60, 80], rule);
    assert_eq!((two.mean_hundredths, two.dropped), (7_000, Vec::new()));
    assert_eq!(panel(&[80, 80, 81], TallyRule::default()).mean_hundredths, 8_033);
    assert_eq!(panel(&[80, 81, 81], TallyRule::default()).mean_hundredths, 8_067);
}

#[test]
fn outliers_stand_further_than_the_distance_from_the_median() {
    let rule = TallyRule { outlier_hundredths: Some(1_000), ..TallyRule::default() };
    assert_eq!(panel(&[80, 81, 70, 91, 92], rule).outliers, [expert(3), expert(5)]);
    // An even panel's median lies between: 80.5 here, so that 70.5 to 90.5 is near.
    assert_eq!(panel(&[80, 81, 70, 90], rule).outliers, [expert(3)]);
    assert_eq!(panel(&[80], rule).outliers, []);
}

#[test]
fn both_ends_of_a_wide_spread_explain() {
    let rule = TallyRule { spread_limit_hundredths: Some(2_000), ..TallyRule::default() };
    let wide = panel(&[60, 81, 81, 70, 60], rule);
    assert_eq!(wide.spread_hundredths, 2_100);
    assert_eq!(wide.must_explain, BTreeSet::from([1, 2, 3, 5].map(expert)));
    assert_eq!(panel(&[60, 80], rule).must_explain, BTreeSet::new());
}

proptest! {
    #[test]
    fn means_lie_among_totals_and_nobody_is_lost(
        points in prop::collection::vec(0_u16..=100, 1..12), drop_highest_lowest: bool, distance in 0_u32..5_000,
    ) {
        let rule = TallyRule {
            drop_highest_lowest,
            outlier_hundredths: Some(distance),
            spread_limit_hundredths: Some(distance),
        };
        let tally = panel(&points, rule);
        let (lowest, highest) = (tally.totals.values().min().unwrap(), tally.totals.values().max().unwrap());
        prop_assert!((lowest..=highest).contains(&&tally.mean_hundredths));
        prop_assert_eq!(tally.spread_hundredths, highest - lowest);
        prop_assert_eq!(tally.totals.len(), points.len());
        let dropped = if drop_highest_lowest && points.len() >= DROP_MINIMUM_SCORES { 2 } else { 0 };
        prop_assert_eq!(tally.dropped.len(), dropped);
        prop_assert_eq!(tally.must_explain.is_empty(), tally.spread_hundredths <= distance);
        prop_assert_eq!(serde_json::from_str::<Tally>(&serde_json::to_string(&tally).unwrap()).unwrap(), tally);
    }

    #[test]
    fn more_points_never_make_a_smaller_total(points in 0_u16..1_000, weight in 1_u16..=1_000) {
        let rubric = rubric(&[("one", POINTS_MAXIMUM, weight), ("two", 7, 3)]);
        let of = |points| total(&rubric, &marks(&[("one", points), ("two", 5)])).unwrap();
        prop_assert!(of(points) <= of(points + 1));
        prop_assert!(of(points + 1) <= FULL_MARKS_HUNDREDTHS);
    }
}
