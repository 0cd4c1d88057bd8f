//! Each warning of the analysis on a pack planted with its fault, beside the same pack without it;
//! and the shipped packs, which warn of nothing their staff have not explained.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;

use rules::Pack;
use rules::analysis::{Analysis, Effort, Warning};
use support::shipped;

/// Enough for every planted fault, and quick where nothing is optimised.
const EFFORT: Effort = Effort { samples: 1_000, bases: 40 };

/// Two money facts, a choice, a percentage and a criterion with its texts; the script is each test's own.
const MANIFEST: &str = r#"
code = "planted"
title_zh = "试"
title_en = "Planted"
instrument = "reward"
version = "1"
effective_from = "2026-01-01"

[[ruling]]
code = "PLANTED"
script = "planted.rhai"
purpose = "award"
title_zh = "试"
title_en = "Planted"

[[fact]]
key = "rd"
kind = "money-yuan"
title_zh = "研发费用"
title_en = "R&D cost"
source = "form"

[[fact]]
key = "sales"
kind = "money-yuan"
title_zh = "销售收入"
title_en = "Sales"
source = "form"

[[fact]]
key = "level"
kind = "text"
choices = ["national", "province", "city"]
title_zh = "级别"
title_en = "Level"
source = "form"

[[criterion]]
ruling = "PLANTED"
code = "enough"
clause = "1"
document = "试"
article = "1"

[[parameter]]
name = "least"
value = "100"
unit = "wan-yuan"
title_zh = "最低"
title_en = "Least"
[parameter.basis]
document = "试"
mark = "GK"
place = "试"
note_zh = "试"
note_en = "planted"
"#;

const SOUND: &str = r#"
criterion("enough", "1").at_least(rd, least);
let share = if level == "national" { 3 } else if level == "province" { 2 } else { 1 };
amount("share").rate(rd, percent(share)).cap(wan(50));
output("intensity", ratio(rd, sales));
"#;

fn planted(script: &str, manifest_end: &str) -> Pack {
    let texts = "criterion-enough = 一\ncriterion-enough-met = 一\ncriterion-enough-not-met = 一\n";
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let files = BTreeMap::from([
        file("programme.toml", &format!("{MANIFEST}\n{manifest_end}")),
        file("planted.rhai", script),
        file("texts.zh-CN.ftl", texts),
        file("texts.en.ftl", texts),
    ]);
    Pack::from_files(files).unwrap_or_else(|fault| panic!("{fault}"))
}

fn analysed(script: &str, manifest_end: &str) -> Analysis {
    planted(script, manifest_end).analyse(EFFORT)
}

fn codes(analysis: &Analysis) -> Vec<&str> {
    analysis.warnings.iter().map(|warning| warning.concern.code()).collect()
}

const RISES: &str = "[[monotone]]\nruling = \"PLANTED\"\nfact = \"rd\"\namount = \"rises\"\n";
const FALLS: &str = "[[monotone]]\nruling = \"PLANTED\"\nfact = \"rd\"\namount = \"falls\"\n";

#[test]
fn a_sound_pack_warns_of_nothing_and_each_planted_fault_of_itself() {
    assert_eq!(codes(&analysed(SOUND, RISES)), <[&str; 0]>::default());
    let plant = |from: &str, to: &str| {
        assert!(SOUND.contains(from), "{from}");
        SOUND.replace(from, to)
    };
    for (script, expected) in [
        (plant(".at_least(rd, least)", ".at_least(rd + least, least)"), "never-fails"),
        (plant(".at_least(rd, least)", ".less_than(rd + least, least)"), "never-passes"),
        (
            plant("criterion(\"enough\"", "if level == \"county\" { criterion(\"enough\"")
                .replace("least);", "least); }"),
            "never-reached",
        ),
        (plant("ratio(rd, sales)", "rd / sales"), "division-faults"),
        (plant("else { 1 }", "else { throw \"nobody knows\" }"), "script-stops"),
        (plant("amount(\"share\")", "if level != \"city\" { amount(\"share\")") + "}", "branch-missing"),
        (plant("amount(\"share\")", "if rd < wan(900) { amount(\"share\")") + "}", "amount-undefined"),
        (plant("output(\"intensity\", ratio(rd, sales));", ""), "unused-fact"),
        (
            plant(
                "percent(share)",
                "between(rd, [[0, wan(200), percent(3)], [wan(300), (), percent(4)]], 0)",
            ),
            "table-gap",
        ),
        (
            plant(
                "percent(share)",
                "between(rd, [[0, wan(200), percent(3)], [wan(100), (), percent(4)]], 0)",
            ),
            "table-overlap",
        ),
        (
            plant("percent(share)", "band(rd, [[wan(300), percent(3)], [wan(200), percent(4)]], 0)"),
            "table-overlap",
        ),
        (plant("percent(share)", "band(rd, [[wan(300), percent(3)]], percent(1))"), "payout-falls"),
    ] {
        let analysis = analysed(&script, RISES);
        assert!(codes(&analysis).contains(&expected), "{expected}: {:?}\n{script}", analysis.warnings);
    }
}

#[test]
fn a_declared_fall_that_rises_and_a_direction_nobody_shows() {
    assert!(codes(&analysed(SOUND, FALLS)).contains(&"payout-rises"));
    let fixed = SOUND.replace("rate(rd, percent(share))", "fixed(share)");
    let fixed = fixed.replace(".at_least(rd, least)", ".at_least(sales, least)");
    assert!(codes(&analysed(&fixed, RISES)).contains(&"direction-untried"));
}

#[test]
fn a_warning_stands_at_its_line_and_can_be_explained() {
    let script = SOUND.replace(".at_least(rd, least)", ".at_least(rd + least, least)");
    let found = |end: &str| -> Vec<Warning> { analysed(&script, end).warnings };
    let bare = found("");
    assert_eq!((bare[0].file.as_str(), bare[0].line, bare[0].column), ("planted.rhai", 2, 11));
    let explained = |subject: &str| {
        format!(
            "[[explained]]\nwarning = \"never-fails\"\nsubject = \"{subject}\"\n\
             reason_zh = \"条文如此\"\nreason_en = \"the text says so\"\n"
        )
    };
    assert_eq!(found(&explained("enough"))[0].explanation.as_ref().unwrap().reason_en, "the text says so");
    let wrong = found(&explained("enuogh"));
    assert!(wrong.iter().any(|warning| warning.concern.code() == "nothing-to-explain"));
    assert!(wrong.iter().all(|warning| warning.explanation.is_none()));
}

#[test]
fn the_same_pack_gives_the_same_warnings() {
    let script = SOUND.replace("ratio(rd, sales)", "rd / sales");
    assert_eq!(analysed(&script, RISES), analysed(&script, RISES));
}

#[test]
fn no_shipped_pack_has_an_unexplained_warning() {
    let mut unexplained = Vec::new();
    for (name, pack) in shipped() {
        let analysis = pack.analyse(EFFORT);
        assert!(analysis.evaluations > 300, "{name}: {} evaluations", analysis.evaluations);
        unexplained.extend(analysis.unexplained().map(|warning| format!("{name}/{warning}")));
    }
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}

#[test]
fn a_figure_that_is_not_known_leaves_the_amount_to_a_person() {
    let manifest_end = "[[fact]]\nkey = \"granted\"\nkind = \"money-yuan\"\ntitle_zh = \"补助\"\ntitle_en = \"Granted\"\n\
                        source = \"form\"\noptional = true\n";
    let script =
        SOUND.replace("rate(rd, percent(share))", "rate(min(rd, granted + granted), percent(share))");
    let pack = planted(&script, manifest_end);
    let judge = |facts: &str| support::judge(&pack, "PLANTED", facts);
    let unknown = judge(r#"{"rd": 2000000, "sales": 1, "level": "city"}"#);
    assert_eq!((unknown.eligibility, unknown.amount.clone()), (rules::Eligibility::Eligible, None));
    assert!(unknown.needs_person() && unknown.review_reasons.contains("figure-missing"));
    let known = judge(r#"{"rd": 2000000, "sales": 1, "level": "city", "granted": 100}"#);
    assert_eq!(known.amount_fen(), Some(200));
    let refused = judge(r#"{"rd": 1, "sales": 1, "level": "city"}"#);
    assert_eq!(refused.amount_fen(), Some(0));
}
