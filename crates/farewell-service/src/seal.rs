//! Sealing what waits: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), bound to the row it stands in.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;

use crate::ServiceError;
use crate::secrets::Secrets;

const NONCE: usize = 24;

/// `nonce || ciphertext || tag`; opens only as content of the row `id`.
pub(crate) fn seal(secrets: &Secrets, id: Uuid, content: &[u8]) -> Result<Vec<u8>, ServiceError> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce)?;
    let payload = Payload { msg: content, aad: id.as_bytes() };
    let sealed = cipher(secrets).encrypt(&XNonce::from(nonce), payload).map_err(|_| ServiceError::Sealed)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// The content of a sealed row.
pub(crate) fn open(secrets: &Secrets, id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, ServiceError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(ServiceError::Sealed)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| ServiceError::Sealed)?;
    let payload = Payload { msg: sealed, aad: id.as_bytes() };
    cipher(secrets).decrypt(&XNonce::from(nonce), payload).map_err(|_| ServiceError::Sealed)
}

fn cipher(secrets: &Secrets) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*secrets.seal_key()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_row_opens_only_in_its_place_and_unchanged() {
        let folder = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::generate(&folder.path().join("keys")).expect("keys");
        let id = Uuid::now_v7();
        let sealed = seal(&secrets, id, b"zofia@example.com").expect("sealed");
        assert_eq!(open(&secrets, id, &sealed).expect("open"), b"zofia@example.com");
        assert!(!sealed.windows(5).any(|part| part == b"zofia"));
        assert!(open(&secrets, Uuid::now_v7(), &sealed).is_err(), "another row");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&secrets, id, &changed).is_err(), "byte {at}");
            assert!(open(&secrets, id, &sealed[..at]).is_err(), "cut at {at}");
        }
    }
}
