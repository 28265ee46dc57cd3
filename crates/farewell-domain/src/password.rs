//! What a password must be when it stands alone: long enough, and nobody's first guess (NIST SP 800-63B-4,
//! 3.1.1.2: at least 15 characters, at least 64 allowed, no composition rules, a blocklist). Which passwords are common
//! is a question of long lists, which the service asks; that somebody's own words are no secret is said here.

/// The shortest password, in characters (Unicode code points after NFC).
pub const MIN_LENGTH: usize = 15;
/// The longest password, in characters.
pub const MAX_LENGTH: usize = 256;
/// So many letters and digits must be left of a password when everything that others know is taken out.
const OWN_LEAST: usize = 8;
/// A shorter piece of a name stands in too many words to mean anybody.
const SHORTEST_WORD: usize = 3;

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
    /// It stands on lists of common passwords, or is a row of keys, a sequence or a repetition.
    Common,
    /// It is made of the member's own names and address, or of the site's name.
    OwnWords,
}

/// Checks a new password of somebody whose names and address, and whose site, are called `known`.
pub fn check(password: &str, known: &[&str]) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        Err(PasswordProblem::TooShort)
    } else if length > MAX_LENGTH {
        Err(PasswordProblem::TooLong { max: MAX_LENGTH })
    } else if left_of(password, known) < OWN_LEAST {
        Err(PasswordProblem::OwnWords)
    } else {
        Ok(())
    }
}

/// How many letters and digits are left of a password without the known words; all its characters if it has none.
fn left_of(password: &str, known: &[&str]) -> usize {
    let whole = password.to_lowercase();
    let left = words(known).iter().fold(whole.clone(), |text, word| text.replace(word.as_str(), " "));
    let counts = |c: &char| left == whole || c.is_alphanumeric();
    left.chars().filter(counts).count()
}

/// The texts in lower case and their parts: `zofia.lis@example.com` is also `zofia`, `lis` and `example`. The longest
/// first, so that a part does not hide the whole.
pub fn words(known: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in known {
        let text = text.trim().to_lowercase();
        words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        words.push(text);
    }
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZOFIA: [&str; 4] = ["zofia.lis", "Zofia.Lis@example.com", "Zofia Lis", "Kramik"];

    #[test]
    fn length_counts_in_characters_and_nothing_else_is_asked() {
        assert_eq!(check("zażółć gęślą ja", &[]), Ok(()));
        assert_eq!(check("fourteen chars", &[]), Err(PasswordProblem::TooShort));
        assert_eq!(check(&"ab".repeat(128), &[]), Ok(()));
        assert_eq!(check(&"ab".repeat(129), &[]), Err(PasswordProblem::TooLong { max: 256 }));
    }

    #[test]
    fn somebody_s_own_words_are_no_secret_and_others_are() {
        for own in [
            "zofia.lis.zofia.lis",
            "Zofia Lis Zofia Lis",
            "ZOFIA.LIS@EXAMPLE.COM",
            "zofia.lis.1985.kramik",
            "zofia lis kramik 1",
            "KramikKramikKramik!",
        ] {
            assert_eq!(check(own, &ZOFIA), Err(PasswordProblem::OwnWords), "{own}");
            assert_eq!(check(own, &["", " ", "-", "ed"]), Ok(()), "to somebody else it may be: {own}");
        }
        for good in ["zofia's garden is green", "zielony rower na dachu", "-/_|-/_|-/_|-/_|"] {
            assert_eq!(check(good, &ZOFIA), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_parts_of_an_address_are_words_of_their_own() {
        assert_eq!(
            words(&["Zofia.Lis@example.com", "ed"]),
            ["zofia.lis@example.com", "example", "zofia", "com", "lis",]
        );
    }
}
