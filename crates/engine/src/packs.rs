//! Packs in force: bytes stored by fingerprint at first use, compiled once per process.
//!
//! A stored pack is never changed; from which day one holds, `publications.rs` knows.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use rules::{HOST_VERSION, Pack};
use store::programmes::{PackRow, ProgrammeRow};
use store::{Source, UnitOfWork};
use workflow::{Pipeline, Timestamp};

use crate::definitions::{MANIFEST, read_definition};
use crate::publications::load;
use crate::{Engine, EngineError};

/// Compiled packs by fingerprint.
pub(crate) type Shelf = RwLock<BTreeMap<String, Arc<Pack>>>;

impl Engine {
    /// The compiled pack of a fingerprint.
    pub async fn pack(&self, fingerprint: &str) -> Result<Arc<Pack>, EngineError> {
        self.pack_from(&self.store, fingerprint).await
    }

    /// The same inside a unit of work, on its own connection: a unit never waits for a second one.
    pub(crate) async fn pack_from(
        &self,
        on: &impl Source,
        fingerprint: &str,
    ) -> Result<Arc<Pack>, EngineError> {
        if let Some(pack) = self.shelved(fingerprint) {
            return Ok(pack);
        }
        let row = store::programmes::find_pack(on, fingerprint).await?;
        let row = row.ok_or(EngineError::NotFound { what: "pack" })?;
        let pack = Pack::from_stored(&row.bytes, &row.host_version)
            .map_err(|error| EngineError::Pack(error.to_string()))?;
        if pack.fingerprint() != fingerprint {
            let what = format!("pack {fingerprint} now has fingerprint {}", pack.fingerprint());
            return Err(EngineError::Corrupt { what });
        }
        Ok(self.shelve(pack))
    }

    /// Compiles a programme's files, stores their bytes and publishes them from the day they name.
    /// Loading files that were published before changes nothing, and neither does loading files of a
    /// programme whose rules people have published since: those are theirs to change.
    pub async fn adopt_pack(&self, files: BTreeMap<String, Vec<u8>>) -> Result<Arc<Pack>, EngineError> {
        let last_year = self.calendar().await?.last_loaded_year();
        let manifest = files.get(MANIFEST).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let defined = read_definition(manifest.as_deref().unwrap_or_default(), last_year);
        // Both are read before either is refused: whoever mends the files sees every fault at once.
        let faults = defined.err().unwrap_or_default();
        let faults = faults.iter().map(ToString::to_string);
        let pack = match Pack::from_files(files) {
            Ok(pack) if faults.len() == 0 => pack,
            Ok(_) => return Err(EngineError::Pack(faults.collect::<Vec<_>>().join("\n"))),
            Err(error) => {
                let faults: Vec<String> = faults.chain([error.to_string()]).collect();
                return Err(EngineError::Pack(faults.join("\n")));
            }
        };
        let now = self.now().await?;
        let pack = self.shelve(pack);
        let stored = Arc::clone(&pack);
        self.store.transact(move |unit| Box::pin(async move { load(unit, &stored, now).await })).await?;
        Ok(pack)
    }

    /// Every stored pack, compiled, for the catalogues that speak its codes.
    pub async fn packs(&self) -> Result<Vec<Arc<Pack>>, EngineError> {
        let mut packs = Vec::new();
        for row in store::programmes::list_packs(&self.store).await? {
            packs.push(self.pack(&row.fingerprint).await?);
        }
        Ok(packs)
    }

    fn shelved(&self, fingerprint: &str) -> Option<Arc<Pack>> {
        self.shelf.read().ok()?.get(fingerprint).cloned()
    }

    pub(crate) fn shelve(&self, pack: Pack) -> Arc<Pack> {
        let pack = Arc::new(pack);
        if let Some(speaker) = self.speaker.get() {
            speaker.learn(&pack);
        }
        if let Ok(mut shelf) = self.shelf.write() {
            shelf.insert(pack.fingerprint().to_owned(), Arc::clone(&pack));
        }
        pack
    }
}

/// Stores a pack and makes it the programme's last word.
pub(crate) async fn keep(unit: &UnitOfWork, pack: &Pack, now: Timestamp) -> Result<(), EngineError> {
    keep_bytes(unit, pack, now).await?;
    let programme = pack.programme();
    let row = ProgrammeRow {
        code: programme.code.clone(),
        title_zh: programme.title_zh.clone(),
        title_en: programme.title_en.clone(),
        current_fingerprint: pack.fingerprint().to_owned(),
        definition_json: serde_json::to_string(programme)
            .map_err(|error| EngineError::Pack(error.to_string()))?,
    };
    store::programmes::save(unit, &row).await?;
    Ok(())
}

/// Stores a pack under its fingerprint, unless it is there.
pub(crate) async fn keep_bytes(unit: &UnitOfWork, pack: &Pack, now: Timestamp) -> Result<(), EngineError> {
    let row = PackRow {
        fingerprint: pack.fingerprint().to_owned(),
        programme_code: pack.programme().code.clone(),
        version: pack.programme().version.clone(),
        bytes: pack.to_bytes(),
        stored_at: now,
        host_version: HOST_VERSION.to_owned(),
    };
    store::programmes::store_pack(unit, &row).await?;
    Ok(())
}

/// The pipeline of a pack that is applied for; a standard only checks and has none.
pub(crate) fn pipeline_if_any(pack: &Pack) -> Result<Option<Pipeline>, EngineError> {
    if pack.programme().pipeline.is_null() { Ok(None) } else { pipeline_of(pack).map(Some) }
}

/// Whether a stored programme is a standard, for which no call can be opened.
pub(crate) fn is_standard(row: &ProgrammeRow) -> Result<bool, EngineError> {
    let definition: serde_json::Value = serde_json::from_str(&row.definition_json)
        .map_err(|error| EngineError::Corrupt { what: format!("programme {}: {error}", row.code) })?;
    Ok(definition["pipeline"].is_null())
}

/// The pipeline a pack carries, typed.
pub(crate) fn pipeline_of(pack: &Pack) -> Result<Pipeline, EngineError> {
    serde_json::from_value(pack.programme().pipeline.clone())
        .map_err(|error| EngineError::Pack(format!("programme.toml, pipeline: {error}")))
}
