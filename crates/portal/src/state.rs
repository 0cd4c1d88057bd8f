//! What every handler shares: the engine, the words, and a few settings. Cheap to clone.
//! It holds nothing that belongs to one request.

use std::net::IpAddr;
use std::sync::Arc;

use engine::Engine;
use templates::{Assets, Templates};

use crate::navigation::Entry;
use crate::{PortalError, assets, navigation, routes};

/// What the portal is told at start.
#[derive(Debug, Clone)]
pub struct PortalSettings {
    /// The bureau's name, as pages show it.
    pub bureau: String,
    /// The proxy whose `X-Forwarded-For` is believed; nobody else's is.
    pub trusted_proxy: Option<IpAddr>,
}

/// Shared by all handlers.
#[derive(Debug, Clone)]
pub struct PortalState(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    engine: Engine,
    templates: Arc<Templates>,
    settings: PortalSettings,
    assets: Assets,
    navigation: Vec<Entry>,
}

impl PortalState {
    /// Fails only when the manifest of built assets is there and unreadable.
    pub fn new(
        engine: Engine,
        templates: Arc<Templates>,
        settings: PortalSettings,
    ) -> Result<Self, PortalError> {
        let assets = assets::names()?;
        let navigation = navigation::entries(&routes());
        Ok(Self(Arc::new(Shared { engine, templates, settings, assets, navigation })))
    }

    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    pub fn templates(&self) -> &Templates {
        &self.0.templates
    }

    pub fn settings(&self) -> &PortalSettings {
        &self.0.settings
    }

    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// Every menu entry that has a route.
    pub fn navigation(&self) -> &[Entry] {
        &self.0.navigation
    }

    /// Readers come over https, so cookies may insist on it.
    pub fn is_secure(&self) -> bool {
        self.engine().settings().public_url.starts_with("https://")
    }
}
