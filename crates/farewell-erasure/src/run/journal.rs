//! The journal: whose turn it is (the fence), and what has been done, in the same transaction as the doing.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::catalog::OUR_TABLES;
use crate::cell::Cell;
use crate::dialect::Dialect;
use crate::engine::{EngineError, RunOrder};
use crate::key::AccountKey;
use crate::source::SourceTx;

const ROWS: usize = 200;
const TABLE: &str = OUR_TABLES[0];

/// What one rule did, as the journal holds it: a table's name and counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// `source.table`.
    pub(crate) table: String,
    pub(crate) deleted: u64,
    pub(crate) changed: u64,
    pub(crate) retained: u64,
    /// As `2031-12-31`.
    pub(crate) until: Option<String>,
}

impl Step {
    /// The last day for which rows are kept.
    pub(crate) fn kept_until(&self) -> Option<Date> {
        self.until.as_deref().and_then(|date| date.parse().ok())
    }
}

/// What this same run has done before.
#[derive(Debug, Default)]
pub(super) struct Before {
    pub(super) accounts: BTreeSet<String>,
    pub(super) steps: Vec<Step>,
}

/// How the journal names an account: a key may be a name or an address, which must not outlive the account.
pub(crate) fn account_hash(key: &[u8; 32], account: &AccountKey) -> String {
    let mut mac = keyed(key);
    mac.update(b"farewell journal\0");
    mac.update(account.as_str().as_bytes());
    URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..16])
}

/// HMAC-SHA-256 (RFC 2104) under the engine's hash key.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
pub(super) fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// Raises the fence of each account. An account that has seen a higher one belongs to another worker.
pub(super) async fn raise_fence(
    dialect: &dyn Dialect,
    tx: &mut SourceTx,
    order: &RunOrder,
    hashes: &[String],
) -> Result<(), EngineError> {
    for hashes in hashes.chunks(ROWS) {
        let mut binds = vec![Cell::Integer(order.fence), Cell::Integer(order.now.as_millisecond())];
        let rows = hashes.iter().map(|hash| {
            binds.push(Cell::from(hash.as_str()));
            format!("(${}, '', '', $1, $2)", binds.len())
        });
        let rows: Vec<String> = rows.collect();
        let sql = format!(
            "INSERT INTO {} AS j (account, run, stage, fence, at) VALUES {}
             ON CONFLICT (account, run, stage) DO UPDATE SET fence = excluded.fence, at = excluded.at
             WHERE j.fence <= excluded.fence",
            dialect.table(TABLE),
            rows.join(", ")
        );
        let raised = tx.execute(&sql, &binds).await?;
        if usize::try_from(raised).ok() != Some(hashes.len()) {
            return Err(EngineError::StaleFence);
        }
    }
    Ok(())
}

/// The accounts for which this run is done, and what it did.
pub(super) async fn done(
    dialect: &dyn Dialect,
    tx: &mut SourceTx,
    order: &RunOrder,
    hashes: &[String],
) -> Result<Before, EngineError> {
    let mut before = Before::default();
    for hashes in hashes.chunks(ROWS) {
        let mut binds = vec![Cell::from(order.run.as_str()), Cell::from(order.stage.as_str())];
        binds.extend(hashes.iter().map(|hash| Cell::from(hash.as_str())));
        let places: Vec<String> = (3..=binds.len()).map(|at| format!("${at}")).collect();
        let sql = format!(
            "SELECT account, steps FROM {} WHERE run = $1 AND stage = $2 AND account IN ({})",
            dialect.table(TABLE),
            places.join(", ")
        );
        for row in tx.query(&sql, &binds).await? {
            before.accounts.extend(row.get("account").to_plain_text());
            let steps = row.get("steps").as_text();
            let steps = steps.and_then(|json| serde_json::from_str::<Vec<Step>>(json).ok());
            before.steps.extend(steps.unwrap_or_default());
        }
    }
    Ok(before)
}

/// Notes what was done. The counts stand once, with the first account.
pub(super) async fn write(
    dialect: &dyn Dialect,
    tx: &mut SourceTx,
    order: &RunOrder,
    hashes: &[String],
    before: &BTreeSet<String>,
    steps: &[Step],
) -> Result<(), EngineError> {
    let mut steps = serde_json::to_string(steps).ok();
    let hashes: Vec<&String> = hashes.iter().filter(|hash| !before.contains(*hash)).collect();
    for hashes in hashes.chunks(ROWS) {
        let mut binds = vec![
            Cell::from(order.run.as_str()),
            Cell::from(order.stage.as_str()),
            Cell::Integer(order.fence),
            Cell::Integer(order.now.as_millisecond()),
        ];
        let rows = hashes.iter().map(|hash| {
            binds.push(Cell::from(hash.as_str()));
            binds.push(steps.take().into());
            let at = binds.len();
            format!("(${}, $1, $2, $3, ${at}, $4)", at - 1)
        });
        let rows: Vec<String> = rows.collect();
        let sql = format!(
            "INSERT INTO {} (account, run, stage, fence, steps, at) VALUES {}",
            dialect.table(TABLE),
            rows.join(", ")
        );
        tx.execute(&sql, &binds).await?;
    }
    Ok(())
}
