//! Risk signals: each is seen where it is, and not where it is not.
//! The demo clock says how long somebody looked at a case.

use engine::queries::risk::RiskSignals;
use harness::tamper::Thief;
use harness::{House, on_both_databases};
use workflow::id::OrganisationId;
use workflow::{Command, Date, Timestamp};

/// A clock time of a day.
async fn set_time(house: &House, hour: u32, minute: u32) {
    let day: Date = "2026-03-04".parse().unwrap();
    let instant = Timestamp::in_shanghai(day, hour, minute).unwrap();
    house.engine.set_demo_clock(instant).await.unwrap();
}

on_both_databases! {
    async fn a_decision_in_seconds_is_seen_and_one_in_minutes_is_not(database: Database) {
        let house = House::open(database).await;
        set_time(&house, 9, 0).await;
        let case = house.submitted(&house.cast.organisations[..1]).await[0];
        let (first, second) = (house.signed("officer").await, house.signed("officer2").await);
        let pass = || Command::PassCheck { opinion: String::new() };
        house.give(&first, case, pass(), "first").await;
        set_time(&house, 10, 0).await;
        house.give(&second, case, pass(), "second").await;
        let supervisor = house.signed("supervisor").await;
        let quick = house.engine.risk_signals(&supervisor).await.unwrap().quick;
        let seen: Vec<_> = quick.iter().map(|signal| (signal.person, signal.decision.as_str())).collect();
        assert_eq!(seen, [(first.id(), "check-passed")]);
        assert!(quick[0].seconds < 60);
        assert!(house.engine.risk_signals(&first).await.is_err());
        let page = house.client("supervisor").await.get("/supervisor/signals").await;
        assert!(page.has(&first.person.name) && page.has(&quick[0].case.number), "{}", page.text());
    }

    async fn the_same_reviewer_in_two_years_running_is_seen(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations[..2].to_vec();
        let cases = house.submitted(&organisations).await;
        let officer = house.signed("officer").await;
        for case in &cases {
            let pass = Command::PassCheck { opinion: String::new() };
            house.give(&officer, *case, pass, &format!("{case}-pass")).await;
        }
        let supervisor = house.signed("supervisor").await;
        assert!(house.engine.risk_signals(&supervisor).await.unwrap().repeated.is_empty());
        // Both cases were the first organisation's, and the other call was that of the year before.
        let thief = Thief::enter(&house.database).await;
        let [first, second] = [cases[0], cases[1]];
        let (owner, other_call) = (organisations[0], house.cast.calls[0]);
        thief.run(&format!(
            "UPDATE applications SET organisation_id = '{owner}', call_id = '{other_call}' WHERE id = '{second}'; \
             UPDATE calls SET fiscal_year = fiscal_year - 1 WHERE id = '{other_call}'"
        )).await;
        thief.leave().await;
        let repeated = house.engine.risk_signals(&supervisor).await.unwrap().repeated;
        assert_eq!(repeated.len(), 1);
        assert_eq!((repeated[0].person, repeated[0].organisation), (officer.id(), owner));
        let named: Vec<_> = repeated[0].cases.iter().map(|case| case.id).collect();
        assert_eq!(named, [first, second]);
    }

    async fn organisations_with_an_account_or_address_in_common_are_seen(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations[..3].to_vec();
        let case = house.submitted(&organisations[..1]).await[0];
        let supervisor = house.signed("supervisor").await;
        let shared = |signals: RiskSignals, what: &str| -> Vec<Vec<OrganisationId>> {
            let of_kind = signals.shared.into_iter().filter(|signal| signal.what == what);
            of_kind.map(|signal| signal.organisations.into_iter().map(|(id, _)| id).collect()).collect()
        };
        let before = house.engine.risk_signals(&supervisor).await.unwrap();
        assert!(shared(before, "account").is_empty());
        let thief = Thief::enter(&house.database).await;
        thief.run(&format!(
            "UPDATE organisations SET account_number = '6222020000000000001', address = '海门区同一路1号' \
             WHERE id IN ('{}', '{}')", organisations[0], organisations[1]
        )).await;
        thief.leave().await;
        let signals = house.engine.risk_signals(&supervisor).await.unwrap();
        let account = signals.shared.iter().find(|signal| signal.what == "account").unwrap();
        assert!(account.cases.iter().any(|named| named.id == case));
        let mut pair = organisations[..2].to_vec();
        pair.sort();
        assert_eq!(shared(signals.clone(), "account"), [pair.clone()]);
        assert!(shared(signals, "address").contains(&pair));
        let page = house.client("supervisor").await.get("/supervisor/signals").await;
        assert!(page.has("收款账户相同") && !page.html().contains("6222020000000000001"));
    }

    async fn most_of_the_work_in_one_hand_is_seen(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations[..10].to_vec();
        let cases = house.submitted(&organisations).await;
        let (busy, idle) = (house.signed("officer").await, house.signed("officer2").await);
        let supervisor = house.signed("supervisor").await;
        for (turn, case) in cases.iter().enumerate() {
            assert!(house.engine.risk_signals(&supervisor).await.unwrap().shares.is_empty(), "after {turn}");
            let pass = Command::PassCheck { opinion: String::new() };
            house.give(&busy, *case, pass, &format!("{case}-pass")).await;
        }
        let shares = house.engine.risk_signals(&supervisor).await.unwrap().shares;
        let seen: Vec<_> = shares.iter().map(|share| (share.person, share.decisions, share.of_all)).collect();
        assert_eq!(seen, [(busy.id(), 10, 10)]);
        assert!(shares[0].holders >= 2 && shares[0].person != idle.id());
    }
}
