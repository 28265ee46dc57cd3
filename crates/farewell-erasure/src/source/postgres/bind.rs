//! Values on their way in, in the binary form of the type that the server expects.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo, PgTypeKind};
use sqlx::{Arguments, Encode, Postgres, Type, TypeInfo};
use uuid::Uuid;

use crate::cell::Cell;

/// A value that cannot be of the type that its place needs. The value itself is not repeated.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("{0} values where {1} were expected")]
    Count(usize, usize),
    #[error("a {cell} is no {expected}")]
    Type { cell: String, expected: String },
    #[error("PostgreSQL cannot store a text with a NUL character")]
    Nul,
}

pub(super) fn arguments(types: &[PgTypeInfo], binds: &[Cell]) -> Result<PgArguments, BoxDynError> {
    if types.len() != binds.len() {
        return Err(Unfit::Count(binds.len(), types.len()).into());
    }
    let mut arguments = PgArguments::default();
    for (info, cell) in types.iter().zip(binds) {
        add(&mut arguments, info, cell)?;
    }
    Ok(arguments)
}

fn add(arguments: &mut PgArguments, info: &PgTypeInfo, cell: &Cell) -> Result<(), BoxDynError> {
    if let PgTypeKind::Domain(base) = info.kind() {
        return add(arguments, base, cell);
    }
    let expected = info.name();
    let unfit = || Unfit::Type { cell: cell.to_string(), expected: expected.to_lowercase() }.into();
    match (cell, expected) {
        (Cell::Null, _) => arguments.add(Bytes(None)),
        (Cell::Integer(number), "INT8") => arguments.add(*number),
        (Cell::Integer(number), "INT4") => match i32::try_from(*number) {
            Ok(number) => arguments.add(number),
            Err(_) => Err(unfit()),
        },
        (Cell::Integer(number), "INT2") => match i16::try_from(*number) {
            Ok(number) => arguments.add(number),
            Err(_) => Err(unfit()),
        },
        (Cell::Integer(number), "BOOL") => arguments.add(*number != 0),
        (Cell::Real(number), "FLOAT8") => arguments.add(*number),
        (Cell::Integer(number), _) if is_text(info) => arguments.add(text(&number.to_string())?),
        (Cell::Real(number), _) if is_text(info) => arguments.add(text(&number.to_string())?),
        (Cell::Text(words), "UUID") => match Uuid::try_parse(words) {
            Ok(uuid) => arguments.add(uuid),
            Err(_) => Err(unfit()),
        },
        (Cell::Text(words), _) if is_text(info) => arguments.add(text(words)?),
        (Cell::Blob(bytes), "BYTEA") => arguments.add(Bytes(Some(bytes.clone()))),
        _ => Err(unfit()),
    }
}

/// Types whose binary form is their text.
fn is_text(info: &PgTypeInfo) -> bool {
    let known = ["TEXT", "VARCHAR", "CHAR", "NAME", "JSON", "UNKNOWN", "citext", "xml"];
    known.contains(&info.name()) || matches!(info.kind(), PgTypeKind::Enum(_))
}

fn text(words: &str) -> Result<Bytes, BoxDynError> {
    if words.contains('\0') { Err(Unfit::Nul.into()) } else { Ok(Bytes(Some(words.as_bytes().to_vec()))) }
}

/// Bytes, or NULL, of the type that their place needs.
struct Bytes(Option<Vec<u8>>);

impl Type<Postgres> for Bytes {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Bytes {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match &self.0 {
            None => Ok(IsNull::Yes),
            Some(bytes) => {
                buffer.extend_from_slice(bytes);
                Ok(IsNull::No)
            }
        }
    }
}
