//! Keys and database belong together.

use crate::keys::{Belonging, belonging, claim};
use crate::secrets::Secrets;

use super::site::Site;

#[tokio::test]
async fn keys_of_another_database_are_known_as_such() {
    let site = Site::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let foreign = Secrets::generate(&folder.path().join("other.keys")).expect("keys");
    let own = &site.farewell.0.secrets;
    assert_eq!(belonging(&site.store, own).await.expect("read"), Belonging::Unused);
    assert_eq!(claim(&site.store, own).await.expect("claimed"), Belonging::Theirs);
    assert_eq!(claim(&site.store, &foreign).await.expect("compared"), Belonging::Foreign);
    assert_eq!(belonging(&site.store, own).await.expect("read"), Belonging::Theirs);
}
