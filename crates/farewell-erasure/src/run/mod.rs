//! The work of a run within one transaction of one source.
//!
//! The fence is raised, the rows are taken (their addresses noted), exactly the rows taken are changed and then deleted, children before parents, the counts are compared, and the
//! journal says so: all of it in the one transaction, so that it has happened altogether or not at all.

mod change;
pub(crate) mod hash;
mod journal;
mod keys;
mod take;

#[cfg(test)]
mod tests;

pub(crate) use change::{keeper, kept_until, statement};
pub(crate) use hash::{SHORTEST as SHORTEST_HASH, is_hash, sample as sample_hash};
pub(crate) use journal::account_hash;
pub(crate) use keys::fill_keys;
use keys::lock_members;
pub(crate) use take::{Taken, take};

use crate::engine::{EngineError, Inner, RunOrder};
use crate::key::AccountKey;
use crate::source::{Source, SourceTx};
use crate::sql::Scope;

/// What one transaction did, for each rule by its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Done {
    pub(crate) steps: Vec<journal::Step>,
    /// Whether there was nothing left to do.
    pub(crate) already: bool,
}

pub(crate) use journal::Step;

/// Works on a few accounts in one source. Without a commit nothing of it has happened.
pub(crate) async fn work(
    engine: &Inner,
    source: &Source,
    mut scope: Scope<'_>,
    order: &RunOrder,
    accounts: &[AccountKey],
    tx: &mut SourceTx,
) -> Result<Done, EngineError> {
    let hashes: Vec<String> =
        accounts.iter().map(|account| account_hash(&engine.hash_key, account)).collect();
    journal::raise_fence(scope.dialect, tx, order, &hashes).await?;
    let done = journal::done(scope.dialect, tx, order, &hashes).await?;
    let left: Vec<AccountKey> = accounts
        .iter()
        .zip(&hashes)
        .filter(|(_, hash)| !done.accounts.contains(*hash))
        .map(|(account, _)| account.clone())
        .collect();
    let mut steps = done.steps;
    if left.is_empty() {
        return Ok(Done { steps, already: true });
    }
    tx.execute(scope.dialect.defer_keys(), &[]).await?;
    lock_members(engine, source, tx, &left).await?;
    fill_keys(engine, source, tx, &left).await?;
    scope.taken = true;
    scope.locks = true;
    let taken = take(&scope, tx).await?;
    let own = change::change(engine, &scope, tx, &taken).await?;
    journal::write(scope.dialect, tx, order, &hashes, &done.accounts, &own).await?;
    take::clear(&scope, tx, &taken).await?;
    steps.extend(own);
    Ok(Done { steps, already: false })
}
