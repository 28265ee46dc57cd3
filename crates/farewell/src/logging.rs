//! Log lines on standard error. What is personal never reaches them; a failure is told once, where it is handled.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::cli::LogFormat;
use crate::config::Environment;
use crate::failure::Failure;

/// Starts logging; `filter` is the command line's, before the environment's RUST_LOG.
pub fn start(
    format: Option<LogFormat>,
    filter: Option<&str>,
    environment: &Environment,
) -> Result<(), Failure> {
    let wanted = filter.or_else(|| environment.get("RUST_LOG")).unwrap_or("info");
    let filter = EnvFilter::builder().parse(wanted).map_err(|error| {
        Failure::usage(
            format!("The log filter `{wanted}` cannot be understood: {error}."),
            "Write a level, or targets with levels, like info or farewell=debug,warn.",
        )
    })?;
    let terminal = io::stderr().is_terminal();
    let format = format.unwrap_or(if terminal { LogFormat::Human } else { LogFormat::Json });
    // Nobody may be listening any more: a log that cannot be written must not stop what it would tell of.
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).log_internal_errors(false);
    let started = match format {
        LogFormat::Human => lines.with_ansi(terminal).with_target(false).compact().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).try_init(),
    };
    started.map_err(|error| Failure::caused("Logging could not be started", &*error))
}
