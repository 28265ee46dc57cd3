//! The table of the configuration's keys.

use farewell::config::keys::{KEYS, LeftOut};

use crate::generated;

fn left_out(left_out: LeftOut) -> String {
    match left_out {
        LeftOut::Refused => "needed".to_owned(),
        LeftOut::RefusedFor(what) => format!("needed for {what}"),
        LeftOut::Nothing => "none".to_owned(),
        LeftOut::Counts(value) => format!("`{value}`"),
    }
}

#[test]
fn the_table_of_keys_is_drawn_from_the_code() {
    let mut lines = vec!["| key | default | meaning |".to_owned(), "|---|---|---|".to_owned()];
    for key in KEYS {
        lines.push(format!("| `{}` | {} | {} |", key.name, left_out(key.left_out), key.meaning));
    }
    let table = lines.join("\n") + "\n";
    generated::part("configuration.md", &table);
}
