//! Publishing: a second person says from which day a submitted draft holds.
//!
//! The pack is stored byte for byte as it was submitted. It never reaches back behind a case that was handed
//! in, and it is always the successor of the programme's last word: of two at once, one wins.

use rules::Pack;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Source;
use store::drafts::{DraftState, PackDraftRow};
use store::publications::{Hold, PublicationRow};
use workflow::id::PackDraftId;
use workflow::{Date, Role, Timestamp};

use super::{DraftAction, bytes_of, files_of, ready};
use crate::error::{Faults, FieldFault};
use crate::packs::keep;
use crate::perform::encode;
use crate::{Engine, EngineError, Signed, journal};

/// How far from today a first or last day may lie: nobody announces rules for longer.
const DAYS_APART_LIMIT_YEARS: i32 = 20;

/// The days a draft is published for, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishDraft {
    pub effective_from: String,
    /// Empty where no end is known.
    pub effective_until: String,
}

impl Engine {
    /// Publishes a submitted draft, as read at `version`; its author may not.
    pub async fn publish_draft(
        &self,
        signed: &Signed,
        draft: PackDraftId,
        version: i64,
        days: PublishDraft,
        key: &str,
    ) -> Result<i64, EngineError> {
        signed.require(Role::Policy)?;
        self.must_be_green(signed, (draft, version), DraftAction::Publish).await?;
        let (engine, publisher) = (self.clone(), signed.clone());
        let input = ("publish-draft", draft, version, days.clone());
        let (seq, fingerprint) = self
            .once(&signed.id().to_string(), key, &input, move |unit, now| {
                Box::pin(async move {
                    let row = ready(unit, &publisher, (draft, version), DraftAction::Publish).await?;
                    store::publications::hold(unit, &row.programme_code, Hold::Publishing).await?;
                    let pack = Pack::from_files(bytes_of(files_of(&row)?))
                        .map_err(|error| EngineError::Pack(error.to_string()))?;
                    let seq = engine.publish_here(unit, now, &publisher, &row, &pack, &days).await?;
                    Ok((seq, pack.fingerprint().to_owned()))
                })
            })
            .await?;
        // Compiled here, so that its words are known before anybody is judged by it.
        self.pack(&fingerprint).await?;
        Ok(seq)
    }

    async fn publish_here(
        &self,
        unit: &store::UnitOfWork,
        now: Timestamp,
        publisher: &Signed,
        draft: &PackDraftRow,
        pack: &Pack,
        days: &PublishDraft,
    ) -> Result<i64, EngineError> {
        let programme = &draft.programme_code;
        let latest = store::publications::latest(unit, programme).await?;
        if latest.as_ref().map(|latest| &latest.fingerprint) != draft.based_on.as_ref() {
            return Err(EngineError::field("files", "draft-outdated"));
        }
        if latest.as_ref().is_some_and(|latest| latest.fingerprint == pack.fingerprint()) {
            return Err(EngineError::field("files", "draft-changes-nothing"));
        }
        let earliest = earliest(unit, programme, now.date()).await?;
        let (effective_from, effective_until) = read_days(days, earliest, now.date())?;
        keep(unit, pack, now).await?;
        let row = PublicationRow {
            programme_code: programme.clone(),
            seq: latest.map_or(1, |latest| latest.seq + 1),
            fingerprint: pack.fingerprint().to_owned(),
            effective_from,
            effective_until,
            draft_id: Some(draft.id),
            drafted_by: Some(draft.author),
            published_by: Some(publisher.id()),
            published_at: now,
        };
        store::publications::insert(unit, &row).await?;
        store::drafts::advance(unit, draft, DraftState::Published, &draft.answer, now).await?;
        let detail = json!({
            "number": draft.number,
            "programme": programme,
            "pack": row.fingerprint,
            "effective_from": effective_from,
            "effective_until": effective_until,
        });
        let subject = (super::write::SUBJECT, draft.id.to_string());
        let by = (publisher, Role::Policy);
        journal::record(unit, now, by, "draft-published", subject, encode(&detail)?).await?;
        Ok(row.seq)
    }
}

/// The first day other rules may begin on: the day after the last case was handed in, and the first of days
/// where nobody has applied yet.
pub(super) async fn earliest(on: &impl Source, programme: &str, today: Date) -> Result<Date, EngineError> {
    let last = store::publications::last_handed_in(on, programme).await?;
    Ok(match last {
        // A clock that was set back must not let rules reach behind a case.
        Some(last) => last.date().plus_days(1),
        None => first_day(today),
    })
}

/// As far back as a figure is published for.
fn first_day(today: Date) -> Date {
    Date::from_ymd(today.year() - DAYS_APART_LIMIT_YEARS, 1, 1).unwrap_or(today)
}

fn read_days(days: &PublishDraft, earliest: Date, today: Date) -> Result<(Date, Option<Date>), EngineError> {
    let mut faults = Faults::default();
    let last = Date::from_ymd(today.year() + DAYS_APART_LIMIT_YEARS, 12, 31).unwrap_or(today);
    let mut day = |field: &str, typed: &str| {
        let typed = typed.trim();
        match typed.parse::<Date>() {
            Ok(day) if day < first_day(today) || day > last => {
                let fault = FieldFault::new(field, "day-out-of-range");
                faults.push(fault.with("earliest", first_day(today)).with("latest", last));
                None
            }
            Ok(day) => Some(day),
            Err(_) => {
                faults.add(field, if typed.is_empty() { "required" } else { "not-a-date" });
                None
            }
        }
    };
    let from = day("effective_from", &days.effective_from);
    let typed = days.effective_until.trim();
    let until = if typed.is_empty() { None } else { day("effective_until", typed) };
    if let Some(from) = from {
        if from < earliest {
            faults.push(FieldFault::new("effective_from", "rules-reach-back").with("earliest", earliest));
        }
        if until.is_some_and(|until| until < from) {
            faults.add("effective_until", "date-order");
        }
    }
    faults.into_result()?;
    Ok((from.unwrap_or(earliest), until))
}
