//! farewell-service
