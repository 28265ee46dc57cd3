//! The reference of the command line, drawn from what the program itself prints as help.

use clap::{Arg, Command, CommandFactory};
use farewell::cli::Cli;

use crate::generated;

const HEAD: &str = "\
<!-- Written by cargo xtask docs from the command line's own definitions. -->

# Commands

Each command tells about itself with `--help`. What is asked for goes to standard output, log lines and errors go to
standard error. [Environment variables](configuration.md#the-environment) lie on top of the configuration file.
";

/// The commands that do something, with their full names: `farewell plan check`.
fn leaves(command: &Command) -> Vec<Command> {
    if command.has_subcommands() {
        return command.get_subcommands().filter(|one| one.get_name() != "help").flat_map(leaves).collect();
    }
    vec![command.clone()]
}

fn full_name(command: &Command) -> String {
    command.get_bin_name().unwrap_or(command.get_name()).to_owned()
}

fn synopsis(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage: ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `--config FILE`
fn written(argument: &Arg) -> String {
    let name = argument.get_long().map_or_else(|| argument.get_id().to_string(), |long| format!("--{long}"));
    let takes_value = argument.get_action().takes_values();
    let values = argument.get_value_names().filter(|_| takes_value).unwrap_or_default();
    let values: Vec<&str> = values.iter().map(clap::builder::Str::as_str).collect();
    if argument.is_positional() {
        values.join(" ")
    } else {
        [&[name.as_str()], &values[..]].concat().join(" ")
    }
}

fn default(command: &Command, argument: &Arg) -> String {
    let in_group = |group: &&clap::ArgGroup| {
        group.is_required_set() && group.get_args().any(|id| id == argument.get_id())
    };
    if argument.is_required_set() {
        return "needed".to_owned();
    }
    if command.get_groups().any(|group| in_group(&group)) {
        return "one of these is needed".to_owned();
    }
    if let (_, Some(told)) = help(argument) {
        return told;
    }
    let values = argument.get_default_values();
    let takes_value = argument.get_action().takes_values();
    values
        .first()
        .filter(|_| takes_value)
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .unwrap_or_default()
}

/// What the option's help says, and the default that is said at its end when no single value is it.
fn help(argument: &Arg) -> (String, Option<String>) {
    let told = argument.get_help().map(ToString::to_string).unwrap_or_default();
    match told.split_once(" [default: ") {
        Some((told, default)) => (told.to_owned(), Some(default.replace(']', ""))),
        None => (told, None),
    }
}

fn meaning(argument: &Arg) -> String {
    let mut told = vec![help(argument).0];
    for value in argument.get_possible_values().iter().filter(|_| argument.get_action().takes_values()) {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        told.push(format!("`{}`: {}", value.get_name(), small(&help)));
    }
    told.join("; ").replace('|', "\\|")
}

/// A sentence in the middle of another.
fn small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn options<'a>(command: &Command, arguments: impl Iterator<Item = &'a Arg>) -> String {
    let mut lines = vec!["| option | default | meaning |".to_owned(), "|---|---|---|".to_owned()];
    lines.extend(arguments.map(|argument| {
        let (written, default, meaning) = (written(argument), default(command, argument), meaning(argument));
        format!("| `{written}` | {default} | {meaning} |")
    }));
    lines.join("\n") + "\n"
}

/// The end of the command's help, as a table.
fn statuses(command: &Command) -> String {
    let told = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines: Vec<&str> = told.lines().skip(1).map(str::trim).collect();
    let name = full_name(command);
    assert!(
        told.starts_with("Exit status:") && lines.len() == 3,
        "the help of `{name}` tells no exit statuses"
    );
    let row =
        |line: &&str| line.split_once("  ").map(|(status, meaning)| format!("| {status} | {meaning} |\n"));
    "| exit status | |\n|---|---|\n".to_owned() + &lines.iter().filter_map(row).collect::<String>()
}

fn is_everywhere(argument: &Arg) -> bool {
    argument.is_global_set() || ["help", "version"].contains(&argument.get_id().as_str())
}

fn part(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let own = command.get_arguments().filter(|argument| !is_everywhere(argument));
    let (name, synopsis, statuses) = (full_name(command), synopsis(command), statuses(command));
    format!("## {name}\n\n{about}.\n\n```\n{synopsis}\n```\n\n{}\n{statuses}", options(command, own))
}

fn page() -> String {
    let mut program = Cli::command();
    program.build();
    let mut parts = vec![HEAD.to_owned()];
    parts.extend(leaves(&program).iter().map(part));
    let everywhere = program.get_arguments().filter(|argument| is_everywhere(argument));
    parts.push(format!("## Options of every command\n\n{}", options(&program, everywhere)));
    parts.join("\n")
}

#[test]
fn the_reference_of_commands_is_drawn_from_the_command_line() {
    generated::whole("commands.md", &page());
}
