//! The signing key, which never enters the database, and the public key that anybody may have.
//! Ed25519 (RFC 8032); public keys travel as PEM, so that common tools read them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::EngineError;

/// A private key is a seed of this length.
pub const SEED_BYTES: usize = 32;
const PUBLIC_KEY_BYTES: usize = 32;
/// What stands before the 32 bytes of an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410).
const KEY_INFO_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";

/// The private key.
pub struct SealKey(Ed25519KeyPair);

impl fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealKey(…)")
    }
}

impl SealKey {
    /// From 64 hexadecimal digits, as the settings hold it.
    pub fn from_hex(text: &str) -> Result<Self, EngineError> {
        let wrong =
            || EngineError::Corrupt { what: format!("a seal key is {SEED_BYTES} bytes in hexadecimal") };
        let seed = hex::decode(text.trim()).map_err(|_| wrong())?;
        if seed.len() != SEED_BYTES {
            return Err(wrong());
        }
        Ed25519KeyPair::from_seed_unchecked(&seed).map(Self).map_err(|_| wrong())
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.public_key().as_ref().to_vec())
    }

    /// The signature in hexadecimal.
    pub(crate) fn sign(&self, message: &str) -> String {
        hex::encode(self.0.sign(message.as_bytes()).as_ref())
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    pub fn hex(&self) -> String {
        hex::encode(&self.0)
    }

    pub fn pem(&self) -> String {
        let info = [KEY_INFO_PREFIX.as_slice(), &self.0].concat();
        format!("{PEM_BEGIN}\n{}\n{PEM_END}\n", STANDARD.encode(info))
    }

    /// Every key of a PEM text; nothing when one of them is no Ed25519 key, or there is none.
    pub fn all_from_pem(text: &str) -> Option<Vec<Self>> {
        let blocks = text.split(PEM_BEGIN).skip(1);
        let keys: Option<Vec<Self>> =
            blocks.map(|block| Self::from_block(block.split(PEM_END).next()?)).collect();
        keys.filter(|keys| !keys.is_empty())
    }

    fn from_block(block: &str) -> Option<Self> {
        let plain: String = block.split_whitespace().collect();
        let info = STANDARD.decode(plain).ok()?;
        let key = info.strip_prefix(KEY_INFO_PREFIX.as_slice())?;
        (key.len() == PUBLIC_KEY_BYTES).then(|| Self(key.to_vec()))
    }

    pub(crate) fn has_signed(&self, message: &str, signature_hex: &str) -> bool {
        let Ok(signature) = hex::decode(signature_hex) else { return false };
        UnparsedPublicKey::new(&ED25519, &self.0).verify(message.as_bytes(), &signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    /// RFC 8032, section 7.1, test 1.
    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    const SIGNATURE: &str = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
                             5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    #[test]
    fn the_published_vector_signs_and_verifies() {
        let key = SealKey::from_hex(SEED).unwrap();
        assert_eq!(key.public().hex(), PUBLIC);
        assert_eq!(key.sign(""), SIGNATURE);
        assert!(key.public().has_signed("", SIGNATURE));
        assert!(!key.public().has_signed("x", SIGNATURE));
        assert!(!key.public().has_signed("", "e556"));
    }

    #[test]
    fn pem_round_trips_and_rubbish_is_refused() {
        let key = SealKey::from_hex(SEED).unwrap().public();
        let two = format!("{}{}", key.pem(), key.pem());
        assert_eq!(PublicKey::all_from_pem(&two).unwrap(), [key.clone(), key]);
        assert_eq!(PublicKey::all_from_pem("no key"), None);
        assert_eq!(PublicKey::all_from_pem(&format!("{PEM_BEGIN}\nAAAA\n{PEM_END}")), None);
        assert!(SealKey::from_hex("00").is_err());
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", SealKey::from_hex(SEED).unwrap()), "SealKey(…)");
    }
}
