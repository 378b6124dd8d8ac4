//! Several answers in one message: what was asked, and whatever else can mean one thing only.

use super::tour::Tour;
use crate::catalogue::{Champ, Etape, Exige, Nature, Pose};
use crate::dossier::{Chemin, Valeur};
use crate::reading::{self, Plusieurs, Role, fold};

impl<'a> Tour<'a> {
    /// Takes the answers of a message that holds several, or one to another question that it names.
    /// False, and nothing was changed, when it is an answer like any other.
    pub fn take_several(&mut self, asked: &Chemin, text: &str, message: Option<&str>) -> bool {
        let said_apart = |champ: &Champ| champ.a_part.iter().any(|part| part.is_said(text, &champ.nature));
        if self.field(asked).is_none_or(|(_, champ)| said_apart(champ)) {
            return false;
        }
        let champs = self.answerable(asked);
        let read = self.several(&champs, asked, text);
        let named_another = read.prises.first().is_some_and(|prise| {
            prise.cle != key(&asked.etape, &asked.champ) && read.reste(text).is_empty() && text.contains(':')
        });
        let several = read.prises.len() > 1 && read.find(&key(&asked.etape, &asked.champ)).is_some();
        if !several && !named_another {
            return false;
        }
        if self.overtaken() || self.draft_mut().is_none() {
            return true;
        }
        let mut first = None;
        for prise in read.prises {
            let Some((etape, champ)) =
                champs.iter().find(|(etape, champ)| key(&etape.cle, &champ.cle) == prise.cle)
            else {
                continue;
            };
            let chemin = self.chemin(asked, etape, champ);
            if self.refused(&chemin, &prise.lu.valeur) {
                continue;
            }
            self.record(&chemin, champ, prise.lu, message);
            first.get_or_insert(chemin);
        }
        let Some(first) = first else { return false };
        self.propose(true);
        self.warn(&first);
        self.advance();
        true
    }

    /// The fields that wait for an answer words can give. Of an étape that repeats, those of the one element there is.
    fn answerable(&self, asked: &Chemin) -> Vec<(&'a Etape, &'a Champ)> {
        let (Some(dispositif), Some(parcours)) = (self.dispositif(), self.parcours()) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for etape in &dispositif.etapes {
            let elements = parcours.dossier.elements(&etape.cle);
            let here = etape.cle == asked.etape;
            let repeats_people =
                etape.repetition.as_ref().is_some_and(|repetition| repetition.unique.is_some());
            if !here && (elements.len() > 1 || repeats_people) {
                continue;
            }
            let element = match here {
                true => elements.iter().find(|element| element.id == asked.element),
                false => elements.first(),
            };
            for champ in &etape.champs {
                let waits = element.is_none_or(|element| !element.reponses.contains_key(&champ.cle))
                    && (champ.pose == Pose::Toujours || champ.exige == Exige::Requis);
                let is_asked = here && champ.cle == asked.champ;
                if (is_asked || waits)
                    && is_read_among_others(&champ.nature)
                    && parcours.is_open(etape, element, champ)
                {
                    out.push((etape, champ));
                }
            }
        }
        out
    }

    fn several(&self, champs: &[(&'a Etape, &'a Champ)], asked: &Chemin, text: &str) -> Plusieurs {
        let keys: Vec<String> = champs.iter().map(|(etape, champ)| key(&etape.cle, &champ.cle)).collect();
        let names = names(champs);
        let is_first = |champ: &Champ| {
            champs.iter().any(|(_, other)| other.pas_avant.as_deref() == Some(champ.cle.as_str()))
        };
        let places: Vec<reading::Place<'_>> = champs
            .iter()
            .zip(&keys)
            .zip(&names)
            .map(|(((_, champ), key_of), names)| {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let place = reading::Place::new(key_of, &champ.nature, &names);
                let place = match champ.nature {
                    Nature::Date if is_first(champ) => place.role(Role::Debut),
                    Nature::Date if champ.pas_avant.is_some() => place.role(Role::Fin),
                    _ => place,
                };
                let is_asked = *key_of == key(&asked.etape, &asked.champ);
                if is_asked && matches!(champ.nature, Nature::Texte { .. }) { place.libre() } else { place }
            })
            .collect();
        reading::plusieurs(&places, text, &self.contexte(Some(asked)))
    }

    /// The place of a field: in the element that is asked about, in the one there is, or in a new one.
    fn chemin(&self, asked: &Chemin, etape: &Etape, champ: &Champ) -> Chemin {
        let dossier = self.state.dossier.as_ref();
        let first =
            dossier.and_then(|dossier| dossier.elements(&etape.cle).first()).map(|element| element.id);
        let next = dossier.map_or(1, |dossier| dossier.last_element + 1);
        let element = if etape.cle == asked.etape { asked.element } else { first.unwrap_or(next) };
        Chemin { etape: etape.cle.clone(), element, champ: champ.cle.clone() }
    }

    fn refused(&self, chemin: &Chemin, valeur: &Valeur) -> bool {
        let (Some(parcours), Some((etape, champ))) = (self.parcours(), self.field(chemin)) else {
            return true;
        };
        let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
        parcours.refusal(etape, element, champ, valeur).is_some()
    }
}

fn key(etape: &str, champ: &str) -> String {
    format!("{etape}.{champ}")
}

/// Kinds whose values stand out among other words.
fn is_read_among_others(nature: &Nature) -> bool {
    matches!(
        nature,
        Nature::Texte { .. }
            | Nature::Date
            | Nature::Heures { .. }
            | Nature::Montant { .. }
            | Nature::Email
            | Nature::Telephone
            | Nature::Siret
    )
}

/// What each field may be called: its label, and the first words of it that no other field begins with.
fn names(champs: &[(&Etape, &Champ)]) -> Vec<Vec<String>> {
    let begins: Vec<Vec<String>> = champs
        .iter()
        .map(|(_, champ)| {
            let label = fold(&champ.libelle);
            let words: Vec<&str> = label.split(' ').collect();
            let mut names: Vec<String> = (1..=words.len()).map(|count| words[..count].join(" ")).collect();
            names.push(fold(champ.nom()));
            names
        })
        .collect();
    let shared = |name: &String| begins.iter().filter(|names| names.contains(name)).count() > 1;
    begins
        .iter()
        .map(|names| {
            let ends_well = |name: &&String| {
                !matches!(name.rsplit(' ').next(), Some("de" | "du" | "la" | "le" | "l" | "d"))
            };
            names.iter().filter(|name| !shared(name)).filter(ends_well).cloned().collect()
        })
        .collect()
}
