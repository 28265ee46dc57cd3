//! The commands that pages show are ones that the program understands.

use clap::Parser;
use farewell::cli::Cli;

use crate::generated;

/// The lines of a page's code blocks that call the program.
fn calls(page: &str) -> Vec<&str> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks.flat_map(str::lines).map(str::trim).filter(|line| line.starts_with("farewell ")).collect()
}

/// A line's words, as a shell reads them, up to a pipe or a redirection.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words.into_iter().take_while(|word| !["|", ">", ">>", "#"].contains(&word.as_str())).collect()
}

#[test]
fn every_command_that_a_page_shows_is_understood() {
    let mut count = 0;
    for name in generated::pages() {
        // The reference shows synopses, not calls.
        if name == "commands.md" {
            continue;
        }
        for line in calls(&generated::read(&name)) {
            count += 1;
            let understood = Cli::try_parse_from(words(line));
            assert!(understood.is_ok(), "docs/{name} shows\n{line}\n{}", understood.unwrap_err());
        }
    }
    assert!(count > 30, "only {count} were found");
}

#[test]
fn a_shell_s_quotes_hold_words_together() {
    assert_eq!(
        words("farewell hold --because \"a letter\" | cat"),
        ["farewell", "hold", "--because", "a letter"]
    );
    assert_eq!(calls("a\n```\nfarewell demo\n```\nfarewell text\n"), ["farewell demo"]);
}
