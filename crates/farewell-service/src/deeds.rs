//! What this process has done since its start, as plain counts: for those who watch over it. Which deed, never
//! whose. Every node counts its own; what is true of all of them is in the database.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::Farewell;

/// One kind of thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Somebody signed in.
    SignIn,
    /// Somebody was not let in.
    SignInRefused,
    /// A mail for a forgotten password was asked for.
    RecoveryAsked,
    /// A new password was set by such a mail.
    PasswordReset,
    /// An account was deactivated.
    Deactivation,
    /// An account was brought back.
    Reactivation,
    /// An account was erased.
    Erasure,
    /// A mail was taken by the mail server.
    MailDelivered,
    /// A mail was not taken, and is tried again.
    MailDelayed,
    /// A mail was given up.
    MailDropped,
    /// A job was done.
    JobDone,
    /// A job met with a problem, and is tried again.
    JobFailed,
}

impl Deed {
    /// Every one of them.
    pub const ALL: [Self; 12] = [
        Self::SignIn,
        Self::SignInRefused,
        Self::RecoveryAsked,
        Self::PasswordReset,
        Self::Deactivation,
        Self::Reactivation,
        Self::Erasure,
        Self::MailDelivered,
        Self::MailDelayed,
        Self::MailDropped,
        Self::JobDone,
        Self::JobFailed,
    ];
}

/// How often each was done.
#[derive(Default)]
pub(crate) struct Deeds([AtomicU64; Deed::ALL.len()]);

impl Farewell {
    /// How often this process has done it.
    pub fn deeds(&self, deed: Deed) -> u64 {
        self.0.deeds.0[deed as usize].load(Ordering::Relaxed)
    }

    /// One more; after the commit.
    pub(crate) fn count(&self, deed: Deed) {
        self.0.deeds.0[deed as usize].fetch_add(1, Ordering::Relaxed);
    }
}
