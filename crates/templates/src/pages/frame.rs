//! What surrounds every page: language, person, navigation, flash, demo clock, asset names.
//! The portal fills it in for each request; which entries a person gets is settled there.

use serde::{Deserialize, Serialize};

use crate::{Locale, Message, TemplateError};

/// Handed to every page by the portal.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub locale: Locale,
    /// The path of this page, for the language link's return.
    pub path: String,
    /// Where the same page stands in the other language.
    pub other_language: String,
    /// The name of the bureau, as configured.
    pub bureau: String,
    /// Hidden field `_csrf` of every form.
    pub csrf: String,
    /// A fresh value per rendering; forms derive their idempotency key `_key` from it.
    pub form_key: String,
    pub person: Option<SignedIn>,
    pub navigation: Vec<NavigationItem>,
    pub flash: Option<Flash>,
    pub assets: Assets,
    /// Present only in demo mode.
    pub demo: Option<Demo>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SignedIn {
    pub display_name: String,
    /// Stable role keys; labels come from the catalogue.
    pub roles: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NavigationItem {
    /// Catalogue key of the label.
    pub label: String,
    pub href: String,
    pub current: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlashKind {
    Success,
    Notice,
    Warning,
}

/// Said once, on the page after something was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    pub message: Message,
}

/// Where the built stylesheet, script and icon are served.
#[derive(Debug, Clone, Serialize)]
pub struct Assets {
    pub stylesheet: String,
    pub script: String,
    pub favicon: String,
}

impl Assets {
    /// Reads `manifest.json` of the built assets; `prefix` is the path they are served under.
    pub fn from_manifest(manifest: &[u8], prefix: &str) -> Result<Self, TemplateError> {
        #[derive(Deserialize)]
        struct Manifest {
            stylesheet: String,
            script: String,
            favicon: String,
        }
        let manifest: Manifest = serde_json::from_slice(manifest).map_err(TemplateError::Manifest)?;
        let place = |name: String| format!("{prefix}/{name}");
        Ok(Self {
            stylesheet: place(manifest.stylesheet),
            script: place(manifest.script),
            favicon: place(manifest.favicon),
        })
    }
}

/// The demo clock's bar.
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    pub now_millis: i64,
    /// Whether this person may move the clock; the two buttons post to `/demo/clock`.
    pub can_move: bool,
    /// Where the sent mails are shown.
    pub outbox: Option<String>,
}

impl Frame {
    /// Frames worth looking at: a visitor, an applicant after a success, an officer in the demo.
    pub fn samples(locale: Locale, assets: &Assets) -> Vec<Self> {
        let visitor = Self {
            locale,
            path: "/".to_owned(),
            other_language: format!("/language/{}?back=%2F", locale.other().tag()),
            bureau: "海门区科学技术局".to_owned(),
            csrf: "sample-csrf".to_owned(),
            form_key: "sample-form".to_owned(),
            person: None,
            navigation: items(&[
                ("nav-calls", "/calls"),
                ("nav-publicity", "/publicity"),
                ("nav-sign-in", "/sign-in"),
            ]),
            flash: None,
            assets: assets.clone(),
            demo: None,
        };
        let applicant = Self {
            person: Some(SignedIn {
                display_name: "经办人".to_owned(), roles: vec!["applicant".to_owned()]
            }),
            navigation: items(&[
                ("nav-calls", "/calls"),
                ("nav-applications", "/applications"),
                ("nav-organisation", "/organisation"),
            ]),
            flash: Some(Flash { kind: FlashKind::Success, message: Message::new("flash-saved") }),
            ..visitor.clone()
        };
        let officer = Self {
            person: Some(SignedIn {
                display_name: "受理员".to_owned(),
                roles: vec!["officer".to_owned(), "recommender".to_owned()],
            }),
            navigation: items(&[
                ("nav-work", "/officer"),
                ("nav-calls", "/officer/calls"),
                ("nav-publicity", "/publicity"),
            ]),
            demo: Some(Demo {
                now_millis: 1_772_413_200_000,
                can_move: true,
                outbox: Some("/demo/outbox".to_owned()),
            }),
            ..visitor.clone()
        };
        vec![visitor, applicant, officer]
    }
}

fn items(list: &[(&str, &str)]) -> Vec<NavigationItem> {
    list.iter()
        .enumerate()
        .map(|(position, (label, href))| NavigationItem {
            label: (*label).to_owned(),
            href: (*href).to_owned(),
            current: position == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::Assets;

    #[test]
    fn the_manifest_names_the_assets() {
        let manifest = br#"{"stylesheet":"app-1.css","script":"app-2.js","favicon":"assets/f.svg"}"#;
        let assets = Assets::from_manifest(manifest, "/assets").unwrap();
        assert_eq!(assets.stylesheet, "/assets/app-1.css");
        assert!(Assets::from_manifest(b"{}", "").is_err());
    }
}
