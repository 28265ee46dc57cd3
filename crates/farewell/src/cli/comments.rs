//! What can be done with the comments on the help page.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use farewell_domain::comment::CommentState;

use super::exit;

/// One thing that can be done with comments.
#[derive(Debug, Subcommand)]
pub enum CommentsCommand {
    /// List comments, the newest first.
    #[command(after_help = exit::DONE)]
    List(CommentsListArgs),
    /// Show comments on the page.
    #[command(after_help = exit::COMMENTS)]
    Publish(CommentsArgs),
    /// Take comments off the page, and keep them.
    #[command(after_help = exit::COMMENTS)]
    Hide(CommentsArgs),
    /// Forget comments.
    #[command(after_help = exit::COMMENTS)]
    Delete(CommentsArgs),
}

/// Which comments to list, and how.
#[derive(Args, Debug)]
pub struct CommentsListArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Only those in this state.
    #[arg(long, value_enum, value_name = "STATE")]
    pub state: Option<State>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Which comments.
#[derive(Args, Debug)]
pub struct CommentsArgs {
    /// The comments, by the ids that `comments list` prints.
    #[arg(value_name = "ID", required = true)]
    pub id: Vec<String>,
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// A comment's state as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum State {
    /// Nobody has read it yet.
    Waiting,
    /// It stands on the page.
    Published,
    /// It was read and is not shown.
    Hidden,
}

impl From<State> for CommentState {
    fn from(state: State) -> Self {
        match state {
            State::Waiting => Self::Waiting,
            State::Published => Self::Published,
            State::Hidden => Self::Hidden,
        }
    }
}
