//! The account's states, drawn from the rules: every state by every event.

use farewell_domain::account::{AccountStatus, ErasureOrder, Event, Refused};
use farewell_domain::hold::Hold;
use jiff::Timestamp;

use crate::generated;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a second of 1970")
}

pub(crate) fn name(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "Active",
        AccountStatus::Deactivated { .. } => "Deactivated",
        AccountStatus::Erasing { .. } => "Erasing",
        AccountStatus::Erased { .. } => "Erased",
    }
}

/// Every state, in the order of an account's life.
pub(crate) fn states() -> [AccountStatus; 4] {
    [
        AccountStatus::Active,
        AccountStatus::Deactivated { since: at(1), erase_after: at(20) },
        AccountStatus::Erasing { since: at(21) },
        AccountStatus::Erased { at: at(22) },
    ]
}

/// Every event, with the words of the table.
pub(crate) fn events() -> [(&'static str, Event); 7] {
    [
        ("deactivate", Event::Deactivate { at: at(10), erase_after: at(20) }),
        ("reactivate", Event::Reactivate),
        ("erase now (the member)", Event::EraseNow { at: at(10) }),
        ("begin erasing, before the date", Event::BeginErasing { at: at(10), order: ErasureOrder::Date }),
        ("begin erasing, on the date", Event::BeginErasing { at: at(20), order: ErasureOrder::Date }),
        ("begin erasing (an operator)", Event::BeginErasing { at: at(10), order: ErasureOrder::Operator }),
        ("finish erasing", Event::FinishErasing { at: at(30) }),
    ]
}

fn told(after: Result<AccountStatus, Refused>) -> String {
    match after {
        Ok(next) => name(next).to_owned(),
        Err(refused) => format!("refused: {refused}").replace("1970-01-01T00:00:20Z", "the date"),
    }
}

/// The table that the rules themselves give.
fn table() -> String {
    let mut lines =
        vec!["| from | event | to | under a legal hold |".to_owned(), "|---|---|---|---|".to_owned()];
    for state in states() {
        for (event_name, event) in events() {
            let (free, held) = (told(state.after(event, Hold::Free)), told(state.after(event, Hold::Held)));
            let held = if free == held { "the same".to_owned() } else { held };
            lines.push(format!("| {} | {event_name} | {free} | {held} |", name(state)));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_states_are_drawn_from_the_rules() {
    generated::part("states.md", &table());
}
