//! The members' pages, one file per noun.

pub(crate) mod account;
pub(crate) mod comment;
pub(crate) mod confirm_email;
pub(crate) mod deactivate;
pub(crate) mod device;
pub(crate) mod doctor;
pub(crate) mod email_change;
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
pub(crate) mod sign_up;
pub(crate) mod well_known;
