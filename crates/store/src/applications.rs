//! Applications as projected: where each stands now, for lists and for the next decision.
//!
//! The truth is the event log; this table is what replaying it yields.

use sea_orm::Value;
use workflow::id::{ApplicationId, CallId, NoticeId, OrganisationId, PersonId, TownId};
use workflow::{Date, Money, Role, Timestamp};

use crate::Page;
use crate::cell::Cell;
use crate::error::StoreError;
use crate::row::{
    change_one, find as find_row, insert as insert_row, list as list_rows, placeholders, project, projection,
    query, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "applications", key 1;
    /// One organisation's case in a call.
    pub struct ApplicationRow {
        id: ApplicationId,
        number: String,
        call_id: CallId,
        organisation_id: OrganisationId,
        stage: String,
        /// The sequence number of the last event.
        version: i64,
        state_json: String,
        amount_fen: Option<Money>,
        submitted_at: Option<Timestamp>,
        due_on: Option<Date>,
        owner_role: Option<Role>,
        created_by: PersonId,
        created_at: Timestamp,
        updated_at: Timestamp,
        /// The list it stands on now; empty before publication and after an amendment.
        notice_id: Option<NoticeId>,
    }
}

projection! {
    /// What a list shows of an application.
    pub struct ApplicationSummary {
        id: ApplicationId = "a.id",
        number: String = "a.number",
        stage: String = "a.stage",
        version: i64 = "a.version",
        amount_fen: Option<Money> = "a.amount_fen",
        submitted_at: Option<Timestamp> = "a.submitted_at",
        due_on: Option<Date> = "a.due_on",
        owner_role: Option<Role> = "a.owner_role",
        created_at: Timestamp = "a.created_at",
        updated_at: Timestamp = "a.updated_at",
        organisation_id: OrganisationId = "o.id",
        organisation_name: String = "o.name",
        organisation_uscc: String = "o.uscc",
        town_id: TownId = "o.town_id",
        call_id: CallId = "c.id",
        call_number: String = "c.number",
        call_title_zh: String = "c.title_zh",
        call_title_en: String = "c.title_en",
        programme_code: String = "c.programme_code",
    }
}

projection! {
    /// How many applications stand at a stage.
    pub struct StageCount {
        stage: String = "a.stage",
        count: i64 = "COUNT(*)",
    }
}

/// Which applications a list wants. An empty list or `None` does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    pub stages: Vec<String>,
    pub organisations: Vec<OrganisationId>,
    pub call: Option<CallId>,
    pub town: Option<TownId>,
    pub owner_role: Option<Role>,
    /// Fingerprints of packs their calls were opened with, or were moved to by a plan.
    pub packs: Vec<String>,
    /// Only those on whose panel this expert holds a seat.
    pub expert: Option<PersonId>,
    /// Only those whose due date lies before this day.
    pub overdue_on: Option<Date>,
    /// Leaves out cases that were broken off before an event of this kind.
    pub broken_off_after: Option<String>,
    /// Leaves out drafts that were never handed in; what the bureau proposed is none.
    pub submitted_only: bool,
}

impl ApplicationFilter {
    /// Conditions and their values; the conditions number their placeholders from 1.
    fn conditions(&self) -> (Vec<String>, Vec<Value>) {
        let mut conditions = Vec::new();
        let mut cells: Vec<Value> = Vec::new();
        let mut any_of = |column: &str, wanted: Vec<Value>| {
            if !wanted.is_empty() {
                conditions.push(format!("{column} IN ({})", placeholders(cells.len() + 1, wanted.len())));
                cells.extend(wanted);
            }
        };
        any_of("a.stage", self.stages.iter().map(Cell::value).collect());
        any_of("a.organisation_id", self.organisations.iter().map(Cell::value).collect());
        any_of("a.call_id", self.call.iter().map(Cell::value).collect());
        any_of("o.town_id", self.town.iter().map(Cell::value).collect());
        any_of("a.owner_role", self.owner_role.iter().map(Cell::value).collect());
        if !self.packs.is_empty() {
            let wanted = placeholders(cells.len() + 1, self.packs.len());
            cells.extend(self.packs.iter().map(Cell::value));
            conditions.push(format!(
                "(c.pack_fingerprint IN ({wanted}) OR EXISTS (SELECT 1 FROM migration_plans m WHERE \
                 m.call_id = c.id AND m.applied_at IS NOT NULL AND m.to_fingerprint IN ({wanted})))"
            ));
        }
        if let Some(expert) = self.expert {
            cells.push(expert.value());
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM panel_seats s WHERE s.application_id = a.id \
                 AND s.expert_id = ${} AND s.released_at IS NULL)",
                cells.len()
            ));
        }
        if let Some(day) = self.overdue_on {
            cells.push(day.value());
            conditions.push(format!("a.due_on < ${}", cells.len()));
        }
        if let Some(kind) = &self.broken_off_after {
            cells.push(kind.value());
            conditions.push(format!(
                "(a.stage NOT IN ('rejected', 'withdrawn', 'lapsed', 'revoked') OR EXISTS (SELECT 1 FROM events b \
                 WHERE b.application_id = a.id AND b.kind = ${}))",
                cells.len()
            ));
        }
        if self.submitted_only {
            conditions.push(SUBMITTED.to_owned());
        }
        (conditions, cells)
    }
}

const SUMMARY_JOIN: &str = "FROM applications a JOIN organisations o ON o.id = a.organisation_id \
                            JOIN calls c ON c.id = a.call_id";

/// Handed in, or proposed by the bureau.
const SUBMITTED: &str = "(a.submitted_at IS NOT NULL OR EXISTS (SELECT 1 FROM events e \
                         WHERE e.application_id = a.id AND e.seq = 1 AND e.kind = 'proposed'))";

fn narrowed(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) }
}

/// Inserts an application; a second live one of an organisation in a call is a conflict.
pub async fn insert(unit: &UnitOfWork, application: &ApplicationRow) -> Result<(), StoreError> {
    insert_row(unit, application).await
}

pub async fn find(on: &impl Source, id: ApplicationId) -> Result<Option<ApplicationRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Some applications at once, in no order.
pub async fn by_ids(on: &impl Source, ids: &[ApplicationId]) -> Result<Vec<ApplicationRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let cells = ids.iter().map(Cell::value).collect();
    list_rows(on, &format!("WHERE t.id IN ({})", placeholders(1, ids.len())), cells).await
}

pub async fn find_by_number(on: &impl Source, number: &str) -> Result<Option<ApplicationRow>, StoreError> {
    find_row(on, "WHERE t.number = $1", values![number.to_owned()]).await
}

/// The application, held until the unit ends: nobody else decides on it meanwhile.
pub async fn lock(unit: &UnitOfWork, id: ApplicationId) -> Result<Option<ApplicationRow>, StoreError> {
    // SQLite's IMMEDIATE transaction already holds the whole database.
    let lock = if unit.connection().is_postgres() { " FOR UPDATE" } else { "" };
    let rows = list_rows(unit, &format!("WHERE t.id = $1{lock}"), values![id]).await?;
    Ok(rows.into_iter().next())
}

/// Overwrites the projection; a conflict unless it still stands at `expected_version`.
pub async fn update(
    unit: &UnitOfWork,
    application: &ApplicationRow,
    expected_version: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE applications SET stage = $3, version = $4, state_json = $5, amount_fen = $6, \
               submitted_at = $7, due_on = $8, owner_role = $9, updated_at = $10, notice_id = $11 \
               WHERE id = $1 AND version = $2";
    let row = application.clone();
    let cells = values![
        row.id,
        expected_version,
        row.stage,
        row.version,
        row.state_json,
        row.amount_fen,
        row.submitted_at,
        row.due_on,
        row.owner_role,
        row.updated_at,
        row.notice_id,
    ];
    change_one(unit, "application changed meanwhile", sql, cells).await
}

/// A page of applications, newest first (`after` is an id): one query.
pub async fn list(
    on: &impl Source,
    filter: &ApplicationFilter,
    page: &Page,
) -> Result<Vec<ApplicationSummary>, StoreError> {
    let (mut conditions, mut cells) = filter.conditions();
    if let Some(after) = &page.after {
        cells.push(after.value());
        conditions.push(format!("a.id < ${}", cells.len()));
    }
    cells.push(page.rows().value());
    let tail = format!("{SUMMARY_JOIN} {} ORDER BY a.id DESC LIMIT ${}", narrowed(&conditions), cells.len());
    project(on, &tail, cells).await
}

/// One application as lists show it.
pub async fn summary(on: &impl Source, id: ApplicationId) -> Result<Option<ApplicationSummary>, StoreError> {
    let rows = project(on, &format!("{SUMMARY_JOIN} WHERE a.id = $1"), values![id]).await?;
    Ok(rows.into_iter().next())
}

/// How many applications the filter leaves at each stage.
pub async fn count_by_stage(
    on: &impl Source,
    filter: &ApplicationFilter,
) -> Result<Vec<StageCount>, StoreError> {
    let (conditions, cells) = filter.conditions();
    let tail = format!("{SUMMARY_JOIN} {} GROUP BY a.stage ORDER BY a.stage", narrowed(&conditions));
    project(on, &tail, cells).await
}

/// Applications due on or before a day, most overdue first. `after` is the last (due date, id) seen.
pub async fn due(
    on: &impl Source,
    until: Date,
    after: Option<(Date, ApplicationId)>,
    limit: u32,
) -> Result<Vec<ApplicationRow>, StoreError> {
    let rows = Page::first(limit).rows();
    let (mut tail, mut cells) = ("WHERE t.due_on <= $1".to_owned(), values![until, rows]);
    if let Some((day, id)) = after {
        tail.push_str(" AND (t.due_on > $3 OR (t.due_on = $3 AND t.id > $4))");
        cells.extend(values![day, id]);
    }
    tail.push_str(" ORDER BY t.due_on, t.id LIMIT $2");
    list_rows(on, &tail, cells).await
}

/// The cases of a call that are still under way, drafts among them, in order of their ids.
pub async fn under_way(
    on: &impl Source,
    call: CallId,
    after: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<ApplicationRow>, StoreError> {
    let tail = "WHERE t.call_id = $1 AND t.id > $2 \
                AND t.stage NOT IN ('closed', 'rejected', 'withdrawn', 'lapsed', 'revoked', 'recovered') \
                ORDER BY t.id LIMIT $3";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    list_rows(on, tail, values![call, after, Page::first(limit).rows()]).await
}

/// Ids in order, page by page: for whoever must visit every application.
pub async fn ids(on: &impl Source, page: &Page) -> Result<Vec<ApplicationId>, StoreError> {
    let sql = "SELECT id FROM applications WHERE id > $1 ORDER BY id LIMIT $2".to_owned();
    let after = page.after.clone().unwrap_or_default();
    let rows = query(on, sql, values![after, page.rows()]).await?;
    rows.iter().map(|row| ApplicationId::read(row, 0)).collect()
}

/// Drafts of calls whose last day lies before `today`, in order of their ids.
pub async fn drafts_past_closing(
    on: &impl Source,
    today: Date,
    after: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<ApplicationId>, StoreError> {
    let sql = "SELECT a.id FROM applications a JOIN calls c ON c.id = a.call_id \
               WHERE a.stage = 'draft' AND c.closes_on < $1 AND a.id > $2 ORDER BY a.id LIMIT $3";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows = query(on, sql.to_owned(), values![today, after, Page::first(limit).rows()]).await?;
    rows.iter().map(|row| ApplicationId::read(row, 0)).collect()
}

/// Applications under way without a due date: their deadline may await a calendar.
pub async fn undated(
    on: &impl Source,
    after: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<ApplicationRow>, StoreError> {
    let tail = "WHERE t.due_on IS NULL AND t.id > $1 \
                AND t.stage NOT IN ('draft', 'closed', 'rejected', 'withdrawn', 'lapsed', 'revoked', 'recovered') ORDER BY t.id LIMIT $2";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    list_rows(on, tail, values![after, Page::first(limit).rows()]).await
}

/// The earliest due date after `day` of any application, or closing day of an open call.
pub async fn next_deadline(on: &impl Source, day: Date) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT MIN(d.day) FROM (SELECT due_on AS day FROM applications WHERE due_on > $1 \
               UNION ALL SELECT closes_on AS day FROM calls WHERE state = 'open' AND closes_on > $1) d";
    let rows = query(on, sql.to_owned(), values![day]).await?;
    rows.first().map_or(Ok(None), |row| Option::<Date>::read(row, 0))
}

projection! {
    /// A draft and the last day of its call.
    pub struct DraftClosing {
        id: ApplicationId = "a.id",
        closes_on: Date = "c.closes_on",
    }
}

/// Drafts of open calls that close between two days, both included, in order of their ids.
pub async fn drafts_closing(
    on: &impl Source,
    first: Date,
    last: Date,
    after: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<DraftClosing>, StoreError> {
    let tail = "FROM applications a JOIN calls c ON c.id = a.call_id \
                WHERE a.stage = 'draft' AND c.closes_on >= $1 AND c.closes_on <= $2 AND a.id > $3 \
                ORDER BY a.id LIMIT $4";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    project(on, tail, values![first, last, after, Page::first(limit).rows()]).await
}

/// Cases of a call at publicity that stand on no list, in order of their numbers.
pub async fn unlisted(
    on: &impl Source,
    call: CallId,
    limit: u32,
) -> Result<Vec<ApplicationSummary>, StoreError> {
    let tail = format!(
        "{SUMMARY_JOIN} WHERE a.call_id = $1 AND a.stage = 'publicity' \
         AND a.notice_id IS NULL ORDER BY a.number LIMIT $2"
    );
    project(on, &tail, values![call, Page::first(limit).rows()]).await
}

projection! {
    /// A call with cases at publicity that stand on no list.
    pub struct CallAwaitingList {
        id: CallId = "c.id",
        number: String = "c.number",
        title_zh: String = "c.title_zh",
        title_en: String = "c.title_en",
        case_count: i64 = "COUNT(*)",
        total_fen: Money = "CAST(COALESCE(SUM(a.amount_fen), 0) AS BIGINT)",
    }
}

/// Calls whose cases wait for a list, newest first.
pub async fn calls_awaiting_lists(on: &impl Source) -> Result<Vec<CallAwaitingList>, StoreError> {
    let tail = "FROM applications a JOIN calls c ON c.id = a.call_id WHERE a.stage = 'publicity' \
                AND a.notice_id IS NULL GROUP BY c.id, c.number, c.title_zh, c.title_en ORDER BY c.id DESC";
    project(on, tail, Vec::new()).await
}
