//! Runs against a shop that has one of everything: compared with an obvious model, and stopped before each statement.

mod kills;
mod model;
mod plan;
mod property;
mod shop;
