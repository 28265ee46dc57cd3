//! The reference names every key there is, and no other; its example is right.

use std::collections::BTreeSet;
use std::path::Path;

use super::problem::Document;
use super::{Config, Environment};

const REFERENCE: &str = include_str!("../../../../docs/configuration.md");

/// The example of the reference, with the keys that were looked for while it was read.
fn example() -> (Config, BTreeSet<String>) {
    let yaml = REFERENCE.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    let document = Document::new("docs/configuration.md".to_owned(), yaml.expect("an example").to_owned());
    let environment = Environment::of(&[("SMTP_USER", "kramik"), ("SMTP_PASSWORD", "secret")]);
    let config = Config::parse(Path::new(&document.name), &document, &environment).expect("a right example");
    (config, document.asked.into_inner())
}

/// The keys that hold a value, not a section.
fn values(asked: &BTreeSet<String>) -> BTreeSet<String> {
    let is_section = |key: &String| asked.iter().any(|other| other.starts_with(&format!("{key}.")));
    asked
        .iter()
        .filter(|key| !is_section(key))
        .map(|key| key.replace("sources.shop", "sources.NAME"))
        .collect()
}

#[test]
fn the_reference_names_every_key_and_no_other() {
    let rows = REFERENCE.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let named: BTreeSet<String> = rows.map(str::to_owned).collect();
    assert_eq!(named, values(&example().1));
}

#[test]
fn the_example_is_a_whole_configuration() {
    let (config, _) = example();
    assert!(config.portal.is_some() && config.mail.is_some() && config.directory.status.is_some());
}
