#![doc = include_str!("../README.md")]

mod compose;
mod letter;
mod send;

pub use compose::{ComposeError, Enveloppe, PieceJointe, compose};
pub use letter::{
    Bloc, Genre, Illisible, Lettre, PieceRecue, Rebond, blocs_of_html, blocs_of_text, lire, reponse,
};
pub use send::{ConnectError, Mailer, SendError};
