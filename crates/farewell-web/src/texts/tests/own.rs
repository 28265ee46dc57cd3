//! An operator changes words and adds a language; a slip is pointed at.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::super::*;

/// A folder with these files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

fn open(tags: &[&str], folder: &Path) -> Result<Texts, TextsError> {
    let languages: Vec<Language> = tags.iter().map(|tag| language(tag)).collect();
    Texts::open(&languages, Some(folder))
}

fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a language")
}

fn say(texts: &Texts, tag: &str, key: &str) -> String {
    texts.format(&language(tag), key, &FluentArgs::new())
}

/// What an operator is told about one file `de/texts.ftl`, or another path, from the folder on.
fn told(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let error = open(&["en"], folder.path()).err().expect("a slip").to_string();
    error
        .replace(&format!("{}/", folder.path().display()), "")
        .replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn an_operator_changes_single_words_and_the_rest_stays() {
    let folder =
        folder(&[("pl/shop.ftl", "sign-in-button = Wejdź\n"), ("README.md", "ours"), (".git/x", "")]);
    let texts = open(&["pl", "en"], folder.path()).expect("texts");
    assert_eq!(say(&texts, "pl", "sign-in-button"), "Wejdź");
    assert_eq!(say(&texts, "pl", "deactivate-words"), "Dezaktywuj moje konto");
    assert_eq!(say(&texts, "en", "sign-in-button"), "Sign in");
    assert_eq!(texts.missing(), []);
}

#[test]
fn an_added_language_falls_back_to_the_sites_first_text_by_text() {
    let german = "language-name = Deutsch\ndeactivate-words = Mein Konto deaktivieren\n";
    let folder = folder(&[("de/texts.ftl", german)]);
    let texts = open(&["pl", "en", "de"], folder.path()).expect("texts");
    assert_eq!(say(&texts, "de", "deactivate-words"), "Mein Konto deaktivieren");
    assert_eq!(say(&texts, "de", "sign-in-button"), say(&texts, "pl", "sign-in-button"));
    let [missing] = texts.missing() else { panic!("{:?}", texts.missing()) };
    assert_eq!((missing.language.as_str(), missing.of - missing.texts), ("de", 2));

    let first = open(&["de"], folder.path()).expect("texts");
    assert_eq!(say(&first, "de", "sign-in-button"), "Sign in", "in the end there is English");
}

#[test]
fn words_may_share_a_term_and_choose_a_plural() {
    let text = "-shop = Laden\nlanguage-name = Deutsch\nmail-sign = Ihr { -shop } { $brand }\n\
                span-days = { $count ->\n    [one] { $count } Tag\n   *[other] { $count } Tagen\n }\n";
    let folder = folder(&[("de/texts.ftl", text)]);
    let texts = open(&["de"], folder.path()).expect("texts");
    let args = FluentArgs::from_iter([("count", 1), ("brand", 2)]);
    assert_eq!(texts.format(&language("de"), "span-days", &args), "1 Tag");
    assert_eq!(texts.format(&language("de"), "mail-sign", &args), "Ihr Laden 2");
}

#[test]
fn a_slip_is_pointed_at_with_file_line_and_key() {
    let name = "language-name = Deutsch\n";
    let cases = [
        format!("{name}\nsign-in-buton = Anmelden\n"),
        format!("{name}zzz = nichts\n"),
        format!("{name}sign-in-button = {{ Anmelden\n"),
        format!("{name}deactivate-date = Am {{ $date }}.\n"),
        format!("{name}sign-in-button = Ihr {{ -laden }}\n"),
        format!("{name}sign-in-button = {{ language-name }}\n"),
        format!("{name}sign-in-button = {{ NUMBER($brand) }}\n"),
        format!("{name}sign-in-button = Anmelden\nsign-in-button = Los\n"),
        format!("{name}sign-in-button =\n    .title = Anmelden\n"),
        "sign-in-button = Anmelden\n".to_owned(),
    ];
    let told: Vec<String> = cases.iter().map(|text| told(&[("de/texts.ftl", text)])).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    de/texts.ftl, line 3: `sign-in-buton` is no key of Farewell's texts; did you mean `sign-in-button`?
    de/texts.ftl, line 2: `zzz` is no key of Farewell's texts
    de/texts.ftl, line 3: this is no Fluent: Expected a token starting with "}"
    de/texts.ftl, line 2: `deactivate-date` names `$date`; its text is given `$brand`, `$erase_date`, `$last_day`
    de/texts.ftl, line 2: `sign-in-button` names the term `-laden`, which no file of this language has
    de/texts.ftl, line 2: `sign-in-button` names another text or a function; only variables and terms work
    de/texts.ftl, line 2: `sign-in-button` names another text or a function; only variables and terms work
    de/texts.ftl, line 2: `sign-in-button` stands twice among the texts of this language
    de/texts.ftl, line 2: `sign-in-button` has attributes, which no page shows
    de adds a language, so it needs a text `language-name`
    "#);
}

#[test]
fn a_folder_that_is_not_as_it_must_be_is_named() {
    let cases: [&[(&str, &str)]; 4] = [
        &[("texts.ftl", "sign-in-button = x")],
        &[("deutsch/texts.ftl", "sign-in-button = x")],
        &[("DE/texts.ftl", "sign-in-button = x")],
        &[("de/notes.txt", "later")],
    ];
    let told: Vec<String> = cases.iter().map(|files| told(files)).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    texts.ftl belongs into a folder that is called after its language, like `de`
    deutsch is called after no language; write a tag of two or three small letters, like `de`
    DE is called after no language; write a tag of two or three small letters, like `de`
    de holds no file that ends in .ftl
    ");
    let error = open(&["en"], Path::new("/nowhere/locales")).err().expect("no folder").to_string();
    assert!(error.starts_with("/nowhere/locales cannot be read: "), "{error}");
}

#[test]
fn the_guide_s_examples_are_right() {
    let guide = include_str!("../../../../../docs/texts.md");
    let examples: Vec<&str> =
        guide.split("```ftl\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [polish, german] = examples[..] else { panic!("{examples:?}") };
    let folder = folder(&[("pl/kramik.ftl", polish), ("de/account.ftl", german)]);
    let texts = open(&["pl", "en", "de"], folder.path()).expect("right examples");
    assert_eq!(say(&texts, "de", "deactivate-words"), "Mein Konto deaktivieren");
}

#[test]
fn words_that_nobody_could_type_are_refused() {
    for words in ["Mein Konto deaktivieren.", "„Mein Konto deaktivieren“", "{ \"\" }"] {
        let german = format!("language-name = Deutsch\ndeactivate-words = {words}\n");
        let folder = folder(&[("de/texts.ftl", german.as_str())]);
        let error = open(&["de"], folder.path()).err().expect(words).to_string();
        assert!(error.starts_with("the words to type in the language `de`"), "{error}");
    }
}
