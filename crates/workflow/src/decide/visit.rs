//! The site visit: two officers, one record with photographs. The first writes it, the second signs it.
//! A visit that did not confirm rejects nothing: it keeps anybody from approving.

use super::{Case, Decision, Ruling, optional, required};
use crate::clock::Date;
use crate::event::EventKind;
use crate::id::AttachmentId;
use crate::refusal::RefusalReason;
use crate::state::VisitRecord;

pub(super) fn record(
    case: &Case<'_>,
    visited_on: Date,
    finding: &str,
    confirmed: bool,
    photos: &[AttachmentId],
) -> Decision {
    let finding = required("finding", finding)?;
    let visited_on = case.recent("visited_on", visited_on)?;
    let stored = case.context.table.photos;
    if photos.is_empty() || photos.iter().any(|photo| !stored.contains(photo)) {
        return Err(RefusalReason::PhotosRequired);
    }
    let by = case.signature()?;
    let record = VisitRecord { visited_on, finding, confirmed, photos: photos.to_vec(), by };
    Ruling::one(EventKind::VisitRecorded { record }, Vec::new())
}

pub(super) fn confirm(case: &Case<'_>, opinion: &str) -> Decision {
    let opinion = optional("opinion", opinion)?;
    let step = case.next_step()?;
    let effects = case.tell_next(&step);
    Ruling::one(EventKind::VisitConfirmed { opinion, step }, effects)
}
