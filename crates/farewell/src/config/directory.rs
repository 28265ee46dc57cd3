//! Where the members are: a table of a source, and which of its columns mean what.

use std::collections::BTreeMap;

use farewell_erasure::directory::{DirectoryMap, StatusMap, StatusValue, Switch};

use super::ConfigProblem;
use super::database::DatabaseUrl;
use super::node::Value;
use super::section::{Field, Section, Wrong};

/// Reads `directory`; its table must lie in one of the sources.
pub(super) fn read(
    root: &mut Section<'_>,
    sources: &BTreeMap<String, DatabaseUrl>,
) -> Result<DirectoryMap, ConfigProblem> {
    let like = "{ table: shop.members, key: id, email: email, password: password_hash }";
    let mut section = root.require("directory", like)?.section()?;
    let table = section.require("table", "shop.members")?.parse(|text| table(text, sources))?;
    let key = section.require("key", "id")?.text()?;
    let email = section.require("email", "email")?.text()?;
    let password = section.require("password", "password_hash")?.text()?;
    let mut optional = |key| section.take(key).map(|field| field.text()).transpose();
    let (username, name, gender) = (optional("username")?, optional("name")?, optional("gender")?);
    let (language, created, confirmed) =
        (optional("language")?, optional("created")?, optional("confirmed")?);
    let status = section.take("status").map(status).transpose()?;
    if let Some(field) = section.take_or_null("sign_up") {
        sign_up(&field)?;
    }
    section.finish()?;
    let sign_up = Switch::Off;
    Ok(DirectoryMap {
        table,
        key,
        username,
        email,
        password,
        name,
        gender,
        language,
        created,
        confirmed,
        status,
        sign_up,
    })
}

fn table(text: &str, sources: &BTreeMap<String, DatabaseUrl>) -> Result<String, Wrong> {
    let names = || sources.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    match text.split_once('.') {
        Some((source, table)) if sources.contains_key(source) && !table.is_empty() => Ok(text.to_owned()),
        Some((source, _)) => Err(Wrong::new(
            format!("names the source `{source}`, which `sources` does not"),
            format!("Known are: {}.", names()),
        )),
        None => {
            Err(Wrong::new("names no source", "Write the source, a full stop and the table: shop.members."))
        }
    }
}

fn status(field: Field<'_>) -> Result<StatusMap, ConfigProblem> {
    let mut section = field.section()?;
    let column = section.require("column", "status")?.text()?;
    let active = section.take_or_null("active");
    let active = status_value(&section.present(active, "active", "active")?)?;
    let deactivated = section.take_or_null("deactivated");
    let deactivated = section.present(deactivated, "deactivated", "deactivated")?;
    let told = status_value(&deactivated)?;
    if told == active {
        return Err(deactivated.refuse(
            "is the same as for active accounts, so the app would learn nothing",
            "Write a value of its own, like deactivated.",
        ));
    }
    section.finish()?;
    Ok(StatusMap { column, active, deactivated: told })
}

fn status_value(field: &Field<'_>) -> Result<StatusValue, ConfigProblem> {
    match field.value() {
        Value::Null => Ok(StatusValue::Null),
        Value::Bool(value) => Ok(StatusValue::Bool(*value)),
        Value::Number => {
            let number = field.text()?.parse();
            number.map(StatusValue::Integer).map_err(|_| {
                field.refuse("is no whole number", "Write a text, a whole number, true, false, null or now.")
            })
        }
        _ => Ok(match field.text()?.as_str() {
            "now" => StatusValue::Now,
            text => StatusValue::Text(text.to_owned()),
        }),
    }
}

/// Nobody signs up with Farewell yet, so the only thing to be said is that nobody does.
fn sign_up(field: &Field<'_>) -> Result<(), ConfigProblem> {
    let off = match field.value() {
        Value::Bool(value) => !value,
        Value::Text(text) => text == "off",
        _ => false,
    };
    if off {
        return Ok(());
    }
    Err(field.refuse("can only be `off` in this version", "Write off, or leave the line out."))
}
