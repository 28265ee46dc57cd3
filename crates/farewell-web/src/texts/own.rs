//! An operator's own texts: `DIR/<tag>/*.ftl`, over those that come with Farewell. A slip must not pass silently, so
//! everything in the folder is checked, and what is wrong is said with its file, its line and its key.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use farewell_domain::language::Language;
use fluent_syntax::ast::{Entry, Message};
use fluent_syntax::parser::parse;

use super::TextsError;
use super::refers::{Refers, of_pattern};

/// What a language must have before its name can stand in the header.
const NAME: &str = "language-name";

/// One file of texts.
pub(super) struct OwnFile {
    path: PathBuf,
    pub(super) text: String,
}

/// The files of each language.
pub(super) type OwnTexts = BTreeMap<Language, Vec<OwnFile>>;

/// The keys that there are, each with the variables that its text is given.
pub(super) type Known = BTreeMap<String, BTreeSet<String>>;

/// Reads the folder and checks every text in it against the known ones.
pub(super) fn read(folder: &Path, known: &Known, embedded: &[Language]) -> Result<OwnTexts, TextsError> {
    let mut own = OwnTexts::new();
    for path in entries(folder)? {
        if path.extension().is_some_and(|ending| ending == "ftl") {
            return Err(wrong_folder(
                &path,
                "belongs into a folder that is called after its language, like `de`",
            ));
        }
        if !path.is_dir() {
            continue;
        }
        let (language, files) = (language(&path)?, files(&path)?);
        let keys = check(&files, known)?;
        if !embedded.contains(&language) && !keys.contains(NAME) {
            return Err(wrong_folder(&path, "adds a language, so it needs a text `language-name`"));
        }
        own.insert(language, files);
    }
    Ok(own)
}

/// What lies in a folder, in order. Names with a full stop before them are editors' and mounts' own business.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, TextsError> {
    let unreadable = |error: std::io::Error| wrong_folder(folder, &format!("cannot be read: {error}"));
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

fn language(folder: &Path) -> Result<Language, TextsError> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let language = Language::parse(&name).filter(|language| language.as_str() == name);
    language.ok_or_else(|| {
        wrong_folder(
            folder,
            "is called after no language; write a tag of two or three small letters, like `de`",
        )
    })
}

fn files(folder: &Path) -> Result<Vec<OwnFile>, TextsError> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.extension().is_some_and(|ending| ending == "ftl") {
            let text = std::fs::read_to_string(&path);
            let text = text.map_err(|error| wrong_folder(&path, &format!("cannot be read: {error}")))?;
            files.push(OwnFile { path, text });
        }
    }
    if files.is_empty() { Err(wrong_folder(folder, "holds no file that ends in .ftl")) } else { Ok(files) }
}

/// Checks the files of one language, and returns their keys.
fn check(files: &[OwnFile], known: &Known) -> Result<BTreeSet<String>, TextsError> {
    let terms: BTreeSet<&str> = files.iter().flat_map(|file| terms(&file.text)).collect();
    let mut keys = BTreeSet::new();
    for file in files {
        let resource = parse(file.text.as_str());
        let resource = resource.map_err(|(_, errors)| broken(file, errors.first()))?;
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            if !keys.insert(key.to_owned()) {
                return Err(wrong(file, key, "stands twice among the texts of this language"));
            }
            check_message(&message, known, &terms).map_err(|problem| wrong(file, key, &problem))?;
        }
    }
    Ok(keys)
}

fn check_message(message: &Message<&str>, known: &Known, terms: &BTreeSet<&str>) -> Result<(), String> {
    let key = message.id.name;
    let Some(variables) = known.get(key) else {
        return Err(nearest(key, known).map_or_else(
            || "is no key of Farewell's texts".to_owned(),
            |near| format!("is no key of Farewell's texts; did you mean `{near}`?"),
        ));
    };
    if !message.attributes.is_empty() {
        return Err("has attributes, which no page shows".to_owned());
    }
    let value = message.value.as_ref().ok_or("has no text")?;
    for refers in of_pattern(value) {
        match refers {
            Refers::Variable("brand") => {}
            Refers::Variable(name) if variables.contains(name) => {}
            Refers::Variable(name) => return Err(format!("names `${name}`; {}", offered(variables))),
            Refers::Term(name) if terms.contains(name) => {}
            Refers::Term(name) => {
                return Err(format!("names the term `-{name}`, which no file of this language has"));
            }
            Refers::Other => {
                return Err("names another text or a function; only variables and terms work".to_owned());
            }
        }
    }
    Ok(())
}

fn offered(variables: &BTreeSet<String>) -> String {
    let all =
        std::iter::once("brand").chain(variables.iter().map(String::as_str).filter(|name| *name != "brand"));
    let names: Vec<String> = all.map(|name| format!("`${name}`")).collect();
    format!("its text is given {}", names.join(", "))
}

fn terms(text: &str) -> Vec<&str> {
    let body = parse(text).map(|resource| resource.body).unwrap_or_default();
    let term = |entry| if let Entry::Term(term) = entry { Some(term.id.name) } else { None };
    body.into_iter().filter_map(term).collect()
}

/// The known key that begins and ends most like a mistyped one.
fn nearest<'k>(key: &str, known: &'k Known) -> Option<&'k str> {
    let alike = |other: &str| {
        let begin = key.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
        let end = key.bytes().rev().zip(other.bytes().rev()).take_while(|(one, other)| one == other).count();
        (begin + end).min(key.len())
    };
    let best = known
        .keys()
        .map(String::as_str)
        .max_by_key(|other| (alike(other), std::cmp::Reverse(other.len())))?;
    (alike(best) * 4 > key.len() * 3).then_some(best)
}

fn broken(file: &OwnFile, error: Option<&fluent_syntax::parser::ParserError>) -> TextsError {
    let (at, problem) = error.map_or((0, String::new()), |error| (error.pos.start, error.to_string()));
    let line = 1 + file.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    TextsError::Own {
        file: file.path.display().to_string(),
        line,
        problem: format!("this is no Fluent: {problem}"),
    }
}

fn wrong(file: &OwnFile, key: &str, problem: &str) -> TextsError {
    let is_key = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let line = file.text.lines().position(is_key).map_or(1, |at| at + 1);
    TextsError::Own { file: file.path.display().to_string(), line, problem: format!("`{key}` {problem}") }
}

fn wrong_folder(path: &Path, problem: &str) -> TextsError {
    TextsError::Folder { path: path.display().to_string(), problem: problem.to_owned() }
}
