//! The listener of those who watch over Farewell, when `metrics.listen` names one.

use axum::Router;
use farewell_service::Farewell;
use farewell_web::{Measures, watch_router};
use tokio::net::TcpListener;

use crate::config::Config;
use crate::failure::Failure;
use crate::serve;

/// Where `/metrics`, `/healthz` and `/readyz` are answered, and what is counted.
pub(super) struct Watch {
    listener: Option<TcpListener>,
    measures: Measures,
}

/// Takes the address, before anything is opened.
pub(super) async fn listen(config: &Config) -> Result<Watch, Failure> {
    let Some(address) = config.metrics else {
        return Ok(Watch { listener: None, measures: Measures::among_pages() });
    };
    let listener = serve::listen(address).await?;
    tracing::info!(%address, "the counts are served here");
    Ok(Watch { listener: Some(listener), measures: Measures::apart() })
}

impl Watch {
    /// What the pages count into.
    pub(super) fn measures(&self) -> Measures {
        self.measures.clone()
    }

    /// What the listener, if there is one, serves.
    pub(super) fn serving(self, farewell: &Farewell) -> Option<(TcpListener, Router)> {
        Some((self.listener?, watch_router(farewell.clone(), self.measures)))
    }
}
