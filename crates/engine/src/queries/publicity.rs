//! Publicity lists as the public reads them, and the cases an officer may put on the next one.
//! Codes and accounts of organisations go out masked or not at all; publishing is a use case of its own.

use serde::Serialize;
use store::Page;
use store::notices::{NoticeItemNow, NoticeSummary};
use workflow::id::{ApplicationId, CallId, NoticeId};
use workflow::{Date, Money, Role, Stage};

use crate::actor::Signed;
use crate::publicise::NOTICE_LIMIT_ITEMS;
use crate::{Engine, EngineError};

/// Rows of one page: a screenful or two.
const LISTS_PER_PAGE: u32 = 50;

/// A list in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicityList {
    pub id: NoticeId,
    pub number: String,
    pub call: CallId,
    pub title_zh: String,
    pub title_en: String,
    pub first_day: Date,
    pub last_day: Date,
    /// Today lies within its days.
    pub standing: bool,
    pub organisations: i64,
    pub total: Money,
}

/// A list with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicityListView {
    pub list: PublicityList,
    pub items: Vec<PublicityItem>,
}

/// One line: nothing here but what the public may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicityItem {
    pub application: ApplicationId,
    pub position: i64,
    pub organisation: String,
    pub uscc_masked: String,
    pub amount: Money,
    pub standing: ItemStanding,
}

/// What became of a line since it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemStanding {
    /// Public, and open to objections.
    Listed,
    /// An objection is being answered.
    Frozen,
    /// An objection was upheld.
    Struck,
    /// The amount was changed upon an objection; it stands on another list, or will.
    Amended,
    Withdrawn,
    /// Its days are over.
    Done,
}

impl ItemStanding {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Frozen => "frozen",
            Self::Struck => "struck",
            Self::Amended => "amended",
            Self::Withdrawn => "withdrawn",
            Self::Done => "done",
        }
    }

    /// From the stage and the amount of the case now; a later stage is nobody's business here.
    fn of(row: &NoticeItemNow) -> Self {
        match Stage::from_key(&row.stage) {
            Some(Stage::Rejected | Stage::Lapsed) => Self::Struck,
            Some(Stage::Withdrawn) => Self::Withdrawn,
            _ if row.amount_now_fen != Some(row.amount_fen) => Self::Amended,
            Some(Stage::Publicity) => Self::Listed,
            Some(Stage::Objection) => Self::Frozen,
            _ => Self::Done,
        }
    }
}

/// A case that awaits its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publishable {
    pub id: ApplicationId,
    pub number: String,
    pub organisation: String,
    pub uscc: String,
    pub amount: Option<Money>,
    /// A member of the organisation must leave it to a colleague.
    pub own_organisation: bool,
}

/// A call whose cases await a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AwaitingCall {
    pub id: CallId,
    pub number: String,
    pub title_zh: String,
    pub title_en: String,
    pub cases: i64,
    pub total: Money,
}

impl Engine {
    /// Calls whose cases await a list, newest first.
    pub async fn calls_awaiting_lists(&self, signed: &Signed) -> Result<Vec<AwaitingCall>, EngineError> {
        signed.require(Role::Officer)?;
        let rows = store::applications::calls_awaiting_lists(&self.store).await?;
        let call = |row: store::applications::CallAwaitingList| AwaitingCall {
            id: row.id,
            number: row.number,
            title_zh: row.title_zh,
            title_en: row.title_en,
            cases: row.case_count,
            total: row.total_fen,
        };
        Ok(rows.into_iter().map(call).collect())
    }

    /// Lists that stand today: for everybody.
    pub async fn standing_lists(&self) -> Result<Vec<PublicityList>, EngineError> {
        let today = self.today().await?;
        let rows = store::notices::standing_on(&self.store, today).await?;
        Ok(rows.into_iter().map(|row| listed(row, today)).collect())
    }

    /// Every list there was, newest first: for everybody.
    pub async fn publicity_lists(
        &self,
        after: Option<NoticeId>,
    ) -> Result<(Vec<PublicityList>, Option<NoticeId>), EngineError> {
        let today = self.today().await?;
        let page = Page { after: after.map(|id| id.to_string()), limit: LISTS_PER_PAGE + 1 };
        let mut rows = store::notices::list(&self.store, &page).await?;
        let more = rows.len() > LISTS_PER_PAGE as usize;
        rows.truncate(LISTS_PER_PAGE as usize);
        let next = if more { rows.last().map(|row| row.id) } else { None };
        Ok((rows.into_iter().map(|row| listed(row, today)).collect(), next))
    }

    /// One list with its lines: for everybody.
    pub async fn publicity_list(&self, id: NoticeId) -> Result<PublicityListView, EngineError> {
        let today = self.today().await?;
        let row = store::notices::summary(&self.store, id).await?;
        let row = row.ok_or(EngineError::NotFound { what: "notice" })?;
        let items = store::notices::items_now(&self.store, id).await?;
        let item = |row: NoticeItemNow| PublicityItem {
            application: row.application_id,
            standing: ItemStanding::of(&row),
            position: row.position,
            organisation: row.organisation_name,
            uscc_masked: row.uscc_masked,
            amount: row.amount_fen,
        };
        Ok(PublicityListView { list: listed(row, today), items: items.into_iter().map(item).collect() })
    }

    /// The cases of a call at publicity that stand on no list yet.
    pub async fn publishable(&self, signed: &Signed, call: CallId) -> Result<Vec<Publishable>, EngineError> {
        signed.require(Role::Officer)?;
        let rows = store::applications::unlisted(&self.store, call, NOTICE_LIMIT_ITEMS).await?;
        let waiting = rows.into_iter().map(|row| Publishable {
            id: row.id,
            number: row.number,
            organisation: row.organisation_name,
            uscc: row.organisation_uscc,
            amount: row.amount_fen,
            own_organisation: signed.actor.is_member_of(row.organisation_id),
        });
        Ok(waiting.collect())
    }
}

fn listed(row: NoticeSummary, today: Date) -> PublicityList {
    PublicityList {
        id: row.id,
        number: row.number,
        call: row.call_id,
        title_zh: row.call_title_zh,
        title_en: row.call_title_en,
        first_day: row.first_day,
        last_day: row.last_day,
        standing: (row.first_day..=row.last_day).contains(&today),
        organisations: row.item_count,
        total: row.total_fen,
    }
}
