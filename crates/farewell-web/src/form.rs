//! What a form sends, and what is wrong with it. What was typed is kept, secrets excepted.

use std::collections::BTreeMap;

use axum::Form as AxumForm;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use fluent_bundle::FluentValue;

use crate::fault::Fault;
use crate::words::Words;

/// The longest line that is looked at, in characters. Longer ones are answered, not worked on.
const MAX_LINE: usize = 1_000;

/// The fields of a sent form, each once.
pub(crate) struct Fields(BTreeMap<String, String>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let pairs = AxumForm::<Vec<(String, String)>>::from_request(request, state).await;
        let AxumForm(pairs) = pairs.map_err(|rejection| unreadable(&rejection))?;
        let mut fields = BTreeMap::new();
        for (name, value) in pairs {
            if fields.insert(name, value.replace("\r\n", "\n")).is_some() {
                return Err(Fault::Malformed);
            }
        }
        Ok(Self(fields))
    }
}

fn unreadable(rejection: &FormRejection) -> Fault {
    match rejection {
        FormRejection::BytesRejection(bytes) if is_too_large(bytes.status()) => Fault::TooLarge,
        _ => Fault::Malformed,
    }
}

fn is_too_large(status: StatusCode) -> bool {
    status == StatusCode::PAYLOAD_TOO_LARGE
}

impl Fields {
    /// The value as sent; the empty text when the field is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether the field was sent at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// One thing to mend.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    /// The field's name and the id of its input.
    pub(crate) field: &'static str,
    /// What is wrong, and what to do.
    pub(crate) text: String,
}

/// All there is to mend in a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// One more; the first of a field is the one that is shown beside it.
    pub(crate) fn push(&mut self, field: &'static str, text: String) {
        self.0.push(Mistake { field, text });
    }

    /// Nothing to mend.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands beside a field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.text.as_str())
    }

    /// In the order of the form.
    pub(crate) fn all(&self) -> &[Mistake] {
        &self.0
    }
}

/// A sent form being read: each field by its name and by the key of its label.
pub(crate) struct Reader<'a> {
    words: &'a Words,
    fields: &'a Fields,
    pub(crate) mistakes: Mistakes,
}

impl<'a> Reader<'a> {
    /// Starts to read.
    pub(crate) fn new(words: &'a Words, fields: &'a Fields) -> Self {
        Self { words, fields, mistakes: Mistakes::default() }
    }

    /// A field of one line. Control characters and excessive length are mistakes; what is given back has
    /// lost the former, so that it can stand in a page.
    pub(crate) fn line(&mut self, name: &'static str, label: &str) -> String {
        let typed = self.fields.get(name);
        if typed.chars().any(char::is_control) {
            self.mistake(name, "field-control", label, &[]);
        } else if typed.chars().count() > MAX_LINE {
            self.mistake(
                name,
                "field-too-long",
                label,
                &[("max", self.words.number(MAX_LINE as u64).into())],
            );
        }
        typed.chars().filter(|c| !c.is_control()).collect()
    }

    /// A field of one line that must not be empty.
    pub(crate) fn required_line(&mut self, name: &'static str, label: &str, when_empty: &str) -> String {
        let typed = self.line(name, label);
        if typed.trim().is_empty() && self.mistakes.of(name).is_none() {
            self.mistakes.push(name, self.words.text(when_empty));
        }
        typed
    }

    /// A field of several lines: line breaks and tabs are no mistake.
    pub(crate) fn lines(&mut self, name: &'static str, label: &str) -> String {
        let unwanted = |c: char| c.is_control() && c != '\n' && c != '\t';
        let typed = self.fields.get(name);
        if typed.chars().any(unwanted) {
            self.mistake(name, "field-control", label, &[]);
        }
        typed.chars().filter(|c| !unwanted(*c)).collect()
    }

    fn mistake(&mut self, name: &'static str, key: &str, label: &str, more: &[(&str, FluentValue<'_>)]) {
        let mut values = vec![("field", FluentValue::from(self.words.text(label)))];
        values.extend_from_slice(more);
        self.mistakes.push(name, self.words.with(key, &values));
    }
}
