//! Values that go into a statement, always bound.

use jiff::Timestamp;
use uuid::Uuid;

/// A bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A number, or a time in epoch milliseconds.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(String),
    /// Bytes: hashes and sealed content.
    Bytes(Vec<u8>),
    /// An identity of ours.
    Uuid(Uuid),
}

macro_rules! from {
    ($($type:ty => $make:expr),* $(,)?) => { $(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                ($make)(value)
            }
        }
    )* };
}

from! {
    i64 => Self::Int,
    bool => Self::Bool,
    String => Self::Text,
    &str => |text: &str| Self::Text(text.to_owned()),
    Vec<u8> => Self::Bytes,
    &[u8] => |bytes: &[u8]| Self::Bytes(bytes.to_vec()),
    Uuid => Self::Uuid,
    Timestamp => |at: Timestamp| Self::Int(at.as_millisecond()),
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
