//! One member of staff writes at a time; the others see who, and their commands wait.
//! Time is set, never waited for.

use engine::EngineError;
use engine::writing::WRITING_TURN_MINUTES;
use harness::{House, on_both_databases};
use workflow::Command;
use workflow::id::ApplicationId;

use crate::jobs::steps::{call, submitted};

async fn check(house: &House, who: &str, case: ApplicationId, key: &str) -> Result<(), EngineError> {
    let signed = house.signed(who).await;
    let version = house.engine.case_view(&signed, case).await?.application.version;
    let command = Command::PassCheck { opinion: String::new() };
    house.engine.give_at(&signed, case, version, command, key).await.map(|_| ())
}

on_both_databases! {
    async fn a_command_waits_for_the_turn_of_another(database: Database) {
        let house = House::open(database).await;
        let case = submitted(&house, call(&house)).await;
        let first = house.signed("officer").await;
        let turn = house.engine.take_turn(&first, case).await.unwrap();
        assert_eq!(turn.name, first.person.name);
        let second = house.signed("officer2").await;
        let taken = house.engine.take_turn(&second, case).await.unwrap_err();
        assert!(matches!(&taken, EngineError::BeingWritten { who, .. } if *who == first.person.name), "{taken}");
        let refused = check(&house, "officer2", case, "early").await.unwrap_err();
        assert!(matches!(refused, EngineError::BeingWritten { .. }), "{refused}");
        assert_eq!(house.engine.case_view(&second, case).await.unwrap().turn.unwrap().person, first.id());
        // Given back, it is anybody's; run out, it is nobody's.
        house.engine.release_turn(&first, case).await.unwrap();
        check(&house, "officer2", case, "free").await.unwrap();
        house.engine.take_turn(&second, case).await.unwrap();
        let later = house.engine.now().await.unwrap().plus_seconds(WRITING_TURN_MINUTES * 60 + 1);
        house.engine.set_demo_clock(later).await.unwrap();
        check(&house, "officer", case, "later").await.unwrap();
    }

    async fn an_applicant_takes_no_turn_and_waits_for_none(database: Database) {
        let house = House::open(database).await;
        let case = submitted(&house, call(&house)).await;
        let applicant = house.signed("applicant").await;
        assert!(matches!(house.engine.take_turn(&applicant, case).await, Err(EngineError::NotFound { .. })));
        let supervisor = house.signed("supervisor").await;
        assert!(house.engine.take_turn(&supervisor, case).await.is_err(), "supervision writes nothing");
        let officer = house.signed("officer").await;
        house.engine.take_turn(&officer, case).await.unwrap();
        let view = house.engine.case_view(&applicant, case).await.unwrap();
        assert_eq!(view.turn, None, "who in the bureau is writing is not the applicant's to know");
        let command = Command::Withdraw { reason: "撤回".to_owned() };
        let version = view.application.version;
        house.engine.give_at(&applicant, case, version, command, "withdraw").await.unwrap();
    }
}
