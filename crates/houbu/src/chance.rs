//! The machine's randomness: ids and secrets are made of it.
//! Tests replace it where a result must repeat.

use engine::{Chance, EngineError};

/// Random bytes from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineChance;

impl Chance for MachineChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EngineError> {
        getrandom::fill(bytes).map_err(|_| EngineError::Chance)
    }
}
