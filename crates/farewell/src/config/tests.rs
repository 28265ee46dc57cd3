//! A configuration that is right, and the ways in which one can be wrong.

use std::path::{Path, PathBuf};

use farewell_domain::brake::Brake;
use farewell_domain::mode::Mode;
use farewell_erasure::directory::{DirectoryMap, StatusValue, Switch};
use insta::assert_snapshot;
use miette::{GraphicalReportHandler, GraphicalTheme};

use super::problem::Document;
use super::{Config, ConfigProblem, Environment};

/// The file of design: every key there is.
const WHOLE: &str = r##"listen: 127.0.0.1:8080
public_url: https://account.example.com
database: sqlite:farewell.db
secrets: { file: farewell.keys }
brand: { name: Kramik, accent: "#0F766E" }
languages: [pl, en]
time_zone: Europe/Warsaw
support:
  email: help@example.com
  url: https://example.com/help
  report_url: https://example.com/report
mail: { url: "smtps://u:p@mail.example.com", from: "Kramik <no-reply@example.com>" }
deactivation: { grace_period: 28d, reminder: 3d, fresh_sign_in: 10m, during_grace: keep }
sources:
  shop: { url: "${SHOP_DATABASE_URL}" }
directory:
  table: shop.members
  key: id
  username: username
  email: email
  password: password_hash
  name: full_name
  gender: gender
  language: locale
  created: created_at
  confirmed: email_verified_at
  status: { column: status, active: null, deactivated: now }
  sign_up: off
backups: { keep: 14d }
plan: plan.yaml
trusted_proxies: [10.0.0.5, "2001:db8::/32"]
locales: locales
metrics: { listen: 127.0.0.1:9464 }
mode: observe
brake: { accounts: 100/d, rows_per_account: off }
"##;

const ENGINE: &str = "database: sqlite:own.db
sources: { shop: { url: \"sqlite:shop.db\" } }
directory: { table: shop.members, key: id, email: email, password: hash }
";

fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigProblem> {
    let mut all = vec![("SHOP_DATABASE_URL", "sqlite:/srv/shop.db")];
    all.extend_from_slice(variables);
    let document = Document::new("etc/farewell.yaml".to_owned(), text.to_owned());
    Config::parse(Path::new(&document.name), &document, &Environment::of(&all))
}

/// What an operator sees, without colors.
fn seen(text: &str, variables: &[(&str, &str)]) -> String {
    let problem = parse(text, variables).expect_err("this configuration is wrong");
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut shown = String::new();
    handler.render_report(&mut shown, &problem).expect("a text can be written to");
    shown
}

/// The sentence about a whole file in which one text is replaced.
fn sentence(from: &str, to: &str) -> String {
    assert!(WHOLE.contains(from), "{from}");
    let problem = parse(&WHOLE.replacen(from, to, 1), &[]).expect_err(to);
    problem.sentence().to_owned()
}

#[test]
fn a_server_s_password_is_used_and_never_shown() {
    let url = "postgres://farewell:hunter2@db.example.com/farewell?sslmode=require";
    let config = parse(&WHOLE.replace("sqlite:farewell.db", url), &[]).expect("a right configuration");
    assert_eq!(config.database.url(), url);
    assert_eq!(config.database.to_string(), "db.example.com/farewell");
    assert!(!format!("{config:?}").contains("hunter2"));
    let shop = "postgres://farewell:hunter2@db.example.com/shop";
    let config = parse(WHOLE, &[("FAREWELL_SOURCES__SHOP__URL", shop)]).expect("a right configuration");
    assert_eq!(config.sources["shop"].url(), shop);
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn the_whole_file_is_understood() {
    let config = parse(WHOLE, &[]).expect("a right configuration");
    let portal = config.portal().expect("a portal");
    assert_eq!(portal.accent, "#0f766e");
    assert_eq!(portal.public_url, "https://account.example.com");
    assert_eq!(config.languages[0].as_str(), "pl");
    assert_eq!(config.deactivation.fresh_sign_in.as_mins(), 10);
    assert_eq!(config.mail().expect("a mail server").from, "Kramik <no-reply@example.com>");
    let status = config.directory.status.expect("a status column");
    assert_eq!((status.active, status.deactivated), (StatusValue::Null, StatusValue::Now));
}

#[test]
fn relative_files_lie_beside_the_configuration() {
    let config = parse(WHOLE, &[]).expect("a right configuration");
    assert_eq!(config.database.url(), "sqlite:etc/farewell.db");
    assert_eq!(config.secrets, PathBuf::from("etc/farewell.keys"));
    assert_eq!(config.plan, PathBuf::from("etc/plan.yaml"));
    assert_eq!(config.sources["shop"].url(), "sqlite:/srv/shop.db");
}

#[test]
fn the_engine_alone_needs_little() {
    let config = parse(ENGINE, &[]).expect("a right configuration");
    assert_eq!(config.deactivation.grace_period.to_string(), "28d");
    assert_eq!(config.languages[0].as_str(), "en");
    let problem = config.portal().expect_err("there are no pages");
    assert_eq!(problem.sentence(), "etc/farewell.yaml holds neither public_url nor brand nor support.");
}

#[test]
fn a_folder_of_texts_adds_its_language() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("de")).expect("a folder");
    let own = format!("locales: {}", folder.path().display());
    let text = WHOLE.replace("locales: locales", &own).replace("[pl, en]", "[de, pl]");
    let config = parse(&text, &[]).expect("a right configuration");
    assert_eq!(config.languages[0].as_str(), "de");
    let problem = parse(&text.replace("[de, pl]", "[fr]"), &[]).expect_err("no French");
    let mend = miette::Diagnostic::help(&problem).expect("advice").to_string();
    assert_eq!(mend, "Known are en, pl, de. A folder under `locales` adds one; docs/texts.md shows how.");
}

#[test]
fn farewell_s_own_directory_needs_no_columns() {
    let text = "database: sqlite:farewell.db
sources: { farewell: { url: \"sqlite:members.db\" } }
directory: { table: farewell.members, sign_up: on }
";
    let config = parse(text, &[]).expect("a right configuration");
    assert_eq!(config.directory, DirectoryMap::own(Switch::On));
    assert_eq!(
        config.own_directory().map(|(_, database)| database.url()).as_deref(),
        Some("sqlite:etc/members.db")
    );
    let text = text.replace(
        "sign_up: on",
        "sign_up: off, username: email, status: { column: state, active: 1, deactivated: 0 }",
    );
    let map = parse(&text, &[]).expect("a right configuration").directory;
    assert_eq!((map.username.as_deref(), map.sign_up), (Some("email"), Switch::Off));
    assert_eq!(map.status.expect("a status column").column, "state");
    assert!(parse(WHOLE, &[]).expect("a right configuration").own_directory().is_none());
}

#[test]
fn a_source_in_farewell_s_own_file_is_pointed_at() {
    let text = ENGINE.replace("sqlite:shop.db", "sqlite:./own.db");
    assert_snapshot!(seen(&text, &[]), @r#"
     × etc/farewell.yaml, line 2: `sources.shop.url` is the file of Farewell's own database
      ╭─[etc/farewell.yaml:2:25]
    1 │ database: sqlite:own.db
    2 │ sources: { shop: { url: "sqlite:./own.db" } }
      ·                         ────────┬────────
      ·                                 ╰── here
    3 │ directory: { table: shop.members, key: id, email: email, password: hash }
      ╰────
     help: Give the source a file of its own, like sqlite:shop.db.
    "#);
}

#[test]
fn the_environment_lies_on_top() {
    let variables = [
        ("FAREWELL_LISTEN", "0.0.0.0:9000"),
        ("FAREWELL_LANGUAGES", "en, pl"),
        ("FAREWELL_LOCALES", "texts"),
        ("FAREWELL_DEACTIVATION__GRACE_PERIOD", "14d"),
        ("FAREWELL_SOURCES__SHOP__URL", "sqlite:other.db"),
        ("FAREWELL_BACKUPS__KEEP", "7d"),
        ("FAREWELL_PORT", "tcp://10.0.0.1:80"),
    ];
    let config = parse(WHOLE, &variables).expect("a right configuration");
    assert_eq!(config.listen.to_string(), "0.0.0.0:9000");
    assert_eq!(config.languages[0].as_str(), "en");
    assert_eq!(config.locales, Some(PathBuf::from("etc/texts")));
    assert_eq!(config.deactivation.grace_period.to_string(), "14d");
    assert_eq!(config.sources["shop"].url(), "sqlite:etc/other.db");
    assert_eq!(config.backups_keep.map(|keep| keep.to_string()).as_deref(), Some("7d"));
}

#[test]
fn the_brake_and_the_mode_can_be_set_and_left_out() {
    let config = parse(WHOLE, &[]).expect("a right configuration");
    assert_eq!(
        (config.mode, config.brake.accounts, config.brake.rows_per_account),
        (Mode::Observe, Some(100), None)
    );
    let config = parse(ENGINE, &[]).expect("a right configuration");
    assert_eq!((config.mode, config.brake), (Mode::Erase, Brake::default()));
    let variables = [
        ("FAREWELL_MODE", "erase"),
        ("FAREWELL_BRAKE__ACCOUNTS", "off"),
        ("FAREWELL_BRAKE__ROWS_PER_ACCOUNT", "2_000"),
    ];
    let config = parse(WHOLE, &variables).expect("a right configuration");
    assert_eq!(
        (config.mode, config.brake.accounts, config.brake.rows_per_account),
        (Mode::Erase, None, Some(2_000))
    );
}

#[test]
fn a_dollar_and_a_brace_can_be_written() {
    let text = WHOLE.replacen("name: Kramik", "name: \"$${Kramik} ${BRAND}\"", 1);
    let config = parse(&text, &[("BRAND", "& ${Co}")]).expect("a right configuration");
    assert_eq!(config.portal().expect("a portal").brand_name, "${Kramik} & ${Co}");
}

#[test]
fn a_mistyped_key_is_pointed_at() {
    assert_snapshot!(seen(&WHOLE.replacen("time_zone", "timezone", 1), &[]), @r##"
      × etc/farewell.yaml, line 7: there is no key `timezone`
       ╭─[etc/farewell.yaml:7:1]
     6 │ languages: [pl, en]
     7 │ timezone: Europe/Warsaw
       · ────┬───
       ·     ╰── here
     8 │ support:
       ╰────
      help: Did you mean `time_zone`?
    "##);
}

#[test]
fn a_mistyped_key_that_is_needed_is_not_called_missing() {
    assert_eq!(
        sentence("database: sqlite:farewell.db", "databse: sqlite:farewell.db"),
        "etc/farewell.yaml, line 3: there is no key `databse`"
    );
}

#[test]
fn an_unknown_key_names_the_known_ones() {
    assert_snapshot!(seen(&WHOLE.replacen("keep: 14d", "retention: 14d", 1), &[]), @r##"
      × etc/farewell.yaml, line 29: there is no key `backups.retention`
        ╭─[etc/farewell.yaml:29:12]
     28 │   sign_up: off
     29 │ backups: { retention: 14d }
        ·            ────┬────
        ·                ╰── here
     30 │ plan: plan.yaml
        ╰────
      help: Known here: keep.
    "##);
}

#[test]
fn a_wrong_value_is_pointed_at() {
    assert_snapshot!(seen(&WHOLE.replacen("\"#0F766E\"", "teal", 1), &[]), @r##"
      × etc/farewell.yaml, line 5: `brand.accent` is no color
       ╭─[etc/farewell.yaml:5:32]
     4 │ secrets: { file: farewell.keys }
     5 │ brand: { name: Kramik, accent: teal }
       ·                                ──┬─
       ·                                  ╰── here
     6 │ languages: [pl, en]
       ╰────
      help: Write # and six hexadecimal digits in quotation marks, like "#0f766e".
    "##);
}

#[test]
fn broken_yaml_is_pointed_at() {
    assert_snapshot!(seen("listen: 127.0.0.1:8080\nbrand: { name: Kramik\nplan: x\n", &[]), @r##"
      × etc/farewell.yaml, line 3: this is no valid YAML: while parsing a flow mapping, did not find
      │ expected ',' or '}' at line 3, column 5.
       ╭─[etc/farewell.yaml:3:5]
     2 │ brand: { name: Kramik
     3 │ plan: x
       ·     ▲
       ·     ╰── here
       ╰────
      help: Mend the line, or the one before it; YAML is particular about indentation and colons.
    "##);
}

#[test]
fn a_wrong_variable_is_named() {
    assert_snapshot!(seen(WHOLE, &[("FAREWELL_DEACTIVATION__REMINDER", "30d")]), @r##"
      × environment variable FAREWELL_DEACTIVATION__REMINDER: `deactivation.reminder` is not shorter
      │ than the grace period of 28d
      help: Write how long before the erasure the reminder goes out, like 3d.
    "##);
}

#[test]
fn an_unknown_variable_is_named() {
    assert_snapshot!(seen(WHOLE, &[("FAREWELL_BRAND__COLOR", "red")]), @r##"
      × environment variable FAREWELL_BRAND__COLOR: there is no key `brand.color`
      help: Known here: accent, name.
    "##);
}

#[test]
fn a_missing_section_shows_what_it_looks_like() {
    assert_snapshot!(seen("database: sqlite:own.db\n", &[]), @r##"
      × etc/farewell.yaml: `sources` is missing
      help: Write it, for example: sources: { shop: { url: "sqlite:shop.db" } }
    "##);
}

#[test]
fn a_missing_key_points_at_its_section() {
    assert_snapshot!(seen(&WHOLE.replacen("  email: help@example.com\n", "", 1), &[]), @r##"
      × etc/farewell.yaml, line 8: `support.email` is missing
       ╭─[etc/farewell.yaml:8:1]
     7 │ time_zone: Europe/Warsaw
     8 │ support:
       · ───┬───
       ·    ╰── here
     9 │   url: https://example.com/help
       ╰────
      help: Write it, for example: email: help@example.com
    "##);
}

#[test]
fn every_value_has_its_own_sentence() {
    let wrong = [
        ("127.0.0.1:8080", "8080"),
        ("https://account.example.com", "http://account.example.com"),
        ("https://account.example.com", "https://example.com/account"),
        ("https://account.example.com", "account.example.com"),
        ("10.0.0.5", "proxy.example.com"),
        ("sqlite:farewell.db", "mysql://localhost/farewell"),
        ("sqlite:farewell.db", "postgres://localhost"),
        ("sqlite:farewell.db", "farewell.db"),
        ("\"#0F766E\"", "\"#0F766\""),
        ("[pl, en]", "[pl, de]"),
        ("[pl, en]", "[pl, pl]"),
        ("[pl, en]", "[]"),
        ("[pl, en]", "pl"),
        ("Europe/Warsaw", "Warsaw"),
        ("help@example.com", "example.com"),
        ("https://example.com/report", "mailto:us"),
        ("smtps://u:p@mail.example.com", "mail.example.com"),
        ("Kramik <no-reply@example.com>", "Kramik"),
        ("grace_period: 28d", "grace_period: 28 days"),
        ("grace_period: 28d", "grace_period: 0d"),
        ("grace_period: 28d", "grace_period: 91d"),
        ("reminder: 3d", "reminder: 28d"),
        ("fresh_sign_in: 10m", "fresh_sign_in: 2h"),
        ("during_grace: keep", "during_grace: seal"),
        ("${SHOP_DATABASE_URL}", "${SHOP_URL}"),
        ("${SHOP_DATABASE_URL}", "${SHOP_URL"),
        ("  shop:", "  Shop:"),
        ("shop.members", "members"),
        ("shop.members", "store.members"),
        ("active: null, deactivated: now", "active: now, deactivated: now"),
        ("sign_up: off", "sign_up: perhaps"),
        ("sqlite:farewell.db", "sqlite:/srv/./shop.db"),
        ("{ keep: 14d }", "14d"),
        ("plan: plan.yaml", "plan: [plan.yaml]"),
        ("plan: plan.yaml", "plan: \"\""),
        ("127.0.0.1:9464", "9464"),
        ("mode: observe", "mode: watch"),
        ("accounts: 100/d", "accounts: 100"),
        ("accounts: 100/d", "accounts: many/d"),
        ("rows_per_account: off", "rows_per_account: -1"),
    ];
    let sentences: Vec<String> = wrong.iter().map(|(from, to)| sentence(from, to)).collect();
    assert_snapshot!(sentences.join("\n"), @"
    etc/farewell.yaml, line 1: `listen` is no address with a port
    etc/farewell.yaml, line 2: `public_url` may be plain http on this machine only, because passwords travel over it
    etc/farewell.yaml, line 2: `public_url` must be a scheme and a host, with a port if needed, and nothing after it
    etc/farewell.yaml, line 2: `public_url` is no web address
    etc/farewell.yaml, line 31: `trusted_proxies[0]` is no address or network
    etc/farewell.yaml, line 3: `database` names a mysql database, which this version cannot use
    etc/farewell.yaml, line 3: `database` names no database
    etc/farewell.yaml, line 3: `database` is no address of a database
    etc/farewell.yaml, line 5: `brand.accent` is no color
    etc/farewell.yaml, line 6: `languages[1]` is no language that there are texts for
    etc/farewell.yaml, line 6: `languages[1]` names a language twice
    etc/farewell.yaml, line 6: `languages` is empty
    etc/farewell.yaml, line 6: `languages` is a text, not a list
    etc/farewell.yaml, line 7: `time_zone` is no time zone
    etc/farewell.yaml, line 9: `support.email` is no e-mail address
    etc/farewell.yaml, line 11: `support.report_url` is no web address
    etc/farewell.yaml, line 12: `mail.url` is no address of a mail server
    etc/farewell.yaml, line 12: `mail.from` is no sender
    etc/farewell.yaml, line 13: `deactivation.grace_period` is no length of time
    etc/farewell.yaml, line 13: `deactivation.grace_period` must be longer than nothing
    etc/farewell.yaml, line 13: `deactivation.grace_period` is longer than the three months that the law allows at most
    etc/farewell.yaml, line 13: `deactivation.reminder` is not shorter than the grace period of 28d
    etc/farewell.yaml, line 13: `deactivation.fresh_sign_in` is not between one minute and one hour
    etc/farewell.yaml, line 13: `deactivation.during_grace` can only be `keep` in this version
    etc/farewell.yaml, line 15: the environment variable SHOP_URL is not set
    etc/farewell.yaml, line 15: `${` is never closed
    etc/farewell.yaml, line 15: `sources.Shop` is no name for a source
    etc/farewell.yaml, line 17: `directory.table` names no source
    etc/farewell.yaml, line 17: `directory.table` names the source `store`, which `sources` does not
    etc/farewell.yaml, line 27: `directory.status.deactivated` is the same as for active accounts, so the app would learn nothing
    etc/farewell.yaml, line 28: `directory.sign_up` is neither on nor off
    etc/farewell.yaml, line 15: `sources.shop.url` is the file of Farewell's own database
    etc/farewell.yaml, line 29: `backups` is a text, not a section of keys
    etc/farewell.yaml, line 30: `plan` is a list, not a text
    etc/farewell.yaml, line 30: `plan` is empty
    etc/farewell.yaml, line 33: `metrics.listen` is no address with a port
    etc/farewell.yaml, line 34: `mode` is neither erase nor observe
    etc/farewell.yaml, line 35: `brake.accounts` is no number of accounts per day
    etc/farewell.yaml, line 35: `brake.accounts` is no number of accounts per day
    etc/farewell.yaml, line 35: `brake.rows_per_account` is no number of rows
    ");
}

#[test]
fn no_problem_repeats_a_secret() {
    let variables = [("FAREWELL_MAIL__URL", "hunter2"), ("FAREWELL_MAIL__FROM", "hunter2")];
    assert!(!seen(WHOLE, &variables).contains("hunter2"));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let problem = Config::read(Path::new("/nowhere/farewell.yaml"), &Environment::default());
    let problem = problem.expect_err("no file");
    assert!(problem.sentence().starts_with("The configuration /nowhere/farewell.yaml cannot be read"));
}
