//! Lines without a number or a label among answers that are told by what they are: « Pâtisserie sans gluten », then the
//! dates and the address. They answer the text questions that are left, where the order of the questions puts them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::lex::listed;
use super::super::plusieurs::{is_a_house, is_a_name, is_left_open};
use super::super::prenoms::is_person;
use super::super::{Plusieurs, fold};
use super::ligne::{after_greeting, is_courtesy, unmarked, without_stop};
use super::suite::is_sentence;
use super::{Alignement, Morceau};

/// A question without an answer that words may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ouverte {
    /// What something is called.
    Texte(u32),
    /// Which house it is: who asks, who trains.
    Maison(u32),
    /// Somebody, a town, one of several choices.
    Mots(u32),
}

impl Ouverte {
    /// What a question that any text answers asks for.
    #[must_use]
    pub fn of_text(n: u32, libelle: &str) -> Self {
        const HOUSES: &str = "organisme centre etablissement entite entreprise";
        const CALLED: &str = "intitule titre nom module";
        const PEOPLE: &str = "stagiaire apprenti salarie tuteur formateur contact contacter";
        // « Organisme de formation : n° de déclaration d'activité »
        const GIVEN: &str = "siret declaration numero code idcc email telephone rue adresse";
        let folded = fold(libelle);
        let asks = |of: &str| folded.split(' ').any(|word| listed(of, word));
        if asks(PEOPLE) || asks(GIVEN) {
            Self::Mots(n)
        } else if asks(HOUSES) {
            Self::Maison(n)
        } else if asks(CALLED) {
            Self::Texte(n)
        } else {
            Self::Mots(n)
        }
    }

    /// « Sylvie Bon » for a title: who signs, below as many lines as there are questions but for one.
    #[must_use]
    pub fn is_answered_by(self, line: &str) -> bool {
        !matches!(self, Self::Texte(_)) || !is_person(line)
    }

    /// Its number, and whether it asks for a house, where a line alone may answer it.
    fn takes(self) -> Option<(u32, bool)> {
        match self {
            Self::Texte(n) => Some((n, false)),
            Self::Maison(n) => Some((n, true)),
            Self::Mots(_) => None,
        }
    }
}

/// What of the rest of a letter answers by its form.
#[derive(Clone, Copy)]
pub struct Lus<'a> {
    pub par_forme: &'a Plusieurs,
    /// The number of the question that a key stands for.
    pub numero: &'a dyn Fn(&str) -> Option<u32>,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dit {
    /// It can be what something is called, and nothing of it was read.
    Seule,
    /// So can « Salon Léonie », which is a house.
    Maison,
    /// It answers these questions, from the first to the last.
    Reponse(u32, u32),
    /// Nothing of it was read, and it names nothing.
    Phrase,
    Autre,
}

struct Ligne<'a> {
    texte: &'a str,
    dit: Dit,
    /// Below an empty line.
    apart: bool,
}

/// Puts the lines left to the text questions left: as many lines as questions that may stand there, each where its question
/// does, in the order of the letter.
#[must_use]
pub fn avec_seules(
    alignement: Alignement,
    morceaux: &[Morceau<'_>],
    lus: Lus<'_>,
    ouvertes: &[Ouverte],
) -> Alignement {
    let mut libres: Vec<(u32, bool)> = ouvertes.iter().filter_map(|ouverte| ouverte.takes()).collect();
    libres.sort_unstable();
    let houses = libres.iter().any(|(_, house)| *house);
    let lignes = lignes(&alignement, morceaux, lus, houses);
    let seules = groups(&lignes, libres.len());
    libres.retain(|(n, _)| seules.iter().any(|group| stands(*n, group, &lignes, ouvertes)));
    let in_place = libres.len() == seules.len()
        && libres.iter().zip(&seules).all(|((n, house), group)| {
            (*house || lignes[group.start].dit == Dit::Seule) && stands(*n, group, &lignes, ouvertes)
        });
    if !in_place {
        return alignement;
    }
    let Alignement { mut reponses, reste, compris } = alignement;
    let mut taken: Vec<&str> = Vec::new();
    for ((n, house), group) in libres.into_iter().zip(seules) {
        let texts: Vec<&str> = lignes[group].iter().map(|ligne| ligne.texte).collect();
        let answer = texts.iter().map(|texte| unmarked(texte)).collect::<Vec<_>>().join(" ");
        let answer = if house { without_noun(&answer) } else { &answer };
        reponses.push((n, without_stop(answer.trim_end_matches([',', ';'])).to_owned()));
        taken.extend(texts);
    }
    reponses.sort_by_key(|(n, _)| *n);
    let reste: Vec<&str> = reste.lines().filter(|line| !taken.contains(line)).collect();
    Alignement { reste: reste.join("\n"), reponses, compris }
}

/// What was written, line by line, without greetings. `houses`: some of it may name one.
fn lignes<'a>(
    alignement: &Alignement,
    morceaux: &[Morceau<'a>],
    lus: Lus<'_>,
    houses: bool,
) -> Vec<Ligne<'a>> {
    let mut left: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let mut start = 0;
    for line in alignement.reste.split('\n') {
        left.entry(line).or_insert(start..start + line.len());
        start += line.len() + 1;
    }
    let touches = |part: &Range<usize>, line: &Range<usize>| part.start < line.end && line.start < part.end;
    let mut out: Vec<Ligne<'a>> = Vec::new();
    let (mut apart, mut taken_leave) = (false, false);
    let written = morceaux.iter().filter(|morceau| !morceau.cite).flat_map(|morceau| morceau.texte.lines());
    for texte in written.map(|line| after_greeting(line.trim())) {
        if texte.is_empty() {
            apart = true;
            continue;
        }
        if is_courtesy(texte) {
            taken_leave |= !out.is_empty();
            continue;
        }
        let dit = match left.get(texte) {
            Some(line) => {
                let answered = lus.par_forme.prises.iter().filter(|prise| touches(&prise.octets, line));
                let unread = !lus.par_forme.lus.iter().any(|part| touches(part, line));
                let said = unmarked(texte);
                let name = || !taken_leave && is_a_name(said);
                let house = || !taken_leave && houses && is_a_house(said);
                span(answered.filter_map(|prise| (lus.numero)(&prise.cle))).unwrap_or_else(|| match unread {
                    true if name() => Dit::Seule,
                    true if house() => Dit::Maison,
                    true => Dit::Phrase,
                    false => Dit::Autre,
                })
            }
            None => {
                let held = alignement.reponses.iter().filter(|(_, answer)| {
                    let first = answer.lines().next().unwrap_or_default();
                    !first.is_empty() && texte.contains(first)
                });
                span(held.map(|(n, _)| *n)).unwrap_or(Dit::Autre)
            }
        };
        out.push(Ligne { texte, dit, apart: std::mem::take(&mut apart) });
    }
    out
}

fn span(numbers: impl Iterator<Item = u32>) -> Option<Dit> {
    let (first, last) = numbers.fold((u32::MAX, 0), |(first, last), n| (first.min(n), last.max(n)));
    (first <= last).then_some(Dit::Reponse(first, last))
}

/// « Établissement Taxi Bouzid »: what it is, then what it is called.
fn without_noun(house: &str) -> &str {
    const NOUNS: &str = "etablissement entreprise societe organisme";
    house
        .split_once(' ')
        .filter(|(noun, _)| listed(NOUNS, &fold(noun)))
        .map_or(house, |(_, name)| name.trim())
}

/// The lines that stand alone, each by itself; where they are more than `wanted`, those that go on are one.
fn groups(lignes: &[Ligne<'_>], wanted: usize) -> Vec<Range<usize>> {
    let alone: Vec<Range<usize>> = (0..lignes.len())
        .filter(|at| matches!(lignes[*at].dit, Dit::Seule | Dit::Maison))
        .map(|at| at..at + 1)
        .collect();
    if alone.len() <= wanted {
        return alone;
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for one in alone {
        match out.last_mut() {
            Some(last) if last.end == one.start && goes_on(&lignes[last.end - 1], &lignes[one.start]) => {
                last.end = one.end;
            }
            _ => out.push(one),
        }
    }
    out
}

/// « Pâtisserie sans gluten et » and « sans lactose »: one answer that the width of the screen cut.
fn goes_on(line: &Ligne<'_>, next: &Ligne<'_>) -> bool {
    !next.apart
        && (is_left_open(line.texte)
            || line.texte.starts_with(char::is_uppercase) && next.texte.starts_with(char::is_lowercase))
}

/// The answers before it are to questions before, those behind it to questions behind, and nothing else that words may
/// answer is asked between. What stands apart below all the rest signs.
fn stands(n: u32, group: &Range<usize>, lignes: &[Ligne<'_>], ouvertes: &[Ouverte]) -> bool {
    let before = lignes[..group.start].iter().filter_map(|ligne| match ligne.dit {
        Dit::Reponse(_, last) => Some(last),
        _ => None,
    });
    let behind = lignes[group.end..].iter().filter_map(|ligne| match ligne.dit {
        Dit::Reponse(first, _) => Some(first),
        _ => None,
    });
    let (before, behind) = (before.max(), behind.min());
    let (from, to) = (before.unwrap_or(0), behind.unwrap_or(u32::MAX));
    let others = ouvertes
        .iter()
        .any(|ouverte| matches!(ouverte, Ouverte::Mots(other) if from < *other && *other < to));
    let spaced = lignes.iter().skip(1).all(|ligne| ligne.apart);
    let signs = group.end == lignes.len() && lignes[group.start].apart && !spaced;
    let cut = lignes[..group.end].last().is_some_and(|last| {
        let next = lignes.get(group.end);
        is_left_open(last.texte)
            || next.is_some_and(|next| {
                next.dit == Dit::Phrase && !is_sentence(next.texte) && goes_on(last, next)
            })
    });
    !cut && (before.is_some() || behind.is_some()) && from < n && n < to && !others && !signs
}
