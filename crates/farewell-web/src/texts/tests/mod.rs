//! No language lacks a text, no text lacks a use, and Polish plurals are Polish.

mod own;

use super::*;

/// A key's variables, by language and key.
type Keys = BTreeMap<String, BTreeSet<String>>;

/// Keys that are put together while the program runs.
const COMPOSED: [&str; 4] = ["reason-", "problem-", "help-short-", "profile-gender-"];

fn keys(tag: &str) -> Keys {
    let folder = format!("{tag}/");
    let mut keys = Keys::new();
    for file in Locales::iter().filter(|file| file.starts_with(&folder)) {
        let text = String::from_utf8(Locales::get(&file).expect("a file").data.into_owned()).expect("UTF-8");
        for entry in parse(text.as_str()).expect("Fluent syntax").body {
            if let Entry::Message(message) = entry {
                let names = refers::of_pattern(message.value.as_ref().expect("a text"));
                let variable = |refers| match refers {
                    Refers::Variable(name) => String::from(name),
                    other => panic!("plain variables only: {other:?}"),
                };
                let names = names.into_iter().map(variable).collect();
                let twice = keys.insert(message.id.name.to_owned(), names);
                assert!(twice.is_none(), "{tag}: {} stands there twice", message.id.name);
            }
        }
    }
    keys
}

/// Everything in quotes in templates and code that has the shape of a key.
fn quoted(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            quoted(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs" || ext == "html") {
            let text = std::fs::read_to_string(&path).expect("a text file");
            found.extend(text.split('"').map(str::to_owned));
        }
    }
}

/// The keys that templates and code ask for, whether they exist or not.
fn asked() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["src", "templates"] {
        asked_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

fn asked_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            asked_in(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for call in [
            ".text(\"",
            ".with(\"",
            ".rich(\"",
            ".erasure(\"",
            ".erasure_since(\"",
            ".erasure_day(\"",
            ".rich_erasure(\"",
            ".support(\"",
            ".step(\"",
        ] {
            let keys = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(keys.map(str::to_owned));
        }
    }
}

#[test]
fn each_text_exists_in_both_languages_with_the_same_variables() {
    let (english, polish) = (keys("en"), keys("pl"));
    assert!(english.len() > 150, "the English texts were not found");
    let differ: Vec<_> = english
        .keys()
        .chain(polish.keys())
        .filter(|key| english.get(*key) != polish.get(*key))
        .map(|key| format!("{key}: en {:?}, pl {:?}", english.get(key), polish.get(key)))
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn each_text_asked_for_exists() {
    let english = keys("en");
    let missing: Vec<_> = asked().into_iter().filter(|key| !english.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn each_sentence_about_days_has_its_twin_about_the_hour() {
    let english = keys("en");
    let of_days = |names: &BTreeSet<String>| names.contains("last_day") && !names.contains("erase_time");
    for (key, _) in english.iter().filter(|(_, names)| of_days(names)) {
        assert!(english.contains_key(&format!("{key}-moment")), "{key}-moment");
    }
}

#[test]
fn no_text_is_left_over() {
    let mut used = BTreeSet::new();
    for folder in ["src", "templates"] {
        quoted(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut used);
    }
    let composed = |key: &str| COMPOSED.iter().any(|prefix| key.starts_with(prefix));
    let left: Vec<_> = keys("en")
        .into_keys()
        .filter(|key| !used.contains(key.strip_suffix("-moment").unwrap_or(key)) && !composed(key))
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn each_seeded_reason_has_its_words() {
    let english = keys("en");
    for code in farewell_domain::reason::REASONS {
        assert!(english.contains_key(&format!("reason-{}", code.replace('_', "-"))), "{code}");
    }
}

#[test]
fn polish_counts_like_a_pole() {
    let polish = Language::parse("pl").expect("a language");
    let texts = Texts::embedded(std::slice::from_ref(&polish)).expect("texts");
    let say = |count: u64| {
        let mut args = FluentArgs::new();
        args.set("count", count);
        args.set("number", count.to_string());
        texts.format(&polish, "shop-review-count", &args)
    };
    let said: Vec<String> = [0, 1, 2, 4, 5, 12, 22, 25].into_iter().map(say).collect();
    assert_eq!(
        said,
        [
            "Brak opinii",
            "1 opinia",
            "2 opinie",
            "4 opinie",
            "5 opinii",
            "12 opinii",
            "22 opinie",
            "25 opinii"
        ]
    );
}

#[test]
fn an_unknown_language_is_named_with_those_that_exist() {
    let german = Language::parse("de").expect("a language");
    let error = Texts::embedded(&[german]).err().expect("no German texts yet");
    assert_eq!(error.to_string(), "there are no texts in the language `de`; there are texts in: en, pl");
}

#[test]
fn no_polish_sentence_ends_with_a_date_and_a_full_stop() {
    let dates = ["erase_date", "last_day", "date", "since"];
    for file in Locales::iter().filter(|file| file.starts_with("pl/")) {
        let text = String::from_utf8(Locales::get(&file).expect("a file").data.into_owned()).expect("UTF-8");
        for name in dates {
            assert!(!text.contains(&format!("{{ ${name} }}.")), "{file}: {name}");
        }
    }
}
