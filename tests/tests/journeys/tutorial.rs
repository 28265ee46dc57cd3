//! Somebody works through docs/tutorial.md: every file written, every command run, every output compared.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::binary::farewell;
use crate::visitor::Visitor;

const TUTORIAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/tutorial.md");
/// What follows a moment later is looked at again for so long.
const PATIENCE: Duration = Duration::from_secs(20);
const PASSWORD: &str = "a quiet afternoon in June";

/// What the page asks its reader to do.
#[derive(Debug)]
enum Step {
    /// Put this into a file.
    Write { file: String, content: String },
    /// Run these lines; what they print, if it is shown.
    Run { lines: Vec<String>, fails: bool, shown: Option<String> },
    /// Run this line and leave it running.
    Start(String),
    /// Ctrl-C.
    Stop,
    /// Something with the browser.
    Browse(String),
}

/// Reads the page; addresses are replaced, because the usual ports may be taken.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(deed) = line.strip_prefix("<!-- ") {
            let deed = deed.trim_end_matches(" -->");
            steps.push(match deed.strip_prefix("In the browser: ") {
                Some(deed) => Step::Browse(deed.to_owned()),
                None if deed == "Ctrl-C" => Step::Stop,
                None => panic!("the test does not know what {deed} asks for"),
            });
        }
        let Some(kind) = line.strip_prefix("```") else { continue };
        let content: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = || content.join("\n") + "\n";
        let commands = || content.iter().map(|&line| line.to_owned()).collect();
        match kind.split_once(' ').unwrap_or((kind, "")) {
            ("sh", "stays") => steps.push(Step::Start(content.join("\n"))),
            ("sh", more) => steps.push(Step::Run { lines: commands(), fails: more == "fails", shown: None }),
            ("text", _) => match steps.last_mut() {
                Some(Step::Run { shown, .. }) => *shown = Some(text()),
                other => panic!("an output without its command, after {other:?}"),
            },
            (_, file) if !file.is_empty() => {
                steps.push(Step::Write { file: file.to_owned(), content: text() });
            }
            _ => panic!("the test does not know what to do with ```{kind}"),
        }
    }
    steps
}

fn sh(folder: &Path, line: &str) -> Command {
    let programs = farewell().parent().expect("the program's folder").display();
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", &format!("PATH={programs}:$PATH; {line}")]);
    command
}

/// Whether what is shown is what was printed; `...` stands for anything in one line.
fn is_shown(printed: &str, shown: &str) -> bool {
    let matches = |printed: &str, shown: &str| match shown.split_once("...") {
        Some((before, after)) => printed.starts_with(before) && printed.ends_with(after),
        None => printed.trim_end() == shown,
    };
    printed.lines().count() == shown.lines().count()
        && printed.lines().zip(shown.lines()).all(|(printed, shown)| matches(printed, shown))
}

fn run(folder: &Path, lines: &[String], fails: bool, shown: Option<&str>) {
    let deadline = Instant::now() + PATIENCE;
    // Only what looks may be done again.
    let looks =
        |line: &String| line.starts_with("sqlite3 club.db \"SELECT") || line.starts_with("farewell status");
    loop {
        let mut printed = String::new();
        for line in lines {
            let output = sh(folder, line).output().expect("sh runs");
            printed += &String::from_utf8_lossy(&output.stdout);
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(i32::from(fails)), "{line}\n{printed}\n{told}");
        }
        match shown {
            Some(shown) if !is_shown(&printed, shown) => {
                let again = lines.iter().all(looks) && Instant::now() < deadline;
                assert!(again, "{lines:?} is said to print\n{shown}\nbut prints\n{printed}");
                std::thread::sleep(Duration::from_millis(200));
            }
            _ => return,
        }
    }
}

/// A command that stays, until Ctrl-C.
struct Running(Child);

impl Running {
    async fn start(folder: &Path, line: &str, address: &str) -> Self {
        let mut command = sh(folder, &format!("exec {line}"));
        let running = Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh runs"));
        let deadline = Instant::now() + Duration::from_mins(1);
        while reqwest::get(format!("http://{address}/healthz")).await.is_err() {
            assert!(Instant::now() < deadline, "{line} answers");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        running
    }

    fn stop(mut self) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
        assert!(self.0.wait().expect("it ends").success(), "it ends well");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn browse(deed: &str, address: &str) {
    let anna = Visitor::at(&format!("http://{address}"));
    let signed_in = anna.sign_in("anna", PASSWORD).await;
    let choose = |choice| [("choice", choice), ("password", PASSWORD)];
    match deed {
        "leave" => {
            let page = anna.get("/account/deactivate").await.body;
            assert!(page.contains("Invoices") && page.contains("Addresses"), "the plan's own words: {page}");
            anna.leave("anna", "", "").await;
        }
        "come back" => {
            signed_in.goes_to("/reactivate");
            anna.post("/reactivate", &choose("return")).await.goes_to("/account");
        }
        "leave and erase now" => {
            anna.leave("anna", "no_reply", "Nobody answered Anna Nowak").await;
            anna.sign_in("anna", PASSWORD).await.goes_to("/reactivate");
            let erased = anna.post("/reactivate", &choose("erase_now")).await;
            assert!(erased.status.is_redirection(), "{erased:?}");
        }
        other => panic!("the test does not know how to {other}"),
    }
}

fn free_address() -> String {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.expect("a port").to_string()
}

#[tokio::test]
async fn a_reader_works_through_the_tutorial() {
    let folder = tempfile::tempdir().expect("a folder");
    let (demo, site) = (free_address(), free_address());
    let page = fs::read_to_string(TUTORIAL).expect("the tutorial");
    let page = page.replace("127.0.0.1:8081", &demo).replace("127.0.0.1:8080", &site);
    let mut running: Option<Running> = None;
    let steps = steps(&page);
    assert!(steps.len() > 20, "the page was read: {steps:?}");
    for step in steps {
        match step {
            Step::Write { file, content } => {
                fs::write(folder.path().join(file), content).expect("written");
            }
            Step::Run { lines, fails, shown } => run(folder.path(), &lines, fails, shown.as_deref()),
            Step::Start(line) => {
                let address = if line.contains(&demo) { &demo } else { &site };
                running = Some(Running::start(folder.path(), &line, address).await);
            }
            Step::Stop => running.take().expect("something runs").stop(),
            Step::Browse(deed) => browse(&deed, &site).await,
        }
    }
    assert!(running.is_none(), "the tutorial stops what it starts");
}

#[test]
fn what_is_printed_is_compared_line_by_line() {
    assert!(is_shown("a  \nb 7 c\n", "a\nb ... c\n"));
    assert!(!is_shown("a\n", "a\nb\n"));
    assert!(!is_shown("a\nb\n", "a\nc\n"));
}
