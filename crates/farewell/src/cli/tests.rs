//! The command line says what the design fixed, and refuses the rest.

use clap::{CommandFactory, Parser};

use super::{Cli, Command};

fn parse(line: &str) -> Result<Command, clap::error::ErrorKind> {
    Cli::try_parse_from(line.split(' ')).map(|cli| cli.command).map_err(|error| error.kind())
}

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_fixed_command_is_understood() {
    for line in [
        "farewell demo",
        "farewell demo --listen 127.0.0.1:0 --data d --grace 5s",
        "farewell serve --config f.yaml",
        "farewell serve --config f.yaml --no-worker --listen 0.0.0.0:80",
        "farewell worker --config f.yaml",
        "farewell migrate --config f.yaml",
        "farewell doctor --config f.yaml",
        "farewell doctor --config f.yaml --json",
        "farewell reasons --config f.yaml",
        "farewell reasons --config f.yaml --since 2026-11-01 --json",
        "farewell reasons --config f.yaml --csv",
        "farewell comments list --config f.yaml",
        "farewell comments list --config f.yaml --state waiting --json",
        "farewell comments publish 7 8 --config f.yaml",
        "farewell comments hide --config f.yaml 7 --json",
        "farewell comments delete 7 --config f.yaml",
        "farewell status --config f.yaml --json",
        "farewell deactivate --config f.yaml --account 7 --because letter",
        "farewell reactivate --config f.yaml --account -7 --because call --json",
        "farewell hold --config f.yaml --account 7 --because court",
        "farewell release --config f.yaml --account 7 --because court",
        "farewell plan check --config f.yaml --json",
        "farewell plan accept --config f.yaml",
        "farewell plan preview --config f.yaml --account 7 --json",
        "farewell plan grants --config f.yaml",
        "farewell plan grants --role worker --config f.yaml",
        "farewell erase --config f.yaml --account 7 --account -8 --json",
        "farewell erase --config f.yaml --account 7 8",
        "farewell erase --config f.yaml --due",
        "farewell verify --config f.yaml --accounts keys.txt",
    ] {
        assert!(parse(line).is_ok(), "{line}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    for line in [
        "farewell",
        "farewell depart",
        "farewell serve",
        "farewell demo --grace soon",
        "farewell demo --grace 0d",
        "farewell demo --listen 8080",
        "farewell reasons --config f.yaml --json --csv",
        "farewell reasons --config f.yaml --since yesterday",
        "farewell comments",
        "farewell comments list",
        "farewell comments list --config f.yaml --state read",
        "farewell comments publish --config f.yaml",
        "farewell comments delete 7",
        "farewell plan preview --config f.yaml",
        "farewell hold --config f.yaml --account 7",
        "farewell deactivate --config f.yaml --because letter",
        "farewell erase --config f.yaml",
        "farewell erase --config f.yaml --due --account 7",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
}

#[test]
fn the_demo_starts_without_a_word() {
    let Ok(Command::Demo(demo)) = parse("farewell demo") else {
        panic!("the demo");
    };
    assert_eq!(demo.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(demo.data.display().to_string(), "demo");
    assert!(demo.grace.is_none(), "the folder's configuration knows it");
}
