//! One field of a form: label, hint, mistake and input belong together.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::form::Mistakes;
use crate::html::Html;

/// A field of one line, ready to be shown.
#[derive(Template)]
#[template(path = "part/field.html")]
pub(crate) struct Field {
    name: &'static str,
    label: String,
    kind: &'static str,
    autocomplete: &'static str,
    value: String,
    hint: Option<Html>,
    mistake: Option<String>,
    /// The words that stand above the field, to be typed into it.
    words: Option<String>,
}

impl HtmlSafe for Field {}

impl Field {
    /// An empty text field.
    pub(crate) fn text(name: &'static str, label: String) -> Self {
        let (kind, autocomplete) = ("text", "off");
        Self { name, label, kind, autocomplete, value: String::new(), hint: None, mistake: None, words: None }
    }

    /// A field for a secret: what was typed is never given back.
    pub(crate) fn secret(name: &'static str, label: String, autocomplete: &'static str) -> Self {
        Self { kind: "password", autocomplete, ..Self::text(name, label) }
    }

    /// A field for an e-mail address.
    pub(crate) fn email(name: &'static str, label: String) -> Self {
        Self { kind: "email", autocomplete: "email", ..Self::text(name, label) }
    }

    /// What browsers may fill in.
    pub(crate) fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// What was typed before.
    pub(crate) fn value(mut self, typed: &str) -> Self {
        typed.clone_into(&mut self.value);
        self
    }

    /// A quiet line below the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(Html::text(hint));
        self
    }

    /// The words to be typed, above the field.
    pub(crate) fn words(mut self, words: String) -> Self {
        self.words = Some(words);
        self
    }

    /// What is wrong with it, if anything is.
    pub(crate) fn mistake(mut self, mistakes: &Mistakes) -> Self {
        self.mistake = mistakes.of(self.name).map(str::to_owned);
        self
    }

    /// The ids of what describes the input.
    fn described_by(&self) -> String {
        let parts = [
            (self.words.is_some(), "words"),
            (self.hint.is_some(), "hint"),
            (self.mistake.is_some(), "mistake"),
        ];
        let ids = parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.name));
        ids.collect::<Vec<_>>().join(" ")
    }
}
