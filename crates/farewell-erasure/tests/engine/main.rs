//! Stories of the engine, from outside: a database as an operator has it, a plan, and what is left.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod actions;
mod check;
mod lock;
mod plan;
mod postgres;
mod residue;
mod sign_up;
mod site;
mod weigh;
