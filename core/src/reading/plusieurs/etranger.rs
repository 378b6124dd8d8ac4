//! Values of something else than the training: « son contrat finit le 30 juin », « le solde de 900 € », « si la neige nous bloque ».

use std::ops::Range;
use std::sync::LazyLock;

use chrono::Days;
use regex::Regex;

use super::Place;
use super::chantier::Chantier;
use super::etat_civil::is_birthday;
use super::mots::{Mot, mots, stands_at};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::fold;
use crate::reading::identite::pattern;
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
     commande colis signature validite rdv rendez convention facture devis demande limite butoir",
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
    "formation formations stage session sessions cours module modules perfectionnement recyclage debut commence commencera demarre demarrera debute \
     debutera organisme centre",
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
        let nature = self.places[place].nature;
        let counts = matches!(nature, Nature::Entier { .. } | Nature::Decimal { .. } | Nature::OuiNon);
        if things(nature).is_none() && !counts || is_birthday(&self.places[place]) {
            return None;
        }
        let sentence = self.sentence_before(part);
        let after = self.sentence_after(part);
        if depends(sentence, after) {
            return Some(Etranger::Incertain);
        }
        // « pas d'hôtel sauf la deuxième semaine »
        if *nature == Nature::OuiNon {
            return excepts(after).then_some(Etranger::Incertain);
        }
        let clause = last_clause(sentence);
        let of_thing = self.is_of_a_thing(place, clause);
        match nature {
            Nature::Date if of_thing || is_past(clause) || comes_the_day_before(sentence) => {
                Some(Etranger::Autre)
            }
            Nature::Date if is_excepted(clause) => Some(Etranger::Autre),
            // A training of last week may still be asked for; one of last year is something else.
            Nature::Date if matches!(valeur, Valeur::Date(day) if *day + MAY_BE_LATE < self.contexte.today) => {
                Some(Etranger::Incertain)
            }
            Nature::Heures { .. } if of_thing || is_of_work(clause, after) => Some(Etranger::Autre),
            Nature::Montant { .. } if of_thing || is_of_others(clause) => Some(Etranger::Autre),
            Nature::Montant { .. } if is_of_one_of_them(after) => Some(Etranger::Incertain),
            Nature::Entier { .. } | Nature::Decimal { .. } if is_capacity(clause) => Some(Etranger::Autre),
            _ => None,
        }
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

/// « si jamais c'est complet on prendra la session du 8 mars », « une nuit en plus si la neige nous bloque »
fn depends(before: &str, after: &str) -> bool {
    /// What people say that makes nothing depend on it.
    const HARMLESS: &str = r"(?:possible|besoin|n[ée]cessaire|utile|vous|ça vous|cela vous|ça te|tu|j['’]ai (?:bien|tout)|je (?:ne )?(?:me )?(?:trompe|souviens|compte|comprends|dis|lis)|mes souvenirs|ma m[ée]moire|c['’]est (?:bon|ok|possible|clair|utile|important|bien)|on compte|l['’]on compte|tout va bien|non\b)";
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:et|mais|ou|donc|alors|bon|bref|sinon|par contre)[ ,]+)*(?:si jamais|au cas où|en cas d[e'’]|s['’](?:il|ils|elle)s? (?:pleut|neige|y a|n['’]y)|si (.{0,40}))",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^.*?\b(?:seulement|uniquement|que|en plus|de plus|sauf|même) si (.{0,40})")
    });
    static OK: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?i)^{HARMLESS}")));
    let hangs = |found: regex::Captures<'_>| !found.get(1).is_some_and(|said| OK.is_match(said.as_str()));
    // « si on dort sur place c'est plus cher, 14 h »: what stands alone behind the comma depends on nothing.
    let said = before.rsplit_once(", ").is_none_or(|(_, clause)| clause.trim().contains(' '));
    said && LED.captures(before).is_some_and(hangs) || TAIL.captures(after).is_some_and(hangs)
}

/// « sauf la deuxième semaine »
fn excepts(after: &str) -> bool {
    static EXCEPTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[^.]{0,20}\b(?:sauf|excepté|hormis) (?:pour |le |la |les |l['’]|si )")
    });
    EXCEPTS.is_match(after)
}

/// « tout sauf le 14 février »
fn is_excepted(clause: &str) -> bool {
    static SAUF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:sauf|excepté|hormis|à part|tout sauf) *(?:le |du |au )?$"));
    SAUF.is_match(clause)
}

/// « La formation a eu lieu le 12 octobre », « chez nous depuis le 1er septembre », « embauchée le 3 mars »: a day that is over, or that
/// something else began on.
fn is_past(clause: &str) -> bool {
    static PAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:a|ont|avait|avaient) (?:déjà |bien )?(?:eu lieu|commencé|démarré|débuté|fini)\b[^,.;:0-9]{0,30}|(?:s['’]est|s['’]était|se sont) (?:déjà |bien )?(?:passée?s?|déroulée?s?|tenue?s?|terminée?s?)\b[^,.;:0-9]{0,20}|depuis(?: le| environ)?|(?:embauch|recrut)[ée]e?s?\b[^,.;:0-9]{0,30}|(?:née?|entrée?|arrivée?) (?:chez \S+ |ici |dans [^,.;:0-9]{1,30} )?(?:le|en|au)?) *(?:le )?$",
        )
    });
    PAST.is_match(clause)
}

/// « j'arrive la veille, le 17 janvier »
fn comes_the_day_before(sentence: &str) -> bool {
    static EVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:arriv\p{L}+|pars|part|partons|partent|viens|vient|dors|dort) (?:déjà |dès )?la veille ?,? *(?:le |au soir,? le )?$",
        )
    });
    EVE.is_match(sentence)
}

/// « Il me reste 20 h sur mon CPF », « 35 h par semaine »: of somebody's work, or of what is left.
fn is_of_work(clause: &str, after: &str) -> bool {
    static LEFT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:me|lui|nous|leur|m['’]en|lui en) reste(?:nt)? *$"));
    static WEEK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^ ?(?:/ ?sem|hebdo)"));
    LEFT.is_match(clause) || WEEK.is_match(after)
}

/// « Un collègue a payé 990 € »
fn is_of_others(clause: &str) -> bool {
    static PAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:coll[èe]gue|concurrent|confr[èe]re|voisine?|amie?|copine?|cousine?|s[œo]e?ur|fr[èe]re|mari|autre salon|autre garage)s?\b[^,.;:0-9]{0,40}\b(?:a|ont|avait|avaient) (?:déjà )?(?:payé|eu|réglé|touché)\b",
        )
    });
    PAID.is_match(clause)
}

/// « 850 € HT la première personne, 400 € la deuxième »
fn is_of_one_of_them(after: &str) -> bool {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:ht |ttc |€ |euros )*(?:pour )?(?:la|le) (?:premi[èe]re?|1[eè]re?|1er|deuxi[èe]me|seconde?|2[eè]me) (?:personne|stagiaire|participante?|salari[ée]e?|jour|journ[ée]e|nuit)?",
        )
    });
    FIRST.is_match(after)
}

/// « La session accueille 12 stagiaires »
fn is_capacity(clause: &str) -> bool {
    static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:session|groupe|centre|salle|stage|formation|minibus|organisme|ils|elles) (?:peut |peuvent )?(?:accueill|accept|prend|prenn)\p{L}*|limit[ée]e?s? [àa]|capacit[ée])(?: [^,.;:0-9]{0,15})? *$",
        )
    });
    HOLDS.is_match(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_leave_a_value_open() {
        for (before, after, expected) in [
            ("si jamais c'est complet on prendra la session du ", "", true),
            ("Si on y va à deux ce sera ", "", true),
            ("", " en plus si la neige nous bloque", true),
            ("on prend l'", " seulement si ça finit après 18h", true),
            ("si j'ai bien compris c'est le ", "", false),
            ("si possible le ", "", false),
            ("Si vous voulez tout savoir, c'est le ", "", false),
            ("c'est le ", " si ça vous va", false),
        ] {
            assert_eq!(depends(before, after), expected, "{before}…{after}");
        }
    }
}
