//! The documents say what the program does.

use std::path::{Path, PathBuf};

use farewell_domain::account::{AccountStatus, ErasureOrder, Event};
use farewell_domain::hold::Hold;
use farewell_erasure::plan::Plan;
use jiff::Timestamp;

const STATES: &str = include_str!("../../../docs/states.md");
const LIMITS: &str = include_str!("../../../docs/limits.md");
const PLAN: &str = include_str!("../../../docs/plan.md");
const PROMISES: &str = include_str!("../../../docs/promises.md");

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a second of 1970")
}

fn name(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "Active",
        AccountStatus::Deactivated { .. } => "Deactivated",
        AccountStatus::Erasing { .. } => "Erasing",
        AccountStatus::Erased { .. } => "Erased",
    }
}

/// The table that the rules themselves give.
fn table() -> String {
    let states = [
        AccountStatus::Active,
        AccountStatus::Deactivated { since: at(1), erase_after: at(20) },
        AccountStatus::Erasing { since: at(21) },
        AccountStatus::Erased { at: at(22) },
    ];
    let events = [
        ("deactivate", Event::Deactivate { at: at(10), erase_after: at(20) }),
        ("reactivate", Event::Reactivate),
        ("erase now (the member)", Event::EraseNow { at: at(10) }),
        ("begin erasing, before the date", Event::BeginErasing { at: at(10), order: ErasureOrder::Date }),
        ("begin erasing, on the date", Event::BeginErasing { at: at(20), order: ErasureOrder::Date }),
        ("begin erasing (an operator)", Event::BeginErasing { at: at(10), order: ErasureOrder::Operator }),
        ("finish erasing", Event::FinishErasing { at: at(30) }),
    ];
    let mut lines =
        vec!["| from | event | to | under a legal hold |".to_owned(), "|---|---|---|---|".to_owned()];
    for state in states {
        for (event_name, event) in events {
            let told = |hold| match state.after(event, hold) {
                Ok(next) => name(next).to_owned(),
                Err(refused) => format!("refused: {refused}").replace("1970-01-01T00:00:20Z", "the date"),
            };
            let (free, held) = (told(Hold::Free), told(Hold::Held));
            let held = if free == held { "the same".to_owned() } else { held };
            lines.push(format!("| {} | {event_name} | {free} | {held} |", name(state)));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_states_are_drawn_from_the_rules() {
    let table = table();
    assert!(STATES.ends_with(&table), "docs/states.md should end with\n\n{table}");
}

#[test]
fn the_example_of_a_plan_can_be_read() {
    let yaml = PLAN.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    Plan::parse("docs/plan.md", yaml.expect("an example")).expect("a right example");
}

#[test]
fn the_limits_are_listed_as_they_are() {
    use farewell_domain::limit::{
        COMMENT_BY_ADDRESS, COMMENT_BY_ALL, CONFIRMATION_BY_EMAIL, EMAIL_CHANGE_BY_ACCOUNT,
        RECOVERY_BY_ACCOUNT, RECOVERY_BY_ADDRESS, SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH,
        SIGN_UP_BY_ADDRESS,
    };
    let (password, mail) = ("wrong passwords", "mails for a forgotten password");
    let comment = "comments on the help page";
    for (what, by, limit) in [
        (password, "address", SIGN_IN_BY_ADDRESS),
        (password, "account and address", SIGN_IN_BY_BOTH),
        (password, "account, from anywhere", SIGN_IN_BY_ACCOUNT),
        (mail, "address", RECOVERY_BY_ADDRESS),
        (mail, "account", RECOVERY_BY_ACCOUNT),
        (comment, "address", COMMENT_BY_ADDRESS),
        (comment, "anywhere", COMMENT_BY_ALL),
        ("sign-ups", "address", SIGN_UP_BY_ADDRESS),
        ("new e-mail addresses", "account", EMAIL_CHANGE_BY_ACCOUNT),
        ("mails to confirm an e-mail address", "that e-mail address", CONFIRMATION_BY_EMAIL),
    ] {
        let line = format!("| {what} | {by} | {} | {} s |", limit.burst, limit.every.as_secs());
        assert!(LIMITS.contains(&line), "docs/limits.md should hold\n{line}");
    }
}

/// Every source text below a folder.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let text = |path: PathBuf| match path.extension() {
        _ if path.is_dir() => sources(&path),
        Some(end) if end == "rs" => std::fs::read_to_string(&path).expect("a source"),
        _ => String::new(),
    };
    entries.map(text).collect()
}

#[test]
fn each_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the repository");
    let all: String = ["crates", "tests", "xtask"].map(|folder| sources(&root.join(folder))).concat();
    let promises: Vec<&str> = PROMISES.lines().filter(|line| line.starts_with("| ")).collect();
    let mut count = 0;
    for promise in promises.iter().filter(|line| !line.contains("| tests |")) {
        let names: Vec<&str> =
            promise.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')).collect();
        assert!(!names.is_empty(), "a promise without a test: {promise}");
        for name in names {
            let is_there = all.contains(&format!("fn {name}("));
            assert!(is_there, "docs/promises.md names a test that is not there: {name}");
            count += 1;
        }
    }
    assert!(count > 50, "only {count} tests are named");
}
