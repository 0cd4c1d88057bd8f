//! Stacking by example and by brute force: never twice on a matter or a loan, never past a cap, always
//! the same answer, and no combination of up to ten claims pays more than the one chosen.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn claim(programme: &str, matter: &str, amount_fen: u64) -> Claim {
    let (programme, matter) = (programme.to_owned(), matter.to_owned());
    Claim { programme, matter, amount_fen, ..Claim::default() }
}

fn cap(programme: Option<&str>, limit_fen: u64, used_fen: u64) -> Cap {
    Cap { programme: programme.map(str::to_owned), period: CapPeriod::Year, limit_fen, used_fen }
}

fn paid(claims: &[Claim], history: &History, rules: &StackingRules) -> (Vec<u64>, Vec<Vec<Reason>>) {
    let stacked = stack(claims, history, rules).unwrap();
    assert!(stacked.proven_best);
    stacked.lines.into_iter().map(|line| (line.paid_fen, line.reasons)).unzip()
}

#[test]
fn the_highest_on_a_matter_and_the_earlier_of_equals() {
    let claims = [claim("p", "A", 100), claim("q", "A", 150), claim("r", "B", 70), claim("s", "B", 70)];
    let (fen, reasons) = paid(&claims, &History::default(), &StackingRules::default());
    assert_eq!(fen, [0, 150, 70, 0]);
    assert_eq!(reasons[0], [Reason::Displaced { by: 1 }]);
    assert_eq!(reasons[1], [Reason::Paid]);
    assert_eq!(reasons[3], [Reason::Displaced { by: 2 }]);
}

#[test]
fn a_matter_paid_before_gets_the_difference_or_nothing() {
    let history = History { paid_on_matter_fen: [("A".to_owned(), 80)].into(), ..History::default() };
    let rules = StackingRules::default();
    let top_up = |programme: &str, matter: &str, fen| Claim {
        repeat: Repeat::Difference,
        ..claim(programme, matter, fen)
    };
    let (fen, reasons) = paid(&[top_up("p", "A", 100), claim("q", "B", 5)], &history, &rules);
    assert_eq!((fen, &reasons[0]), (vec![20, 5], &vec![Reason::ToppedUp { already_fen: 80 }]));
    let (fen, reasons) = paid(&[claim("p", "A", 100), claim("q", "B", 5)], &history, &rules);
    assert_eq!((fen, &reasons[0]), (vec![0, 5], &vec![Reason::AlreadyPaid { already_fen: 80 }]));
    let (fen, _) = paid(&[top_up("p", "A", 80)], &history, &rules);
    assert_eq!(fen, [0], "what was higher before is neither topped up nor claimed back");
}

#[test]
fn a_bar_a_subsidised_loan_and_once_only() {
    let loan = |programme: &str, matter: &str, fen| Claim {
        loan: Some("L".into()),
        ..claim(programme, matter, fen)
    };
    let (fen, _) =
        paid(&[loan("p", "A", 10), loan("q", "B", 30)], &History::default(), &StackingRules::default());
    assert_eq!(fen, [0, 30], "one subsidy for one loan, whatever the matters are called");
    let history = History {
        subsidised_loans: [("L".to_owned(), ["q".to_owned()].into())].into(),
        ..History::default()
    };
    let (_, reasons) = paid(&[loan("p", "A", 10)], &history, &StackingRules::default());
    assert_eq!(reasons[0], [Reason::LoanSubsidised { loan: "L".into() }]);
    let (fen, _) = paid(&[loan("q", "A", 10)], &history, &StackingRules::default());
    assert_eq!(fen, [10], "the programme that bears the loan may go on, as long as its own rules allow");

    let once = |matter: &str, fen| Claim { first_time_only: true, ..claim("p", matter, fen) };
    let (fen, _) = paid(&[once("A", 10), once("B", 20)], &History::default(), &StackingRules::default());
    assert_eq!(fen, [0, 20]);
    let history = History { paid_by_programmes: ["p".to_owned()].into(), ..History::default() };
    let (fen, reasons) = paid(&[once("A", 10), claim("p", "C", 7)], &history, &StackingRules::default());
    assert_eq!((fen, &reasons[0]), (vec![0, 7], &vec![Reason::FirstTimeOnly]));

    let history = History { barred_until: Some("2027-05-01".into()), ..History::default() };
    let (fen, reasons) = paid(&[claim("p", "A", 10)], &history, &StackingRules::default());
    assert_eq!((fen, &reasons[0]), (vec![0], &vec![Reason::Barred { until: "2027-05-01".into() }]));
    let admitted = Claim { admits_barred: true, ..claim("p", "A", 10) };
    assert_eq!(paid(&[admitted], &history, &StackingRules::default()).0, [10]);
}

#[test]
fn caps_cut_and_the_choice_goes_around_them() {
    let rules = StackingRules { caps: vec![cap(Some("p"), 130, 30), cap(None, 1_000, 0)] };
    // The highest on A is p's, but p's cap is spent on B: q's lower claim on A pays more in all.
    let claims = [claim("p", "A", 100), claim("q", "A", 90), claim("p", "B", 100), claim("p", "C", 60)];
    let (fen, reasons) = paid(&claims, &History::default(), &rules);
    assert_eq!(fen, [0, 90, 100, 0]);
    assert_eq!(reasons[3], [Reason::Capped { cap: 0, left_fen: 0 }]);
    let all = StackingRules { caps: vec![cap(None, 50, 0)] };
    let (fen, reasons) = paid(&[claim("p", "A", 100)], &History::default(), &all);
    assert_eq!((fen, &reasons[0]), (vec![50], &vec![Reason::Capped { cap: 0, left_fen: 50 }]));
    let spent = StackingRules { caps: vec![cap(None, 50, 60)] };
    let (fen, reasons) = paid(&[claim("p", "A", 100)], &History::default(), &spent);
    assert_eq!((fen, &reasons[0]), (vec![0], &vec![Reason::Capped { cap: 0, left_fen: 0 }]));
}

#[test]
fn more_claims_than_the_limit_are_refused_and_sixty_four_are_answered() {
    let many =
        |count: usize| (0..count).map(|n| claim("p", &(n % 9).to_string(), 7 + n as u64)).collect::<Vec<_>>();
    assert_eq!(
        stack(&many(65), &History::default(), &StackingRules::default()),
        Err(TooManyClaims { found: 65 })
    );
    let stacked = stack(&many(64), &History::default(), &StackingRules::default()).unwrap();
    assert_eq!(stacked.chosen().count(), 9);
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let loan = proptest::option::weighted(0.3, 0..2_u8);
    let kind = (any::<bool>(), any::<bool>());
    (0..3_u8, 0..4_u8, loan, kind, 0..50_u64).prop_map(|(programme, matter, loan, (once, top_up), fen)| {
        Claim {
            programme: programme.to_string(),
            matter: matter.to_string(),
            loan: loan.map(|loan| loan.to_string()),
            first_time_only: once && programme == 0,
            repeat: if top_up { Repeat::Difference } else { Repeat::Nothing },
            admits_barred: false,
            amount_fen: fen,
        }
    })
}

fn any_rules() -> impl Strategy<Value = StackingRules> {
    let cap = (proptest::option::of(0..3_u8), 0..120_u64, 0..40_u64);
    let caps = proptest::collection::vec(cap, 0..4);
    caps.prop_map(|caps| StackingRules {
        caps: caps
            .into_iter()
            .map(|(programme, limit, used)| Cap {
                programme: programme.map(|programme| programme.to_string()),
                period: CapPeriod::Cumulative,
                limit_fen: limit,
                used_fen: used,
            })
            .collect(),
    })
}

fn any_history() -> impl Strategy<Value = History> {
    let paid = proptest::collection::btree_map((0..4_u8).prop_map(|one| one.to_string()), 0..40_u64, 0..3);
    let programmes = proptest::collection::btree_set((0..3_u8).prop_map(|one| one.to_string()), 0..3);
    let loans = proptest::collection::btree_map((0..2_u8).prop_map(|one| one.to_string()), programmes, 0..2);
    (paid, loans, proptest::bool::weighted(0.1)).prop_map(|(paid_on_matter_fen, subsidised_loans, known)| {
        History {
            paid_on_matter_fen,
            subsidised_loans,
            paid_by_programmes: if known { ["0".to_owned()].into() } else { BTreeSet::new() },
            barred_until: None,
        }
    })
}

/// The three ways two payments would pay twice, in this test's own words.
fn paid_twice(one: &Claim, other: &Claim) -> bool {
    let loans = [&one.loan, &other.loan].map(|loan| loan.as_deref().unwrap_or("none"));
    one.matter == other.matter
        || (loans[0] == loans[1] && loans[0] != "none")
        || (one.programme == other.programme && one.first_time_only && other.first_time_only)
}

/// What a set of claims gets when it is paid in every order worth trying: forwards and backwards.
fn worth(claims: &[Claim], open: &[u64], set: u32, caps: &[Cap]) -> Option<u128> {
    let places: Vec<usize> = (0..claims.len()).filter(|place| set & (1 << place) != 0).collect();
    let clash =
        |one: &usize| places.iter().any(|other| other > one && paid_twice(&claims[*one], &claims[*other]));
    if places.iter().any(clash) {
        return None;
    }
    let total = |order: Vec<usize>| {
        let mut left: Vec<u64> = caps.iter().map(Cap::left_fen).collect();
        let mut sum = 0_u128;
        for place in order {
            let over = |cap: &usize| caps[*cap].covers(&claims[place]);
            let fen =
                (0..caps.len()).filter(over).map(|cap| left[cap]).min().unwrap_or(u64::MAX).min(open[place]);
            (0..caps.len()).filter(over).for_each(|cap| left[cap] -= fen);
            sum += u128::from(fen);
        }
        sum
    };
    let backwards = places.iter().rev().copied().collect();
    Some(total(places).max(total(backwards)))
}

proptest! {
    #[test]
    fn no_combination_pays_more_and_nothing_is_paid_twice(
        claims in proptest::collection::vec(any_claim(), 0..=10), history in any_history(), rules in any_rules(),
    ) {
        let stacked = stack(&claims, &history, &rules).unwrap();
        prop_assert!(stacked.proven_best);
        prop_assert_eq!(&stacked, &stack(&claims, &history, &rules).unwrap());
        let open: Vec<u64> = claims.iter().map(|claim| standing(claim, &history).open_fen).collect();
        let most = (0..1_u32 << claims.len()).filter_map(|set| worth(&claims, &open, set, &rules.caps)).max();
        prop_assert_eq!(Some(stacked.total_fen), most);

        let chosen: Vec<usize> = stacked.chosen().collect();
        for one in &chosen {
            for other in chosen.iter().filter(|other| *other > one) {
                prop_assert!(!paid_twice(&claims[*one], &claims[*other]), "{one} and {other} are paid");
            }
        }
        for cap in &rules.caps {
            let covered = chosen.iter().filter(|place| cap.covers(&claims[**place]));
            let sum: u64 = covered.map(|place| stacked.lines[*place].paid_fen).sum();
            prop_assert!(sum <= cap.left_fen());
        }
        for (line, claim) in stacked.lines.iter().zip(&claims) {
            prop_assert!(line.paid_fen <= claim.amount_fen && !line.reasons.is_empty());
            prop_assert_eq!(line.reasons == [Reason::Paid], line.paid_fen == claim.amount_fen && line.paid_fen > 0);
        }
    }
}
