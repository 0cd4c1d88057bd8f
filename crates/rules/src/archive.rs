//! One deterministic byte encoding of a pack's files, so that the bytes can be stored under
//! their fingerprint and compiled again years later. Knows paths and bytes, nothing of content.

use std::collections::BTreeMap;

use crate::error::RuleError;

/// First bytes of every archive; the digit is the encoding's version.
const MAGIC: &[u8] = b"HOUBU-PACK-1\n";
/// A pack is a handful of text files; anything larger is not a pack.
pub const ARCHIVE_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Files in one pack.
pub const ARCHIVE_MAX_FILES: usize = 64;

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Sorted paths, each with its length and content's length in front, big-endian.
pub(crate) fn encode(files: &Files) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for (path, content) in files {
        bytes.extend_from_slice(&(path.len() as u64).to_be_bytes());
        bytes.extend_from_slice(path.as_bytes());
        bytes.extend_from_slice(&(content.len() as u64).to_be_bytes());
        bytes.extend_from_slice(content);
    }
    bytes
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Files, RuleError> {
    let damaged = |detail: &str| RuleError::ArchiveDamaged { detail: detail.into() };
    if bytes.len() > ARCHIVE_MAX_BYTES {
        return Err(damaged("larger than a pack may be"));
    }
    let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged("not a pack archive"))?;
    let mut files = Files::new();
    while !rest.is_empty() {
        let path = take_counted(&mut rest).ok_or_else(|| damaged("truncated path"))?;
        let path = std::str::from_utf8(path).map_err(|_| damaged("path is not UTF-8"))?;
        let content = take_counted(&mut rest).ok_or_else(|| damaged("truncated content"))?;
        let in_order = files.last_key_value().is_none_or(|(last, _)| last.as_str() < path);
        if !in_order || files.len() >= ARCHIVE_MAX_FILES {
            return Err(damaged("paths out of order or too many"));
        }
        files.insert(path.to_owned(), content.to_vec());
    }
    Ok(files)
}

fn take_counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    let (content, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(content)
}
