//! The engine, turn by turn, against a directory in memory. All people and companies are fictitious.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

mod aide;
mod bureau;
mod dispositifs;
mod echeances;
mod envoi;
mod factures;
mod lequel;
mod modifier;
mod navigation;
mod pieces;
mod pieces_stagiaire;
mod proprietes;
mod r1;
mod rapports;
mod saisie;
mod transition;
