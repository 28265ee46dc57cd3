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
mod portal;
mod routes;
mod site;
pub mod texts;
mod words;

pub use brand::Brand;
pub use demo::outbox;
pub use demo::shop::Shop;
pub use routes::router;
pub use site::{Site, Support};
