//! Calls and lists as use cases: who may, what is refused, and that nothing is half done.
//! Their pages are tested elsewhere.

use engine::{EngineError, PublishInput};
use harness::{House, on_both_databases};
use workflow::Stage;

use super::steps::{approved, approved_in, call, call_input, open_call, publish, set_time, stage, submitted};

fn fields(error: EngineError) -> Vec<String> {
    match error {
        EngineError::Invalid(faults) => {
            faults.into_iter().map(|fault| format!("{} {}", fault.field, fault.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn a_call_is_drafted_by_an_officer_and_opened_by_a_director(database: Database) {
        let house = House::open(database).await;
        let (officer, director) = (house.signed("officer").await, house.signed("director").await);
        let input = call_input(&house, "2026-03-02", "2026-03-31").await;
        let refused = house.engine.draft_call(&director, input.clone(), "no").await;
        assert!(matches!(refused, Err(EngineError::Forbidden)));
        let drafted = house.engine.draft_call(&officer, input.clone(), "yes").await.unwrap();
        let again = house.engine.draft_call(&officer, input.clone(), "yes").await.unwrap();
        assert_eq!(drafted, again, "a second click drafts nothing");
        assert!(matches!(house.engine.public_call(drafted).await, Err(EngineError::NotFound { .. })));
        let refused = house.engine.open_call(&officer, drafted, 1, "open").await;
        assert!(matches!(refused, Err(EngineError::Forbidden)));
        let changed = engine::CallInput { title_en: "Another title".to_owned(), ..input };
        house.engine.edit_call(&officer, drafted, 1, changed.clone(), "edit").await.unwrap();
        let stale = house.engine.open_call(&director, drafted, 1, "stale").await;
        assert!(matches!(stale, Err(EngineError::Conflict { .. })), "opened as read, or not at all");
        house.engine.open_call(&director, drafted, 2, "open").await.unwrap();
        assert!(house.engine.public_call(drafted).await.unwrap().takes_applications);
        let late = house.engine.edit_call(&officer, drafted, 3, changed, "late").await;
        assert!(matches!(late, Err(EngineError::Conflict { .. })), "an open call never changes");
    }

    async fn every_fault_of_a_call_is_told_at_once(database: Database) {
        let house = House::open(database).await;
        let officer = house.signed("officer").await;
        let input = engine::CallInput {
            programme: "nothing".to_owned(),
            title_zh: String::new(),
            fiscal_year: "2025".to_owned(),
            closes_on: "2026-02-01".to_owned(),
            ..call_input(&house, "2026-03-02", "2026-03-31").await
        };
        let faults = fields(house.engine.draft_call(&officer, input, "bad").await.unwrap_err());
        assert_eq!(
            faults,
            ["programme choice", "budget_line budget-line-year", "closes_on date-order", "title_zh required"]
        );
    }

    /// It is loaded with the others, shown with its cases, and offered to nobody who drafts a call.
    async fn a_standard_is_shown_and_never_called_for(database: Database) {
        let house = House::open(database).await;
        let officer = house.signed("officer").await;
        let lines = house.engine.programmes().await.unwrap();
        let standard = lines.iter().find(|line| line.code == "sme-evaluation").expect("it is loaded");
        let view = house.engine.pack_view(&standard.fingerprint).await.unwrap();
        assert_eq!(view.pipeline, None);
        assert!(!view.cases.is_empty() && view.cases.iter().all(|case| case.outcome.result == "passed"));
        let page = house.client("policy").await.get(&format!("/policy/{}", standard.fingerprint)).await;
        assert!(page.status.is_success() && page.text().contains("不受理申报"), "{}", page.text());

        let choices = house.engine.call_form_choices(&officer).await.unwrap().programmes;
        assert!(!choices.is_empty() && choices.iter().all(|choice| choice.code != "sme-evaluation"));
        let input = call_input(&house, "2026-03-02", "2026-03-31").await;
        let input = engine::CallInput { programme: "sme-evaluation".to_owned(), ..input };
        let faults = fields(house.engine.draft_call(&officer, input, "standard").await.unwrap_err());
        assert_eq!(faults, ["programme standard"]);
    }

    async fn a_list_is_published_whole_or_not_at_all(database: Database) {
        let house = House::open(database).await;
        let officer = house.signed("officer").await;
        let case = approved(&house).await;
        let further = open_call(&house, "2026-03-02", "2026-03-31").await;
        let elsewhere = approved_in(&house, further).await;
        for applications in [vec![], vec![case, elsewhere]] {
            let input = PublishInput { call: call(&house), applications };
            assert!(house.engine.publish_list(&officer, input, "bad").await.is_err());
        }
        assert!(house.engine.standing_lists().await.unwrap().is_empty());
        assert_eq!(house.engine.publishable(&officer, call(&house)).await.unwrap().len(), 1);
        let notice = publish(&house, vec![case], "list").await;
        assert_eq!(publish(&house, vec![case], "list").await, notice, "a second click lists nothing");
        let view = house.engine.publicity_list(notice).await.unwrap();
        assert_eq!((view.items.len(), view.list.organisations), (1, 1));
        assert!(view.items[0].uscc_masked.contains('*') || view.items[0].uscc_masked.contains('•'));
        assert!(house.engine.publishable(&officer, call(&house)).await.unwrap().is_empty());
    }

    async fn my_work_is_what_waits_for_my_roles(database: Database) {
        let house = House::open(database).await;
        let case = submitted(&house, call(&house)).await;
        let lines = async |who: &str| {
            let signed = house.signed(who).await;
            house.engine.my_work(&signed, None).await.map(|work| (work.cases.lines.len(), work.overdue))
        };
        assert_eq!(lines("officer").await.unwrap(), (1, 0));
        assert_eq!(lines("director").await.unwrap(), (0, 0));
        assert!(matches!(lines("maker").await, Err(EngineError::Forbidden)));
        set_time(&house, "2026-03-10", 9, 0).await;
        assert_eq!(lines("officer").await.unwrap(), (1, 1));
        assert_eq!(stage(&house, case).await, Stage::FormalCheck);
    }

    async fn the_demo_clock_walks_working_days_and_deadlines(database: Database) {
        let house = House::open(database).await;
        submitted(&house, call(&house)).await;
        let step = async |step| house.engine.advance_demo_clock(step).await.unwrap().minute_text();
        set_time(&house, "2026-03-06", 15, 0).await;
        assert_eq!(step(engine::ClockStep::NextWorkingDay).await, "2026-03-09 09:00");
        assert_eq!(step(engine::ClockStep::NextDeadline).await, "2026-03-30 09:00");
    }
}
