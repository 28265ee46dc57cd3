//! The mail server's moods, each played by a small server on a free port.

use std::time::{Duration, Instant};

use farewell_web::mail::Mail;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::Smtp;
use crate::config;

/// How the server answers the recipient, or that it never says a word.
#[derive(Clone, Copy)]
enum Mood {
    Answers(&'static str),
    Hangs,
}

/// Starts a server; what it is told arrives at the receiver, one connection after the other.
async fn server(mood: Mood) -> (Smtp, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let (told, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _gone = talk(stream, mood, &told).await;
        }
    });
    (smtp(&format!("smtp://127.0.0.1:{port}")), heard)
}

fn smtp(url: &str) -> Smtp {
    let mail = config::Mail { url: url.to_owned(), from: "Kramik <no-reply@example.com>".to_owned() };
    Smtp::new(&mail).expect("a right address").with_patience(Duration::from_millis(300))
}

async fn talk(stream: TcpStream, mood: Mood, told: &mpsc::UnboundedSender<String>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let Mood::Answers(recipient) = mood else {
        let _silence = lines.next_line().await;
        return Ok(());
    };
    write.write_all(b"220 kind\r\n").await?;
    let mut in_letter = false;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split(' ').next().unwrap_or_default() {
            "." => "250 taken",
            _ if in_letter => "",
            "DATA" => "354 go on",
            "RCPT" => recipient,
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        in_letter = (in_letter || line == "DATA") && line != ".";
        if !answer.is_empty() {
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        let _unheard = told.send(line);
    }
    Ok(())
}

fn mail() -> Mail {
    Mail {
        to: "zofia@example.com".to_owned(),
        subject: "Konto zostało dezaktywowane".to_owned(),
        text: "Dzień dobry".to_owned(),
        html: "<p>Dzień dobry</p>".to_owned(),
    }
}

fn all(heard: &mut mpsc::UnboundedReceiver<String>) -> String {
    let mut lines = String::new();
    while let Ok(line) = heard.try_recv() {
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

#[tokio::test]
async fn a_kind_server_gets_text_and_html() {
    let (smtp, mut heard) = server(Mood::Answers("250 fine")).await;
    smtp.send(&mail()).await.expect("taken");
    let lines = all(&mut heard);
    for part in [
        "MAIL FROM:<no-reply@example.com>",
        "RCPT TO:<zofia@example.com>",
        "From: Kramik <no-reply@example.com>",
        "Auto-Submitted: auto-generated",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ] {
        assert!(lines.contains(part), "{part} is missing in\n{lines}");
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again_later() {
    let (smtp, _heard) = server(Mood::Answers("451 later")).await;
    let error = smtp.send(&mail()).await.expect_err("not now");
    assert!(error.temporary);
    assert!(
        smtp.send(&mail()).await.is_err_and(|again| again.reason == error.reason),
        "it may be asked at once"
    );
}

#[tokio::test]
async fn a_refused_address_is_given_up() {
    let (smtp, _heard) = server(Mood::Answers("550 nobody here")).await;
    assert!(!smtp.send(&mail()).await.expect_err("refused").temporary);
}

#[tokio::test]
async fn a_refused_sign_in_is_the_servers_trouble() {
    let (smtp, _heard) = server(Mood::Answers("535 who are you")).await;
    assert!(smtp.send(&mail()).await.expect_err("refused").temporary);
}

#[tokio::test]
async fn a_greeting_sends_nothing() {
    let (smtp, mut heard) = server(Mood::Answers("250 fine")).await;
    smtp.greet().await.expect("a kind server");
    let lines = all(&mut heard);
    assert!(lines.contains("EHLO") && !lines.contains("MAIL") && !lines.contains("DATA"), "{lines}");
    let (hanging, _heard) = server(Mood::Hangs).await;
    assert_eq!(hanging.greet().await.expect_err("silence").reason, "the mail server did not answer in time");
}

#[tokio::test]
async fn a_hanging_server_delays_one_mail_only() {
    let (smtp, _heard) = server(Mood::Hangs).await;
    let error = smtp.send(&mail()).await.expect_err("silence");
    assert!(error.temporary);
    let start = Instant::now();
    assert!(smtp.send(&mail()).await.expect_err("left alone").temporary);
    assert!(start.elapsed() < Duration::from_millis(100), "the second mail must not wait");
}

#[tokio::test]
async fn a_server_that_is_not_there_delays() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    assert!(smtp(&format!("smtp://127.0.0.1:{port}")).send(&mail()).await.expect_err("nobody").temporary);
}

#[tokio::test]
async fn an_impossible_address_is_given_up_without_a_server() {
    let mail = Mail { to: "no address\r\nBcc: all@example.com".to_owned(), ..mail() };
    assert!(!smtp("smtp://127.0.0.1:9").send(&mail).await.expect_err("impossible").temporary);
}

#[test]
fn a_wrong_address_is_not_repeated() {
    let mail =
        config::Mail { url: "smtp://user:hunter2@:99999".to_owned(), from: "a@example.com".to_owned() };
    let failure = Smtp::new(&mail).err().expect("wrong");
    assert!(!format!("{:?}", failure.report()).contains("hunter2"));
}
