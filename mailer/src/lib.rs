#![doc = include_str!("../README.md")]

mod authentification;
mod brouillon;
mod compose;
mod dkim;
mod entree;
mod imap;
mod interne;
mod jetons;
mod letter;
mod send;

pub use authentification::{Dmarc, dmarc};
pub use brouillon::{Brouillon, ecrire};
pub use compose::{ComposeError, Enveloppe, PieceJointe, compose};
pub use dkim::{Dkim, DkimError};
pub use entree::{TAILLE_MAX, recu, taille_ecartee, trop_grand};
pub use imap::{Imap, ImapError};
pub use interne::{Public, sans_interne};
pub use jetons::{JetonRefuse, Jetons, LOCAL_MAX, VALIDITE, adresse, jeton};
pub use letter::{
    Bloc, Genre, Illisible, Lettre, PieceRecue, Rebond, Role, blocs_of_html, blocs_of_text, lire, reponse,
    reprendre, sans_formule, status_etendu,
};
pub use send::{ConnectError, Mailer, SendError};
