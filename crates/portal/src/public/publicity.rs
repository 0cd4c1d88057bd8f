//! Publicity lists as everybody reads them.
//! Only what the engine shows to the public: no account, and no code unmasked.

use axum::extract::{Path, Query};
use axum::response::Response;
use engine::queries::publicity::{ItemStanding, PublicityItem, PublicityList};
use templates::Locale;
use templates::pages::publicity::{ListLine, PublicityListPage, PublicityLists, PublishedLine};

use super::calls::title_of;
use crate::error::PortalError;
use crate::extract::id;
use crate::page::Visit;
use crate::paging::{After, next};

pub async fn list(visit: Visit, Query(after): Query<After>) -> Result<Response, PortalError> {
    let (lists, last) = visit.engine().publicity_lists(after.id()).await?;
    let lists = lists.into_iter().map(|list| line(visit.locale, list)).collect();
    visit.show(&PublicityLists { lists, next: next("/publicity", last) }).await
}

pub async fn show(visit: Visit, Path(notice): Path<String>) -> Result<Response, PortalError> {
    let proof = super::proof::of_list(&visit, &notice).await?;
    let view = visit.engine().publicity_list(id(&notice)?).await?;
    let (place, open) = (format!("/publicity/{}", view.list.id), view.list.standing);
    let published = |item: PublicityItem| PublishedLine {
        state: item.standing.key(),
        object_href: (open && matches!(item.standing, ItemStanding::Listed | ItemStanding::Frozen))
            .then(|| format!("{place}/objections/{}", item.application)),
        position: item.position,
        organisation: item.organisation,
        uscc_masked: item.uscc_masked,
        amount_fen: item.amount.fen(),
    };
    let page = PublicityListPage {
        list: line(visit.locale, view.list),
        lines: view.items.into_iter().map(published).collect(),
        proof,
    };
    visit.show(&page).await
}

pub fn line(locale: Locale, list: PublicityList) -> ListLine {
    ListLine {
        href: format!("/publicity/{}", list.id),
        title: title_of(locale, &list.title_zh, &list.title_en),
        number: list.number,
        first_day: list.first_day.naive(),
        last_day: list.last_day.naive(),
        standing: list.standing,
        organisations: list.organisations,
        amount_fen: list.total.fen(),
    }
}
