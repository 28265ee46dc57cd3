//! How many guesses a password takes, by an estimator that knows common passwords, names, words, rows of keys, dates,
//! sequences and repetitions (D. Wheeler, zxcvbn, USENIX Security 2016).

/// Fewer guesses than ten to this power and a password is refused. Below it lie the common ones, doubled, numbered and
/// written with figures, and two of them in a row; three plain words of nobody's list lie far above.
const LEAST_LOG10: f64 = 10.0;
/// So many characters are looked at. The time that it takes grows with their number and with the figures among them,
/// and a stranger chooses both: this is a seventh of a second at worst.
const LOOKED_AT: usize = 40;

/// Whether a password would be guessed soon by somebody who knows the words in `known`.
pub(crate) fn is_common(password: &str, known: &[String]) -> bool {
    let beginning: String = password.chars().take(LOOKED_AT).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    zxcvbn::zxcvbn(&beginning, &known).guesses_log10() < LEAST_LOG10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_would_try_is_refused_and_phrases_are_not() {
        let table = [
            ("passwordpassword", true),
            ("password password 1", true),
            ("P@ssw0rd P@ssw0rd", true),
            ("123456789012345", true),
            ("0987654321098765", true),
            ("qwertyuiopasdfgh", true),
            ("1q2w3e4r5t6y7u8i", true),
            ("zaq12wsxcde34rfv", true),
            ("aaaaaaaaaaaaaaaaab", true),
            ("abcdefghijklmnop", true),
            ("abcabcabcabcabc", true),
            ("iloveyou1234567", true),
            ("sunshine princess", true),
            ("kochamciekochamcie", true),
            ("hasłohasłohasło", true),
            ("qwertyqwertyqwertyqwertyqwertyqwertyqwertyqwerty", true),
            ("correct horse battery staple", false),
            ("a new long password 1", false),
            ("another long password", false),
            ("zielony rower na dachu", false),
            ("zażółć gęślą jaźń", false),
            ("kot siedzi na płocie", false),
            ("the quick brown fox", false),
            ("my cat sleeps all day", false),
            ("x7Kq9vLm2Pz4RtW8", false),
        ];
        for (password, common) in table {
            assert_eq!(is_common(password, &[]), common, "{password}");
        }
    }

    #[test]
    fn what_is_known_of_somebody_is_tried_first() {
        let known = farewell_domain::password::words(&["zofia.lis", "Kramik"]);
        for own in ["zofia.lis.zofia.lis", "kramik kramik kramik", "zofialis12345678"] {
            assert!(is_common(own, &known), "{own}");
        }
        assert!(!is_common("zofia.lis.zofia.lis", &[]));
    }

    #[test]
    fn the_longest_and_strangest_passwords_are_looked_at() {
        for strange in ["4@8({[<369&#!1/|0$5+7%2".repeat(11), "\u{1f600}".repeat(256), "\0".repeat(20)] {
            is_common(&strange, &[]);
        }
    }
}
