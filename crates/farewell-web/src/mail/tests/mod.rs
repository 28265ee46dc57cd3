//! Each mail as a member reads it, in both languages.

mod sign_up;

use std::collections::BTreeMap;

use farewell_domain::grace::{ErasureDate, GracePeriod};
use farewell_domain::language::Language;
use farewell_service::message::{KeptLine, Message};
use insta::assert_snapshot;

use super::*;

fn site() -> MailTexts {
    let languages = ["pl", "en"].map(|tag| Language::parse(tag).expect("a language"));
    MailTexts {
        texts: Arc::new(Texts::embedded(&languages).expect("texts")),
        brand: Brand { name: "Kramik".to_owned(), accent: "#0f766e".to_owned() },
        support: Support { email: "help@kramik.example".to_owned(), url: None, report_url: None },
        public_url: "https://account.kramik.example".to_owned(),
        time_zone: TimeZone::get("Europe/Warsaw").expect("a time zone"),
    }
}

fn mail(tag: &str, message: Message) -> Mail {
    let language = Language::parse(tag).expect("a language");
    let delivery = Delivery { to: "zofia@example.com".to_owned(), language, message };
    render(&site(), &delivery).expect("a mail")
}

fn letter(tag: &str, message: Message) -> String {
    let mail = mail(tag, message);
    format!("{}\n\n{}", mail.subject, mail.text)
}

fn erasure(period: &str) -> ErasureDate {
    let now = "2026-11-25T12:00:00Z".parse().expect("a timestamp");
    period.parse::<GracePeriod>().expect("a period").erasure_date(now, &site().time_zone)
}

fn deactivated(period: &str) -> Message {
    Message::Deactivated { erasure: erasure(period), return_token: "TOKEN".to_owned() }
}

fn kept() -> Vec<KeptLine> {
    let both = |en: &str, pl: &str| {
        BTreeMap::from([("en".to_owned(), en.to_owned()), ("pl".to_owned(), pl.to_owned())])
    };
    let because = both("Tax law asks for it.", "Wymagają tego przepisy podatkowe.");
    vec![KeptLine {
        label: both("Invoices", "Faktury"),
        count: 7,
        until: Some(jiff::civil::date(2031, 12, 31)),
        because,
    }]
}

#[test]
fn a_deactivated_member_reads_the_date_and_the_way_back() {
    assert_snapshot!(letter("en", deactivated("28d")), @r#"
    Your Kramik account is deactivated

    Hello,

    Your account is deactivated, and you are signed out on all devices. We erase your data on 23 December 2026.

    You can come back until the end of 22 December 2026:

    https://account.kramik.example/reactivate?token=TOKEN

    Or sign in as usual; we ask before anything changes. Wasn’t this you? Come back through the link and set a new password.

    Until then we write to you only about this account.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", deactivated("28d")), @r#"
    Konto w serwisie Kramik zostało dezaktywowane

    Dzień dobry,

    Twoje konto zostało dezaktywowane i wylogowane ze wszystkich urządzeń. W dniu 23 grudnia 2026 r. usuniemy dane.

    Do końca dnia 22 grudnia 2026 r. możesz przywrócić konto:

    https://account.kramik.example/reactivate?token=TOKEN

    Możesz też zalogować się jak zwykle; zanim cokolwiek zmienimy, zapytamy. To nie była Twoja decyzja? Przywróć konto przez link i ustaw nowe hasło.

    Do tego czasu będziemy pisać tylko w sprawie tego konta.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn under_two_days_the_mail_tells_the_hour() {
    assert_snapshot!(letter("en", deactivated("90m")), @r#"
    Your Kramik account is deactivated

    Hello,

    Your account is deactivated, and you are signed out on all devices. We erase your data on 25 November 2026 at 14:30.

    Until then you can come back:

    https://account.kramik.example/reactivate?token=TOKEN

    Or sign in as usual; we ask before anything changes. Wasn’t this you? Come back through the link and set a new password.

    Until then we write to you only about this account.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", deactivated("90m")), @r#"
    Konto w serwisie Kramik zostało dezaktywowane

    Dzień dobry,

    Twoje konto zostało dezaktywowane i wylogowane ze wszystkich urządzeń. W dniu 25 listopada 2026 r. o godz. 14:30 usuniemy dane.

    Do tego czasu możesz przywrócić konto:

    https://account.kramik.example/reactivate?token=TOKEN

    Możesz też zalogować się jak zwykle; zanim cokolwiek zmienimy, zapytamy. To nie była Twoja decyzja? Przywróć konto przez link i ustaw nowe hasło.

    Do tego czasu będziemy pisać tylko w sprawie tego konta.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn somebody_who_forgot_the_password_gets_a_link() {
    assert_snapshot!(letter("en", Message::ResetPassword { token: "TOKEN".to_owned() }), @r#"
    Choose a new password for Kramik

    Hello,

    Someone asked for a new password for your Kramik account. If it was you, choose it here:

    https://account.kramik.example/reset-password?token=TOKEN

    The link works for 30 minutes and only once. If it wasn’t you, there is nothing to do: your password stays as it is.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::ResetPassword { token: "TOKEN".to_owned() }), @r#"
    Nowe hasło w serwisie Kramik

    Dzień dobry,

    Ktoś poprosił o nowe hasło do Twojego konta w serwisie Kramik. Jeśli to Twoja prośba, ustaw je tutaj:

    https://account.kramik.example/reset-password?token=TOKEN

    Link działa przez 30 minut i tylko raz. Jeśli to nie Twoja prośba, nie musisz nic robić: hasło pozostanie bez zmian.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn the_last_reminder_says_what_stays() {
    let message = || Message::Reminder {
        since: "2026-11-25T12:00:00Z".parse().expect("a timestamp"),
        erasure: erasure("28d"),
        return_token: "TOKEN".to_owned(),
        kept: kept(),
    };
    assert_snapshot!(letter("en", message()), @r#"
    We erase your data on 23 December 2026

    Hello,

    On 25 November 2026 your Kramik account was deactivated. On 23 December 2026 we erase its data. If that is what you want, there is nothing to do.

    To keep the account, come back by the end of 22 December 2026, here or by signing in as usual:

    https://account.kramik.example/reactivate?token=TOKEN

    After that nobody can restore it, and neither can we.

    We keep only what the law requires:

    - Invoices: 7, until 31 December 2031. Tax law asks for it.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", message()), @r#"
    W dniu 23 grudnia 2026 r. usuniemy Twoje dane

    Dzień dobry,

    Konto w serwisie Kramik jest dezaktywowane od 25 listopada 2026 r., a w dniu 23 grudnia 2026 r. usuniemy jego dane. Jeśli tak ma być, nie musisz nic robić.

    Jeśli chcesz zachować konto, przywróć je do końca dnia 22 grudnia 2026 r., tutaj albo logując się jak zwykle:

    https://account.kramik.example/reactivate?token=TOKEN

    Później nikt go nie odzyska, my też nie.

    Zachowamy tylko to, czego wymaga prawo:

    - Faktury: 7, do 31 grudnia 2031 r. Wymagają tego przepisy podatkowe.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn a_member_who_came_back_is_told_so() {
    assert_snapshot!(letter("en", Message::Reactivated), @r#"
    Your Kramik account is back

    Hello,

    Your account works again, and the erasure is called off. Sign in again on your other devices:

    https://account.kramik.example/sign-in

    Wasn’t this you? Choose a new password at once, with “Forgot password?” on the same page.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::Reactivated), @r#"
    Konto w serwisie Kramik zostało przywrócone

    Dzień dobry,

    Twoje konto znów działa, a usunięcie danych zostało odwołane. Na innych urządzeniach trzeba zalogować się ponownie:

    https://account.kramik.example/sign-in

    To nie była Twoja decyzja? Od razu ustaw nowe hasło: na tej samej stronie wybierz „Nie pamiętasz hasła?”.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn the_last_mail_says_what_is_gone_and_what_is_kept() {
    let message = |left| Message::Erased {
        kept: kept(),
        backups_until: Some("2027-01-06T12:00:00Z".parse().expect("a timestamp")),
        left,
    };
    assert_snapshot!(letter("en", message(0)), @r#"
    Your data has been erased

    Hello,

    We have erased the data of your Kramik account and then looked through our databases again: nothing was left. Nobody can sign in to it any more.

    We still keep what the law requires:

    - Invoices: 7, until 31 December 2031. Tax law asks for it.

    Copies in our backups are gone by 6 January 2027 at the latest.

    This is our last message: once it is delivered, we delete this address too.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", message(5)), @r#"
    Twoje dane zostały usunięte

    Dzień dobry,

    Usunęliśmy dane konta w serwisie Kramik, a potem jeszcze raz sprawdziliśmy nasze bazy: 5 miejsc jest jeszcze sprawdzanych. Nikt już nie zaloguje się na to konto.

    Nadal przechowujemy to, czego wymaga prawo:

    - Faktury: 7, do 31 grudnia 2031 r. Wymagają tego przepisy podatkowe.

    Najpóźniej 6 stycznia 2027 r. dane znikną też z kopii zapasowych.

    To nasza ostatnia wiadomość: po jej doręczeniu usuniemy także ten adres.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn nothing_is_said_about_what_is_not_kept() {
    let message = || Message::Erased { kept: Vec::new(), backups_until: None, left: 0 };
    assert!(!mail("en", message()).text.contains("law"));
    assert!(!mail("pl", message()).text.contains("prawo"));
}

#[test]
fn the_html_says_the_same_and_escapes_what_operators_wrote() {
    let mut site = site();
    site.brand.name = "<Kramik & Co>".to_owned();
    let language = Language::parse("en").expect("a language");
    let delivery = Delivery { to: "zofia@example.com".to_owned(), language, message: deactivated("28d") };
    let mail = render(&site, &delivery).expect("a mail");
    assert!(mail.text.contains("<Kramik & Co>"));
    assert!(!mail.html.contains("<Kramik"), "{}", mail.html);
    assert!(mail.html.contains("href=\"https://account.kramik.example/reactivate?token=TOKEN\""));
    assert!(mail.html.contains("23 December 2026"));
}
