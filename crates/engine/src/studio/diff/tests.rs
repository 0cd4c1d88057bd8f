//! Tests of the difference between packs.
//! Manifests that parse and manifests that do not; nothing here compiles a pack.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;

const OLD: &str = "code = \"p\"\nversion = \"1\"\n\n[[parameter]]\nname = \"cap\"\nvalue = \"20\"\n\
                   title_zh = \"上限\"\ntitle_en = \"Cap\"\n[parameter.basis]\ndocument = \"文件\"\narticle = \"3\"\n\n\
                   [[criterion]]\ncode = \"size\"\nclause = \"2-1\"\n";

fn files(manifest: &str) -> DraftFiles {
    let texts = "cap = 上限\n    两行\ngone = 去\n";
    let entries = [(MANIFEST, manifest), ("texts.zh-CN.ftl", texts), ("eligibility.rhai", "let a = 1;\n")];
    entries.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}

#[test]
fn a_changed_figure_is_told_with_its_title_and_where_it_was_published() {
    let new = OLD.replace("\"20\"", "\"30\"").replace("article = \"3\"", "article = \"4\"");
    let told = difference(&files(OLD), &files(&new));
    let value = told.changes.iter().find(|change| change.part.as_deref() == Some("value")).unwrap();
    assert_eq!((value.kind.as_str(), value.name.as_str()), ("parameter", "cap"));
    assert_eq!((value.old.as_deref(), value.new.as_deref()), (Some("20"), Some("30")));
    assert_eq!(value.basis.as_deref(), Some("文件 4"));
    assert_eq!(value.title_en.as_deref(), Some("Cap"));
    assert_eq!(told.changes.len(), 2, "the figure and its article: {:?}", told.changes);
    assert_eq!(told.files.len(), 1);
    assert_eq!((told.files[0].added, told.files[0].removed), (2, 2));
}

#[test]
fn what_is_new_and_what_is_gone_is_told_once() {
    let new = OLD.replace("code = \"size\"", "code = \"age\"").replace("version = \"1\"", "version = \"2\"");
    let told = difference(&files(OLD), &files(&new));
    let shown: Vec<_> =
        told.changes.iter().map(|change| (change.name.as_str(), change.part.as_deref())).collect();
    assert_eq!(shown, [("age", None), ("size", None), ("", Some("version"))]);
}

#[test]
fn messages_over_lines_and_files_that_do_not_parse_are_compared_too() {
    let mut new = files("code = \n");
    let texts = new.get_mut("texts.zh-CN.ftl").unwrap();
    *texts = texts.replace("两行", "三行").replace("gone = 去\n", "");
    let told = difference(&files(OLD), &new);
    let shown: Vec<_> = told.texts.iter().map(|change| (change.name.as_str(), change.new.clone())).collect();
    assert_eq!(shown, [("cap", Some("上限\n三行".to_owned())), ("gone", None)]);
    assert_eq!(
        told.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(),
        [MANIFEST, "texts.zh-CN.ftl"]
    );
    assert_eq!(difference(&files(OLD), &files(OLD)), Difference::default());
}
