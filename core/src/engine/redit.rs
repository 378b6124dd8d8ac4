//! What was answered, said anew at another question: « non plutôt le 4 », « finalement 14 h ».

use std::mem::discriminant;
use std::ops::Range;

use super::plusieurs::{Debut, key};
use super::tour::Tour;
use crate::catalogue::{Champ, Etape, Nature};
use crate::conversation::Place;
use crate::dossier::{Chemin, Valeur};
use crate::intent;
use crate::message::Refus;
use crate::reading::lettre::{corrects, names_its_side};
use crate::reading::{Lecture, Lu, Plusieurs, fold, speaks_of_others};

/// What a text says of answers that were given.
enum Redit {
    /// The new ones.
    Valeurs(Vec<(Chemin, Lu)>),
    /// One of these, and which is not said.
    Lequel(Vec<Chemin>),
}

impl<'a> Tour<'a> {
    /// In a chat: takes what a text that takes something back says anew, of the last answers first. False, and nothing was
    /// changed, when it is to be read as the answer to the question at hand.
    pub fn take_anew(&mut self, asked: Option<&Chemin>, text: &str, message: Option<&str>) -> bool {
        if intent::is_question(text) || self.draft().is_none() {
            return false;
        }
        let Some(redit) = self.named_anew(text).or_else(|| self.said_anew(asked, text)) else {
            return false;
        };
        if self.overtaken() || self.draft_mut().is_none() {
            return true;
        }
        let place = self.state.conversation.place.clone();
        match redit {
            Redit::Valeurs(valeurs) => self.write_anew(valeurs, message),
            Redit::Lequel(chemins) => {
                self.refuse(Refus::LaquelleCorriger);
                self.prises = chemins;
                return true;
            }
        }
        self.advance();
        // She was elsewhere: she stays there, unless the correction asks for something before.
        if matches!(self.state.conversation.place, Place::Recapitulatif) {
            self.go(place);
        }
        true
    }

    /// In a letter: takes what its sentences say anew of what was answered before, from the first that takes something back on,
    /// where it gave none of the answers `read`. With what stands before it, and its clauses in which nothing was read.
    pub fn take_anew_in_letter<'t>(
        &mut self,
        text: &'t str,
        read: &Plusieurs,
        message: Option<&str>,
    ) -> Option<(&'t str, Vec<&'t str>)> {
        let mut start = 0;
        let mut sentences = text.split_inclusive(['\n', '.', '!']).map(|sentence| {
            start += sentence.len();
            (start - sentence.len()..start, sentence)
        });
        let gives =
            |octets: &Range<usize>| read.prises.iter().any(|prise| octets.contains(&prise.octets.start));
        let (octets, _) = sentences.find(|(octets, said)| takes_back(said) && !gives(octets))?;
        let (before, anew) = text.split_at(octets.start);
        // « Le boulanger est absent mardi » says nothing anew.
        let blanked = |said: &str| match speaks_of_others(&fold(said)) {
            true => " ".repeat(said.len()),
            false => said.to_owned(),
        };
        let said: String = anew.split_inclusive(['\n', '.', '!']).map(blanked).collect();
        let Some(Redit::Valeurs(valeurs)) = self.said_anew(None, &said) else { return None };
        let chemins: Vec<&Chemin> = valeurs.iter().map(|(chemin, _)| chemin).collect();
        let unread = self.read_given(&chemins, &said)?.non_lus(anew);
        self.write_anew(valeurs, message);
        Some((before, unread))
    }

    fn write_anew(&mut self, valeurs: Vec<(Chemin, Lu)>, message: Option<&str>) {
        for (chemin, lu) in valeurs {
            let Some((etape, champ)) = self.field(&chemin) else { continue };
            if let Some(refus) = self.refusal(&chemin, &lu.valeur) {
                self.refuse(refus);
                continue;
            }
            self.forget_what_followed(etape, &chemin, &lu.valeur);
            self.record(&chemin, champ, lu, message);
            self.propose(true);
            self.warn(&chemin);
        }
    }

    /// « Coût : 1600 », a line for each.
    fn named_anew(&self, text: &str) -> Option<Redit> {
        if !text.contains(':') {
            return None;
        }
        let given = self.given();
        let chemins: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let read = self.read_given(&chemins, text)?;
        let whole = read.douteux.is_empty() && read.reste(text).is_empty();
        let valeurs = self.of_given(&chemins, read);
        (whole && !valeurs.is_empty()).then_some(Redit::Valeurs(valeurs))
    }

    fn said_anew(&self, asked: Option<&Chemin>, text: &str) -> Option<Redit> {
        if !takes_back(text) {
            return None;
        }
        let given = self.given();
        let newest = given.iter().map(|(_, at)| *at).max()?;
        let last: Vec<&Chemin> =
            given.iter().filter(|(_, at)| *at == newest).map(|(chemin, _)| chemin).collect();
        let all: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let taken_back = is_taken_back(text);
        let nature = asked.and_then(|asked| Some(&self.field(asked)?.1.nature));
        let fits = asked.is_some_and(|asked| matches!(self.read(asked, text), Lecture::Read(_)));
        // « finalement 14 h » answers a question of hours; « non plutôt 14 h » says the hours anew.
        let answers = |chemin: &Chemin| {
            let of_its_kind = self
                .field(chemin)
                .zip(nature)
                .is_some_and(|((_, champ), nature)| discriminant(&champ.nature) == discriminant(nature));
            match nature {
                _ if of_its_kind => !(taken_back && last.contains(&chemin)),
                // « non plutôt le 2 » is no answer to « Frais annexes ? ».
                Some(Nature::OuiNon) | None => false,
                Some(_) => fits && (!taken_back || self.is_text(chemin)),
            }
        };
        [&last, &all].into_iter().find_map(|chemins| {
            let mut redit = self.redit(chemins, text)?;
            match &mut redit {
                Redit::Valeurs(valeurs) if valeurs.iter().any(|(chemin, _)| answers(chemin)) => None,
                Redit::Lequel(chemins) if chemins.iter().any(&answers) => None,
                _ => Some(redit),
            }
        })
    }

    /// What a text says of these answers, and otherwise than they do.
    fn redit(&self, chemins: &[&Chemin], text: &str) -> Option<Redit> {
        let changed = |chemin: &Chemin, valeur: &Valeur| self.valeur(chemin) != Some(valeur);
        let first = chemins.iter().find_map(|chemin| self.period(chemin, text));
        if let Some(Ok(days)) = first {
            let valeurs = days.map(|(chemin, valeur)| (chemin, Lu { valeur, taxe: None }));
            // Other things may be said with the days.
            let others = self.measured(chemins, text).into_iter();
            let others = others.filter(|(chemin, _)| valeurs.iter().all(|(day, _)| day != chemin));
            let all: Vec<(Chemin, Lu)> = valeurs.iter().cloned().chain(others).collect();
            return all.iter().any(|(c, lu)| changed(c, &lu.valeur)).then_some(Redit::Valeurs(all));
        }
        let mut measured = self.measured(chemins, text);
        measured.retain(|(chemin, lu)| changed(chemin, &lu.valeur));
        if !measured.is_empty() {
            return Some(Redit::Valeurs(measured));
        }
        // « non plutôt Word débutant », of the title that was just given; « non plutôt 14 h » is no title.
        let is_titled = match chemins {
            [only] => is_taken_back(text) && self.read_several(only, text, Debut::Aucun).lus.is_empty(),
            _ => false,
        };
        let fits = chemins.iter().filter(|chemin| is_titled || !self.is_text(chemin));
        let read = fits.filter_map(|chemin| match self.read(chemin, text) {
            Lecture::Read(lu) if changed(chemin, &lu.valeur) => Some(((*chemin).clone(), lu)),
            _ => None,
        });
        let mut read: Vec<(Chemin, Lu)> = read.collect();
        // « en fait ça commence le 9 »
        let folded = fold(text);
        let moved = |chemin: &Chemin| {
            self.field(chemin).is_some_and(|(_, champ)| names_its_side(&folded, &champ.libelle))
        };
        if read.iter().any(|(chemin, _)| moved(chemin)) {
            read.retain(|(chemin, _)| moved(chemin));
        }
        match &read[..] {
            [] => None,
            [_] => Some(Redit::Valeurs(read)),
            _ => Some(Redit::Lequel(read.into_iter().map(|(chemin, _)| chemin).collect())),
        }
    }

    /// What can be told by its form or its name among several.
    fn measured(&self, chemins: &[&Chemin], text: &str) -> Vec<(Chemin, Lu)> {
        let Some(read) = self.read_given(chemins, text) else { return Vec::new() };
        self.of_given(chemins, read)
    }

    fn read_given(&self, chemins: &[&Chemin], text: &str) -> Option<Plusieurs> {
        let champs: Vec<(&Etape, &Champ)> = chemins.iter().filter_map(|chemin| self.field(chemin)).collect();
        // « en fait le 9 » is of the month of the day it was.
        let day = chemins.iter().find(|chemin| matches!(self.valeur(chemin), Some(Valeur::Date(_))));
        Some(self.several(&champs, day.or(chemins.first())?, text, Debut::Aucun))
    }

    /// With where each belongs.
    fn of_given(&self, chemins: &[&Chemin], read: Plusieurs) -> Vec<(Chemin, Lu)> {
        let place = |cle: &str| chemins.iter().find(|chemin| key(&chemin.etape, &chemin.champ) == cle);
        let prises = read.prises.into_iter();
        prises.filter_map(|prise| Some(((*place(&prise.cle)?).clone(), prise.lu))).collect()
    }

    /// What she answered, and when: values that have a form of their own, and titles. Of an étape that repeats, those of the last
    /// element.
    fn given(&self) -> Vec<(Chemin, chrono::DateTime<chrono::Utc>)> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let mut out = Vec::new();
        for etape in &parcours.dispositif.etapes {
            let Some(element) = parcours.elements(etape).last() else { continue };
            for champ in parcours.open_champs(etape, Some(element)) {
                let reponse = element.reponses.get(&champ.cle).filter(|reponse| !reponse.proposee);
                if let Some(reponse) = reponse.filter(|reponse| reponse.valeur.is_some())
                    && is_said_anew(&champ.nature)
                {
                    let chemin =
                        Chemin { etape: etape.cle.clone(), element: element.id, champ: champ.cle.clone() };
                    out.push((chemin, reponse.at));
                }
            }
        }
        out
    }

    fn valeur(&self, chemin: &Chemin) -> Option<&Valeur> {
        let dossier = self.state.dossier.as_ref()?;
        dossier.find_element(&chemin.etape, chemin.element)?.valeur(&chemin.champ)
    }
}

/// What a correction can be told by.
fn is_said_anew(nature: &Nature) -> bool {
    matches!(
        nature,
        Nature::Texte { .. }
            | Nature::Date
            | Nature::Heures { .. }
            | Nature::Montant { .. }
            | Nature::Entier { .. }
            | Nature::Decimal { .. }
            | Nature::Email
            | Nature::Telephone
            | Nature::Siret
            | Nature::CodePostal
            | Nature::Commune
    )
}

pub fn takes_back(text: &str) -> bool {
    corrects(text) || is_taken_back(text)
}

/// Begins as what replaces the answer that was just given does: « non plutôt », « oups », « non c'est ».
fn is_taken_back(text: &str) -> bool {
    const BEGINS: [&str; 13] = [
        "non plutot",
        "non pardon",
        "non finalement",
        "non c est",
        "non en fait",
        "ah non",
        "euh non",
        "pardon",
        "oups",
        "erreur",
        "je me suis tromp",
        "je voulais dire",
        "correction",
    ];
    let folded = fold(text);
    BEGINS.iter().any(|begins| folded.starts_with(begins))
}
