//! Taking the address that pages are served at.

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::failure::Failure;

/// Takes the address, or says why it cannot be had.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| refused(address, &error))
}

fn refused(address: SocketAddr, error: &Error) -> Failure {
    let port = address.port();
    match error.kind() {
        ErrorKind::AddrInUse => Failure::work(
            format!("Port {port} is in use. Is Farewell already running?"),
            "Choose another with --listen, like --listen 127.0.0.1:8081.",
        ),
        ErrorKind::PermissionDenied => Failure::work(
            format!("Port {port} may not be used by this user."),
            "Choose one above 1023 with --listen, and let a proxy stand before it.",
        ),
        ErrorKind::AddrNotAvailable => Failure::work(
            format!("This machine has no address {}.", address.ip()),
            "Choose one of its own with --listen: 127.0.0.1 for this machine only, 0.0.0.0 for everybody.",
        ),
        _ => Failure::caused(&format!("{address} cannot be listened on"), error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_taken_port_is_said_to_be_taken() {
        let first = listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
        let address = first.local_addr().expect("an address");
        let failure = listen(address).await.expect_err("taken");
        let told = format!("{:?}", failure.report());
        assert!(told.contains("is in use. Is Farewell already running?"), "{told}");
        assert!(told.contains("--listen"), "{told}");
        assert_eq!(failure.status(), 1);
    }
}
