#![doc = include_str!("../README.md")]

mod compose;
mod jetons;
mod letter;
mod send;

pub use compose::{ComposeError, Enveloppe, PieceJointe, compose};
pub use jetons::{JetonRefuse, Jetons, VALIDITE, adresse, jeton};
pub use letter::{
    Bloc, Genre, Illisible, Lettre, PieceRecue, Rebond, blocs_of_html, blocs_of_text, lire, reponse,
};
pub use send::{ConnectError, Mailer, SendError};
