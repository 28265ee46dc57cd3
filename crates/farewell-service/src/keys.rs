//! Whether a file of keys and a database belong together.

use farewell_store::{Store, key_mark};
use subtle::ConstantTimeEq;

use crate::secrets::Secrets;
use crate::{Farewell, ServiceError};

/// What a database says about keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// They are the ones that it was used with.
    Theirs,
    /// It was used with others.
    Foreign,
    /// No keys have been used here yet.
    Unused,
}

/// Compares without changing anything.
pub async fn belonging(store: &Store, secrets: &Secrets) -> Result<Belonging, ServiceError> {
    let mut tx = store.read("look at the mark of the keys").await?;
    Ok(match key_mark::find(&mut tx).await? {
        None => Belonging::Unused,
        Some(mark) if mark.ct_eq(secrets.mark()).into() => Belonging::Theirs,
        Some(_) => Belonging::Foreign,
    })
}

/// Compares, and leaves the mark in a database that has none yet.
pub async fn claim(store: &Store, secrets: &Secrets) -> Result<Belonging, ServiceError> {
    let found = belonging(store, secrets).await?;
    if found != Belonging::Unused {
        return Ok(found);
    }
    let mut tx = store.write("leave the mark of the keys").await?;
    key_mark::leave(&mut tx, secrets.mark()).await?;
    tx.commit().await?;
    belonging(store, secrets).await
}

impl Farewell {
    /// Whether whoever shows this holds the site's keys now: [`Secrets::proof`].
    pub fn holds_keys(&self, proof: &str) -> bool {
        self.0.secrets.is_proof(proof, self.now())
    }
}
