//! `farewell comments`: what people write on the help page, and what of it stands there.

use std::path::Path;

use farewell_domain::comment::CommentState;
use farewell_service::comment::CommentReport;
use farewell_service::{Farewell, ServiceError};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::Outcome;
use crate::cli::{CommentsArgs, CommentsCommand, CommentsListArgs};
use crate::config::{Config, Environment};
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// So much of a comment stands in the table, in characters; `--json` tells it whole.
const SHOWN: usize = 100;

/// Does it.
pub(super) async fn run(command: CommentsCommand, environment: &Environment) -> Result<Outcome, Failure> {
    let read = |file: &Path| Config::read(file, environment);
    match command {
        CommentsCommand::List(args) => list(&read(&args.config)?, &args).await,
        CommentsCommand::Publish(args) => Deed::Publish.run(&read(&args.config)?, &args).await,
        CommentsCommand::Hide(args) => Deed::Hide.run(&read(&args.config)?, &args).await,
        CommentsCommand::Delete(args) => Deed::Delete.run(&read(&args.config)?, &args).await,
    }
}

async fn list(config: &Config, args: &CommentsListArgs) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let found = wiring.farewell.comments(args.state.map(CommentState::from)).await;
    wiring.close().await;
    let found = found.map_err(|error| Failure::caused("The comments could not be read", &error))?;
    if args.json {
        output::json(&json!({ "comments": found }))?;
    } else if found.is_empty() {
        output::line("There are no comments.")?;
    } else {
        table(&found, &config.time_zone).print()?;
    }
    Ok(Outcome::Done)
}

fn table(found: &[CommentReport], zone: &TimeZone) -> Rows {
    let mut rows = Rows::new(&["Id", "Written", "State", "Name", "Comment"]);
    for one in found {
        let written = one.written_at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M");
        rows.push(&[
            one.id.clone(),
            written.to_string(),
            one.state.to_owned(),
            one.name.clone().unwrap_or_default(),
            cut(&one.comment),
        ]);
    }
    rows
}

fn cut(comment: &str) -> String {
    match comment.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &comment[..end]),
        None => comment.to_owned(),
    }
}

/// What is done with comments.
#[derive(Clone, Copy)]
enum Deed {
    Publish,
    Hide,
    Delete,
}

impl Deed {
    /// Does it to each comment that there is; `Found` when one is unknown.
    async fn run(self, config: &Config, args: &CommentsArgs) -> Result<Outcome, Failure> {
        let wiring = Wiring::open(config).await?;
        let mut done = Vec::new();
        for id in &args.id {
            done.push(self.done(&wiring.farewell, id).await);
        }
        wiring.close().await;
        let done: Result<Vec<bool>, _> = done.into_iter().collect();
        self.tell(args, &done.map_err(|error| Failure::caused("The comments", &error))?)
    }

    async fn done(self, farewell: &Farewell, id: &str) -> Result<bool, ServiceError> {
        match self {
            Self::Publish => farewell.set_comment_state(id, CommentState::Published).await,
            Self::Hide => farewell.set_comment_state(id, CommentState::Hidden).await,
            Self::Delete => farewell.delete_comment(id).await,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Publish => "published",
            Self::Hide => "hidden",
            Self::Delete => "deleted",
        }
    }

    fn tell(self, args: &CommentsArgs, done: &[bool]) -> Result<Outcome, Failure> {
        let word = |found: bool| if found { self.word() } else { "unknown" };
        for (id, _) in args.id.iter().zip(done).filter(|(_, found)| !**found) {
            output::aside(format!("There is no comment {id}. `farewell comments list` prints the ids."));
        }
        let told = args.id.iter().zip(done);
        if args.json {
            let told: Vec<_> = told.map(|(id, found)| json!({ "id": id, "outcome": word(*found) })).collect();
            output::json(&json!({ "comments": told }))?;
        } else {
            for (id, _) in told.filter(|(_, found)| **found) {
                output::line(format!("Comment {id} is {}.", self.word()))?;
            }
        }
        Ok(Outcome::of(done.iter().all(|found| *found)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_comment_is_cut_between_letters() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"ż".repeat(101)), format!("{}…", "ż".repeat(100)));
        assert_eq!(cut(&"ż".repeat(100)), "ż".repeat(100));
    }
}
