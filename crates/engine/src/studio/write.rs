//! Writing a draft: begun from the pack that holds, or from files, saved as typed, withdrawn.
//!
//! What is saved need not compile: nothing that was typed is ever lost to a fault in it.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::UnitOfWork;
use store::drafts::{DraftState, PackDraftRow};
use workflow::id::PackDraftId;
use workflow::{Role, Timestamp};

use super::{DraftAction, DraftFiles, ready};
use crate::definitions::{MANIFEST, programme_code};
use crate::error::{Faults, FieldFault};
use crate::perform::encode;
use crate::{Engine, EngineError, Signed, journal};

/// All files of a draft together: four times the largest pack that ships, and less than a form may carry.
pub const DRAFT_LIMIT_BYTES: usize = 512 * 1024;
/// A pack is a handful of files.
pub const DRAFT_FILES_LIMIT: usize = 32;
/// A file's name, as it stands in a folder.
pub const FILE_NAME_LIMIT_BYTES: usize = 80;
/// What an author says about the change, or a reader about the draft.
pub const DRAFT_NOTE_LIMIT_CHARACTERS: usize = 2_000;

/// What the journal calls a draft.
pub(super) const SUBJECT: &str = "pack-draft";

/// How a draft begins: from the last pack of a programme, or from files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftInput {
    /// Left out where files are given: they name their programme.
    pub programme: Option<String>,
    pub files: Option<DraftFiles>,
    pub note: String,
}

/// What an author has typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftText {
    pub files: DraftFiles,
    pub note: String,
    /// The change was taken over into the programme's last pack: from now on it is compared with that one.
    pub rebase: bool,
}

impl Engine {
    /// Begins a draft.
    pub async fn begin_draft(
        &self,
        signed: &Signed,
        input: DraftInput,
        key: &str,
    ) -> Result<PackDraftId, EngineError> {
        signed.require(Role::Policy)?;
        let (engine, author) = (self.clone(), signed.clone());
        self.once(&signed.id().to_string(), key, &("begin-draft", input.clone()), move |unit, now| {
            Box::pin(async move {
                let (programme_code, files) = engine.first_files(unit, &input).await?;
                let faults = examined(&files, &input.note);
                faults.into_result()?;
                let latest = store::publications::latest(unit, &programme_code).await?;
                let turn = store::counters::next(unit, SUBJECT).await?;
                let row = PackDraftRow {
                    id: engine.fresh_id(now, PackDraftId::new)?,
                    number: format!("{}-R{turn:03}", engine.settings.number_prefix),
                    programme_code,
                    based_on: latest.map(|latest| latest.fingerprint),
                    author: author.id(),
                    state: DraftState::Draft,
                    note: input.note.trim().to_owned(),
                    answer: String::new(),
                    begun_at: now,
                    changed_at: now,
                    version: 1,
                    files_json: encode(&files)?,
                };
                store::drafts::insert(unit, &row).await?;
                record(unit, now, &author, "draft-begun", &row, &row.note).await?;
                Ok(row.id)
            })
        })
        .await
    }

    /// Keeps what was typed, as read at `version`; answers the next version.
    pub async fn save_draft(
        &self,
        signed: &Signed,
        draft: PackDraftId,
        version: i64,
        text: DraftText,
        key: &str,
    ) -> Result<i64, EngineError> {
        signed.require(Role::Policy)?;
        let author = signed.clone();
        let input = ("save-draft", draft, version, text.clone());
        self.once(&signed.id().to_string(), key, &input, move |unit, now| {
            Box::pin(async move {
                let mut row = ready(unit, &author, (draft, version), DraftAction::Save).await?;
                examined(&text.files, &text.note).into_result()?;
                row.files_json = encode(&text.files)?;
                text.note.trim().clone_into(&mut row.note);
                row.changed_at = now;
                if text.rebase {
                    let latest = store::publications::latest(unit, &row.programme_code).await?;
                    row.based_on = latest.map(|latest| latest.fingerprint);
                }
                store::drafts::save(unit, &row).await?;
                record(unit, now, &author, "draft-saved", &row, &row.note).await?;
                Ok(version + 1)
            })
        })
        .await
    }

    /// Gives a draft up, before it is published.
    pub async fn withdraw_draft(
        &self,
        signed: &Signed,
        draft: PackDraftId,
        version: i64,
        key: &str,
    ) -> Result<PackDraftId, EngineError> {
        signed.require(Role::Policy)?;
        let author = signed.clone();
        self.once(&signed.id().to_string(), key, &("withdraw-draft", draft, version), move |unit, now| {
            Box::pin(async move {
                let row = ready(unit, &author, (draft, version), DraftAction::Withdraw).await?;
                store::drafts::advance(unit, &row, DraftState::Withdrawn, &row.answer, now).await?;
                record(unit, now, &author, "draft-withdrawn", &row, "").await?;
                Ok(draft)
            })
        })
        .await
    }

    async fn first_files(
        &self,
        unit: &UnitOfWork,
        input: &DraftInput,
    ) -> Result<(String, DraftFiles), EngineError> {
        if let Some(files) = &input.files {
            let code = files.get(MANIFEST).and_then(|text| programme_code(text));
            let code = code.filter(|code| is_code(code));
            return match code {
                Some(code) => Ok((code, files.clone())),
                None => Err(EngineError::field("files", "draft-without-programme")),
            };
        }
        let code = input.programme.as_deref().unwrap_or_default().trim();
        let Some(programme) = store::programmes::find(unit, code).await? else {
            return Err(EngineError::field("programme", "choice"));
        };
        let pack = self.pack_from(unit, &programme.current_fingerprint).await?;
        let text = |path: &str| Some((path.to_owned(), pack.file(path)?.to_owned()));
        Ok((programme.code, pack.paths().filter_map(text).collect()))
    }
}

/// The key of a programme: what a folder and an address may be called.
fn is_code(code: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !code.is_empty() && code.len() <= FILE_NAME_LIMIT_BYTES && code.bytes().all(plain)
}

/// A name that is a file of the folder itself, on every machine.
fn is_file_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.len() <= FILE_NAME_LIMIT_BYTES
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.bytes().all(plain)
}

fn examined(files: &DraftFiles, note: &str) -> Faults {
    let mut faults = Faults::default();
    if files.len() > DRAFT_FILES_LIMIT {
        faults.push(FieldFault::new("files", "draft-too-many-files").with("limit", DRAFT_FILES_LIMIT));
    }
    let bytes: usize = files.iter().map(|(name, text)| name.len() + text.len()).sum();
    if bytes > DRAFT_LIMIT_BYTES {
        faults.push(FieldFault::new("files", "draft-too-large").with("limit", DRAFT_LIMIT_BYTES / 1024));
    }
    for (name, text) in files {
        if !is_file_name(name) {
            faults.push(FieldFault::new("files", "draft-file-name").with("found", name));
        }
        let unseen = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        if let Some(line) = text.lines().position(|line| line.chars().any(unseen)) {
            let fault = FieldFault::new("files", "draft-control-character");
            faults.push(fault.with("file", name).with("line", line + 1));
        }
    }
    if note.chars().count() > DRAFT_NOTE_LIMIT_CHARACTERS {
        faults.push(FieldFault::new("note", "too-long").with("limit", DRAFT_NOTE_LIMIT_CHARACTERS));
    }
    if note.contains('\0') {
        faults.add("note", "control-character");
    }
    faults
}

/// What is written down of an act on a draft: the files themselves stand in the draft and in its pack.
pub(super) async fn record(
    unit: &UnitOfWork,
    now: Timestamp,
    by: &Signed,
    action: &'static str,
    draft: &PackDraftRow,
    note: &str,
) -> Result<(), EngineError> {
    let detail = json!({
        "number": draft.number,
        "programme": draft.programme_code,
        "version": draft.version,
        "sha256": crate::once::input_hash(&draft.files_json)?,
        "note": note,
    });
    let subject = (SUBJECT, draft.id.to_string());
    journal::record(unit, now, (by, Role::Policy), action, subject, encode(&detail)?).await
}
