//! Where the members are: a table of a source, and which of its columns mean what.

use std::collections::BTreeMap;

use farewell_erasure::directory::{DirectoryMap, OWN_TABLE, StatusMap, StatusValue, Switch};

use super::ConfigProblem;
use super::database::DatabaseUrl;
use super::node::Value;
use super::section::{Field, Section, Wrong};

/// Reads `directory`; its table must lie in one of the sources. Farewell's own has its columns as defaults.
pub(super) fn read(
    root: &mut Section<'_>,
    sources: &BTreeMap<String, DatabaseUrl>,
) -> Result<DirectoryMap, ConfigProblem> {
    let like = "{ table: shop.members, key: id, email: email, password: password_hash }";
    let mut section = root.require("directory", like)?.section()?;
    let table = section.require("table", "shop.members")?.parse(|text| table(text, sources))?;
    let own = (table == OWN_TABLE).then(|| DirectoryMap::own(Switch::Off));
    let own = own.as_ref();
    let map = DirectoryMap {
        table,
        key: needed(&mut section, "key", "id", own.map(|own| &own.key))?,
        username: optional(&mut section, "username", own.map(|own| &own.username))?,
        email: needed(&mut section, "email", "email", own.map(|own| &own.email))?,
        password: needed(&mut section, "password", "password_hash", own.map(|own| &own.password))?,
        name: optional(&mut section, "name", own.map(|own| &own.name))?,
        gender: optional(&mut section, "gender", own.map(|own| &own.gender))?,
        language: optional(&mut section, "language", own.map(|own| &own.language))?,
        created: optional(&mut section, "created", own.map(|own| &own.created))?,
        confirmed: optional(&mut section, "confirmed", own.map(|own| &own.confirmed))?,
        status: match section.take("status") {
            Some(field) => Some(status(field)?),
            None => own.and_then(|own| own.status.clone()),
        },
        sign_up: section.take_or_null("sign_up").map_or(Ok(Switch::Off), |field| sign_up(&field))?,
    };
    section.finish()?;
    Ok(map)
}

fn needed(
    section: &mut Section<'_>,
    key: &'static str,
    like: &str,
    default: Option<&String>,
) -> Result<String, ConfigProblem> {
    match (section.take(key), default) {
        (None, Some(default)) => Ok(default.clone()),
        (field, _) => section.present(field, key, like)?.text(),
    }
}

fn optional(
    section: &mut Section<'_>,
    key: &'static str,
    default: Option<&Option<String>>,
) -> Result<Option<String>, ConfigProblem> {
    match section.take(key) {
        Some(field) => field.text().map(Some),
        None => Ok(default.cloned().flatten()),
    }
}

fn table(text: &str, sources: &BTreeMap<String, DatabaseUrl>) -> Result<String, Wrong> {
    let names = || sources.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    match text.split_once('.') {
        Some((source, _))
            if text == OWN_TABLE && sources.get(source).is_some_and(|own| own.file().is_none()) =>
        {
            Err(Wrong::new(
                "is Farewell's own directory, which is a file in this version",
                "Write sources: { farewell: { url: \"sqlite:members.db\" } }.",
            ))
        }
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

/// Readers of YAML differ on whether `off` is a word or a no.
fn sign_up(field: &Field<'_>) -> Result<Switch, ConfigProblem> {
    match field.value() {
        Value::Bool(true) => Ok(Switch::On),
        Value::Bool(false) => Ok(Switch::Off),
        Value::Text(text) if text == "on" => Ok(Switch::On),
        Value::Text(text) if text == "off" => Ok(Switch::Off),
        _ => Err(field.refuse("is neither on nor off", "Write on or off.")),
    }
}
