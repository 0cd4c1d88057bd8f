//! Documents of an application: added and removed by its members while they may write it, and photographs
//! of a site visit, which are the officers' while its record is open and never the applicant's to see.
//!
//! What a file is, its bytes say, never its name; bytes lie outside the web root under their hash.

use infer::Type;
use rules::form::DocumentDefinition;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::UnitOfWork;
use store::attachments::AttachmentRow;
use workflow::decide::permit;
use workflow::id::{ApplicationId, AttachmentId};
use workflow::{Application, CommandKind, Role, Timestamp};

use crate::actor::Signed;
use crate::applications::MEMBER_ROLE;
use crate::case::{Loaded, state_of};
use crate::error::FieldFault;
use crate::judge::Judged;
use crate::packs::pipeline_of;
use crate::queries::department::reads_document;
use crate::queries::sight::{departments_of, is_member, may_see};
use crate::{Engine, EngineError, journal};

pub use crate::laid::SITE_PHOTO;

/// One scanned document of some fifty pages.
pub const ATTACHMENT_LIMIT_BYTES: usize = 20 * 1024 * 1024;
/// More files than any form asks for; fewer than a flood.
pub const ATTACHMENTS_LIMIT_PER_APPLICATION: usize = 40;
/// A visit is proved by a handful; more is an album.
pub const PHOTOS_LIMIT_PER_APPLICATION: usize = 20;
/// Proofs of a milestone, with the number of its instalment behind.
pub const MILESTONE_REPORT: &str = "milestone-report";
/// What a proof of a milestone may be.
const PROOF_MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// What a photograph of a visit may be.
pub const PHOTO_MEDIA_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// A name is for reading; longer ones are cut.
pub const FILE_NAME_LIMIT_CHARACTERS: usize = 120;

/// The form field that errors of an upload name.
pub const FILE_FIELD: &str = "file";

const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

/// A file as a member sends it.
#[derive(Debug, Clone)]
pub struct Upload {
    pub document_code: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// A stored document, for download.
#[derive(Debug, Clone)]
pub struct StoredDocument {
    pub file_name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// What identifies an upload for idempotency; the bytes are represented by their hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct UploadInput {
    application: ApplicationId,
    document_code: String,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    sha256: String,
}

impl Engine {
    /// Adds a document to a case that may be written. The bytes are stored before the row names them.
    pub async fn add_attachment(
        &self,
        signed: &Signed,
        application: ApplicationId,
        upload: Upload,
        key: &str,
    ) -> Result<AttachmentId, EngineError> {
        let loaded = Loaded::read(self, &self.store, application).await?;
        may_write(self, signed, &loaded, &upload.document_code).await?;
        let definition = definition(&loaded, &upload.document_code)?;
        let media_type = accepted(&definition, &upload.bytes)?;
        let input = UploadInput {
            application,
            document_code: upload.document_code,
            file_name: display_name(&upload.file_name),
            media_type: media_type.to_owned(),
            size_bytes: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
            sha256: hex::encode(Sha256::digest(&upload.bytes)),
        };
        let storage_key = self.store.files().put(upload.bytes).await?;
        let (engine, signed) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        self.once(&scope, key, &input.clone(), move |unit, now| {
            Box::pin(async move { insert(&engine, unit, now, &signed, input, storage_key).await })
        })
        .await
    }

    /// Takes a document off a case that may be written. Its bytes stay: an event may speak of them.
    pub async fn remove_attachment(
        &self,
        signed: &Signed,
        application: ApplicationId,
        attachment: AttachmentId,
        key: &str,
    ) -> Result<(), EngineError> {
        let (engine, signed) = (self.clone(), signed.clone());
        let scope = signed.id().to_string();
        let input = ("remove-attachment", application, attachment);
        self.once(&scope, key, &input, move |unit, now| {
            Box::pin(async move {
                store::applications::lock(unit, application).await?;
                let loaded = Loaded::read(&engine, unit, application).await?;
                let known = loaded.attachments.iter().find(|row| row.id == attachment);
                let code = known.map_or("", |row| row.document_code.as_str());
                may_write(&engine, &signed, &loaded, code).await?;
                if known.is_none() {
                    return Err(EngineError::NotFound { what: "attachment" });
                }
                store::attachments::remove(unit, attachment, now).await?;
                note(unit, now, (&signed, code), "attachment-removed", (application, attachment)).await
            })
        })
        .await
    }

    /// The bytes of a document, for whoever may see its case.
    pub async fn read_attachment(
        &self,
        signed: &Signed,
        application: ApplicationId,
        attachment: AttachmentId,
    ) -> Result<StoredDocument, EngineError> {
        let missing = || EngineError::NotFound { what: "attachment" };
        let row = store::attachments::find(&self.store, attachment).await?;
        let row = row.filter(|row| row.application_id == application).ok_or_else(missing)?;
        let case = store::applications::find(&self.store, application).await?;
        let case = state_of(&case.ok_or_else(missing)?.state_json)?;
        let file_name = if self.may_read(signed, &case, &row.document_code).await? {
            row.file_name
        } else {
            self.name_for_expert(signed, &case, &row).await?.ok_or_else(missing)?
        };
        let bytes = self.store.files().get(&row.storage_key).await?;
        Ok(StoredDocument { file_name, media_type: row.media_type, bytes })
    }

    /// A department reads what its rule names; photographs of a visit are staff's.
    async fn may_read(&self, signed: &Signed, case: &Application, code: &str) -> Result<bool, EngineError> {
        if may_see(signed, case) {
            return Ok(code != SITE_PHOTO || !is_member(signed, case));
        }
        if !signed.holds(Role::Department) {
            return Ok(false);
        }
        let governing = self.pack(&case.governed_by).await?;
        let departments = departments_of(signed, case, &pipeline_of(&governing)?);
        Ok(reads_document(&departments, code))
    }
}

/// Under which code the proofs of the present milestone are kept; those of an earlier one stay as they are.
pub fn milestone_code(application: &Application) -> Option<String> {
    let number = application.award()?.current_number()?;
    Some(format!("{MILESTONE_REPORT}-{number}"))
}

/// The command whose moment is the moment to add or remove such a document.
fn duty(loaded: &Loaded, code: &str) -> CommandKind {
    let proves_milestone = milestone_code(&loaded.application).is_some_and(|own| own == code);
    match code {
        SITE_PHOTO => CommandKind::RecordVisit,
        _ if proves_milestone => CommandKind::ReportMilestone,
        _ => CommandKind::SaveAnswers,
    }
}

/// Documents may change exactly when answers may, photographs when the visit may be recorded: the same
/// function decides.
async fn may_write(engine: &Engine, signed: &Signed, loaded: &Loaded, code: &str) -> Result<(), EngineError> {
    if !may_see(signed, &loaded.application) {
        return Err(EngineError::NotFound { what: "application" });
    }
    let now = engine.now().await?;
    let nothing = Judged::default();
    let context = loaded.context(now, &signed.actor, &nothing);
    let command = duty(loaded, code);
    let permitted = permit(&loaded.application, &loaded.pipeline, command, &context);
    permitted.map(|_| ()).map_err(|reason| {
        EngineError::Refused(workflow::Refusal { stage: loaded.application.stage(), command, reason })
    })
}

async fn insert(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    signed: &Signed,
    input: UploadInput,
    storage_key: String,
) -> Result<AttachmentId, EngineError> {
    store::applications::lock(unit, input.application).await?;
    let loaded = Loaded::read(engine, unit, input.application).await?;
    may_write(engine, signed, &loaded, &input.document_code).await?;
    let is_photo = |code: &str| code == SITE_PHOTO;
    let photo = is_photo(&input.document_code);
    let limit = if photo { PHOTOS_LIMIT_PER_APPLICATION } else { ATTACHMENTS_LIMIT_PER_APPLICATION };
    if loaded.attachments.iter().filter(|row| is_photo(&row.document_code) == photo).count() >= limit {
        let fault = FieldFault::new(FILE_FIELD, "too-many-files");
        return Err(EngineError::Invalid(vec![fault.with("limit", limit)]));
    }
    let same = |row: &&AttachmentRow| row.sha256 == input.sha256 && row.document_code == input.document_code;
    if loaded.attachments.iter().any(|row| same(&row)) {
        return Err(EngineError::field(FILE_FIELD, "file-already-there"));
    }
    let row = AttachmentRow {
        id: engine.fresh_id(now, AttachmentId::new)?,
        application_id: input.application,
        document_code: input.document_code,
        file_name: input.file_name,
        media_type: input.media_type,
        size_bytes: input.size_bytes,
        sha256: input.sha256,
        storage_key,
        uploaded_by: signed.id(),
        uploaded_at: now,
        removed_at: None,
    };
    store::attachments::insert(unit, &row).await?;
    let subject = (row.application_id, row.id);
    note(unit, now, (signed, &row.document_code), "attachment-added", subject).await?;
    Ok(row.id)
}

async fn note(
    unit: &UnitOfWork,
    now: Timestamp,
    (signed, code): (&Signed, &str),
    action: &'static str,
    (application, attachment): (ApplicationId, AttachmentId),
) -> Result<(), EngineError> {
    let detail = json!({ "attachment": attachment }).to_string();
    let subject = ("application", application.to_string());
    let role = if code == SITE_PHOTO { Role::Officer } else { MEMBER_ROLE };
    journal::record(unit, now, (signed, role), action, subject, detail).await
}

fn definition(loaded: &Loaded, code: &str) -> Result<DocumentDefinition, EngineError> {
    if code == SITE_PHOTO {
        return Ok(of_procedure(code, PHOTO_MEDIA_TYPES));
    }
    if milestone_code(&loaded.application).is_some_and(|own| own == code) {
        return Ok(of_procedure(code, PROOF_MEDIA_TYPES));
    }
    let found = loaded.pack.documents().iter().find(|document| document.code == code);
    found.cloned().ok_or_else(|| EngineError::field("document", "unknown-document"))
}

/// No pack asks for photographs and proofs of milestones: the procedure does.
fn of_procedure(code: &str, accepted: [&str; 3]) -> DocumentDefinition {
    DocumentDefinition {
        code: code.to_owned(),
        title_zh: String::new(),
        title_en: String::new(),
        accepted: accepted.map(str::to_owned).to_vec(),
        required: false,
        blind_copy: false,
    }
}

/// The media type the bytes prove, when the document takes it.
fn accepted(definition: &DocumentDefinition, bytes: &[u8]) -> Result<&'static str, EngineError> {
    let refuse = |fault: FieldFault| Err(EngineError::Invalid(vec![fault]));
    if bytes.is_empty() {
        return refuse(FieldFault::new(FILE_FIELD, "file-empty"));
    }
    if bytes.len() > ATTACHMENT_LIMIT_BYTES {
        let megabytes = ATTACHMENT_LIMIT_BYTES / BYTES_PER_MEGABYTE;
        return refuse(FieldFault::new(FILE_FIELD, "file-too-large").with("megabytes", megabytes));
    }
    let Some(kind) = infer::get(bytes) else {
        return refuse(FieldFault::new(FILE_FIELD, "file-type-unknown").with("accepted", names(definition)));
    };
    if definition.accepted.iter().any(|media_type| media_type == kind.mime_type()) {
        return Ok(kind.mime_type());
    }
    let fault = FieldFault::new(FILE_FIELD, "file-type-refused");
    refuse(fault.with("found", found_name(kind)).with("accepted", names(definition)))
}

/// What the file really is: `EXE (application/vnd.microsoft.portable-executable)`.
fn found_name(kind: Type) -> String {
    format!("{} ({})", kind.extension().to_uppercase(), kind.mime_type())
}

/// `PDF, JPG, PNG`.
fn names(definition: &DocumentDefinition) -> String {
    let name = |media_type: &String| match media_type.as_str() {
        "image/jpeg" => "JPG".to_owned(),
        other => other.rsplit('/').next().unwrap_or(other).to_uppercase(),
    };
    definition.accepted.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The last part of a path, without characters that trick a reader or a header; for display only.
fn display_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |character: &char| {
        let marks = ['\u{200e}', '\u{200f}'];
        let is_override = matches!(*character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let turns_text = marks.contains(character) || is_override;
        !character.is_control() && !turns_text && !matches!(*character, '"' | '<' | '>' | ';')
    };
    let name: String = last.chars().filter(harmless).take(FILE_NAME_LIMIT_CHARACTERS).collect();
    let name = name.trim().trim_start_matches('.').to_owned();
    if name.is_empty() { "document".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn licence() -> DocumentDefinition {
        DocumentDefinition {
            code: "licence".to_owned(),
            title_zh: String::new(),
            title_en: String::new(),
            accepted: vec!["application/pdf".to_owned(), "image/jpeg".to_owned()],
            required: true,
            blind_copy: false,
        }
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let check = |bytes: &[u8], code: &str, found: &str| match accepted(&licence(), bytes) {
            Ok(media_type) => assert_eq!(media_type, code),
            Err(EngineError::Invalid(faults)) => {
                assert_eq!(faults[0].code, code);
                assert_eq!(faults[0].arguments.get("found").map_or("", |text| &text[..3]), found);
            }
            Err(other) => panic!("{other}"),
        };
        check(b"%PDF-1.7\n1 0 obj", "application/pdf", "");
        check(b"", "file-empty", "");
        check(b"just words", "file-type-unknown", "");
        check(b"MZ\x90\x00\x03\x00\x00\x00renamed.pdf", "file-type-refused", "EXE");
        check(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "file-type-refused", "PNG");
        check(&vec![b'%'; ATTACHMENT_LIMIT_BYTES + 1], "file-too-large", "");
    }

    #[test]
    fn names_are_for_reading_only() {
        assert_eq!(display_name("C:\\temp\\营业执照.pdf"), "营业执照.pdf");
        assert_eq!(display_name("../../etc/passwd"), "passwd");
        assert_eq!(display_name("a\r\nSet-Cookie: x\u{202e}fdp.exe\""), "aSet-Cookie: xfdp.exe");
        assert_eq!(display_name(".."), "document");
        assert_eq!(display_name(&"长".repeat(500)).chars().count(), FILE_NAME_LIMIT_CHARACTERS);
    }
}
