//! Documents that name a path or a heading name one that exists.

use std::collections::BTreeSet;
use std::path::Path;

use super::Source;

/// Complains about every path between backticks, and every file and heading behind a link, that is not there.
pub(crate) fn check(sources: &[Source], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    // The changelog tells of what was there once.
    let map = |source: &&Source| {
        let suffix = Path::new(&source.path).extension();
        suffix.is_some_and(|suffix| suffix == "md") && source.path != "CHANGELOG.md"
    };
    for source in sources.iter().filter(map) {
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, line) in source.text.lines().enumerate() {
            let mut complain = |name: &str| {
                found.push(format!("{}:{} names {name}, which is not there.", source.path, at + 1));
            };
            let named = paths(line).into_iter().filter(|path| !exists(path));
            named.for_each(&mut complain);
            for (file, heading) in links(line) {
                let path = if file.is_empty() { source.path.clone() } else { beside(folder, file) };
                if !exists(&path) {
                    complain(&path);
                } else if !heading.is_empty() && !has_heading(sources, &path, heading) {
                    complain(&format!("{path}#{heading}"));
                }
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

/// The files and headings that a line of Markdown links to.
fn links(line: &str) -> Vec<(&str, &str)> {
    let targets = line.split("](").skip(1).filter_map(|part| part.split(')').next());
    targets
        .filter(|target| !target.contains(':'))
        .map(|target| target.split_once('#').unwrap_or((target, "")))
        .filter(|link| *link != ("", ""))
        .collect()
}

fn has_heading(sources: &[Source], path: &str, heading: &str) -> bool {
    let source = sources.iter().find(|source| source.path == path);
    source.is_some_and(|source| headings(&source.text).contains(heading))
}

/// A document's headings, as GitHub makes anchors of them.
fn headings(text: &str) -> BTreeSet<String> {
    let mut is_code = false;
    let lines = text.lines().filter(|line| {
        is_code ^= line.starts_with("```");
        !is_code && line.starts_with('#')
    });
    let anchor = |line: &str| {
        let text = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        text.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    };
    lines.map(anchor).collect()
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
        assert!(found("docs/demo.md", "[start](../README.md) [here](demo.md) [web](https://a.b)").is_empty());
        assert_eq!(
            found("README.md", "[gone](docs/gone.md)"),
            ["README.md:1 names docs/gone.md, which is not there."]
        );
    }

    #[test]
    fn a_link_to_a_heading_finds_it() {
        let text = "# When it isn't\n```\n# no heading\n```\n[up](#when-it-isnt) [to](demo.md#when-it-isnt)";
        assert!(found("docs/demo.md", text).is_empty());
        assert_eq!(
            found("docs/demo.md", "```\n# code\n```\n[gone](#code)"),
            ["docs/demo.md:4 names docs/demo.md#code, which is not there."]
        );
    }
}
