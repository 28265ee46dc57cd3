//! The reference names every key there is, and no other; what it says of leaving one out is what happens.

use std::collections::BTreeSet;
use std::path::Path;

use super::environment::TOP_LEVEL;
use super::keys::{KEYS, LeftOut};
use super::node::{Entry, Value};
use super::problem::{ConfigProblem, Document};
use super::section::Section;
use super::{Config, Environment, entries};

const REFERENCE: &str = include_str!("../../../../docs/configuration.md");

fn document() -> Document {
    let yaml = REFERENCE.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    Document::new("docs/configuration.md".to_owned(), yaml.expect("an example").to_owned())
}

/// The reference's example with `change`, and `variables` on top.
fn example(
    document: &Document,
    variables: &[(&str, &str)],
    change: impl FnOnce(&mut Vec<Entry>),
) -> Result<Config, ConfigProblem> {
    let own = [("SMTP_USER", "kramik"), ("SMTP_PASSWORD", "secret")];
    let environment = Environment::of(&[&own, variables].concat());
    let mut entries = entries(document)?;
    change(&mut entries);
    environment.lay_over(&mut entries);
    for entry in &mut entries {
        environment.fill_in(document, &mut entry.node)?;
    }
    let mut root = Section::root(document, entries);
    let config = Config::assemble(&mut root, Path::new("docs/farewell.yaml"), Path::new("docs"))?;
    root.finish().map(|()| config)
}

/// Takes one key out of the example.
fn leave_out(entries: &mut Vec<Entry>, key: &str) {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let at = entries.iter().position(|entry| entry.key == first);
    let at = at.unwrap_or_else(|| panic!("the example holds {key}"));
    match (rest, &mut entries[at].node.value) {
        (Some(rest), Value::Map(section)) => leave_out(section, rest),
        _ => drop(entries.remove(at)),
    }
}

/// The key as the example has it: its source is called shop.
fn in_example(key: &str) -> String {
    key.replace("sources.NAME", "sources.shop")
}

#[test]
fn the_reference_names_every_key_and_no_other() {
    let document = document();
    example(&document, &[], |_| {}).expect("a right example");
    let asked = document.asked.into_inner();
    let is_section = |key: &String| asked.iter().any(|other| other.starts_with(&format!("{key}.")));
    let values: BTreeSet<String> = asked.iter().filter(|key| !is_section(key)).cloned().collect();
    let named: BTreeSet<String> = KEYS.iter().map(|key| in_example(key.name)).collect();
    assert_eq!(named, values);
    assert_eq!(named.len(), KEYS.len(), "each of them once");
}

#[test]
fn a_key_that_is_left_out_means_what_the_reference_says() {
    let document = document();
    for key in KEYS {
        let name = in_example(key.name);
        let without = example(&document, &[], |entries| leave_out(entries, &name));
        match key.left_out {
            LeftOut::Refused | LeftOut::RefusedFor(_) => {
                let problem = without.expect_err(key.name);
                assert!(problem.sentence().contains(&format!("`{name}` is missing")), "{problem:?}");
            }
            LeftOut::Nothing => assert!(without.is_ok(), "{name}: {without:?}"),
            LeftOut::Counts(value) => {
                let variable = format!("FAREWELL_{}", name.replace('.', "__").to_uppercase());
                let value = value.trim_start_matches('[').trim_end_matches(']');
                let with = example(&document, &[(&variable, value)], |_| {}).expect(key.name);
                assert_eq!(format!("{:?}", without.expect(key.name)), format!("{with:?}"), "{name}");
            }
        }
    }
}

#[test]
fn every_key_outside_of_the_sections_can_be_set_by_the_environment() {
    let plain = KEYS.iter().map(|key| key.name).filter(|name| !name.contains('.'));
    assert_eq!(plain.collect::<BTreeSet<_>>(), TOP_LEVEL.into_iter().collect());
}

#[test]
fn the_example_is_a_whole_configuration() {
    let config = example(&document(), &[], |_| {}).expect("a right example");
    assert!(config.portal.is_some() && config.mail.is_some() && config.directory.status.is_some());
}
