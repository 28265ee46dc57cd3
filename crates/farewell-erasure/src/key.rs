//! The key of an account: one column of the directory, carried as canonical text plus its type.

use std::fmt;

use uuid::Uuid;

use crate::cell::Cell;

/// How the directory's key column stores its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// A whole number.
    Integer,
    /// A UUID written as text, lower case with hyphens.
    UuidText,
    /// A UUID in 16 bytes.
    UuidBytes,
    /// Any text, byte for byte.
    Text,
}

impl KeyKind {
    /// The type of keys of this kind where a database wants one.
    pub(crate) fn sql_kind(self) -> &'static str {
        match self {
            Self::Integer => "bigint",
            Self::UuidText => "uuid",
            Self::UuidBytes => "bytea",
            Self::Text => "text",
        }
    }
}

/// The key of one account in the directory's table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountKey {
    kind: KeyKind,
    text: String,
}

/// A text that cannot be a key of that kind. The text itself is not repeated: it may be anything that someone pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an account key here is {}", match .0 { KeyKind::Integer => "a whole number such as 1042", KeyKind::UuidText | KeyKind::UuidBytes => "a UUID", KeyKind::Text => "a text that is not empty" })]
pub struct KeyError(pub KeyKind);

impl AccountKey {
    /// Reads a key from text; spellings that mean the same value become one canonical text.
    pub fn parse(kind: KeyKind, text: &str) -> Result<Self, KeyError> {
        let canonical = match kind {
            KeyKind::Integer => canonical_integer(text.trim()),
            KeyKind::UuidText | KeyKind::UuidBytes => {
                Uuid::try_parse(text.trim()).ok().map(|uuid| uuid.to_string())
            }
            KeyKind::Text => (!text.is_empty()).then(|| text.to_owned()),
        };
        canonical.map(|text| Self { kind, text }).ok_or(KeyError(kind))
    }

    /// Reads a key as the directory's table stores it.
    pub fn from_cell(kind: KeyKind, cell: &Cell) -> Result<Self, KeyError> {
        match (kind, cell) {
            (KeyKind::UuidBytes, Cell::Blob(bytes)) => Uuid::from_slice(bytes)
                .map(|uuid| Self { kind, text: uuid.to_string() })
                .map_err(|_| KeyError(kind)),
            (_, Cell::Text(text)) => Self::parse(kind, text),
            (KeyKind::Integer | KeyKind::Text, Cell::Integer(number)) => {
                Self::parse(kind, &number.to_string())
            }
            _ => Err(KeyError(kind)),
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How the key column stores this key.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The value to bind when the key column is compared with this key.
    pub fn to_cell(&self) -> Cell {
        match self.kind {
            KeyKind::Integer => self.text.parse().map_or(Cell::Null, Cell::Integer),
            KeyKind::UuidBytes => {
                Uuid::try_parse(&self.text).map_or(Cell::Null, |uuid| Cell::Blob(uuid.as_bytes().to_vec()))
            }
            KeyKind::UuidText | KeyKind::Text => Cell::Text(self.text.clone()),
        }
    }
}

/// `007` and `+7` are refused, not repaired: a list of keys that holds them was damaged on its way.
fn canonical_integer(text: &str) -> Option<String> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then(|| text.to_owned())
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        let parse = |text| AccountKey::parse(KeyKind::Integer, text);
        assert_eq!(parse(" 42 ").unwrap().to_cell(), Cell::Integer(42));
        for wrong in ["", "007", "+7", "7.0", "0x7", "9223372036854775808", "7; --"] {
            assert_eq!(parse(wrong), Err(KeyError(KeyKind::Integer)), "{wrong}");
        }
    }

    #[test]
    fn a_uuid_is_written_one_way_and_bound_as_stored() {
        let typed = "67E55044-10B1-426F-9247-BB680E5FE0C8";
        let text = AccountKey::parse(KeyKind::UuidText, typed).unwrap();
        assert_eq!(text.as_str(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
        let bytes = AccountKey::parse(KeyKind::UuidBytes, typed).unwrap();
        let Cell::Blob(stored) = bytes.to_cell() else {
            panic!("not bytes");
        };
        assert_eq!(AccountKey::from_cell(KeyKind::UuidBytes, &Cell::Blob(stored)), Ok(bytes));
    }

    #[test]
    fn a_text_key_keeps_every_character() {
        let key = AccountKey::parse(KeyKind::Text, " O'Brien\u{0}\" ").unwrap();
        assert_eq!(key.to_cell(), Cell::from(" O'Brien\u{0}\" "));
        assert!(AccountKey::from_cell(KeyKind::Text, &Cell::Null).is_err());
    }
}
