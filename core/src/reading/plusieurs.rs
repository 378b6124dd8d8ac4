//! Many answers in one message: labelled (« Coût : 1500 »), numbered, or free (« Excel du 1er au 3 mars, 21h, 1 500 € HT »).
//!
//! What has a form of its own is found first, taken if one field alone can mean it, and set aside; the words
//! left are what a text field may take. Whatever fits two fields, or is said with a doubt, is left to be asked.

mod amorces;
mod anciens;
mod annonce;
mod avant;
mod bilan;
mod bords;
mod chantier;
mod compte;
mod dautrui;
mod debut;
mod demi_journees;
mod deux_jours;
mod effectif;
mod etat_civil;
mod etiquette;
mod etranger;
mod forme;
mod interjections;
mod journee;
mod jours;
mod libelle;
mod libre;
mod lieux;
mod liste;
mod maisons;
mod marques;
mod mesure;
mod minuscules;
mod mots;
mod nommes;
mod noms_avant;
mod nuitees;
mod options;
mod organismes;
mod personnes;
mod rectif;
mod repris;
mod reprises;
mod revire;
mod seul;
mod sommes;
mod souhaits;
mod tableau;
mod titres;
mod valeur;

use std::ops::Range;

use super::lex::{Token, tokens};
use super::{Contexte, Lu, fold};
use crate::catalogue::Nature;

use chantier::Chantier;
pub(in crate::reading) use effectif::is_trade;
pub(in crate::reading) use lieux::is_town;
pub(in crate::reading) use marques::is_left_open;
pub(crate) use rectif::objet::speaks_of_others;
pub(in crate::reading) use seul::{is_a_house, is_a_name};

/// Longest message read so, in bytes: a chat message or a section of a letter.
const LONGEST_MESSAGE: usize = 8_000;

/// Most numbers a person writes in one message: each is looked at with its clause, and more is a table.
const MOST_NUMBERS: usize = 300;

/// What a date or an amount is among others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Aucun,
    /// First day of a period; the [`Role::Fin`] beside it is the last.
    Debut,
    Fin,
    /// Amount before, or with, VAT.
    Ht,
    Ttc,
}

/// A field that a message may answer.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    pub cle: &'a str,
    pub nature: &'a Nature,
    pub role: Role,
    /// Its number in a list of questions.
    pub numero: Option<u32>,
    /// Names of the field, folded: « cout », « nuits ».
    mots: Vec<String>,
    /// What leads to its value without a colon, folded: « chez ».
    amorces: Vec<String>,
    /// It takes what begins the message and is nothing else.
    libre: bool,
}

impl<'a> Place<'a> {
    /// `mots`: its names, before a colon or beside a number (« 2 nuits »). What leads to a title or to who trains is known
    /// by them.
    pub fn new(cle: &'a str, nature: &'a Nature, mots: &[&str]) -> Place<'a> {
        let mots: Vec<String> = mots.iter().map(|mot| fold(mot)).filter(|mot| !mot.is_empty()).collect();
        let amorces = amorces::usual(nature, &mots);
        Place { cle, nature, role: Role::Aucun, numero: None, mots, amorces, libre: false }
    }

    /// A first day is called « du » as well, a last one « au ».
    pub fn role(mut self, role: Role) -> Place<'a> {
        let names: &[&str] = match role {
            Role::Debut => &["du", "dates", "jours", "quand"],
            Role::Fin => &["au", "dates", "jours", "quand"],
            _ => &[],
        };
        self.mots.extend(
            names
                .iter()
                .filter(|name| !self.mots.iter().any(|mot| mot == *name))
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        );
        Place { role, ..self }
    }

    pub fn numero(self, numero: u32) -> Place<'a> {
        Place { numero: Some(numero), ..self }
    }

    /// Other words that lead to the value of a text field: « elle s'appelle ».
    pub fn amorces(mut self, amorces: &[&str]) -> Place<'a> {
        self.amorces.extend(amorces.iter().map(|mot| fold(mot)).filter(|mot| !mot.is_empty()));
        self
    }

    /// A text field that takes what begins the message (« Excel perfectionnement du 1er… »).
    pub fn libre(self) -> Place<'a> {
        Place { libre: true, ..self }
    }
}

/// A value of one field, and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Prise {
    pub cle: String,
    pub lu: Lu,
    /// Bytes of the message.
    pub octets: Range<usize>,
}

/// What a message answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plusieurs {
    /// In the order of the fields, each at most once.
    pub prises: Vec<Prise>,
    /// Keys of the fields that were named, or given twice, and not understood.
    pub douteux: Vec<String>,
    /// Bytes that were read as something, taken or not; in order, apart from each other.
    pub lus: Vec<Range<usize>>,
}

impl Plusieurs {
    pub fn find(&self, cle: &str) -> Option<&Prise> {
        self.prises.iter().find(|prise| prise.cle == cle)
    }

    /// What of the message was read as nothing, in order, without the marks and spaces around.
    pub fn reste<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut from = 0;
        let mut out = Vec::new();
        for lu in self.lus.iter().chain(std::iter::once(&(text.len()..text.len()))) {
            let piece = text.get(from..lu.start).unwrap_or_default();
            out.extend(piece.lines().map(|line| line.trim_matches(|c: char| !c.is_alphanumeric())));
            from = lu.end;
        }
        out.retain(|piece| !piece.is_empty());
        out
    }
}

impl Plusieurs {
    /// The clauses of the message in which nothing was read, in order.
    pub fn non_lus<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut out = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices().chain(std::iter::once((text.len(), '\n'))) {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            let open = after.starts_with(char::is_whitespace) || after.is_empty();
            if !(c == '\n' || matches!(c, '.' | '!' | '?' | ',') && open) {
                continue;
            }
            let read = |lu: &&Range<usize>| lu.start < at && start < lu.end;
            let clause = text
                .get(start..at)
                .unwrap_or_default()
                .trim_matches(|c: char| c.is_whitespace() || "-–—•*:".contains(c));
            // A question waits for an answer, whatever was read in it.
            let asks = c == '?' && clause.split_whitespace().count() > 2;
            if !clause.is_empty() && (asks || self.lus.iter().find(read).is_none()) {
                out.push(clause);
            }
            start = at + c.len_utf8();
        }
        out
    }
}

/// Reads a message as answers to several fields. Nothing is taken of a message over 8 000 bytes, or
/// with more than 300 numbers. Linear in its length.
pub fn plusieurs(places: &[Place<'_>], text: &str, contexte: &Contexte<'_>) -> Plusieurs {
    if text.len() > LONGEST_MESSAGE {
        return Plusieurs::default();
    }
    let text = &*liste::on_lines(text);
    let lexed = tokens(text);
    let addresses = text.bytes().filter(|byte| *byte == b'@').count();
    if lexed.iter().filter(|token| token.is_number()).count() + addresses > MOST_NUMBERS {
        return Plusieurs::default();
    }
    let read = once(places, text, &lexed, contexte);
    rectif::corriges(read, places, text, contexte, |places, said| once(places, said, &tokens(said), contexte))
}

fn once(places: &[Place<'_>], text: &str, lexed: &[Token], contexte: &Contexte<'_>) -> Plusieurs {
    let mut chantier = Chantier::new(places, text, lexed, contexte);
    chantier.reprises();
    chantier.formes();
    chantier.choix();
    chantier.etiquettes();
    chantier.naissances();
    chantier.days_on_two_lines();
    chantier.jours(0..text.len(), None);
    chantier.ends_the_same_day();
    chantier.heures(0..text.len(), None);
    chantier.montants(0..text.len(), None);
    chantier.taxe_dite();
    chantier.options();
    chantier.comptes();
    chantier.textes();
    chantier.prenoms();
    chantier.taken_back_by_figures();
    chantier.finish()
}
