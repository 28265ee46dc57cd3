//! The keys, in one file that only Farewell's user may read: the master key seals, the hash key makes
//! tombstones and other keyed hashes. Every key has an id; old hash keys are kept.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

type Bytes = Zeroizing<[u8; 32]>;

/// Seconds for which a proof is one, either way: two machines' clocks are never quite the same.
const PROOF_LASTS: u64 = 120;

/// The keys of one Farewell.
#[derive(Clone)]
pub struct Secrets {
    master: Bytes,
    hash: Bytes,
    mark: Bytes,
}

/// Why the keys cannot be had. Never holds a key.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Unreadable(std::io::Error),
    /// Others may read it.
    #[error("other users can read the file; run `chmod 600` on it")]
    Open,
    /// It is no file of keys.
    #[error("the file holds no keys of Farewell, or it is damaged")]
    Damaged,
    /// It cannot be made.
    #[error("the file cannot be written: {0}")]
    Unwritable(std::io::Error),
    /// The system's source of random numbers.
    #[error("the system gives no random numbers")]
    Dice,
}

/// The file's content.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    master: KeyEntry,
    /// The newest first.
    hash: Vec<KeyEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    id: String,
    /// 32 bytes as Base64 (RFC 4648, section 4).
    key: Zeroizing<String>,
}

impl Secrets {
    /// Reads the keys.
    pub fn read(path: &Path) -> Result<Self, SecretsError> {
        let mut file = File::open(path).map_err(SecretsError::Unreadable)?;
        require_private(&file)?;
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(SecretsError::Unreadable)?;
        let keys: KeyFile = serde_json::from_str(&text).map_err(|_| SecretsError::Damaged)?;
        let newest = keys.hash.first().ok_or(SecretsError::Damaged)?;
        let oldest = keys.hash.last().ok_or(SecretsError::Damaged)?;
        Ok(Self { master: keys.master.bytes()?, hash: newest.bytes()?, mark: mark_of(&oldest.bytes()?) })
    }

    /// Makes new keys and their file, which must not be there yet.
    pub fn generate(path: &Path) -> Result<Self, SecretsError> {
        let (master, hash) = (random()?, random()?);
        let keys = KeyFile { master: KeyEntry::new("m1", &master), hash: vec![KeyEntry::new("h1", &hash)] };
        let text = Zeroizing::new(serde_json::to_string_pretty(&keys).map_err(|_| SecretsError::Damaged)?);
        let mut file = private(path).map_err(SecretsError::Unwritable)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.map_err(SecretsError::Unwritable)?;
        let mark = mark_of(&hash);
        Ok(Self { master, hash, mark })
    }

    /// The key of the engine's keyed hashes.
    pub fn hash_key(&self) -> [u8; 32] {
        *derived(&self.hash, b"farewell engine hash")
    }

    /// What these keys leave in a database, so that others are told from them. It stays when keys are added.
    pub fn mark(&self) -> &[u8] {
        &*self.mark
    }

    /// The keyed hash that says for ever that this account of this table is erased.
    pub fn tombstone(&self, table: &str, key: &str) -> Vec<u8> {
        let own = derived(&self.hash, b"farewell tombstone");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*own) else { return Vec::new() };
        mac.update(&(table.len() as u64).to_be_bytes());
        mac.update(table.as_bytes());
        mac.update(key.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// What stands for an e-mail address where sign-ups with it must be found.
    pub(crate) fn email_hash(&self, email: &str) -> Vec<u8> {
        let own = derived(&self.hash, b"farewell sign-up");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*own) else { return Vec::new() };
        mac.update(email.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// What stands for `texts` where their number is counted under `name`.
    pub(crate) fn limit_subject(&self, name: &str, texts: &[&str]) -> Vec<u8> {
        let own = derived(&self.hash, b"farewell limit");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*own) else { return Vec::new() };
        for text in [&[name], texts].concat() {
            mac.update(&(text.len() as u64).to_be_bytes());
            mac.update(text.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// What a form calls a session: it tells nothing of the session's token.
    pub(crate) fn session_id(&self, token_hash: &[u8]) -> String {
        let own = derived(&self.hash, b"farewell session id");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*own) else { return String::new() };
        mac.update(token_hash);
        URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..16])
    }

    /// What proves, at this moment, that somebody holds these keys: `doctor` asks the pages with it what arrives there.
    pub fn proof(&self, at: Timestamp) -> String {
        let at = at.as_second();
        format!("{at}.{}", URL_SAFE_NO_PAD.encode(self.proof_hash(at)))
    }

    /// Whether a proof is one, and of this moment.
    pub(crate) fn is_proof(&self, text: &str, now: Timestamp) -> bool {
        let Some((at, hash)) = text.split_once('.') else { return false };
        let (Ok(at), Ok(hash)) = (at.parse::<i64>(), URL_SAFE_NO_PAD.decode(hash)) else { return false };
        let fresh = now.as_second().abs_diff(at) <= PROOF_LASTS;
        fresh && bool::from(hash.ct_eq(&self.proof_hash(at)))
    }

    fn proof_hash(&self, at: i64) -> Vec<u8> {
        let own = derived(&self.hash, b"farewell doctor");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*own) else { return Vec::new() };
        mac.update(&at.to_be_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// The key that seals waiting mails.
    pub(crate) fn seal_key(&self) -> Bytes {
        derived(&self.master, b"farewell outbox seal")
    }
}

impl KeyEntry {
    fn new(id: &str, key: &Bytes) -> Self {
        Self { id: id.to_owned(), key: Zeroizing::new(STANDARD.encode(**key)) }
    }

    fn bytes(&self) -> Result<Bytes, SecretsError> {
        let bytes = Zeroizing::new(STANDARD.decode(self.key.as_bytes()).map_err(|_| SecretsError::Damaged)?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| SecretsError::Damaged)?;
        Ok(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// Of the oldest hash key, which is kept when a newer one takes its place.
fn mark_of(oldest: &Bytes) -> Bytes {
    derived(oldest, b"farewell key mark")
}

/// A key for one purpose only (RFC 5869).
fn derived(from: &Bytes, purpose: &[u8]) -> Bytes {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are far below what HKDF can give, so this cannot fail.
    let _ = Hkdf::<Sha256>::new(None, &**from).expand(purpose, &mut *key);
    key
}

fn random() -> Result<Bytes, SecretsError> {
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *key).map_err(|_| SecretsError::Dice)?;
    Ok(key)
}

#[cfg(unix)]
fn require_private(file: &File) -> Result<(), SecretsError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(SecretsError::Unreadable)?.permissions().mode();
    // No right for group and others: the six lowest bits.
    if mode.trailing_zeros() >= 6 { Ok(()) } else { Err(SecretsError::Open) }
}

#[cfg(not(unix))]
fn require_private(_: &File) -> Result<(), SecretsError> {
    Ok(())
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_file_gives_the_same_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("farewell.keys");
        let (made, read) = (Secrets::generate(&path).expect("keys"), Secrets::read(&path).expect("keys"));
        assert_eq!(made.hash_key(), read.hash_key());
        assert_eq!(made.tombstone("shop.members", "7"), read.tombstone("shop.members", "7"));
        assert_ne!(made.tombstone("shop.members", "7"), made.tombstone("shop.members", "8"));
        assert_ne!(*made.seal_key(), made.hash_key());
        assert_eq!(made.mark(), read.mark());
        assert!(matches!(Secrets::generate(&path), Err(SecretsError::Unwritable(_))), "never overwritten");
    }

    #[test]
    fn a_proof_holds_for_a_moment_and_for_its_keys_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = |name: &str| Secrets::generate(&folder.path().join(name)).expect("keys");
        let (own, other) = (keys("own.keys"), keys("other.keys"));
        let at = |second| Timestamp::from_second(second).expect("a time");
        let proof = own.proof(at(1_000));
        assert!(own.is_proof(&proof, at(1_060)) && own.is_proof(&proof, at(940)));
        assert!(!own.is_proof(&proof, at(1_121)) && !own.is_proof(&proof, at(879)));
        assert!(!other.is_proof(&proof, at(1_000)));
        for wrong in ["", ".", "1000.", "x.y", &proof.replacen("1000", "1001", 1)] {
            assert!(!own.is_proof(wrong, at(1_000)), "{wrong:?}");
        }
    }

    #[test]
    fn a_damaged_file_is_said_to_be_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("farewell.keys");
        Secrets::generate(&path).expect("keys");
        let text = std::fs::read_to_string(&path).expect("text");
        std::fs::write(&path, &text[..text.len() / 2]).expect("cut");
        assert!(matches!(Secrets::read(&path), Err(SecretsError::Damaged)));
        assert!(matches!(
            Secrets::read(folder.path()),
            Err(SecretsError::Open | SecretsError::Unreadable(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn keys_that_others_can_read_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("farewell.keys");
        Secrets::generate(&path).expect("keys");
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("rights");
        assert!(matches!(Secrets::read(&path), Err(SecretsError::Open)));
    }
}
