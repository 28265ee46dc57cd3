//! farewell-erasure

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
