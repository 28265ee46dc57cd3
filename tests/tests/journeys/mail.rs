//! Mails leave by a real mail server, over TLS; whatever is wrong with it delays them and loses none.

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::erasure::member_row;
use crate::mail_server::{Certificate, IN_URL, MailServer, Tls, free_port};
use crate::service::{Service, Shop};
use crate::visitor::Visitor;

/// The line that every demo's configuration holds.
const DEMOS: &str = "smtp://127.0.0.1:1025";

/// A shop whose mails go to `url`.
fn shop(folder: &Path, url: &str) -> Shop {
    let shop = Shop::fill(folder, &[]);
    shop.configure(DEMOS, url);
    shop
}

async fn leave(service: &Service, shop: &Shop) {
    let member = Visitor::at(&service.address);
    member.sign_in(&shop.member_id, &shop.password).await.goes_to("/account");
    member.leave(&shop.member_id, "", "").await;
}

/// The mail about the deactivation, at the right address, over TLS and under the right user.
async fn is_delivered(server: &MailServer, shop: &Shop) {
    let mail = server.mail();
    let (_, email, _, _) = member_row(&shop.folder, &shop.member_id).await;
    assert_eq!(mail["to"], serde_json::json!([email]), "{mail}");
    assert_eq!((&mail["tls"], &mail["user"]), (&true.into(), &"kramik".into()), "{mail}");
    assert_eq!(mail["from"], "no-reply@kramik.example");
    assert!(mail["text"].as_str().expect("a text").contains("/reactivate?token="), "{mail}");
}

#[tokio::test]
async fn a_mail_leaves_over_tls_from_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtps://kramik:{IN_URL}@localhost:{port}"));
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    leave(&service, &shop).await;
    is_delivered(&server, &shop).await;
    service.stop(1);
}

#[tokio::test]
async fn a_mail_leaves_by_starttls() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtp://kramik:{IN_URL}@localhost:{port}?tls=required"));
    let server = MailServer::start(port, Tls::StartTls, &certificate);
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    leave(&service, &shop).await;
    is_delivered(&server, &shop).await;
    service.stop(1);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_the_mail_waits_for_a_better_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtps://kramik:{IN_URL}@localhost:{port}"));
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    is_refused_until_trusted(&shop, &server, &certificate).await;
}

#[tokio::test]
async fn starttls_with_such_a_certificate_is_refused_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtp://kramik:{IN_URL}@localhost:{port}?tls=required"));
    let server = MailServer::start(port, Tls::StartTls, &certificate);
    is_refused_until_trusted(&shop, &server, &certificate).await;
}

async fn is_refused_until_trusted(shop: &Shop, server: &MailServer, certificate: &Certificate) {
    let other = Certificate::make(&shop.folder, "other");
    let service = Service::serve(shop, Some(&other.file)).await;
    leave(&service, shop).await;
    let sentence = "no secure connection to the mail server; look at its certificate";
    shop.is_stuck(sentence).await;
    assert!(service.log().contains(sentence), "the log says it too");
    service.stop(1);
    let service = Service::serve(shop, Some(&certificate.file)).await;
    is_delivered(server, shop).await;
    service.stop(1);
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_mail_waits_for_the_right_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtps://kramik:hunter2@localhost:{port}"));
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    leave(&service, &shop).await;
    shop.is_stuck("refuses to let Farewell in; look at mail.url").await;
    assert!(!service.log().contains("hunter2"), "and the password is not repeated");
    service.stop(1);
    shop.configure("hunter2", IN_URL);
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    is_delivered(&server, &shop).await;
    service.stop(1);
}

#[tokio::test]
async fn a_server_that_hangs_holds_up_neither_pages_nor_the_end_and_gets_the_mail_when_it_is_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let certificate = Certificate::make(folder.path(), "server");
    let hanging = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = hanging.local_addr().expect("its address").port();
    let shop = shop(folder.path(), &format!("smtps://kramik:{IN_URL}@localhost:{port}"));
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    leave(&service, &shop).await;
    let (_held, _) = hanging.accept().expect("the mail is on its way");

    // A form that is being sent, and a mail that is being delivered.
    let address = service.address.trim_start_matches("http://").to_owned();
    let mut half = TcpStream::connect(address).await.expect("a connection");
    let begun = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\nidentifier=";
    half.write_all(begun.as_bytes()).await.expect("half of a form");
    let took = tokio::task::spawn_blocking(|| service.stop(2)).await.expect("it ends");
    assert!(took < Duration::from_secs(10), "{took:?}");

    drop(hanging);
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    is_delivered(&server, &shop).await;
    service.stop(1);
}

#[tokio::test]
async fn a_server_that_comes_back_later_gets_the_mail_from_the_same_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = shop(folder.path(), &format!("smtps://kramik:{IN_URL}@localhost:{port}"));
    let service = Service::serve(&shop, Some(&certificate.file)).await;
    leave(&service, &shop).await;
    shop.is_stuck("the mail server cannot be reached").await;
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    is_delivered(&server, &shop).await;
    service.stop(1);
}
