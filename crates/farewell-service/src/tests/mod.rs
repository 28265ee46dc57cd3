//! The verbs, as stories with their actors: a small shop on SQLite, a clock that stands still, a postman with moods.

mod coming_back;
mod erasing;
mod leaving;
mod limits;
mod operator;
mod recovery;
mod signing_in;
mod site;
mod watching;
mod worker;
