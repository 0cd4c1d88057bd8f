//! The statement: the nine lines of text that are signed. A seal's digest is their SHA-256.
//! Reading is strict: what would not be written like this is no statement.

use sha2::{Digest, Sha256};

/// First line of every statement.
const TAG: &str = "houbu-seal-v1";
/// What the first seal names as the digest of the one before.
pub const NO_DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What one seal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Counted from 1.
    pub number: i64,
    /// In Asia/Shanghai: `2026-03-02T09:00:00.000+08:00`.
    pub sealed_at: String,
    /// Digest of the seal before.
    pub previous: String,
    pub leaves: u64,
    pub root: String,
    /// Acts of the journal, and the number of the last of them.
    pub journal_acts: i64,
    pub journal_last: i64,
    pub journal_digest: String,
}

impl Statement {
    pub fn text(&self) -> String {
        format!(
            "{TAG}\nnumber {}\nsealed-at {}\nprevious {}\nleaves {}\nroot {}\njournal-acts {}\n\
             journal-last {}\njournal-digest {}\n",
            self.number,
            self.sealed_at,
            self.previous,
            self.leaves,
            self.root,
            self.journal_acts,
            self.journal_last,
            self.journal_digest
        )
    }

    /// Nothing unless writing it again gives the same text.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let statement = Self {
            number: field("number")?.parse().ok()?,
            sealed_at: field("sealed-at")?.to_owned(),
            previous: field("previous")?.to_owned(),
            leaves: field("leaves")?.parse().ok()?,
            root: field("root")?.to_owned(),
            journal_acts: field("journal-acts")?.parse().ok()?,
            journal_last: field("journal-last")?.parse().ok()?,
            journal_digest: field("journal-digest")?.to_owned(),
        };
        (statement.text() == text).then_some(statement)
    }

    /// How a sentence names the seal.
    pub fn named(&self) -> String {
        format!("seal {} of {}", self.number, self.sealed_at)
    }
}

pub fn digest_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_statement_reads_back_and_nothing_else_does() {
        let statement = Statement {
            number: 1,
            sealed_at: "2026-03-02T09:00:00.000+08:00".to_owned(),
            previous: NO_DIGEST.to_owned(),
            leaves: 2,
            root: "aa".to_owned(),
            journal_acts: 3,
            journal_last: 4,
            journal_digest: "bb".to_owned(),
        };
        let text = statement.text();
        assert_eq!(text.lines().count(), 9);
        assert_eq!(Statement::read(&text).unwrap(), statement);
        for broken in [text.replace("houbu", "other"), text.replace("root", "roof"), format!("{text}more\n")]
        {
            assert_eq!(Statement::read(&broken), None, "{broken}");
        }
    }
}
