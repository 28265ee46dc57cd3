//! The pages as a browser without JavaScript meets them: the whole router, a real service, real databases.

mod away;
mod bad_input;
mod coming_back;
mod comments;
mod devices;
mod email_change;
mod frame;
mod leaving;
mod links;
mod origin;
mod paths;
mod pictures;
mod portal;
mod profile;
mod signing_in;
mod signing_up;
mod together;
mod watching;
