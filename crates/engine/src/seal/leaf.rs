//! What a seal covers, line by line of text: the head of each application's log, and each entry of each
//! publicity list. Nothing personal beyond what the list itself shows stands in a leaf.

use std::collections::BTreeMap;

use store::Source;
use store::seals::{Head, Listed};
use workflow::id::ApplicationId;

use crate::EngineError;

/// First line of the leaf of an application.
pub const HEAD_TAG: &str = "houbu-head-v1";
/// First line of the leaf of an entry of a publicity list.
pub const LISTED_TAG: &str = "houbu-listed-v1";

const HEAD_PREFIX: &str = "head/";

/// Leaves by name, in the order of the tree.
pub type Leaves = BTreeMap<String, String>;

/// Everything a seal made now would cover.
pub async fn leaves_of(on: &impl Source) -> Result<Leaves, EngineError> {
    let heads = store::seals::heads(on).await?;
    let listed = store::seals::listed(on).await?;
    let head = |head: &Head| (format!("{HEAD_PREFIX}{}", head.application_id), head_body(head));
    let entry =
        |line: &Listed| (format!("listed/{}/{}", line.notice_id, line.application_id), listed_body(line));
    Ok(heads.iter().map(head).chain(listed.iter().map(entry)).collect())
}

fn head_body(head: &Head) -> String {
    let number = head.number.as_deref().unwrap_or("-");
    lines(&[HEAD_TAG, &head.application_id.to_string(), number, &head.events.to_string(), &head.hash])
}

fn listed_body(line: &Listed) -> String {
    lines(&[
        LISTED_TAG,
        &line.notice_number,
        &line.first_day.to_string(),
        &line.last_day.to_string(),
        &line.position.to_string(),
        &line.organisation_name,
        &line.uscc_masked,
        &line.amount_fen.fen().to_string(),
        &line.events.to_string(),
        &line.hash,
    ])
}

/// One field per line; a control character in a field would forge a line, so it becomes a space.
fn lines(fields: &[&str]) -> String {
    let line = |field: &&str| field.replace(char::is_control, " ") + "\n";
    fields.iter().map(line).collect()
}

/// The leaf of an application, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadLeaf {
    pub application: ApplicationId,
    pub number: String,
    pub events: i64,
    pub hash: String,
}

impl HeadLeaf {
    /// Nothing when the body is that of another kind of leaf.
    pub fn read(body: &str) -> Option<Self> {
        let mut fields = body.lines();
        if fields.next() != Some(HEAD_TAG) {
            return None;
        }
        let mut next = || fields.next();
        Some(Self {
            application: next()?.parse().ok()?,
            number: next()?.to_owned(),
            events: next()?.parse().ok()?,
            hash: next()?.to_owned(),
        })
    }
}

/// What an entry of a list is called in a sentence: the number of the list and the organisation.
pub fn entry_of(body: &str) -> Option<(&str, &str)> {
    let fields: Vec<&str> = body.lines().collect();
    match fields.as_slice() {
        [LISTED_TAG, notice, _, _, _, organisation, ..] => Some((notice, organisation)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_head_is_five_lines_and_reads_back() {
        let id: ApplicationId = "0195".repeat(8).parse().unwrap();
        let head =
            Head { application_id: id, number: Some("HM-1".to_owned()), events: 7, hash: "ab".to_owned() };
        let body = head_body(&head);
        assert_eq!(body, format!("houbu-head-v1\n{id}\nHM-1\n7\nab\n"));
        let read = HeadLeaf::read(&body).unwrap();
        assert_eq!((read.application, read.events, read.hash.as_str()), (id, 7, "ab"));
        assert_eq!(HeadLeaf::read("houbu-listed-v1\n"), None);
    }

    #[test]
    fn a_field_cannot_forge_a_line() {
        assert_eq!(lines(&["a\nb", "c"]), "a b\nc\n");
    }
}
