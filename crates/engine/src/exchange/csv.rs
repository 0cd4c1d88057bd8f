//! Reading CSV: UTF-8, commas, a first line that names the columns. Cells come out as trimmed text.
//!
//! The whole file is read or none of it; every fault names its line. Nothing is guessed: an unknown column
//! or a short line is a fault, not a shift.

use std::collections::BTreeMap;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use crate::error::{Faults, FieldFault};

/// A register of a county is a few thousand lines; this is room for a province.
pub const FILE_LIMIT_BYTES: usize = 32 * 1024 * 1024;
/// One transaction holds them all.
pub const LINES_MAXIMUM: usize = 100_000;
/// What a spreadsheet puts before UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A column a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What the first line calls it.
    pub code: &'static str,
    /// A table without it is refused.
    pub required: bool,
}

/// One line, its cells by column. An empty cell is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cells {
    /// As an editor counts them.
    pub line: u64,
    cells: BTreeMap<String, String>,
}

impl Cells {
    pub(crate) fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// Every cell that is there, by its column.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells.iter().map(|(column, cell)| (column.as_str(), cell.as_str()))
    }
}

/// The lines behind the first; empty lines are passed over.
pub(crate) fn read(bytes: &[u8], columns: &'static [Column]) -> Result<Vec<Cells>, Vec<FieldFault>> {
    let named: Vec<Named<'_>> = columns.iter().map(|column| (column.code, column.required)).collect();
    read_named(bytes, &named)
}

/// A column's name, and whether it must be there.
pub(crate) type Named<'a> = (&'a str, bool);

/// The same for columns that a policy pack names.
pub(crate) fn read_named(bytes: &[u8], columns: &[Named<'_>]) -> Result<Vec<Cells>, Vec<FieldFault>> {
    let one = |fault| Err(vec![fault]);
    if bytes.len() > FILE_LIMIT_BYTES {
        return one(FieldFault::new("file", "table-too-large").with("limit", FILE_LIMIT_BYTES));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            return one(FieldFault::new("file", "table-not-utf8").with("line", line));
        }
    };
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let mut count = LineCount { text: text.as_bytes(), at: 0, line: 1 };
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return one(broken(&error, &mut count)),
    };
    let named = header_columns(&header, columns)?;
    let mut lines = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => lines.extend(cells(&record, &named, &mut count)),
            Err(error) => return one(broken(&error, &mut count)),
        }
        if lines.len() > LINES_MAXIMUM {
            return one(FieldFault::new("file", "table-too-many-lines").with("limit", LINES_MAXIMUM));
        }
    }
    if lines.is_empty() { one(FieldFault::new("file", "table-empty")) } else { Ok(lines) }
}

/// The columns in the order of the file.
fn header_columns<'a>(header: &StringRecord, columns: &[Named<'a>]) -> Result<Vec<&'a str>, Vec<FieldFault>> {
    let known = || columns.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", ");
    let mut faults = Faults::default();
    let mut named: Vec<&str> = Vec::new();
    for name in header.iter().map(str::trim) {
        match columns.iter().find(|(code, _)| *code == name) {
            Some((code, _)) if named.contains(code) => {
                faults.push(FieldFault::new("file", "table-column-twice").with("column", name));
            }
            Some((code, _)) => named.push(code),
            None => {
                let fault = FieldFault::new("file", "table-column-unknown");
                faults.push(fault.with("column", name).with("allowed", known()));
            }
        }
    }
    for (code, _) in columns.iter().filter(|(code, required)| *required && !named.contains(code)) {
        faults.push(FieldFault::new("file", "table-column-missing").with("column", *code));
    }
    let faults = faults.into_list();
    if faults.is_empty() { Ok(named) } else { Err(faults) }
}

/// Counts lines as an editor does: the reader's own count is one short after a carriage return.
struct LineCount<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCount<'_> {
    /// The line on which the record at this byte begins. Bytes only ever grow.
    fn line_of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        while self.at < self.text.len() {
            let next = self.text[self.at];
            // What ended the record before, and empty lines, stand before the record itself.
            if self.at >= start && !matches!(next, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(next == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn cells(record: &StringRecord, named: &[&str], count: &mut LineCount<'_>) -> Option<Cells> {
    let line = record.position().map_or(0, |position| count.line_of(position.byte()));
    let filled = named.iter().zip(record.iter()).filter(|(_, cell)| !cell.trim().is_empty());
    let cells: BTreeMap<_, _> =
        filled.map(|(name, cell)| ((*name).to_owned(), cell.trim().to_owned())).collect();
    (!cells.is_empty()).then_some(Cells { line, cells })
}

fn broken(error: &csv::Error, count: &mut LineCount<'_>) -> FieldFault {
    let line = error.position().map_or(1, |position| count.line_of(position.byte()));
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => FieldFault::new("file", "table-line-length")
            .with("line", line)
            .with("expected", expected_len)
            .with("found", len),
        _ => FieldFault::new("file", "table-unreadable").with("line", line),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    const COLUMNS: &[Column] =
        &[Column { code: "code", required: true }, Column { code: "name", required: false }];

    fn check(text: &str, expect: &str, line: Option<&str>) {
        let faults = read(text.as_bytes(), COLUMNS).unwrap_err();
        assert_eq!(faults[0].code, expect, "{text:?}");
        assert_eq!(faults[0].arguments.get("line").map(String::as_str), line, "{text:?}");
    }

    #[test]
    fn cells_are_trimmed_and_lines_are_counted_as_an_editor_counts() {
        let text = "\u{feff}name , code\r\n\" 甲,\n乙 \",1\r\n\r\n,\r\n丙,2\r\n";
        let lines = read(text.as_bytes(), COLUMNS).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].line, lines[0].get("name")), (2, Some("甲,\n乙")));
        assert_eq!((lines[1].line, lines[1].get("code")), (6, Some("2")));
        assert_eq!(read(b"code\n1", COLUMNS).unwrap()[0].get("name"), None);
    }

    #[test]
    fn a_bad_file_is_refused_whole() {
        check("", "table-column-missing", None);
        check("code\n", "table-empty", None);
        check("name\n甲\n", "table-column-missing", None);
        check("code,nmae\n1,2\n", "table-column-unknown", None);
        check("code,name,code\n1,2,3\n", "table-column-twice", None);
        check("code,name\n1,2\n1\n", "table-line-length", Some("3"));
        check("code,name\n1,2,3\n", "table-line-length", Some("2"));
        let gbk = [b"code\n1\n".as_slice(), &[0xbc, 0xd7]].concat();
        let faults = read(&gbk, COLUMNS).unwrap_err();
        assert_eq!((faults[0].code, faults[0].arguments["line"].as_str()), ("table-not-utf8", "3"));
    }

    #[test]
    fn limits_are_limits() {
        let many = format!("code\n{}", "1\n".repeat(LINES_MAXIMUM + 1));
        check(&many, "table-too-many-lines", None);
        assert!(read("code\n1\n".as_bytes(), COLUMNS).is_ok());
        check(&format!("code\n{}", "1".repeat(FILE_LIMIT_BYTES)), "table-too-large", None);
    }
}
