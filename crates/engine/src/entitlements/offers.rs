//! What the bureau offers on a day: each programme with the pack that would judge, and its call.
//! Standards and programmes that are over are left out.

use std::sync::Arc;

use rules::Pack;
use store::Page;
use store::calls::{CallRow, CallState};
use workflow::Date;
use workflow::pipeline::Track;

use super::{OpenCall, PROGRAMMES_MAX_COUNT};
use crate::packs::pipeline_if_any;
use crate::{Engine, EngineError};

/// A programme with its call, if one is open or will be.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub pack: Arc<Pack>,
    pub call: Option<OpenCall>,
}

impl Offer {
    pub fn code(&self) -> &str {
        &self.pack.programme().code
    }

    /// The year a case begun now would count in.
    pub fn fiscal_year(&self, day: Date) -> i64 {
        self.call.as_ref().map_or(i64::from(day.year()), |call| call.fiscal_year)
    }
}

impl Engine {
    /// By code; and whether there are more than are looked at.
    pub(super) async fn offers(&self, day: Date) -> Result<(Vec<Offer>, bool), EngineError> {
        let page = Page::first(store::PAGE_MAXIMUM_ROWS);
        let mut calls = store::calls::list(&self.store, Some(CallState::Open), &page).await?;
        calls.retain(|call| call.closes_on >= day);
        // The one that takes applications first; of several the one that ends first.
        calls.sort_by_key(|call| (call.opens_on > day, call.closes_on, call.id));
        let (mut offers, mut cut) = (Vec::new(), false);
        for programme in store::programmes::list(&self.store).await? {
            let call = calls.iter().find(|call| call.programme_code == programme.code);
            let fingerprint = call.map_or(&programme.current_fingerprint, |call| &call.pack_fingerprint);
            let pack = self.pack(fingerprint).await?;
            let Some(pipeline) = pipeline_if_any(&pack)? else { continue };
            if pack.award_ruling().is_none() || (call.is_none() && !is_in_force(&pack, day)) {
                continue;
            }
            if offers.len() == PROGRAMMES_MAX_COUNT {
                cut = true;
                break;
            }
            let on_confirmation = pipeline.track == Track::OnConfirmation;
            offers.push(Offer { call: call.map(|call| open_call(call, day, on_confirmation)), pack });
        }
        Ok((offers, cut))
    }
}

/// Days are written so that text order is date order.
fn is_in_force(pack: &Pack, day: Date) -> bool {
    let (programme, day) = (pack.programme(), day.to_string());
    programme.effective_from <= day && programme.effective_until.as_ref().is_none_or(|until| *until >= day)
}

fn open_call(call: &CallRow, day: Date, on_confirmation: bool) -> OpenCall {
    OpenCall {
        id: call.id,
        title_zh: call.title_zh.clone(),
        title_en: call.title_en.clone(),
        opens_on: call.opens_on,
        closes_on: call.closes_on,
        fiscal_year: call.fiscal_year,
        takes_applications: !on_confirmation && (call.opens_on..=call.closes_on).contains(&day),
        on_confirmation,
    }
}
