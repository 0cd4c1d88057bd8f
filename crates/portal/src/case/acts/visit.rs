//! The site visit: the record of the first officer, the signature of the second, and what staff read of it.
//! Photographs come and go as documents do.

use axum::extract::Path;
use axum::response::Response;
use engine::attachments::{
    ATTACHMENT_LIMIT_BYTES, PHOTO_MEDIA_TYPES, PHOTOS_LIMIT_PER_APPLICATION, SITE_PHOTO,
};
use engine::queries::case_view::{CaseAttachment, CaseView, Viewpoint};
use templates::pages::case::acts::visit::{VisitAct, VisitPhoto, VisitRecord};
use templates::pages::case::show::DocumentFile;
use workflow::{Command, CommandKind, RefusalReason};

use super::{day, either, is_about_text, ticked};
use crate::case::decide::{give, show_again, values};
use crate::case::view::file;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

/// Names of the ticks begin like this.
const PHOTO_PREFIX: &str = "photo_";

const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

pub async fn record(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (visited_on, form) = day(&typed, "visited_on", "visit-day", values(&typed));
    let (confirmed, form) = either(&typed, "visit_confirmed", ("yes", "no"), "visit-result", form);
    let (Some(visited_on), Some(confirmed)) = (visited_on, confirmed) else {
        return show_again(&visit, &case, form, None).await;
    };
    let photos = ticked(&typed, PHOTO_PREFIX);
    let finding = typed.text("visit_finding");
    let command = Command::RecordVisit { visited_on, finding, confirmed, photos };
    give(visit, &case, &typed, command, "flash-visit-recorded").await
}

pub async fn confirm(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::ConfirmVisit { opinion: typed.text("visit_opinion") };
    give(visit, &case, &typed, command, "flash-visit-confirmed").await
}

pub fn part(view: &CaseView) -> Option<VisitAct> {
    if view.viewpoint == Viewpoint::Member {
        return None;
    }
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let photos: Vec<&CaseAttachment> =
        view.attachments.iter().filter(|attachment| attachment.document_code == SITE_PHOTO).collect();
    let record = view.reviews.visit.as_ref().map(|report| VisitRecord {
        visited_on: report.visited_on.to_string(),
        finding: report.finding.clone(),
        confirmed: report.confirmed,
        photos: photos
            .iter()
            .filter(|photo| report.photos.contains(&photo.id))
            .map(|photo| file(view, photo))
            .collect::<Vec<DocumentFile>>(),
        first: report.first.clone(),
        second: report.second.clone(),
        signed: report.signed,
        opinion: report.opinion.clone(),
    });
    let may_record = may(CommandKind::RecordVisit);
    (record.is_some() || may_record).then(|| VisitAct {
        record,
        photos: photos
            .into_iter()
            .map(|photo| VisitPhoto { file: file(view, photo), field: format!("{PHOTO_PREFIX}{}", photo.id) })
            .collect(),
        may_record,
        may_sign: may(CommandKind::ConfirmVisit),
        accept: PHOTO_MEDIA_TYPES.join(","),
        megabytes: u32::try_from(ATTACHMENT_LIMIT_BYTES / BYTES_PER_MEGABYTE).unwrap_or(u32::MAX),
        photos_limit: PHOTOS_LIMIT_PER_APPLICATION,
    })
}

pub fn field_of(kind: CommandKind, reason: &RefusalReason) -> &'static str {
    match reason {
        RefusalReason::PhotosRequired => "photos_ticked",
        RefusalReason::DateOutOfRange { .. } => "visited_on",
        text if is_about_text(text) && kind == CommandKind::ConfirmVisit => "visit_opinion",
        text if is_about_text(text) => "visit_finding",
        _ => "",
    }
}
