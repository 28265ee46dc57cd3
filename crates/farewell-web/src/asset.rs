//! The style sheets and pictures. Their names carry a hash of their content, so a browser may keep them for ever.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::frame::App;

#[derive(Embed)]
#[folder = "assets"]
struct Assets;

/// A file as it is served.
struct Asset {
    /// `help/en/menu.0123456789abcdef.png`
    served_as: String,
    name: String,
    mime: String,
    bytes: Vec<u8>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let asset = |name: String| {
        let file = Assets::get(&name)?;
        let bytes = file.data.into_owned();
        let (stem, ending) = name.split_once('.')?;
        let served_as = format!("{stem}.{}.{ending}", short_hash(&bytes));
        Some(Asset { served_as, mime: file.metadata.mimetype().to_owned(), name, bytes })
    };
    Assets::iter().filter_map(|name| asset(name.into_owned())).collect()
});

/// Where a page finds an asset.
pub(crate) fn href(name: &str) -> String {
    let served_as = ASSETS.iter().find(|asset| asset.name == name).map_or(name, |asset| &asset.served_as);
    format!("/assets/{served_as}")
}

/// A picture, and how large it is shown: half of its pixels each way, so that it is sharp on a phone.
pub(crate) struct Picture {
    pub(crate) href: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A picture of the help page in this language, in English if there is none; a name that does not exist has none.
pub(crate) fn picture(language: &str, name: &str) -> Option<Picture> {
    let find = |language: &str| {
        let name = format!("help/{language}/{name}.png");
        ASSETS.iter().find(|asset| asset.name == name)
    };
    let asset = find(language).or_else(|| find("en"))?;
    let (width, height) = pixels(&asset.bytes)?;
    Some(Picture { href: format!("/assets/{}", asset.served_as), width: width / 2, height: height / 2 })
}

/// Width and height of a PNG (its first chunk, PNG specification 11.2.1).
fn pixels(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| png.get(at..at + 4)?.try_into().map(u32::from_be_bytes).ok();
    Some((number(16)?, number(20)?))
}

/// Where a page finds the operator's colors.
pub(crate) fn brand_href(css: &str) -> String {
    format!("/brand.css?v={}", short_hash(css.as_bytes()))
}

/// The routes of every file that is the same for everybody.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/assets/{*name}", get(show)).route("/brand.css", get(brand))
}

async fn show(Path(name): Path<String>) -> Result<Response, Fault> {
    let asset = ASSETS.iter().find(|asset| asset.served_as == name).ok_or(Fault::NotFound)?;
    let headers =
        [(CONTENT_TYPE, asset.mime.as_str()), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.clone()).into_response())
}

async fn brand(State(site): State<App>) -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")];
    (headers, site.brand.css()).into_response()
}

fn short_hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_pictures_of_its_own_shows_the_english_ones() {
        let href = |language: &str| picture(language, "menu").expect("a picture").href;
        assert!(href("pl").starts_with("/assets/help/pl/menu."));
        assert_eq!(href("de"), href("en"));
        assert!(picture("en", "nothing-of-this-name").is_none());
    }
}
