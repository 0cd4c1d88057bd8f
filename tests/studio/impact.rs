//! Which past decisions a draft would have made otherwise, part by part, without writing anything.
//! Each test runs on both databases.

use harness::{House, on_both_databases};
use workflow::application::JudgedAs;

use super::{RAISED_FEN, SHIPPED_FEN, Written, raised};

on_both_databases! {
    async fn a_raised_rate_raises_every_award_and_a_bar_refuses_them(database: Database) {
        let house = House::open(database).await;
        let cases = house.submitted(&house.cast.organisations[..3]).await;
        let draft = Written::begin(&house, "policy").await;
        let shipped = draft.view(&house).await.files;
        let nothing = house.engine.impact(&draft.author, draft.id, None).await.unwrap();
        assert_eq!((nothing.totals.judged, nothing.totals.changed, nothing.lines.len()), (3, 0, 0));

        draft.save(&house, raised(shipped.clone())).await.unwrap();
        let impact = house.engine.impact(&draft.author, draft.id, None).await.unwrap();
        assert_eq!((impact.totals.changed, impact.totals.raised, impact.totals.lost), (3, 3, 0));
        assert_eq!(impact.totals.raised_fen, 3 * (RAISED_FEN - SHIPPED_FEN));
        let ids: Vec<_> = impact.lines.iter().map(|line| line.application).collect();
        assert_eq!(ids, cases.iter().rev().copied().collect::<Vec<_>>(), "newest first");
        assert_eq!(impact.lines[0].before.amount_fen, Some(SHIPPED_FEN));
        assert_eq!(impact.lines[0].after.as_ref().unwrap().amount_fen, Some(RAISED_FEN));
        let rest = house.engine.impact(&draft.author, draft.id, Some(cases[1])).await.unwrap();
        assert_eq!((rest.totals.judged, rest.next), (1, None), "behind the second there is one");

        let mut barred = shipped.clone();
        let script = barred.get_mut("eligibility.rhai").unwrap();
        *script = script.replacen("more_than(paid_total, 0)", "more_than(paid_total, 5000000)", 1);
        draft.save(&house, barred).await.unwrap();
        let impact = house.engine.impact(&draft.author, draft.id, None).await.unwrap();
        assert_eq!((impact.totals.lost, impact.totals.gained), (3, 0));
        let after = impact.lines[0].after.as_ref().unwrap();
        assert_eq!((after.outcome, after.findings.as_slice()), (JudgedAs::Ineligible, &["PAID".to_owned()][..]));

        // A fact nobody was asked for: the draft cannot say, and says so.
        let mut asking = shipped;
        let manifest = asking.get_mut("programme.toml").unwrap();
        manifest.push_str(
            "\n[[fact]]\nkey = \"fresh\"\nkind = \"boolean\"\ntitle_zh = \"新增\"\ntitle_en = \"Fresh\"\nsource = \"register\"\n",
        );
        let script = asking.get_mut("eligibility.rhai").unwrap();
        *script = script.replacen("let paid =", "let known = fresh;\n    let paid =", 1);
        draft.save(&house, asking).await.unwrap();
        let impact = house.engine.impact(&draft.author, draft.id, None).await.unwrap();
        assert_eq!((impact.totals.undecided, impact.totals.lost), (3, 0));
        assert_eq!(impact.lines[0].facts[0].fact, "fresh");
        assert!(impact.lines[0].after.is_none());
    }
}
