#![doc = include_str!("../README.md")]

pub mod annuaire;
pub mod catalogue;
pub mod clock;
pub mod conversation;
pub mod dossier;
pub mod engine;
pub mod event;
pub mod intent;
pub mod message;
pub mod reading;
