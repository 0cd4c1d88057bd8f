//! Publicity lists: what the public was shown, frozen at publication.
//!
//! Items copy the name, the masked code and the amount; later changes elsewhere do not reach them.

use workflow::id::{ApplicationId, CallId, NoticeId, PersonId};
use workflow::{Date, Money, Timestamp};

use crate::Page;
use crate::error::StoreError;
use crate::row::{
    find as find_row, insert as insert_row, list as list_rows, project, projection, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "notices", key 1;
    /// A publicity list. Both days are included.
    pub struct NoticeRow {
        id: NoticeId,
        number: String,
        call_id: CallId,
        first_day: Date,
        last_day: Date,
        published_by: PersonId,
        published_at: Timestamp,
    }
}

table! { "notice_items", key 2;
    /// One line of a publicity list.
    pub struct NoticeItemRow {
        notice_id: NoticeId,
        application_id: ApplicationId,
        organisation_name: String,
        uscc_masked: String,
        amount_fen: Money,
        position: i64,
    }
}

projection! {
    /// A publicity list with its call's title.
    pub struct NoticeSummary {
        id: NoticeId = "n.id",
        number: String = "n.number",
        call_id: CallId = "n.call_id",
        first_day: Date = "n.first_day",
        last_day: Date = "n.last_day",
        published_at: Timestamp = "n.published_at",
        call_title_zh: String = "c.title_zh",
        call_title_en: String = "c.title_en",
        item_count: i64 = "(SELECT COUNT(*) FROM notice_items i WHERE i.notice_id = n.id)",
        total_fen: Money = "(SELECT CAST(COALESCE(SUM(i.amount_fen), 0) AS BIGINT) FROM notice_items i \
                            WHERE i.notice_id = n.id)",
    }
}

projection! {
    /// A line of a list, with where its case stands now.
    pub struct NoticeItemNow {
        application_id: ApplicationId = "i.application_id",
        organisation_name: String = "i.organisation_name",
        uscc_masked: String = "i.uscc_masked",
        amount_fen: Money = "i.amount_fen",
        position: i64 = "i.position",
        stage: String = "a.stage",
        amount_now_fen: Option<Money> = "a.amount_fen",
    }
}

const SUMMARY_JOIN: &str = "FROM notices n JOIN calls c ON c.id = n.call_id";

/// Publishes a list with its items.
pub async fn insert(
    unit: &UnitOfWork,
    notice: &NoticeRow,
    items: &[NoticeItemRow],
) -> Result<(), StoreError> {
    insert_row(unit, notice).await?;
    for item in items {
        insert_row(unit, item).await?;
    }
    Ok(())
}

pub async fn find(on: &impl Source, id: NoticeId) -> Result<Option<NoticeRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_number(on: &impl Source, number: &str) -> Result<Option<NoticeRow>, StoreError> {
    find_row(on, "WHERE t.number = $1", values![number.to_owned()]).await
}

pub async fn summary(on: &impl Source, id: NoticeId) -> Result<Option<NoticeSummary>, StoreError> {
    let rows = project(on, &format!("{SUMMARY_JOIN} WHERE n.id = $1"), values![id]).await?;
    Ok(rows.into_iter().next())
}

/// Lists, newest first (`after` is an id).
pub async fn list(on: &impl Source, page: &Page) -> Result<Vec<NoticeSummary>, StoreError> {
    let tail = format!("{SUMMARY_JOIN} WHERE ($1 IS NULL OR n.id < $1) ORDER BY n.id DESC LIMIT $2");
    project(on, &tail, values![page.after.clone(), page.rows()]).await
}

/// Lists that stand on this day.
pub async fn standing_on(on: &impl Source, day: Date) -> Result<Vec<NoticeSummary>, StoreError> {
    let tail = format!("{SUMMARY_JOIN} WHERE n.first_day <= $1 AND n.last_day >= $1 ORDER BY n.id DESC");
    project(on, &tail, values![day]).await
}

pub async fn items(on: &impl Source, notice: NoticeId) -> Result<Vec<NoticeItemRow>, StoreError> {
    list_rows(on, "WHERE t.notice_id = $1 ORDER BY t.position, t.application_id", values![notice]).await
}

/// The lines of a list with where their cases stand now.
pub async fn items_now(on: &impl Source, notice: NoticeId) -> Result<Vec<NoticeItemNow>, StoreError> {
    let tail = "FROM notice_items i JOIN applications a ON a.id = i.application_id WHERE i.notice_id = $1 \
                ORDER BY i.position, i.application_id";
    project(on, tail, values![notice]).await
}
