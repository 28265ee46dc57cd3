//! The rules of leaving: account status, deactivation, grace period, reasons, the words to type, legal hold.
//!
//! Everything here is pure. Nothing reads a clock, rolls dice, waits or touches a file: the time and every
//! other fact is a parameter, so each rule can be tested as a table.

pub mod account;
pub mod brake;
pub mod comment;
pub mod departure;
pub mod device;
pub mod email;
pub mod grace;
pub mod hold;
pub mod identity;
pub mod language;
pub mod limit;
pub mod mode;
pub mod password;
pub mod phrase;
pub mod reason;
pub mod text;
pub mod username;
