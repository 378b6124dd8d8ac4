//! What the tests share: real servers, the real binary, and a Bot API server.

pub mod pg;
