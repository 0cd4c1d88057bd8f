//! The working-day calendar as loaded into the database, notice by notice.
//! Deadlines are computed from what is stored, never from what is shipped.

use store::Source;
use workflow::calendar::{Calendar, CalendarNotice};

use crate::{Engine, EngineError};

/// All loaded notices; a handful of rows.
pub(crate) async fn load(on: &impl Source) -> Result<Calendar, EngineError> {
    let rows = store::calendar::list(on).await?;
    let notices: Result<Vec<CalendarNotice>, _> =
        rows.iter().map(|row| serde_json::from_str(&row.content_json)).collect();
    let notices =
        notices.map_err(|error| EngineError::Corrupt { what: format!("calendar notice: {error}") })?;
    Ok(Calendar::new(notices))
}

impl Engine {
    /// The calendar every deadline is computed with.
    pub async fn calendar(&self) -> Result<Calendar, EngineError> {
        load(&self.store).await
    }
}
