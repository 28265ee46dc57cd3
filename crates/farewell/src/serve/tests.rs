//! The service stops in time, whoever still holds the line.

use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::{Service, listen, run};

#[tokio::test]
async fn open_connections_do_not_hold_up_the_end() {
    let listener = listen(std::net::SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let slow = get(std::future::pending::<&str>);
    let router = Router::new().route("/", get(|| async { "here" })).route("/slow", slow);
    let stop = CancellationToken::new();
    let running =
        tokio::spawn(run(Service { pages: Some((listener, router)), watch: None, work: None }, stop.clone()));

    let mut idle = TcpStream::connect(address).await.expect("a connection");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("a request");
    let mut answer = [0_u8; 12];
    idle.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200");
    let mut waiting = TcpStream::connect(address).await.expect("a connection");
    waiting.write_all(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("a request");
    let _silent = TcpStream::connect(address).await.expect("a connection");
    tokio::time::sleep(Duration::from_millis(100)).await;

    let start = Instant::now();
    stop.cancel();
    running.await.expect("no panic").expect("no failure");
    assert!(start.elapsed() < Duration::from_secs(8));
}
