//! What can go wrong that is nobody's mistake in a form.

use farewell_erasure::directory::DirectoryError;
use farewell_erasure::engine::EngineError;
use farewell_store::StoreError;
use farewell_store::db::Trouble;

/// A verb could not be done; nothing is half-done. No message holds a value of a member's.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Farewell's own database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table of members.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The plan or its sources.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The row vanished while its member was at work.
    #[error("the member is no longer in the directory")]
    MemberGone,
    /// A waiting mail was sealed with other keys.
    #[error("a waiting mail cannot be opened; is this the keys file that belongs to this database?")]
    Sealed,
    /// It was ended elsewhere while the request was at work: signed out, deactivated, a new password.
    #[error("the session has ended meanwhile")]
    SessionOver,
    /// A password's hash could not be made.
    #[error("the password could not be hashed")]
    Hashing,
    /// The system's source of random numbers.
    #[error("the system gives no random numbers")]
    Dice,
    /// Two commands, or a worker that is faster.
    #[error("another worker has taken the job over")]
    LeaseLost,
}

impl ServiceError {
    /// Whether a database cannot be used at the moment: the same will work when it can again, whether by itself or
    /// because somebody has made room or brought it back.
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Store(error) => matches!(
                error.trouble,
                Trouble::Locked
                    | Trouble::DiskFull
                    | Trouble::Away
                    | Trouble::ReadOnly
                    | Trouble::CannotOpen
                    | Trouble::Refused
            ),
            Self::Directory(DirectoryError::Source(error)) => error.is_outage(),
            Self::Engine(error) => error.is_outage(),
            Self::LeaseLost => true,
            Self::Directory(_)
            | Self::MemberGone
            | Self::SessionOver
            | Self::Sealed
            | Self::Hashing
            | Self::Dice => false,
        }
    }
}

impl From<getrandom::Error> for ServiceError {
    fn from(_: getrandom::Error) -> Self {
        Self::Dice
    }
}
