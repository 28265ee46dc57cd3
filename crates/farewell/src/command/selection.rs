//! Which accounts a command is about.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use farewell_erasure::key::AccountKey;
use farewell_service::Farewell;

use crate::cli::SelectionArgs;
use crate::failure::Failure;
use crate::output;

/// The accounts that were meant.
pub(super) struct Selected {
    /// Keys as the directory has them.
    pub(super) keys: Vec<AccountKey>,
    /// What cannot be a key of the directory.
    pub(super) wrong: Vec<String>,
}

/// Reads what was meant by the command line.
pub(super) async fn select(farewell: &Farewell, args: &SelectionArgs) -> Result<Selected, Failure> {
    let Some(typed) = keys(args)? else {
        let due = farewell.due().await;
        let keys = due.map_err(|error| Failure::caused("What is due could not be read", &error))?;
        return Ok(Selected { keys, wrong: Vec::new() });
    };
    let mut selected = Selected { keys: Vec::new(), wrong: Vec::new() };
    for text in typed {
        match farewell.directory().key(&text) {
            Ok(key) => selected.keys.push(key),
            Err(_) => selected.wrong.push(text),
        }
    }
    Ok(selected)
}

/// Says that a key is none, and goes on.
pub(super) fn tell_wrong(typed: &str) {
    output::aside(format!(
        "There is no account {typed}. Write the value of the key's column, not the member ID."
    ));
}

/// The keys named on the command line or in the file, in their order, each once; `None` for those that are due.
fn keys(args: &SelectionArgs) -> Result<Option<Vec<String>>, Failure> {
    if args.due {
        return Ok(None);
    }
    let mut keys = match &args.accounts {
        Some(file) => from_file(file)?,
        None => args.account.clone(),
    };
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    Ok(Some(keys))
}

fn from_file(file: &Path) -> Result<Vec<String>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::usage(
            format!("The list of accounts {} cannot be read: {error}.", file.display()),
            "Name a file with one key per line, or - for standard input.",
        )
    };
    if file == Path::new("-") {
        return lines(std::io::stdin().lock()).map_err(cannot);
    }
    lines(std::fs::File::open(file).map_err(cannot)?).map_err(cannot)
}

/// One key per line; empty lines and those that begin with `#` count for nothing.
fn lines(file: impl Read) -> std::io::Result<Vec<String>> {
    let mut keys = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line?;
        let key = line.trim();
        if !key.is_empty() && !key.starts_with('#') {
            keys.push(key.to_owned());
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(account: &[&str], accounts: Option<&Path>, due: bool) -> SelectionArgs {
        SelectionArgs {
            config: "farewell.yaml".into(),
            account: account.iter().map(|key| (*key).to_owned()).collect(),
            accounts: accounts.map(Path::to_path_buf),
            due,
            json: false,
        }
    }

    #[test]
    fn each_key_counts_once_in_its_order() {
        let keys = keys(&args(&["7", "3", "7"], None, false)).expect("keys");
        assert_eq!(keys, Some(vec!["7".to_owned(), "3".to_owned()]));
    }

    #[test]
    fn the_due_ones_have_no_names() {
        assert_eq!(keys(&args(&[], None, true)).expect("due"), None);
    }

    #[test]
    fn a_file_holds_one_key_per_line() {
        let keys = lines("# leavers\n7\n\n  3 \r\n".as_bytes()).expect("a file");
        assert_eq!(keys, ["7", "3"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_wrong_usage() {
        let failure = keys(&args(&[], Some(Path::new("/nowhere/keys.txt")), false)).expect_err("no file");
        assert_eq!(failure.status(), 2);
    }
}
