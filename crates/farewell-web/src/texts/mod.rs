//! The texts of every language: Fluent files, dates and numbers.

mod format;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use farewell_domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::Embed;
use unic_langid::LanguageIdentifier;

pub(crate) use format::{date, number, time};

/// `en/frame.ftl` and so on. An operator's own folder will lie over these files.
#[derive(Embed)]
#[folder = "locales"]
struct Locales;

/// All texts of the languages that a site offers.
pub struct Texts {
    languages: Vec<Language>,
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
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
}

impl Texts {
    /// The texts that come with Farewell, in these languages; the first is the site's own.
    pub fn embedded(languages: &[Language]) -> Result<Self, TextsError> {
        if languages.is_empty() {
            return Err(TextsError::NoLanguage);
        }
        let mut bundles = BTreeMap::new();
        for language in languages {
            bundles.insert(language.clone(), bundle(language)?);
        }
        Ok(Self { languages: languages.to_vec(), bundles })
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

    /// One text, its variables filled in. A key that does not exist stands for itself, so that a slip shows.
    pub(crate) fn format(&self, language: &Language, key: &str, args: &FluentArgs<'_>) -> String {
        let Some(bundle) = self.bundles.get(language) else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }
}

fn bundle(language: &Language) -> Result<FluentBundle<FluentResource>, TextsError> {
    let unknown = || TextsError::UnknownLanguage { language: language.to_string(), known: known() };
    let identifier: LanguageIdentifier = language.as_str().parse().map_err(|_| unknown())?;
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Invisible isolation marks would end up in mails, in copied words and in searches.
    bundle.set_use_isolating(false);
    let folder = format!("{language}/");
    let files: Vec<_> = Locales::iter().filter(|file| file.starts_with(&folder)).collect();
    if files.is_empty() {
        return Err(unknown());
    }
    for file in files {
        let broken = |problem: String| TextsError::Broken { file: file.to_string(), problem };
        let text = Locales::get(&file).ok_or_else(|| broken("it is gone".to_owned()))?;
        let text = String::from_utf8(text.data.into_owned()).map_err(|error| broken(error.to_string()))?;
        let resource =
            FluentResource::try_new(text).map_err(|(_, errors)| broken(format!("{:?}", errors.first())))?;
        bundle.add_resource(resource).map_err(|errors| broken(format!("{:?}", errors.first())))?;
    }
    Ok(bundle)
}

/// The languages there are texts in, for an error message.
fn known() -> String {
    let mut tags: Vec<String> =
        Locales::iter().filter_map(|file| file.split_once('/').map(|(tag, _)| tag.to_owned())).collect();
    tags.sort();
    tags.dedup();
    tags.join(", ")
}
