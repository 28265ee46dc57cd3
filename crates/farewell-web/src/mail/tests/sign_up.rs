//! The mails of signing up and of a new e-mail address.

use farewell_service::message::Message;
use insta::assert_snapshot;

use super::{letter, mail};

#[test]
fn somebody_who_signs_up_gets_a_link() {
    let message = || Message::ConfirmSignUp { token: "TOKEN".to_owned() };
    assert_snapshot!(letter("en", message()), @r#"
    Confirm your e-mail address for Kramik

    Hello,

    Someone, most likely you, is creating an account at Kramik with this address. Confirm it here, and the account is ready:

    https://account.kramik.example/confirm-email?token=TOKEN

    The link works for 24 hours and only once. If it wasn’t you, there is nothing to do: without the link no account is made.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", message()), @r#"
    Potwierdź adres e-mail w serwisie Kramik

    Dzień dobry,

    Ktoś, zapewne Ty, zakłada konto w serwisie Kramik i podaje ten adres. Potwierdź go tutaj, a konto będzie gotowe:

    https://account.kramik.example/confirm-email?token=TOKEN

    Link działa przez 24 godziny i tylko raz. Jeśli to nie Ty, nie musisz nic robić: bez potwierdzenia konto nie powstanie.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn a_member_whose_address_somebody_signs_up_with_is_told_the_way_in() {
    assert_snapshot!(letter("en", Message::AlreadyMember), @r#"
    You already have an account at Kramik

    Hello,

    Someone, most likely you, wanted to create an account at Kramik with this address. It already belongs to an account, so nothing has changed. Sign in here:

    https://account.kramik.example/sign-in

    To set a new password, choose “Forgot password?” on the same page. If it wasn’t you, there is nothing to do.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::AlreadyMember), @r#"
    Masz już konto w serwisie Kramik

    Dzień dobry,

    Ktoś, zapewne Ty, zakłada konto w serwisie Kramik i podaje ten adres. Do tego adresu jest już przypisane konto, więc nic się nie zmieniło. Zaloguj się tutaj:

    https://account.kramik.example/sign-in

    Nowe hasło ustawisz na tej samej stronie: wybierz „Nie pamiętasz hasła?”. Jeśli to nie Ty, nie musisz nic robić.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn a_new_address_gets_a_link() {
    let message = || Message::ConfirmEmail { token: "TOKEN".to_owned() };
    assert_snapshot!(letter("en", message()), @r#"
    Confirm your e-mail address for Kramik

    Hello,

    This address was entered for a Kramik account. If it was you, confirm it here; until then everything stays as it was:

    https://account.kramik.example/confirm-email?token=TOKEN

    The link works for 24 hours and only once. If it wasn’t you, there is nothing to do.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", message()), @r#"
    Potwierdź adres e-mail w serwisie Kramik

    Dzień dobry,

    Ten adres podano przy koncie w serwisie Kramik. Jeśli to Twoje konto, potwierdź adres tutaj; do tego czasu wszystko zostaje bez zmian:

    https://account.kramik.example/confirm-email?token=TOKEN

    Link działa przez 24 godziny i tylko raz. Jeśli to nie Twoje konto, nie musisz nic robić.

    Pytania: help@kramik.example

    Kramik
    "#);
}

#[test]
fn who_is_only_told_something_about_an_address_gets_no_link() {
    for message in [Message::EmailInUse, Message::EmailChangeAsked, Message::EmailChanged] {
        for tag in ["en", "pl"] {
            let mail = mail(tag, message.clone());
            assert!(!mail.text.contains("http") && !mail.html.contains("href"), "{}", mail.text);
        }
    }
    assert_snapshot!(letter("en", Message::EmailInUse), @r#"
    Your e-mail address at Kramik

    Hello,

    Someone entered this address for another Kramik account. It already belongs to yours, so nothing has changed.

    An address can belong to one account only. If it wasn’t you, there is nothing to do.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::EmailInUse), @r#"
    Twój adres e-mail w serwisie Kramik

    Dzień dobry,

    Ten adres podano przy innym koncie w serwisie Kramik. Należy on już do Twojego konta, więc nic się nie zmieniło.

    Jeden adres może należeć tylko do jednego konta. Jeśli to nie Ty, nie musisz nic robić.

    Pytania: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("en", Message::EmailChangeAsked), @r#"
    A new e-mail address for your Kramik account

    Hello,

    A new e-mail address was entered for your Kramik account. It takes effect once it is confirmed from the new mailbox; until then this one stays.

    If it wasn’t you, somebody is in your account: sign in and choose a new password. That withdraws the new address too.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::EmailChangeAsked), @r#"
    Nowy adres e-mail konta w serwisie Kramik

    Dzień dobry,

    Dla Twojego konta w serwisie Kramik podano nowy adres e-mail. Zacznie obowiązywać, gdy zostanie potwierdzony z nowej skrzynki; do tego czasu pozostaje ten.

    Jeśli to nie Twoja decyzja, ktoś ma dostęp do Twojego konta: zaloguj się i ustaw nowe hasło. Zmiana adresu zostanie wtedy anulowana.

    Pytania: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("en", Message::EmailChanged), @r#"
    The e-mail address of your Kramik account has changed

    Hello,

    Your Kramik account has a new e-mail address, confirmed just now. From now on we write there.

    If it wasn’t you, write to us at once.

    Questions: help@kramik.example

    Kramik
    "#);
    assert_snapshot!(letter("pl", Message::EmailChanged), @r#"
    Adres e-mail konta w serwisie Kramik został zmieniony

    Dzień dobry,

    Twoje konto w serwisie Kramik ma nowy adres e-mail, właśnie potwierdzony. Od teraz piszemy na tamten adres.

    Jeśli to nie Twoja decyzja, od razu napisz do nas.

    Pytania: help@kramik.example

    Kramik
    "#);
}
