//! Farewell.
fn main() {}
