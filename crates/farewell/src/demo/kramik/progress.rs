//! How far the filling is: a bar for eyes, plain lines for logs. On stderr, so that stdout holds only the banner.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;

/// Tells how many rows are in.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(crate) fn start(rows: usize) -> Self {
        if !std::io::stderr().is_terminal() {
            output::aside(format!("Filling the sample shop: {rows} rows"));
            return Self { bar: None };
        }
        let bar = ProgressBar::new(u64::try_from(rows).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg:32} {bar:32} {human_pos} of {human_len} rows") {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_message("Filling the sample shop");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar: Some(bar) }
    }

    pub(crate) fn add(&self, rows: usize) {
        if let Some(bar) = &self.bar {
            bar.inc(u64::try_from(rows).unwrap_or_default());
        }
    }

    pub(crate) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish();
        } else {
            output::aside("The sample shop is filled");
        }
    }
}
