//! Whom a visitor can be: the first sample member who still lives, and whose password is still the printed one.

use farewell_erasure::source::{Source, SourceError};

use super::kramik::{CANDIDATES, Candidate};

/// The first candidate who can sign in, in the order in which they are offered; none when all have left.
pub(crate) async fn first_living(shop: &Source) -> Result<Option<&'static Candidate>, SourceError> {
    for candidate in CANDIDATES {
        let sql = "SELECT status, username, password_hash FROM members WHERE id = $1";
        let rows = shop.query(sql, &[candidate.id.into()]).await?;
        let lives = rows.first().is_some_and(|row| {
            row.get("status").as_text() == Some("active")
                && row.get("username").as_text() == Some(candidate.username)
                // The hash has a salt of its own: as long as it is the first one, so is the password.
                && row.get("password_hash").as_text() == Some(candidate.password_hash)
        });
        if lives {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use farewell_erasure::source::Source;

    use super::first_living;
    use crate::demo::kramik::{CANDIDATES, fill};

    #[tokio::test]
    async fn whoever_is_deactivated_erased_or_has_a_new_password_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("kramik.db");
        fill(&file).await.expect("a shop");
        let shop = Source::open("shop", &format!("sqlite:{}", file.display())).await.expect("the shop opens");
        let changes =
            ["status = 'deactivated'", "password_hash = 'another'", "username = 'a1b2', email = NULL"];
        for (place, change) in changes.iter().enumerate() {
            let living = first_living(&shop).await.expect("an answer").expect("somebody lives");
            assert_eq!(living.id, CANDIDATES[place].id);
            let sql = format!("UPDATE members SET {change} WHERE id = $1");
            shop.execute(&sql, &[living.id.into()]).await.expect("a change");
        }
        shop.execute("UPDATE members SET status = 'deactivated'", &[]).await.expect("a change");
        assert!(first_living(&shop).await.expect("an answer").is_none());
        shop.close().await;
    }
}
