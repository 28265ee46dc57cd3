//! How much may be erased without a person's word.

use farewell_domain::brake::Brake;

use super::ConfigProblem;
use super::node::Value;
use super::section::{Field, Section, Wrong};

/// Reads `brake`, all of whose keys may be left out or be `off`.
pub(super) fn read(root: &mut Section<'_>) -> Result<Brake, ConfigProblem> {
    let default = Brake::default();
    let mut section = root.section("brake")?;
    let accounts = section.take("accounts").map(|field| limit(&field, accounts_a_day)).transpose()?;
    let rows = section.take("rows_per_account").map(|field| limit(&field, number)).transpose()?;
    section.finish()?;
    Ok(Brake {
        accounts: accounts.unwrap_or(default.accounts),
        rows_per_account: rows.unwrap_or(default.rows_per_account),
    })
}

/// None for `off`, which YAML may have read as a switch.
fn limit(
    field: &Field<'_>,
    parse: impl FnOnce(&str) -> Result<u64, Wrong>,
) -> Result<Option<u64>, ConfigProblem> {
    match field.value() {
        Value::Bool(false) => Ok(None),
        Value::Text(text) if text == "off" => Ok(None),
        _ => field.parse(parse).map(Some),
    }
}

fn accounts_a_day(text: &str) -> Result<u64, Wrong> {
    let wrong = || Wrong::new("is no number of accounts per day", "Write it like 200/d, or off.");
    let number = text.strip_suffix("/d").ok_or_else(wrong)?;
    number.trim().parse().map_err(|_| wrong())
}

fn number(text: &str) -> Result<u64, Wrong> {
    let plain = text.replace('_', "");
    plain.parse().map_err(|_| Wrong::new("is no number of rows", "Write it like 1000000, or off."))
}
