//! YAML as a tree in which every value knows its place. The only module that names the YAML reader.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

/// Where in the file something stands: byte offset and length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) offset: usize,
    pub(crate) len: usize,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What YAML can say here.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Name, Node)>),
}

/// A name, such as the key of a map, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// Reads a whole document; an error says what is wrong and, mostly, where.
pub(crate) fn parse(text: &str) -> Result<Node, (String, Option<Span>)> {
    let options = serde_saphyr::options! { with_snippet: false, strict_booleans: true };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(node) => Ok(node.into()),
        Err(error) => {
            let place = error.location().map(|location| span(&location));
            let message = error.without_snippet().to_string();
            // The place is underlined; saying it in words too would only be in the way.
            let message = message.split(" at line ").next().unwrap_or_default();
            Err((message.to_owned(), place))
        }
    }
}

fn span(location: &Location) -> Span {
    let span = location.span();
    let number = |n: u64| usize::try_from(n).unwrap_or(0);
    Span {
        offset: number(span.byte_offset().unwrap_or_else(|| span.offset())),
        len: number(span.byte_len().unwrap_or_else(|| span.len())),
    }
}

enum Raw {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl From<Spanned<Raw>> for Node {
    fn from(raw: Spanned<Raw>) -> Self {
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(yes) => Value::Bool(yes),
            Raw::Integer(number) => Value::Integer(number),
            Raw::Real(number) => Value::Real(number),
            Raw::Text(text) => Value::Text(text),
            Raw::List(items) => Value::List(items.into_iter().map(Node::from).collect()),
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let name = Name { span: span(&key.referenced), text: key.value };
                        (name, Node::from(value))
                    })
                    .collect(),
            ),
        };
        Self { value, span: span(&raw.referenced) }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Raw, E> {
        i64::try_from(number).map(Raw::Integer).map_err(E::custom)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Raw, E> {
        Ok(Raw::Real(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_kind_and_their_place() {
        let text = "a: {hash}\nb: [null, ~, \"5\", 5, 2.5, true, off, 'null']\nżółć: x y\n";
        let Value::Map(map) = parse(text).unwrap().value else {
            panic!("not a map");
        };
        let Value::Map(hash) = &map[0].1.value else {
            panic!("not a map");
        };
        assert_eq!(hash[0].0.text, "hash");
        assert!(matches!(hash[0].1.value, Value::Null));
        let Value::List(list) = &map[1].1.value else {
            panic!("not a list");
        };
        let kinds: Vec<String> = list.iter().map(|node| format!("{:?}", node.value)).collect();
        assert_eq!(
            kinds,
            [
                "Null",
                "Null",
                "Text(\"5\")",
                "Integer(5)",
                "Real(2.5)",
                "Bool(true)",
                "Text(\"off\")",
                "Text(\"null\")"
            ]
        );
        let (name, value) = &map[2];
        let place = |span: Span| &text[span.offset..span.offset + span.len];
        assert_eq!(place(name.span), "żółć");
        assert_eq!(place(value.span), "x y");
    }

    #[test]
    fn a_key_said_twice_is_an_error() {
        assert!(parse("a: 1\na: 2\n").is_err());
    }
}
