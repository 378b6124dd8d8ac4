//! A sentence that says anew what another one of the message did: « … 21 h. PS : finalement c'est 14 h ».

use std::ops::Range;

use super::{Place, Plusieurs, Prise, Role};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::lettre::{corrects, is_plain, without_ps};
use crate::reading::lex::listed;
use crate::reading::{fold, has_words};

/// Sentences of one message that are looked at so.
const MOST_CORRECTIONS: usize = 3;

/// What was read, with what a later sentence corrects: the new value where it says that and nothing else, else the field is
/// to be asked. `lire` reads a sentence by itself.
pub(super) fn corriges<'p>(
    mut read: Plusieurs,
    places: &[Place<'p>],
    text: &str,
    lire: impl Fn(&[Place<'p>], &str) -> Plusieurs,
) -> Plusieurs {
    if read.prises.is_empty() {
        return read;
    }
    let anew = sentences(text).skip(1).filter(|part| says_anew(&text[part.clone()]));
    for sentence in anew.take(MOST_CORRECTIONS) {
        let said = without_ps(&text[sentence.clone()]);
        let start = sentence.end - said.len();
        // « Erreur, c'est le 4 mai » begins with no title.
        let led: Vec<Place<'p>> =
            places.iter().map(|place| Place { libre: false, ..place.clone() }).collect();
        let mut anew = lire(&led, said);
        for prise in &mut anew.prises {
            prise.octets = prise.octets.start + start..prise.octets.end + start;
        }
        let is_before = |old: &Prise| old.octets.start < sentence.start;
        let corrected = |prise: &&Prise| match read.find(&prise.cle) {
            Some(old) => is_before(old) && old.lu.valeur != prise.lu.valeur,
            None => read.douteux.contains(&prise.cle),
        };
        let changed: Vec<Prise> = anew.prises.iter().filter(corrected).cloned().collect();
        let plain = is_plain_but_for(said, start, &anew.prises, places);
        if plain && !changed.is_empty() {
            let new = with(&read, &changed, &sentence, places);
            if days_hold(&new, &sentence, said, places) {
                read = new;
                continue;
            }
        }
        let mut asked: Vec<&str> = changed.iter().map(|prise| prise.cle.as_str()).collect();
        let days = !days_hold(&read, &sentence, said, places);
        if days || asked.iter().any(|cle| is_day(places, cle)) {
            asked.extend(places.iter().filter(|place| *place.nature == Nature::Date).map(|place| place.cle));
        }
        if is_plain(said, "") || plain {
            asked.extend(anew.douteux.iter().map(String::as_str));
            let sums = places
                .iter()
                .filter(|place| says_a_tax(said) && matches!(place.nature, Nature::Montant { .. }));
            asked.extend(sums.map(|place| place.cle));
        }
        let is_asked = |old: &Prise| {
            asked.contains(&old.cle.as_str()) && (is_before(old) || days && is_day(places, &old.cle))
        };
        let (out, kept): (Vec<Prise>, Vec<Prise>) =
            std::mem::take(&mut read.prises).into_iter().partition(is_asked);
        read.prises = kept;
        read.douteux.extend(out.into_iter().map(|old| old.cle));
    }
    read
}

/// With these values, all of the sentence being read.
fn with(read: &Plusieurs, changed: &[Prise], sentence: &Range<usize>, places: &[Place<'_>]) -> Plusieurs {
    let mut new = read.clone();
    let is_changed = |cle: &String| changed.iter().any(|prise| prise.cle == *cle);
    new.douteux.retain(|cle| !is_changed(cle));
    new.prises.retain(|old| !is_changed(&old.cle));
    new.prises.extend_from_slice(changed);
    new.prises.sort_by_key(|prise| places.iter().position(|place| place.cle == prise.cle));
    new.lus.push(sentence.clone());
    new.lus = joined(new.lus);
    new
}

/// The sentences of a message, without the marks and spaces around.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = text.char_indices().chain(std::iter::once((text.len(), '\n')));
    ends.filter_map(move |(at, c)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let open = after.is_empty() || after.starts_with(char::is_whitespace);
        if c != '\n' && !(matches!(c, '.' | '!' | '?') && open) {
            return None;
        }
        let sentence = text.get(start..at).unwrap_or_default();
        let lead = sentence.len() - sentence.trim_start().len();
        let part = start + lead..start + sentence.trim_end().len();
        start = (at + c.len_utf8()).min(text.len());
        (part.start < part.end).then_some(part)
    })
}

/// « Finalement c'est 14 h », « PS : le titre exact est … », « c'est 14 h et non 21 ».
fn says_anew(sentence: &str) -> bool {
    let folded = fold(sentence);
    let exact = folded.starts_with("ps ") && ["exact", "et non"].iter().any(|word| has_words(&folded, word));
    (corrects(sentence) || exact) && !sentence.contains('?')
}

/// Nothing but these values, and the words that say them anew; other figures are denied.
fn is_plain_but_for(said: &str, start: usize, prises: &[Prise], places: &[Place<'_>]) -> bool {
    let mut left = said.to_owned();
    for prise in prises {
        let part = prise.octets.start - start..prise.octets.end - start;
        if left.is_char_boundary(part.start) && left.is_char_boundary(part.end) {
            left.replace_range(part.clone(), &" ".repeat(part.len()));
        }
    }
    let folded = fold(&left);
    let words: Vec<&str> = folded.split(' ').collect();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let denied = |at: usize| {
        at > 0
            && listed("non pas le du de", words[at - 1])
            && (at == 1 || listed("et non pas lieu", words[at - 2]))
    };
    let names = prises
        .iter()
        .filter_map(|prise| places.iter().find(|place| place.cle == prise.cle))
        .flat_map(|place| place.mots.iter().flat_map(|name| name.split(' ')))
        .filter(|word| *word != "fin");
    let names: Vec<&str> = names.collect();
    let left = words
        .iter()
        .filter(|word| !listed("ttc ht fin termine se", word))
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    (0..words.len()).all(|at| !figure(words[at]) || denied(at)) && is_plain(&left, &names.join(" "))
}

/// « c'est TTC finalement »
fn says_a_tax(said: &str) -> bool {
    let folded = fold(said);
    !folded.contains(|c: char| c.is_ascii_digit()) && ["ttc", "ht"].iter().any(|tax| has_words(&folded, tax))
}

fn is_day(places: &[Place<'_>], cle: &str) -> bool {
    places.iter().any(|place| place.cle == cle && *place.nature == Nature::Date)
}

/// Days that the sentence says anew are both, or the one that it names; the last does not come before the first.
fn days_hold(read: &Plusieurs, sentence: &Range<usize>, said: &str, places: &[Place<'_>]) -> bool {
    let day = |role: Role| {
        let place = places.iter().find(|place| place.role == role && *place.nature == Nature::Date)?;
        let prise = read.find(place.cle)?;
        match prise.lu.valeur {
            Valeur::Date(day) => {
                Some((day, prise.octets.start >= sentence.start && prise.octets.end <= sentence.end))
            }
            _ => None,
        }
    };
    let named = |words: &str| fold(said).split(' ').any(|word| listed(words, word));
    match (day(Role::Debut), day(Role::Fin)) {
        (Some((first, anew)), Some((last, anew_too))) => {
            first <= last
                && match (anew, anew_too) {
                    (true, false) => named("debut debute debutera commence commencera demarre demarrera"),
                    (false, true) => named("fin finit finira termine terminera"),
                    _ => true,
                }
        }
        _ => true,
    }
}

/// In order, apart from each other.
pub(super) fn joined(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match out.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => out.push(part),
        }
    }
    out
}
