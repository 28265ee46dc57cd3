//! What a password must be when it stands alone: long enough, and nothing else (NIST SP 800-63B-4, 3.1.1.2:
//! at least 15 characters, at least 64 allowed, no composition rules).

/// The shortest password, in characters (Unicode code points after NFC).
pub const MIN_LENGTH: usize = 15;
/// The longest password, in characters.
pub const MAX_LENGTH: usize = 256;

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Under [`MIN_LENGTH`] characters.
    TooShort,
    /// Over `max` bytes or characters; some directories' hashes read no more than 72 bytes.
    TooLong {
        /// The most that is allowed.
        max: usize,
    },
    /// One character over and over.
    Repeated,
}

/// Checks a new password.
pub fn check(password: &str) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    let first = password.chars().next();
    if length < MIN_LENGTH {
        Err(PasswordProblem::TooShort)
    } else if length > MAX_LENGTH {
        Err(PasswordProblem::TooLong { max: MAX_LENGTH })
    } else if password.chars().all(|c| Some(c) == first) {
        Err(PasswordProblem::Repeated)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_in_characters_and_nothing_else_is_asked() {
        assert_eq!(check("zażółć gęślą ja"), Ok(()));
        assert_eq!(check("fourteen chars"), Err(PasswordProblem::TooShort));
        assert_eq!(check(&"ab".repeat(128)), Ok(()));
        assert_eq!(check(&"ab".repeat(129)), Err(PasswordProblem::TooLong { max: 256 }));
        assert_eq!(check(&"a".repeat(20)), Err(PasswordProblem::Repeated));
    }
}
