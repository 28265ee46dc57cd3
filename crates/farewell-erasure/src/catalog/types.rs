//! What a declared type means for the engine.

/// What kind of values a column is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeClass {
    /// Whole numbers and booleans.
    Integer,
    /// Other numbers.
    Number,
    /// Dates and times under a type of their own.
    Time,
    /// UUIDs under a type of their own.
    Uuid,
    /// Text of any kind, JSON included.
    Text,
    /// Bytes, and columns that take anything.
    Bytes,
}

impl TypeClass {
    /// SQLite's rules of affinity (<https://sqlite.org/datatype3.html>), with names that its rules call "numeric" but people use for something else.
    pub(crate) fn of_sqlite(declared: &str) -> Self {
        let declared = declared.to_ascii_uppercase();
        let has = |parts: &[&str]| parts.iter().any(|part| declared.contains(part));
        if has(&["INT", "BOOL"]) {
            Self::Integer
        } else if has(&["CHAR", "CLOB", "TEXT", "JSON", "STRING", "XML"]) {
            Self::Text
        } else if has(&["UUID", "GUID"]) {
            Self::Uuid
        } else if declared.is_empty() || has(&["BLOB", "BINARY", "BYTE", "ANY"]) {
            Self::Bytes
        } else if has(&["DATE", "TIME"]) {
            Self::Time
        } else if has(&["REAL", "FLOA", "DOUB", "NUM", "DEC", "MONEY"]) {
            Self::Number
        } else {
            Self::Text
        }
    }

    /// By the type's full name without its length. What is not known is text, so that it must be decided.
    pub(crate) fn of_postgres(kind: &str) -> Self {
        match kind {
            "smallint" | "integer" | "bigint" | "boolean" => Self::Integer,
            "numeric"
            | "real"
            | "double precision"
            | "money"
            | "oid"
            | "interval"
            | "bit"
            | "bit varying"
            | "time without time zone"
            | "time with time zone" => Self::Number,
            "date" | "timestamp without time zone" | "timestamp with time zone" => Self::Time,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            _ => Self::Text,
        }
    }

    /// Whether a person can stand in such a column: it must be decided in every row that survives.
    pub(crate) fn must_be_decided(self) -> bool {
        matches!(self, Self::Text | Self::Bytes)
    }
}

/// The length in `VARCHAR(40)`.
pub(super) fn declared_length(declared: &str) -> Option<usize> {
    let (_, rest) = declared.split_once('(')?;
    let (number, _) = rest.split_once([')', ','])?;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_type_is_read_by_what_people_mean() {
        for (declared, class) in [
            ("INTEGER", TypeClass::Integer),
            ("TINYINT(1)", TypeClass::Integer),
            ("boolean", TypeClass::Integer),
            ("varchar(40)", TypeClass::Text),
            ("JSON", TypeClass::Text),
            ("STRING", TypeClass::Text),
            ("citext", TypeClass::Text),
            ("", TypeClass::Bytes),
            ("BINARY(16)", TypeClass::Bytes),
            ("uuid", TypeClass::Uuid),
            ("DATETIME", TypeClass::Time),
            ("DECIMAL(10,2)", TypeClass::Number),
            ("inet", TypeClass::Text),
        ] {
            assert_eq!(TypeClass::of_sqlite(declared), class, "{declared}");
        }
        for (kind, class) in [
            ("boolean", TypeClass::Integer),
            ("numeric", TypeClass::Number),
            ("timestamp with time zone", TypeClass::Time),
            ("character varying", TypeClass::Text),
            ("inet", TypeClass::Text),
            ("public.mood", TypeClass::Text),
            ("text[]", TypeClass::Text),
        ] {
            assert_eq!(TypeClass::of_postgres(kind), class, "{kind}");
        }
        assert_eq!(declared_length("VARCHAR( 40 )"), Some(40));
        assert_eq!(declared_length("TEXT"), None);
    }
}
