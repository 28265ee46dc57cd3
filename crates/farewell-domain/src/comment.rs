//! Comments, of leaving members to the site and of anybody on the help page: their limits, their states, and how they
//! lose a member's identifiers.

/// The longest comment, in characters.
pub const MAX_LENGTH: usize = 2_000;
/// The longest name beside a comment on the help page, in characters.
pub const MAX_NAME_LENGTH: usize = 60;

/// Who sees a comment on the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentState {
    /// Nobody has read it yet.
    Waiting,
    /// It stands on the page.
    Published,
    /// The site has read it and does not show it.
    Hidden,
}

impl CommentState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Published, Self::Hidden];

    /// The state's word, in tables and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Hidden => "hidden",
        }
    }

    /// The state with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What stands where an identifier stood.
pub const REDACTED: &str = "[…]";

/// An identifier shorter than this (in characters) is only taken out where it stands as a whole word.
const SHORT: usize = 6;

/// The comment without any of `identifiers` (user name, address, phone ...), whatever their case.
pub fn redact(comment: &str, identifiers: &[String]) -> String {
    let mut longest_first: Vec<&str> =
        identifiers.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    longest_first.sort_by_key(|one| std::cmp::Reverse(one.len()));
    longest_first.into_iter().fold(comment.to_owned(), |text, one| without(&text, one))
}

fn without(text: &str, identifier: &str) -> String {
    let needle: Vec<char> = identifier.chars().flat_map(char::to_lowercase).collect();
    // Nearly every comment is somebody else's: looking is much cheaper than rewriting.
    if !lower(text).contains(&lower(identifier)) {
        return text.to_owned();
    }
    let whole_word_only = needle.len() < SHORT;
    let chars: Vec<char> = text.chars().collect();
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let found = found_at(&chars, at, &needle);
        if let Some(end) = found.filter(|end| !whole_word_only || stands_alone(&chars, at, *end)) {
            result.push_str(REDACTED);
            at = end;
        } else {
            result.push(chars[at]);
            at += 1;
        }
    }
    result
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Where the needle that starts at `start` ends, compared in lower case.
fn found_at(chars: &[char], start: usize, needle: &[char]) -> Option<usize> {
    let mut wanted = needle.iter();
    let mut end = start;
    while wanted.len() > 0 {
        for lower in chars.get(end)?.to_lowercase() {
            if *wanted.next()? != lower {
                return None;
            }
        }
        end += 1;
    }
    Some(end)
}

fn stands_alone(chars: &[char], start: usize, end: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    !is_word(start.checked_sub(1)) && !is_word(Some(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn own(identifiers: &[&str]) -> Vec<String> {
        identifiers.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_comment_loses_the_members_identifiers_in_any_case() {
        let own = own(&["zofia.lis", "Zofia.Lis@example.com", "+48 600 100 200"]);
        assert_eq!(
            redact("I am ZOFIA.LIS, write to zofia.lis@EXAMPLE.com or +48 600 100 200.", &own),
            "I am […], write to […] or […]."
        );
    }

    #[test]
    fn each_state_is_known_by_its_word() {
        for state in CommentState::ALL {
            assert_eq!(CommentState::parse(state.word()), Some(state));
        }
        assert_eq!(CommentState::parse("Waiting"), None);
    }

    #[test]
    fn short_identifiers_go_as_whole_words_only() {
        assert_eq!(redact("ola likes cola, Ola!", &own(&["ola"])), "[…] likes cola, […]!");
    }

    #[test]
    fn letters_that_change_their_length_in_lower_case_do_no_harm() {
        assert_eq!(redact("İstanbul-İ ok", &own(&["İstanbul"])), "[…]-İ ok");
        assert_eq!(redact("İ", &own(&["i"])), "İ");
    }

    proptest! {
        #[test]
        fn a_longer_identifier_never_survives(before in "\\PC{0,20}", own in "[a-zA-Z0-9.@]{6,20}", after in "\\PC{0,20}") {
            let text = format!("{before}{own}{after}");
            let left = redact(&text, std::slice::from_ref(&own)).to_lowercase();
            prop_assert!(!left.contains(&own.to_lowercase()));
        }

        #[test]
        fn a_comment_without_identifiers_stays_as_it_is(text in "[a-z ]{0,60}") {
            prop_assert_eq!(redact(&text, &own(&["member-77"])), text);
        }
    }
}
