//! Documents of a case: upload, download, removal.
//! What a file is, the engine finds out; a refused one is named at its document.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use engine::attachments::{SITE_PHOTO, StoredDocument, Upload};
use engine::readings::Door;
use engine::{EngineError, FieldFault};
use templates::{FlashKind, Form, Message};
use workflow::id::{ApplicationId, AttachmentId};

use super::titles::DOCUMENT_PREFIX;
use super::trouble::{fault_message, into_form};
use super::view::{Writing, page};
use super::{place, read};
use crate::error::PortalError;
use crate::extract::{CheckedForm, CheckedUpload, id};
use crate::page::Visit;

pub async fn add(
    visit: Visit,
    Path(case): Path<String>,
    upload: CheckedUpload,
) -> Result<Response, PortalError> {
    let application = id::<ApplicationId>(&case)?;
    let document_code = upload.form.text("document");
    let key = upload.form.key()?;
    let Some(file) = upload.files.into_iter().next() else {
        return refuse(&visit, &case, &document_code, EngineError::field("file", "file-missing")).await;
    };
    let given = Upload { document_code: document_code.clone(), file_name: file.file_name, bytes: file.bytes };
    match visit.engine().add_attachment(visit.signed()?, application, given, &key).await {
        Ok(_) if document_code == SITE_PHOTO => Ok(back(&visit, application, "photos", "flash-photo-added")),
        Ok(_) => Ok(back(&visit, application, "documents", "flash-document-added")),
        Err(error) => refuse(&visit, &case, &document_code, error).await,
    }
}

pub async fn remove(
    visit: Visit,
    Path((case, attachment)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let application = id::<ApplicationId>(&case)?;
    let attachment = id::<AttachmentId>(&attachment)?;
    let key = typed.key()?;
    match visit.engine().remove_attachment(visit.signed()?, application, attachment, &key).await {
        Ok(()) => {
            let part = if typed.get("document") == SITE_PHOTO { "photos" } else { "documents" };
            Ok(back(&visit, application, part, "flash-document-removed"))
        }
        Err(error) => refuse(&visit, &case, "", error).await,
    }
}

pub async fn download(
    visit: Visit,
    Path((case, attachment)): Path<(String, String)>,
) -> Result<Response, PortalError> {
    let application = id::<ApplicationId>(&case)?;
    let attachment = id::<AttachmentId>(&attachment)?;
    let document = visit.engine().read_attachment(visit.signed()?, application, attachment).await?;
    visit.engine().note_reading(visit.signed()?, application, Door::Attachment).await;
    Ok(sent(document))
}

/// Always saved, never shown inside the site.
fn sent(document: StoredDocument) -> Response {
    let mut response = document.bytes.into_response();
    let kind = HeaderValue::from_str(&document.media_type);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    let disposition = HeaderValue::from_str(&disposition(&document.file_name));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

/// RFC 6266: a plain name for old programs, the real one encoded.
fn disposition(name: &str) -> String {
    let encoded: String = name
        .bytes()
        .map(|byte| {
            let plain = byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
            if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        })
        .collect();
    format!("attachment; filename=\"document\"; filename*=UTF-8''{encoded}")
}

fn back(visit: &Visit, application: ApplicationId, part: &str, flash: &str) -> Response {
    visit.go_saying(&format!("{}#{part}", place(application)), FlashKind::Success, Message::new(flash))
}

/// The case again, with the fault at the document it is about.
async fn refuse(visit: &Visit, case: &str, code: &str, error: EngineError) -> Result<Response, PortalError> {
    let view = read(visit, case).await?;
    let known = code == SITE_PHOTO || view.pack.documents().iter().any(|document| document.code == code);
    let field = if known { format!("file-{code}") } else { String::new() };
    let form = match error {
        EngineError::Invalid(faults) => faults.into_iter().fold(Form::empty(), |form, fault| {
            let about = FieldFault { field: format!("{DOCUMENT_PREFIX}{code}"), ..fault };
            let message = fault_message(visit, &view, &about);
            let message = if code == SITE_PHOTO { message.about("visit-photos") } else { message };
            form.refuse(&field, message)
        }),
        other => into_form(visit, &view, Form::empty(), other, |_| field.clone())?,
    };
    visit.refuse(&page(visit, &view, Writing { form, ..Writing::default() })).await
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_never_leaves_its_header() {
        assert_eq!(
            disposition("执照 1\".pdf\r\n"),
            "attachment; filename=\"document\"; filename*=UTF-8''%E6%89%A7%E7%85%A7%201%22.pdf%0D%0A"
        );
    }
}
