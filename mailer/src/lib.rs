#![doc = include_str!("../README.md")]

mod compose;
mod send;

pub use compose::{ComposeError, Enveloppe, PieceJointe, compose};
pub use send::{ConnectError, Mailer, SendError};
