//! What a crate must not know.

use super::Source;

/// In files under these paths, none of these words.
struct Rule {
    within: &'static [&'static str],
    words: &'static [&'static str],
    because: &'static str,
}

const RULES: [Rule; 5] = [
    Rule {
        within: &["crates/farewell-domain/"],
        words: &[
            "async",
            "await",
            "tokio",
            "sqlx",
            "Instant",
            "SystemTime",
            "now()",
            "std::fs",
            "std::env",
            "File",
            "rand",
            "getrandom",
            "new_v4",
            "now_v7",
        ],
        because: "the domain is pure: no I/O, no clock, no dice",
    },
    Rule {
        within: &[
            "crates/farewell/",
            "crates/farewell-domain/",
            "crates/farewell-service/",
            "crates/farewell-web/",
            "tests/",
        ],
        words: &["sqlx"],
        because: "only farewell-store and farewell-erasure reach a database",
    },
    Rule {
        within: &[
            "crates/farewell-domain/",
            "crates/farewell-store/",
            "crates/farewell-erasure/",
            "crates/farewell-service/",
        ],
        words: &["axum", "askama", "tower_http", "tower-http", "fluent"],
        because: "only farewell-web knows HTTP, HTML, cookies and locales",
    },
    Rule {
        within: &["crates/farewell-erasure/"],
        words: &[
            "farewell_domain",
            "farewell-domain",
            "farewell_store",
            "farewell-store",
            "farewell_service",
        ],
        because: "the engine is usable alone: it knows no member, mail or page",
    },
    Rule {
        within: &["crates/farewell-store/"],
        words: &["farewell_erasure", "farewell-erasure", "farewell_service", "farewell-service"],
        because: "the store keeps rows; the verbs are above it",
    },
];

/// Complains about every line that names what its layer must not know.
pub(crate) fn check(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for rule in RULES.iter().filter(|rule| rule.applies(&source.path)) {
            for (at, line) in source.text.lines().enumerate() {
                if let Some(word) = rule.broken(line) {
                    let place = format!("{}:{}", source.path, at + 1);
                    found.push(format!("{place} names `{word}`, but {}.", rule.because));
                }
            }
        }
    }
    found
}

impl Rule {
    fn applies(&self, path: &str) -> bool {
        let code =
            std::path::Path::new(path).extension().is_some_and(|suffix| suffix == "rs" || suffix == "toml");
        code && self.within.iter().any(|folder| path.starts_with(folder))
    }

    fn broken(&self, line: &str) -> Option<&'static str> {
        let line = line.trim_start();
        if line.starts_with("//") || line.starts_with('#') {
            return None;
        }
        self.words.iter().find(|word| names(line, word)).copied()
    }
}

/// Whether the word stands in the line by itself, not as a part of another.
fn names(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[Source { path: path.to_owned(), text: text.to_owned() }])
    }

    #[test]
    fn the_domain_reads_no_clock() {
        let complaints =
            found("crates/farewell-domain/src/hold.rs", "fn a() {}\nlet x = Timestamp::now();\n");
        assert_eq!(
            complaints,
            [
                "crates/farewell-domain/src/hold.rs:2 names `now()`, but the domain is pure: no I/O, no clock, no dice."
            ]
        );
        assert_eq!(found("crates/farewell-domain/src/hold.rs", "pub async fn a() {}").len(), 1);
    }

    #[test]
    fn sqlx_stays_in_the_database_modules() {
        assert_eq!(found("crates/farewell-web/Cargo.toml", "sqlx.workspace = true").len(), 1);
        assert_eq!(found("crates/farewell-service/src/a.rs", "use sqlx::Row;").len(), 1);
        assert!(found("crates/farewell-store/src/db/mod.rs", "use sqlx::Row;").is_empty());
    }

    #[test]
    fn the_engine_knows_no_member() {
        assert_eq!(found("crates/farewell-erasure/src/a.rs", "use farewell_domain::account;").len(), 1);
    }

    #[test]
    fn comments_and_parts_of_words_are_free() {
        assert!(found("crates/farewell-web/src/a.rs", "// unlike sqlx, ...").is_empty());
        assert!(found("crates/farewell-domain/src/a.rs", "struct Profile; fn operand() {}").is_empty());
    }
}
