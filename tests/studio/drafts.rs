//! Writing, checking and handing over: who may, what is refused, and that nothing typed is lost.
//! Each test runs on both databases.

use engine::EngineError;
use engine::studio::{DraftAction, DraftInput, DraftText};
use engine::trial::TriedOutcome;
use harness::{House, on_both_databases};

use super::{PROGRAMME, SHIPPED_FEN, Written, codes, raised, with_case, with_rate};

/// One file of a draft with one text in the place of another.
async fn mangled(house: &House, draft: &Written, file: &str, from: &str, to: &str) {
    let mut files = draft.view(house).await.files;
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{from} does not stand in {file}");
    *text = text.replacen(from, to, 1);
    draft.save(house, files).await.unwrap();
}

on_both_databases! {
    async fn two_people_take_a_draft_from_its_beginning_to_its_day(database: Database) {
        let house = House::open(database).await;
        let (second, officer) = (house.signed("policy2").await, house.signed("officer").await);
        let draft = Written::begin(&house, "policy").await;
        let begun = draft.view(&house).await;
        assert_eq!(begun.actions, [DraftAction::Save, DraftAction::Submit, DraftAction::Withdraw]);
        assert!(house.engine.draft(&second, draft.id).await.unwrap().actions.is_empty());
        assert!(matches!(house.engine.draft(&officer, draft.id).await, Err(EngineError::Forbidden)));

        // A figure alone leaves its cases behind: the draft is not handed over.
        draft.save(&house, with_rate(begun.files.clone(), "2")).await.unwrap();
        let report = house.engine.check_draft(&draft.author, draft.id).await.unwrap();
        assert!(!report.is_green() && report.findings.is_empty());
        let failed: Vec<_> = report.cases.iter().filter(|case| case.outcome == TriedOutcome::Failed).collect();
        assert!(failed.iter().any(|case| case.id == "TECH_CONTRACT-05"), "{failed:?}");
        let refused = codes(draft.submit(&house).await);
        assert_eq!(refused.len(), failed.len());
        assert!(refused.iter().all(|code| *code == "draft-case-failed"));

        draft.save(&house, raised(begun.files)).await.unwrap();
        draft.submit(&house).await.unwrap();
        assert!(draft.save(&house, draft.view(&house).await.files).await.is_err(), "handed over is handed over");

        // Handed back with a reason, handed over again, published by the second.
        let version = draft.view(&house).await.line.version;
        let silent = house.engine.return_draft(&second, draft.id, version, " ", "silent").await;
        assert_eq!(codes(silent), ["required"]);
        let own = house.engine.return_draft(&draft.author, draft.id, version, "不妥", "own").await;
        assert!(matches!(own, Err(EngineError::Forbidden)), "{own:?}");
        house.engine.return_draft(&second, draft.id, version, "请补充依据", "back").await.unwrap();
        let returned = draft.view(&house).await;
        assert_eq!((returned.line.state, returned.answer.as_str()), ("returned", "请补充依据"));
        draft.submit(&house).await.unwrap();
        let own = draft.publish(&house, &draft.author, "2026-03-03").await;
        assert!(matches!(own, Err(EngineError::Forbidden)), "{own:?}");
        assert_eq!(draft.publish(&house, &second, "2026-03-03").await.unwrap(), 2);
        let published = draft.view(&house).await;
        assert_eq!((published.line.state, published.actions.len()), ("published", 0));
        let acts: Vec<&str> = published.acts.iter().map(|act| act.action.as_str()).collect();
        assert_eq!(acts, [
            "draft-begun", "draft-saved", "draft-saved", "draft-submitted", "draft-returned", "draft-submitted",
            "draft-published",
        ]);
        let line = &house.engine.publications(PROGRAMME).await.unwrap()[0];
        assert_eq!((line.seq, line.in_force), (2, false), "it begins tomorrow");
        assert_eq!(line.drafted_by.as_deref(), Some("政策管理员"));
        assert_eq!(line.published_by.as_deref(), Some("政策复核员"));
    }

    async fn what_another_saved_meanwhile_is_never_written_over(database: Database) {
        let house = House::open(database).await;
        let draft = Written::begin(&house, "policy").await;
        let view = draft.view(&house).await;
        let text = |note: &str| DraftText { files: view.files.clone(), note: note.to_owned(), rebase: false };
        let save = |note: &str, key: &'static str| {
            let (text, engine, author, id) = (text(note), house.engine.clone(), draft.author.clone(), draft.id);
            async move { engine.save_draft(&author, id, 1, text, key).await }
        };
        let (first, second) = tokio::join!(save("一", "one"), save("二", "two"));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        let (kept, key) = if first.is_ok() { ("一", "one") } else { ("二", "two") };
        assert_eq!(draft.view(&house).await.line.note, kept);
        assert_eq!(save(kept, key).await.unwrap(), 2, "the same key answers the same");
        let second = house.signed("policy2").await;
        let others = house.engine.save_draft(&second, draft.id, 2, text("三"), "three").await;
        assert!(matches!(others, Err(EngineError::Forbidden)), "{others:?}");
    }

    async fn a_fault_is_told_with_its_file_and_line_and_the_text_is_kept(database: Database) {
        let house = House::open(database).await;
        for (file, from, to, line) in [
            ("eligibility.rhai", "let paid = criterion", "let paid == criterion", 4),
            ("eligibility.rhai", "paid_total", "paid_totl", 4),
            ("programme.toml", "value = \"10\"", "value = \"ten\"", 0),
            ("programme.toml", "effective_from = \"2026-01-01\"", "effective_from = \"2026-02-30\"", 0),
            ("programme.toml", "value = \"10\"", &format!("value = \"1{}\"", "0".repeat(400)), 0),
            ("form.json", "{", "{{", 1),
            ("texts.en.ftl", " = ", " ", 1),
        ] {
            let draft = Written::begin(&house, "policy").await;
            mangled(&house, &draft, file, from, to).await;
            let report = house.engine.check_draft(&draft.author, draft.id).await.unwrap();
            let found = report.findings.iter().find(|finding| finding.file == file);
            let found = found.unwrap_or_else(|| panic!("{file} {to:?}: {:?}", report.findings));
            assert!(found.line > 0 && (line == 0 || found.line == line), "{to:?}: {found:?}");
            let refused = codes(draft.submit(&house).await);
            assert!(refused.contains(&"draft-findings"), "{refused:?}");
            assert!(draft.view(&house).await.files[file].contains(to), "what was typed is kept");
            let version = draft.view(&house).await.line.version;
            house.engine.withdraw_draft(&draft.author, draft.id, version, &format!("w-{}", draft.id)).await.unwrap();
        }
    }

    async fn a_draft_is_bounded_and_its_names_are_plain(database: Database) {
        let house = House::open(database).await;
        let draft = Written::begin(&house, "policy").await;
        let sound = draft.view(&house).await.files;
        for (name, text, code) in [
            ("../outside", "x".to_owned(), "draft-file-name"),
            (".hidden", "x".to_owned(), "draft-file-name"),
            ("long.txt", "x".repeat(600 * 1024), "draft-too-large"),
            ("odd.txt", "one\ntwo\u{0}\n".to_owned(), "draft-control-character"),
        ] {
            let mut files = sound.clone();
            files.insert(name.to_owned(), text);
            assert_eq!(codes(draft.save(&house, files).await), [code]);
        }
        let nobody = DraftInput { programme: None, files: Some([].into()), note: String::new() };
        let begun = house.engine.begin_draft(&draft.author, nobody, "nobody").await;
        assert_eq!(codes(begun), ["draft-without-programme"]);
        assert_eq!(draft.view(&house).await.files, sound);
    }

    async fn every_ruling_has_a_case_and_the_code_stays(database: Database) {
        let house = House::open(database).await;
        let draft = Written::begin(&house, "policy").await;
        let mut files = with_case(draft.view(&house).await.files, &(SHIPPED_FEN / 100).to_string());
        files.insert("cases.json".to_owned(), "[]".to_owned());
        draft.save(&house, files.clone()).await.unwrap();
        assert_eq!(codes(draft.submit(&house).await), ["draft-ruling-untried"]);
        let manifest = files.get_mut("programme.toml").unwrap();
        *manifest = manifest.replacen("code = \"technical-contract\"", "code = \"another\"", 1);
        draft.save(&house, files).await.unwrap();
        assert_eq!(codes(draft.submit(&house).await), ["draft-findings", "draft-ruling-untried"]);
    }
}
