//! To be read.
