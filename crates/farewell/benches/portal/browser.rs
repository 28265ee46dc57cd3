//! A browser as cheap as it can be: one connection, one cookie.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A connection with its cookies.
pub(crate) struct Browser {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    /// What a proxy would say about where it comes from.
    from: String,
    cookie: Option<String>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: Bytes,
}

impl Browser {
    /// A new connection; `from` is the visitor's address.
    pub(crate) async fn at(address: SocketAddr, from: u32) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("an option of the socket");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
        tokio::spawn(connection);
        let [_, a, b, c] = from.to_be_bytes();
        Self { sender, host: address.to_string(), from: format!("10.{a}.{b}.{c}"), cookie: None }
    }

    /// The same, signed in.
    pub(crate) async fn signed_in(address: SocketAddr, from: u32, who: &str, password: &str) -> Self {
        let mut browser = Self::at(address, from).await;
        let answer = browser.sign_in(who, password).await;
        assert_eq!(answer.location, "/account", "{who} is signed in");
        browser
    }

    pub(crate) async fn sign_in(&mut self, who: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("identifier", who), ("password", password)]).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Full::default()).expect("a request")).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let form = form.collect::<Vec<_>>().join("&");
        let request = self.request("POST", path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Full::from(form)).expect("a request")).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        let request = request.header("x-forwarded-for", &self.from);
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Answer {
        self.sender.ready().await.expect("the connection lives");
        let answer = self.sender.send_request(request).await.expect("an answer");
        let (head, body) = answer.into_parts();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        for cookie in head.headers.get_all(SET_COOKIE).iter().map(text) {
            let value = cookie.split(';').next().unwrap_or_default().to_owned();
            if value.starts_with("farewell=") {
                self.cookie = Some(value);
            }
        }
        let location = head.headers.get(LOCATION).map(text).unwrap_or_default();
        let body = body.collect().await.expect("a whole answer").to_bytes();
        Answer { status: head.status, location, body }
    }
}

/// `application/x-www-form-urlencoded`, for the few characters that occur.
fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => text + &char::from(byte).to_string(),
        _ => text + &format!("%{byte:02X}"),
    })
}
