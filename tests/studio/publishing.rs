//! From which day rules hold: by date, never behind a case, one last word, and never the author's own.
//! Each test runs on both databases, and the database itself is asked as well.

use engine::EngineError;
use engine::studio::{DraftText, PublishDraft};
use harness::{House, on_both_databases};
use workflow::Command;

use super::{
    PROGRAMME, RAISED_FEN, SHIPPED_FEN, Written, codes, judged, publish_raised, raised, ready_claim,
    with_rate,
};
use crate::store::seed::{raw, raw_run};

on_both_databases! {
    async fn a_case_is_judged_by_the_rules_of_the_day_it_is_handed_in(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations.clone();
        let before = house.submitted(&organisations[..1]).await[0];
        let (member, waiting) = ready_claim(&house, organisations[1]).await;
        assert_eq!(publish_raised(&house, "2026-03-03").await, 2);
        let today = house.submitted(&organisations[2..3]).await[0];
        house.set_day("2026-03-03").await;
        // Begun under the old rules, handed in under the new.
        house.give(&member, waiting, Command::Submit, "hand-in").await;

        let (old, new) = (judged(&house, before).await, judged(&house, waiting).await);
        assert_eq!((old.1, new.1), (Some(SHIPPED_FEN), Some(RAISED_FEN)));
        assert_eq!(judged(&house, today).await, old, "the day before still by the old");
        let lines = house.engine.publications(PROGRAMME).await.unwrap();
        assert_eq!((&lines[0].fingerprint, &lines[1].fingerprint), (&new.0, &old.0));
        assert_eq!(lines[1].superseded_from.map(|day| day.to_string()).as_deref(), Some("2026-03-03"));

        // What a case was judged by it keeps, whatever is asked of it later.
        let officer = house.signed("officer").await;
        let defect = workflow::state::Defect { field: "paid_total".to_owned(), message: "请核对".to_owned() };
        let correction = Command::RequestCorrection { defects: vec![defect] };
        house.give(&officer, before, correction, "correct").await;
        let applicant = house.member_of(organisations[0]).await;
        house.give(&applicant, before, Command::AnswerCorrection, "answer").await;
        assert_eq!(judged(&house, before).await, old);
        let faults = house.engine.audit().await.unwrap().faults;
        assert_eq!(faults, Vec::new());
    }

    async fn rules_do_not_reach_back_behind_a_case(database: Database) {
        let house = House::open(database).await;
        house.submitted(&house.cast.organisations[..1]).await;
        let draft = Written::begin(&house, "policy").await;
        draft.save(&house, raised(draft.view(&house).await.files)).await.unwrap();
        draft.submit(&house).await.unwrap();
        let second = house.signed("policy2").await;
        for (day, code) in [
            ("2026-03-02", "rules-reach-back"), ("2026-01-01", "rules-reach-back"), ("", "required"),
            ("2026-02-30", "not-a-date"), ("9999-12-31", "day-out-of-range"), ("1900-01-01", "day-out-of-range"),
        ] {
            assert_eq!(codes(draft.publish(&house, &second, day).await), [code], "{day}");
        }
        let version = draft.view(&house).await.line.version;
        let days = PublishDraft { effective_from: "2026-04-01".to_owned(), effective_until: "2026-03-31".to_owned() };
        let backwards = house.engine.publish_draft(&second, draft.id, version, days, "backwards").await;
        assert_eq!(codes(backwards), ["date-order"]);
        assert_eq!(draft.view(&house).await.earliest_from.to_string(), "2026-03-03");
        assert_eq!(draft.view(&house).await.line.state, "submitted", "nothing is lost by a refusal");
        assert_eq!(draft.publish(&house, &second, "2026-03-03").await.unwrap(), 2);
    }

    async fn where_nobody_applied_rules_may_begin_in_the_past(database: Database) {
        let house = House::open(database).await;
        assert_eq!(publish_raised(&house, "2026-01-15").await, 2);
        let case = house.submitted(&house.cast.organisations[..1]).await[0];
        assert_eq!(judged(&house, case).await.1, Some(RAISED_FEN));
    }

    async fn of_two_publications_at_once_one_wins_and_the_other_is_taken_over(database: Database) {
        let house = House::open(database).await;
        let drafts = [Written::begin(&house, "policy").await, Written::begin(&house, "policy2").await];
        for draft in &drafts {
            draft.save(&house, raised(draft.view(&house).await.files)).await.unwrap();
        }
        let mut other = drafts[1].view(&house).await.files;
        let manifest = other.get_mut("programme.toml").unwrap();
        *manifest = manifest.replacen("summary_en = \"", "summary_en = \"Other words. ", 1);
        drafts[1].save(&house, other).await.unwrap();
        for draft in &drafts {
            draft.submit(&house).await.unwrap();
        }
        let (first, second) = (drafts[0].author.clone(), drafts[1].author.clone());
        let (one, two) = tokio::join!(
            drafts[0].publish(&house, &second, "2026-03-03"), drafts[1].publish(&house, &first, "2026-03-03"),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        assert_eq!(house.engine.publications(PROGRAMME).await.unwrap().len(), 2);
        let (lost, winner) = if one.is_ok() { (&drafts[1], &first) } else { (&drafts[0], &second) };
        assert!(lost.view(&house).await.outdated);

        // Handed back, taken over into what holds now, and published after all.
        let version = lost.view(&house).await.line.version;
        house.engine.return_draft(winner, lost.id, version, "请并入现行政策", "back").await.unwrap();
        assert_eq!(codes(lost.submit(&house).await), ["draft-outdated"]);
        let files = with_rate(lost.view(&house).await.files, "2");
        let text = DraftText { files, note: "并入".to_owned(), rebase: true };
        house.engine.save_draft(&lost.author, lost.id, version + 1, text, "rebase").await.unwrap();
        lost.submit(&house).await.unwrap();
        assert_eq!(lost.publish(&house, winner, "2026-03-04").await.unwrap(), 3);
    }

    async fn the_database_itself_keeps_author_and_publisher_apart(database: Database) {
        let house = House::open(database).await;
        publish_raised(&house, "2026-03-03").await;
        let bare = raw(&house.database).await;
        let same = "INSERT INTO pack_publications SELECT programme_code, 3, fingerprint, effective_from, \
                    effective_until, NULL, NULL, drafted_by, published_at FROM pack_publications WHERE seq = 2 \
                    AND programme_code = 'technical-contract'";
        assert!(raw_run(&bare, same).await.is_err(), "a publisher without a draft");
        let author = "INSERT INTO pack_publications SELECT programme_code, 3, fingerprint, effective_from, \
                      effective_until, draft_id, drafted_by, drafted_by, published_at FROM pack_publications \
                      WHERE seq = 2 AND programme_code = 'technical-contract'";
        let refused = raw_run(&bare, author).await.unwrap_err().to_string();
        assert!(refused.contains("two_people") || refused.contains("draft_id"), "{refused}");
        for sql in ["UPDATE pack_publications SET effective_from = '2026-01-01'", "DELETE FROM pack_publications"] {
            let refused = raw_run(&bare, sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{refused}");
        }
    }

    async fn loading_files_changes_nothing_people_have_published(database: Database) {
        let house = House::open(database).await;
        publish_raised(&house, "2026-02-01").await;
        let held = house.engine.publications(PROGRAMME).await.unwrap();
        house.engine.adopt_pack(harness::programmes::shipped(PROGRAMME)).await.unwrap();
        let mut newer = harness::programmes::shipped(PROGRAMME);
        let manifest = String::from_utf8(newer["programme.toml"].clone()).unwrap();
        newer.insert("programme.toml".to_owned(), format!("{manifest}\n# newer\n").into_bytes());
        house.engine.adopt_pack(newer).await.unwrap();
        assert_eq!(house.engine.publications(PROGRAMME).await.unwrap(), held);
        let refused: Result<i64, EngineError> = Written::begin(&house, "policy2").await
            .publish(&house, &house.signed("policy").await, "2026-05-01").await;
        assert!(matches!(refused, Err(EngineError::Conflict { .. })), "a draft nobody submitted: {refused:?}");
    }
}
