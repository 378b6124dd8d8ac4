//! Several answers in one message: what was asked, and whatever else can mean one thing only.

mod projet;

use super::choix::Bouton;
use super::tour::Tour;
use crate::catalogue::{Champ, Commande, Etape, Exige, Nature, Pose};
use crate::dossier::{Chemin, Valeur};
use crate::message::{Action, Refus, Screen};
use crate::reading::{self, Lecture, Plusieurs, Role, fold, has_words};

/// More answers in one message than this are looked through in « Modifier ».
const CORRECTIONS_MAX: usize = 8;

/// Which text field takes what begins a message and is nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Debut {
    Aucun,
    /// The field that is asked.
    Demande,
    /// The title, in a letter, whatever is asked first.
    Titre,
}

impl<'a> Tour<'a> {
    /// Takes the answers of a message that holds several, or one to another question that it names.
    /// False, and nothing was changed, when it is an answer like any other.
    pub fn take_several(&mut self, asked: &Chemin, text: &str, message: Option<&str>) -> bool {
        let said_apart = |champ: &Champ| champ.a_part.iter().any(|part| part.is_said(text, &champ.nature));
        if self.field(asked).is_none_or(|(_, champ)| said_apart(champ)) {
            return false;
        }
        let asked_key = key(&asked.etape, &asked.champ);
        let read = self.read_several(asked, text, Debut::Demande);
        let named_another = read
            .prises
            .first()
            .is_some_and(|prise| prise.cle != asked_key && read.reste(text).is_empty() && text.contains(':'));
        let found = read.find(&asked_key).is_some();
        let others = read.prises.iter().filter(|prise| prise.cle != asked_key);
        // « Préparer Noël 2027 », « Réussir son 14 juillet » are titles.
        let feasts = others.clone().all(|prise| text.get(prise.octets.clone()).is_some_and(names_a_feast));
        let several = found && (others.count() > 0 && !feasts || self.doubts_a_period(asked, text, &read));
        if !several && !named_another && !self.answers_elsewhere(asked, text, &read) {
            return false;
        }
        if self.overtaken() || self.draft_mut().is_none() {
            return true;
        }
        let taken = self.take_read(asked, read, message);
        if taken {
            self.keep_partants(text);
        }
        taken
    }

    /// « Tourage du 28 au 30 avril, non, du 3 au 5 »: which days, she is asked, and they are no part of the title.
    fn doubts_a_period(&self, asked: &Chemin, text: &str, read: &Plusieurs) -> bool {
        // « Préparer Noël, du 3 au 5 ou du 10 au 12 »: a feast is a day as well.
        if names_a_feast(text) {
            return false;
        }
        let is_day = |(etape, champ): &&(&Etape, &Champ)| {
            champ.nature == Nature::Date && read.douteux.contains(&key(&etape.cle, &champ.cle))
        };
        self.answerable(asked).iter().filter(is_day).count() > 1
    }

    /// Writes what was read, and goes on. False when nothing of it could stay.
    fn take_read(&mut self, asked: &Chemin, read: Plusieurs, message: Option<&str>) -> bool {
        let mut taken = Vec::new();
        self.record_several(asked, read, message, &mut taken);
        let Some(first) = taken.first() else { return false };
        self.propose(true);
        self.warn(first);
        self.advance();
        true
    }

    /// People who write on end write ahead: what cannot answer the question asked, and is wholly another answer, is that
    /// answer. Said alone, it is a mistake to be told of.
    fn answers_elsewhere(&self, asked: &Chemin, text: &str, read: &Plusieurs) -> bool {
        let Some((_, champ)) = self.field(asked).filter(|_| self.monde.rafale && !read.prises.is_empty())
        else {
            return false;
        };
        let kind = std::mem::discriminant(&champ.nature);
        let champs = self.answerable(asked);
        let of_another_kind = |cle: &str| {
            let found = champs.iter().find(|(etape, champ)| key(&etape.cle, &champ.cle) == cle);
            found.is_some_and(|(_, champ)| std::mem::discriminant(&champ.nature) != kind)
        };
        read.prises.iter().all(|prise| of_another_kind(&prise.cle))
            && read.reste(text).is_empty()
            && matches!(self.read(asked, text), Lecture::Refused(_))
    }

    /// What a text answers of all that waits.
    pub fn read_several(&self, asked: &Chemin, text: &str, debut: Debut) -> Plusieurs {
        self.several(&self.answerable(asked), asked, text, debut)
    }

    /// « pas de repas », to a question of how many: the answer names what it counts.
    pub fn read_by_name(&self, asked: &Chemin, text: &str) -> Option<Lecture> {
        let field = self
            .field(asked)
            .filter(|(_, champ)| matches!(champ.nature, Nature::Entier { .. } | Nature::Decimal { .. }))?;
        let read = self.several(&[field], asked, text, Debut::Aucun);
        read.find(&key(&asked.etape, &asked.champ)).map(|prise| Lecture::Read(prise.lu.clone()))
    }

    /// Writes these answers, each where it belongs; those that were taken are added to `taken`.
    pub fn record_several(
        &mut self,
        asked: &Chemin,
        read: Plusieurs,
        message: Option<&str>,
        taken: &mut Vec<Chemin>,
    ) {
        let champs = self.answerable(asked);
        for prise in read.prises {
            let found = champs.iter().find(|(etape, champ)| key(&etape.cle, &champ.cle) == prise.cle);
            let Some((etape, champ)) = found else { continue };
            let chemin = self.chemin(asked, etape, champ);
            if self.refusal(&chemin, &prise.lu.valeur).is_some()
                || !self.is_open_now(etape, &chemin, champ) && !self.imply(&chemin, true)
            {
                continue;
            }
            self.record(&chemin, champ, prise.lu, message);
            taken.push(chemin);
        }
    }

    /// Where one message gave several answers, one tap corrects each. « Retour » is enough for a single one.
    pub fn corrections(&self, screen: &Screen) -> Vec<Bouton> {
        let goes_on = matches!(
            screen,
            Screen::Question(_) | Screen::Encore(_) | Screen::Pieces(_) | Screen::Recapitulatif(_)
        );
        if !goes_on || self.prises.len() < 2 {
            return Vec::new();
        }
        let modifier = self.libelle(Commande::Modifier);
        let taken = self.prises.iter().take(CORRECTIONS_MAX);
        let bouton = |chemin: &Chemin| {
            let (_, champ) = self.field(chemin)?;
            let label = format!("{modifier} : {}", champ.nom());
            Some(Bouton::secondary(label, Action::ModifierChamp(chemin.clone())))
        };
        taken.filter_map(bouton).collect()
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
                // « chez Cegos », where it is still asked who trains.
                let opens = || {
                    let chemin = self.chemin(asked, etape, champ);
                    champ.exige == Exige::Requis && parcours.implied(&chemin).is_some()
                };
                if (is_asked || waits)
                    && is_read_among_others(&champ.nature)
                    && (parcours.is_open(etape, element, champ) || opens())
                {
                    out.push((etape, champ));
                }
            }
        }
        out
    }

    pub(super) fn several(
        &self,
        champs: &[(&'a Etape, &'a Champ)],
        asked: &Chemin,
        text: &str,
        debut: Debut,
    ) -> Plusieurs {
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
                let begins = match debut {
                    Debut::Aucun => false,
                    Debut::Demande => *key_of == key(&asked.etape, &asked.champ),
                    Debut::Titre => names.contains(&"titre"),
                };
                if begins && matches!(champ.nature, Nature::Texte { .. }) { place.libre() } else { place }
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

    /// Why a value cannot stay where it is said.
    pub fn refusal(&self, chemin: &Chemin, valeur: &Valeur) -> Option<Refus> {
        let (etape, champ) = self.field(chemin)?;
        let parcours = self.parcours()?;
        let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
        parcours.refusal(etape, element, champ, valeur)
    }
}

/// « Noël 2027 », « son 14 juillet »: a day that titles are about.
fn names_a_feast(text: &str) -> bool {
    const FEASTS: [&str; 6] = ["noel", "paques", "toussaint", "ascension", "pentecote", "14 juillet"];
    let folded = fold(text);
    FEASTS.iter().any(|feast| has_words(&folded, feast))
}

pub(super) fn key(etape: &str, champ: &str) -> String {
    format!("{etape}.{champ}")
}

/// Kinds whose values stand out among other words.
pub(super) fn is_read_among_others(nature: &Nature) -> bool {
    matches!(
        nature,
        Nature::Texte { .. }
            | Nature::Date
            | Nature::Heures { .. }
            | Nature::Montant { .. }
            | Nature::Email
            | Nature::Telephone
            | Nature::Siret
            | Nature::Entier { .. }
            | Nature::Decimal { .. }
            | Nature::Choix { .. }
            | Nature::CodePostal
            | Nature::Commune
            | Nature::Idcc
            | Nature::Nda
            | Nature::CodeCertification
    )
}

/// What people call what goes by a name, folded.
const SYNONYMES: [(&str, &[&str]); 2] = [
    ("duree", &["temps", "volume", "nb heures", "nb d heures", "combien d heures"]),
    ("prix", &["ht", "total ht", "montant ht", "cout ht", "prix ht", "tarif ht", "cout pedagogique"]),
];

/// What each field may be called: its label, and the first words of it that no other field begins with.
fn names(champs: &[(&Etape, &Champ)]) -> Vec<Vec<String>> {
    let begins: Vec<Vec<String>> = champs
        .iter()
        .map(|(_, champ)| {
            let label = fold(&champ.libelle);
            let words: Vec<&str> = label.split(' ').collect();
            let mut names: Vec<String> = (1..=words.len()).map(|count| words[..count].join(" ")).collect();
            names.push(fold(champ.nom()));
            // « Nombre de nuits » is called « nuits » too.
            names.extend(label.strip_prefix("nombre de ").map(str::to_owned));
            names.extend(champ.mots.iter().map(|mot| fold(mot)));
            let usual = SYNONYMES.iter().filter(|(name, _)| names.iter().any(|known| known == name));
            let usual: Vec<String> =
                usual.flat_map(|(_, others)| others.iter().map(|other| (*other).to_owned())).collect();
            names.extend(usual);
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
