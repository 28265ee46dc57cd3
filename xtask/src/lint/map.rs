//! Documents that name a path name one that exists.

use super::Source;

/// The documents that people find their way with.
const MAPS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"];

/// Complains about every path between backticks, or behind a link, that is not there.
pub(crate) fn check(sources: &[Source], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let map = |source: &&Source| MAPS.contains(&source.path.as_str()) || source.path.starts_with("docs/");
    for source in sources.iter().filter(map) {
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, line) in source.text.lines().enumerate() {
            let named = paths(line).into_iter().map(str::to_owned);
            let linked = links(line).into_iter().map(|link| beside(folder, link));
            for path in named.chain(linked).filter(|path| !exists(path)) {
                found.push(format!("{}:{} names {path}, which is not there.", source.path, at + 1));
            }
        }
    }
    found
}

/// What stands between backticks and begins with one of the repository's folders.
fn paths(line: &str) -> Vec<&str> {
    let path_like = |text: &&str| {
        let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        let folder =
            ["crates/", "docs/", "tests/", "xtask/", ".ci/"].iter().any(|folder| text.starts_with(folder));
        plain && folder
    };
    line.split('`').skip(1).step_by(2).filter(path_like).collect()
}

/// The files that a line of Markdown links to.
fn links(line: &str) -> Vec<&str> {
    let target = |part: &'_ str| {
        part.split(')').next().unwrap_or_default().split('#').next().unwrap_or_default().len()
    };
    line.split("](")
        .skip(1)
        .map(|part| &part[..target(part)])
        .filter(|link| !link.is_empty() && !link.contains(':'))
        .collect()
}

/// A link's target, seen from the repository's folder.
fn beside(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let there = ["crates/a/src/lib.rs", "docs/demo.md", "README.md"];
        check(&[Source { path: path.to_owned(), text: text.to_owned() }], |path| there.contains(&path))
    }

    #[test]
    fn a_path_that_is_gone_is_found() {
        assert!(found("ARCHITECTURE.md", "See `crates/a/src/lib.rs` and `/account`.").is_empty());
        assert_eq!(
            found("ARCHITECTURE.md", "One\nSee `crates/a/src/main.rs`."),
            ["ARCHITECTURE.md:2 names crates/a/src/main.rs, which is not there."]
        );
    }

    #[test]
    fn links_are_followed_from_where_they_stand() {
        assert!(
            found("docs/demo.md", "[start](../README.md#first) [here](demo.md) [web](https://a.b)")
                .is_empty()
        );
        assert_eq!(
            found("README.md", "[gone](docs/gone.md)"),
            ["README.md:1 names docs/gone.md, which is not there."]
        );
    }
}
