//! The documents say what the program does. What can be drawn from the code is: `cargo xtask docs` writes it, and
//! every other run of these tests compares.

mod commands;
mod configuration;
mod examples;
mod generated;
mod picture;
mod privacy;
mod promises;
mod shown;
mod states;
mod threats;
