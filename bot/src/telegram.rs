//! The Telegram channel: the only place that knows the Bot API.
//!
//! Types and method names are teloxide's; transport, polling and webhook are ours, because an update must be
//! stored before it is acknowledged and no wait may happen inside a request.

mod calendar;
mod client;
mod files;
mod incoming;
mod keyboard;
mod outcome;
mod pace;
mod piece;
mod receive;
mod send;
mod split;
mod update;

pub use client::{ApiError, Client};
pub use incoming::{after_turn, incoming};
pub use receive::{receive, webhook};
pub use send::send;
