//! Legal hold: a person has stopped an erasure. It is a guard, not a status.

/// Whether a person has stopped the erasure of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Nothing stands in the way.
    Free,
    /// Erasing may not begin until the hold is released.
    Held,
}
