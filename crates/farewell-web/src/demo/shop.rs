//! The sample shop's window: enough of a shop to see a person disappear from it. It only reads.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use farewell_erasure::cell::Cell;
use farewell_erasure::source::{Row, Source, SourceError};
use jiff::civil::Date;

use crate::fault::Fault;
use crate::frame::way::segment;
use crate::frame::{App, Page, render};
use crate::html::Html;
use crate::words::Words;

/// The most-reviewed products, so that there is somebody to see.
const WINDOW: &str = "SELECT p.id, p.name_en, p.name_pl, p.price_cents, p.currency, count(r.id) AS reviews \
                      FROM products p LEFT JOIN reviews r ON r.product_id = p.id \
                      GROUP BY p.id ORDER BY reviews DESC, p.id LIMIT 12";
const PRODUCT: &str = "SELECT id, name_en, name_pl, description_en, description_pl, price_cents, currency \
                       FROM products WHERE id = $1";
/// An author is named for as long as the account is open.
const REVIEWS: &str = "SELECT r.nickname, r.rating, r.body, r.created_at, m.username, \
                              m.status = 'active' AND m.email IS NOT NULL AS here \
                       FROM reviews r LEFT JOIN members m ON m.id = r.author_id \
                       WHERE r.product_id = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT 40";
const MEMBER: &str = "SELECT id, username, full_name, bio, created_at FROM members \
                      WHERE username = $1 AND status = 'active' AND email IS NOT NULL";
const WRITTEN: &str = "SELECT p.id, p.name_en, p.name_pl, r.rating, r.body, r.created_at \
                       FROM reviews r JOIN products p ON p.id = r.product_id \
                       WHERE r.author_id = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT 40";

/// The shop's database, as its own pages read it.
#[derive(Clone)]
pub struct Shop {
    source: Source,
}

impl Shop {
    /// A window over this database.
    pub fn new(source: Source) -> Self {
        Self { source }
    }

    async fn rows(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        self.source.query(sql, binds).await
    }
}

struct ShownProduct {
    href: String,
    name: String,
    price: String,
    reviews: String,
}

struct ShownReview {
    /// Who wrote it, or what it is about.
    title: String,
    href: Option<String>,
    rating: String,
    stars: String,
    date: String,
    body: String,
}

#[derive(Template)]
#[template(path = "shop.html")]
struct WindowPage {
    page: Page,
    outbox: Option<Html>,
    products: Vec<ShownProduct>,
}

#[derive(Template)]
#[template(path = "product.html")]
struct ProductPage {
    page: Page,
    name: String,
    description: String,
    price: String,
    reviews: Vec<ShownReview>,
}

#[derive(Template)]
#[template(path = "member.html")]
struct MemberPage {
    page: Page,
    username: String,
    name: String,
    bio: String,
    since: Option<String>,
    reviews: Vec<ShownReview>,
}

#[derive(Template)]
#[template(path = "member_gone.html")]
struct MemberGonePage {
    page: Page,
}

/// The start page of a site with a shop.
pub(crate) async fn window(shop: &Shop, page: Page) -> Result<Response, Fault> {
    let rows = shop.rows(WINDOW, &[]).await?;
    let products = rows.iter().map(|row| on_the_shelf(&page.words, row)).collect();
    let outbox = page.has_outbox().then(|| {
        let link = Html::link("/outbox", &page.text("shop-try-link"));
        page.words.rich("shop-try", vec![("link", link.into())])
    });
    Ok(render(StatusCode::OK, &WindowPage { page, outbox, products }))
}

/// `GET /products/{id}`
pub(crate) async fn product(
    State(site): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let shop = site.shop.as_ref().ok_or(Fault::NotFound)?;
    let id: i64 = id.parse().map_err(|_| Fault::NotFound)?;
    let found = shop.rows(PRODUCT, &[id.into()]).await?;
    let row = found.first().ok_or(Fault::NotFound)?;
    let reviews = shop.rows(REVIEWS, &[id.into()]).await?;
    let shown = ProductPage {
        name: translated(&page.words, row, "name"),
        description: translated(&page.words, row, "description"),
        price: price(&page.words, row),
        reviews: reviews.iter().map(|row| by_somebody(&page.words, row)).collect(),
        page,
    };
    Ok(render(StatusCode::OK, &shown))
}

/// `GET /members/{username}`: gone with the account, from the day it is deactivated.
pub(crate) async fn member(
    State(site): State<App>,
    page: Page,
    Path(username): Path<String>,
) -> Result<Response, Fault> {
    let shop = site.shop.as_ref().ok_or(Fault::NotFound)?;
    let found = shop.rows(MEMBER, &[username.as_str().into()]).await?;
    let Some(row) = found.first() else {
        return Ok(render(StatusCode::NOT_FOUND, &MemberGonePage { page }));
    };
    let reviews = shop.rows(WRITTEN, &[row.get("id").clone()]).await?;
    let since = date(&page.words, row).map(|date| page.words.with("member-since", &[("date", date.into())]));
    let shown = MemberPage {
        username,
        name: text(row, "full_name"),
        bio: text(row, "bio"),
        since,
        reviews: reviews.iter().map(|row| about_something(&page.words, row)).collect(),
        page,
    };
    Ok(render(StatusCode::OK, &shown))
}

fn on_the_shelf(words: &Words, row: &Row) -> ShownProduct {
    let count = u64::try_from(row.get("reviews").as_integer().unwrap_or_default()).unwrap_or_default();
    ShownProduct {
        href: product_href(row),
        name: translated(words, row, "name"),
        price: price(words, row),
        reviews: words
            .with("shop-review-count", &[("count", count.into()), ("number", words.number(count).into())]),
    }
}

fn by_somebody(words: &Words, row: &Row) -> ShownReview {
    let here = row.get("here").as_integer() == Some(1);
    let href = here.then(|| format!("/members/{}", segment(&text(row, "username"))));
    let title = if here { text(row, "nickname") } else { words.text("shop-former") };
    review(words, row, title, href)
}

fn about_something(words: &Words, row: &Row) -> ShownReview {
    review(words, row, translated(words, row, "name"), Some(product_href(row)))
}

fn review(words: &Words, row: &Row, title: String, href: Option<String>) -> ShownReview {
    let stars =
        usize::try_from(row.get("rating").as_integer().unwrap_or_default()).unwrap_or_default().min(5);
    ShownReview {
        title,
        href,
        rating: words.with("shop-rating", &[("stars", stars.into())]),
        stars: format!("{}{}", "★".repeat(stars), "☆".repeat(5 - stars)),
        date: date(words, row).unwrap_or_default(),
        body: text(row, "body"),
    }
}

fn product_href(row: &Row) -> String {
    format!("/products/{}", row.get("id").as_integer().unwrap_or_default())
}

/// A column that exists in English and Polish; other languages read the English one.
fn translated(words: &Words, row: &Row, column: &str) -> String {
    let tag = if words.language().as_str() == "pl" { "pl" } else { "en" };
    text(row, &format!("{column}_{tag}"))
}

fn text(row: &Row, column: &str) -> String {
    let text = row.get(column).as_text().unwrap_or_default();
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

fn price(words: &Words, row: &Row) -> String {
    let cents = row.get("price_cents").as_integer().unwrap_or_default();
    let whole = words.number(u64::try_from(cents / 100).unwrap_or_default());
    let point = if words.language().as_str() == "pl" { ',' } else { '.' };
    let amount = format!("{whole}{point}{:02}", cents % 100);
    words.with("shop-price", &[("amount", amount.into()), ("currency", text(row, "currency").into())])
}

/// The day of `created_at`, which the shop keeps as text.
fn date(words: &Words, row: &Row) -> Option<String> {
    let day: Date = row.get("created_at").as_text()?.get(..10)?.parse().ok()?;
    Some(words.date(day))
}
