//! Packs leave to a folder and come back byte for byte.
//! Each test runs on both databases.

use std::collections::BTreeMap;

use engine::studio::DraftInput;
use harness::{House, on_both_databases};

use super::{PROGRAMME, publish_raised};

on_both_databases! {
    async fn a_pack_goes_out_and_comes_back_byte_for_byte(database: Database) {
        let house = House::open(database).await;
        let (author, second) = (house.signed("policy").await, house.signed("policy2").await);
        for files in houbu::embedded_programmes() {
            let texts: BTreeMap<String, String> =
                files.iter().map(|(name, bytes)| (name.clone(), String::from_utf8(bytes.clone()).unwrap())).collect();
            let key = format!("import-{}", texts["programme.toml"].len());
            let input = DraftInput { programme: None, files: Some(texts.clone()), note: String::new() };
            let draft = house.engine.begin_draft(&author, input, &key).await.unwrap();
            assert_eq!(house.engine.draft(&second, draft).await.unwrap().files, texts);
            let pack = rules::Pack::from_files(files).unwrap();
            if pack.programme().code == PROGRAMME {
                let report = house.engine.check_draft(&author, draft).await.unwrap();
                assert_eq!(report.fingerprint.as_deref(), Some(pack.fingerprint()));
                assert!(report.is_green(), "{report:?}");
            }
        }
        publish_raised(&house, "2026-02-01").await;
        let held = house.engine.publications(PROGRAMME).await.unwrap().remove(0);
        let pack = house.engine.pack(&held.fingerprint).await.unwrap();
        let again: BTreeMap<String, Vec<u8>> =
            pack.paths().map(|path| (path.to_owned(), pack.file(path).unwrap().as_bytes().to_vec())).collect();
        assert_eq!(rules::Pack::from_files(again).unwrap().fingerprint(), held.fingerprint);
    }
}
