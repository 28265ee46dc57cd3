//! The file of the keys.

use farewell_service::keys::{Belonging, belonging};
use farewell_service::secrets::{Secrets, SecretsError};
use farewell_store::Store;

use super::Check;
use crate::config::Config;

const CHECK: &str = "keys";

/// What is wrong with the file itself; none: it can be read, and only by us.
pub(super) fn file(config: &Config) -> Option<Check> {
    let error = Secrets::read(&config.secrets).err()?;
    let to_do = match &error {
        SecretsError::Open => format!("chmod 600 {}", config.secrets.display()),
        SecretsError::Unreadable(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "Restore the file from its backup. If there never was one, the first start makes it with the database."
                .to_owned()
        }
        _ => "Restore the file from its backup, and let the user that runs Farewell read it.".to_owned(),
    };
    Some(Check::problem(CHECK, config.secrets.display(), sentence(&error.to_string()), to_do))
}

/// Whether the keys are those of this database.
pub(super) async fn owner(config: &Config, store: &Store, secrets: &Secrets) -> Check {
    let place = config.secrets.display();
    match belonging(store, secrets).await {
        Ok(Belonging::Theirs) => {
            Check::ok(CHECK, place, "Only their owner can read them, and they belong to this database.")
        }
        Ok(Belonging::Unused) => Check::ok(
            CHECK,
            place,
            "Only their owner can read them. This database was not used with any keys yet.",
        ),
        Ok(Belonging::Foreign) => Check::problem(
            CHECK,
            place,
            format!("They are not the keys that {} was used with.", config.database),
            "Restore the file from its backup, or copy it from another node.",
        ),
        Err(error) => Check::problem(
            CHECK,
            place,
            format!("They could not be compared with the database: {error}."),
            "Mend the database first.",
        ),
    }
}

/// A sentence of ours begins with a capital and ends with a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
