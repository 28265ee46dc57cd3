//! The pages as a browser without JavaScript meets them: the whole router, a real service, real databases.

mod bad_input;
mod coming_back;
mod frame;
mod leaving;
mod links;
mod portal;
mod profile;
mod signing_in;
mod watching;
