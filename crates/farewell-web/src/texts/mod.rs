//! The texts of every language: Fluent files, dates and numbers.

mod format;
mod own;
mod refers;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use farewell_domain::language::Language;
use farewell_domain::phrase;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use fluent_syntax::parser::parse;
use rust_embed::Embed;
use unic_langid::LanguageIdentifier;

use own::{Known, OwnTexts};
use refers::Refers;

pub(crate) use format::{date, month, number, time};

type Bundle = FluentBundle<FluentResource>;

/// The words that a member types to deactivate the account.
const WORDS: &str = "deactivate-words";

/// `en/frame.ftl` and so on. An operator's own folder lies over these files.
#[derive(Embed)]
#[folder = "locales"]
struct Locales;

/// All texts of the languages that a site offers.
pub struct Texts {
    languages: Vec<Language>,
    bundles: BTreeMap<Language, Bundle>,
    /// What every other language lacks stands here.
    english: Bundle,
    missing: Vec<Missing>,
}

/// A language that lacks texts. They are shown in the site's first language, else in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The language.
    pub language: Language,
    /// How many texts it lacks.
    pub texts: usize,
    /// Out of how many.
    pub of: usize,
}

/// Why texts cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// A site without a language.
    #[error("name at least one language, such as `languages: [en]`")]
    NoLanguage,
    /// There are no texts in this language.
    #[error("there are no texts in the language `{language}`; there are texts in: {known}")]
    UnknownLanguage {
        /// The tag asked for.
        language: String,
        /// The tags that would work.
        known: String,
    },
    /// A file of texts is broken.
    #[error("the file of texts {file} cannot be read: {problem}")]
    Broken {
        /// Its path below `locales`.
        file: String,
        /// What Fluent says.
        problem: String,
    },
    /// The operator's folder of texts, or something in it, is not as it must be.
    #[error("{path} {problem}")]
    Folder {
        /// The folder or the file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A text of the operator's is wrong.
    #[error("{file}, line {line}: {problem}")]
    Own {
        /// The file.
        file: String,
        /// The line, counted from one.
        line: usize,
        /// What is wrong there; begins with the key.
        problem: String,
    },
    /// Words that nobody could type.
    #[error(
        "the words to type in the language `{language}` (`deactivate-words`) must be one line of words, without quotation marks around them or a full stop at their end"
    )]
    Untypable {
        /// The language.
        language: String,
    },
}

impl Texts {
    /// The texts that come with Farewell, in these languages; the first is the site's own.
    pub fn embedded(languages: &[Language]) -> Result<Self, TextsError> {
        Self::open(languages, None)
    }

    /// The same, with the texts of an operator's folder over them.
    pub fn open(languages: &[Language], folder: Option<&Path>) -> Result<Self, TextsError> {
        if languages.is_empty() {
            return Err(TextsError::NoLanguage);
        }
        let known = known_texts()?;
        let own = folder.map(|folder| own::read(folder, &known, &embedded_languages())).transpose()?;
        let own = own.unwrap_or_default();
        let mut bundles = BTreeMap::new();
        let mut missing = Vec::new();
        for language in languages {
            let bundle = bundle(language, &own)?;
            let lacking = known.keys().filter(|key| !bundle.has_message(key)).count();
            if lacking > 0 {
                missing.push(Missing { language: language.clone(), texts: lacking, of: known.len() });
            }
            bundles.insert(language.clone(), bundle);
        }
        let english = bundle(&Language::english(), &OwnTexts::new())?;
        let texts = Self { languages: languages.to_vec(), bundles, english, missing };
        texts.require_typable_words()?;
        Ok(texts)
    }

    /// The languages that lack texts.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// The languages on offer, the site's own first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The offered language that serves somebody who wants `wanted`.
    pub(crate) fn nearest(&self, wanted: &Language) -> Option<&Language> {
        self.languages.iter().find(|offered| *offered == wanted)
    }

    /// The site's own language.
    pub(crate) fn default_language(&self) -> &Language {
        &self.languages[0]
    }

    /// One text, its variables filled in; what a language lacks, in the site's first, else in English. A key that
    /// does not exist stands for itself, so that a slip shows.
    pub(crate) fn format(&self, language: &Language, key: &str, args: &FluentArgs<'_>) -> String {
        let asked =
            [self.bundles.get(language), self.bundles.get(self.default_language()), Some(&self.english)];
        let found = asked.into_iter().flatten().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        });
        found.unwrap_or_else(|| key.to_owned())
    }

    /// The words in each language must be ones that the rule for what is typed can accept.
    fn require_typable_words(&self) -> Result<(), TextsError> {
        for language in &self.languages {
            let words = self.format(language, WORDS, &FluentArgs::new());
            if !phrase::matches(&words, &[&words]) {
                return Err(TextsError::Untypable { language: language.to_string() });
            }
        }
        Ok(())
    }
}

/// What comes with Farewell in a language, and the operator's own texts over it.
fn bundle(language: &Language, own: &OwnTexts) -> Result<Bundle, TextsError> {
    let unknown = || TextsError::UnknownLanguage { language: language.to_string(), known: known_languages() };
    let identifier: LanguageIdentifier = language.as_str().parse().map_err(|_| unknown())?;
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Invisible isolation marks would end up in mails, in copied words and in searches.
    bundle.set_use_isolating(false);
    let (files, own) = (embedded_files(language), own.get(language));
    if files.is_empty() && own.is_none() {
        return Err(unknown());
    }
    for file in files {
        let broken = |problem: String| TextsError::Broken { file: file.clone(), problem };
        let resource = FluentResource::try_new(embedded_text(&file)?);
        let resource = resource.map_err(|(_, errors)| broken(format!("{:?}", errors.first())))?;
        bundle.add_resource(resource).map_err(|errors| broken(format!("{:?}", errors.first())))?;
    }
    for file in own.into_iter().flatten() {
        // Whatever could be wrong in it was found when it was read.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(file.text.clone());
        bundle.add_resource_overriding(resource);
    }
    Ok(bundle)
}

fn embedded_files(language: &Language) -> Vec<String> {
    let folder = format!("{language}/");
    Locales::iter().filter(|file| file.starts_with(&folder)).map(std::borrow::Cow::into_owned).collect()
}

fn embedded_text(file: &str) -> Result<String, TextsError> {
    let broken = |problem: String| TextsError::Broken { file: file.to_owned(), problem };
    let text = Locales::get(file).ok_or_else(|| broken("it is gone".to_owned()))?;
    String::from_utf8(text.data.into_owned()).map_err(|error| broken(error.to_string()))
}

/// Every key, with the variables that its English text names: those that it is given.
fn known_texts() -> Result<Known, TextsError> {
    let mut known = Known::new();
    for file in embedded_files(&Language::english()) {
        let text = embedded_text(&file)?;
        let (Ok(resource) | Err((resource, _))) = parse(text.as_str());
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let names = message.value.iter().flat_map(refers::of_pattern).filter_map(|refers| match refers {
                Refers::Variable(name) => Some(name.to_owned()),
                Refers::Term(_) | Refers::Other => None,
            });
            let names: BTreeSet<String> = names.collect();
            known.insert(message.id.name.to_owned(), names);
        }
    }
    Ok(known)
}

/// The languages whose texts come with Farewell.
fn embedded_languages() -> Vec<Language> {
    let folders = Locales::iter();
    let mut languages: Vec<Language> =
        folders.filter_map(|file| Language::parse(file.split_once('/')?.0)).collect();
    languages.sort();
    languages.dedup();
    languages
}

/// The same for an error message.
fn known_languages() -> String {
    embedded_languages().iter().map(Language::as_str).collect::<Vec<_>>().join(", ")
}
