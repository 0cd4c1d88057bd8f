//! The life of a pack: written by one person of policy, checked, read by a second, published from a day on.
//!
//! Drafts and publications never change a pack that anybody was judged by. What a draft would do, `check`
//! and `impact` say; its scripts run only in `judge`, in a process of their own.

mod check;
mod diff;
mod impact;
mod judge;
mod publish;
mod review;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use store::drafts::{DraftState, PackDraftRow};
use store::{Page, Source};
use workflow::id::{PackDraftId, PersonId};
use workflow::{Date, Role, Timestamp};

use crate::{Engine, EngineError, Signed};

pub use check::CheckReport;
pub use diff::{Change, Difference, FileDifference, Line, LineKind};
pub use impact::{IMPACT_BATCH_CASES, Impact, ImpactLine, ImpactTotals, Summary};
pub use publish::PublishDraft;
pub use write::{
    DRAFT_FILES_LIMIT, DRAFT_LIMIT_BYTES, DRAFT_NOTE_LIMIT_CHARACTERS, DraftInput, DraftText,
    FILE_NAME_LIMIT_BYTES,
};

/// The files of a draft, by name.
pub type DraftFiles = BTreeMap<String, String>;

/// Drafts on one page.
pub const DRAFTS_PAGE_ROWS: u32 = 50;

/// Who may read drafts: those who write and publish them, and those who watch.
const READERS: [Role; 3] = [Role::Policy, Role::Director, Role::Supervisor];

/// What a person may do with a draft now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftAction {
    Save,
    Submit,
    Withdraw,
    Return,
    Publish,
}

impl DraftAction {
    pub const ALL: [Self; 5] = [Self::Save, Self::Submit, Self::Withdraw, Self::Return, Self::Publish];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Return => "return",
            Self::Publish => "publish",
        }
    }

    /// Where a draft must stand for it.
    const fn fits(self, state: DraftState) -> bool {
        match self {
            Self::Save | Self::Submit => state.is_open(),
            Self::Withdraw => state.is_open() || matches!(state, DraftState::Submitted),
            Self::Return | Self::Publish => matches!(state, DraftState::Submitted),
        }
    }

    /// The author writes; everybody else of policy reads and answers.
    const fn is_the_authors(self) -> bool {
        matches!(self, Self::Save | Self::Submit | Self::Withdraw)
    }

    /// Pages and commands ask the same.
    pub(crate) fn may(self, signed: &Signed, author: PersonId) -> bool {
        signed.holds(Role::Policy) && (signed.id() == author) == self.is_the_authors()
    }
}

/// A draft in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DraftLine {
    pub id: PackDraftId,
    pub number: String,
    pub programme: String,
    pub author: String,
    pub state: &'static str,
    pub note: String,
    pub begun_at: Timestamp,
    pub changed_at: Timestamp,
    pub version: i64,
}

/// A draft whole.
#[derive(Debug, Clone, Serialize)]
pub struct DraftView {
    #[serde(flatten)]
    pub line: DraftLine,
    pub based_on: Option<String>,
    /// The programme's last word is another pack by now: the change must be taken over into that one.
    pub outdated: bool,
    /// What was said when it was returned.
    pub answer: String,
    pub files: DraftFiles,
    pub actions: Vec<DraftAction>,
    /// First day it could be published from: nobody was judged by other rules on it.
    pub earliest_from: Date,
    pub acts: Vec<DraftAct>,
}

/// One step of its life.
#[derive(Debug, Clone, Serialize)]
pub struct DraftAct {
    pub at: Timestamp,
    pub person: String,
    /// The journal's key of the act.
    pub action: String,
    pub note: String,
}

impl Engine {
    /// Drafts of one programme or of all, newest first, and where the next page begins; `after` is the last
    /// id seen.
    pub async fn drafts(
        &self,
        signed: &Signed,
        programme: Option<&str>,
        after: Option<PackDraftId>,
    ) -> Result<(Vec<DraftLine>, Option<PackDraftId>), EngineError> {
        may_read(signed)?;
        let page = Page { after: after.map(|id| id.to_string()), limit: DRAFTS_PAGE_ROWS };
        let rows = store::drafts::list(&self.store, programme, &page).await?;
        let authors: Vec<PersonId> = rows.iter().map(|row| row.author).collect();
        let names: BTreeMap<_, _> = store::people::names(&self.store, &authors).await?.into_iter().collect();
        let line = |row: store::drafts::PackDraftLine| DraftLine {
            id: row.id,
            number: row.number,
            programme: row.programme_code,
            author: names.get(&row.author).cloned().unwrap_or_default(),
            state: row.state.key(),
            note: row.note,
            begun_at: row.begun_at,
            changed_at: row.changed_at,
            version: row.version,
        };
        let next = rows.last().filter(|_| rows.len() >= DRAFTS_PAGE_ROWS as usize).map(|row| row.id);
        Ok((rows.into_iter().map(line).collect(), next))
    }

    /// One draft with its files, its history and what this person may do.
    pub async fn draft(&self, signed: &Signed, id: PackDraftId) -> Result<DraftView, EngineError> {
        may_read(signed)?;
        let row = found(&self.store, id).await?;
        let today = self.today().await?;
        let latest = store::publications::latest(&self.store, &row.programme_code).await?;
        let earliest_from = publish::earliest(&self.store, &row.programme_code, today).await?;
        let allowed = |action: &DraftAction| action.fits(row.state) && action.may(signed, row.author);
        Ok(DraftView {
            files: files_of(&row)?,
            actions: DraftAction::ALL.into_iter().filter(allowed).collect(),
            outdated: latest.map(|latest| latest.fingerprint) != row.based_on,
            acts: self.acts(id).await?,
            line: DraftLine {
                id,
                number: row.number,
                programme: row.programme_code,
                author: self.author_name(row.author).await?,
                state: row.state.key(),
                note: row.note,
                begun_at: row.begun_at,
                changed_at: row.changed_at,
                version: row.version,
            },
            based_on: row.based_on,
            answer: row.answer,
            earliest_from,
        })
    }

    async fn acts(&self, id: PackDraftId) -> Result<Vec<DraftAct>, EngineError> {
        let rows = store::journal::of_subject(&self.store, write::SUBJECT, &id.to_string()).await?;
        let people: Vec<PersonId> = rows.iter().filter_map(|row| row.actor_person).collect();
        let names: BTreeMap<_, _> = store::people::names(&self.store, &people).await?.into_iter().collect();
        let act = |row: store::journal::JournalRow| {
            let detail: serde_json::Value = serde_json::from_str(&row.detail_json).unwrap_or_default();
            DraftAct {
                at: row.at,
                person: row.actor_person.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                action: row.action,
                note: detail["note"].as_str().unwrap_or_default().to_owned(),
            }
        };
        Ok(rows.into_iter().map(act).collect())
    }

    async fn author_name(&self, person: PersonId) -> Result<String, EngineError> {
        let names = store::people::names(&self.store, &[person]).await?;
        Ok(names.into_iter().next().map(|(_, name)| name).unwrap_or_default())
    }
}

pub(crate) fn may_read(signed: &Signed) -> Result<(), EngineError> {
    if signed.holds_any(&READERS) { Ok(()) } else { Err(EngineError::Forbidden) }
}

async fn found(on: &impl Source, id: PackDraftId) -> Result<PackDraftRow, EngineError> {
    store::drafts::find(on, id).await?.ok_or(EngineError::NotFound { what: "pack-draft" })
}

/// The draft, where this person may do this with it, as it was read at `version`.
async fn ready(
    on: &impl Source,
    signed: &Signed,
    (id, version): (PackDraftId, i64),
    action: DraftAction,
) -> Result<PackDraftRow, EngineError> {
    let row = found(on, id).await?;
    if !action.may(signed, row.author) {
        return Err(EngineError::Forbidden);
    }
    if row.version != version || !action.fits(row.state) {
        return Err(EngineError::Conflict { what: crate::applications::VERSION_MOVED_ON.to_owned() });
    }
    Ok(row)
}

fn files_of(row: &PackDraftRow) -> Result<DraftFiles, EngineError> {
    let read = serde_json::from_str(&row.files_json);
    read.map_err(|error| EngineError::Corrupt { what: format!("pack draft: {error}") })
}

/// As packs take them.
fn bytes_of(files: DraftFiles) -> BTreeMap<String, Vec<u8>> {
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}
