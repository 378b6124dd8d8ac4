//! What a letter asks: everything that is missing, and what the likely answers would make wanted.

use std::collections::BTreeSet;

use super::{Motif, Parcours};
use crate::catalogue::{Champ, Etape, Exige, Nature};
use crate::dossier::{Centiemes, Chemin, Dossier, Element, Montant, Reponse, Taux, Valeur};

/// Answers that make others wanted, which make others wanted…: more steps than any form has.
const STEPS: usize = 8;

/// A field that a letter asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demandee {
    pub chemin: Chemin,
    /// It is only wanted if another question is answered as most people answer it.
    pub selon: bool,
}

impl Parcours<'_> {
    /// All fields that want an answer, in order, with those that the usual answers to them would open: the first
    /// option of a choice, some amount. Elements that are to come have the numbers they would be given.
    ///
    /// What the assistant may find out by itself of an element to come is left out: it is asked once it is there, if
    /// it is still missing then.
    pub fn a_demander(&self) -> Vec<Demandee> {
        let mut supposed = self.dossier.clone();
        let to_come = self.begin_elements(&mut supposed);
        let asked: BTreeSet<Chemin> = wanted(self, &supposed, &to_come).into_iter().collect();
        let mut all: Vec<Chemin> = Vec::new();
        for _ in 0..STEPS {
            let now = wanted(self, &supposed, &to_come);
            let before = all.len();
            all.extend(now.iter().filter(|chemin| !all.contains(chemin)).cloned().collect::<Vec<_>>());
            if all.len() == before {
                break;
            }
            for chemin in &now {
                self.suppose(&mut supposed, chemin);
            }
        }
        let rank = |chemin: &Chemin| {
            let champ = self
                .dispositif
                .find_etape(&chemin.etape)
                .and_then(|etape| etape.champs.iter().position(|champ| champ.cle == chemin.champ));
            (self.rank(&chemin.etape), chemin.element, champ)
        };
        all.sort_by_key(rank);
        all.into_iter().map(|chemin| Demandee { selon: !asked.contains(&chemin), chemin }).collect()
    }

    /// The choice of the same element that an answer to this field goes without saying: nobody names a training
    /// organisation who trains by herself.
    pub fn implied(&self, chemin: &Chemin) -> Option<(Chemin, Valeur)> {
        let etape = self.dispositif.find_etape(&chemin.etape)?;
        let wanted = etape.find_champ(&chemin.champ)?;
        let element = self.dossier.find_element(&chemin.etape, chemin.element);
        let missing = self.pending(etape, element).map(|(champ, _)| champ);
        missing.filter(|champ| matches!(champ.nature, Nature::Choix { .. })).find_map(|champ| {
            let choice = Chemin { champ: champ.cle.clone(), ..chemin.clone() };
            let mut supposed = self.dossier.clone();
            self.suppose(&mut supposed, &choice);
            let parcours = Parcours { dossier: &supposed, ..*self };
            let element = supposed.find_element(&chemin.etape, chemin.element);
            let opens = parcours
                .dispositif
                .find_etape(&chemin.etape)
                .is_some_and(|etape| parcours.is_open(etape, element, wanted));
            Some((choice, usual(champ)?)).filter(|_| opens)
        })
    }

    /// Begins what each étape without an element lacks; the numbers given.
    fn begin_elements(&self, supposed: &mut Dossier) -> Vec<u32> {
        let mut to_come = Vec::new();
        for etape in &self.dispositif.etapes {
            if self.elements(etape).is_empty() && self.new_element(etape).is_some() {
                let number = supposed.last_element + 1;
                supposed.element_mut(&etape.cle, number);
                to_come.push(number);
            }
        }
        to_come
    }

    fn suppose(&self, supposed: &mut Dossier, chemin: &Chemin) {
        let champ =
            self.dispositif.find_etape(&chemin.etape).and_then(|etape| etape.find_champ(&chemin.champ));
        let Some(valeur) = champ.filter(|champ| champ.exige == Exige::Requis).and_then(usual) else { return };
        let reponse =
            Reponse { valeur: Some(valeur), at: self.dossier.created_at, message: None, proposee: true };
        let element = supposed.element_mut(&chemin.etape, chemin.element);
        element.reponses.entry(chemin.champ.clone()).or_insert(reponse);
    }
}

/// What most people answer, where answers differ in what they open.
fn usual(champ: &Champ) -> Option<Valeur> {
    match &champ.nature {
        Nature::Choix { options } => options.first().map(|option| Valeur::Choix(option.cle.clone())),
        Nature::Montant { .. } => Some(Valeur::Montant(Montant(1))),
        Nature::Taux { .. } => Some(Valeur::Taux(Taux(1))),
        Nature::Heures { .. } => Some(Valeur::Heures(Centiemes(1))),
        Nature::Decimal { .. } => Some(Valeur::Decimal(Centiemes(1))),
        Nature::Entier { .. } => Some(Valeur::Entier(1)),
        _ => None,
    }
}

/// The fields that want an answer in this dossier.
fn wanted(real: &Parcours<'_>, supposed: &Dossier, to_come: &[u32]) -> Vec<Chemin> {
    let parcours = Parcours { dispositif: real.dispositif, dossier: supposed };
    let mut out = Vec::new();
    for etape in &parcours.dispositif.etapes {
        for element in parcours.elements(etape) {
            let to_come = to_come.contains(&element.id);
            out.extend(
                parcours.wanted_of(etape, element).filter(|champ| !to_come || champ.propose.is_none()).map(
                    |champ| Chemin {
                        etape: etape.cle.clone(),
                        element: element.id,
                        champ: champ.cle.clone(),
                    },
                ),
            );
        }
    }
    out
}

impl<'a> Parcours<'a> {
    /// The fields of an element that want an answer; when all have one, the first that breaks a rule.
    fn wanted_of(&self, etape: &'a Etape, element: &'a Element) -> impl Iterator<Item = &'a Champ> {
        let mut pending: Vec<(&Champ, Option<Motif>)> = self.pending(etape, Some(element)).collect();
        if pending.is_empty() {
            let broken = etape.regles.iter().find(|regle| !self.holds(etape, Some(element), &regle.exige));
            pending
                .extend(broken.and_then(|regle| etape.find_champ(&regle.champ)).map(|champ| (champ, None)));
        }
        pending.into_iter().map(|(champ, _)| champ)
    }
}
