//! Whether Farewell acts, or only watches what it would do.

/// What Farewell may do to the operator's databases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Carry the plan out.
    #[default]
    Erase,
    /// Carry the plan out as a rehearsal: nothing is erased, and nothing claims to be.
    Observe,
}

impl Mode {
    /// The mode as it is configured and reported.
    pub fn word(self) -> &'static str {
        match self {
            Self::Erase => "erase",
            Self::Observe => "observe",
        }
    }

    /// The mode of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Erase, Self::Observe].into_iter().find(|mode| mode.word() == word)
    }

    /// Whether the operator's databases may be changed.
    pub fn acts(self) -> bool {
        match self {
            Self::Erase => true,
            Self::Observe => false,
        }
    }
}
