//! Drafts that began with an earlier revision, carried over to the newest one. No answer is lost: what has no place
//! any more is kept aside, in the dossier.

mod nature;
mod pieces;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::affichage::afficher;
use crate::catalogue::{Catalogue, Dispositif, Etape, Nature};
use crate::clock;
use crate::dossier::{Chemin, Dossier, Element, MiseDeCote, Reponse, Reponses};
use crate::message::Ligne;
use crate::parcours::Parcours;
use nature::Accord;

/// A draft in its new revision, and what the person must know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reprise {
    pub dossier: Dossier,
    /// Answers that were put aside: they have no place any more.
    pub gardees: Vec<Ligne>,
    /// Answers that do not fit their field any more: asked again.
    pub a_redonner: Vec<Ligne>,
    /// Answers that were read anew, as they are understood now.
    pub relues: Vec<Ligne>,
}

/// An answer on its way to its place.
struct Ancienne {
    chemin: Chemin,
    libelle: String,
    /// As it was shown; none for a question that was passed.
    valeur: Option<String>,
    reponse: Reponse,
    /// It was put aside before: the person knows.
    known: bool,
}

/// Where an answer came to.
enum Place {
    Kept,
    /// As it is shown now.
    Read(String),
    Unfit,
    Nowhere,
}

/// The revision a draft is to be carried over to, if it is.
pub fn target<'a>(catalogue: &'a Catalogue, dossier: &Dossier) -> Option<&'a Dispositif> {
    if dossier.statut.is_locked() {
        return None;
    }
    let newest = catalogue.current().into_iter().find(|d| d.cle == dossier.dispositif)?;
    let carries = newest.reprise.revisions.contains(&dossier.revision)
        || catalogue.find_dispositif(&dossier.dispositif, &dossier.revision).is_none()
        || dossier.is_empty();
    (newest.revision != dossier.revision && carries).then_some(newest)
}

/// The new name of what these revisions renamed, one after the other.
pub fn renamed(catalogue: &Catalogue, dossier: &Dossier, to: &Dispositif, path: &str) -> String {
    follow(catalogue, dossier, to, path, |d| &d.reprise.renommes)
}

fn follow(
    catalogue: &Catalogue,
    dossier: &Dossier,
    to: &Dispositif,
    name: &str,
    renames: impl Fn(&Dispositif) -> &BTreeMap<String, String>,
) -> String {
    let since =
        |d: &&Dispositif| d.cle == to.cle && d.revision > dossier.revision && d.revision <= to.revision;
    let mut steps: Vec<&Dispositif> = catalogue.dispositifs.iter().filter(since).collect();
    steps.sort_by(|a, b| a.revision.cmp(&b.revision));
    steps.iter().fold(name.to_owned(), |name, d| renames(d).get(&name).cloned().unwrap_or(name))
}

/// Carries a draft over. Each answer keeps its element, and goes to the new name of its field.
pub fn carry(catalogue: &Catalogue, dossier: &Dossier, to: &Dispositif, now: DateTime<Utc>) -> Reprise {
    let from = catalogue.find_dispositif(&dossier.dispositif, &dossier.revision);
    let mut reprise = Reprise {
        dossier: Dossier {
            revision: to.revision.clone(),
            etapes: BTreeMap::new(),
            mises_de_cote: Vec::new(),
            updated_at: now,
            ..dossier.clone()
        },
        gardees: Vec::new(),
        a_redonner: Vec::new(),
        relues: Vec::new(),
    };
    for (cle, elements) in &dossier.etapes {
        if let Some(etape) = to.find_etape(cle) {
            elements.iter().for_each(|element| {
                find_element(&mut reprise.dossier, etape, element.id, false);
            });
        }
    }
    for ancienne in anciennes(from, to, dossier) {
        let new = renamed(catalogue, dossier, to, &path(&ancienne.chemin));
        let nature = from.and_then(|d| d.find_champ(&path(&ancienne.chemin))).map(|(_, champ)| &champ.nature);
        let place = lay(&mut reprise.dossier, to, &new, nature, &ancienne, now);
        reprise.tell(place, ancienne);
    }
    let piece = |cle: &str| follow(catalogue, dossier, to, cle, |d| &d.reprise.pieces);
    pieces::carry(&mut reprise.dossier, from, to, &piece);
    reprise
}

impl Reprise {
    /// Keeps aside what found no place. What the assistant had only proposed is nobody's loss.
    fn tell(&mut self, place: Place, ancienne: Ancienne) {
        let Ancienne { chemin, libelle, valeur, reponse, known } = ancienne;
        let lignes = match place {
            Place::Kept => return,
            Place::Read(valeur) => return self.relues.push(Ligne { libelle, valeur }),
            Place::Unfit => &mut self.a_redonner,
            Place::Nowhere => &mut self.gardees,
        };
        let Some(valeur) = valeur else { return };
        if !known && !reponse.proposee {
            lignes.push(Ligne { libelle: libelle.clone(), valeur: valeur.clone() });
        }
        self.dossier.mises_de_cote.push(MiseDeCote { chemin, libelle, valeur, reponse });
    }

    /// Nothing changed but the number of the revision.
    pub fn is_silent(&self) -> bool {
        self.gardees.is_empty() && self.a_redonner.is_empty() && self.relues.is_empty()
    }
}

fn path(chemin: &Chemin) -> String {
    format!("{}.{}", chemin.etape, chemin.champ)
}

/// All answers of a draft, those put aside earlier last.
fn anciennes(from: Option<&Dispositif>, to: &Dispositif, dossier: &Dossier) -> Vec<Ancienne> {
    let mut out = Vec::new();
    for (cle, elements) in &dossier.etapes {
        for (rank, element) in elements.iter().enumerate() {
            for (champ, reponse) in &element.reponses {
                let chemin = Chemin { etape: cle.clone(), element: element.id, champ: champ.clone() };
                let known = [from, Some(to)].into_iter().flatten();
                let place = known.filter_map(|d| d.find_champ(&path(&chemin))).next();
                let valeur = reponse.valeur.as_ref().map(|valeur| match place {
                    Some((_, champ)) => afficher(&champ.nature, valeur),
                    None => afficher(&Nature::Date, valeur),
                });
                let libelle =
                    place.map_or_else(|| spoken(champ), |(etape, champ)| named(etape, rank, champ.nom()));
                out.push(Ancienne { chemin, libelle, valeur, reponse: reponse.clone(), known: false });
            }
        }
    }
    out.extend(dossier.mises_de_cote.iter().cloned().map(|m| Ancienne {
        chemin: m.chemin,
        libelle: m.libelle,
        valeur: Some(m.valeur),
        reponse: m.reponse,
        known: true,
    }));
    out
}

/// « Module 2, coût total ».
fn named(etape: &Etape, rank: usize, champ: &str) -> String {
    match &etape.repetition {
        Some(repetition) => format!("{} {}, {champ}", repetition.nom, rank + 1),
        None => champ.to_owned(),
    }
}

/// A key as people can read it, when its label is not known any more.
fn spoken(cle: &str) -> String {
    let text = cle.replace('_', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The element an answer goes to, made while there is room. `moved`: from another étape.
fn find_element<'d>(
    dossier: &'d mut Dossier,
    etape: &Etape,
    id: u32,
    moved: bool,
) -> Option<&'d mut Element> {
    let elements = dossier.etapes.entry(etape.cle.clone()).or_default();
    let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max as usize);
    let only = moved && etape.repetition.is_none();
    let position = match elements.iter().position(|element| element.id == id) {
        Some(position) => position,
        None if only && !elements.is_empty() => 0,
        None if elements.len() < max => {
            elements.push(Element { id, reponses: Reponses::new() });
            elements.len() - 1
        }
        None => return None,
    };
    elements.get_mut(position)
}

/// Lays an answer where it now belongs, if it fits there.
fn lay(
    dossier: &mut Dossier,
    to: &Dispositif,
    new: &str,
    old: Option<&Nature>,
    ancienne: &Ancienne,
    now: DateTime<Utc>,
) -> Place {
    let Some((etape, champ)) = to.find_champ(new) else { return Place::Nowhere };
    let moved = etape.cle != ancienne.chemin.etape;
    let Some(element) = find_element(dossier, etape, ancienne.chemin.element, moved) else {
        return Place::Nowhere;
    };
    if element.valeur(&champ.cle).is_some() {
        return Place::Nowhere;
    }
    let accord = match &ancienne.reponse.valeur {
        Some(valeur) if old != Some(&champ.nature) => {
            nature::agree(&champ.nature, valeur, ancienne.valeur.as_deref().unwrap_or(""), clock::today(now))
        }
        _ => Accord::Same,
    };
    let (reponse, place) = match accord {
        Accord::Same => (ancienne.reponse.clone(), Place::Kept),
        Accord::Read(valeur) => {
            let shown = afficher(&champ.nature, &valeur);
            (Reponse { valeur: Some(valeur), ..ancienne.reponse.clone() }, Place::Read(shown))
        }
        Accord::No => return Place::Unfit,
    };
    element.reponses.insert(champ.cle.clone(), reponse);
    place
}

/// What the conseiller must see beside the form: answers and files that the form has no place for.
pub fn hors_formulaire(parcours: &Parcours<'_>) -> Vec<Ligne> {
    let (dispositif, dossier) = (parcours.dispositif, parcours.dossier);
    let answered_since = |m: &&MiseDeCote| {
        let there = dossier.find_element(&m.chemin.etape, m.chemin.element);
        let known = dispositif.find_champ(&path(&m.chemin)).is_some();
        known && there.is_some_and(|element| element.valeur(&m.chemin.champ).is_some())
    };
    let aside = dossier.mises_de_cote.iter().filter(|m| !m.reponse.proposee && !answered_since(m));
    let mut out: Vec<Ligne> =
        aside.map(|m| Ligne { libelle: m.libelle.clone(), valeur: m.valeur.clone() }).collect();
    // Of a dossier that was sent, and whose revision is gone.
    let unknown = anciennes(None, dispositif, dossier).into_iter();
    let unknown = unknown
        .filter(|a| !a.known && !a.reponse.proposee && dispositif.find_champ(&path(&a.chemin)).is_none());
    out.extend(unknown.filter_map(|a| Some(Ligne { libelle: a.libelle, valeur: a.valeur? })));
    let pieces = dossier
        .pieces
        .iter()
        .filter(|(cle, jointe)| !jointe.fichiers.is_empty() && !pieces::has_place(dispositif, dossier, cle));
    out.extend(pieces.map(|(cle, jointe)| {
        let names: Vec<&str> = jointe.fichiers.iter().map(|file| file.name.as_str()).collect();
        Ligne { libelle: jointe.libelle.clone().unwrap_or_else(|| spoken(cle)), valeur: names.join(", ") }
    }));
    out
}
