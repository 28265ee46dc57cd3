//! The erasure engine, usable alone: sources, directory, plan, check, preview, run, verify.
//!
//! [`engine::Engine`] takes a [`plan::Plan`] and the [`source::Source`]s that it names, and does with the rows of an
//! account what the plan says: sets of keys are taken, then exactly those rows are deleted or changed, with a row in
//! the source's own journal in the same transaction. It knows no member's page, no mail, and no account of Farewell's.

pub mod catalog;
pub mod cell;
mod check;
pub(crate) mod dialect;
pub mod directory;
pub mod engine;
pub mod key;
pub mod plan;
pub(crate) mod rule;
mod run;
pub mod source;
pub(crate) mod sql;
