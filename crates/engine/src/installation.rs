//! What the machine's operator sets up before anybody has an account: towns and holiday notices.
//!
//! Each is journalled without a person. Loading what is there already changes nothing.

use store::UnitOfWork;
use store::calendar::CalendarNoticeRow;
use store::journal::JournalRow;
use store::towns::TownRow;
use workflow::calendar::CalendarNotice;
use workflow::id::{NoticeId, TownId};
use workflow::{Role, Timestamp};

use crate::perform::encode;
use crate::{Engine, EngineError};

/// A town or zone by the code it is listed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownDefinition {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
}

impl Engine {
    /// Adds the towns that are not there yet, behind those that are. Answers how many were added.
    pub async fn install_towns(&self, towns: Vec<TownDefinition>) -> Result<usize, EngineError> {
        let engine = self.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let mut position = i64::try_from(store::towns::list(unit).await?.len()).unwrap_or(i64::MAX);
                let mut added = 0;
                for town in towns {
                    if store::towns::find_by_code(unit, &town.code).await?.is_some() {
                        continue;
                    }
                    let id = engine.fresh_id(now, TownId::new)?;
                    let TownDefinition { code, name_zh, name_en } = town;
                    let row = TownRow { id, code, name_zh, name_en, position };
                    store::towns::insert(unit, &row).await?;
                    record(unit, now, "town-added", ("town", id.to_string()), &row.code).await?;
                    position += 1;
                    added += 1;
                }
                Ok(added)
            })
        })
        .await
    }

    /// Adds the notices that are not there yet. Answers how many were added.
    pub async fn install_notices(&self, notices: Vec<CalendarNotice>) -> Result<usize, EngineError> {
        let engine = self.clone();
        let added = self
            .in_unit(move |unit, now| {
                Box::pin(async move {
                    let known = store::calendar::list(unit).await?;
                    let mut added = 0;
                    for notice in notices {
                        let year = i64::from(notice.year);
                        let same = |row: &CalendarNoticeRow| {
                            row.year == year && row.published_on == notice.published_on
                        };
                        if known.iter().any(same) {
                            continue;
                        }
                        let row = CalendarNoticeRow {
                            id: engine.fresh_id(now, NoticeId::new)?,
                            year,
                            published_on: notice.published_on,
                            document: notice.document.clone(),
                            content_json: encode(&notice)?,
                            loaded_at: now,
                        };
                        store::calendar::insert(unit, &row).await?;
                        let subject = ("calendar-notice", row.id.to_string());
                        record(unit, now, "calendar-loaded", subject, &row.document).await?;
                        added += 1;
                    }
                    Ok(added)
                })
            })
            .await?;
        self.compute_awaiting_deadlines().await?;
        Ok(added)
    }
}

/// Journals an act of the machine's operator.
pub(crate) async fn record(
    unit: &UnitOfWork,
    now: Timestamp,
    action: &'static str,
    subject: (&'static str, String),
    detail: &str,
) -> Result<(), EngineError> {
    let row = JournalRow {
        id: 0,
        at: now,
        actor_person: None,
        actor_role: Role::Administrator,
        action: action.to_owned(),
        subject_kind: subject.0.to_owned(),
        subject_id: subject.1,
        detail_json: encode(&serde_json::json!({ "detail": detail }))?,
    };
    store::journal::append(unit, &row).await?;
    Ok(())
}
