//! `cargo xtask lint`: formatting, clippy, and the rules that ARCHITECTURE.md states.

mod layers;
mod length;
mod map;
mod names;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::{cargo, root};

/// A file of the repository, as far as it is text that people write.
pub(crate) struct Source {
    /// From the repository's folder, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

/// Runs everything, tells every complaint, and fails if there is one.
pub(crate) fn run() -> ExitCode {
    let formatted = passes(&["fmt", "--all", "--", "--check"]);
    let clean = passes(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    let complaints = complaints();
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if formatted && clean && complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn passes(arguments: &[&str]) -> bool {
    cargo(arguments).status().is_ok_and(|status| status.success())
}

/// What the repository's own rules find, one sentence each.
fn complaints() -> Vec<String> {
    let root = root();
    let mut sources = Vec::new();
    collect(&root, &root, &mut sources);
    let mut complaints = length::check(&sources);
    complaints.extend(layers::check(&sources));
    complaints.extend(names::check(&sources));
    complaints.extend(map::check(&sources, |path| root.join(path).exists()));
    complaints
}

const SUFFIXES: [&str; 10] = ["rs", "toml", "html", "txt", "css", "js", "mjs", "sql", "ftl", "md"];
/// What cargo builds, what npm installs, and what git keeps.
const SKIPPED: [&str; 3] = ["target", "node_modules", ".git"];

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let of_the_demo = folder == root && name == "demo";
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_ref()) && !of_the_demo {
                collect(root, &path, sources);
            }
            continue;
        }
        let written = path.extension().is_some_and(|suffix| SUFFIXES.iter().any(|known| suffix == *known));
        if let (true, Ok(text)) = (written, fs::read_to_string(&path)) {
            let path = path.strip_prefix(root).unwrap_or(&path);
            sources.push(Source { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_repository_keeps_its_rules() {
        assert_eq!(super::complaints(), Vec::<String>::new());
    }
}
