//! What the facts of a dossier leave to do: which fields exist, what is missing, what comes next.

mod lettre;
mod pieces;

use std::ops::RangeInclusive;

use chrono::{Months, NaiveDate};

use crate::catalogue::{Champ, Condition, Dispositif, Ecart, Etape, Exige, Nature, Pose};
use crate::dossier::{Chemin, Dossier, Element, Valeur};
use crate::message::Refus;

pub use lettre::Demandee;
pub use pieces::{PieceAttendue, is_of_element, split_cle};

/// A dossier read with its dispositif.
#[derive(Debug, Clone, Copy)]
pub struct Parcours<'a> {
    pub dispositif: &'a Dispositif,
    pub dossier: &'a Dossier,
}

/// The next stop.
#[derive(Debug, Clone, PartialEq)]
pub enum Etat {
    /// This field is to be asked; `motif` when it was answered and cannot stay so.
    Champ { chemin: Chemin, motif: Option<Motif> },
    /// « Voulez-vous saisir un autre module ? »
    Encore { etape: String },
    /// This required pièce is to be asked for, by key of the expected pièce.
    Piece(String),
    /// Nothing is missing.
    Complet,
}

/// Why an answered field is asked again.
#[derive(Debug, Clone, PartialEq)]
pub enum Motif {
    Refus(Refus),
    /// Message of the rule that does not hold.
    Regle(String),
}

impl<'a> Parcours<'a> {
    /// The elements of an étape that this dispositif has room for; those beyond are kept, out of sight.
    pub fn elements(&self, etape: &Etape) -> &'a [Element] {
        let all = self.dossier.elements(&etape.cle);
        let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max as usize);
        &all[..all.len().min(max)]
    }

    /// Values a condition sees under this name: `champ` of the same element, or `etape.champ` of all of them.
    /// Fields that do not exist (any more) have none.
    fn values(&self, etape: &'a Etape, element: Option<&'a Element>, name: &str) -> Vec<&'a Valeur> {
        let of = |etape: &'a Etape, element: &'a Element, champ: &str| {
            let champ = etape.find_champ(champ)?;
            let valeur = element.valeur(&champ.cle)?;
            self.is_open(etape, Some(element), champ).then_some(valeur)
        };
        match name.split_once('.') {
            Some((other, champ)) => match self.dispositif.find_etape(other) {
                Some(other) => self.elements(other).iter().filter_map(|e| of(other, e, champ)).collect(),
                None => Vec::new(),
            },
            None => element.and_then(|element| of(etape, element, name)).into_iter().collect(),
        }
    }

    pub fn holds(&self, etape: &'a Etape, element: Option<&'a Element>, condition: &Condition) -> bool {
        condition.holds(&|name| self.values(etape, element, name))
    }

    /// The field exists for this element, given its other answers.
    pub fn is_open(&self, etape: &'a Etape, element: Option<&'a Element>, champ: &Champ) -> bool {
        champ.si.as_ref().is_none_or(|condition| self.holds(etape, element, condition))
    }

    pub fn open_champs(
        &self,
        etape: &'a Etape,
        element: Option<&'a Element>,
    ) -> impl Iterator<Item = &'a Champ> {
        etape.champs.iter().filter(move |champ| self.is_open(etape, element, champ))
    }

    /// Why a value cannot stay: a date too far from another one; an employee of another Entité.
    pub fn refusal(
        &self,
        etape: &Etape,
        element: Option<&Element>,
        champ: &Champ,
        valeur: &Valeur,
    ) -> Option<Refus> {
        if let (Valeur::Individu(individu), Nature::RechercheIndividu { dans }) = (valeur, &champ.nature) {
            let employs = |entite: &Valeur| matches!(entite, Valeur::Entite(e) if e.siret == individu.siret);
            let elsewhere = self.dossier.valeurs(dans).next().is_some_and(|entite| !employs(entite));
            return elsewhere.then(|| Refus::AutreEntreprise { nom: individu.nom_complet() });
        }
        let Valeur::Date(date) = valeur else { return None };
        let first = champ.pas_avant.as_ref().and_then(|before| match element?.valeur(before)? {
            Valeur::Date(first) => Some((before, *first)),
            _ => None,
        });
        if let Some((before, first)) = first {
            if *date < first {
                let libelle =
                    etape.find_champ(before).map_or_else(String::new, |champ| champ.libelle.clone());
                return Some(Refus::DateAvant { libelle, date: first });
            }
            let last = champ.mois_max.and_then(|months| first.checked_add_months(Months::new(months)));
            if let Some(last) = last.filter(|last| date > last) {
                return Some(Refus::DateTropLoin { date: last });
            }
        }
        self.too_far(etape, element, champ, *date)
    }

    /// The other date of a gap, if it is known, and the days that fit.
    pub fn ecarts<'c>(
        &self,
        etape: &Etape,
        element: Option<&Element>,
        champ: &'c Champ,
    ) -> Vec<(&'c Ecart, NaiveDate, RangeInclusive<NaiveDate>)> {
        let date = |ecart: &Ecart| match ecart.de.split_once('.') {
            Some((other, _)) if other != etape.cle => self.dossier.valeurs(&ecart.de).next(),
            Some((_, own)) => element?.valeur(own),
            None => element?.valeur(&ecart.de),
        };
        let known = champ.ecarts.iter().filter_map(|ecart| match date(ecart)? {
            Valeur::Date(other) => Some((ecart, *other, ecart.bornes(*other))),
            _ => None,
        });
        known.collect()
    }

    fn too_far(
        &self,
        etape: &Etape,
        element: Option<&Element>,
        champ: &Champ,
        date: NaiveDate,
    ) -> Option<Refus> {
        let (ecart, other, fits) =
            self.ecarts(etape, element, champ).into_iter().find(|(_, _, fits)| !fits.contains(&date))?;
        let named = match ecart.de.split_once('.') {
            Some(_) => self.dispositif.find_champ(&ecart.de).map(|(_, champ)| champ),
            None => etape.find_champ(&ecart.de),
        };
        Some(Refus::DateEcart {
            message: ecart.message.clone(),
            libelle: named.map_or_else(String::new, |champ| champ.libelle.clone()),
            date: other,
            min: (*fits.start() != NaiveDate::MIN).then_some(*fits.start()),
            max: (*fits.end() != NaiveDate::MAX).then_some(*fits.end()),
        })
    }

    /// The fields of one element that still want an answer, in order.
    fn pending(
        &self,
        etape: &'a Etape,
        element: Option<&'a Element>,
    ) -> impl Iterator<Item = (&'a Champ, Option<Motif>)> {
        self.open_champs(etape, element).filter_map(move |champ| {
            let reponse = element.and_then(|element| element.reponses.get(&champ.cle));
            match reponse.map(|reponse| reponse.valeur.as_ref()) {
                None => {
                    (champ.pose == Pose::Toujours || champ.exige == Exige::Requis).then_some((champ, None))
                }
                Some(None) => (champ.exige == Exige::Requis).then_some((champ, None)),
                Some(Some(valeur)) => self
                    .refusal(etape, element, champ, valeur)
                    .map(|refus| (champ, Some(Motif::Refus(refus)))),
            }
        })
    }

    /// The first thing an element wants: a field, then the rules.
    fn next_of_element(&self, etape: &'a Etape, element: &'a Element) -> Option<Etat> {
        let to = |champ: &Champ, motif| Etat::Champ {
            chemin: Chemin { etape: etape.cle.clone(), element: element.id, champ: champ.cle.clone() },
            motif,
        };
        if let Some((champ, motif)) = self.pending(etape, Some(element)).next() {
            return Some(to(champ, motif));
        }
        let broken = etape.regles.iter().find(|regle| !self.holds(etape, Some(element), &regle.exige))?;
        let champ = etape.find_champ(&broken.champ)?;
        Some(to(champ, Some(Motif::Regle(broken.message.clone()))))
    }

    /// What comes next, derived from what is missing.
    pub fn next(&self) -> Etat {
        for etape in &self.dispositif.etapes {
            let elements = self.elements(etape);
            if let Some(etat) = elements.iter().find_map(|element| self.next_of_element(etape, element)) {
                return etat;
            }
            if elements.is_empty()
                && let Some(chemin) = self.new_element(etape)
            {
                return Etat::Champ { chemin, motif: None };
            }
            if let Some(repetition) = &etape.repetition
                && !self.dossier.closes.contains(&etape.cle)
                && elements.len() < repetition.max as usize
            {
                return Etat::Encore { etape: etape.cle.clone() };
            }
        }
        match self.pieces_a_fournir().into_iter().find(|piece| !self.is_passee(piece)) {
            Some(piece) => Etat::Piece(piece.cle),
            None => Etat::Complet,
        }
    }

    /// Where a new element begins: it exists once its first field is answered.
    pub fn new_element(&self, etape: &'a Etape) -> Option<Chemin> {
        let champ = self.pending(etape, None).next()?.0.cle.clone();
        Some(Chemin { etape: etape.cle.clone(), element: self.dossier.last_element + 1, champ })
    }

    /// All that an étape still wants before sending, by label, once each.
    pub fn missing(&self, etape: &'a Etape) -> Vec<String> {
        let elements = self.elements(etape);
        let mut missing: Vec<String> = Vec::new();
        let mut add = |libelle: &str| {
            if !missing.iter().any(|known| known == libelle) {
                missing.push(libelle.to_owned());
            }
        };
        let required = |champ: &Champ, motif: &Option<Motif>| champ.exige == Exige::Requis || motif.is_some();
        if elements.is_empty() {
            self.pending(etape, None)
                .filter(|(c, m)| required(c, m))
                .for_each(|(champ, _)| add(&champ.libelle));
        }
        for element in elements {
            for (champ, motif) in self.pending(etape, Some(element)) {
                if required(champ, &motif) {
                    add(&champ.libelle);
                }
            }
            for regle in &etape.regles {
                if !self.holds(etape, Some(element), &regle.exige) {
                    add(etape.find_champ(&regle.champ).map_or(&regle.champ, |champ| &champ.libelle));
                }
            }
        }
        missing
    }

    /// All that a request still wants before sending: fields, then pièces, by label.
    pub fn manque(&self) -> Vec<String> {
        let champs = self.dispositif.etapes.iter().flat_map(|etape| self.missing(etape));
        champs.chain(self.pieces_a_fournir().into_iter().map(|piece| piece.libelle)).collect()
    }

    /// Nothing of this étape is left to ask.
    pub fn is_done(&self, etape: &'a Etape) -> bool {
        self.elements(etape).iter().all(|e| self.next_of_element(etape, e).is_none())
    }

    /// Every field that must be answered is.
    pub fn is_complete(&self) -> bool {
        self.dispositif.etapes.iter().all(|etape| self.missing(etape).is_empty())
    }

    /// The fields already answered or skipped by the person, in order: where « Retour » leads.
    pub fn answered(&self) -> Vec<Chemin> {
        let mut out = Vec::new();
        for etape in &self.dispositif.etapes {
            for element in self.elements(etape) {
                for champ in self.open_champs(etape, Some(element)) {
                    if champ.pose == Pose::Toujours
                        && element.reponses.get(&champ.cle).is_some_and(|reponse| !reponse.proposee)
                    {
                        out.push(Chemin {
                            etape: etape.cle.clone(),
                            element: element.id,
                            champ: champ.cle.clone(),
                        });
                    }
                }
            }
        }
        out
    }

    /// Position of an étape among the dispositif's.
    pub fn rank(&self, etape: &str) -> usize {
        self.dispositif.etapes.iter().position(|e| e.cle == etape).unwrap_or(usize::MAX)
    }
}
