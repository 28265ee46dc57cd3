//! Member IDs, as somebody who signs up may choose one.

use unicode_normalization::UnicodeNormalization;

/// The shortest member ID, in characters.
pub const MIN_LENGTH: usize = 3;
/// The longest member ID, in characters.
pub const MAX_LENGTH: usize = 30;

/// A member ID: letters and digits of any language, with single `.`, `_` or `-` between them.
///
/// It holds no `@` and no space and does not begin like a web address, so that what is typed at a sign-in can never
/// be taken for somebody else's address.
#[derive(Clone, PartialEq, Eq)]
pub struct Username(String);

/// Why a text is no member ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsernameProblem {
    /// Nothing but spaces.
    Empty,
    /// Under [`MIN_LENGTH`] characters.
    TooShort,
    /// Over [`MAX_LENGTH`] characters.
    TooLong,
    /// Another character than those allowed, or one of `.`, `_`, `-` in the wrong place.
    Characters,
    /// It could be taken for an address.
    Address,
}

impl Username {
    /// Reads a member ID, in Unicode NFC, spaces around it dropped.
    pub fn parse(text: &str) -> Result<Self, UsernameProblem> {
        let name: String = text.trim().nfc().collect();
        let length = name.chars().count();
        if length == 0 {
            Err(UsernameProblem::Empty)
        } else if looks_like_an_address(&name) {
            Err(UsernameProblem::Address)
        } else if length < MIN_LENGTH {
            Err(UsernameProblem::TooShort)
        } else if length > MAX_LENGTH {
            Err(UsernameProblem::TooLong)
        } else if is_well_formed(&name) {
            Ok(Self(name))
        } else {
            Err(UsernameProblem::Characters)
        }
    }

    /// The member ID.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The signs that mail programs and browsers read as part of an address, in their wide forms too.
fn looks_like_an_address(name: &str) -> bool {
    let start: String = name.chars().take(4).collect::<String>().to_lowercase();
    name.contains(['@', '＠', '﹫', ':', '/']) || start == "www."
}

fn is_well_formed(name: &str) -> bool {
    let joins = |c: char| matches!(c, '.' | '_' | '-');
    let allowed = name.chars().all(|c| c.is_alphanumeric() || joins(c));
    let ends_well = !name.starts_with(joins) && !name.ends_with(joins);
    let twice = name.chars().zip(name.chars().skip(1)).any(|(left, right)| joins(left) && joins(right));
    allowed && ends_well && !twice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_of_any_language_make_a_member_id() {
        for good in ["ola", "Anna.Nowak-2", "żółw_77", "  zofia ", "Ζωή", "李小龙", "2026", &"a".repeat(30)]
        {
            assert!(Username::parse(good).is_ok(), "{good}");
        }
        // Two ways to write ó are one member ID.
        let (composed, apart) = (Username::parse("gór"), Username::parse("go\u{301}r"));
        assert_eq!(composed.expect("a name").as_str(), apart.expect("a name").as_str());
    }

    #[test]
    fn what_is_none_is_refused_with_its_reason() {
        use UsernameProblem::{Address, Characters, Empty, TooLong, TooShort};
        let long = "ż".repeat(31);
        let table = [
            ("", Empty),
            (" \u{a0} ", Empty),
            ("ab", TooShort),
            (long.as_str(), TooLong),
            ("anna nowak", Characters),
            ("anna\u{200b}n", Characters),
            ("anna\0n", Characters),
            ("anna!", Characters),
            (".anna", Characters),
            ("anna-", Characters),
            ("anna..n", Characters),
            ("anna_.n", Characters),
            ("anna@example.com", Address),
            ("@ab", Address),
            ("anna＠example", Address),
            ("www.anna", Address),
            ("WWW.anna", Address),
            ("mailto:anna", Address),
            ("a/b", Address),
        ];
        for (typed, problem) in table {
            assert_eq!(Username::parse(typed).err(), Some(problem), "{typed:?}");
        }
    }
}
