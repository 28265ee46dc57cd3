//! Tokens: 256 random bits that only their bearer knows. What is stored is their SHA-256, which suffices
//! because nobody can guess the token (NIST SP 800-63B-4, 3.1.2.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::ServiceError;

/// The length as text: 32 bytes in Base64url without padding.
pub(crate) const LENGTH: usize = 43;

/// A new token as text that goes into cookies and links.
pub(crate) fn new() -> Result<String, ServiceError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is stored of a token.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Whether a text can be a token at all.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
