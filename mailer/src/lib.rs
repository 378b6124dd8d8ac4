#![doc = include_str!("../README.md")]

mod compose;
mod entree;
mod imap;
mod send;

pub use compose::{ComposeError, Enveloppe, PieceJointe, compose};
pub use entree::{TAILLE_MAX, recu, taille_ecartee, trop_grand};
pub use imap::{Imap, ImapError};
pub use send::{ConnectError, Mailer, SendError};
