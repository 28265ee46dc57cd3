//! The verbs, as stories with their actors: a small shop on SQLite, a clock that stands still, a postman with moods.

mod braking;
mod clock;
mod coming_back;
mod comments;
mod devices;
mod email_change;
mod erasing;
mod grace;
mod keys;
mod lease;
mod leaving;
mod limits;
mod observing;
mod operator;
mod passwords;
mod races;
mod recovery;
mod signing_in;
mod signing_up;
mod site;
mod strangers;
mod versions;
mod watching;
mod worker;
