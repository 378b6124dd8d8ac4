//! The engine, turn by turn, against a directory in memory. All people and companies are fictitious.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

mod aide;
mod annuaire;
mod bureau;
mod copie;
mod demandes;
mod dispositifs;
mod echeances;
mod envoi;
mod factures;
mod humain;
mod lequel;
mod lettre;
mod lot;
mod modifier;
mod navigation;
mod partage;
mod phrases;
mod pieces;
mod pieces_stagiaire;
mod plusieurs;
mod proprietes;
mod r1;
mod rapports;
mod redit;
mod reprise;
mod saisie;
mod transition;
