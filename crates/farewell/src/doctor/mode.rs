//! Whether Farewell acts at all.

use super::Check;
use crate::config::Config;

/// Warns when promises to members are not kept, or nothing holds back what is unusual.
pub(super) fn look(config: &Config) -> Check {
    if !config.mode.acts() {
        return Check::warning(
            "mode",
            "mode: observe",
            "Nothing is erased. Members are told a date all the same, and it is not kept.",
            "Write mode: erase as soon as `farewell status` shows what you expect.",
        );
    }
    match (config.brake.accounts, config.brake.rows_per_account) {
        (Some(accounts), Some(rows)) => Check::ok(
            "mode",
            "mode: erase",
            format!(
                "The brake holds back more than {accounts} accounts a day, and accounts of more than {rows} rows."
            ),
        ),
        _ => Check::warning(
            "mode",
            "brake",
            "A limit of the brake is off: however many accounts or rows are due, they are erased.",
            "Set brake.accounts and brake.rows_per_account to somewhat more than your usual day.",
        ),
    }
}
