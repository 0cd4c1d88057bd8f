//! Turning pages: `?after=` names the last row seen.
//! A key nobody gave out is no error: it begins at the beginning.

use serde::Deserialize;

/// The query of a list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct After {
    #[serde(default)]
    after: Option<String>,
}

impl After {
    /// The id of the last row seen; what is no id begins at the first page.
    pub fn id<T: std::str::FromStr>(&self) -> Option<T> {
        self.after.as_deref().and_then(|text| text.parse().ok())
    }
}

/// The address of the next page.
pub fn next<T: std::fmt::Display>(path: &str, after: Option<T>) -> Option<String> {
    after.map(|after| format!("{path}?after={after}"))
}
