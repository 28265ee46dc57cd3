//! What is handed to operators, the unit, the image, the compose file and the guide, says what the program takes.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::Value;

use crate::cli::Cli;
use crate::config::{Config, Environment};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

/// The words of a command line, from the program's name on.
fn understands(words: &[String]) {
    if let Err(error) = Cli::try_parse_from(words) {
        panic!("{words:?}: {error}");
    }
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

/// A list of words, as YAML and a Dockerfile's JSON write it.
fn list(value: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    value.as_array().into_iter().flatten().map(word).collect()
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("compose.yaml")).expect("YAML")
}

#[test]
fn the_unit_starts_what_the_program_understands() {
    let unit = read("packaging/farewell.service");
    let lines: Vec<&str> =
        unit.lines().filter_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/")).collect();
    assert_eq!(lines.len(), 1, "{unit}");
    understands(&words(lines[0]));
}

#[test]
fn the_image_starts_what_the_program_understands() {
    let dockerfile = read("Dockerfile");
    let instruction = |name: &str| {
        let line = dockerfile.lines().find_map(|line| line.strip_prefix(name)).expect(name);
        list(&serde_json::from_str(line).expect("a list of words"))
    };
    understands(&[instruction("ENTRYPOINT "), instruction("CMD ")].concat());
    assert!(dockerfile.contains("\nUSER farewell\n"), "not as root");
}

#[test]
fn every_service_of_the_compose_file_starts_what_the_program_understands() {
    let compose = compose();
    let services = compose["services"].as_object().expect("services");
    let own = services.iter().filter(|(_, service)| !service["command"].is_null());
    let mut seen = Vec::new();
    for (name, service) in own {
        understands(&[words("farewell"), list(&service["command"])].concat());
        seen.push(name.as_str());
    }
    assert_eq!(seen, ["migrate", "serve", "worker"]);
}

#[test]
fn the_compose_file_s_configuration_is_one_that_its_services_can_use() {
    let file = root().join("packaging/compose/farewell.yaml");
    let environment = Environment::of(&[("DATABASE_PASSWORD", "secret")]);
    let config = Config::read(&file, &environment).expect("a right configuration");
    assert!(config.portal().is_ok() && config.mail().is_ok());
    let compose = compose();
    let services = compose["services"].as_object().expect("services");
    let (database, mail) = (config.database.to_string(), config.mail().expect("a mail server").url.clone());
    for named in [database.split('/').next(), mail.trim_start_matches("smtp://").split(':').next()] {
        assert!(services.contains_key(named.unwrap_or_default()), "{named:?} is no service");
    }
    let metrics = config.metrics.expect("a listener");
    assert_eq!(compose["services"]["worker"]["environment"]["HEALTH_PORT"], metrics.port().to_string());
}

#[test]
fn the_guide_s_command_lines_are_understood() {
    let guide = read("docs/deploy.md");
    let blocks = guide.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines: Vec<&str> = blocks.flat_map(str::lines).collect();
    let own = lines.iter().filter_map(|line| line.rfind("farewell ").map(|at| &line[at..]));
    let mut seen = 0;
    for line in own.filter(|line| line.contains("--config")) {
        understands(&words(line));
        seen += 1;
    }
    assert!(seen >= 3, "{seen} command lines in docs/deploy.md");
}
