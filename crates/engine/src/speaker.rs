//! Who says the texts of packs: told of every pack before it is used, asked whether texts can be read.
//!
//! The hall knows no catalogue; the roof introduces one that does.

use rules::Pack;

/// The words of packs, kept outside the hall.
pub trait Speaker: Send + Sync {
    /// A pack comes into use in this process: its codes will be spoken.
    fn learn(&self, pack: &Pack);

    /// What is wrong with a catalogue's text; nothing when it can be read.
    fn faults(&self, locale: &str, texts: &str) -> Vec<TextFault>;
}

/// One place of a catalogue that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFault {
    /// From 1.
    pub line: usize,
    pub message: String,
}
