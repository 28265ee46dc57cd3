//! What the tests stand on: private database servers, thrown away afterwards. The journeys through the whole
//! program, as people and operators walk them, are in `tests/journeys`.

pub mod database;
pub mod logs;
pub mod mariadb;
pub mod postgres;
mod server;
