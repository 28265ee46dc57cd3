//! The little that SQLite tells only in the text of a definition: CHECK expressions and a trigger's event.

/// A word, or one other character, with where it stands.
struct Token<'a> {
    text: &'a str,
    end: usize,
    /// Within quotes: never a key word.
    quoted: bool,
}

/// The expressions within `CHECK (...)`, as written.
pub(super) fn checks(sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if is(token, "CHECK") && tokens.get(at + 1).is_some_and(|next| is(next, "(")) {
            let start = tokens[at + 1].end;
            if let Some(end) = closing(&tokens[at + 1..]) {
                found.push(sql[start..end].trim().to_owned());
            }
        }
    }
    found
}

/// The event of a trigger: the first of the three words after its name.
pub(super) fn trigger_event(sql: &str) -> String {
    tokens(sql)
        .iter()
        .find(|token| ["INSERT", "UPDATE", "DELETE"].iter().any(|w| is(token, w)))
        .map(|token| token.text.to_ascii_uppercase())
        .unwrap_or_default()
}

/// The words of an expression that may be names of columns.
pub(crate) fn words(sql: &str) -> Vec<String> {
    tokens(sql)
        .into_iter()
        .filter(|token| token.quoted || token.text.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(|token| token.text.trim_matches(['"', '`', '[', ']']).to_owned())
        .collect()
}

fn is(token: &Token<'_>, word: &str) -> bool {
    !token.quoted && token.text.eq_ignore_ascii_case(word)
}

/// Where the parenthesis that the first token opens is closed.
fn closing(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens {
        if is(token, "(") {
            depth += 1;
        } else if is(token, ")") {
            depth -= 1;
            if depth == 0 {
                return Some(token.end - 1);
            }
        }
    }
    None
}

fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let (len, kind) = match first {
            '-' if rest.starts_with("--") => (rest.find('\n').unwrap_or(rest.len()), None),
            '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |e| e + 2), None),
            '\'' => (quoted_len(rest, '\''), None),
            '"' | '`' => (quoted_len(rest, first), Some(true)),
            '[' => (rest.find(']').map_or(rest.len(), |e| e + 1), Some(true)),
            c if c.is_alphanumeric() || c == '_' => (word_len(rest), Some(false)),
            c if c.is_whitespace() => (c.len_utf8(), None),
            c => (c.len_utf8(), Some(false)),
        };
        if let Some(quoted) = kind {
            tokens.push(Token { text: &rest[..len], end: at + len, quoted });
        }
        at += len;
    }
    tokens
}

fn word_len(rest: &str) -> usize {
    rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len())
}

/// A doubled quote stays within.
fn quoted_len(rest: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(found) = rest[from..].find(quote) {
        from += found + 1;
        if !rest[from..].starts_with(quote) {
            return from;
        }
        from += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_found_between_texts_and_comments() {
        let sql = "CREATE TABLE t (a TEXT DEFAULT 'CHECK (no)' -- CHECK (nor this)
            CHECK (a IN ('x)', 'it''s')), \"check\" INT, check(length(a) > (1+2)) /* CHECK (z) */)";
        assert_eq!(checks(sql), ["a IN ('x)', 'it''s')", "length(a) > (1+2)"]);
        assert_eq!(words("length(`a b`) > c1"), ["length", "a b", "c1"]);
    }

    #[test]
    fn a_trigger_has_one_event() {
        let sql = "CREATE TRIGGER \"on DELETE\" AFTER UPDATE OF a ON t BEGIN DELETE FROM u; END";
        assert_eq!(trigger_event(sql), "UPDATE");
    }
}
