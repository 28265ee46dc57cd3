//! The members' pages, one file per noun.

pub(crate) mod account;
pub(crate) mod comment;
pub(crate) mod deactivate;
pub(crate) mod device;
pub(crate) mod doctor;
mod field;
pub(crate) mod goodbye;
pub(crate) mod help;
pub(crate) mod home;
mod outlook;
pub(crate) mod password;
pub(crate) mod profile;
pub(crate) mod reactivate;
pub(crate) mod reason;
pub(crate) mod recovery;
pub(crate) mod sign_in;
pub(crate) mod well_known;
