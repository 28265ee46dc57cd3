//! No source file is over 500 lines.

use super::Source;

const LONGEST: usize = 500;
const SUFFIXES: [&str; 8] = [".rs", ".html", ".txt", ".css", ".js", ".mjs", ".sql", ".ftl"];

/// Complains about every source file that is too long.
pub(crate) fn check(sources: &[Source]) -> Vec<String> {
    let code = |source: &&Source| SUFFIXES.iter().any(|suffix| source.path.ends_with(suffix));
    let too_long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > LONGEST)
            .then(|| format!("{} has {lines} lines; divide it, {LONGEST} are the most.", source.path))
    };
    sources.iter().filter(code).filter_map(too_long).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_hundred_lines_are_the_most() {
        let source = |path: &str, lines| Source { path: path.to_owned(), text: "x\n".repeat(lines) };
        let sources = [source("a.rs", 500), source("b.rs", 501), source("c.md", 900), source("d.css", 600)];
        let found = check(&sources);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], "b.rs has 501 lines; divide it, 500 are the most.");
    }
}
