//! Values of something else than the training: « son contrat finit le 30 juin », « le solde de 900 € », « si la neige nous bloque ».

mod conditions;
mod contacts;
mod jours;
mod mesures;
mod noms;

use std::ops::Range;

use chrono::Days;

use self::conditions::{cancels, depends, excepts, is_of_a_friend, is_of_ours};
use super::Place;
use super::chantier::Chantier;
use super::etat_civil::is_birthday;
use super::mots::{Mot, mots, stands_at};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::fold;
use crate::reading::lex::{List, Words, listed};

/// Characters of a sentence looked at before a value.
const LONGEST: usize = 160;

/// How long after its days a training is asked for, at most.
const MAY_BE_LATE: Days = Days::new(60);

/// What has days of its own in the life of a firm.
static DATED: Words = Words::new(
    "contrat contrats bail cdd cdi commission train avion bus vol hotel chambre gite airbnb reservation mariage rentree livraison conge conges \
     vacances maternite ouverture fermeture examen inscription inscriptions embauche anciennete entree essai anniversaire naissance \
     demenagement travaux foire reunion visite controle paiement reglement virement cheque acompte solde arrhes echeance bilan loyer assurance \
     commande colis signature validite rdv rendez convention facture devis demande limite butoir agrement soldes marche noel boutique magasin saison galette patron comptable inauguration evaluation portes",
);
/// What has hours of its own.
static LASTING: Words = Words::new(
    "contrat contrats cdd cdi cpf trajet route transport hebdo hebdomadaire hebdomadaires validite pause",
);
/// What has a price of its own.
static PRICED: Words = Words::new(
    "train avion bus vol hotel chambre gite airbnb trajet transport transports billet billets taxi parking peage peages essence carburant livre \
     livres kit tva salaire loyer location caution solde acompte arrhes cheque examen commande nuit nuits nuitee repas horaire",
);
/// What is the training itself.
static TRAINING: Words = Words::new(
    "formation formations stage session sessions cours module modules perfectionnement recyclage debut organisme centre",
);

/// How a value is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etranger {
    /// It is of something else.
    Autre,
    /// It may be one, under a condition or another day: it is to be asked.
    Incertain,
}

impl Chantier<'_, '_> {
    /// Whether what was found here, and no label leads to, is of something else or of what may not be.
    pub fn is_foreign(&self, place: usize, valeur: &Valeur, part: &Range<usize>) -> Option<Etranger> {
        if is_birthday(&self.places[place]) {
            return None;
        }
        let nature = self.places[place].nature;
        let (sentence, after) = (self.sentence_before(part), self.sentence_after(part));
        if depends(self.whole_before(part), sentence, after) || cancels(sentence) {
            return Some(Etranger::Incertain);
        }
        if is_of_a_friend(sentence) {
            return Some(Etranger::Autre);
        }
        let clause = last_clause(sentence);
        match nature {
            Nature::Texte { .. } | Nature::RechercheEntite => self.is_foreign_name(place, part, clause),
            Nature::Telephone | Nature::Email | Nature::Siret | Nature::CodePostal | Nature::Commune => {
                self.is_foreign_contact(nature, part, clause)
            }
            // « pas d'hôtel sauf la deuxième semaine »
            Nature::OuiNon => {
                (excepts(after) || mesures::is_a_difference(clause, after)).then_some(Etranger::Incertain)
            }
            Nature::Date => self.is_foreign_day(place, valeur, part),
            Nature::Heures { .. }
            | Nature::Montant { .. }
            | Nature::Entier { .. }
            | Nature::Decimal { .. } => self.is_foreign_measure(place, part),
            _ => None,
        }
    }

    /// « Ville : Paris ou Lyon », « le prix : 990 € avant, 1 080 maintenant »: what follows a label's value.
    pub fn is_unsure_behind(&self, place: usize, part: &Range<usize>) -> Option<Etranger> {
        let rest = self.whole_after(part);
        let unsure = match self.places[place].nature {
            Nature::Commune | Nature::CodePostal => rest.starts_with(" ou "),
            Nature::Heures { .. } | Nature::Montant { .. } => mesures::is_former(self.sentence_after(part)),
            _ => false,
        };
        unsure.then_some(Etranger::Incertain)
    }

    fn is_foreign_day(&self, place: usize, valeur: &Valeur, part: &Range<usize>) -> Option<Etranger> {
        let (sentence, after) = (self.sentence_before(part), self.sentence_after(part));
        let clause = last_clause(sentence);
        let late = matches!(valeur, Valeur::Date(day) if *day + MAY_BE_LATE < self.contexte.today);
        if self.is_of_a_thing(place, clause)
            || jours::is_past(clause)
            || jours::is_away(clause)
            || jours::is_done(clause)
            || jours::comes_the_day_before(sentence)
            || jours::is_excepted(clause)
            || jours::is_an_event(after)
            || is_of_ours(clause)
            || matches!(valeur, Valeur::Date(day) if *day <= self.contexte.today)
                && self.heads_the_letter(part)
        {
            return Some(Etranger::Autre);
        }
        // A training of last week may still be asked for; one of last year is something else.
        (late || jours::does_not_suit(after) || jours::does_something_else(clause))
            .then_some(Etranger::Incertain)
    }

    fn is_foreign_measure(&self, place: usize, part: &Range<usize>) -> Option<Etranger> {
        let (sentence, after) = (self.sentence_before(part), self.sentence_after(part));
        // « 900 € HT, kit non compris (150 € HT) »
        let opened = sentence.trim().is_empty() && self.piece(0..part.start).ends_with('(');
        let clause =
            last_clause(if opened { self.whole_before(part).trim_end_matches('(') } else { sentence });
        let nature = self.places[place].nature;
        let other = match nature {
            Nature::Heures { .. } => {
                self.is_of_a_thing(place, clause)
                    || mesures::is_of_work(sentence, clause, self.whole_after(part))
                    || mesures::is_when_it_begins(self.line_before(part))
            }
            Nature::Montant { .. } => {
                self.is_of_a_thing(place, clause)
                    || mesures::is_of_others(clause)
                    || mesures::is_of_goods(after)
                    || mesures::is_a_limit(clause, after)
            }
            _ => mesures::is_counted_elsewhere(clause, after),
        };
        if other || is_of_ours(clause) || mesures::is_former(after) {
            return Some(Etranger::Autre);
        }
        let rest = self.whole_after(part);
        let unsure = match nature {
            Nature::Montant { .. } => {
                mesures::is_one_of_two(after, rest)
                    || mesures::holds_more(self.text, last_clause(self.whole_before(part)), after)
            }
            Nature::Entier { .. } | Nature::Decimal { .. } => {
                mesures::is_of_the_firm(clause, self.piece(part.clone()), rest) || mesures::is_limited(clause)
            }
            Nature::Heures { .. } => mesures::is_each_year(rest),
            _ => false,
        };
        (unsure
            || mesures::is_for_each(sentence, rest)
            || mesures::is_a_difference(clause, after)
            || mesures::is_too_much(after)
            || mesures::is_the_time(rest))
        .then_some(Etranger::Incertain)
    }

    /// « date d'embauche : … », « durée du trajet : … »: words behind the name of a field that make it another's.
    pub fn is_of_a_thing_named(&self, places: &[usize], after: &[Mot]) -> bool {
        let of = |place: &usize| names(&self.places[*place]);
        let Some(things) = places.first().and_then(|place| things(self.places[*place].nature)) else {
            return false;
        };
        after.iter().any(|word| {
            things.has(&word.text) && !places.iter().flat_map(of).any(|name| holds_word(&name, &word.text))
        })
    }

    /// A label that names no field for a thing of its own: « Date d'embauche ».
    pub fn is_label_of_a_thing(&self, label: &Range<usize>) -> bool {
        let words = mots(self.text, label.clone());
        (0..self.places.len()).any(|place| {
            let mut names = self.places[place].mots.iter();
            let at =
                names.find_map(|name| (0..words.len()).find(|&at| stands_at(&words, at, name).is_some()));
            at.is_some_and(|at| self.is_of_a_thing_named(&[place], &words[at..]))
        })
    }

    /// The last noun of the clause that has days or a price of its own, with none of the training behind it.
    fn is_of_a_thing(&self, place: usize, clause: &str) -> bool {
        let folded = fold(clause);
        let words: Vec<&str> = folded.split(' ').collect();
        let Some(things) = things(self.places[place].nature) else { return false };
        let Some(at) = words.iter().rposition(|word| things.has(word)) else { return false };
        let own = names(&self.places[place]).any(|name| holds_word(&name, words[at]));
        let way = at > 0 && listed("en par sans", words[at - 1]);
        let paper = listed("devis facture convention dossier demande", words[at]);
        // « le devis dit du 3 au 5 mars »; « le devis est du 3 mars »
        let said = || {
            words[at + 1..].iter().any(|word| {
                listed("dit indique annonce prevoit mentionne propose precise note pour avec", word)
            })
        };
        !own && !way
            && !words[at + 1..].iter().any(|word| TRAINING.has(word))
            && !(paper && (said() || words.len() - at > 5))
    }

    /// What stands before a value in its sentence.
    fn sentence_before(&self, part: &Range<usize>) -> &str {
        let before = self.piece(0..part.start);
        let ends = |c: char| matches!(c, '\n' | '!' | '?' | ';' | ':' | '(');
        let start = before.rfind(ends).into_iter().chain(before.rfind(". ")).max().map_or(0, |at| at + 1);
        let start = before.floor_char_boundary(start.max(before.len().saturating_sub(LONGEST)));
        &before[start..]
    }

    /// The same, with what a colon or a bracket parts from it.
    fn whole_before(&self, part: &Range<usize>) -> &str {
        let before = self.piece(0..part.start);
        let ends = |c: char| matches!(c, '\n' | '!' | '?');
        let start = before.rfind(ends).into_iter().chain(before.rfind(". ")).max().map_or(0, |at| at + 1);
        &before[before.floor_char_boundary(start.max(before.len().saturating_sub(LONGEST)))..]
    }

    /// The line up to a value.
    fn line_before(&self, part: &Range<usize>) -> &str {
        let before = self.piece(0..part.start);
        &before[before.rfind('\n').map_or(0, |at| at + 1)..]
    }

    /// What stands behind it on its line.
    fn whole_after(&self, part: &Range<usize>) -> &str {
        let after = self.piece(part.end..self.text.len());
        &after[..after.find('\n').unwrap_or(after.len())]
    }

    /// « Quimper, le 1er décembre 2026 », on a line of its own.
    fn heads_the_letter(&self, part: &Range<usize>) -> bool {
        let said = self.piece(part.clone());
        let article = if said.starts_with("le ") || said.starts_with("ce ") { "le " } else { "" };
        jours::heads_a_letter(&format!("{}{article}", self.line_before(part)))
            && self.whole_after(part).trim_matches([' ', '.', ',']).is_empty()
    }

    /// What stands behind it, up to the end of its clause.
    fn sentence_after(&self, part: &Range<usize>) -> &str {
        let after = self.piece(part.end..self.text.len());
        let ends = |c: char| matches!(c, '\n' | '!' | '?' | ';' | '.' | ',' | ')');
        let end = after.find(ends).unwrap_or(after.len());
        &after[..after.floor_char_boundary(end.min(LONGEST))]
    }
}

fn things(nature: &Nature) -> Option<&'static Words> {
    match nature {
        Nature::Date => Some(&DATED),
        Nature::Heures { .. } => Some(&LASTING),
        Nature::Montant { .. } => Some(&PRICED),
        _ => None,
    }
}

fn names<'n>(place: &'n Place<'_>) -> impl Iterator<Item = String> + 'n {
    place.mots.iter().chain(&place.amorces).map(|name| fold(name))
}

fn holds_word(name: &str, word: &str) -> bool {
    name.split(' ').any(|part| part == word || part.trim_end_matches('s') == word.trim_end_matches('s'))
}

/// « l'hôtel est réservé, la formation est du 3 au 5 »: what follows the last comma, dash or « mais ».
fn last_clause(sentence: &str) -> &str {
    const MARKS: [&str; 9] =
        [", ", " - ", " – ", " — ", " / ", " mais ", " donc ", " et la formation ", " | "];
    let start = MARKS.iter().filter_map(|mark| sentence.rfind(mark).map(|at| at + mark.len())).max();
    &sentence[start.unwrap_or(0)..]
}
