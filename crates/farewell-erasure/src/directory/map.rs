//! Where the directory finds what: the `directory` section of the configuration.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

/// Which columns of which table hold the members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryMap {
    /// `source.table`.
    pub table: String,
    /// The column that tells members apart.
    pub key: String,
    /// The member ID people type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The e-mail address.
    pub email: String,
    /// The password's hash.
    pub password: String,
    /// The name people are greeted with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// The language, as a tag such as `pl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When the account was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Whether, or when, the address was confirmed. Without it every address counts as confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
    /// How the app learns that an account is deactivated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusMap>,
    /// Whether Farewell may add members to this table.
    #[serde(default)]
    pub sign_up: Switch,
}

/// The column that tells the app whether an account is deactivated, and its two values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusMap {
    /// The column.
    pub column: String,
    /// Its value for an active account.
    pub active: StatusValue,
    /// Its value for a deactivated account.
    pub deactivated: StatusValue,
}

/// A value of the status column: a text, a number, true or false, null, or `now` (the time of the change).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusValue {
    /// `null`.
    Null,
    /// `now`: the moment, as the column's type stores it.
    Now,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Integer(i64),
    /// Any other text.
    Text(String),
}

/// `off` (as it is without a word) or `on`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// Not allowed.
    #[default]
    Off,
    /// Allowed.
    On,
}

impl DirectoryMap {
    /// The source and the table that `table` names.
    pub fn source_and_table(&self) -> Option<(&str, &str)> {
        self.table.split_once('.').filter(|(source, table)| !source.is_empty() && !table.is_empty())
    }

    /// Every column named, with the key of the configuration that names it.
    pub(super) fn columns(&self) -> Vec<(&'static str, &str)> {
        let optional = [
            ("username", &self.username),
            ("name", &self.name),
            ("gender", &self.gender),
            ("language", &self.language),
            ("created", &self.created),
            ("confirmed", &self.confirmed),
        ];
        let mut columns = vec![
            ("key", self.key.as_str()),
            ("email", self.email.as_str()),
            ("password", self.password.as_str()),
        ];
        columns.extend(
            optional.iter().filter_map(|(what, column)| column.as_deref().map(|column| (*what, column))),
        );
        columns.extend(self.status.iter().map(|status| ("status.column", status.column.as_str())));
        columns
    }
}

impl<'de> Deserialize<'de> for StatusValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatusVisitor)
    }
}

struct StatusVisitor;

impl Visitor<'_> for StatusVisitor {
    type Value = StatusValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true, false, null or now")
    }

    fn visit_unit<E: de::Error>(self) -> Result<StatusValue, E> {
        Ok(StatusValue::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<StatusValue, E> {
        Ok(StatusValue::Null)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<StatusValue, E> {
        Ok(StatusValue::Bool(yes))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<StatusValue, E> {
        Ok(StatusValue::Integer(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<StatusValue, E> {
        i64::try_from(number).map(StatusValue::Integer).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<StatusValue, E> {
        Ok(match text {
            "now" => StatusValue::Now,
            other => StatusValue::Text(other.to_owned()),
        })
    }
}

impl Serialize for StatusValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Now => serializer.serialize_str("now"),
            Self::Bool(yes) => serializer.serialize_bool(*yes),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Switch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SwitchVisitor)
    }
}

struct SwitchVisitor;

impl Visitor<'_> for SwitchVisitor {
    type Value = Switch;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("on or off")
    }

    /// Readers of YAML differ on whether `off` is a word or a no.
    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Switch, E> {
        Ok(if yes { Switch::On } else { Switch::Off })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Switch, E> {
        match text {
            "on" => Ok(Switch::On),
            "off" => Ok(Switch::Off),
            other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
        }
    }
}

impl Serialize for Switch {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::On => "on",
            Self::Off => "off",
        })
    }
}
