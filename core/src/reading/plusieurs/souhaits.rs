//! What is wanted or not: « pas d'hôtel », « aucun repas ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::{Mot, stands_at};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::Lu;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// What denies the noun after it.
const DENIES: &str = "sans aucun aucune ni";
/// Words that may stand between a denial or a wish and its noun.
const BETWEEN: &str = "chambre peine d de du des un une l la le les sur place a besoin pour en prevoir reserver etre 1 nuit nuits donc bien aussi";
const WISHES: &str = "avec oui faut faudra faudrait voudrais voudrait veux veut souhaite souhaitons prevoir reserver \
    besoin prend prends prenons prendra prendrai prendrons prendront dort dors dormons dorment dormira dormirai dormir loge logera logeront logerai logerons ok";
const GRANTS: &str =
    "oui indispensable necessaire obligatoire souhaite souhaitee requis requise inclus incluse a ok";
const REFUSES: &str = "non inutile";
/// What lodging is called.
const LODGINGS: &str = "hotel hebergement logement chambre";
/// Times a name is looked at: who says it more often says nothing by it.
const MOST_NAMED: usize = 8;

impl Chantier<'_, '_> {
    /// « aucun repas », « sans repas »: none.
    pub fn zeros(&mut self) {
        let words = self.words(0..self.left.len());
        for i in 0..self.places.len() {
            let nature = self.places[i].nature;
            if !matches!(nature, Nature::Entier { .. } | Nature::Decimal { .. }) || self.is_taken(i) {
                continue;
            }
            let named = self.named_at(&words, i);
            let of_beds = named.is_empty();
            let named = if of_beds { self.beds_at(&words, i) } else { named };
            let [named] = named[..] else { continue };
            let Some(part) = self.denied(&words, i, named) else { continue };
            if of_beds && (!self.is_needless(&part) || self.is_doubtful(&part, true)) {
                continue;
            }
            let zero = match nature {
                Nature::Entier { .. } => Valeur::Entier(0),
                _ => Valeur::Decimal(crate::dossier::Centiemes(0)),
            };
            if nature.admits(&zero) && !matches!(nature, Nature::Entier { min: 1.., .. }) {
                self.take(i, Lu { valeur: zero, taxe: None }, part, false);
            }
        }
    }

    /// « pas d'hôtel », to how many nights, where nobody asks whether there is one.
    fn beds_at(&self, words: &[Mot], place: usize) -> Vec<(usize, usize)> {
        const BEDS: &str = "hotel hebergement logement";
        let is = |place: usize, nouns: &str| {
            self.places[place].mots.iter().any(|name| name.split(' ').any(|word| listed(nouns, word)))
        };
        if !is(place, "nuit nuits") || (0..self.places.len()).any(|other| other != place && is(other, BEDS)) {
            return Vec::new();
        }
        (0..words.len()).filter(|&at| listed(BEDS, &words[at].text)).map(|at| (at, at + 1)).collect()
    }

    /// « pas d'hôtel » alone, « je n'ai pas besoin d'hôtel »: who says « je n'ai pas d'hôtel », « pas d'hôtel réservé » may
    /// still look for one.
    fn is_needless(&self, part: &Range<usize>) -> bool {
        let clause = self.clause(part);
        let need = self.words(part.clone()).iter().any(|word| word.text == "besoin");
        let goes_on = |word: &Mot| need && listed("je j on nous elle il elles ils", &word.text);
        // « pas d'hôtel (pour) cette fois »
        let after = self.words(part.end..clause.end);
        let texts: Vec<&str> = after.iter().map(|word| word.text.as_str()).collect();
        let now = matches!(texts[..], ["cette", "fois"] | ["pour", "cette", "fois"])
            && self.words(clause.end..self.text.len()).is_empty();
        (need || self.words(clause.start..part.start).is_empty())
            && (now || after.first().is_none_or(goes_on))
    }

    /// « pas d'hôtel »: from the denial to the name.
    fn denied(&self, words: &[Mot], place: usize, (start, end): (usize, usize)) -> Option<Range<usize>> {
        let before = words[..start].iter().rposition(|word| !listed(BETWEEN, &word.text))?;
        // « 900 € sans les repas » says what the price leaves out, not that there are none.
        if words[before + 1..start].iter().any(|word| word.text == "les")
            && !matches!(self.places[place].nature, Nature::OuiNon)
        {
            return None;
        }
        let same = self.clause(&words[start].octets).start <= words[before].octets.start;
        let denies = listed(DENIES, &words[before].text) || listed("pas pa", &words[before].text);
        (same && denies && start - before <= 6).then(|| words[before].octets.start..words[end - 1].octets.end)
    }

    /// The words that name a place, each time: first and index after.
    fn named_at(&self, words: &[Mot], place: usize) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() && found.len() < MOST_NAMED {
            let width = self.places[place].mots.iter().filter_map(|name| stands_at(words, at, name)).max();
            if let Some(width) = width {
                found.push((at, at + width));
            }
            at += width.unwrap_or(1);
        }
        found
    }

    /// Yes or no said of a name: « avec hôtel », « pas besoin d'hôtel », « hôtel non »; of a name that stands more than
    /// once, what is said of it somewhere: « pour l'hébergement je m'arrange, pas d'hôtel ».
    pub fn wishes(&mut self) {
        let mut words = self.words(0..self.left.len());
        for i in 0..self.places.len() {
            if !matches!(self.places[i].nature, Nature::OuiNon) || self.is_taken(i) {
                continue;
            }
            let named = self.named_at(&words, i);
            let named = if named.is_empty() { self.lodgings_at(&words, i) } else { named };
            let first: Vec<(bool, Range<usize>)> =
                named.iter().filter_map(|named| self.wish(&words, i, *named)).collect();
            let turned = |said: &(bool, Range<usize>)| self.turned(said.0, &said.1);
            let said: Vec<(bool, Range<usize>)> =
                first.iter().map(|said| turned(said).unwrap_or_else(|| said.clone())).collect();
            let booked = || self.booked(i).map(|part| (true, part));
            if said.is_empty()
                && let Some((yes, part)) =
                    self.qualified(&words, i).or_else(|| self.told_by_its_end(&words, i)).or_else(booked)
            {
                self.take(i, Lu { valeur: Valeur::OuiNon(yes), taxe: None }, part, false);
                words = self.words(0..self.left.len());
                continue;
            }
            match self.in_the_end(&said) {
                [(yes, part), rest @ ..] if rest.iter().all(|(other, _)| other == yes) => {
                    self.take(i, Lu { valeur: Valeur::OuiNon(*yes), taxe: None }, part.clone(), false);
                    first.into_iter().for_each(|(_, part)| self.consume(part));
                    words = self.words(0..self.left.len());
                }
                _ if named.is_empty() => {}
                _ => self.doubt(&[i]),
            }
        }
    }

    /// « 1 chambre double à l'hôtel svp », where lodging is asked.
    fn booked(&self, place: usize) -> Option<Range<usize>> {
        static ROOM: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:^|[,;.\n] ?|\b(?:pour|avec|réservez|prévoyez|il faut|comptez) )((?:une|[1-9]|deux|trois|quatre) chambres? (?:(?:simples?|doubles?|twins?|individuelles?|séparées?) )?(?:à l['’]|d['’])h[ôo]tel)\b",
            )
        });
        if !self.is_of_lodging(place) {
            return None;
        }
        let part = ROOM.captures(&self.left)?.get(1)?.range();
        (!self.is_doubtful(&part, true)).then_some(part)
    }

    fn is_of_lodging(&self, place: usize) -> bool {
        let called = |name: &String| name.split(' ').any(|word| listed(LODGINGS, word));
        self.places[place].mots.iter().any(called)
    }

    /// « pas d'hôtel », « il faudra une chambre », where lodging is asked by another name, and by one field alone.
    fn lodgings_at(&self, words: &[Mot], place: usize) -> Vec<(usize, usize)> {
        // « pas besoin d'être logée »
        const LODGED: &str = "loge logee loges logees heberge hebergee heberges hebergees";
        if self.only_place(|place| self.is_of_lodging(*place)) != Some(place) {
            return Vec::new();
        }
        // « chambre froide », « chambre de métiers », « logement de fonction »
        let other = |at: usize| {
            words.get(at + 1).is_some_and(|next| {
                listed("de d des du a froide froides positive negative noire", &next.text)
            })
        };
        let lodged = |at: usize| at > 0 && words[at - 1].text == "etre" && listed(LODGED, &words[at].text);
        let named = |at: &usize| {
            listed(LODGINGS, words[*at].text.trim_end_matches('s')) && !other(*at) || lodged(*at)
        };
        (0..words.len()).filter(named).take(MOST_NAMED).map(|at| (at, at + 1)).collect()
    }

    /// « elle n'est pas certifiante », where « Formation certifiante » is asked: what its name says of something.
    fn qualified(&self, words: &[Mot], place: usize) -> Option<(bool, Range<usize>)> {
        let names = self.places[place].mots.iter().flat_map(|name| name.split(' '));
        let adjective = |word: &&str| word.len() > 8 && !word.ends_with("tion") && !word.ends_with("ment");
        let own: Vec<&str> = names.filter(adjective).collect();
        let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
        // Of the training, and of nothing else.
        let of = |at: usize| {
            let back = at - usize::from(at > 0 && matches!(text(at - 1), "n" | "ne"));
            back > 0 && listed("elle il c ca formation session stage action", text(back - 1))
        };
        let is = |at: usize| listed("est sera serait", &words[at].text) && of(at);
        let said = |at: usize| {
            let denies = listed("pas plus", text(at + 1));
            let of = at + 1 + usize::from(denies);
            own.contains(&text(of)).then_some((!denies, words[at].octets.start..words.get(of)?.octets.end))
        };
        let mut found = (0..words.len()).filter(|&at| is(at)).filter_map(said);
        let (yes, part) = found.next().filter(|_| found.next().is_none())?;
        (!self.is_doubtful(&part, true)).then_some((yes, part))
    }

    /// « c'est pas en interne », where « Formation en interne » is asked: the end of its name, said or denied once.
    fn told_by_its_end(&self, words: &[Mot], place: usize) -> Option<(bool, Range<usize>)> {
        let end = |name: &String| name.rfind(" en ").map(|at| name[at + 1..].to_owned());
        let end = self.places[place].mots.iter().find_map(end)?;
        let mut found = (0..words.len())
            .filter_map(|at| Some((at, at + stands_at(words, at, &end).filter(|width| *width > 1)?)));
        let (start, end) = found.next().filter(|_| found.next().is_none())?;
        let part = words[start].octets.start..words[end - 1].octets.end;
        let clause = self.clause(&part);
        let text = |back: usize| start.checked_sub(back).map_or("", |at| words[at].text.as_str());
        let before = words[..start].iter().filter(|word| word.octets.start >= clause.start);
        let elsewhere = before.clone().any(|word| listed("ou ni si soit aurait voulu pourrait", &word.text));
        let denied = before.clone().any(|word| listed("pas plus jamais non", &word.text));
        // « c'est pas en interne », « ce n'est pas une formation en interne »
        let near =
            ["pas", "plus", "jamais"].iter().any(|no| text(1) == *no || text(2) == *no || text(3) == *no);
        let is = listed("est sera se fait fera cest oui et presentiel deroule deroulera passe", text(1))
            || before.clone().next().is_none();
        if elsewhere || self.is_doubtful(&part, true) || denied != near || !(near || is) {
            return None;
        }
        Some((!near, part))
    }

    /// « hôtel non. Euh si, finalement il faut l'hôtel »: of two things said of a name, the one that takes back the other.
    fn in_the_end<'s>(&self, said: &'s [(bool, Range<usize>)]) -> &'s [(bool, Range<usize>)] {
        match said {
            [(before, part), last @ (after, of)] if before != after => {
                let between = self.words(part.end..of.start);
                let anew = |word: &Mot| listed("finalement pardon rectification fait", &word.text);
                if between.iter().any(anew) { std::slice::from_ref(last) } else { said }
            }
            _ => said,
        }
    }

    /// « Pour l'hôtel, non merci. »: a clause that is the name alone, and the next says yes or no to it.
    fn answered_apart(&self, words: &[Mot], start: usize, end: usize) -> Option<(bool, Range<usize>)> {
        let name = words[start].octets.start..words[end - 1].octets.end;
        let clause = self.clause(&name);
        let lead = |word: &Mot| {
            listed(BETWEEN, &word.text) || listed("et quant au niveau cote concernant question", &word.text)
        };
        let alone = self.words(clause.start..name.start).iter().all(lead)
            && self.words(name.end..clause.end).is_empty();
        let comma = self.rest(clause.end..self.left.len()).starts_with(',');
        let said = words.get(end).filter(|_| alone && comma)?;
        let answer = self.clause(&said.octets);
        // « l'hôtel, non remboursé », « oui et non » say more.
        let more = self.words(said.octets.end..answer.end);
        let bare = more.iter().all(|word| listed("merci svp stp s il vous te plait ca ira", &word.text));
        let yes = match said.text.as_str() {
            "oui" => true,
            "non" => false,
            _ => return None,
        };
        (answer.start <= said.octets.start && bare && !self.is_doubtful(&said.octets, true))
            .then_some((yes, name.start..said.octets.end))
    }

    /// What is said of the name at these words, and where.
    fn wish(
        &self,
        words: &[Mot],
        place: usize,
        (start, end): (usize, usize),
    ) -> Option<(bool, Range<usize>)> {
        let name = words[start].octets.start..words[end - 1].octets.end;
        let clause = self.clause(&name);
        if self.is_doubtful(&name, true) {
            return None;
        }
        if self.is_for_nights(&name) {
            return Some((true, name));
        }
        if let Some(part) = self.denied(words, place, (start, end)) {
            return Some((false, part));
        }
        let after = words.get(end).filter(|word| word.octets.start < clause.end);
        if let Some(said) = self.answered_apart(words, start, end) {
            return Some(said);
        }
        let next = words.get(end + 1).filter(|word| word.octets.start < clause.end);
        let lead =
            words[..start].iter().rposition(|word| !listed(BETWEEN, &word.text) || word.text == "besoin");
        let lead = lead.map(|at| &words[at]).filter(|word| word.octets.start >= clause.start);
        let is_denied = words
            .iter()
            .filter(|word| clause.contains(&word.octets.start))
            .any(|word| matches!(word.text.as_str(), "pas" | "non" | "sans" | "jamais" | "inutile"));
        match (after, lead) {
            // « l'hôtel n'est pas nécessaire »
            (Some(_), _) if let Some(end) = needless(&words[end..]) => Some((false, name.start..end)),
            (Some(word), _) if listed(REFUSES, &word.text) => Some((false, name.start..word.octets.end)),
            (Some(word), _) if word.text == "pas" && next.is_some() => {
                Some((false, name.start..next.map_or(name.end, |next| next.octets.end)))
            }
            // « un hôtel sera nécessaire »
            (Some(word), _)
                if word.text == "sera"
                    && !is_denied
                    && next.is_some_and(|next| listed(GRANTS, &next.text)) =>
            {
                Some((true, name.start..word.octets.end))
            }
            // « hôtel oui, pas trop cher »
            (Some(word), _) if listed(GRANTS, &word.text) && (!is_denied || word.text == "oui") => {
                Some((true, name.start..word.octets.end))
            }
            // « non pour l'hôtel »
            (_, Some(word)) if word.text == "non" => Some((false, word.octets.start..name.end)),
            (_, Some(word)) if listed(WISHES, &word.text) && !is_denied => {
                Some((true, word.octets.start..name.end))
            }
            _ => None,
        }
    }
}

/// « l'hôtel n'est pas nécessaire », « n'est pas utile »: where what says that it is not needed ends.
fn needless(after: &[Mot]) -> Option<usize> {
    const NEEDED: &str = "necessaire utile requis obligatoire indispensable";
    let [no, is, not, needed, ..] = after else { return None };
    let said = no.text == "n" && listed("est sera", &is.text) && not.text == "pas";
    (said && listed(NEEDED, &needed.text)).then_some(needed.octets.end)
}
