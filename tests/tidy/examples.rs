//! The tidy checks themselves: each finds what it is there for, and leaves the rest alone.
//! What a check must find is put together here, lest the checks find it in this file.

use super::*;

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

fn rust(text: &str) -> Source {
    source("crates/mail/src/x.rs", text)
}

#[test]
fn a_header_is_neither_missing_nor_a_story() {
    let with = |lines| rust(&("//! Owns.\n".repeat(lines) + "\nfn f() {}\n"));
    assert_eq!([0, 1, 2, 6, 7].map(|lines| header(&with(lines)).len()), [1, 1, 0, 0, 1]);
    let library = source("crates/mail/src/lib.rs", &"//! Owns.\n".repeat(12));
    assert_eq!(header(&library).len(), 0);
    assert_eq!(header(&rust("use x;\n//! Late.\n//! Late.\n")).len(), 1);
}

#[test]
fn long_lines_are_counted_in_characters() {
    let found = |line: String| line_length(&rust(&line)).len();
    assert_eq!(found("补".repeat(120)), 0);
    assert_eq!(found("补".repeat(121)), 1);
    assert_eq!(found(format!("\"{}\"", "a".repeat(138))), 0);
    assert_eq!(found(format!("\"{}\"", "a".repeat(139))), 1);
}

#[test]
fn a_long_file_is_found_without_its_unit_tests() {
    let body = "x;\n".repeat(FILE_LINES_MAXIMUM);
    let tests = format!("#[cfg(test)]\nmod tests {{\n{body}}}\n");
    assert_eq!(file_length(&rust(&format!("{body}{tests}"))).len(), 0);
    assert_eq!(file_length(&rust(&(body + "x;\n"))).len(), 1);
}

#[test]
fn work_left_for_later_is_found() {
    let found = |parts: [&str; 3]| left_for_later(&rust(&parts.concat())).len();
    assert_eq!(found(["// TO", "DO", ": later\n"]), 1);
    assert_eq!(found(["fn f() { to", "do", "!() }\n"]), 1);
    assert_eq!(found(["fn f() { unimple", "mented", "!() }\n"]), 1);
    assert_eq!(found(["let s = \"XX", "XX", "\";\n"]), 0);
    assert_eq!(found(["// what to", "do", " next\n"]), 0);
}

#[test]
fn empty_names_are_found() {
    let found = |path| names(&source(path, "fn f() {}\n")).len();
    assert_eq!(found("crates/mail/src/utils.rs"), 1);
    assert_eq!(found("crates/mail/src/common/address.rs"), 1);
    assert_eq!(found("crates/mail/src/mail_helper.rs"), 1);
    assert_eq!(found("crates/mail/src/new_mail.rs"), 1);
    assert_eq!(found("crates/mail/src/metadata.rs"), 0);
    assert_eq!(names(&rust("pub mod misc;\n")).len(), 1);
    assert_eq!(names(&rust("mod data {\n}\n")).len(), 1);
    assert_eq!(names(&rust("mod message; // data\n")).len(), 0);
}

#[test]
fn blanks_at_the_end_are_found() {
    assert_eq!(blanks(&rust("a \nb\n")).len(), 1);
    assert_eq!(blanks(&rust("a\tb\n")).len(), 1);
    assert_eq!(blanks(&rust("a\r\n")).len(), 1);
    assert_eq!(blanks(&rust("a")).len(), 1);
    assert_eq!(blanks(&rust("a\nb\n")).len(), 0);
    assert_eq!(blanks(&source("README.md", "a  \nb")).len(), 0);
}

#[test]
fn names_of_a_machine_are_found() {
    let words = machine_words();
    let found = |parts: [&str; 3]| machine_names(&source("README.md", &parts.concat()), &words).len();
    assert_eq!(found(["cd /wo", "rk/", "x"]), 1);
    assert_eq!(found(["(\"/tmp/ba", "sh_jobs", "\")"]), 1);
    assert_eq!(found(["see https://regi", "stry.", "example"]), 1);
    assert_eq!(found(["https://example.cn/wo", "rk/", "1"]), 0);
    assert_eq!(found(["the regi", "stry.", ""]), 0);
}

#[test]
fn a_message_in_one_language_only_is_found() {
    let chinese = source(
        "crates/templates/locales/zh-CN/portal.ftl",
        "# 说明\nsave = 保存\n    .title = 保存\nonly-here = 只有中文\n-brand = 后补\n",
    );
    let english = source(
        "crates/templates/locales/en/portal.ftl",
        "save = Save\n    or = not a key\n-brand = Houbu\nleft = Left\n",
    );
    let found = catalogues(&[chinese, english]);
    let expected = [
        "crates/templates/locales/zh-CN/portal.ftl:3: save.title does not exist in en",
        "crates/templates/locales/zh-CN/portal.ftl:4: only-here does not exist in en",
        "crates/templates/locales/en/portal.ftl:4: left does not exist in zh-CN",
    ];
    assert_eq!(found, expected);
    assert_eq!(catalogues(&[]), Vec::<String>::new());
}
