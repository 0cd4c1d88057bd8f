//! A lent role is a role for some days, and loosens no separation.
//! Officers here check technical contracts: two of them, different ones.

use engine::EngineError;
use engine::delegations::DelegationInput;
use harness::{House, on_both_databases};
use workflow::id::ApplicationId;
use workflow::{Command, RefusalReason, Stage};

use crate::jobs::steps::{call, submitted};

fn lend(role: &str, to: &str, first_day: &str, last_day: &str) -> DelegationInput {
    DelegationInput {
        from: String::new(),
        role: role.to_owned(),
        to: format!("{to}@demo.houbu.test"),
        first_day: first_day.to_owned(),
        last_day: last_day.to_owned(),
        reason: "参加培训".to_owned(),
    }
}

async fn check(house: &House, who: &str, case: ApplicationId) -> Result<Stage, EngineError> {
    let signed = house.signed(who).await;
    let key = format!("check-{who}-{case}-{}", house.engine.now().await.unwrap().millis());
    let command = Command::PassCheck { opinion: String::new() };
    house.engine.give(&signed, case, command, &key).await.map(|receipt| receipt.stage)
}

/// The form of the page, for the officer's own role.
fn typed<'a>(first_day: &'a str, last_day: &'a str) -> [(&'static str, &'a str); 5] {
    let to = ("to", "director@demo.houbu.test");
    [("role", "officer"), to, ("first_day", first_day), ("last_day", last_day), ("reason", "出差")]
}

fn reason(error: EngineError) -> RefusalReason {
    match error {
        EngineError::Refused(refusal) => refusal.reason,
        other => panic!("not a refusal: {other}"),
    }
}

on_both_databases! {
    async fn a_lent_role_serves_for_its_days_and_never_as_the_second_of_two(database: Database) {
        let house = House::open(database).await;
        let case = submitted(&house, call(&house)).await;
        let officer = house.signed("officer").await;
        // The director is no officer.
        let refused = check(&house, "director", case).await.unwrap_err();
        assert!(matches!(reason(refused), RefusalReason::RoleRequired { .. }));
        house.engine.delegate(&officer, lend("officer", "director", "2026-03-03", "2026-03-04"), "lend").await.unwrap();
        let refused = check(&house, "director", case).await.unwrap_err();
        assert!(matches!(reason(refused), RefusalReason::RoleRequired { .. }), "the day has not come");
        house.set_day("2026-03-03").await;
        assert_eq!(check(&house, "director", case).await.unwrap(), Stage::FormalCheck);
        // Who stood in, and whoever was stood in for, are no second officer.
        for who in ["director", "officer"] {
            assert_eq!(reason(check(&house, who, case).await.unwrap_err()), RefusalReason::SecondOfficerRequired, "{who}");
        }
        assert_eq!(check(&house, "officer2", case).await.unwrap(), Stage::Approval);
        house.set_day("2026-03-05").await;
        let late = house.signed("director").await;
        assert!(late.actor.delegations.is_empty(), "a lent role ends with its last day");
        let report = house.engine.audit().await.unwrap();
        assert_eq!(report.faults, Vec::new());
    }

    async fn every_fault_of_a_delegation_is_named_at_once(database: Database) {
        let house = House::open(database).await;
        let officer = house.signed("officer").await;
        let wrong = DelegationInput { reason: String::new(), ..lend("director", "nobody", "2026-03-09", "2026-03-03") };
        let Err(EngineError::Invalid(faults)) = house.engine.delegate(&officer, wrong, "wrong").await else {
            panic!("it is refused");
        };
        let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        for expected in [("to", "person-unknown"), ("role", "role-not-held"), ("last_day", "before-first-day"), ("reason", "required")] {
            assert!(named.contains(&expected), "{expected:?} is missing in {named:?}");
        }
        let too_long = lend("officer", "director", "2026-03-03", "2026-12-31");
        let Err(EngineError::Invalid(faults)) = house.engine.delegate(&officer, too_long, "long").await else {
            panic!("it is refused");
        };
        assert_eq!(faults[0].code, "too-many-days");
    }

    async fn a_role_is_lent_and_taken_back_through_the_page(database: Database) {
        let house = House::open(database).await;
        let officer = house.client("officer").await;
        let page = officer.get("/delegations").await;
        let wrong = typed("2026-03-04", "2026-03-02");
        let refused = officer.submit(&page, "/delegations", &wrong).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.html().contains("director@demo.houbu.test"), "what was typed is kept");
        let right = typed("2026-03-02", "2026-03-04");
        let made = officer.submit(&refused, "/delegations", &right).await;
        assert!(made.status.is_success() && made.has("生效中"), "{}", made.text());
        house.deliver_mail().await;
        assert!(house.mails().iter().any(|mail| mail.to.address() == "director@demo.houbu.test"));
        let director = house.client("director").await;
        let page = director.get("/delegations").await;
        assert!(page.has("出差"));
        let end = page.form_actions().into_iter().find(|action| action.ends_with("/end")).unwrap();
        let ended = director.submit(&page, &end, &[]).await;
        assert!(ended.has("已结束"), "{}", ended.text());
        assert!(house.signed("director").await.actor.delegations.is_empty());
    }
}
