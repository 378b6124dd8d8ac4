#![doc = include_str!("../README.md")]

pub mod affichage;
pub mod annuaire;
pub mod bilan;
pub mod calendrier;
pub mod catalogue;
pub mod clock;
pub mod conversation;
pub mod demandes;
pub mod dossier;
pub mod engine;
pub mod event;
pub mod intent;
pub mod message;
pub mod parcours;
pub mod reading;
