//! What the assistant already knows, as the value of a field.

use crate::annuaire::Personne;
use crate::catalogue::{Nature, Propose, ProprieteEntite, ProprieteIndividu};
use crate::dossier::{Element, Valeur};
use crate::parcours::Parcours;

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

/// 06 and 07 of the French numbering plan.
fn is_mobile(e164: &str) -> bool {
    e164.starts_with("+336") || e164.starts_with("+337")
}
