//! What the tests share: real servers, the real binary, and a Bot API server.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

pub mod bot_api;
pub mod browser;
pub mod classeur;
pub mod envoyee;
pub mod guichet;
pub mod hasard;
pub mod peuple;
pub mod pg;
pub mod ports;
