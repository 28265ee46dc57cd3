//! Kramik: a market hall on the web with members of its own, as an operator of Farewell would have it.
//! Two thousand people and some sixty thousand rows, the same ones at every fill.

mod calendar;
mod candidates;
mod dice;
mod fill;
mod goods;
mod hostile;
mod names;
mod people;
mod progress;
mod shop;
mod table;
mod talk;
#[cfg(test)]
mod tests;
mod trade;
mod words;

pub(crate) use candidates::{CANDIDATES, Candidate};
pub(crate) use fill::fill;

/// What becomes of whose data: written by hand, for people to read.
pub(crate) const PLAN: &str = include_str!("plan.yaml");
