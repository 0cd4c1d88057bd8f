//! A bad programme file is refused when it is loaded, with every fault at once; the version that runs
//! stays, whether it is loaded through the engine or from the command line.

use engine::EngineError;
use harness::programmes::ProgrammeFiles;
use harness::{House, on_both_databases};

const CODE: &str = "technical-contract";

/// The shipped programme with these texts in place of others.
fn changed(replace: &[(&str, &str)]) -> ProgrammeFiles {
    let named = format!("code = \"{CODE}\"");
    let text = |files: &ProgrammeFiles| String::from_utf8(files["programme.toml"].clone()).unwrap();
    let mut files =
        houbu::embedded_programmes().into_iter().find(|files| text(files).contains(&named)).unwrap();
    let mut manifest = text(&files);
    for (from, to) in replace {
        assert!(manifest.contains(from), "the programme says {from}");
        manifest = manifest.replacen(from, to, 1);
    }
    files.insert("programme.toml".to_owned(), manifest.into_bytes());
    files
}

async fn running(house: &House) -> String {
    let lines = house.engine.programmes().await.unwrap();
    lines.into_iter().find(|line| line.code == CODE).unwrap().fingerprint
}

on_both_databases! {
    async fn a_bad_file_is_refused_whole_and_the_running_version_stays(database: Database) {
        let house = House::open(database).await;
        let before = running(&house).await;
        let bad = changed(&[
            ("effective_from = \"2026-01-01\"", "effective_from = \"2026-02-30\""),
            ("limit_working_days = 5", "limit_working_days = -5"),
            ("key = \"award\"", "key = \"prize\""),
        ]);
        let Err(EngineError::Pack(told)) = house.engine.adopt_pack(bad).await else {
            panic!("a bad programme was adopted");
        };
        for word in ["programme.toml:6: effective_from", "integer `-5`", "unknown variant `prize`"] {
            assert!(told.contains(word), "`{word}` is missing: {told}");
        }
        assert_eq!(running(&house).await, before);
        let twice = "[[pipeline.stage]]\nkey = \"formal-check\"\nowner = \"officer\"\nlimit_working_days = 5\n\n";
        let at = "[[pipeline.stage]]\nkey = \"approval\"";
        let refused = house.engine.adopt_pack(changed(&[(at, &format!("{twice}{at}"))])).await;
        assert!(refused.unwrap_err().to_string().contains("listed twice"));
        assert_eq!(running(&house).await, before);
        let sound = house.engine.adopt_pack(changed(&[("version = \"1\"", "version = \"2\"")])).await.unwrap();
        assert_eq!(running(&house).await, sound.fingerprint());
        assert_ne!(before, sound.fingerprint());
    }
}
