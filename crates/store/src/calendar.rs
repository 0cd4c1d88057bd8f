//! Notices of public holidays, from which the engine builds the working-day calendar.
//!
//! A year may have several notices; the later publication wins, and the earlier one stays on record.

use workflow::id::NoticeId;
use workflow::{Date, Timestamp};

use crate::error::StoreError;
use crate::row::{insert as insert_row, list as list_rows, table};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "calendar_notices", key 1;
    /// One published notice for one year.
    pub struct CalendarNoticeRow {
        id: NoticeId,
        year: i64,
        published_on: Date,
        document: String,
        content_json: String,
        loaded_at: Timestamp,
    }
}

/// Inserts a notice; the same year and publication date a second time is a conflict.
pub async fn insert(unit: &UnitOfWork, notice: &CalendarNoticeRow) -> Result<(), StoreError> {
    insert_row(unit, notice).await
}

/// All notices, by year and then by publication: the last of a year is the one in force.
pub async fn list(on: &impl Source) -> Result<Vec<CalendarNoticeRow>, StoreError> {
    list_rows(on, "ORDER BY t.year, t.published_on", Vec::new()).await
}
