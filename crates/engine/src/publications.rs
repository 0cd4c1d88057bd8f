//! Which pack holds on a day, and since when: publications of a programme, last word first.
//!
//! Nobody is judged by a pack that was not published; what a case was judged by it keeps.

use std::sync::Arc;

use rules::Pack;
use serde::Serialize;
use store::publications::{Hold, PublicationRow};
use store::{Source, UnitOfWork};
use workflow::{Application, Date, Stage, Timestamp};

use crate::packs::keep;
use crate::{Engine, EngineError};

/// One publication, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicationView {
    pub programme: String,
    /// From 1, in the order of publishing.
    pub seq: i64,
    pub fingerprint: String,
    /// The label its own file gives it.
    pub version: String,
    pub effective_from: Date,
    pub effective_until: Option<Date>,
    /// First day on which a later publication holds in its place.
    pub superseded_from: Option<Date>,
    /// That publication's number.
    pub superseded_by: Option<i64>,
    /// Cases handed in today are judged by it.
    pub in_force: bool,
    /// Nothing where whoever runs the machine loaded it from files.
    pub draft: Option<String>,
    pub drafted_by: Option<String>,
    pub published_by: Option<String>,
    pub published_at: Timestamp,
}

impl Engine {
    /// The publications of a programme, the last word first.
    pub async fn publications(&self, programme: &str) -> Result<Vec<PublicationView>, EngineError> {
        let today = self.today().await?;
        let rows = store::publications::list(&self.store, programme).await?;
        let people = rows.iter().flat_map(|row| [row.drafted_by, row.published_by]).flatten();
        let names = store::people::names(&self.store, &people.collect::<Vec<_>>()).await?;
        let name = |id| names.iter().find(|(person, _)| Some(*person) == id).map(|(_, name)| name.clone());
        let holding = rows.iter().rfind(|row| row.effective_from <= today).map(|row| row.seq);
        let mut views = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let heir = heir(&rows[index + 1..]);
            views.push(PublicationView {
                programme: row.programme_code.clone(),
                seq: row.seq,
                fingerprint: row.fingerprint.clone(),
                version: self.pack(&row.fingerprint).await?.programme().version.clone(),
                effective_from: row.effective_from,
                effective_until: row.effective_until,
                superseded_from: heir.map(|heir| heir.effective_from),
                superseded_by: heir.map(|heir| heir.seq),
                in_force: Some(row.seq) == holding,
                draft: row.draft_id.map(|draft| draft.to_string()),
                drafted_by: name(row.drafted_by),
                published_by: name(row.published_by),
                published_at: row.published_at,
            });
        }
        views.reverse();
        Ok(views)
    }

    /// Fingerprint of the pack that judges what is handed in to a programme on a day: the last word that has
    /// begun. One whose last day has passed goes on judging the calls still open; `None` before the first.
    pub(crate) async fn in_force(
        &self,
        on: &impl Source,
        programme: &str,
        day: Date,
    ) -> Result<Option<String>, EngineError> {
        let row = store::publications::in_force(on, programme, day).await?;
        Ok(row.map(|row| row.fingerprint))
    }

    /// The pack in force today, or the one that will be the first.
    pub(crate) async fn pack_today(
        &self,
        on: &impl Source,
        programme: &store::programmes::ProgrammeRow,
        today: Date,
    ) -> Result<Arc<Pack>, EngineError> {
        let fingerprint = self.in_force(on, &programme.code, today).await?;
        self.pack_from(on, fingerprint.as_ref().unwrap_or(&programme.current_fingerprint)).await
    }

    /// The pack that judges a case: what it was judged by when it was handed in, whatever came later; before
    /// that the one in force on the day.
    pub(crate) async fn judging_pack(
        &self,
        on: &impl Source,
        application: &Application,
        day: Date,
    ) -> Result<Arc<Pack>, EngineError> {
        let origin = &application.origin;
        let fingerprint = match &application.judgement {
            Some(judgement) => Some(judgement.pack_fingerprint.clone()),
            None if is_to_be_handed_in(application.stage()) => {
                self.in_force(on, &origin.programme, day).await?
            }
            None => None,
        };
        self.pack_from(on, fingerprint.as_ref().unwrap_or(&origin.pack_fingerprint)).await
    }
}

/// A case that ended without being handed in keeps the pack it was begun with.
const fn is_to_be_handed_in(stage: Stage) -> bool {
    matches!(stage, Stage::Draft | Stage::Confirmation)
}

/// The publication that first takes the place of those before it.
fn heir(later: &[PublicationRow]) -> Option<&PublicationRow> {
    later.iter().min_by_key(|heir| (heir.effective_from, -heir.seq))
}

/// Files loaded by whoever runs the machine: published from the day they name themselves, unless they were
/// published before, or people have published since. Answers whether they were.
pub(crate) async fn load(unit: &UnitOfWork, pack: &Pack, now: Timestamp) -> Result<bool, EngineError> {
    let programme = pack.programme();
    store::publications::hold(unit, &programme.code, Hold::Publishing).await?;
    let before = store::publications::list(unit, &programme.code).await?;
    let known = before.iter().any(|row| row.fingerprint == pack.fingerprint());
    let by_people = before.last().is_some_and(|row| row.published_by.is_some());
    if known || by_people {
        crate::packs::keep_bytes(unit, pack, now).await?;
        return Ok(false);
    }
    let (effective_from, effective_until) = days(pack)?;
    keep(unit, pack, now).await?;
    let row = PublicationRow {
        programme_code: programme.code.clone(),
        seq: before.last().map_or(1, |row| row.seq + 1),
        fingerprint: pack.fingerprint().to_owned(),
        effective_from,
        effective_until,
        draft_id: None,
        drafted_by: None,
        published_by: None,
        published_at: now,
    };
    store::publications::insert(unit, &row).await?;
    Ok(true)
}

/// The days of effect a pack's own file names.
fn days(pack: &Pack) -> Result<(Date, Option<Date>), EngineError> {
    let day = |name: &str, text: &str| {
        let day = text.parse::<Date>();
        day.map_err(|_| EngineError::Pack(format!("programme.toml: {name} is no day of the calendar")))
    };
    let programme = pack.programme();
    let from = day("effective_from", &programme.effective_from)?;
    let until = programme.effective_until.as_deref();
    let until = until.map(|text| day("effective_until", text)).transpose()?;
    if until.is_some_and(|until| until < from) {
        let what = "programme.toml: effective_until lies before effective_from; correct one of the two";
        return Err(EngineError::Pack(what.to_owned()));
    }
    Ok((from, until))
}
