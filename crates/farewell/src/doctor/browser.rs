//! A small HTTP client that sends exactly the headers it is told, as no browser would let anybody.

use std::sync::Arc;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// More than this of an answer is not read.
const LONGEST: usize = 64 * 1024;

/// Somebody who asks one site.
pub(super) struct Browser {
    https: bool,
    host: String,
    port: u16,
    authority: String,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) location: Option<String>,
}

/// Nothing came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// There is nobody, or nobody who speaks HTTP.
    Away(String),
    /// The certificate is not to be trusted, or there is no TLS.
    Untrusted(String),
}

impl Browser {
    /// For a `public_url` that the configuration has checked.
    pub(super) fn of(public_url: &str) -> Option<Self> {
        let uri: Uri = public_url.parse().ok()?;
        let https = uri.scheme_str() == Some("https");
        let host = uri.host()?.trim_matches(['[', ']']).to_owned();
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        Some(Self { https, host, port, authority: uri.authority()?.to_string() })
    }

    /// Host and port as a browser sends them.
    pub(super) fn authority(&self) -> &str {
        &self.authority
    }

    /// Asks once, without following anything.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Silence> {
        let away = |error: std::io::Error| Silence::Away(error.to_string());
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(away)?;
        if !self.https {
            return self.over(stream, method, path, headers).await;
        }
        let untrusted = |error: std::io::Error| Silence::Untrusted(error.to_string());
        let name = ServerName::try_from(self.host.clone());
        let name = name.map_err(|error| Silence::Untrusted(error.to_string()))?;
        let stream = connector()?.connect(name, stream).await.map_err(untrusted)?;
        self.over(stream, method, path, headers).await
    }

    async fn over(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Silence> {
        let away = |error: hyper::Error| Silence::Away(error.to_string());
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(away)?;
        let driver = tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path).header("host", &self.authority);
        request = request.header("user-agent", "farewell-doctor").header("content-length", "0");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Empty::<Bytes>::new());
        let request = request.map_err(|error| Silence::Away(error.to_string()))?;
        let answer = sender.send_request(request).await.map_err(away)?;
        let (status, location) = (answer.status().as_u16(), answer.headers().get("location").cloned());
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        driver.abort();
        Ok(Answer {
            status,
            body: body.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned()).unwrap_or_default(),
            location: location.and_then(|place| place.to_str().ok().map(str::to_owned)),
        })
    }
}

/// TLS with the certificates that this machine trusts.
fn connector() -> Result<TlsConnector, Silence> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Silence::Untrusted(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
