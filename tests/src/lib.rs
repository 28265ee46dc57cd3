//! farewell-tests
