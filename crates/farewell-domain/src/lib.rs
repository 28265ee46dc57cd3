//! farewell-domain
