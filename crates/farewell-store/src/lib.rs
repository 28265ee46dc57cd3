//! farewell-store
