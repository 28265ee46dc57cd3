//! farewell-web
