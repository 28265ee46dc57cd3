//! The command line: what can be said to Farewell, and what each word means.

mod comments;
mod exit;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use farewell_domain::grace::GracePeriod;
use jiff::civil::Date;

pub use comments::{CommentsArgs, CommentsCommand, CommentsListArgs};

/// Lets people leave well: an account center with a way out, a way back, and real erasure.
#[derive(Debug, Parser)]
#[command(name = "farewell", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How log lines look on standard error; on a terminal `human`, else `json`.
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub log: Option<LogFormat>,
    /// Which log lines are written, as in RUST_LOG: info, farewell=debug, ... [default: RUST_LOG, else info]
    #[arg(long, global = true, value_name = "FILTER")]
    pub log_filter: Option<String>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object per line, for machines.
    Json,
}

/// One thing that Farewell can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start everything embedded: a sample shop with its members, and a page for their mail.
    #[command(after_help = exit::DEMO)]
    Demo(DemoArgs),
    /// Serve the members' pages, with a worker inside.
    #[command(after_help = exit::PROCESS)]
    Serve(ServeArgs),
    /// Do what is due (mails, erasures) without serving pages.
    #[command(after_help = exit::PROCESS)]
    Worker(ConfigArg),
    /// Make or update Farewell's own database and its keys.
    #[command(after_help = exit::DONE)]
    Migrate(ConfigArg),
    /// Look at everything that can be wrong, and say what to do; changes nothing, exits 1 when there is a problem.
    #[command(after_help = exit::DOCTOR)]
    Doctor(StatusArgs),
    /// Tell why people leave: how many started, confirmed, came back, were erased, and what they wrote.
    #[command(after_help = exit::DONE)]
    Reasons(ReasonsArgs),
    /// Read, publish, hide or delete the comments on the help page.
    #[command(subcommand)]
    Comments(CommentsCommand),
    /// Tell how things stand: what is due, late, held, braked, stuck, and why; exits 1 when late or braked.
    #[command(after_help = exit::STATUS)]
    Status(StatusArgs),
    /// Deactivate an account for its member, who gets the mail with the date and the way back.
    #[command(after_help = exit::OPERATOR)]
    Deactivate(OperatorArgs),
    /// Bring a deactivated account back for its member.
    #[command(after_help = exit::OPERATOR)]
    Reactivate(OperatorArgs),
    /// Put an account under legal hold: it is not erased before it is released.
    #[command(after_help = exit::OPERATOR)]
    Hold(OperatorArgs),
    /// Take the legal hold off, or else let go what the brake holds back; what is due begins at once.
    #[command(after_help = exit::OPERATOR)]
    Release(OperatorArgs),
    /// Work on the plan: what belongs to an account in your databases, and what happens to it.
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Erase accounts now, as the plan says.
    #[command(after_help = exit::ERASE)]
    Erase(SelectionArgs),
    /// Look whether anything is left of accounts that were erased.
    #[command(after_help = exit::VERIFY)]
    Verify(SelectionArgs),
}

/// One thing that can be done with a plan.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Compare the plan with the live schema; exits 1 when anything is missing, wrong or not yet accepted.
    #[command(after_help = exit::CHECK)]
    Check(PlanArgs),
    /// Accept the live schema as it is: write plan.lock, if the check finds nothing else.
    #[command(after_help = exit::ACCEPT)]
    Accept(PlanArgs),
    /// Show what an erasure of one account would do, row by count, without doing it.
    #[command(after_help = exit::PREVIEW)]
    Preview(PreviewArgs),
    /// Print the statements that make Farewell's two tables in each source.
    #[command(after_help = exit::DONE)]
    Grants(GrantsArgs),
}

/// Where the demo listens and keeps its files.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// The address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The folder for its databases, configuration and plan.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    pub data: PathBuf,
    /// How long members can come back: 28d, 48h, 90m or 5s [default: the folder's farewell.yaml; 28d in a new one].
    #[arg(long, value_name = "PERIOD", value_parser = grace)]
    pub grace: Option<GracePeriod>,
}

/// The configuration, for commands that need nothing else.
#[derive(Args, Debug)]
pub struct ConfigArg {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
}

/// How to serve.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Listen on this address instead of the configuration's.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Serve pages only; `farewell worker` runs elsewhere.
    #[arg(long)]
    pub no_worker: bool,
}

/// Which reasons, and how to print them.
#[derive(Args, Debug)]
pub struct ReasonsArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Count only from this day on, in the site's time zone.
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Print one JSON object.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print reasons and comments as CSV.
    #[arg(long)]
    pub csv: bool,
}

/// How to print how things stand.
#[derive(Args, Debug)]
pub struct StatusArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// One account, and why something is done to it.
#[derive(Args, Debug)]
pub struct OperatorArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// The account's key in the directory.
    #[arg(long, value_name = "KEY", allow_negative_numbers = true)]
    pub account: String,
    /// Why; it stands in the audit log. Leave out names and addresses.
    #[arg(long, value_name = "TEXT")]
    pub because: String,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// A plan, and how to print what is found.
#[derive(Args, Debug)]
pub struct PlanArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// A plan, and whose statements to print.
#[derive(Args, Debug)]
pub struct GrantsArgs {
    /// The plan.
    #[command(flatten)]
    pub plan: PlanArgs,
    /// For one of the two only.
    #[arg(long, value_enum, value_name = "ROLE")]
    pub role: Option<RoleName>,
}

/// Who reaches a source.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleName {
    /// The process that serves pages: reads, and changes the directory's columns.
    Web,
    /// The process that erases.
    Worker,
}

/// A plan and the account to look at.
#[derive(Args, Debug)]
pub struct PreviewArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// The account's key in the directory.
    #[arg(long, value_name = "KEY", allow_negative_numbers = true)]
    pub account: String,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Which accounts.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("selection").required(true).args(["account", "accounts", "due"]))]
pub struct SelectionArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// An account's key in the directory; may be given several times.
    #[arg(long, value_name = "KEY", allow_negative_numbers = true, num_args = 1..)]
    pub account: Vec<String>,
    /// A file with one key per line, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub accounts: Option<PathBuf>,
    /// Every account whose date has come.
    #[arg(long)]
    pub due: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A grace period that is longer than nothing, with the configuration's own sentences.
fn grace(text: &str) -> Result<GracePeriod, String> {
    crate::config::grace_period(text)
}
