//! The site visit on the page of a case: the record two officers sign, and its photographs.
//! Fields: `visited_on`, `visit_finding`, `visit_confirmed` (`yes` or `no`), `photo_<id>` once per
//! photograph, and `visit_opinion` of the second officer; a file comes as `file-site-photo`.

use serde::Serialize;

use crate::pages::case::show::DocumentFile;

#[derive(Debug, Clone, Default, Serialize)]
pub struct VisitAct {
    pub record: Option<VisitRecord>,
    /// Every photograph stored with the case.
    pub photos: Vec<VisitPhoto>,
    /// The record is to be written: photographs may be added and removed.
    pub may_record: bool,
    /// It was written and waits for the second officer.
    pub may_sign: bool,
    /// For the file field: `image/jpeg,image/png`.
    pub accept: String,
    pub megabytes: u32,
    pub photos_limit: usize,
}

/// A photograph and the name of its tick.
#[derive(Debug, Clone, Serialize)]
pub struct VisitPhoto {
    #[serde(flatten)]
    pub file: DocumentFile,
    pub field: String,
}

/// What was seen on the spot.
#[derive(Debug, Clone, Serialize)]
pub struct VisitRecord {
    /// ISO day.
    pub visited_on: String,
    pub finding: String,
    pub confirmed: bool,
    pub photos: Vec<DocumentFile>,
    pub first: Option<String>,
    /// Nobody yet while the second officer has not signed.
    pub second: Option<String>,
    pub signed: bool,
    pub opinion: Option<String>,
}

fn photo(id: &str, name: &str) -> VisitPhoto {
    VisitPhoto {
        file: DocumentFile {
            id: id.to_owned(),
            name: name.to_owned(),
            href: format!("/applications/1/documents/{id}"),
            kilobytes: 2_310,
            uploaded_at_millis: 1_772_413_200_000,
        },
        field: format!("photo_{id}"),
    }
}

/// Before the record is written.
pub(crate) fn sample_open() -> VisitAct {
    VisitAct {
        photos: vec![photo("7", "生产车间.jpg"), photo("8", "研发设备铭牌.png")],
        may_record: true,
        accept: "image/jpeg,image/png".to_owned(),
        megabytes: 20,
        photos_limit: 20,
        ..VisitAct::default()
    }
}

/// Written by one, to be signed by another.
pub(crate) fn sample_written() -> VisitAct {
    let photos = vec![photo("7", "生产车间.jpg")];
    VisitAct {
        record: Some(VisitRecord {
            visited_on: "2026-03-05".to_owned(),
            finding: "现场查看研发场地约600平方米，设备与清单一致，研发人员在岗。".to_owned(),
            confirmed: true,
            photos: photos.iter().map(|photo| photo.file.clone()).collect(),
            first: Some("受理员甲".to_owned()),
            second: None,
            signed: false,
            opinion: None,
        }),
        photos,
        may_sign: true,
        megabytes: 20,
        photos_limit: 20,
        ..VisitAct::default()
    }
}
