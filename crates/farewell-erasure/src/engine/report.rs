//! What a run is asked, and what it answers.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::key::AccountKey;
use crate::plan::{Action, Texts};
use crate::sql::Stage;

/// One run: these accounts, at this stage.
#[derive(Clone, Debug)]
pub struct RunOrder {
    /// The run's own name. The same run again does nothing for what is done already.
    pub run: String,
    /// The number of the worker's lease: an account that has seen a higher one is not touched.
    pub fence: i64,
    /// The accounts. They are worked on in transactions of a few hundred.
    pub accounts: Vec<AccountKey>,
    /// Which rules are due.
    pub stage: Stage,
    /// The time of the program's clock.
    pub now: Timestamp,
}

/// What a run has done. A run that was done already reports what it did then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunReport {
    /// One step for each rule that was due, in the plan's order.
    pub steps: Vec<StepReport>,
    /// Whether nothing was left to do, because this same run had done it all.
    pub already_done: bool,
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq)]
pub struct StepReport {
    /// `source.table`.
    pub table: String,
    /// The rule's action; `detach` for a rule with several owners.
    pub action: Action,
    /// Rows that are gone.
    pub deleted: u64,
    /// Rows that were deleted, changed or unlinked in all.
    pub changed: u64,
    /// Rows that stay because the law keeps them (for a stub: the member's emptied row).
    pub retained: u64,
    /// The last day for which any of them is kept.
    pub kept_until: Option<Date>,
    /// The rule's label, by language; empty for a hidden rule.
    pub label: Texts,
    /// Why rows are kept, by language.
    pub because: Texts,
}

/// What is left of accounts that were erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct VerifyReport {
    /// The places where something is left.
    pub places: Vec<Place>,
}

/// A table in which rows are left that the plan says should not be so.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// `source.table`.
    pub table: String,
    /// The column or path by which the rows belong to an account.
    pub owner: String,
    /// How many rows.
    pub count: u64,
}

impl VerifyReport {
    /// Whether nothing is left.
    pub fn is_clean(&self) -> bool {
        self.places.is_empty()
    }
}
