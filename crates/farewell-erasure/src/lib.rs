//! farewell-erasure
