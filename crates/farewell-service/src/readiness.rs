//! Whether everything that a page needs answers: Farewell's own database and every source.

use std::time::Duration;

use farewell_erasure::source::Source;
use farewell_store::Store;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::Farewell;

/// How long each of them may take. They are asked at the same time, so all of them take no longer.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Whether one part answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It does.
    Ready,
    /// It says that it cannot.
    Failed,
    /// It says nothing in time.
    Silent,
}

/// How the parts stand. Holds their names and nothing that they said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Farewell's own database.
    pub database: Answer,
    /// Each source by its name.
    pub sources: Vec<(String, Answer)>,
}

impl Readiness {
    /// Whether all of them answer.
    pub fn is_ready(&self) -> bool {
        let mut answers = self.sources.iter().map(|(_, answer)| *answer);
        self.database == Answer::Ready && answers.all(|answer| answer == Answer::Ready)
    }
}

impl Farewell {
    /// Asks every part the smallest question.
    pub async fn readiness(&self) -> Readiness {
        let mut asked = JoinSet::new();
        for source in self.engine().sources() {
            let source = source.clone();
            asked.spawn(async move { (source.name().to_owned(), ask_source(&source).await) });
        }
        let database = ask_store(&self.0.store).await;
        let mut sources = asked.join_all().await;
        sources.sort_by(|one, other| one.0.cmp(&other.0));
        Readiness { database, sources }
    }
}

async fn ask_store(store: &Store) -> Answer {
    let answer = timeout(PATIENCE, store.reach()).await;
    answer.map_or(Answer::Silent, |answer| told("Farewell's own database does not answer", answer.err()))
}

async fn ask_source(source: &Source) -> Answer {
    let answer = timeout(PATIENCE, source.reach()).await;
    answer.map_or(Answer::Silent, |answer| told("a source does not answer", answer.err()))
}

/// What it said stands in the log, for the operator.
fn told(what: &str, error: Option<impl std::fmt::Display>) -> Answer {
    let Some(error) = error else { return Answer::Ready };
    tracing::warn!(%error, "{what}");
    Answer::Failed
}
