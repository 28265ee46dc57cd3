#![doc = include_str!("../README.md")]

mod asset;
mod brand;
mod cookie;
mod demo;
mod fault;
mod form;
mod frame;
mod html;
pub mod mail;
mod measures;
mod portal;
mod routes;
mod site;
pub mod texts;
mod watch;
mod words;

pub use brand::Brand;
pub use demo::outbox;
pub use demo::shop::Shop;
pub use measures::Measures;
pub use routes::router;
pub use site::{Site, Support};
pub use watch::watch_router;
