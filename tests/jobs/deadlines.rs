//! What the clock moves, and on which day; what it reminds of, and how often.
//! Days are those of worked examples; none is computed with the code under test.

use harness::{House, on_both_databases};
use workflow::{Date, Stage};

use super::steps::{approved, call, draft, in_correction, open_call, publish, set_time, stage, submitted};

/// The 2027 notice as far as this test needs it.
const NOTICE_2027: &str = r#"{"year": 2027, "published_on": "2026-11-04", "document": "国办发明电",
    "off": [["2027-01-01", "2027-01-03"]], "work": []}"#;

/// `recipient subject` of every reminder delivered so far.
fn reminders(house: &House) -> Vec<String> {
    let about = ["时限将至", "今日到期", "已过时限"];
    let mails = house.mails();
    let told = mails.iter().filter_map(|mail| {
        let kind = about.into_iter().find(|kind| mail.subject.as_str().starts_with(kind))?;
        let name = mail.to.address().split('@').next()?.to_owned();
        Some(format!("{name} {kind}"))
    });
    told.collect()
}

async fn remind_twice(house: &House, day: &str) -> Vec<String> {
    let before = reminders(house).len();
    set_time(house, day, 8, 30).await;
    for _ in 0..2 {
        house.engine.remind().await.unwrap();
        house.deliver_mail().await;
    }
    let mut fresh = reminders(house).split_off(before);
    fresh.sort();
    fresh
}

async fn due_on(house: &House, case: workflow::id::ApplicationId) -> Option<Date> {
    store::applications::find(house.database.store(), case).await.unwrap().unwrap().due_on
}

on_both_databases! {
    async fn publicity_ends_on_the_day_after_its_last_day(database: Database) {
        let house = House::open(database).await;
        let case = approved(&house).await;
        let notice = publish(&house, vec![case], "list").await;
        let view = house.engine.publicity_list(notice).await.unwrap();
        assert_eq!(view.list.last_day.to_string(), "2026-03-09");
        assert_eq!(view.items.len(), 1);
        set_time(&house, "2026-03-09", 23, 59).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().publicity_ended, 0);
        set_time(&house, "2026-03-10", 0, 5).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().publicity_ended, 1);
        assert_eq!(stage(&house, case).await, Stage::Award);
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap(), engine::Reconciled::default());
    }

    async fn two_reconcilers_move_a_case_once(database: Database) {
        let house = House::open(database).await;
        let case = approved(&house).await;
        publish(&house, vec![case], "list").await;
        set_time(&house, "2026-03-10", 0, 5).await;
        let (first, second) = (house.engine.clone(), house.engine.clone());
        let (first, second) = tokio::join!(first.reconcile_deadlines(), second.reconcile_deadlines());
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.publicity_ended + second.publicity_ended, 1);
        assert_eq!(first.failed + second.failed, 0);
    }

    async fn a_correction_lapses_on_the_day_after_its_limit(database: Database) {
        let house = House::open(database).await;
        let case = in_correction(&house).await;
        assert_eq!(due_on(&house, case).await.unwrap().to_string(), "2026-03-09");
        set_time(&house, "2026-03-09", 23, 59).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().lapsed, 0);
        set_time(&house, "2026-03-10", 0, 5).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().lapsed, 1);
        assert_eq!(stage(&house, case).await, Stage::Lapsed);
    }

    async fn an_overdue_check_is_told_and_never_lapses(database: Database) {
        let house = House::open(database).await;
        let case = submitted(&house, call(&house)).await;
        set_time(&house, "2026-03-20", 9, 0).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap(), engine::Reconciled::default());
        assert_eq!(stage(&house, case).await, Stage::FormalCheck);
    }

    async fn a_call_closes_and_its_drafts_lapse(database: Database) {
        let house = House::open(database).await;
        let call = open_call(&house, "2026-03-02", "2026-03-04").await;
        let case = draft(&house, call).await;
        set_time(&house, "2026-03-04", 23, 59).await;
        assert_eq!(house.engine.close_calls().await.unwrap(), 0);
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().lapsed, 0);
        set_time(&house, "2026-03-05", 0, 5).await;
        assert_eq!(house.engine.close_calls().await.unwrap(), 1);
        assert_eq!(house.engine.close_calls().await.unwrap(), 0);
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap().lapsed, 1);
        assert_eq!(stage(&house, case).await, Stage::Lapsed);
    }

    async fn each_reminder_comes_once_on_its_day(database: Database) {
        let house = House::open(database).await;
        submitted(&house, call(&house)).await;
        let officers = |kind: &str| ["officer", "officer2", "officer3"].map(|name| format!("{name} {kind}")).to_vec();
        assert_eq!(remind_twice(&house, "2026-03-03").await, Vec::<String>::new());
        assert_eq!(remind_twice(&house, "2026-03-04").await, officers("时限将至"));
        assert_eq!(remind_twice(&house, "2026-03-05").await, Vec::<String>::new());
        assert_eq!(remind_twice(&house, "2026-03-09").await, officers("今日到期"));
        let mut late = officers("已过时限");
        late.insert(0, "director 已过时限".to_owned());
        assert_eq!(remind_twice(&house, "2026-03-10").await, late);
        assert_eq!(remind_twice(&house, "2026-03-11").await, Vec::<String>::new());
    }

    async fn a_missed_morning_is_made_up_with_the_reminder_that_is_right_now(database: Database) {
        let house = House::open(database).await;
        in_correction(&house).await;
        assert_eq!(remind_twice(&house, "2026-03-06").await, vec!["applicant 时限将至"]);
        // Nobody is reminded of what lapses by itself.
        assert_eq!(remind_twice(&house, "2026-03-10").await, Vec::<String>::new());
    }

    async fn a_deadline_past_the_calendar_is_dated_when_the_notice_is_loaded(database: Database) {
        let house = House::open(database).await;
        set_time(&house, "2026-12-28", 9, 0).await;
        let call = open_call(&house, "2026-12-28", "2026-12-31").await;
        let case = submitted(&house, call).await;
        assert_eq!(due_on(&house, case).await, None);
        set_time(&house, "2027-03-01", 9, 0).await;
        assert_eq!(house.engine.reconcile_deadlines().await.unwrap(), engine::Reconciled::default());
        let administrator = house.signed("admin").await;
        let year = house.engine.load_calendar_notice(&administrator, NOTICE_2027, "notice").await;
        assert_eq!(year.unwrap(), 2027);
        assert_eq!(due_on(&house, case).await.unwrap().to_string(), "2027-01-05");
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
        let again = house.engine.load_calendar_notice(&administrator, NOTICE_2027, "again").await;
        assert!(matches!(again, Err(engine::EngineError::Invalid(_))));
    }
}
