//! What the assistant already knows, as the value of a field.

use super::tour::Tour;
use crate::affichage::afficher;
use crate::annuaire::Personne;
use crate::catalogue::{Exige, Nature, Propose, ProprieteEntite, ProprieteIndividu};
use crate::dossier::{Chemin, Element, Reponse, Valeur};
use crate::message::Note;
use crate::parcours::Parcours;
use crate::partage::Droit;

impl Tour<'_> {
    /// Takes what the assistant knows (`Champ::propose`) for every element; what the person said stays.
    /// `aloud`: what is new and required is echoed.
    pub fn propose(&mut self, aloud: bool) {
        for (chemin, valeur) in self.proposals() {
            let Some((_, champ)) = self.field(&chemin) else { continue };
            let shown = valeur.as_ref().map(|valeur| afficher(&champ.nature, valeur));
            let Some(valeur) = valeur else {
                if let Some(dossier) = self.state.dossier.as_mut() {
                    dossier.element_mut(&chemin.etape, chemin.element).reponses.remove(&chemin.champ);
                }
                continue;
            };
            let reponse = Reponse { valeur: Some(valeur), at: self.monde.now, message: None, proposee: true };
            let changed = self.write(&chemin, reponse);
            if let (true, true, Exige::Requis, Some(valeur)) = (aloud, changed, &champ.exige, shown) {
                self.note(Note::Echo { libelle: champ.nom().to_owned(), valeur });
            }
        }
    }

    /// The proposals that differ from what is there: value to write, or `None` to take back.
    fn proposals(&self) -> Vec<(Chemin, Option<Valeur>)> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let mut out = Vec::new();
        for etape in &parcours.dispositif.etapes {
            for element in parcours.dossier.elements(&etape.cle) {
                for champ in &etape.champs {
                    let Some(source) = &champ.propose else { continue };
                    // The account that counts is the owner's, whoever fills the request with her.
                    if is_account(source) && self.droit() != Droit::Proprietaire {
                        continue;
                    }
                    let reponse = element.reponses.get(&champ.cle);
                    if reponse.is_some_and(|reponse| !reponse.proposee) {
                        continue;
                    }
                    let proposed = value(source, &champ.nature, parcours, element, self.monde.personne);
                    if proposed.as_ref() != reponse.and_then(|reponse| reponse.valeur.as_ref()) {
                        let chemin = Chemin {
                            etape: etape.cle.clone(),
                            element: element.id,
                            champ: champ.cle.clone(),
                        };
                        out.push((chemin, proposed));
                    }
                }
            }
        }
        out
    }
}

/// The proposal for a field of this element, if its source is known.
pub(super) fn value(
    source: &Propose,
    nature: &Nature,
    parcours: Parcours<'_>,
    element: &Element,
    personne: &Personne,
) -> Option<Valeur> {
    let text = match source {
        Propose::CompteEmail => Some(personne.email.clone()),
        Propose::CompteNom => personne.nom.clone(),
        Propose::Champ(path) => return parcours.dossier.valeurs(path).next().cloned(),
        Propose::Individu { champ, propriete } => {
            let Valeur::Individu(individu) = element.valeur(champ)? else { return None };
            match propriete {
                ProprieteIndividu::Csp => individu.csp.clone(),
                ProprieteIndividu::Rue => individu.rue.clone(),
                ProprieteIndividu::CodePostal => individu.code_postal.clone(),
                ProprieteIndividu::Ville => individu.ville.clone(),
                ProprieteIndividu::Email => individu.email.clone(),
                ProprieteIndividu::TelFixe => individu.telephone.clone().filter(|number| !is_mobile(number)),
                ProprieteIndividu::TelPortable => {
                    individu.telephone.clone().filter(|number| is_mobile(number))
                }
            }
        }
        Propose::Entite { champ, propriete } => {
            let Valeur::Entite(entite) = element.valeur(champ)? else { return None };
            match propriete {
                ProprieteEntite::Idcc => entite.idcc.clone(),
                ProprieteEntite::Siret => Some(entite.siret.clone()),
            }
        }
    }?;
    match nature {
        Nature::Choix { options } => {
            options.iter().any(|option| option.cle == text).then_some(Valeur::Choix(text))
        }
        _ => Some(Valeur::Texte(text)),
    }
}

/// What is proposed depends on who is speaking.
pub(super) fn is_account(source: &Propose) -> bool {
    matches!(source, Propose::CompteEmail | Propose::CompteNom)
}

/// 06 and 07 of the French numbering plan.
fn is_mobile(e164: &str) -> bool {
    e164.starts_with("+336") || e164.starts_with("+337")
}
